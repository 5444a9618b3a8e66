// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/energy/drive_losses.hpp"
#include "kernel_lanes.hpp"

namespace evpickup::energy {

/// A step of lanes that follow the trace and that no limit but those of regeneration binds.
/// Energies in joules over the step, powers in watts.
template <class P>
struct FreeStep {
  P wheel, driving, back, brakes, motor,
      heat;  ///< heat: motor energy squared per force term, for copper
  P terminal, power, volts, limit, share;
};

/// Energy at the wheels.
template <class P>
[[gnu::always_inline]] inline P wheel_work(const Coefficients<P>& c,
                                           const StepTerms<typename P::Number>& t) {
  P wheel = c.rolling * t.rolling_m + c.square * t.square + c.aero * t.cube + c.inertia * t.gain;
  if (t.climb_m != 0) wheel = wheel + c.weight * t.climb_m;
  if (c.any_steady) wheel = wheel + c.steady * t.distance_m;
  return wheel;
}

/// Losses and loads that do not depend on the motors' work.
template <class P>
[[gnu::always_inline]] inline P idle_work(const Coefficients<P>& c,
                                          const StepTerms<typename P::Number>& t) {
  P idle = c.idle * t.duration_s + c.speed_loss * t.distance_m;
  if (c.any_windage) idle = idle + c.windage * t.cubed_pace;
  return idle;
}

/// What motors could take of the braking if the battery took all.
template <class P>
[[gnu::always_inline]] inline P
offered_work(const Coefficients<P>& c, const StepTerms<typename P::Number>& t, const P& braking) {
  return min(min(braking * t.regeneration, c.regeneration_force * t.distance_m),
             c.regeneration_power * t.duration_s);
}

template <class P>
[[gnu::always_inline]] inline P charge_limit(const Coefficients<P>& c, const P& volts) {
  return positive((c.largest_voltage - volts) * c.charge_slope);
}

/// Share of the usable energy that a terminal power drains over a step.
template <class P>
[[gnu::always_inline]] inline P drained_share(const Coefficients<P>& c, const P& volts,
                                              const P& power, typename P::Number duration) {
  const P root = square_root(volts * volts - c.resistance4 * power);
  if constexpr (sizeof(typename P::Number) == sizeof(float)) {
    return power * typename P::Number(2) / (volts + root) * c.per_usable * duration;
  } else {
    P share = (volts - root) * c.half_conductance * duration;
    if (c.any_precise) {
      const P quotient = power * typename P::Number(2) / (volts + root) * c.per_usable * duration;
      share = select(c.precise, quotient, share);
    }
    return share;
  }
}

template <class P>
[[gnu::always_inline]] inline FreeStep<P>
free_step(const Coefficients<P>& c, const StepTerms<typename P::Number>& t, const P& drained) {
  FreeStep<P> s;
  s.volts = c.volts(drained);
  s.wheel = wheel_work(c, t);
  s.driving = s.wheel;
  s.back = s.brakes = P::all(0);
  s.motor = s.wheel;
  P size = s.wheel;
  if (any_negative(s.wheel)) {
    // The battery takes what its highest voltage and its room allow.
    s.driving = positive(s.wheel);
    const P room = positive(drained) * c.usable * s.volts * t.per_duration + c.auxiliary;
    const P accepted = min(charge_limit(c, s.volts), room) * t.duration_s;
    s.back = min(offered_work(c, t, positive(P::all(0) - s.wheel)), accepted);
    s.brakes = s.driving - s.wheel - s.back;
    s.motor = s.driving - s.back;
    size = s.driving + s.back;
  }
  s.heat = s.motor * s.motor * t.per_force;
  s.terminal = s.motor + idle_work(c, t) + c.gear * size + c.copper * s.heat;
  s.power = s.terminal * t.per_duration;
  s.limit = min(c.discharge_limit,
                (s.volts - static_cast<typename P::Number>(lowest_voltage)) * c.voltage_slope);
  s.share = drained_share(c, s.volts, s.power, t.duration_s);
  return s;
}

}  // namespace evpickup::energy
