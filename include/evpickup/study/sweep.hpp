// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/model/scenario.hpp"
#include "evpickup/study/overrides.hpp"
#include "evpickup/study/results.hpp"

namespace evpickup::study {

/// One value of an axis: what is set, and what the results show.
struct AxisValue {
  spec::Node node;
  Cell shown;
};

/// An axis of a sweep with all its values.
struct Axis {
  Path path;
  Column column;
  std::vector<AxisValue> values;
  model::SweepScale scale = model::SweepScale::none;
};

/// Most values of one axis, and most points of a grid: all rows are held in memory, about 12 kB
/// each.
inline constexpr std::size_t most_points = 250'000;

/// The axis of a [[sweep]] table. from, to and step must be written in one unit (a step of
/// temperature in K); `to` is included if a step hits it. Errors are InputErrors at the values.
[[nodiscard]] Axis make_axis(const model::Sweep& sweep);

}  // namespace evpickup::study
