// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/conditions.hpp"

namespace evpickup::energy {

TrailerLoad trailer_load(const model::Trailer& trailer) {
  return {*trailer.mass, *trailer.drag_area, *trailer.rolling};
}

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
  if (with_trailer && duty.trailer) result.trailer = trailer_load(*duty.trailer);
  return result;
}

}  // namespace evpickup::energy
