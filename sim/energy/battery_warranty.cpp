// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/battery_warranty.hpp"

namespace evpickup::energy {

std::optional<BatteryWarranty> battery_warranty(const model::Battery& battery, double capacity) {
  if (!battery.warranty_years.has_value() && !battery.warranty_distance.has_value())
    return std::nullopt;
  BatteryWarranty warranty;
  if (battery.warranty_years.has_value()) warranty.duration = *battery.warranty_years;
  if (battery.warranty_distance.has_value()) warranty.distance = *battery.warranty_distance;
  warranty.capacity = capacity;
  return warranty;
}

bool needs_replacement(const BatteryHealth& health, double smallest_capacity) {
  return health.capacity() < smallest_capacity;
}

Replacement replacement(const BatteryHealth& health, double smallest_capacity,
                        const std::optional<BatteryWarranty>& warranty, units::Time age,
                        units::Length distance) {
  const bool warranted =
      warranty.has_value() && age <= warranty->duration && distance <= warranty->distance;
  if (warranted && health.capacity() < warranty->capacity) return Replacement::by_maker;
  return needs_replacement(health, smallest_capacity) ? Replacement::by_owner : Replacement::none;
}

}  // namespace evpickup::energy
