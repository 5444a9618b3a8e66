// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/kernel.hpp"

#include "evpickup/energy/battery_model.hpp"
#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/fastsim2.hpp"
#include "pack.hpp"

namespace evpickup::energy {

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

/// Copies of the kernel for the x86-64 instruction sets, chosen when the program starts. Sanitizers
/// cannot follow that choice, other compilers and processors have one copy.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__)
#define EVPICKUP_KERNEL_COPIES [[gnu::target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")]]
constexpr bool has_copies = true;
#else
#define EVPICKUP_KERNEL_COPIES
constexpr bool has_copies = false;
#endif

/// Lane parameters of one block.
struct Block {
  Pack rolling, viscous, aero, wind, wind_square, weight, inertia;
  Pack standby, speed_loss, windage, copper, gear;
  Pack peak_force, peak_power, regeneration_force, regeneration_power;
  Pack usable, resistance, conductance, largest_voltage, discharge_limit;
  Pack base, cabin, conditioning, auxiliary;
  Pack shape[voltage_terms];
  bool tail_wind = false;
};

[[gnu::always_inline]] inline Block block_of(const Lanes& lanes, Eigen::Index first) {
  Block b;
  b.rolling = load(lanes.rolling_n, first);
  b.viscous = load(lanes.viscous_n_s_per_m, first);
  b.aero = load(lanes.aero_n_s2_per_m2, first);
  b.wind = load(lanes.wind_m_per_s, first);
  b.wind_square = load(lanes.wind_square_m2_per_s2, first);
  b.weight = load(lanes.weight_n, first);
  b.inertia = load(lanes.inertia_kg, first);
  b.standby = load(lanes.standby_w, first);
  b.speed_loss = load(lanes.speed_loss_n, first);
  b.windage = load(lanes.windage_w_s3_per_m3, first);
  b.copper = load(lanes.copper_w_per_n2, first);
  b.gear = load(lanes.gear_share, first);
  b.peak_force = load(lanes.peak_force_n, first);
  b.peak_power = load(lanes.peak_power_w, first);
  b.regeneration_force = load(lanes.regeneration_force_n, first);
  b.regeneration_power = load(lanes.regeneration_power_w, first);
  b.usable = load(lanes.usable_j, first);
  b.resistance = load(lanes.resistance_per_w, first);
  b.conductance = 1.0 / b.resistance;
  b.largest_voltage = load(lanes.largest_voltage, first);
  b.discharge_limit = load(lanes.discharge_limit_w, first);
  b.base = load(lanes.base_w, first);
  b.cabin = load(lanes.cabin_w, first);
  b.conditioning = load(lanes.conditioning_w, first);
  b.auxiliary = b.base + b.cabin + b.conditioning;
  for (int k = 0; k < voltage_terms; ++k)
    for (Eigen::Index i = 0; i < block_lanes; ++i)
      b.shape[k][i] = lanes.voltage_shape(first + i, k);
  b.tail_wind = any_positive(-b.wind);
  return b;
}

[[gnu::always_inline]] inline Pack voltage(const Block& b, const Pack& charge) {
  Pack value = b.shape[voltage_terms - 1];
  for (int k = voltage_terms - 2; k >= 0; --k) value = value * charge + b.shape[k];
  return value;
}

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
  w.air =
      b.aero * (duration * (mean_cube + 2.0 * b.wind * mean_square + b.wind_square * w.mean_speed));
  if (b.tail_wind) w.air = w.mean_speed + b.wind < 0.0 ? -w.air : w.air;
  w.climb = b.weight * sine * w.distance;
  w.kinetic = 0.5 * b.inertia * (to * to - from * from);
  w.wheel = w.rolling + w.air + w.climb + w.kinetic;
  return w;
}

/// Smallest distance that is divided by; a standing truck does no work over it.
constexpr double no_distance = 1e-300;

/// Power lost in the drive for energy `motor` at the wheels over the step.
[[gnu::always_inline]] inline Pack drive_loss(const Block& b, const Work& w, const Pack& motor) {
  const Pack force = motor / max(w.distance, pack(no_distance));
  return b.standby +
         w.mean_speed * (b.speed_loss + b.windage * (w.mean_speed * w.mean_speed) +
                         b.gear * magnitude(force)) +
         b.copper * (force * force);
}

