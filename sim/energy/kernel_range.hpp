// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel_drive.hpp"
#include "kernel_map.hpp"

/// The stretch of a drive to empty that need not be driven.
namespace evpickup::energy {

/// Adds followed cycles to the sums of one lane.
template <class P, class Cycle>
void add_followed(const LaneView& lanes, const TermSums& t, const Cycle& cycle,
                  const Followed<P>& f, const SumView& sums, int i) {
  const auto at = [i](const P& pack) { return static_cast<double>(pack.at(i)); };
  const auto add = [&sums, i](Sum sum, double value) {
    sums.sums[static_cast<std::size_t>(sum)][i] += value;
  };
  const double n = at(f.cycles);
  const double seconds = n * t.duration_s;
  const double lost = at(f.lost);
  add(sum_time, seconds);
  add(sum_distance, n * t.distance_m);
  add(sum_battery, at(f.battery));
  add(sum_rolling, n * (lanes.rolling[i] * t.rolling_m + lanes.viscous[i] * t.square));
  add(sum_air, n * lanes.aero[i] *
                   (t.cube + 2.0 * lanes.wind[i] * t.square + lanes.wind_square[i] * t.distance_m));
  add(sum_climb, n * lanes.weight[i] * t.climb_m);
  add(sum_kinetic, n * lanes.inertia[i] * t.gain);
  add(sum_brakes, n * at(cycle.brakes) + lost);
  add(sum_drive, n * (lanes.standby[i] * t.duration_s + lanes.speed_loss[i] * t.distance_m +
                      lanes.windage[i] * t.cubed_pace +
                      lanes.gear[i] * (at(cycle.traction) + at(cycle.recovered)) +
                      lanes.copper[i] * at(cycle.heat)) -
                     lanes.gear[i] * lost - lanes.copper[i] * at(f.cooler));
  add(sum_base, seconds * lanes.base[i]);
  add(sum_cabin, seconds * lanes.cabin[i]);
  add(sum_conditioning, seconds * lanes.conditioning[i]);
  add(sum_resistance, at(f.resistance));
  add(sum_traction, n * at(cycle.traction));
  add(sum_recovered, n * at(cycle.recovered) - lost);
}

template <class P>
[[gnu::always_inline]] inline P longest_cycles(const TermSums& cycle) {
  const double most = cycle.distance_m > 0.0 ? longest_drive_m / cycle.distance_m : 0.0;
  return P::all(static_cast<typename P::Number>(most));
}

/// Drives full batteries along the steps until the battery takes nearly all that braking offers,
/// and from there follows the map of the cycle until limits come near. What is left is to be
/// driven. Lanes that meet a limit before are left as they are, and so are all after the first
/// cycle if a cycle does not lead to the next.
template <class P>
[[gnu::noinline]] void range_lanes(const LaneView& lanes, const StepView& steps,
                                   const SumView& sums, const TraceView& trace) {
  if (steps.size == 0) return;
  const Coefficients<P> c(lanes);
  CycleSums<P, 7, 8> cycle;
  cycle.start(c, steps.braking_w_per_kg, steps.falling_w_per_n);
  const TermSums& whole = steps.before[steps.size];
  double open[P::lanes];
  {
    BlockDrive<P, true> drive(lanes, steps, sums, trace);
    drive.drive(
        [&](const P& wheel, const StepTerms<typename P::Number>& t) { cycle.add(c, t, wheel); });
    drive.finish();
    cycle.finish();
    for (int i = 0; i < P::lanes; ++i)
      open[i] = drive.is_free(i) && cycle.moment[0].at(i) > 0 ? -1.0 : 1.0;
  }
  if (!steps.repeats) return;

  for (;;) {
    double share[P::lanes];
    for (int i = 0; i < P::lanes; ++i) share[i] = sums.drained[i] / lanes.usable[i];
    const P start = P::load(share);
    const typename P::Mask ready =
        both(P::load(open) < P::all(0), is_free(c, cycle, start, largest_loss));
    const Followed<P> f = follow_map(c, cycle, start, ready, longest_cycles<P>(whole), false);
    bool waiting = false;
    for (int i = 0; i < P::lanes; ++i) {
      if (f.cycles.at(i) > 0) {
        add_followed(lanes, whole, cycle, f, sums, i);
        sums.drained[i] = static_cast<double>(f.share.at(i)) * lanes.usable[i];
      }
      if (holds<P>(ready, i)) open[i] = 1.0;
      waiting = waiting || open[i] < 0.0;
    }
    if (!waiting) return;
    BlockDrive<P, false> drive(lanes, steps, sums, trace);
    drive.drive([](const P&, const auto&) {});
    drive.finish();
    for (int i = 0; i < P::lanes; ++i)
      if (!drive.is_free(i) || sums.sums[sum_distance][i] >= longest_drive_m) open[i] = 1.0;
  }
}

/// Points of a cycle at which screening knows the energy used so far.
inline constexpr int screening_points = 48;

/// Part of the first cycle's energy that braking may cost that a full battery does not take.
inline constexpr double screening_loss = 0.06;

/// Range without driving at all: the map from full to empty, and in the last cycle the point at
/// which its energy is used up. Sums of time, distance and battery only; lanes that it does not
/// suit (they may miss the trace, lose much braking near full, or have few cycles) are left alone.
template <class P>
[[gnu::noinline]] void screen_lanes(const LaneView& lanes, const StepView& steps,
                                    const SumView& sums, const TraceView&) {
  using T = typename P::Number;
  if (steps.size == 0 || !steps.repeats) return;
  const Coefficients<P> c(lanes);
  const StepTerms<T>* terms = terms_of<T>(steps);
  CycleSums<P, 5, 8> cycle;
  cycle.start(c, steps.braking_w_per_kg, steps.falling_w_per_n);
  P spare = P::all(T(1e30));
  P used[screening_points];
  std::ptrdiff_t end_of[screening_points];
  std::ptrdiff_t k = 0;
  for (int point = 0; point < screening_points; ++point) {
    const std::ptrdiff_t end = steps.size * (point + 1) / screening_points;
    for (; k < end; ++k) {
      const StepTerms<T>& t = terms[k];
      const P wheel = wheel_work(c, t);
      spare = min(spare, min(c.peak_force * t.distance_m, c.peak_power * t.duration_s) - wheel);
      cycle.add(c, t, wheel);
    }
    used[point] = cycle.top;
    end_of[point] = end;
  }
  cycle.finish();
  const P zero = P::all(0);
  const P one = P::all(1);
  const P half = c.volts(P::all(T(0.5))) - static_cast<T>(lowest_voltage);
  typename P::Mask open = cycle.peak < min(c.discharge_limit, half * c.voltage_slope);
  open = both(both(open, opposite(spare < zero)), opposite(c.wind < zero));
  open = both(open, is_free(c, cycle, zero, screening_loss));
  const TermSums& whole = steps.before[steps.size];
  const Followed<P> f = follow_map(c, cycle, zero, open, longest_cycles<P>(whole), true);

  // Energy at the terminals that is left, and where in the cycle it has been used.
  const P rest = one - f.share;
  const P volts = c.volts(f.share + rest * T(0.5));
  const P u = one / (volts * volts);
  const P drawn = cycle.moment[0] +
                  u * (cycle.moment[1] + u * (cycle.moment[2] * T(2) + u * cycle.moment[3] * T(5)));
  const P left = rest * volts * c.usable * cycle.moment[0] / max(drawn, one);
  for (int i = 0; i < P::lanes; ++i) {
    const auto n = static_cast<double>(f.cycles.at(i));
    if (!(n > 0.0)) continue;
    const auto energy = static_cast<double>(left.at(i));
    int point = 0;
    double before = 0.0;
    auto after = static_cast<double>(used[0].at(i));
    while (after < energy && point + 1 < screening_points) {
      before = after;
      after = static_cast<double>(used[++point].at(i));
    }
    const double part = after > before ? (energy - before) / (after - before) : 0.0;
    const double within = part < 1.0 ? part : 1.0;
    const TermSums from = steps.before[point == 0 ? 0 : end_of[point - 1]];
    const TermSums& to = steps.before[end_of[point]];
    const auto at_end = [&](double cycle_sum, double first, double last) {
      return n * cycle_sum + first + within * (last - first);
    };
    sums.sums[sum_time][i] = at_end(whole.duration_s, from.duration_s, to.duration_s);
    sums.sums[sum_distance][i] = at_end(whole.distance_m, from.distance_m, to.distance_m);
    sums.sums[sum_battery][i] = static_cast<double>((f.battery + rest * volts * c.usable).at(i));
    sums.drained[i] = lanes.usable[i];
  }
}

}  // namespace evpickup::energy
