// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "claim_inputs.hpp"
#include "evpickup/study/claims.hpp"

/// One-at-a-time moves of uncertain inputs, for many trucks in one batch.
namespace evpickup::study {

class MovedTrucks {
 public:
  /// Adds a truck: two moved ones for each of the named inputs that has a range. `given` is the
  /// truck as its file has it, `filled` the same with its estimates; both must outlive this.
  void add(const model::Vehicle& given, const model::Vehicle& filled,
           std::span<const std::string_view> keys);

  /// All moved trucks, estimates filled in.
  [[nodiscard]] std::vector<const model::Vehicle*> pointers() const;

  /// Effects of the inputs of truck number `index` from the figures of all moved trucks, the
  /// largest first. A figure that could not be had moves nothing.
  [[nodiscard]] std::vector<InputEffect>
  effects(std::size_t index, std::span<const std::optional<double>> figures, double central) const;

 private:
  struct Truck {
    const model::Vehicle* filled = nullptr;
    std::vector<const UncertainInput*> inputs;
    std::size_t first = 0;
  };
  std::vector<Truck> trucks_;
  std::deque<model::Vehicle> moved_;
};

/// The largest effect on the central figure first; equal ones keep their order.
void sort_by_size(std::vector<InputEffect>& effects, double central);

/// Root sum of squares of the effects to each side, and of `model_error` to both.
[[nodiscard]] Interval interval(double central, std::span<const InputEffect> effects,
                                double model_error);

}  // namespace evpickup::study
