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
    const typename P::Mask ready = both(P::load(open) < P::all(0), is_free(c, cycle, start));
    const Followed<P> f = follow_map(c, cycle, start, ready, longest_cycles<P>(whole));
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

}  // namespace evpickup::energy
