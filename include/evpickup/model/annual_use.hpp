// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/units/quantities.hpp"

namespace evpickup::model {

/// What one truck uses in one year of ownership. This is all that the cost model learns of energy.
struct AnnualUse {
  units::Length distance = units::metres(0);
  /// Energy out of the battery for driving and climate, charging losses not included.
  units::Energy battery_energy = units::joules(0);
  /// Energy out of the battery to the sockets of the bed, and to the house.
  units::Energy site_energy = units::joules(0);
  units::Energy house_energy = units::joules(0);
  /// Energy from the wall that charging takes beside its losses: a cold pack is warmed and kept
  /// warm.
  units::Energy charging_heat = units::joules(0);
  /// Energy from the wall of a truck whose consumption was measured there; its battery_energy is
  /// zero.
  units::Energy wall_energy = units::joules(0);
  units::Volume petrol = units::litres(0);
  units::Volume diesel = units::litres(0);
  /// Parts of the distance driven with a trailer and with the payload.
  units::Length towing_distance = units::metres(0);
  units::Length payload_distance = units::metres(0);
  /// Mean load of the tyres relative to the truck with its crew alone: 1 without payload and
  /// trailer.
  double tyre_load = 1.0;
  /// Time of stops at chargers on the road, and at pumps.
  units::Time road_charging = units::seconds(0);
  units::Time refuelling = units::seconds(0);
  /// The pack's energy relative to new, at the start and at the end of the year.
  double health_start = 1.0;
  double health_end = 1.0;
  /// The pack is replaced at the start of the year, at the owner's cost.
  bool new_pack = false;

  /// All energy out of the battery.
  [[nodiscard]] units::Energy from_battery() const {
    return battery_energy + site_energy + house_energy;
  }
};

}  // namespace evpickup::model
