// SPDX-License-Identifier: Apache-2.0
#include "evpickup/units/quantities.hpp"

namespace units = evpickup::units;

// A number without a unit is no quantity.
int main() {
  units::Mass mass = units::kilograms(2050.0);
#ifdef EVPICKUP_VIOLATION
  mass = 2050.0;
#endif
  return units::in_kilograms(mass) > 0.0 ? 0 : 1;
}
