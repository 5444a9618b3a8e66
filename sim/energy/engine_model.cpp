// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/engine_model.hpp"

#include <algorithm>
#include <stdexcept>

#include "evpickup/energy/road_load.hpp"

namespace evpickup::energy {

namespace {

// Air at which power is rated (ISO 1585): 25 degC, 990 hPa.
constexpr units::Temperature rated_air = units::celsius(25);
constexpr units::Length rated_altitude = units::metres(195);
// Density ratio down to which a turbocharger keeps the power.
constexpr double turbo_room = 0.75;
// Torque in first gear with the converter's help, and motors of a usual efficiency.
constexpr double converter_torque_ratio = 1.8;
constexpr double motor_efficiency = 0.90;

}  // namespace

double fuel_j_per_l(model::Fuel fuel) {
  return fuel == model::Fuel::diesel ? diesel_j_per_l : petrol_j_per_l;
}

WillansLine willans_line(const model::Engine& engine) {
  if (*engine.cycle == model::EngineCycle::diesel) return diesel_line;
  WillansLine line = *engine.cycle == model::EngineCycle::atkinson ? atkinson_line : otto_line;
  if (*engine.aspiration == model::Aspiration::turbo) line.friction_pa = turbo_friction_pa;
  return line;
}

units::Power engine_power(const model::Vehicle& vehicle, units::Temperature ambient,
                          units::Length altitude) {
  const double ratio = air_density(ambient, altitude) / air_density(rated_air, rated_altitude);
  const bool turbo = *vehicle.engine.aspiration == model::Aspiration::turbo;
  return std::min(1.0, turbo ? ratio / turbo_room : ratio) * *vehicle.engine.power;
}

double turns_per_metre(const model::Vehicle& vehicle, double gear) {
  return gear * *vehicle.transmission.final_drive / units::in_metres(*vehicle.body.tyre_radius);
}

units::Energy engine_warm_up(const model::Vehicle& vehicle, units::Temperature ambient) {
  const double below_k = std::max(0.0, units::in_kelvin(warm_engine - ambient));
  const bool diesel = *vehicle.engine.fuel == model::Fuel::diesel;
  return units::joules((diesel ? diesel_warm_up_j_per_k_l : petrol_warm_up_j_per_k_l) * below_k *
                       units::in_litres(*vehicle.engine.displacement));
}

units::Force engine_wheel_force(const model::Vehicle& vehicle) {
  if (!vehicle.transmission.first_gear.has_value()) return units::newtons(0);
  return units::newtons(converter_torque_ratio * *vehicle.transmission.efficiency *
                        units::in_newton_metres(*vehicle.engine.torque) *
                        turns_per_metre(vehicle, *vehicle.transmission.first_gear));
}

double fuel_per_battery_energy(const model::Vehicle& vehicle) {
  if (!vehicle.has_motor()) return 0.0;
  const bool series = *vehicle.powertrain.layout == model::Layout::series;
  const double way = series ? *vehicle.generator.efficiency : motor_efficiency;
  return 1.0 / (willans_line(vehicle.engine).slope * way);
}

double kept_charge(const model::Vehicle& vehicle, bool towing) {
  const auto& operation = vehicle.operation;
  if (!vehicle.has_motor()) return 1.0;
  const bool held =
      *operation.hold == model::Hold::always || (*operation.hold == model::Hold::towing && towing);
  return held && vehicle.is_charged() ? *operation.hold_charge : *operation.sustain_charge;
}

}  // namespace evpickup::energy
