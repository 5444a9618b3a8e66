// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/kernel.hpp"

#include "evpickup/energy/battery_model.hpp"
#include "evpickup/energy/drive_losses.hpp"

namespace evpickup::energy {

std::string_view kernel_name() { return "Eigen, double, 8 lanes, portable build"; }

std::array<Eigen::ArrayXd*, 17> Tally::all() {
  return {&time_s,       &distance_m, &battery_j,   &rolling_j, &air_j,      &climb_j,
          &kinetic_j,    &brakes_j,   &drive_j,     &base_j,    &cabin_j,    &conditioning_j,
          &resistance_j, &traction_j, &recovered_j, &missed_s,  &shortfall_m};
}

Tally::Tally(Eigen::Index lanes) {
  for (Eigen::ArrayXd* sums : all()) sums->setZero(lanes);
}

State::State(Eigen::Index lanes)
    : speed_m_per_s(Eigen::ArrayXd::Zero(lanes)), drained_j(Eigen::ArrayXd::Zero(lanes)) {}

namespace {

using Pack = Eigen::Array<double, block_lanes, 1>;
using Mask = Eigen::Array<bool, block_lanes, 1>;

Pack load(const Eigen::ArrayXd& array, Eigen::Index first) {
  return array.segment<block_lanes>(first);
}

/// Lane parameters of one block.
struct Block {
  Pack rolling, viscous, aero, wind, wind_square, weight, inertia;
  Pack standby, speed_loss, windage, copper, gear;
  Pack peak_force, peak_power, regeneration_force, regeneration_power;
  Pack usable, resistance, conductance, largest_voltage, discharge_limit;
  Pack base, cabin, conditioning, auxiliary;
  Pack shape[voltage_terms];
  bool tail_wind = false;

  Block(const Lanes& lanes, Eigen::Index first)
      : rolling(load(lanes.rolling_n, first)),
        viscous(load(lanes.viscous_n_s_per_m, first)),
        aero(load(lanes.aero_n_s2_per_m2, first)),
        wind(load(lanes.wind_m_per_s, first)),
        wind_square(load(lanes.wind_square_m2_per_s2, first)),
        weight(load(lanes.weight_n, first)),
        inertia(load(lanes.inertia_kg, first)),
        standby(load(lanes.standby_w, first)),
        speed_loss(load(lanes.speed_loss_n, first)),
        windage(load(lanes.windage_w_s3_per_m3, first)),
        copper(load(lanes.copper_w_per_n2, first)),
        gear(load(lanes.gear_share, first)),
        peak_force(load(lanes.peak_force_n, first)),
        peak_power(load(lanes.peak_power_w, first)),
        regeneration_force(load(lanes.regeneration_force_n, first)),
        regeneration_power(load(lanes.regeneration_power_w, first)),
        usable(load(lanes.usable_j, first)),
        resistance(load(lanes.resistance_per_w, first)),
        conductance(1.0 / resistance),
        largest_voltage(load(lanes.largest_voltage, first)),
        discharge_limit(load(lanes.discharge_limit_w, first)),
        base(load(lanes.base_w, first)),
        cabin(load(lanes.cabin_w, first)),
        conditioning(load(lanes.conditioning_w, first)),
        auxiliary(base + cabin + conditioning),
        tail_wind((wind < 0.0).any()) {
    for (int k = 0; k < voltage_terms; ++k)
      shape[k] = lanes.voltage_shape.col(k).segment<block_lanes>(first);
  }

