// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <cstddef>

namespace evpickup::spec {

/// The way from a struct to one of its members, whatever the types of both. Rows of a field table
/// hold it, so that only this depends on struct and member together.
class Member {
 public:
  /// The struct as a whole.
  Member() = default;
  template <class S, class T>
  explicit Member(T S::*member) : bits_(std::bit_cast<Bits>(member)), reach_(&reach<S, T>) {}

  [[nodiscard]] void* of(void* owner) const {
    return reach_ != nullptr ? reach_(owner, bits_) : owner;
  }
  [[nodiscard]] const void* of(const void* owner) const { return of(const_cast<void*>(owner)); }

 private:
  using Bits = std::array<std::byte, sizeof(std::byte Member::*)>;

  template <class S, class T>
  static void* reach(void* owner, const Bits& bits) {
    return &(static_cast<S*>(owner)->*std::bit_cast<T S::*>(bits));
  }

  Bits bits_{};
  void* (*reach_)(void* owner, const Bits& bits) = nullptr;
};

}  // namespace evpickup::spec
