// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace evpickup::cost {

/// How often a span of distance, above 0, is completed between two readings of the odometer. A
/// reading that rounding keeps from the end of a span has reached it.
[[nodiscard]] inline double events_between(double from_m, double to_m, double every_m) {
  constexpr double rounding = 1e-9;
  return std::floor(to_m / every_m + rounding) - std::floor(from_m / every_m + rounding);
}

}  // namespace evpickup::cost
