// SPDX-License-Identifier: Apache-2.0
#include "times.hpp"

#include <cmath>

namespace evpickup::cost {

Eigen::ArrayXd growth(const Eigen::ArrayXd& per_year, double years) {
  // One by one: what Eigen computes in packets has other last bits than what is left over.
  return per_year.unaryExpr([=](double rate) { return std::pow(1.0 + rate, years); });
}

Eigen::ArrayXXd growth_by_year(const Eigen::ArrayXd& per_year, int years, model::Timing timing) {
  Eigen::ArrayXXd factors(years, per_year.size());
  for (int year = 1; year <= years; ++year)
    factors.row(year - 1) = growth(per_year, years_after_purchase(year, timing)).transpose();
  return factors;
}

}  // namespace evpickup::cost
