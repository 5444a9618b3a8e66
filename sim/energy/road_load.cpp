// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/road_load.hpp"

#include <cmath>

namespace evpickup::energy {

namespace {

constexpr double sea_level_pressure_pa = 101325.0;
constexpr double lapse_per_metre = 2.25577e-5;
constexpr double pressure_exponent = 5.25588;
constexpr double gas_constant_air_j_per_kg_k = 287.05;

/// Rolling resistance at a temperature over that at its reference.
double tyre_factor(units::Temperature ambient, units::Temperature reference) {
  return 1.0 + rolling_per_kelvin * units::in_kelvin(reference - ambient);
}

}  // namespace

units::Density air_density(units::Temperature temperature, units::Length altitude) {
  const double pressure_pa =
      sea_level_pressure_pa *
      std::pow(1.0 - lapse_per_metre * units::in_metres(altitude), pressure_exponent);
  return units::kilograms_per_cubic_metre(
      pressure_pa / (gas_constant_air_j_per_kg_k * units::in_kelvin(temperature)));
}

RoadLoad road_load(const model::Vehicle& vehicle, const Conditions& conditions) {
  const auto gravity = units::metres_per_second_squared(gravity_m_per_s2);
  const auto& body = vehicle.body;
  const bool on_rolls = conditions.dynamometer.has_value();
  const auto ambient = on_rolls ? coastdown_reference : conditions.ambient;
  const auto altitude = on_rolls ? units::metres(0) : conditions.altitude;
  const units::Density air = air_density(ambient, altitude);
  const double tyres = tyre_factor(ambient, tyre_reference);
  const units::Mass truck = *body.curb_mass + conditions.crew + conditions.payload;

  // The truck itself.
  RoadLoad load;
  load.mass = truck;
  if (body.has_road_load()) {
    const double scale = truck / *body.road_load_mass * tyre_factor(ambient, coastdown_reference);
    load.rolling = scale * *body.road_load_a;
    load.viscous = scale * *body.road_load_b;
    load.aero = (air / air_density(coastdown_reference, units::metres(0))) * *body.road_load_c;
  } else {
    load.rolling = tyres * *body.rolling_resistance * truck * gravity;
    load.viscous = units::newton_seconds_per_metre(0.0);
    load.aero = 0.5 * *body.drag_coefficient * air * *body.frontal_area;
  }

  const double correction = *vehicle.correction.road_load * conditions.dynamometer.value_or(1.0);
  load.rolling *= correction;
  load.viscous *= correction;
  load.aero *= correction;

  // The trailer behind it.
  if (conditions.trailer) {
    const auto& trailer = *conditions.trailer;
    load.mass += trailer.mass;
    load.rolling += tyres * trailer.rolling * trailer.mass * gravity;
    load.aero += 0.5 * air * trailer.drag_area;
  }
  load.inertia = (1.0 + rotating_mass_share) * load.mass;
  return load;
}

}  // namespace evpickup::energy
