// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>

#include "evpickup/spec/sourced.hpp"
#include "evpickup/units/kinds.hpp"

/// Numbers of a spec as studies move them: many times, in SI units, without text.
namespace evpickup::spec {

/// What can be done with a number of one type; `value` is its Sourced<T>.
struct NumberAccess {
  units::Amount (*get)(const void* value) = nullptr;
  void (*put)(void* value, double si) = nullptr;
  std::optional<std::pair<double, double>> (*range)(const void* value) = nullptr;
  const Origin* (*origin)(const void* value) = nullptr;
};

/// A number that is present in a struct, by its place there. It lives as long as the struct does
/// and nobody reads other values into it.
class NumberRef {
 public:
  NumberRef(void* value, const NumberAccess* access, units::Kind kind)
      : value_(value), access_(access), kind_(kind) {}

  [[nodiscard]] units::Kind kind() const { return kind_; }
  /// In SI units; money in its own currency.
  [[nodiscard]] units::Amount get() const { return access_->get(value_); }
  /// Another number in place of the value; origin, range and currency stay.
  void put(double si) const { access_->put(value_, si); }
  /// Ends of the range that the value is thought to lie in, if one is known.
  [[nodiscard]] std::optional<std::pair<double, double>> range() const {
    return access_->range(value_);
  }
  [[nodiscard]] const Origin& origin() const { return *access_->origin(value_); }

 private:
  void* value_;
  const NumberAccess* access_;
  units::Kind kind_;
};

/// The access to numbers of type T.
template <class T>
[[nodiscard]] const NumberAccess* number_access() {
  using Value = Sourced<T>;
  static constexpr NumberAccess access{
      [](const void* value) { return units::to_amount(**static_cast<const Value*>(value)); },
      [](void* value, double si) {
        Value& moved = *static_cast<Value*>(value);
        moved.move_to(units::with_amount(*moved, si));
      },
      [](const void* value) -> std::optional<std::pair<double, double>> {
        const auto& range = static_cast<const Value*>(value)->range;
        if (!range) return std::nullopt;
        return std::pair{units::to_amount(range->first).si, units::to_amount(range->second).si};
      },
      [](const void* value) { return &static_cast<const Value*>(value)->origin; },
  };
  return &access;
}

/// The number of a value with its source; nothing if it is absent or no number. `kind` where the
/// type alone does not tell it.
template <class T>
[[nodiscard]] std::optional<NumberRef> number_of(Sourced<T>& value,
                                                 std::optional<units::Kind> kind) {
  if constexpr (units::HasKind<T>) {
    if (value.has_value())
      return NumberRef{&value, number_access<T>(), kind.value_or(units::KindOf<T>::value)};
  }
  return std::nullopt;
}

}  // namespace evpickup::spec
