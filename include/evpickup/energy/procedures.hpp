// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "evpickup/energy/test_drive.hpp"
#include "evpickup/units/quantities.hpp"

/// The list of rating procedures: what a truck would be rated at, by its physics.
namespace evpickup::energy {

/// A predicted rating. Consumption is at the wall, as ratings are; `battery_consumption` is what
/// the battery gives in the test itself, before any label factor.
struct Prediction {
  units::Length range;
  std::optional<units::Length> range_city, range_highway, range_cold;
  units::Consumption consumption;
  std::optional<units::Consumption> consumption_city, consumption_highway;
  units::Consumption battery_consumption;
  /// By what range in the test is multiplied to give the rated one: 1, or the EPA's label factor.
  double label_factor = 1.0;
  /// What that factor would be without its lower bound (EPA: five-cycle, which 0.70 may replace).
  double unbounded_factor = 1.0;
  double least_factor = 1.0;
  /// Share of the time in which the truck was slower than the trace.
  double missed_share = 0.0;

  /// Of trucks with an engine. Their range is that on battery and tank together, and consumption
  /// that while the charge is used first (zero for those that are not charged).
  std::optional<units::FuelConsumption> fuel_combined, fuel_city, fuel_highway, fuel_weighted;
  std::optional<units::Length> electric_range;
  std::optional<double> utility_factor;
};

/// A procedure, applied to trucks with their estimates filled in, of any kind of powertrain.
struct Procedure {
  std::string_view key;
  std::string_view label;
  std::string_view doc;
  std::vector<Prediction> (*predict)(std::span<const model::Vehicle* const> vehicles,
                                     const CycleLibrary& cycles, int threads) = nullptr;
};

/// All procedures. Those whose ratings vehicle files may hold (model::rating_procedures) have the
/// same keys.
[[nodiscard]] std::span<const Procedure> procedures();

/// A procedure by key; nullptr if there is none.
[[nodiscard]] const Procedure* find_procedure(std::string_view key);

}  // namespace evpickup::energy
