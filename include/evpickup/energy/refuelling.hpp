// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/units/quantities.hpp"

namespace evpickup::energy {

/// Time that a volume of fuel takes to flow, by what a pump gives at most in the United States: 10
/// gallons a minute (40 CFR 80.22(j)).
[[nodiscard]] constexpr units::Time pumping_time(units::Volume fuel) {
  return units::minutes(fuel.value() / (10.0 * units::cubic_metres_per_gallon));
}

}  // namespace evpickup::energy
