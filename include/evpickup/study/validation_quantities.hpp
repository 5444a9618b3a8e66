// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "evpickup/model/validation_file.hpp"
#include "evpickup/study/validation_bench.hpp"

/// The list of quantities that measurements may be about, each with its predictor.
namespace evpickup::study {

struct Comparison {
  ValidationBench& bench;
  const model::ValidationRow& row;
  model::Mode mode = model::Mode::blind;

  /// The first of the row's trucks.
  [[nodiscard]] const model::Vehicle& truck() const;
};

struct ValidationQuantity {
  /// How files name it and write its values.
  model::MeasuredQuantity measured;
  std::string_view label;
  /// Unit of tables: a symbol of its kind, or "%".
  std::string_view unit;
  /// Errors are relative; otherwise differences in points of per cent.
  bool relative = true;
  /// Key of the value that the prediction for a vehicle is scaled on, such as "charging.dc_time": a
  /// row of that value's source is predicted by itself. nullptr for none.
  std::string_view (*scaled_on)(const model::Vehicle& vehicle) = nullptr;
  /// The prediction in SI units; nothing if the truck's file does not hold what it needs.
  std::optional<double> (*predict)(const Comparison& comparison) = nullptr;
};

/// All quantities.
[[nodiscard]] std::span<const ValidationQuantity> validation_quantities();
/// One by its key; throws std::out_of_range.
[[nodiscard]] const ValidationQuantity& validation_quantity(std::string_view key);
/// The list as files are read by.
[[nodiscard]] const std::vector<model::MeasuredQuantity>& measured_quantities();

/// One-way efficiency between battery and road: the eta for which
/// energy = traction / eta - regeneration_share * braking * eta + base load / speed, all per
/// distance.
[[nodiscard]] double battery_to_road(units::Consumption battery, units::Force traction,
                                     units::Force braking, units::Speed mean_speed);

}  // namespace evpickup::study
