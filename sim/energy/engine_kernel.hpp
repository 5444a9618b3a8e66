// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine_step.hpp"

/// The loop of trucks with an engine: lanes of one block along the steps.
namespace evpickup::energy {

template <class P>
[[gnu::always_inline]] inline void store(const P& values, double* to) {
  for (int i = 0; i < P::lanes; ++i) to[i] = values.at(i);
}

template <bool until_kept, class P>
[[gnu::always_inline]] inline void add_to(P* sums, const EngineStep<P>& s,
                                          typename P::Number duration,
                                          typename P::Number per_duration) {
  const auto part = [&](const P& value) __attribute__((always_inline)) {
    if constexpr (until_kept)
      return s.served * value;
    else
      return value;
  };
  const P seconds = part(P::all(duration));
  const P current = part(s.share);
  sums[sum_time] += seconds;
  sums[sum_distance] += part(s.work.distance);
  // By the usable energy at the end.
  sums[sum_battery] += s.volts * current;
  sums[sum_resistance] += s.share * current * per_duration;
  sums[sum_rolling] += part(s.work.rolling);
  sums[sum_air] += part(s.work.air);
  sums[sum_climb] += part(s.work.climb);
  sums[sum_kinetic] += part(s.work.kinetic);
  sums[sum_brakes] += part(s.brakes);
  sums[sum_drive] += seconds * s.motor_loss;
  sums[sum_traction] += part(s.driving);
  sums[sum_recovered] += part(s.back);
  sums[sum_missed] += s.behind * seconds;
  sums[sum_shortfall] += part(s.short_m);
  sums[sum_fuel] += seconds * s.fuel;
  sums[sum_engine] += seconds * (s.fuel - s.crank);
  sums[sum_gearbox] += seconds * s.gear_loss;
  sums[sum_generator] += seconds * s.generator_loss;
  sums[sum_running] += seconds * s.running;
}

template <bool until_kept, class P>
[[gnu::always_inline]] inline void engine_loop(const LaneView& lanes, const EngineView& engine,
                                               const StepView& steps, const EngineSumView& view) {
  const Coefficients<P> c(lanes);
  const EngineLane<P> e(engine, lanes);
  const P usable = P::load(lanes.usable);
  const P none = P::all(0);
  P sums[engine_tally_terms];
  for (P& sum : sums) sum = none;
  P speed = min(P::load(view.speed), P::all(steps.start_speed));
  P running = P::load(view.running);
  P drained = P::load(view.drained) / usable;
  P left = e.end - drained;
  for (std::ptrdiff_t k = 0; k < steps.size; ++k) {
    const StepTerms<double>& t = steps.exact[k];
    const P from = P::all(t.from_m_per_s);
    const bool on_trace = !any<P>(either(speed < from, from < speed));
    const EngineStep<P> s =
        engine_step<until_kept>(c, e, t, speed, drained, running, left, on_trace);
    add_to<until_kept>(sums, s, t.duration_s, t.per_duration);
    const P flow = s.share * s.served;
    drained += flow;
    running = s.next_running;
    speed = s.reached;
    if constexpr (until_kept) {
      left = select(s.served < P::all(1), none, left - flow);
      if (!any<P>(none < left)) break;
    }
  }

  // Loads are served all the time; currents are shares of the usable energy.
  sums[sum_base] = sums[sum_time] * e.base;
  sums[sum_cabin] = sums[sum_time] * e.cabin;
  sums[sum_conditioning] = sums[sum_time] * e.conditioning;
  sums[sum_battery] = sums[sum_battery] * usable;
  sums[sum_resistance] = sums[sum_resistance] * c.resistance * usable * usable;
  double values[P::lanes];
  for (int k = 0; k < engine_tally_terms; ++k) {
    store(sums[k], values);
    for (int i = 0; i < P::lanes; ++i) view.sums[static_cast<std::size_t>(k)][i] += values[i];
  }
  // A lane that has come to what it keeps is there exactly, so that nobody drives it on.
  if constexpr (until_kept) drained = select(none < left, drained, max(drained, e.end));
  store(drained * usable, view.drained);
  store(speed, view.speed);
  store(running, view.running);
}

/// Drives P::lanes lanes once along the steps.
template <class P>
[[gnu::noinline]] void drive_engine_lanes(const LaneView& lanes, const EngineView& engine,
                                          const StepView& steps, const EngineSumView& view,
                                          bool until_kept) {
  if (until_kept)
    engine_loop<true, P>(lanes, engine, steps, view);
  else
    engine_loop<false, P>(lanes, engine, steps, view);
}

}  // namespace evpickup::energy