/// How much work of a step motors and battery cannot do: positive for lanes beyond a limit.
[[gnu::always_inline]] inline Pack excess(const Block& b, const Work& w, double duration,
                                          const Pack& discharge_limit) {
  const Pack electric = w.wheel + (drive_loss(b, w, w.wheel) + b.auxiliary) * duration;
  const Pack motor = max(w.wheel - b.peak_force * w.distance, w.wheel - b.peak_power * duration);
  return min(max(motor, electric - discharge_limit * duration), w.wheel);
}

/// The highest speed at the end of a step that the limits allow, by bisection between standstill
/// and the target.
[[gnu::always_inline]] inline Pack reachable_speed(const Block& b, const Pack& from, double target,
                                                   double duration, double sine, double cosine,
                                                   const Pack& discharge_limit) {
  constexpr int halvings = 30;  // to a billionth of the target
  Pack low = Pack{};
  Pack high = pack(target);
  for (int i = 0; i < halvings; ++i) {
    const Pack middle = 0.5 * (low + high);
    const Work w = work_of(b, from, middle, duration, sine, cosine);
    const Mask too_fast = excess(b, w, duration, discharge_limit) > 0.0;
    high = too_fast ? middle : high;
    low = too_fast ? low : middle;
  }
  return low;
}

/// Energy that the motors take back of the braking work of a step.
[[gnu::always_inline]] inline Pack recovered_work(const Block& b, const Work& w, double duration,
                                                  const Pack& charge_limit) {
  constexpr double fade_slope =
      1.0 / (regeneration_fade_high_m_per_s - regeneration_fade_low_m_per_s);
  const Pack fade =
      min(positive((w.mean_speed - regeneration_fade_low_m_per_s) * fade_slope), pack(1.0));
  const Pack offered = regeneration_share * fade * positive(-w.wheel);
  const Pack by_power = min(b.regeneration_power, charge_limit) * duration;
  return min(min(offered, b.regeneration_force * w.distance), by_power);
}

}  // namespace

