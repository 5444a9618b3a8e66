// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine_view.hpp"
#include "evpickup/energy/engine_model.hpp"
#include "kernel_careful.hpp"

/// One step of trucks with an engine: who drives, what is burned, what the battery gives. All lanes
/// of a block go the same way through it, whatever their kind; what none of them has is left out.
namespace evpickup::energy {

/// Slower than this a truck stands, m/s.
inline constexpr double standing_m_per_s = 0.1;
/// Charging beside driving begins in full at this speed, m/s: an engine that launches has no power
/// to spare. A judgement, as are the rest.
inline constexpr double full_charging_m_per_s = 8.0;
/// Least part of the driving that an engine with gears takes once it runs; motors help with the
/// rest.
inline constexpr double least_engine_share = 0.2;
/// A generator set that runs gives at least this share of its power, and this share more for each
/// half band of charge that is missing; it helps the battery from this share of its limit on.
inline constexpr double least_generator_share = 0.3;
inline constexpr double refill_share = 0.25;
inline constexpr double helped_from = 0.95;

/// What the lanes of a block have. A lane comes to the same bits in every kind of block.
enum class Engines {
  mixed,
  geared,  ///< all have motors and an engine that reaches the wheels
  series,  ///< all have motors and an engine that drives a generator alone
};

/// Coefficients of the lanes of one block beside those of Coefficients.
template <class P>
struct EngineLane {
  using T = typename P::Number;
  P per_slope, friction, light_share, light_torque, peak, load_loss, idle, low, span, stops;
  P electric, top, first, excess, per_torque, gear, per_lock, series, generator, generator_peak;
  P kept, end, per_band, start, charging, motor_only, per_reserve, warm;
  /// Auxiliaries of the battery, and those of the crank.
  P base, cabin, conditioning, battery_load, crank_load;
  P per_peak, per_generator, per_gear, parallel, mechanical_loss;
  typename P::Mask has_motor, is_series;

  [[gnu::always_inline]] EngineLane(const EngineView& view, const LaneView& lanes) {
    const auto at = [&](EngineColumn column) __attribute__((always_inline)) {
      return P::load(view.column[column]);
    };
    per_slope = at(column_per_slope);
    friction = at(column_friction);
    light_share = at(column_light_share);
    light_torque = at(column_light_torque);
    peak = at(column_engine_peak);
    load_loss = at(column_load_loss);
    idle = at(column_idle);
    low = at(column_low);
    span = at(column_span);
    stops = at(column_stops);
    electric = at(column_electric);
    top = at(column_top);
    first = at(column_first);
    excess = at(column_excess);
    per_torque = at(column_per_torque);
    gear = at(column_gear_efficiency);
    per_lock = at(column_per_lock);
    series = at(column_series);
    generator = at(column_generator_efficiency);
    generator_peak = at(column_generator_peak);
    kept = at(column_kept);
    end = at(column_end);
    per_band = at(column_per_band);
    start = at(column_start_power);
    charging = at(column_charging);
    motor_only = at(column_motor_only);
    per_reserve = at(column_per_reserve);
    warm = at(column_warm);
    base = P::load(lanes.base);
    cabin = P::load(lanes.cabin);
    conditioning = P::load(lanes.conditioning);
    const P one = P::all(1);
    const P load = base + cabin + conditioning;
    battery_load = load * electric;
    crank_load = load * (one - electric) * at(column_per_alternator);
    mechanical_loss = crank_load - load * (one - electric);
    per_peak = one / peak;
    per_generator = one / generator;
    per_gear = one / gear;
    parallel = one - series;
    has_motor = P::all(T(0.5)) < electric;
    is_series = P::all(T(0.5)) < series;
  }

  [[nodiscard]] Engines engines() const {
    if (!any<P>(opposite(is_series))) return Engines::series;
    return any<P>(either(is_series, opposite(has_motor))) ? Engines::mixed : Engines::geared;
  }

  /// Share of the crank's power that the converter lets through at a speed.
  [[gnu::always_inline]] P grip(const P& speed) const {
    return max(min(speed * per_lock, P::all(1)), P::all(static_cast<T>(converter_smallest)));
  }

