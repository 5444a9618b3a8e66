// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine_view.hpp"
#include "evpickup/energy/engine_model.hpp"
#include "kernel_careful.hpp"

/// One step of trucks with an engine: who drives, what is burned, what the battery gives. All lanes
/// go the same way through it, whatever their kind.
namespace evpickup::energy {

/// Coefficients of the lanes of one block beside those of Coefficients.
template <class P>
struct EngineLane {
  using T = typename P::Number;
  P per_slope, friction, light_share, light_torque, peak, load_loss, idle, low, span, stops;
  P electric, top, first, excess, gear, per_lock, series, generator, generator_peak;
  P kept, per_band, start, charging, motor_only, per_reserve, warm;
  /// Auxiliaries of the battery, and those of the crank.
  P base, cabin, conditioning, battery_load, crank_load;
  P per_peak, parallel, mechanical_loss;
  typename P::Mask has_motor, is_series;

  [[gnu::always_inline]] EngineLane(const EngineView& view, const LaneView& lanes) {
    const auto at = [&](EngineColumn column)
        __attribute__((always_inline)) { return P::load(view.column[column]); };
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
    gear = at(column_gear_efficiency);
    per_lock = at(column_per_lock);
    series = at(column_series);
    generator = at(column_generator_efficiency);
    generator_peak = at(column_generator_peak);
    kept = at(column_kept);
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
    parallel = one - series;
    has_motor = P::all(T(0.5)) < electric;
    is_series = P::all(T(0.5)) < series;
  }

  /// Efficiency between crank and wheels at a speed.
  [[gnu::always_inline]] P to_wheels(const P& speed) const {
    const P grip = max(min(speed * per_lock, P::all(1)), P::all(static_cast<T>(converter_smallest)));
    return gear * grip;
  }

  /// Fuel power for a power at the crank and a speed of the engine.
  [[gnu::always_inline]] P fuel(const P& crank, const P& turning) const {
    const P share = select(crank < light_torque * turning, light_share, P::all(1));
    const P overload = positive(crank * per_peak - static_cast<T>(load_limit));
    return (crank + friction * share * turning) * per_slope * (load_loss * overload + T(1));
  }
};

/// Powers in watts, work in joules over the step.
template <class P>
struct EngineStep {
  Work<P> work;
  P reached, behind, short_m, driving, back, brakes, motor_loss, volts, share, served;
  P fuel, crank, gear_loss, generator_loss, running, next_running;
};

/// Largest work of engine and motors that is missing for a step's work: positive beyond a limit.
template <class P>
[[gnu::always_inline]] inline P engine_excess(const Coefficients<P>& c, const EngineLane<P>& e,
                                              const Work<P>& w, typename P::Number duration,
                                              const P& limit) {
  const P none = P::all(0);
  const P by_engine = positive(e.peak - e.crank_load) * e.to_wheels(w.mean_speed) * e.parallel;
  const P motor = positive(w.wheel - by_engine * duration);
  const P electric = motor + (drive_loss(c, w, motor) + e.battery_load - e.generator_peak - limit) *
                                 duration;
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
    const Work<P> w = work_of(c, from, middle, t);
    const typename P::Mask too_fast = P::all(0) < engine_excess(c, e, w, t.duration_s, limit);
    high = select(too_fast, middle, high);
    low = select(too_fast, low, middle);
  }
  return low;
}

