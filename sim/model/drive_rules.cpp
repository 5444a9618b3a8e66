// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "estimation_rules.hpp"

namespace evpickup::model {

namespace {

// The sum over the driven axles, if each of them has its value.
template <class T>
std::optional<T> axle_sum(Drive drive, const Sourced<T>& front, const Sourced<T>& rear) {
  const bool has_front = drive != Drive::rear;
  const bool has_rear = drive != Drive::front;
  if ((has_front && !front.has_value()) || (has_rear && !rear.has_value())) return std::nullopt;
  T sum{};
  if (has_front) sum += *front;
  if (has_rear) sum += *rear;
  return sum;
}

void power_of_axles(Vehicle& vehicle, const std::string& origin) {
  Powertrain& powertrain = vehicle.powertrain;
  const auto sum = axle_sum(*powertrain.drive, powertrain.front_power, powertrain.rear_power);
  if (sum) fill(powertrain.power, *sum, 0.90, 1.0, origin);
}

void power_by_mass(Vehicle& vehicle, const std::string& origin) {
  const auto power = [&](double kw_per_tonne) {
    return units::watts(kw_per_tonne * units::in_kilograms(*vehicle.body.curb_mass));
  };
  fill_between(vehicle.powertrain.power, power(60.0), power(110.0), power(190.0), origin);
}

// A motor beside an engine is a part of the drive.
void power_of_hybrid(Vehicle& vehicle, const std::string& origin) {
  if (*vehicle.powertrain.kind != PowertrainKind::hev) return;
  fill_between(vehicle.powertrain.power, units::kilowatts(30.0), units::kilowatts(35.0),
               units::kilowatts(60.0), origin);
}

void power_of_plug_in(Vehicle& vehicle, const std::string& origin) {
  if (*vehicle.powertrain.kind != PowertrainKind::phev) return;
  const auto power = [&](double kw_per_tonne) {
    return units::watts(kw_per_tonne * units::in_kilograms(*vehicle.body.curb_mass));
  };
  fill_between(vehicle.powertrain.power, power(40.0), power(45.0), power(115.0), origin);
}

void torque_of_axles(Vehicle& vehicle, const std::string& origin) {
  Powertrain& powertrain = vehicle.powertrain;
  const auto sum = axle_sum(*powertrain.drive, powertrain.front_torque, powertrain.rear_torque);
  if (sum) fill(powertrain.torque, *sum, 0.90, 1.0, origin);
}

void torque_by_power(Vehicle& vehicle, const std::string& origin) {
  const auto torque = [&](double newton_metres_per_kw) {
    return units::newton_metres(newton_metres_per_kw *
                                units::in_kilowatts(*vehicle.powertrain.power));
  };
  fill_between(vehicle.powertrain.torque, torque(1.75), torque(2.05), torque(3.1), origin);
}

// Wheel speed at the claimed top speed, rad/s; nothing without a claim.
std::optional<double> top_wheel_speed_rad_per_s(const Vehicle& vehicle) {
  if (!vehicle.claims.top_speed.has_value()) return std::nullopt;
  return units::in_metres_per_second(*vehicle.claims.top_speed) /
         units::in_metres(*vehicle.body.tyre_radius);
}

void motor_speed_by_top_speed(Vehicle& vehicle, const std::string& origin) {
  const auto wheel_speed = top_wheel_speed_rad_per_s(vehicle);
  if (!wheel_speed || !vehicle.powertrain.reduction.has_value()) return;
  const auto speed = units::radians_per_second(*wheel_speed * *vehicle.powertrain.reduction);
  fill(vehicle.powertrain.motor_speed_max, speed, 1.0, 1.3, origin);
}

void motor_speed_default(Vehicle& vehicle, const std::string& origin) {
  const auto speed = units::radians_per_second(motor_speed_default_rad_per_s);
  fill(vehicle.powertrain.motor_speed_max, speed, 0.75, 1.25, origin);
}

void reduction_by_top_speed(Vehicle& vehicle, const std::string& origin) {
  const auto wheel_speed = top_wheel_speed_rad_per_s(vehicle);
  if (!wheel_speed) return;
  const double motor_speed = units::in_si(*vehicle.powertrain.motor_speed_max);
  const double ratio = std::clamp(motor_speed / *wheel_speed, 8.0, 13.0);
  fill(vehicle.powertrain.reduction, ratio, 0.85, 1.15, origin);
}

void discharge_power(Vehicle& vehicle, const std::string& origin) {
  const auto power = *vehicle.powertrain.power;
  fill_between(vehicle.battery.discharge_power, power / 0.95, power / 0.90, power / 0.85, origin);
}

void charge_power(Vehicle& vehicle, const std::string& origin) {
  const auto power = *vehicle.battery.discharge_power;
  fill_between(vehicle.battery.charge_power, 0.4 * power, 0.6 * power, 0.8 * power, origin);
}

}  // namespace

std::span<const AppliedRule> drive_rules() {
  static const AppliedRule rules[] = {
      {{"powertrain.power", "sum over the driven axles",
        "the battery may give less than all motors together; range is a judgement"},
       power_of_axles},
      {{"powertrain.power", "35 kW in a hybrid that is not charged", "F-150 PowerBoost"},
       power_of_hybrid},
      {{"powertrain.power", "45 kW per tonne of curb mass in a plug-in hybrid",
        "Cannon Alpha 43; range: up to the 115 kW/t of the Shark 6, whose motors do most work"},
       power_of_plug_in},
      {{"powertrain.power", "110 kW per tonne of curb mass",
        "median of electric pickups with both, 60 (Isuzu D-Max EV) to 198 kW/t (R1T quad)"},
       power_by_mass},
      {{"powertrain.torque", "sum over the driven axles",
        "the battery may give less than all motors together; range is a judgement"},
       torque_of_axles},
      {{"powertrain.torque", "2.05 N*m per kW",
        "median of electric pickups with both; range: Slate Truck 1.76, F-150 Lightning 3.1"},
       torque_by_power},
      {{"powertrain.motor_speed_max", "motor speed at the claimed top speed",
        "reduction, loaded tyre radius and claim; many trucks are limited before their motors are"},
       motor_speed_by_top_speed},
      {{"powertrain.motor_speed_max", "16,000 rpm, a common limit",
        "VW ID.4 in SUMO's data (12,000 for its SUV); range is a judgement"},
       motor_speed_default},
      {{"powertrain.reduction", "largest motor speed at the claimed top speed, 8 to 13",
        "motor speed x loaded tyre radius / top speed, kept within single-speed gears in use"},
       reduction_by_top_speed},
      {{"powertrain.reduction", "10, middle of single-speed gears",
        "gears in use lie between 8.5 and 12; a judgement"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_between(vehicle.powertrain.reduction, 8.5, 10.0, 12.0, origin);
       }},
      {{"powertrain.front_disconnect", "none, as no source names one",
        "makers name it where they fit it"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_word(vehicle.powertrain.front_disconnect, false, origin);
       }},
      {{"battery.discharge_power", "system power / 0.90",
        "motor and inverter near rated power: 0.89 to 0.91 in SUMO's loss maps"},
       discharge_power},
      {{"battery.charge_power", "0.6 x discharge power",
        "SUMO's vehicles with loss maps recover at most 58 to 60 % of their power; range is a "
        "judgement"},
       charge_power},
      {{"climate.heating", "resistive, as no source names a heat pump",
        "makers name it where they fit it"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_word(vehicle.climate.heating, Heating::resistive, origin);
       }},
  };
  return rules;
}

}  // namespace evpickup::model
