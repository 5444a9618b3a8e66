// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

#include "evpickup/energy/range.hpp"

namespace evpickup::energy {

/// What a balance's terms lack of the battery's energy, relative to the largest of them.
[[nodiscard]] inline double imbalance_of(const Balance& balance) {
  double sum = 0.0;
  double largest = std::abs(balance.battery_j);
  for (const auto& term : balance.terms) {
    sum += term.energy_j;
    largest = std::max(largest, std::abs(term.energy_j));
  }
  return largest > 0.0 ? std::abs(sum - balance.battery_j) / largest : 0.0;
}

}  // namespace evpickup::energy
