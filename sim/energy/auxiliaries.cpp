// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/auxiliaries.hpp"

#include <algorithm>
#include <cmath>

#include "evpickup/energy/engine_model.hpp"

namespace evpickup::energy {

namespace {

/// Heat delivered per electricity used.
double heating_efficiency(model::Heating heating, units::Temperature ambient) {
  if (heating == model::Heating::resistive) return 1.0;
  const double below_zero_k = std::max(0.0, -units::in_celsius(ambient));
  return std::max(heat_pump_cop_smallest,
                  heat_pump_cop_at_zero - heat_pump_cop_per_k * below_zero_k);
}

}  // namespace

units::Energy AuxiliaryLoad::warm_up_within(double share, units::Time time) const {
  return std::min(share * warm_up, warm_up_power * time);
}

AuxiliaryLoad auxiliary_load(const model::Vehicle& vehicle, const Conditions& conditions) {
  const units::Temperature ambient = conditions.ambient;
  const double frost_k = std::max(0.0, units::in_kelvin(battery_held_at - ambient));
  const double electronics = *vehicle.correction.losses;

  AuxiliaryLoad load;
  const bool by_engine = vehicle.has_engine() && !vehicle.is_charged();
  load.base = electronics * vehicle.climate.auxiliary_power.value_or(
                                by_engine ? engine_auxiliary_power : base_auxiliary_power);
  load.battery =
      units::watts(battery_heating_w_per_k_kg *
                   units::in_kilograms(vehicle.battery.mass.value_or(units::kilograms(0))) *
                   frost_k);
  if (!conditions.climate_control) return load;

  // The heat of an engine that runs costs nothing.
  if (by_engine && conditions.ambient < heating_threshold) return load;

  const double too_cold_k = std::max(0.0, units::in_kelvin(heating_threshold - ambient));
  const double too_hot_k = std::max(0.0, units::in_kelvin(ambient - cooling_threshold));
  const double efficiency = heating_efficiency(*vehicle.climate.heating, ambient);
  const auto held = std::min(units::watts(heating_w_per_k * too_cold_k), heater_power);
  load.cabin = held / efficiency + units::watts(cooling_w_per_k * too_hot_k);
  load.warm_up = units::joules(cabin_heat_capacity_j_per_k * too_cold_k / efficiency);
  load.warm_up_power = (heater_power - held) / efficiency;
  return load;
}

double warm_up_share_after(units::Time parked) {
  return -std::expm1(-units::in_seconds(parked) * parked_loss_w_per_k /
                     cabin_heat_capacity_j_per_k);
}

}  // namespace evpickup::energy
