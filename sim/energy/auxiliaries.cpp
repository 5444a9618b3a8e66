// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/auxiliaries.hpp"

#include <algorithm>

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

AuxiliaryLoad auxiliary_load(const model::Vehicle& vehicle, units::Temperature ambient) {
  const double too_cold_k = std::max(0.0, units::in_kelvin(heating_threshold - ambient));
  const double too_hot_k = std::max(0.0, units::in_kelvin(ambient - cooling_threshold));
  const double frost_k = std::max(0.0, units::in_kelvin(battery_heating_threshold - ambient));
  const double efficiency = heating_efficiency(*vehicle.climate.heating, ambient);

  AuxiliaryLoad load;
  load.base = vehicle.climate.auxiliary_power.value_or(base_auxiliary_power);
  load.cabin =
      units::watts(heating_w_per_k * too_cold_k / efficiency + cooling_w_per_k * too_hot_k);
  load.battery = units::watts(battery_heating_w_per_k * frost_k);
  load.warm_up = units::joules(cabin_heat_capacity_j_per_k * too_cold_k / efficiency);
  return load;
}

}  // namespace evpickup::energy
