// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/yearly_use.hpp"

namespace evpickup::study {

std::vector<model::AnnualUse> yearly_use(const PlannedCase& planned, const EnergyFigures& energy) {
  const units::Length distance = *planned.duty->distance * units::years(1);
  model::AnnualUse use;
  use.distance = distance;
  if (energy.duty.consumption) use.battery_energy = distance * *energy.duty.consumption;
  if (const auto& measured = planned.vehicle->measured) {
    if (measured->petrol.has_value()) use.petrol = distance * *measured->petrol;
    if (measured->diesel.has_value()) use.diesel = distance * *measured->diesel;
    if (measured->electricity.has_value()) {
      use.wall_energy = distance * *measured->electricity;
      use.battery_energy = units::joules(0);
    }
  }
  return std::vector<model::AnnualUse>(static_cast<std::size_t>(*planned.duty->years), use);
}

}  // namespace evpickup::study