  [[nodiscard]] Pack voltage(const Pack& charge) const {
    Pack value = shape[voltage_terms - 1];
    for (int k = voltage_terms - 2; k >= 0; --k) value = value * charge + shape[k];
    return value;
  }
};

/// Work over one step of linear speed; integrals of v, v^2 and v^3 are exact.
struct Work {
  Pack distance, mean_speed, rolling, air, climb, kinetic, wheel;
};

[[gnu::always_inline]] inline Work work_of(const Block& b, const Pack& from, const Pack& to,
                                           double duration, double sine, double cosine) {
  Work w;
  const Pack square_sum = from * from + to * to;
  w.mean_speed = 0.5 * (from + to);
  w.distance = w.mean_speed * duration;
  const Pack mean_square = (square_sum + from * to) * (1.0 / 3.0);
  const Pack mean_cube = 0.5 * w.mean_speed * square_sum;
  w.rolling = b.rolling * cosine * w.distance + b.viscous * mean_square * duration;
  const Pack air =
      b.aero * (duration * (mean_cube + 2.0 * b.wind * mean_square + b.wind_square * w.mean_speed));
  w.air = air;
  if (b.tail_wind) w.air = (w.mean_speed + b.wind < 0.0).select(-air, air);
  w.climb = b.weight * sine * w.distance;
  w.kinetic = 0.5 * b.inertia * (to * to - from * from);
  w.wheel = w.rolling + w.air + w.climb + w.kinetic;
  return w;
}

/// Smallest distance that is divided by; a standing truck does no work over it.
constexpr double no_distance = 1e-300;

/// Power lost in the drive for energy `motor` at the wheels over the step.
[[gnu::always_inline]] inline Pack drive_loss(const Block& b, const Work& w, const Pack& motor) {
  const Pack force = motor / w.distance.max(no_distance);
  return b.standby +
         w.mean_speed *
             (b.speed_loss + b.windage * (w.mean_speed * w.mean_speed) + b.gear * force.abs()) +
         b.copper * (force * force);
}

/// How much work of a step motors and battery cannot do: positive for lanes beyond a limit. A
/// comparison of packs would not be vectorised, their maximum is.
[[gnu::always_inline]] inline Pack excess(const Block& b, const Work& w, double duration,
                                          const Pack& discharge_limit) {
  const Pack electric = w.wheel + (drive_loss(b, w, w.wheel) + b.auxiliary) * duration;
  return (w.wheel - b.peak_force * w.distance)
      .max(w.wheel - b.peak_power * duration)
      .max(electric - discharge_limit * duration)
      .min(w.wheel);
}

/// The highest speed at the end of a step that the limits allow, by bisection between standstill
/// and the target.
Pack reachable_speed(const Block& b, const Pack& from, double target, double duration, double sine,
                     double cosine, const Pack& discharge_limit) {
  constexpr int halvings = 30;  // to a billionth of the target
  Pack low = Pack::Zero();
  Pack high = Pack::Constant(target);
  for (int i = 0; i < halvings; ++i) {
    const Pack middle = 0.5 * (low + high);
    const Work w = work_of(b, from, middle, duration, sine, cosine);
    const Mask too_fast = excess(b, w, duration, discharge_limit) > 0.0;
    high = too_fast.select(middle, high);
    low = too_fast.select(low, middle);
  }
  return low;
}

/// Energy that the motors take back of the braking work of a step.
[[gnu::always_inline]] inline Pack recovered_work(const Block& b, const Work& w, double duration,
                                                  const Pack& charge_limit) {
  constexpr double fade_slope =
      1.0 / (regeneration_fade_high_m_per_s - regeneration_fade_low_m_per_s);
  const Pack fade = ((w.mean_speed - regeneration_fade_low_m_per_s) * fade_slope).max(0.0).min(1.0);
  const Pack offered = regeneration_share * fade * (-w.wheel).max(0.0);
  return offered.min(b.regeneration_force * w.distance)
      .min(b.regeneration_power.min(charge_limit) * duration);
}

}  // namespace

void drive_block(const Lanes& lanes, const Steps& steps, Eigen::Index first, State& state,
                 Tally& tally, Trace* trace) {
  const Block b(lanes, first);
  const bool traced = trace != nullptr && trace->lane >= first && trace->lane < first + block_lanes;
  Pack speed = load(state.speed_m_per_s, first).min(steps.start_speed_m_per_s);
  Pack drained = load(state.drained_j, first);
  Pack time = load(tally.time_s, first), distance = load(tally.distance_m, first);
  Pack battery = load(tally.battery_j, first), rolling = load(tally.rolling_j, first);
  Pack air = load(tally.air_j, first), climb = load(tally.climb_j, first);
  Pack kinetic = load(tally.kinetic_j, first), brakes = load(tally.brakes_j, first);
  Pack drive = load(tally.drive_j, first), resistance = load(tally.resistance_j, first);
  Pack traction = load(tally.traction_j, first), recovered = load(tally.recovered_j, first);
  Pack missed = load(tally.missed_s, first), shortfall = load(tally.shortfall_m, first);
  Pack driven_time = Pack::Zero();
  double trace_speed = steps.start_speed_m_per_s;

  for (Eigen::Index k = 0; k < steps.size(); ++k) {
    const double duration = steps.duration_s(k);
    const double target = steps.target_speed_m_per_s(k);
    const double sine = steps.slope_sine(k);
    const double cosine = steps.slope_cosine(k);

    // Voltage and the power that it allows in both directions.
    const Pack charge = 1.0 - drained / b.usable;
    const Pack volts = b.voltage(charge.max(0.0));
    const Pack discharge_limit =
        b.discharge_limit.min(smallest_voltage * (volts - smallest_voltage) * b.conductance);
    const Pack charge_limit =
        (b.largest_voltage * (b.largest_voltage - volts) * b.conductance).max(0.0);

    // Follow the trace, or as fast as the limits allow.
    Pack reached = Pack::Constant(target);
    Work w = work_of(b, speed, reached, duration, sine, cosine);
    Pack behind = Pack::Zero();
    const Pack left = (b.usable - drained).max(0.0);
    const Pack over = excess(b, w, duration, discharge_limit).min(left);
    if (over.maxCoeff() > 0.0) {
      const Mask slow = over > 0.0;
      const Pack best = reachable_speed(b, speed, target, duration, sine, cosine, discharge_limit);
      reached = slow.select(best, reached);
      behind = slow.select(Pack::Ones(), behind);
      w = work_of(b, speed, reached, duration, sine, cosine);
    }

    // Motors, brakes and battery.
    const Pack back = recovered_work(b, w, duration, charge_limit);
    const Pack driving = w.wheel.max(0.0);
    const Pack motor = driving - back;
    const Pack loss = drive_loss(b, w, motor);
    const Pack terminal = motor * (1.0 / duration) + loss + b.auxiliary;
    const Pack root = (volts * volts - 4.0 * b.resistance * terminal).max(0.0).sqrt();
    const Pack current = 2.0 * terminal / (volts + root);
    const Pack drain = current * duration;

    // Part of the step that the battery still serves: all, nothing, or up to the point of empty.
    const Pack served = (left / drain.max(no_distance)).min(1.0);
    const Pack seconds = served * duration;

    time += seconds;
    driven_time += seconds;
    distance += served * w.distance;
    rolling += served * w.rolling;
    air += served * w.air;
    climb += served * w.climb;
    kinetic += served * w.kinetic;
    brakes += served * (driving - w.wheel - back);
    drive += seconds * loss;
    resistance += seconds * b.resistance * current * current;
    battery += seconds * volts * current;
    traction += served * driving;
    recovered += served * back;
    const Pack lost = 0.5 * (trace_speed - speed + target - reached) * duration;
    missed += behind * seconds;
    shortfall += served * lost;

    if (traced) {
      const Eigen::Index i = trace->lane - first;
      if (served(i) > 0.0) {
        trace->steps.push_back(
            {time(i), target, reached(i), distance(i),
             w.distance(i) > 0.0 ? w.wheel(i) / w.distance(i) : 0.0, w.wheel(i) / duration,
             (driving(i) - w.wheel(i) - back(i)) / duration, loss(i), b.auxiliary(i),
             b.resistance(i) * current(i) * current(i), terminal(i), volts(i) * current(i),
             1.0 - (drained(i) + served(i) * drain(i)) / b.usable(i)});
      }
    }

    drained += served * drain;
    speed = reached;
    trace_speed = target;
  }

  state.speed_m_per_s.segment<block_lanes>(first) = speed;
  state.drained_j.segment<block_lanes>(first) = drained;
  const auto store = [first](Eigen::ArrayXd& to, const Pack& from) {
    to.segment<block_lanes>(first) = from;
  };
  store(tally.time_s, time);
  store(tally.distance_m, distance);
  store(tally.battery_j, battery);
  store(tally.rolling_j, rolling);
  store(tally.air_j, air);
  store(tally.climb_j, climb);
  store(tally.kinetic_j, kinetic);
  store(tally.brakes_j, brakes);
  store(tally.drive_j, drive);
  store(tally.resistance_j, resistance);
  store(tally.traction_j, traction);
  store(tally.recovered_j, recovered);
  store(tally.missed_s, missed);
  store(tally.shortfall_m, shortfall);
  tally.base_j.segment<block_lanes>(first) += driven_time * b.base;
  tally.cabin_j.segment<block_lanes>(first) += driven_time * b.cabin;
  tally.conditioning_j.segment<block_lanes>(first) += driven_time * b.conditioning;
}

}  // namespace evpickup::energy
