// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/conditions.hpp"

namespace evpickup::energy {

Conditions conditions(const model::Duty& duty, bool with_trailer) {
  Conditions result;
  result.ambient = *duty.ambient;
  result.altitude = *duty.altitude;
  result.wind = *duty.wind;
  result.wind_from = *duty.wind_from;
  result.payload = *duty.payload;
  result.crew = *duty.crew;
  result.grade = *duty.grade;
  result.trip = *duty.trip;
  result.climate_control = *duty.climate_control;
  if (with_trailer && duty.trailer) {
    result.trailer =
        TrailerLoad{*duty.trailer->mass, *duty.trailer->drag_area, *duty.trailer->rolling};
  }
  return result;
}

}  // namespace evpickup::energy
