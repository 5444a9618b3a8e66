// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/units/quantities.hpp"

namespace evpickup::model {

/// What one truck uses in one year of ownership. This is all that the cost model learns of energy.
struct AnnualUse {
  units::Length distance;
  /// Energy out of the battery, charging losses not included.
  units::Energy battery_energy;
};

}  // namespace evpickup::model
