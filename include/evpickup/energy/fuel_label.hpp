// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/units/quantities.hpp"

/// How fuel in the EPA's two tests makes the figures of its label.
namespace evpickup::energy {

/// Weights of the city test that starts cold and of its start after ten minutes (40 CFR
/// 600.113-12).
inline constexpr double cold_start_weight = 0.43;
/// Share of a whole warm-up that a start after ten minutes needs: an engine cools slower than a
/// cabin. A judgement, part of the calibration in engine_model.hpp.
inline constexpr double hot_start_share = 0.25;

/// The derived five-cycle ("mpg-based") equations of 40 CFR 600.210-12 with the coefficients of
/// model year 2017 and later, as in FASTSim's longparams.json: gallons per mile on the label =
/// intercept + slope x gallons per mile in the test.
struct LabelLine {
  double intercept_gal_per_mi = 0.0;
  double slope = 1.0;
};
inline constexpr LabelLine city_line{0.004091, 1.1601};
inline constexpr LabelLine highway_line{0.003191, 1.2945};

/// The label's fuel for the fuel of its test.
[[nodiscard]] constexpr units::FuelConsumption on_label(const LabelLine& line,
                                                        units::FuelConsumption test) {
  constexpr double square_metres_per_gal_per_mi =
      units::cubic_metres_per_gallon / units::metres_per_mile;
  return units::FuelConsumption::from_value(line.intercept_gal_per_mi *
                                            square_metres_per_gal_per_mi) +
         line.slope * test;
}

/// The test's fuel for the fuel of the label: on_label turned round.
[[nodiscard]] constexpr units::FuelConsumption in_test(const LabelLine& line,
                                                       units::FuelConsumption label) {
  return (label - on_label(line, units::FuelConsumption::from_value(0.0))) / line.slope;
}

}  // namespace evpickup::energy
