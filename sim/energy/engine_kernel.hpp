// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine_step.hpp"

/// The loop of trucks with an engine: lanes of one block along the steps.
namespace evpickup::energy {

template <class P>
[[gnu::always_inline]] inline void store(const P& values, double* to) {
  for (int i = 0; i < P::lanes; ++i) to[i] = values.at(i);
}

/// Sums of what driving the way takes.
template <class P>
[[gnu::always_inline]] inline void add_way(P* sums, const Work<P>& w, const P& served) {
  sums[sum_distance] += served * w.distance;
  sums[sum_rolling] += served * w.rolling;
  sums[sum_air] += served * w.air;
  sums[sum_climb] += served * w.climb;
  sums[sum_kinetic] += served * w.kinetic;
}

/// What a step's work is beyond the linear part on the trace.
template <class P>
[[gnu::always_inline]] inline Work<P> beside_trace(const Coefficients<P>& c, const Work<P>& w,
                                                   const StepTerms<typename P::Number>& t) {
  const Work<P> trace = linear_work(c, terms_on_trace<P>(t));
  return {w.distance - trace.distance, w.mean_speed - trace.mean_speed, w.rolling - trace.rolling,
          w.air - trace.air,           w.climb - trace.climb,           w.kinetic - trace.kinetic,
          w.wheel - trace.wheel};
}

/// Sums of what engine, motors and battery do.
template <Engines engines, class P>
[[gnu::always_inline]] inline void add_drive(P* sums, const EngineStep<P>& s, const P& seconds,
                                             typename P::Number per_duration) {
  const P current = s.served * s.share;
  // By the usable energy at the end.
  sums[sum_battery] += s.volts * current;
  sums[sum_resistance] += s.share * current * per_duration;
  sums[sum_brakes] += s.served * s.brakes;
  sums[sum_drive] += seconds * s.motor_loss;
  sums[sum_traction] += s.served * s.driving;
  sums[sum_recovered] += s.served * s.back;
  sums[sum_fuel] += seconds * s.fuel;
  sums[sum_engine] += seconds * (s.fuel - s.crank);
  if constexpr (engines != Engines::series) sums[sum_gearbox] += seconds * s.gear_loss;
  if constexpr (engines != Engines::geared) sums[sum_generator] += seconds * s.generator_loss;
  sums[sum_running] += seconds * s.running;
}

template <class P>
[[gnu::always_inline]] inline bool is_at(const P& speed, const P& other) {
  return !any<P>(either(speed < other, other < speed));
}

/// The way along the whole trace.
template <class P>
[[gnu::always_inline]] inline Work<P> work_along(const Coefficients<P>& c, const StepView& steps) {
  const TermSums& sums = steps.before[steps.size];
  LaneTerms<P> l;
  l.distance = P::all(sums.distance_m);
  l.rolling_m = P::all(sums.rolling_m);
  l.climb_m = P::all(sums.climb_m);
  l.square = P::all(sums.square);
  l.cube = P::all(sums.cube);
  l.gain = P::all(sums.gain);
  l.pace = l.per_distance = P::all(0);
  return linear_work(c, l);
}

template <Engines engines, bool until_kept, class P>
[[gnu::noinline]] void engine_loop(const Coefficients<P>& c, const EngineLane<P>& e,
                                   const LaneView& lanes, const StepView& steps,
                                   const EngineSumView& view) {
  const P usable = P::load(lanes.usable);
  const P none = P::all(0);
  P sums[engine_tally_terms];
  for (P& sum : sums) sum = none;
  P speed = min(P::load(view.speed), P::all(steps.start_speed));
  P running = P::load(view.running);
  P drained = P::load(view.drained) / usable;
  P left = e.end - drained;
  const P one = P::all(1);
  bool on_trace = is_at(speed, P::all(steps.start_speed));
  for (std::ptrdiff_t k = 0; k < steps.size; ++k) {
    const StepTerms<double>& t = steps.exact[k];
    const EngineStep<P> s =
        engine_step<engines, until_kept>(c, e, t, speed, drained, running, left, on_trace);
    const P seconds = s.served * t.duration_s;
    add_drive<engines>(sums, s, seconds, t.per_duration);
    if constexpr (until_kept) {
      sums[sum_time] += seconds;
      add_way(sums, s.work, s.served);
    } else if (!s.on_trace || t.mean_speed_m_per_s < c.against_tail_wind) {
      // The way along the trace is a sum over the cycle: what was beside it comes on top.
      add_way(sums, beside_trace(c, s.work, t), one);
    }
    if (!s.on_trace) {
      sums[sum_missed] += s.behind * seconds;
      sums[sum_shortfall] += s.served * s.short_m;
    }
    drained += s.served * s.share;
    running = s.next_running;
    speed = s.reached;
    on_trace = s.on_trace || is_at(speed, P::all(t.to_m_per_s));
    if constexpr (until_kept) {
      left = select(s.served < one, none, left - s.served * s.share);
      if (!any<P>(none < left)) break;
    }
  }
  if constexpr (!until_kept) {
    sums[sum_time] = P::all(steps.before[steps.size].duration_s);
    add_way(sums, work_along(c, steps), one);
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
  const Coefficients<P> c(lanes);
  const EngineLane<P> e(engine, lanes);
  const auto drive = [&]<Engines engines>() {
    if (until_kept)
      engine_loop<engines, true>(c, e, lanes, steps, view);
    else
      engine_loop<engines, false>(c, e, lanes, steps, view);
  };
  switch (e.engines()) {
  case Engines::mixed:
    return drive.template operator()<Engines::mixed>();
  case Engines::geared:
    return drive.template operator()<Engines::geared>();
  case Engines::series:
    return drive.template operator()<Engines::series>();
  }
}

}  // namespace evpickup::energy
