// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/fastsim2.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

#include "evpickup/energy/kernel.hpp"
#include "evpickup/energy/lanes.hpp"

namespace evpickup::energy {

namespace {

constexpr std::size_t last_point = model::fastsim2_motor_points - 1;
using Grid = std::array<double, model::fastsim2_motor_points>;

/// FASTSim keeps a look-up off the end of its tables by this power.
constexpr double look_up_margin_kw = 0.01;

/// The first point whose value is above `kw`; the tables rise.
std::size_t first_above(const Grid& table, double kw) {
  return static_cast<std::size_t>(std::ranges::upper_bound(table, kw) - table.begin());
}

/// Efficiency at a power by step: that of the last point not above it, of the first at least.
double efficiency_at(const Fastsim2Lane& lane, const Grid& table, double kw) {
  const double within = std::min(table[last_point] - look_up_margin_kw, kw);
  return lane.efficiency[std::max<std::size_t>(1, first_above(table, within) - 1)];
}

/// What battery, motor and tyres allow in a step.
struct Limits {
  double regeneration_kw = 0.0;  ///< mechanical power that the motor may take
  double drive_kw = 0.0;         ///< power out of the transmission
};

/// Power of the motor at the shaft that the electric power left for it gives.
double motor_limit_kw(const Fastsim2Lane& lane, double electric_kw) {
  if (electric_kw <= 0.0) return 0.0;
  const double highest = lane.highest_in_kw[last_point];
  const double available = std::min(electric_kw, highest);
  if (available == highest) return lane.motor_kw;
  const double within = std::min(highest - look_up_margin_kw, available);
  const std::size_t above = first_above(lane.highest_in_kw, within);
  return std::min(lane.motor_out_kw[std::max<std::size_t>(1, above) - 1], lane.motor_kw);
}

double regeneration_limit_kw(const Fastsim2Lane& lane, double charge_kw) {
  if (charge_kw == 0.0) return 0.0;
  const double efficiency = charge_kw == lane.motor_kw
                                ? lane.efficiency[last_point]
                                : efficiency_at(lane, lane.motor_out_kw, charge_kw);
  return std::min(lane.motor_kw, charge_kw / efficiency);
}

Limits limits_of(const Fastsim2Lane& lane, double charge, double speed, double motor_kw,
                 double duration) {
  const double hours = duration / units::seconds_per_hour;
  const double left = charge < lane.min_charge ? 0.0 : charge - lane.min_charge;
  const double discharge_kw =
      std::min(lane.discharge_kw, lane.pack_kwh * lane.root_efficiency * left / hours);
  const double charge_kw = std::min(
      lane.charge_kw,
      std::max((lane.max_charge - charge) * lane.pack_kwh / lane.root_efficiency / hours, 0.0));

  // The motor's power may grow from that of the step before.
  const double electric_kw = discharge_kw - lane.auxiliary_kw;
  const double ramp_kw = std::abs(motor_kw) + lane.motor_kw / lane.motor_ramp_s * duration;
  const double motor_limit = std::min({motor_limit_kw(lane, electric_kw), ramp_kw, lane.motor_kw});

  const double fastest = speed + lane.traction_n / lane.mass_kg * duration;
  const double traction_kw = lane.traction_n / 1e3 * fastest;
  return {regeneration_limit_kw(lane, charge_kw),
          std::min((motor_limit - std::min(electric_kw, 0.0)) * lane.transmission,
                   traction_kw / lane.transmission)};
}

/// Power at the wheels from one speed to another, in kW.
struct Wheel {
  double drag, kinetic, climb, rolling, sum;
};

Wheel wheel_power(const Fastsim2Lane& lane, double from, double to, double duration, double sine,
                  double cosine) {
  // Each term in FASTSim's order of operations: the motor's look-up jumps at powers that are met
  // exactly, so the last digit counts.
  const double middle = (from + to) / 2.0;
  const double gravity = fastsim2_gravity_m_per_s2;
  const auto turning_kw = [&](double speed) {
    const double turn = speed / lane.wheel_radius_m;
    return 0.5 * lane.wheel_inertia_kg_m2 * (turn * turn) / duration;
  };
  Wheel w{};
  w.drag = 0.5 * fastsim2_air_kg_per_m3 * lane.drag_coefficient * lane.frontal_area_m2 *
           std::pow(middle, 3.0) / 1e3;
  const double straight = lane.mass_kg / (2.0 * duration) * (to * to - from * from) / 1e3;
  const double turning = (turning_kw(to) - turning_kw(from)) / 1e3;
  w.kinetic = straight + turning;
  w.climb = gravity * sine * lane.mass_kg * middle / 1e3;
  w.rolling = lane.mass_kg * gravity * lane.rolling * cosine * (from + to) / 2.0 / 1e3;
  w.sum = w.drag + straight + w.climb + w.rolling + turning;
  return w;
}

/// FASTSim's damped Newton iteration for the end speed that a power allows, with its gain,
/// tolerance and number of iterations. It is stopped where FASTSim stops: which side of the limit
/// it comes to rest on decides which step of the motor's table is taken.
double reachable_speed(const Fastsim2Lane& lane, double from, double duration, double sine,
                       double cosine, double limit_kw) {
  constexpr double gain = 0.9;
  constexpr double tolerance = 1e-9;
  constexpr int most_iterations = 100;

  // t3 v^3 + t2 v^2 + t1 v + t0 = power at the wheels - limit.
  const double air =
      0.5 * fastsim2_air_kg_per_m3 * lane.drag_coefficient * lane.frontal_area_m2 / 8.0;
  const double inertia = 0.5 * (lane.mass_kg + lane.wheels_kg()) / duration;
  const double slope =
      0.5 * lane.mass_kg * fastsim2_gravity_m_per_s2 * (lane.rolling * cosine + sine);
  const double t3 = air / 1e3;
  const double t2 = (inertia + 3.0 * air * from) / 1e3;
  const double t1 = (3.0 * air * from * from + slope) / 1e3;
  const double t0 =
      (air * from * from * from - inertia * from * from + slope * from) / 1e3 - limit_kw;
  const auto value = [&](double v) { return ((t3 * v + t2) * v + t1) * v + t0; };
  const auto derivative = [&](double v) { return (3.0 * t3 * v + 2.0 * t2) * v + t1; };

  double speed = std::max(1.0, from);
  double best = speed;
  for (int i = 1; i < most_iterations; ++i) {
    const double next = speed - gain * value(speed) / derivative(speed);
    const bool converged = std::abs((next - speed) / speed) < tolerance;
    speed = next;
    if (std::abs(value(speed)) < std::abs(value(best))) best = speed;
    if (converged) break;
  }
  return std::max(best, 0.0);
}

/// Share of the braking power that the motor is offered. FASTSim takes the speed of the cycle at
/// the end of the step, and that of the truck at its start.
double regeneration_share(const Fastsim2Lane& lane, double from, double target) {
  const double mph = (target * fastsim2_mph_per_m_per_s + from * fastsim2_mph_per_m_per_s) / 2.0;
  return lane.regeneration_max /
         (1.0 + lane.regeneration_a * std::exp(-lane.regeneration_b * (mph + 1.0)));
}

/// Electric power of the motor for its mechanical power.
double electric_kw(const Fastsim2Lane& lane, double mechanical_kw) {
  if (mechanical_kw == 0.0) return 0.0;
  if (mechanical_kw < 0.0) {
    const double taken = -mechanical_kw;
    return mechanical_kw * (taken == lane.highest_in_kw[last_point]
                                ? lane.efficiency[last_point]
                                : efficiency_at(lane, lane.highest_in_kw, taken));
  }
  return mechanical_kw / (mechanical_kw == lane.motor_kw
                              ? lane.efficiency[last_point]
                              : efficiency_at(lane, lane.motor_out_kw, mechanical_kw));
}

/// One step, powers in kW.
struct Step {
  Wheel wheel;
  double speed, regeneration, friction, motor, electric, terminal, battery;
  bool met;
};

Step solve(const Fastsim2Lane& lane, double charge, double from, double motor_kw, double target,
           double duration, double sine, double cosine) {
  const Limits limits = limits_of(lane, charge, from, motor_kw, duration);
  const double share = regeneration_share(lane, from, target);
  Step s{};
  const auto follow = [&](double speed) {
    s.speed = speed;
    s.wheel = wheel_power(lane, from, speed, duration, sine, cosine);
    s.regeneration =
        std::max(std::min(limits.regeneration_kw * lane.transmission, share * -s.wheel.sum), 0.0);
    s.friction = -std::min(s.regeneration + s.wheel.sum, 0.0);
  };
  follow(target);
  double out = s.wheel.sum + s.friction;
  s.met = out <= limits.drive_kw;
  if (!s.met) {
    follow(reachable_speed(lane, from, duration, sine, cosine, limits.drive_kw));
    out = std::min(s.wheel.sum + s.friction, limits.drive_kw);
  }

  // Transmission, motor, terminals, cells.
  const double in = out > 0.0 ? out / lane.transmission : out * lane.transmission;
  s.motor = in > 0.0 ? in : -std::min(limits.regeneration_kw, -in);
  s.electric = electric_kw(lane, s.motor);
  s.terminal = s.electric + lane.auxiliary_kw;
  s.battery = s.terminal < 0.0 ? s.terminal * lane.root_efficiency
                               : s.terminal * (1.0 / lane.root_efficiency);
  return s;
}

/// Adds the part of a step that the battery serves. The drive's loss is what the motor draws beyond
/// the work at the wheels and in the brakes; where the trace is missed, it holds what the iteration
/// for the speed left over, a billionth of the step's work.
void add(Tally& tally, Eigen::Index i, const Step& s, const Fastsim2Lane& lane, double target,
         double served, double duration) {
  const double seconds = served * duration;
  const double joules = 1e3 * seconds;
  tally.time_s(i) += seconds;
  tally.distance_m(i) += seconds * s.speed;
  tally.battery_j(i) += joules * s.battery;
  tally.rolling_j(i) += joules * s.wheel.rolling;
  tally.air_j(i) += joules * s.wheel.drag;
  tally.climb_j(i) += joules * s.wheel.climb;
  tally.kinetic_j(i) += joules * s.wheel.kinetic;
  tally.brakes_j(i) += joules * s.friction;
  tally.drive_j(i) += joules * (s.electric - s.wheel.sum - s.friction);
  tally.base_j(i) += joules * lane.auxiliary_kw;
  tally.resistance_j(i) += joules * (s.battery - s.terminal);
  tally.traction_j(i) += joules * std::max(s.wheel.sum, 0.0);
  tally.recovered_j(i) += joules * s.regeneration;
  if (!s.met) {
    tally.missed_s(i) += seconds;
    tally.shortfall_m(i) += seconds * (target - s.speed);
  }
}

TraceStep trace_step(const Tally& tally, Eigen::Index i, const Step& s, const Fastsim2Lane& lane,
                     double from, double target, double charge) {
  const double middle = (from + s.speed) / 2.0;
  return {tally.time_s(i),
          target,
          s.speed,
          tally.distance_m(i),
          middle > 0.0 ? 1e3 * s.wheel.sum / middle : 0.0,
          1e3 * s.wheel.sum,
          1e3 * s.friction,
          1e3 * (s.electric - s.wheel.sum - s.friction),
          1e3 * lane.auxiliary_kw,
          1e3 * (s.battery - s.terminal),
          1e3 * s.terminal,
          1e3 * s.battery,
          charge};
}

/// Less than this over a whole cycle is no driving: FASTSim's iteration ends near a speed of zero,
/// not at it.
constexpr double standing_m = 1e-3;
constexpr double standing_j = 1.0;

/// Drives one lane.
void drive_lane(const Lanes& lanes, const Steps& steps, Eigen::Index i, State& state, Tally& tally,
                Trace* trace) {
  const Fastsim2Lane& lane = lanes.fastsim2[static_cast<std::size_t>(i)];
  const double pack_j = lane.pack_kwh * units::joules_per_kilowatt_hour;
  const double distance_before_m = tally.distance_m(i);
  const double drained_before_j = state.drained_j(i);
  double speed = std::min(state.speed_m_per_s(i), steps.start_speed_m_per_s);
  double drained = drained_before_j;
  double motor_kw = 0.0;

  for (Eigen::Index k = 0; k < steps.size(); ++k) {
    const double left = lanes.usable_j(i) - drained;
    if (left <= 0.0) break;
    const double duration = steps.duration_s(k);
    const double target = steps.target_speed_m_per_s(k);
    const Step s = solve(lane, lane.max_charge - drained / pack_j, speed, motor_kw, target,
                         duration, steps.end_slope_sine(k), steps.end_slope_cosine(k));

    // All of the step, or up to the point of empty.
    const double drain = 1e3 * s.battery * duration;
    const double served = drain > left ? left / drain : 1.0;
    add(tally, i, s, lane, target, served, duration);
    drained += served * drain;
    if (trace != nullptr && trace->lane == i) {
      trace->steps.push_back(
          trace_step(tally, i, s, lane, speed, target, lane.max_charge - drained / pack_j));
    }
    speed = s.speed;
    motor_kw = s.motor;
  }

  const bool stuck = tally.distance_m(i) - distance_before_m < standing_m &&
                     std::abs(drained - drained_before_j) < standing_j;
  state.drained_j(i) = stuck ? std::max(drained, lanes.usable_j(i)) : drained;
  state.speed_m_per_s(i) = speed;
}

}  // namespace

Fastsim2Lane fastsim2_lane(const model::Vehicle& vehicle, const Conditions& conditions) {
  if (vehicle.convention != model::Convention::fastsim2 || !vehicle.fastsim2)
    throw std::logic_error("a truck of another convention");
  const model::Fastsim2& own = *vehicle.fastsim2;
  Fastsim2Lane lane;
  lane.mass_kg = units::in_kilograms(*vehicle.body.curb_mass + *own.cargo + conditions.payload);
  lane.drag_coefficient = *vehicle.body.drag_coefficient;
  lane.frontal_area_m2 = units::in_square_metres(*vehicle.body.frontal_area);
  lane.wheel_radius_m = units::in_metres(*vehicle.body.tyre_radius);
  lane.wheel_inertia_kg_m2 = units::in_kilogram_square_metres(*own.wheel_inertia) * *own.wheels;
  lane.rolling = *vehicle.body.rolling_resistance;
  lane.auxiliary_kw = units::in_kilowatts(*vehicle.climate.auxiliary_power);

  lane.pack_kwh = units::in_kilowatt_hours(*vehicle.battery.energy_gross);
  lane.discharge_kw = units::in_kilowatts(*vehicle.battery.discharge_power);
  lane.charge_kw = units::in_kilowatts(*vehicle.battery.charge_power);
  lane.root_efficiency = std::sqrt(*own.round_trip_efficiency);
  lane.min_charge = *own.min_charge;
  lane.max_charge = *own.max_charge;

  // The motor's tables. A peak of its own scales the efficiency alone, as FASTSim does.
  lane.motor_kw = units::in_kilowatts(*vehicle.powertrain.power);
  lane.motor_ramp_s = units::in_seconds(*own.motor_ramp);
  lane.transmission = *own.transmission_efficiency;
  for (std::size_t k = 0; k <= last_point; ++k) {
    lane.efficiency[k] =
        model::fastsim2_motor_efficiency(*own.motor_efficiency, static_cast<int>(k));
    lane.motor_out_kw[k] = static_cast<double>(k) * (1.0 / last_point) * lane.motor_kw;
    const double in_kw = k == 0 ? 0.0 : lane.motor_out_kw[k] / lane.efficiency[k];
    lane.highest_in_kw[k] = k == 0 ? in_kw : std::max(in_kw, lane.highest_in_kw[k - 1]);
  }
  lane.motor_out_kw[last_point] = lane.motor_kw;
  if (own.motor_peak_efficiency.has_value()) {
    const double scale = *own.motor_peak_efficiency / *std::ranges::max_element(lane.efficiency);
    for (double& efficiency : lane.efficiency) efficiency *= scale;
  }

  lane.regeneration_max = *own.regeneration_max;
  lane.regeneration_a = *own.regeneration_a;
  lane.regeneration_b = *own.regeneration_b;
  const double transfer = units::in_metres(*own.centre_of_gravity) * *own.traction_coefficient /
                          units::in_metres(*own.wheelbase);
  lane.traction_n = *own.traction_coefficient * *own.drive_axle_share * lane.mass_kg *
                    fastsim2_gravity_m_per_s2 / (1.0 + transfer);
  return lane;
}

void drive_fastsim2_block(const Lanes& lanes, const Steps& steps, Eigen::Index first, State& state,
                          Tally& tally, Trace* trace) {
  for (Eigen::Index i = first; i < first + block_lanes; ++i)
    drive_lane(lanes, steps, i, state, tally, trace);
}

}  // namespace evpickup::energy