  /// Fuel power for a power at the crank and a speed of the engine.
  [[gnu::always_inline]] P fuel(const P& crank, const P& turning) const {
    const P share = select(crank < light_torque * turning, light_share, P::all(1));
    const P overload = positive(crank * per_peak - static_cast<T>(load_limit));
    return (crank + friction * share * turning) * per_slope * (load_loss * overload + T(1));
  }
};

/// What a step is made of, per lane: StepTerms for lanes on the trace, and the same figures by the
/// same operations for those that are behind it, so that neighbours change no bit.
template <class P>
struct LaneTerms {
  P distance, pace, rolling_m, climb_m, square, cube, gain, per_distance;
};

template <class P>
[[gnu::always_inline]] inline LaneTerms<P> terms_on_trace(const StepTerms<typename P::Number>& t) {
  using T = typename P::Number;
  const T per_distance = T(1) / (t.distance_m > T(1e-30) ? t.distance_m : T(1e-30));
  return {P::all(t.distance_m), P::all(t.mean_speed_m_per_s),
          P::all(t.rolling_m),  P::all(t.climb_m),
          P::all(t.square),     P::all(t.cube),
          P::all(t.gain),       P::all(per_distance)};
}

template <class P>
[[gnu::always_inline]] inline LaneTerms<P> terms_between(const P& from, const P& to,
                                                         const StepTerms<typename P::Number>& t) {
  using T = typename P::Number;
  LaneTerms<P> l;
  const P square_sum = from * from + to * to;
  l.pace = (from + to) * T(0.5);
  l.distance = l.pace * t.duration_s;
  l.rolling_m = l.distance * t.cosine;
  l.climb_m = l.distance * t.sine;
  l.square = (square_sum + from * to) * T(1.0 / 3.0) * t.duration_s;
  l.cube = l.pace * T(0.5) * square_sum * t.duration_s;
  l.gain = (to * to - from * from) * T(0.5);
  l.per_distance = P::all(1) / max(l.distance, P::all(T(1e-30)));
  return l;
}

/// Work that is linear in the terms: all but a tail wind that outruns the truck.
template <class P>
[[gnu::always_inline]] inline Work<P> linear_work(const Coefficients<P>& c, const LaneTerms<P>& l) {
  using T = typename P::Number;
  Work<P> w;
  w.distance = l.distance;
  w.mean_speed = l.pace;
  w.rolling = c.rolling * l.rolling_m + c.viscous * l.square;
  w.air = c.aero * (l.cube + c.wind * T(2) * l.square + c.wind_square * l.distance);
  w.climb = c.weight * l.climb_m;
  w.kinetic = c.inertia * l.gain;
  w.wheel = w.rolling + w.air + w.climb + w.kinetic;
  return w;
}

template <class P>
[[gnu::always_inline]] inline Work<P> work_over(const Coefficients<P>& c, const LaneTerms<P>& l) {
  Work<P> w = linear_work(c, l);
  if (c.against_tail_wind > 0.0) {
    w.air = select(l.pace + c.wind < P::all(0), P::all(0) - w.air, w.air);
    w.wheel = w.rolling + w.air + w.climb + w.kinetic;
  }
  return w;
}

/// Powers in watts, work in joules over the step.
template <class P>
struct EngineStep {
  Work<P> work;
  bool on_trace;  ///< all lanes, from the start of the step to its end
  P reached, behind, short_m, driving, back, brakes, motor_loss, volts, share, served;
  P fuel, crank, gear_loss, generator_loss, running, next_running;
};

/// drive_loss for a truck whose distance was inverted before: it is asked for several times.
template <class P>
[[gnu::always_inline]] inline P engine_drive_loss(const Coefficients<P>& c, const P& idle,
                                                  const P& mean_speed, const P& per_distance,
                                                  const P& motor) {
  const P force = motor * per_distance;
  return idle + mean_speed * c.gear * magnitude(force) + c.copper * (force * force);
}

/// Largest work of engine and motors that is missing for a step's work: positive beyond a limit.
template <class P>
[[gnu::always_inline]] inline P engine_excess(const Coefficients<P>& c, const EngineLane<P>& e,
                                              const Work<P>& w, const P& per_distance,
                                              typename P::Number duration, const P& limit) {
  const P none = P::all(0);
  const P by_engine = positive(e.peak - e.crank_load) * e.gear * e.grip(w.mean_speed) * e.parallel;
  const P motor = positive(w.wheel - by_engine * duration);
  const P idle = c.standby + w.mean_speed * c.speed_loss;
  const P loss = engine_drive_loss(c, idle, w.mean_speed, per_distance, motor);
  const P electric = motor + (loss + e.battery_load - e.generator_peak - limit) * duration;
  const P beyond = max(w.wheel - c.peak_force * w.distance, motor - c.peak_power * duration);
  return min(max(beyond, select(e.has_motor, electric, none - P::all(1))), w.wheel);
}

template <class P>
[[gnu::always_inline]] inline P engine_reach(const Coefficients<P>& c, const EngineLane<P>& e,
                                             const P& from, const StepTerms<typename P::Number>& t,
                                             const P& limit) {
  using T = typename P::Number;
  constexpr int halvings = 30;  // to a billionth of the target
  P low = P::all(0);
  P high = P::all(t.to_m_per_s);
  for (int i = 0; i < halvings; ++i) {
    const P middle = (low + high) * T(0.5);
    const LaneTerms<P> l = terms_between(from, middle, t);
    const typename P::Mask too_fast =
        P::all(0) < engine_excess(c, e, work_over(c, l), l.per_distance, t.duration_s, limit);
    high = select(too_fast, middle, high);
    low = select(too_fast, low, middle);
  }
  return low;
}

/// drained_share, also of a power beyond what the voltage can give.
template <class P>
[[gnu::always_inline]] inline P engine_drained_share(const Coefficients<P>& c, const P& volts,
                                                     const P& power, typename P::Number duration) {
  using T = typename P::Number;
  const P root = square_root(positive(volts * volts - c.resistance4 * power));
  P share = (volts - root) * c.half_conductance * duration;
  if (c.any_precise) {
    const P quotient = power * T(2) / (volts + root) * c.per_usable * duration;
    share = select(c.precise, quotient, share);
  }
  return share;
}

/// What an engine with gears does in a step: whether it runs, its share of the driving, charging.
template <class P>
struct GearedEngine {
  P crank, fuel, by_gears, gear_loss, brakes;
};

/// What a step asks of an engine, in watts; gap is the distance from the charge that is kept, in
/// half bands, above 1 while the battery is used first.
template <class P>
struct Demand {
  P gap, pace, per_distance, power, limit, accepted, braking, idle_loss;
};

/// Largest power at the wheels of motors that have what the battery gives; divisions only where the
/// battery bounds it.
template <class P>
[[gnu::always_inline]] inline P motors_alone(const Coefficients<P>& c, const EngineLane<P>& e,
                                             const Demand<P>& d, typename P::Number duration) {
  using T = typename P::Number;
  const P rest = positive(d.limit - e.battery_load - d.idle_loss);
  const P per_speed = d.per_distance * duration;
  const P linear = c.gear + T(1);
  const P square = c.copper * (per_speed * per_speed);
  const typename P::Mask bounded = rest < (linear + square * d.power) * d.power;
  if (!any<P>(bounded)) return e.motor_only;
  const P root = square_root(linear * linear + square * rest * T(4));
  return select(bounded, min(e.motor_only, rest * T(2) / (linear + root)), e.motor_only);
}

template <bool alone_too, class P>
[[gnu::always_inline]] inline GearedEngine<P>
geared_engine(const Coefficients<P>& c, const EngineLane<P>& e, const Demand<P>& d,
              typename P::Number duration) {
  using T = typename P::Number;
  using Mask = typename P::Mask;
  const P none = P::all(0);
  const P one = P::all(1);
  const P grip = e.grip(d.pace);
  const P way = e.gear * grip;
  P per_way = e.per_gear;
  if (any<P>(grip < one)) per_way = e.per_gear / grip;
  const P need = d.power * per_way;
  const P motor_cap = motors_alone(c, e, d, duration);
  const P threshold = select(d.gap < one, e.start * (one + d.gap), P::all(T(1e30)));
  const Mask moving = P::all(static_cast<T>(standing_m_per_s)) < d.pace;
  const Mask wanted =
      both(either(both(threshold < need, moving), motor_cap < d.power), none < d.power);
  // While the charge is used first the engine does what motors cannot.
  const P pull = select(d.gap < one, max(min(none - d.gap, one), none - one), P::all(T(-1e30)));
  const P request =
      pull * e.charging * min(d.pace * static_cast<T>(1.0 / full_charging_m_per_s), one);
  P crank =
      max(need + min(request, positive(d.accepted)), need * static_cast<T>(least_engine_share));
  crank = max(crank, (d.power - motor_cap) * per_way) + e.crank_load;
  crank = min(crank, e.peak);
  const P desired = min(e.low + e.span, max(e.low, crank * e.per_torque)) * e.excess;
  const P turning = max(min(max(e.top * d.pace, desired), max(e.first * d.pace, e.low)), e.idle);
  GearedEngine<P> g;
  g.by_gears = select(wanted, (crank - e.crank_load) * way, none);
  g.fuel = select(wanted, e.fuel(crank, turning), none);
  g.gear_loss = select(wanted, (crank - e.crank_load) - g.by_gears, none);
  g.crank = select(wanted, crank, none);
  g.brakes = none;
  if constexpr (alone_too) {
    // An engine alone never rests: fuel is cut while the truck drives it, else it idles.
    const Mask alone = both(opposite(e.has_motor), opposite(wanted));
    const P driven = select(P::all(static_cast<T>(fuel_cut_m_per_s)) < d.pace,
                            min(e.crank_load, d.braking), none);
    const P idling = e.crank_load - driven;
    const P stop = select(d.pace < P::all(static_cast<T>(standing_m_per_s)),
                          one - e.stops * T(stop_share), one);
    // While it is stopped a small battery serves, which the engine fills again later.
    const P later = idling * e.per_slope;
    const P idle_fuel = e.fuel(idling, e.idle) * stop + later * (one - stop);
    g.fuel = select(alone, select(none < driven, later, idle_fuel), g.fuel);
    g.crank = select(alone, idling, g.crank);
    g.brakes = select(alone, driven, none) * duration;
  }
  return g;
}

/// What a generator set does in a step: it runs within its band of charge, and when the battery is
/// not enough.
template <class P>
struct GeneratorSet {
  P crank, fuel, generated, runs;
};

template <class P>
[[gnu::always_inline]] inline GeneratorSet<P>
generator_set(const Coefficients<P>& c, const EngineLane<P>& e, const Demand<P>& d, const P& volts,
              const P& driving, const P& running) {
  using T = typename P::Number;
  const P none = P::all(0);
  const P one = P::all(1);
  const P need =
      d.power + engine_drive_loss(c, d.idle_loss, d.pace, d.per_distance, driving) + e.battery_load;
  const typename P::Mask starts = d.gap < none - one;
  const typename P::Mask rests = one < d.gap;
  GeneratorSet<P> g;
  g.runs = select(starts, one, select(rests, none, running)) * e.series;
  const P follow =
      max(need + positive(none - d.gap) * e.generator_peak * static_cast<T>(refill_share),
          e.generator_peak * static_cast<T>(least_generator_share));
  const P helping = positive(need - d.limit * static_cast<T>(helped_from)) * e.series;
  g.generated = max(g.runs * min(follow, e.generator_peak), min(helping, e.generator_peak));
  g.generated = min(g.generated, need + charge_limit(c, volts)) * e.series;
  g.crank = g.generated * e.per_generator;
  g.fuel = select(none < g.crank, e.fuel(g.crank, e.low + e.span * (g.crank * e.per_peak)), none);
  return g;
}

template <Engines engines, bool until_kept, class P>
[[gnu::always_inline]] inline EngineStep<P>
engine_step(const Coefficients<P>& c, const EngineLane<P>& e,
            const StepTerms<typename P::Number>& t, const P& speed, const P& drained,
            const P& running, const P& left, bool on_trace) {
  using T = typename P::Number;
  const P none = P::all(0);
  const P one = P::all(1);
  const P bounded = min(positive(drained), one);
  EngineStep<P> s;
  s.volts = c.volts(bounded);

  // What the battery may give falls to nothing over the last part of its charge.
  const P reserve = min(positive(one - drained) * e.per_reserve, one);
  const P limit =
      min(c.discharge_limit, (s.volts - static_cast<T>(lowest_voltage)) * c.voltage_slope) *
      reserve;
  const P room = positive(drained) * c.usable * s.volts * t.per_duration + e.battery_load;

  // Follow the trace, or as fast as the limits allow.
  s.reached = P::all(t.to_m_per_s);
  s.behind = none;
  s.on_trace = on_trace;
  LaneTerms<P> l = on_trace ? terms_on_trace<P>(t) : terms_between(speed, s.reached, t);
  s.work = work_over(c, l);
  const typename P::Mask slow =
      none < engine_excess(c, e, s.work, l.per_distance, t.duration_s, limit);
  if (any<P>(slow)) [[unlikely]] {
    s.on_trace = false;
    s.reached = select(slow, engine_reach(c, e, speed, t, limit), s.reached);
    s.behind = select(slow, one, none);
    l = terms_between(speed, s.reached, t);
    s.work = work_over(c, l);
  }
  const Work<P>& w = s.work;
  s.short_m =
      (P::all(t.from_m_per_s) - speed + P::all(t.to_m_per_s) - s.reached) * (T(0.5) * t.duration_s);

  // Braking: motors first.
  constexpr T fade_slope =
      T(1.0 / (regeneration_fade_high_m_per_s - regeneration_fade_low_m_per_s));
  const P pace = w.mean_speed;
  const P fade = min(positive((pace - T(regeneration_fade_low_m_per_s)) * fade_slope), one);
  const P braking = positive(none - w.wheel);
  const P accepted = min(c.regeneration_power, min(charge_limit(c, s.volts), room));
  s.back = min(min(fade * braking * T(regeneration_share), c.regeneration_force * w.distance),
               positive(accepted * t.duration_s));
  s.driving = positive(w.wheel);
  s.brakes = braking - s.back;

  const Demand<P> demand{(e.kept - drained) * e.per_band,
                         pace,
                         l.per_distance,
                         s.driving * t.per_duration,
                         limit,
                         accepted,
                         braking * t.per_duration,
                         c.standby + pace * c.speed_loss};
  P generated = none;
  P by_gears = none;
  s.crank = s.fuel = s.gear_loss = s.generator_loss = s.next_running = none;
  if constexpr (engines != Engines::series) {
    const auto g = geared_engine<engines == Engines::mixed>(c, e, demand, t.duration_s);
    s.crank = g.crank;
    s.fuel = g.fuel;
    s.gear_loss = g.gear_loss;
    s.brakes = s.brakes - g.brakes;
    by_gears = g.by_gears;
  }
  if constexpr (engines != Engines::geared) {
    const auto g = generator_set(c, e, demand, s.volts, s.driving, running);
    s.crank = select(e.is_series, g.crank, s.crank);
    s.fuel = select(e.is_series, g.fuel, s.fuel);
    s.gear_loss = select(e.is_series, none, s.gear_loss);
    s.generator_loss = select(e.is_series, g.crank - g.generated, none);
    s.next_running = g.runs;
    by_gears = select(e.is_series, none, by_gears);
    generated = g.generated;
  }
  s.running = select(none < s.fuel, one, none);
  s.fuel = s.fuel + select(demand.gap < one, e.warm, none);

  const P motor = s.driving - by_gears * t.duration_s - s.back;
  s.motor_loss = engine_drive_loss(c, demand.idle_loss, pace, l.per_distance, motor);
  const P terminal =
      (motor * t.per_duration + s.motor_loss + e.battery_load - generated) * e.electric;
  // What the crank gives beside wheels and generator are the loads of a truck without a battery.
  if constexpr (engines == Engines::mixed)
    s.generator_loss = s.generator_loss + (one - e.electric) * e.mechanical_loss;
  s.share = engine_drained_share(c, s.volts, terminal, t.duration_s);

  // Up to the charge that is kept, where the drive ends there.
  s.served = one;
  if constexpr (until_kept)
    s.served = select(none < left,
                      select(left < s.share, left / max(s.share, P::all(T(1e-30))), one), none);
  return s;
}

}  // namespace evpickup::energy
