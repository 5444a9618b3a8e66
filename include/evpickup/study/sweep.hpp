// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
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

/// An axis of a sweep. Listed values are kept; those between two ends are made when they are asked
/// for, so that an axis of millions takes no memory.
struct Axis {
  /// Values between two ends, evenly spaced or by equal ratios.
  struct Series {
    spec::Node from;
    std::string unit;
    double first = 0.0, last = 0.0, step = 0.0;
    std::size_t count = 0;
    bool logarithmic = false;
  };

  Path path;
  Column column;
  std::vector<AxisValue> listed;
  /// In place of listed values.
  std::optional<Series> series;
  model::SweepScale scale = model::SweepScale::none;

  [[nodiscard]] std::size_t size() const { return series ? series->count : listed.size(); }
  /// A value by its number, below size().
  [[nodiscard]] AxisValue at(std::size_t index) const;
};

/// Most values of one axis, and most points of a grid.
inline constexpr std::size_t most_points = 1'000'000'000'000;
/// Most rows of a sweep whose table is held in memory, about 15 kB each. Longer sweeps stream
/// (row_stream.hpp).
inline constexpr std::size_t most_rows_in_memory = 20'000;

/// The key of a column that holds the values of a scenario's key, with their unit: "duty.ambient"
/// in degC is duty_ambient_degc, "market.us.energy.home" in USD/kWh
/// market_us_energy_home_usd_per_kwh.
[[nodiscard]] std::string column_key(std::string_view path, std::string_view unit);

/// The axis of a [[sweep]] table. from, to and step must be written in one unit (a step of
/// temperature in K); `to` is included if a step hits it. With log both ends are included, and each
/// value is the one before times the same factor. Errors are InputErrors at the values.
[[nodiscard]] Axis make_axis(const model::Sweep& sweep);

}  // namespace evpickup::study