std::string_view kernel_name() {
#if defined(__x86_64__) && defined(__GNUC__)
  if (has_copies && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq"))
    return "double, 8 lanes, x86-64-v4 (AVX-512)";
  if (has_copies && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return "double, 8 lanes, x86-64-v3 (AVX2)";
#endif
  return has_copies ? "double, 8 lanes, x86-64" : "double, 8 lanes, one build for all processors";
}

EVPICKUP_KERNEL_COPIES
void drive_block(const Lanes& lanes, const Steps& steps, Eigen::Index first, State& state,
                 Tally& tally, Trace* trace) {
  if (!lanes.fastsim2.empty()) {
    drive_fastsim2_block(lanes, steps, first, state, tally, trace);
    return;
  }
  const Block b = block_of(lanes, first);
  const bool traced = trace != nullptr && trace->lane >= first && trace->lane < first + block_lanes;
  Pack speed = min(load(state.speed_m_per_s, first), pack(steps.start_speed_m_per_s));
  Pack drained = load(state.drained_j, first);
  Pack time = load(tally.time_s, first), distance = load(tally.distance_m, first);
  Pack battery = load(tally.battery_j, first), rolling = load(tally.rolling_j, first);
  Pack air = load(tally.air_j, first), climb = load(tally.climb_j, first);
  Pack kinetic = load(tally.kinetic_j, first), brakes = load(tally.brakes_j, first);
  Pack drive = load(tally.drive_j, first), resistance = load(tally.resistance_j, first);
  Pack traction = load(tally.traction_j, first), recovered = load(tally.recovered_j, first);
  Pack missed = load(tally.missed_s, first), shortfall = load(tally.shortfall_m, first);
  Pack driven_time = Pack{}, shed = Pack{};
  double trace_speed = steps.start_speed_m_per_s;

  for (Eigen::Index k = 0; k < steps.size(); ++k) {
    const double duration = steps.duration_s(k);
    const double target = steps.target_speed_m_per_s(k);
    const double sine = steps.slope_sine(k);
    const double cosine = steps.slope_cosine(k);

    // Voltage and the power that it allows in both directions.
    const Pack charge = 1.0 - drained / b.usable;
    const Pack volts = voltage(b, positive(charge));
    const Pack discharge_limit =
        min(b.discharge_limit, smallest_voltage * (volts - smallest_voltage) * b.conductance);
    const Pack room = positive(drained) * volts * (1.0 / duration) + b.auxiliary;
    const Pack charge_limit =
        min(positive(b.largest_voltage * (b.largest_voltage - volts) * b.conductance), room);

    // Follow the trace, or as fast as the limits allow.
    Pack reached = pack(target);
    Work w = work_of(b, speed, reached, duration, sine, cosine);
    Pack behind = Pack{};
    const Pack left = positive(b.usable - drained);
    const Pack over = min(excess(b, w, duration, discharge_limit), left);
    if (any_positive(over)) {
      const Mask slow = over > 0.0;
      const Pack best = reachable_speed(b, speed, target, duration, sine, cosine, discharge_limit);
      reached = slow ? best : reached;
      behind = slow ? pack(1.0) : behind;
      w = work_of(b, speed, reached, duration, sine, cosine);
    }

    // Motors, brakes and battery.
    const Pack back = recovered_work(b, w, duration, charge_limit);
    const Pack driving = positive(w.wheel);
    const Pack motor = driving - back;
    const Pack loss = drive_loss(b, w, motor);
    // What the battery cannot give beside driving is not served: first the cabin goes without. A
    // battery that cannot even keep the drive on counts as empty.
    const Pack drawn = motor * (1.0 / duration) + loss;
    const Pack powered = min(b.auxiliary, positive(discharge_limit - drawn));
    const Pack terminal = drawn + powered;
    const Mask dead = terminal > discharge_limit * (1.0 + 1e-9) + 1e-3;
    const Pack root = square_root(positive(volts * volts - 4.0 * b.resistance * terminal));
    const Pack current = 2.0 * terminal / (volts + root);
    const Pack drain = current * duration;

    // Part of the step that the battery still serves: all, nothing, or up to the point of empty.
    Pack served = min(left / max(drain, pack(no_distance)), pack(1.0));
    served = dead ? Pack{} : served;
    const Pack seconds = served * duration;
    shed += seconds * (b.auxiliary - powered);

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
      const Eigen::Index lane = trace->lane - first;
      if (served[lane] > 0.0) {
        trace->steps.push_back(
            {time[lane], target, reached[lane], distance[lane],
             w.distance[lane] > 0.0 ? w.wheel[lane] / w.distance[lane] : 0.0,
             w.wheel[lane] / duration, (driving[lane] - w.wheel[lane] - back[lane]) / duration,
             loss[lane], powered[lane], b.resistance[lane] * current[lane] * current[lane],
             terminal[lane], volts[lane] * current[lane],
             1.0 - (drained[lane] + served[lane] * drain[lane]) / b.usable[lane]});
      }
    }

    drained = dead ? b.usable : drained + served * drain;
    speed = reached;
    trace_speed = target;
  }

  store(state.speed_m_per_s, first, speed);
  store(state.drained_j, first, drained);
  store(tally.time_s, first, time);
  store(tally.distance_m, first, distance);
  store(tally.battery_j, first, battery);
  store(tally.rolling_j, first, rolling);
  store(tally.air_j, first, air);
  store(tally.climb_j, first, climb);
  store(tally.kinetic_j, first, kinetic);
  store(tally.brakes_j, first, brakes);
  store(tally.drive_j, first, drive);
  store(tally.resistance_j, first, resistance);
  store(tally.traction_j, first, traction);
  store(tally.recovered_j, first, recovered);
  store(tally.missed_s, first, missed);
  store(tally.shortfall_m, first, shortfall);
  // Loads that were not served: cabin before battery before electronics.
  const Pack cabin = positive(driven_time * b.cabin - shed);
  shed = positive(shed - driven_time * b.cabin);
  const Pack conditioning = positive(driven_time * b.conditioning - shed);
  shed = positive(shed - driven_time * b.conditioning);
  store(tally.cabin_j, first, load(tally.cabin_j, first) + cabin);
  store(tally.conditioning_j, first, load(tally.conditioning_j, first) + conditioning);
  store(tally.base_j, first, load(tally.base_j, first) + driven_time * b.base - shed);
}

}  // namespace evpickup::energy
