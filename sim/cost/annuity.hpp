// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace evpickup::cost {

/// Capital recovery factor: the level payment at the end of each of n periods that is worth 1 today
/// at the rate i a period, i / (1 - (1+i)^-n); 1/n at rate 0. The rate is above -1, n above 0 and
/// not necessarily whole. Standard annuity; written with log1p and expm1, which keep small rates
/// exact.
[[nodiscard]] inline double annuity_factor(double rate_per_period, double periods) {
  if (rate_per_period == 0.0) return 1.0 / periods;
  return rate_per_period / -std::expm1(-periods * std::log1p(rate_per_period));
}

}  // namespace evpickup::cost
