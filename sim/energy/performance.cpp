// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/performance.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <limits>

#include "evpickup/energy/battery_model.hpp"
#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/engine_model.hpp"
#include "evpickup/energy/lanes.hpp"
#include "evpickup/energy/road_load.hpp"

namespace evpickup::energy {

namespace {

/// Everything that full power depends on, in SI units.
struct FullPower {
  double peak_force_n, peak_power_w, grip_n, battery_w;
  DriveLosses losses;
  RoadLoad load;
  double wind_m_per_s;
  /// Of an engine with gears, else nothing: what its turning parts resist beside the wheels', and
  /// how fast it turns, at most by its first gear.
  double engine_inertia_kg_m2 = 0.0;
  double first_rad_per_m = 0.0, rated_rad_per_s = 0.0;

  [[nodiscard]] double force(double speed) const { return std::min(grip_n, drive_force(speed)); }

  /// What motors and battery give, whatever the tyres hold.
  [[nodiscard]] double drive_force(double speed) const {
    const double limit = speed > 0.0 ? std::min(peak_force_n, peak_power_w / speed) : peak_force_n;
    return std::min(limit, battery_force(speed));
  }

  /// Force at which battery power is used up: root of copper F^2 + (1 + gear) v F + losses = power.
  [[nodiscard]] double battery_force(double speed) const {
    const double rest = battery_w - losses.standby_w - losses.speed_w_per_m_s * speed;
    if (rest <= 0.0) return 0.0;
    const double half = 0.5 * (1.0 + losses.force_speed_share) * speed;
    const double copper = losses.force_squared_w_per_n2;
    return rest / (half + std::sqrt(half * half + copper * rest));
  }

