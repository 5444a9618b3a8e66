// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine_step.hpp"

/// The loop of trucks with an engine: lanes of one block along the steps.
namespace evpickup::energy {

template <class P>
[[gnu::always_inline]] inline void store(const P& values, double* to) {
  for (int i = 0; i < P::lanes; ++i) to[i] = values.at(i);
}

template <class P>
[[gnu::always_inline]] inline void add_to(P* sums, const EngineStep<P>& s, const EngineLane<P>& e,
                                          const Coefficients<P>& c, const P& usable,
                                          typename P::Number duration) {
  const P seconds = s.served * duration;
  const P current = s.share * s.served;
  sums[sum_time] += seconds;
  sums[sum_distance] += s.served * s.work.distance;
  sums[sum_battery] += s.volts * current * usable;
  sums[sum_rolling] += s.served * s.work.rolling;
  sums[sum_air] += s.served * s.work.air;
  sums[sum_climb] += s.served * s.work.climb;
  sums[sum_kinetic] += s.served * s.work.kinetic;
  sums[sum_brakes] += s.served * s.brakes;
  sums[sum_drive] += seconds * s.motor_loss;
  sums[sum_base] += seconds * e.base;
  sums[sum_cabin] += seconds * e.cabin;
  sums[sum_conditioning] += seconds * e.conditioning;
  const P flow = s.share * usable;
  sums[sum_resistance] +=
      s.served * c.resistance * flow * flow * P::all(typename P::Number(1) / duration);
  sums[sum_traction] += s.served * s.driving;
  sums[sum_recovered] += s.served * s.back;
  sums[sum_missed] += s.behind * seconds;
  sums[sum_shortfall] += s.served * s.short_m;
  sums[sum_fuel] += seconds * s.fuel;
  sums[sum_engine] += seconds * (s.fuel - s.crank);
  sums[sum_gearbox] += seconds * s.gear_loss;
  sums[sum_generator] += seconds * s.generator_loss;
  sums[sum_running] += seconds * s.running;
}

/// Drives P::lanes lanes once along the steps.
template <class P>
[[gnu::noinline]] void drive_engine_lanes(const LaneView& lanes, const EngineView& engine,
                                          const StepView& steps, const EngineSumView& view,
                                          bool until_kept) {
  const Coefficients<P> c(lanes);
  const EngineLane<P> e(engine, lanes);
  const P usable = P::load(lanes.usable);
  const P start = P::load(view.drained) / usable;
  const P none = P::all(0);
  P sums[engine_tally_terms];
  for (P& sum : sums) sum = none;
  P speed = min(P::load(view.speed), P::all(steps.start_speed));
  P running = P::load(view.running);
  P drained = start;
  P left = until_kept ? e.kept - drained : P::all(1e30);
  for (std::ptrdiff_t k = 0; k < steps.size; ++k) {
    const StepTerms<double>& t = steps.exact[k];
    const EngineStep<P> s = engine_step(c, e, t, speed, drained, running, left);
    add_to(sums, s, e, c, usable, t.duration_s);
    const P flow = s.share * s.served;
    drained += flow;
    left = left - flow;
    running = s.next_running;
    const typename P::Mask parked = s.served < P::all(1);
    left = select(parked, none, left);
    speed = s.reached;
    if (until_kept && !any<P>(none < left)) break;
  }
  double values[P::lanes];
  for (int k = 0; k < engine_tally_terms; ++k) {
    store(sums[k], values);
    for (int i = 0; i < P::lanes; ++i) view.sums[static_cast<std::size_t>(k)][i] += values[i];
  }
  // A lane that has come to what it keeps is there exactly, so that nobody drives it on.
  const P end = until_kept ? select(none < left, drained, max(drained, e.kept)) : drained;
  store(end * usable, view.drained);
  store(speed, view.speed);
  store(running, view.running);
}

}  // namespace evpickup::energy
