// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "evpickup/units/quantities.hpp"

namespace evpickup::units {

/// Whether a rate counts growth in money of each year (nominal) or beyond inflation (real).
/// Unstated: what is usual where the rate stands.
enum class RateBasis { unstated, nominal, real };

/// A rate of interest, discount or growth that knows its period and its basis. Rates of different
/// periods or bases are compared and used only through the functions below.
struct InterestRate {
  /// Simple rate: the rate of one period times the periods of a year.
  Rate rate = per_year(0.0);
  /// How often a year it is applied: 1 for "5 %/yr", 12 for "0.4 %/month".
  int periods_per_year = 1;
  RateBasis basis = RateBasis::unstated;
};

/// The simple rate in SI units, for comparing rates of one period and basis.
[[nodiscard]] inline double in_si(const InterestRate& rate) { return in_si(rate.rate); }

/// What grows in a year at a rate, as a ratio: (1 + i/n)^n - 1.
[[nodiscard]] inline double effective_per_year(const InterestRate& rate) {
  const double periods = rate.periods_per_year;
  return rate.periods_per_year == 1 ? in_per_year(rate.rate)
                                    : std::pow(1.0 + in_per_year(rate.rate) / periods, periods) - 1;
}

/// The nominal rate of a real one, 1 + n = (1 + r)(1 + g) (Fisher, The Theory of Interest, 1930);
/// rates and inflation g per year, as ratios.
[[nodiscard]] constexpr double nominal_of_real(double real, double inflation) {
  return (1.0 + real) * (1.0 + inflation) - 1.0;
}
/// The real rate of a nominal one.
[[nodiscard]] constexpr double real_of_nominal(double nominal, double inflation) {
  return (1.0 + nominal) / (1.0 + inflation) - 1.0;
}

/// A rate per year in money of each year, as a ratio; `usual` is the basis of a rate that does not
/// state one.
[[nodiscard]] inline double nominal_per_year(const InterestRate& rate, double inflation,
                                             RateBasis usual) {
  const RateBasis basis = rate.basis == RateBasis::unstated ? usual : rate.basis;
  const double per_year = effective_per_year(rate);
  return basis == RateBasis::real ? nominal_of_real(per_year, inflation) : per_year;
}
/// The same beyond inflation.
[[nodiscard]] inline double real_per_year(const InterestRate& rate, double inflation,
                                          RateBasis usual) {
  const RateBasis basis = rate.basis == RateBasis::unstated ? usual : rate.basis;
  const double per_year = effective_per_year(rate);
  return basis == RateBasis::nominal ? real_of_nominal(per_year, inflation) : per_year;
}

}  // namespace evpickup::units
