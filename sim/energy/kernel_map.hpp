// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel_step.hpp"

/// Whole cycles without driving them. While no limit binds but that of charging near full, the
/// terminal power of each step of a cycle does not depend on the charge. With x = R P / V^2 the
/// current is P/V C(x), C(x) = 1 + x + 2 x^2 + 5 x^3 + ... the generating function of the Catalan
/// numbers, so that a cycle's drain at any charge follows from the sums of P^n over its steps.
namespace evpickup::energy {

/// Sums over one free cycle.
template <class PackType, int power_count, int cap_count>
struct CycleSums {
  using P = PackType;
  static constexpr int powers = power_count;
  static constexpr int caps = cap_count;

  P moment[powers];  ///< sums of E (R P)^n, E terminal energy, P power of a step
  P squares;         ///< sum of E^2
  P top, peak;       ///< largest energy so far within the cycle, largest power
  /// Energy so far, weighted by the losses in the resistance and by the braking that a full battery
  /// does not take: where in the cycle they happen.
  P loss_place, brake_place;
  P heat, traction, recovered, brakes;
  /// Near full the battery takes less of the braking: what is not recovered, and how much smaller
  /// the heat is, at `caps` levels of charging power from `lowest` on in equal steps. At the level
  /// after the last nothing is lost.
  P lost[caps], cooler[caps], cap[caps];
  P lost_root[caps], cooler_root[caps];  ///< their square roots; after the last step
  P lowest, per_cap_step;

  /// The levels, from the limit of a full battery to the hardest braking of the cycle.
  [[gnu::always_inline]] void start(const Coefficients<P>& c, double braking_w_per_kg,
                                    double falling_w_per_n) {
    using T = typename P::Number;
    const P zero = P::all(0);
    for (P& sum : moment) sum = zero;
    squares = top = loss_place = brake_place = heat = traction = recovered = brakes = zero;
    peak = P::all(static_cast<T>(-1e30));
    const P hardest = min(c.regeneration_power, c.inertia * static_cast<T>(braking_w_per_kg) +
                                                    c.weight * static_cast<T>(falling_w_per_n));
    lowest = min(charge_limit(c, c.volts(zero)), hardest * T(0.99));
    const P step = max((hardest - lowest) * T(1.0 / caps), P::all(1));
    per_cap_step = P::all(1) / step;
    for (int k = 0; k < caps; ++k) {
      lost[k] = cooler[k] = zero;
      cap[k] = lowest + step * static_cast<T>(k);
    }
  }

  [[gnu::always_inline]] void add(const Coefficients<P>& c, const StepTerms<typename P::Number>& t,
                                  const P& wheel) {
    P motor = wheel;
    P size = wheel;
    P driving = wheel;
    P heated;
    if (any_negative(wheel)) {
      const P zero = P::all(0);
      driving = positive(wheel);
      const P offered = offered_work(c, t, positive(zero - wheel));
      motor = driving - offered;
      size = driving + offered;
      recovered += offered;
      brakes += driving - wheel - offered;
      heated = motor * motor * t.per_force;
      // Most braking is below all levels.
      if (any_negative(lowest * t.duration_s - offered)) {
#pragma GCC unroll 8
        for (int k = 0; k < caps; ++k) {
          const P less = min(offered, cap[k] * t.duration_s);
          const P smaller = driving - less;
          lost[k] += offered - less;
          if (k == 0) brake_place += (offered - less) * moment[0];
          cooler[k] += heated - smaller * smaller * t.per_force;
        }
      }
    } else {
      heated = motor * motor * t.per_force;
    }
    heat += heated;
    traction += driving;
    const P energy = motor + idle_work(c, t) + c.gear * size + c.copper * heated;
    const P power = energy * t.per_duration;
    peak = max(peak, power);
    squares += energy * energy;
    const P x = c.resistance * power;
    P term = energy;
    loss_place += energy * x * moment[0];
    moment[0] += term;
    top = max(top, moment[0]);
#pragma GCC unroll 8
    for (int n = 1; n < powers; ++n) {
      term = term * x;
      moment[n] += term;
    }
  }