template <class P>
[[gnu::always_inline]] inline EngineStep<P>
engine_step(const Coefficients<P>& c, const EngineLane<P>& e,
            const StepTerms<typename P::Number>& t, const P& speed, const P& drained,
            const P& running, const P& left) {
  using T = typename P::Number;
  using Mask = typename P::Mask;
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
  s.work = work_of(c, speed, s.reached, t);
  const Mask slow = none < engine_excess(c, e, s.work, t.duration_s, limit);
  if (any<P>(slow)) [[unlikely]] {
    s.reached = select(slow, engine_reach(c, e, speed, t, limit), s.reached);
    s.behind = select(slow, one, none);
    s.work = work_of(c, speed, s.reached, t);
  }
  const Work<P>& w = s.work;
  s.short_m = (P::all(t.from_m_per_s) - speed + P::all(t.to_m_per_s) - s.reached) *
              (T(0.5) * t.duration_s);

  // Braking: motors first.
  constexpr T fade_slope =
      T(1.0 / (regeneration_fade_high_m_per_s - regeneration_fade_low_m_per_s));
  const P pace = w.mean_speed;
  const P fade = min(positive((pace - T(regeneration_fade_low_m_per_s)) * fade_slope), one);
  const P braking = positive(none - w.wheel);
  const P accepted = min(c.regeneration_power, min(charge_limit(c, s.volts), room)) * t.duration_s;
  s.back = min(min(fade * braking * T(regeneration_share), c.regeneration_force * w.distance),
               positive(accepted));
  s.driving = positive(w.wheel);
  s.brakes = braking - s.back;
  const P power = s.driving * t.per_duration;

  // An engine with gears: whether it runs, its share of the driving, and charging.
  const P gap = (e.kept - drained) * e.per_band;  // above 1: the battery is used first
  const P way = e.to_wheels(pace);
  const P per_way = one / way;
  const P need = power * per_way;
  const P idle_loss = drive_loss(c, w, none);
  const P motor_cap =
      min(e.motor_only, positive(limit - e.battery_load - idle_loss) * T(motor_only_share));
  const P threshold = select(gap < one, e.start * (one + gap), P::all(T(1e30)));
  const Mask moving = P::all(T(0.1)) < pace;
  const Mask may = either(moving, opposite(e.has_motor));
  const Mask wanted = both(either(threshold < need, motor_cap < power), both(none < power, may));
  const P request = max(min(none - gap, one), none - one) * e.charging *
                    min(pace * T(1.0 / 8.0), one);
  P crank = max(need + min(request, positive(accepted * t.per_duration)), need * T(0.2));
  crank = max(crank, (power - motor_cap) * per_way) + e.crank_load;
  crank = min(crank, e.peak);
  const P desired = (e.low + e.span * (crank * e.per_peak)) * e.excess;
  const P turning = max(min(max(e.top * pace, desired), max(e.first * pace, e.low)), e.idle);
  const P by_gears = select(wanted, (crank - e.crank_load) * way, none);
  P burned = select(wanted, e.fuel(crank, turning), none);
  crank = select(wanted, crank, none);

  // An engine alone never rests: fuel is cut while the truck drives it, else it idles.
  const Mask alone = both(opposite(e.has_motor), opposite(wanted));
  const P driven = select(P::all(static_cast<T>(fuel_cut_m_per_s)) < pace,
                          min(e.crank_load, braking * t.per_duration), none);
  const P idling = e.crank_load - driven;
  const P stop = select(pace < P::all(T(0.1)), one - e.stops * T(stop_share), one);
  // While it is stopped a small battery serves, which the engine fills again later.
  const P later = idling * e.per_slope;
  const P idle_fuel = e.fuel(idling, e.idle) * stop + later * (one - stop);
  burned = select(alone, select(none < driven, later, idle_fuel), burned);
  crank = select(alone, idling, crank);
  s.brakes = s.brakes - select(alone, driven, none) * t.duration_s;

  // A generator: runs within its band of charge, and when the battery is not enough.
  const P electric_need = power + drive_loss(c, w, s.driving) + e.battery_load;
  const Mask starts = gap < none - one;
  const Mask rests = one < gap;
  s.next_running = select(starts, one, select(rests, none, running)) * e.series;
  const P follow = max(electric_need + positive(none - gap) * e.generator_peak * T(0.25),
                       e.generator_peak * T(0.3));
  const P helping = positive(electric_need - limit * T(0.95)) * e.series;
  P generated = max(s.next_running * min(follow, e.generator_peak), min(helping, e.generator_peak));
  generated = min(generated, electric_need + charge_limit(c, s.volts)) * e.series;
  const P series_crank = generated / e.generator;
  const P series_fuel =
      select(none < series_crank,
             e.fuel(series_crank, e.low + e.span * (series_crank * e.per_peak)), none);

  // Together.
  s.crank = select(e.is_series, series_crank, crank);
  s.fuel = select(e.is_series, series_fuel, burned);
  const P to_gears = select(e.is_series, none, by_gears);
  s.gear_loss = select(e.is_series, none, select(wanted, (crank - e.crank_load) - by_gears, none));
  s.generator_loss = select(e.is_series, series_crank - generated, none);
  s.running = select(none < s.fuel, one, none);
  const P warm = select(gap < one, e.warm, none);
  s.fuel = s.fuel + warm;

  const P motor = s.driving - to_gears * t.duration_s - s.back;
  s.motor_loss = drive_loss(c, w, motor);
  const P terminal = (motor * t.per_duration + s.motor_loss + e.battery_load - generated) *
                     e.electric;
  // What the crank gives beside wheels and generator are the loads of a truck without a battery.
  s.generator_loss = s.generator_loss + (one - e.electric) * e.mechanical_loss;
  const P root = square_root(positive(s.volts * s.volts - c.resistance4 * terminal));
  s.share = terminal * T(2) / (s.volts + root) * c.per_usable * t.duration_s;

  // Up to the charge that is kept, where the drive ends there.
  s.served = select(none < left,
                    select(left < s.share, left / max(s.share, P::all(T(1e-30))), one), none);
  return s;
}

}  // namespace evpickup::energy