  [[nodiscard]] double resistance(double speed) const {
    const double air_speed = speed + wind_m_per_s;
    return load.rolling.value() + load.viscous.value() * speed +
           load.aero.value() * air_speed * std::abs(air_speed);
  }
};

/// Turning parts of engine and gearbox resist as a mass of 0.0025 of the truck's times the square
/// of the ratio from crank to wheels (J. J. Taborek, Mechanics of Vehicles, 1957; J. Y. Wong,
/// Theory of Ground Vehicles, 3.3.1).
constexpr double turning_mass_share = 0.0025;

/// Grip limit with load transfer: mu share m g / (1 -+ mu h / L) for rear and front drive.
double grip_limit(const model::Vehicle& vehicle, double weight_n) {
  const double rear = *vehicle.body.rear_axle_share;
  const double lever = vehicle.body.wheelbase.has_value()
                           ? tyre_grip * units::in_metres(*vehicle.body.centre_of_gravity) /
                                 units::in_metres(*vehicle.body.wheelbase)
                           : 0.0;
  switch (*vehicle.powertrain.drive) {
  case model::Drive::rear:
    return tyre_grip * rear * weight_n / (1.0 - lever);
  case model::Drive::front:
    return tyre_grip * (1.0 - rear) * weight_n / (1.0 + lever);
  case model::Drive::all:
    break;
  }
  return tyre_grip * weight_n;
}

/// What the air does to a truck.
FullPower without_power(const model::Vehicle& vehicle, const Conditions& conditions) {
  const units::Mass truck = *vehicle.body.curb_mass + conditions.crew + conditions.payload;
  const double wind = units::in_metres_per_second(conditions.wind);
  FullPower power{};
  power.grip_n = grip_limit(vehicle, units::in_kilograms(truck) * gravity_m_per_s2);
  power.load = road_load(vehicle, conditions);
  power.wind_m_per_s = conditions.wind_from == model::WindFrom::ahead    ? wind
                       : conditions.wind_from == model::WindFrom::behind ? -wind
                                                                         : 0.0;
  return power;
}

void put_turning_parts(FullPower& power, const model::Vehicle& vehicle) {
  const double radius_m = units::in_metres(*vehicle.body.tyre_radius);
  power.engine_inertia_kg_m2 =
      turning_mass_share * units::in_kilograms(*vehicle.body.curb_mass) * radius_m * radius_m;
  power.first_rad_per_m = turns_per_metre(vehicle, *vehicle.transmission.first_gear);
  const bool diesel = *vehicle.engine.fuel == model::Fuel::diesel;
  power.rated_rad_per_s = diesel ? diesel_rated_rad_per_s : petrol_rated_rad_per_s;
}

/// An engine that reaches the wheels by gears, with the help of motors beside it. Losses are those
/// of the gearbox alone. Forces and powers add up; the battery's limit is on the motors' part.
FullPower geared_power(const model::Vehicle& vehicle, const Conditions& conditions) {
  constexpr double no_limit_w = 1e12;
  const double by_engine =
      *vehicle.transmission.efficiency *
      units::in_watts(engine_power(vehicle, conditions.ambient, conditions.altitude));
  FullPower power = without_power(vehicle, conditions);
  power.peak_force_n = units::in_newtons(engine_wheel_force(vehicle));
  power.peak_power_w = by_engine;
  power.battery_w = no_limit_w;
  const bool split =
      vehicle.has_motor() && *vehicle.powertrain.layout == model::Layout::power_split;
  if (!split) put_turning_parts(power, vehicle);
  if (!vehicle.has_motor()) return power;
  const double motors_w = std::min(units::in_watts(peak_wheel_power(vehicle)),
                                   units::in_watts(*vehicle.battery.discharge_power));
  // Of a power split the engine feeds the motors, in the main.
  if (split) power.peak_force_n = power.peak_power_w = 0.0;
  power.peak_force_n += units::in_newtons(peak_wheel_force(vehicle));
  power.peak_power_w += motors_w;
  if (vehicle.powertrain.system_power.has_value())
    power.peak_power_w =
        std::min(power.peak_power_w, *vehicle.transmission.efficiency *
                                         units::in_watts(*vehicle.powertrain.system_power));
  return power;
}

FullPower full_power(const model::Vehicle& vehicle, const Conditions& conditions) {
  const bool geared = vehicle.has_engine() &&
                      (!vehicle.has_motor() || *vehicle.powertrain.layout != model::Layout::series);
  if (geared) return geared_power(vehicle, conditions);
  const double generator_w = vehicle.has_engine() ? units::in_watts(*vehicle.generator.power) : 0.0;
  const BatteryModel battery = battery_model(vehicle.battery, conditions.ambient);
  const double voltage = normalised_voltage(battery.shape, performance_charge);
  const units::Mass truck = *vehicle.body.curb_mass + conditions.crew + conditions.payload;
  const double wind = units::in_metres_per_second(conditions.wind);
  return {
      units::in_newtons(peak_wheel_force(vehicle)),
      units::in_watts(peak_wheel_power(vehicle)),
      grip_limit(vehicle, units::in_kilograms(truck) * gravity_m_per_s2),
      std::min(units::in_watts(battery.discharge_limit),
               smallest_voltage * (voltage - smallest_voltage) / battery.resistance_per_w) +
          generator_w,
      drive_losses(vehicle),
      road_load(vehicle, conditions),
      conditions.wind_from == model::WindFrom::ahead    ? wind
      : conditions.wind_from == model::WindFrom::behind ? -wind
                                                        : 0.0,
  };
}

/// A launch to a speed: the time from the first movement, and the part of it within the rollout.
struct Launch {
  units::Time time, rolling_out;
};

/// Speeds that are worked on at once, so that the processor's vector units have something to do.
constexpr int together = 16;
using Several = Eigen::Array<double, together, 1>;

/// FullPower::force less its resistance at several speeds above zero: the same figures.
Several surplus_forces(const FullPower& power, const Several& speed) {
  const Several rest =
      power.battery_w - power.losses.standby_w - power.losses.speed_w_per_m_s * speed;
  const Several half = 0.5 * (1.0 + power.losses.force_speed_share) * speed;
  const double copper = power.losses.force_squared_w_per_n2;
  const Several by_battery =
      (rest > 0.0).select(rest / (half + (half * half + copper * rest.max(0.0)).sqrt()), 0.0);
  const Several limit = (power.peak_power_w / speed).min(power.peak_force_n).min(by_battery);
  const Several air_speed = speed + power.wind_m_per_s;
  const Several resistance = power.load.rolling.value() + power.load.viscous.value() * speed +
                             power.load.aero.value() * air_speed * air_speed.abs();
  return limit.min(power.grip_n) - resistance;
}

std::optional<Launch> launch(const FullPower& power, units::Speed target, double grade_force) {
  constexpr int parts = 320;  // 2,000 change no time by more than a thousandth of a second
  static_assert(parts % together == 0);
  const double step = units::in_metres_per_second(target) / parts;
  const double rollout_m = units::in_metres(rollout);
  double time_s = 0.0;
  double distance_m = 0.0;
  double rolling_out_s = 0.0;
  for (int first = 0; first < parts; first += together) {
    const Several speeds = (Several::LinSpaced(together, first, first + together - 1) + 0.5) * step;
    const Several surplus = surplus_forces(power, speeds) - grade_force;
    if ((surplus <= 0.0).any()) return std::nullopt;
    const Several ratio = (power.rated_rad_per_s / speeds).min(power.first_rad_per_m);
    const Several inertia = power.load.inertia.value() + power.engine_inertia_kg_m2 * ratio * ratio;
    const Several times = inertia * step / surplus;
    for (int i = 0; i < together; ++i) {
      const double dt = times(i);
      if (distance_m < rollout_m)
        rolling_out_s = time_s + std::min(1.0, (rollout_m - distance_m) / (speeds(i) * dt)) * dt;
      time_s += dt;
      distance_m += speeds(i) * dt;
    }
  }
  return Launch{units::seconds(time_s), units::seconds(rolling_out_s)};
}

/// No truck is faster, in m/s; and halvings that leave nothing of it.
constexpr double beyond_top_speed = 150.0;
constexpr int halvings = 60;

/// Highest speed that the force still balances, by bisection.
double balanced_speed(const FullPower& power, double grade_force) {
  double low = 0.0;
  double high = beyond_top_speed;
  for (int i = 0; i < halvings; ++i) {
    const double middle = 0.5 * (low + high);
    (power.force(middle) >= power.resistance(middle) + grade_force ? low : high) = middle;
  }
  return low;
}

/// Steepest slope at a speed. The drive bears the pull along the road, weight x sine; grip falls
/// with the cosine, so that tyres bear a tangent.
double steepest_grade(const FullPower& power, double speed, double weight) {
  const double resistance = power.resistance(speed);
  const double sine = std::clamp((power.drive_force(speed) - resistance) / weight, 0.0, 0.999);
  const double by_drive = sine / std::sqrt(1.0 - sine * sine);
  const double by_grip = std::max(0.0, (power.grip_n - resistance) / weight);
  return std::min(by_drive, by_grip);
}

/// True if a source, and not a rule alone, tells how fast the motors may turn the wheels.
bool wheel_speed_is_known(const model::Vehicle& vehicle) {
  return vehicle.powertrain.motor_speed_max.origin.how != spec::How::estimated &&
         vehicle.powertrain.reduction.origin.how != spec::How::estimated;
}

}  // namespace

units::Force largest_wheel_force(const model::Vehicle& vehicle, const Conditions& conditions,
                                 units::Speed speed) {
  return units::newtons(full_power(vehicle, conditions).force(units::in_metres_per_second(speed)));
}

Performance performance(const model::Vehicle& vehicle, const Conditions& conditions) {
  const FullPower power = full_power(vehicle, conditions);
  const double weight_n = units::in_kilograms(power.load.mass) * gravity_m_per_s2;
  const double grade_force =
      weight_n * conditions.grade / std::sqrt(1.0 + conditions.grade * conditions.grade);

  Performance p;
  if (const auto to_100 = launch(power, units::kilometres_per_hour(100), grade_force))
    p.accel_0_100 = to_100->time;
  if (const auto to_60 = launch(power, units::miles_per_hour(60), grade_force)) {
    p.accel_0_60mph = units::seconds(to_60->time.value() - to_60->rolling_out.value());
    p.accel_0_60mph_standing = to_60->time;
  }

  double top = balanced_speed(power, grade_force);
  p.top_speed_known = true;
  if (vehicle.powertrain.motor_speed_max.has_value()) {
    const double by_motors = vehicle.powertrain.motor_speed_max->value() *
                             units::in_metres(*vehicle.body.tyre_radius) /
                             *vehicle.powertrain.reduction;
    p.top_speed_known = by_motors >= top || wheel_speed_is_known(vehicle);
    top = std::min(top, by_motors);
  }
  if (vehicle.claims.top_speed.has_value()) {
    p.top_speed_known = true;
    top = std::min(top, units::in_metres_per_second(*vehicle.claims.top_speed));
  }
  p.top_speed = units::metres_per_second(top);

  const double steady = units::kilometres_per_hour(90).value();
  p.start_grade = steepest_grade(power, 0.0, weight_n);
  p.grade_at_90 = steepest_grade(power, steady, weight_n);
  return p;
}

}  // namespace evpickup::energy
