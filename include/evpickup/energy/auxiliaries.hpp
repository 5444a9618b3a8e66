// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/energy/conditions.hpp"
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
/// Electric power for cooling per kelvin above the threshold, sun included: 1.3 kW at 35 degC, what
/// AAA's dynamometer tests of 2019 come to (range 17 % down with, 4 % without air conditioning).
/// Its later tests came to less than half of that.
inline constexpr double cooling_w_per_k = 100.0;

/// Heat pump: heat per electricity at 0 degC, its loss per kelvin below, and its smallest value.
/// The published measurements disagree (1.9 at -1 degC to 3.3 at -10 degC); this is a cautious
/// choice.
inline constexpr double heat_pump_cop_at_zero = 2.0;
inline constexpr double heat_pump_cop_per_k = 0.05;
inline constexpr double heat_pump_cop_smallest = 1.0;

/// Heat stored by cabin air, glass and trim, per kelvin of warm-up (FASTSim vehicle_thermal, 125
/// kJ/K).
inline constexpr double cabin_heat_capacity_j_per_k = 125e3;
/// Largest heat of a cabin heater (FASTSim vehicle_thermal).
inline constexpr units::Power heater_power = units::kilowatts(5);
/// Heat that a parked cabin loses per kelvin with the heating off: a shell of 4 m^2 with 0.02 m^2
/// K/W and 10 W/m^2/K to still air (FASTSim vehicle_thermal).
inline constexpr double parked_loss_w_per_k = 4.0 / (0.02 + 1.0 / 10.0);

/// Lowest temperature that the battery is held at while driving; cells take little charge below. A
/// choice within 0 to 10 degC.
inline constexpr units::Temperature battery_held_at = units::celsius(5);
/// Heat that a pack loses to the air, per kelvin and kilogram: 5 W/K for a pack of 200 kJ/K, about
/// 200 kg (FASTSim vehicle_thermal). Owner logs of F-150 Lightnings show more at -29 to -7 degC (13
/// to 22 % of trip energy).
inline constexpr double battery_heating_w_per_k_kg = 5.0 / 200.0;

struct AuxiliaryLoad {
  units::Power base;
  units::Power cabin;
  units::Power battery;
  /// Electricity to warm the cabin once after a full cold start.
  units::Energy warm_up;
  /// Largest power of it: what holding the temperature leaves of the heater.
  units::Power warm_up_power;

  /// What of a share of the full warm-up is taken in a time after the start.
  [[nodiscard]] units::Energy warm_up_within(double share, units::Time time) const;
};

[[nodiscard]] AuxiliaryLoad auxiliary_load(const model::Vehicle& vehicle,
                                           const Conditions& conditions);

/// Share of a full warm-up that a warm cabin needs after a time parked with the heating off: it
/// cools exponentially, with its heat capacity and its loss.
[[nodiscard]] double warm_up_share_after(units::Time parked);

}  // namespace evpickup::energy
