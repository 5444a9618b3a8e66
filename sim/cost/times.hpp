// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "evpickup/cost/lanes.hpp"

/// When the flows of a ledger fall, and factors that grow or shrink with time.
namespace evpickup::cost {

/// Years from the purchase to the flows of row t: 0 for t = 0, else t - 1, t - 1/2 or t for start,
/// middle or end of the year.
[[nodiscard]] constexpr double years_after_purchase(int t, model::Timing timing) {
  if (t == 0) return 0.0;
  if (timing == model::Timing::start) return t - 1.0;
  return timing == model::Timing::middle ? t - 0.5 : t;
}

/// (1 + rate)^years for each lane.
[[nodiscard]] Eigen::ArrayXd growth(const Eigen::ArrayXd& per_year, double years);
/// The same for each year of ownership (rows, first year first), when its costs fall.
[[nodiscard]] Eigen::ArrayXXd growth_by_year(const Eigen::ArrayXd& per_year, int years,
                                             model::Timing timing);

}  // namespace evpickup::cost
