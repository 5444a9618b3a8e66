// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel_copy.hpp"
#include "pack.hpp"

namespace evpickup::energy {

/// Below this resistance the quadratic's difference loses digits, and a quotient is taken, 1/W.
inline constexpr double precise_resistance = 1e-8;

/// Coefficients of the lanes of one block. The energy drained is counted as a share of the usable
/// energy, and the open-circuit voltage is a polynomial of that share.
template <class P>
struct Coefficients {
  using T = typename P::Number;

  P rolling, square, aero, steady, weight, inertia;
  P idle, speed_loss, windage, copper, gear, auxiliary;
  P peak_force, peak_power, regeneration_force, regeneration_power;
  P usable, per_usable, resistance, resistance4, half_conductance, voltage_slope, charge_slope;
  P largest_voltage, discharge_limit;
  P voltage[shape_terms];
  P viscous, wind, wind_square, standby;
  typename P::Mask precise;
  double against_tail_wind = 0.0;
  bool any_windage = false, any_steady = false, any_precise = false;

  [[gnu::always_inline]] explicit Coefficients(const LaneView& lanes) {
    rolling = P::load(lanes.rolling);
    viscous = P::load(lanes.viscous);
    aero = P::load(lanes.aero);
    wind = P::load(lanes.wind);
    wind_square = P::load(lanes.wind_square);
    square = viscous + aero * wind * T(2);
    steady = aero * wind_square;
    weight = P::load(lanes.weight);
    inertia = P::load(lanes.inertia);
    standby = P::load(lanes.standby);
    auxiliary = P::load(lanes.base) + P::load(lanes.cabin) + P::load(lanes.conditioning);
    idle = standby + auxiliary;
    speed_loss = P::load(lanes.speed_loss);
    windage = P::load(lanes.windage);
    copper = P::load(lanes.copper);
    gear = P::load(lanes.gear);
    peak_force = P::load(lanes.peak_force);
    peak_power = P::load(lanes.peak_power);
    regeneration_force = P::load(lanes.regeneration_force);
    regeneration_power = P::load(lanes.regeneration_power);
    usable = P::load(lanes.usable);
    per_usable = P::all(1) / usable;
    resistance = P::load(lanes.resistance);
    resistance4 = resistance * T(4);
    const P conductance = P::all(1) / resistance;
    half_conductance = conductance * T(0.5) * per_usable;
    voltage_slope = conductance * static_cast<T>(lowest_voltage);
    largest_voltage = P::load(lanes.largest_voltage);
    charge_slope = largest_voltage * conductance;
    discharge_limit = P::load(lanes.discharge_limit);
    put_voltage(lanes);

    precise = resistance < P::all(static_cast<T>(precise_resistance));
    any_precise = any<P>(precise);
    any_windage = any_negative(P::all(0) - windage);
    any_steady = any_negative(P::all(0) - wind_square);
    for (int i = 0; i < P::lanes; ++i)
      if (-lanes.wind[i] > against_tail_wind) against_tail_wind = -lanes.wind[i];
  }

  /// The shape as a polynomial of the share drained instead of the charge left.
  [[gnu::always_inline]] void put_voltage(const LaneView& lanes) {
    for (int lane = 0; lane < P::lanes; ++lane) {
      double c[shape_terms];
      for (int k = 0; k < shape_terms; ++k) c[k] = lanes.shape[static_cast<std::size_t>(k)][lane];
      // Taylor shift to charge 1, then the sign of each odd term.
      for (int from = 0; from < shape_terms; ++from)
        for (int k = shape_terms - 2; k >= from; --k) c[k] += c[k + 1];
      for (int k = 0; k < shape_terms; ++k)
        voltage[k].part[lane / P::per_vector][lane % P::per_vector] =
            static_cast<T>(k % 2 == 0 ? c[k] : -c[k]);
    }
  }

  [[gnu::always_inline]] P volts(const P& share) const {
    P value = voltage[shape_terms - 1];
#pragma GCC unroll 8
    for (int k = shape_terms - 2; k >= 0; --k) value = value * share + voltage[k];
    return value;
  }

  /// Change of the voltage with the share drained.
  [[gnu::always_inline]] P slope(const P& share) const {
    P value = voltage[shape_terms - 1] * T(shape_terms - 1);
#pragma GCC unroll 8
    for (int k = shape_terms - 2; k >= 1; --k) value = value * share + voltage[k] * T(k);
    return value;
  }

  /// Makes lanes harmless that are through with their drive: nothing limits them, and no current
  /// flows.
  void park(const typename P::Mask& lanes) {
    const P huge = P::all(static_cast<T>(1e30));
    peak_force = select(lanes, huge, peak_force);
    peak_power = select(lanes, huge, peak_power);
    discharge_limit = select(lanes, huge, discharge_limit);
    voltage_slope = select(lanes, huge, voltage_slope);
    resistance4 = select(lanes, P::all(0), resistance4);
    half_conductance = select(lanes, P::all(0), half_conductance);
    for (int k = 0; k < shape_terms; ++k)
      voltage[k] = select(lanes, P::all(k == 0 ? T(1) : T(0)), voltage[k]);
  }
};

}  // namespace evpickup::energy
