// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel_step.hpp"

/// Steps of lanes that meet a limit: those that fall behind the trace, meet the battery's limits,
/// or come to its end. Rare, and so written for clarity.
namespace evpickup::energy {

/// Work over one step of linear speed, per lane.
template <class P>
struct Work {
  P distance, mean_speed, rolling, air, climb, kinetic, wheel;
};

template <class P>
[[gnu::always_inline]] inline Work<P> work_of(const Coefficients<P>& c, const P& from, const P& to,
                                              const StepTerms<typename P::Number>& t) {
  using T = typename P::Number;
  Work<P> w;
  const P square_sum = from * from + to * to;
  w.mean_speed = (from + to) * T(0.5);
  w.distance = w.mean_speed * t.duration_s;
  const P mean_square = (square_sum + from * to) * T(1.0 / 3.0);
  const P mean_cube = w.mean_speed * square_sum * T(0.5);
  w.rolling = c.rolling * t.cosine * w.distance + c.viscous * mean_square * t.duration_s;
  w.air = c.aero *
          ((mean_cube + c.wind * mean_square * T(2) + c.wind_square * w.mean_speed) * t.duration_s);
  w.air = select(w.mean_speed + c.wind < P::all(0), P::all(0) - w.air, w.air);
  w.climb = c.weight * t.sine * w.distance;
  w.kinetic = c.inertia * T(0.5) * (to * to - from * from);
  w.wheel = w.rolling + w.air + w.climb + w.kinetic;
  return w;
}

/// Power lost in the drive for energy `motor` at the wheels over the step. A standing truck does no
/// work, so that its force is zero over the smallest distance.
template <class P>
[[gnu::always_inline]] inline P drive_loss(const Coefficients<P>& c, const Work<P>& w,
                                           const P& motor) {
  const P force = motor / max(w.distance, P::all(typename P::Number(1e-30)));
  return c.standby +
         w.mean_speed * (c.speed_loss + c.windage * (w.mean_speed * w.mean_speed) +
                         c.gear * magnitude(force)) +
         c.copper * (force * force);
}

/// How much work of a step motors and battery cannot do: positive for lanes beyond a limit.
template <class P>
[[gnu::always_inline]] inline P excess(const Coefficients<P>& c, const Work<P>& w,
                                       typename P::Number duration, const P& limit) {
  const P electric = w.wheel + (drive_loss(c, w, w.wheel) + c.auxiliary) * duration;
  const P motor = max(w.wheel - c.peak_force * w.distance, w.wheel - c.peak_power * duration);
  return min(max(motor, electric - limit * duration), w.wheel);
}

/// The highest speed at the end of a step that the limits allow, of the lanes of `slow`, which
/// cannot reach the target: between standstill and the target, to a billionth of it, by the ITP
/// method (Oliveira and Takahashi, ACM Trans. Math. Softw. 47:5, 2021). It tries where a straight
/// line between the ends crosses zero, drawn towards the middle, and takes at most one step more
/// than halving does.
template <class P>
[[gnu::always_inline]] inline P reachable_speed(const Coefficients<P>& c, const P& from,
                                                const StepTerms<typename P::Number>& t,
                                                const P& limit, const typename P::Mask& slow) {
  using T = typename P::Number;
  constexpr int halvings = 30;
  const P none = P::all(0);
  const auto excess_at = [&](const P& to) {
    return excess(c, work_of(c, from, to, t), t.duration_s, limit);
  };
  P low = none;
  P high = P::all(t.to_m_per_s);
  P below = excess_at(low);
  P above = excess_at(high);
  const P tolerance = high * T(1.0 / (1 << halvings));
  const P pull = P::all(T(0.2)) / high;
  P reach = high;
  typename P::Mask open = slow;
  while (any<P>(open)) {
    const P width = high - low;
    const P middle = (low + high) * T(0.5);
    const P crossing = low + width * (below / (below - above));
    const P away = middle - crossing;
    const P drawn = min(magnitude(away), max(pull * width * width, tolerance * T(0.5)));
    const P room = positive(reach - width * T(0.5));
    P point = crossing + select(away < none, none - drawn, drawn);
    point = min(max(point, middle - room), middle + room);
    const P there = excess_at(point);
    const typename P::Mask too_fast = both(open, none < there);
    const typename P::Mask in_time = both(open, opposite(none < there));
    high = select(too_fast, point, high);
    above = select(too_fast, there, above);
    low = select(in_time, point, low);
    below = select(in_time, there, below);
    reach = reach * T(0.5);
    open = both(open, both(tolerance < high - low, tolerance * T(0.5) < reach));
  }
  return low;
}

/// A step with everything that may happen in it. `served` is the part of it that the battery still
/// serves: all, nothing, or up to the point of empty. A battery that cannot even keep the drive on
/// is `dead`.
template <class P>
struct CarefulStep {
  Work<P> work;
  P reached, behind, driving, back, loss, powered, terminal_w, volts, share, served;
  typename P::Mask dead;
};

template <class P>
[[gnu::always_inline]] inline CarefulStep<P>
careful_step(const Coefficients<P>& c, const StepTerms<typename P::Number>& t, const P& speed,
             const P& drained, const P& left) {
  using T = typename P::Number;
  const P none = P::all(0);
  const P one = P::all(1);
  CarefulStep<P> s;
  s.volts = c.volts(drained);
  const P limit =
      min(c.discharge_limit, (s.volts - static_cast<T>(lowest_voltage)) * c.voltage_slope);
  const P room = positive(drained) * c.usable * s.volts * t.per_duration + c.auxiliary;

  // Follow the trace, or as fast as the limits allow.
  s.reached = P::all(t.to_m_per_s);
  s.behind = none;
  s.work = work_of(c, speed, s.reached, t);
  const typename P::Mask slow = none < min(excess(c, s.work, t.duration_s, limit), positive(left));
  if (any<P>(slow)) {
    s.reached = select(slow, reachable_speed(c, speed, t, limit, slow), s.reached);
    s.behind = select(slow, one, none);
    s.work = work_of(c, speed, s.reached, t);
  }

  // Motors, brakes and battery. What the battery cannot give beside driving is not served: first
  // the cabin goes without.
  constexpr T fade_slope =
      T(1.0 / (regeneration_fade_high_m_per_s - regeneration_fade_low_m_per_s));
  const P fade =
      min(positive((s.work.mean_speed - T(regeneration_fade_low_m_per_s)) * fade_slope), one);
  const P offered = fade * positive(none - s.work.wheel) * T(regeneration_share);
  const P by_power = min(c.regeneration_power, min(charge_limit(c, s.volts), room)) * t.duration_s;
  s.back = min(min(offered, c.regeneration_force * s.work.distance), by_power);
  s.driving = positive(s.work.wheel);
  const P motor = s.driving - s.back;
  s.loss = drive_loss(c, s.work, motor);
  const P drawn = motor * t.per_duration + s.loss;
  s.powered = min(c.auxiliary, positive(limit - drawn));
  s.terminal_w = drawn + s.powered;
  s.dead = both(limit < drawn, opposite(none < s.work.distance));
  const P root = square_root(positive(s.volts * s.volts - c.resistance4 * s.terminal_w));
  s.share = s.terminal_w * T(2) / (s.volts + root) * c.per_usable * t.duration_s;

  s.served = min(positive(left) / max(s.share, P::all(T(1e-30))), one);
  s.served = select(s.dead, none, s.served);
  return s;
}

}  // namespace evpickup::energy