  /// Turns the places into shares of the cycle's energy and takes roots; after the last step.
  [[gnu::always_inline]] void finish() {
    using T = typename P::Number;
    const P tiny = P::all(T(1e-30));
    const P one = P::all(1);
    const P whole = max(moment[0], tiny);
    loss_place = min(positive(loss_place / max(moment[1] * whole, tiny)), one);
    brake_place = min(positive(brake_place / max(lost[0] * whole, tiny)), one);
    for (int k = 0; k < caps; ++k) {
      lost_root[k] = square_root(positive(lost[k]));
      cooler_root[k] = square_root(positive(cooler[k]));
    }
  }

  /// Value at a charging power of what is known at the caps by its roots, which are nearly
  /// straight.
  [[gnu::always_inline]] P at_cap(const P (&roots)[caps], const P& place) const {
    const P one = P::all(1);
    P root = P::all(0);
    for (int k = 0; k < caps; ++k) {
      const P far = magnitude(place - P::all(static_cast<typename P::Number>(k)));
      root += roots[k] * positive(one - far);
    }
    return root * root;
  }
};

/// Cycles that were followed on the map, and sums over them.
template <class P>
struct Followed {
  P share;  ///< of the usable energy that is drained
  P cycles, battery, resistance, lost, cooler;
};

/// Free power that must remain, for the voltage within a cycle is not followed on the map.
inline constexpr double power_margin = 0.98;
/// Rise of the energy within a cycle above that at its end, by which a cycle on the map must stay
/// away from empty: voltage falls towards empty, and charge goes by energy over voltage.
inline constexpr double swing_margin = 1.3;
/// Largest share of a cycle's energy that the first term left out of the series may have.
inline constexpr double largest_rest = 1e-5;
/// Largest share of the battery that one cycle on the map may take.
inline constexpr double largest_drain = 0.1;

/// One cycle from a share drained: what it takes from the battery and loses in it.
template <class P>
struct MappedCycle {
  P end, battery, resistance, lost, cooler, rest;
};

template <class P, class Cycle>
[[gnu::always_inline]] inline MappedCycle<P>
mapped_cycle(const Coefficients<P>& c, const Cycle& sums, const P& from, const P& guess) {
  using T = typename P::Number;
  constexpr double catalan[] = {1, 2, 5, 14, 42, 132, 429};
  constexpr T spread = T(0.28867513459481287);  // Gauss's two points, from the middle
  const P zero = P::all(0);
  MappedCycle<P> m;
  P drain = guess;
  const P first = c.volts(from);
  P middle = c.volts(from + drain * T(0.5));
  P last = c.volts(from + drain);

  // Near full: braking that the battery cannot take, at two points around the place of braking in
  // the cycle (Gauss's, as if it were spread evenly).
  m.lost = m.cooler = zero;
  const P beyond = P::all(static_cast<T>(Cycle::caps));
  P places[2];
  for (int k = 0; k < 2; ++k) {
    const P share = from + drain * (sums.brake_place + (k == 0 ? -spread : spread));
    places[k] =
        min(positive((charge_limit(c, c.volts(share)) - sums.lowest) * sums.per_cap_step), beyond);
  }
  if (any_negative(min(places[0], places[1]) - beyond)) {
    for (const P& place : places) {
      m.lost += sums.at_cap(sums.lost_root, place) * T(0.5);
      m.cooler += sums.at_cap(sums.cooler_root, place) * T(0.5);
    }
  }
  const P terminal = sums.moment[0] + (m.lost - c.gear * m.lost - c.copper * m.cooler);

  // Energy by the series at the voltages around the place of the losses; the drain by the integral
  // of the voltage, less what it falls within the steps.
  for (int correction = 0; correction < 3; ++correction) {
    m.resistance = zero;
    P per_square = zero;
    for (int k = 0; k < 2; ++k) {
      const P volts = c.volts(from + drain * (sums.loss_place + (k == 0 ? -spread : spread)));
      per_square = P::all(1) / (volts * volts);
      P series = sums.moment[Cycle::powers - 1] * static_cast<T>(catalan[Cycle::powers - 2]);
      for (int n = Cycle::powers - 2; n >= 1; --n)
        series = series * per_square + sums.moment[n] * static_cast<T>(catalan[n - 1]);
      m.resistance += series * per_square * T(0.5);
    }
    m.battery = terminal + m.resistance;
    const P falling =
        c.slope(from + drain * T(0.5)) * per_square * sums.squares * c.per_usable * T(0.5);
    drain = (m.battery + falling) * c.per_usable / ((first + middle * T(4) + last) * T(1.0 / 6.0));
    middle = c.volts(from + drain * T(0.5));
    last = c.volts(from + drain);
  }
  m.end = from + drain;

  // The first term left out, were all of its power the peak.
  const P u = P::all(1) / (last * last);
  const P u2 = u * u;
  const P u3 = u2 * u;
  m.rest = magnitude(sums.moment[Cycle::powers - 1]) * positive(c.resistance * sums.peak) *
           (u2 * u2 * u3) * static_cast<T>(catalan[Cycle::powers - 1]);
  return m;
}

/// Part of the battery's energy that braking near full may cost in one cycle on the map; cycles
/// that it costs more are driven. With 1.5e-4 a shipped truck is beyond 0.05 % of its whole drive.
inline constexpr double largest_loss = 1e-4;

/// Lanes whose next cycle loses no more than that by the limit near full.
template <class P, class Cycle>
[[gnu::always_inline]] inline typename P::Mask is_free(const Coefficients<P>& c, const Cycle& sums,
                                                       const P& share) {
  const P place = positive((charge_limit(c, c.volts(share)) - sums.lowest) * sums.per_cap_step);
  return sums.at_cap(sums.lost_root, place) <
         c.usable * static_cast<typename P::Number>(largest_loss);
}

/// Follows whole cycles from shares drained, each lane of `open` as long as no limit but that near
/// full comes near, and at most to `longest` cycles.
template <class P, class Cycle>
[[gnu::always_inline]] inline Followed<P> follow_map(const Coefficients<P>& c, const Cycle& sums,
                                                     const P& start, typename P::Mask open,
                                                     const P& longest) {
  using T = typename P::Number;
  const P zero = P::all(0);
  const P one = P::all(1);
  Followed<P> f{start, zero, zero, zero, zero, zero};
  P drain = (sums.moment[0] + sums.moment[1]) * c.per_usable / c.volts(start);
  open = both(open, both(zero < drain, drain < P::all(static_cast<T>(largest_drain))));
  while (any<P>(open)) {
    const MappedCycle<P> m = mapped_cycle(c, sums, f.share, drain);
    typename P::Mask whole = both(open, f.cycles < longest);
    whole = both(whole, m.rest < sums.moment[0] * static_cast<T>(largest_rest));
    const P volts = c.volts(m.end);
    const P swing =
        (sums.top - sums.moment[0]) * c.per_usable / volts * static_cast<T>(swing_margin);
    const P deepest = m.end + swing;
    const P limit = min(c.discharge_limit,
                        (c.volts(deepest) - static_cast<T>(lowest_voltage)) * c.voltage_slope);
    whole = both(whole, both(deepest < one, sums.peak < limit * static_cast<T>(power_margin)));
    drain = select(whole, m.end - f.share, drain);
    f.share = select(whole, m.end, f.share);
    f.cycles += select(whole, one, zero);
    f.battery += select(whole, m.battery, zero);
    f.resistance += select(whole, m.resistance, zero);
    f.lost += select(whole, m.lost, zero);
    f.cooler += select(whole, m.cooler, zero);
    open = whole;
  }
  return f;
}

}  // namespace evpickup::energy
