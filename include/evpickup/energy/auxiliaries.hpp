// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

/// What the truck uses beside driving: electronics, cabin, battery. One climate law for all
/// procedures and all weather.
namespace evpickup::energy {

/// Electronics, lights, pumps where the vehicle's file does not tell (climate.auxiliary_power):
/// FASTSim's default for electric cars (its model of the F-150
/// Lightning has 200 W, SUMO's VW ID.4 360 W).
inline constexpr units::Power base_auxiliary_power = units::watts(250);

/// No heating above and no cooling below these ambient temperatures.
inline constexpr units::Temperature heating_threshold = units::celsius(16);
inline constexpr units::Temperature cooling_threshold = units::celsius(22);

/// Cabin heat to hold while driving, per kelvin below the threshold. Parked in a snowstorm an F-150
/// Lightning used 1.7 kW and a Rivian R1T 2.0 kW (Ford Authority, March 2023), about 75 to 90 W/K;
/// driving renews more air.
inline constexpr double heating_w_per_k = 100.0;
/// Electric power for cooling per kelvin above the threshold, sun included: it gives the loss of
/// range at 35 degC that AAA measured in 2019 (17 %) within a few points.
inline constexpr double cooling_w_per_k = 150.0;

/// Heat pump: heat per electricity at 0 degC, its loss per kelvin below, and its smallest value.
/// The published measurements disagree (1.9 at -1 degC to 3.3 at -10 degC); this is a cautious
/// choice.
inline constexpr double heat_pump_cop_at_zero = 2.0;
inline constexpr double heat_pump_cop_per_k = 0.05;
inline constexpr double heat_pump_cop_smallest = 1.0;

/// Heat stored by cabin air, glass and trim, per kelvin of warm-up (FASTSim vehicle_thermal, 125
/// kJ/K).
inline constexpr double cabin_heat_capacity_j_per_k = 125e3;

/// Power to keep the battery warm, per kelvin below freezing. Owner logs of F-150 Lightnings at -29
/// to -7 degC show more (13 to 22 % of trip energy), laboratory tests of small cars less.
inline constexpr units::Temperature battery_heating_threshold = units::celsius(0);
inline constexpr double battery_heating_w_per_k = 60.0;

struct AuxiliaryLoad {
  units::Power base;
  units::Power cabin;
  units::Power battery;
  /// Electricity to warm the cabin once after a cold start.
  units::Energy warm_up;
};

[[nodiscard]] AuxiliaryLoad auxiliary_load(const model::Vehicle& vehicle,
                                           units::Temperature ambient);

}  // namespace evpickup::energy
