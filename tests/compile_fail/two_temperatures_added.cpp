// SPDX-License-Identifier: Apache-2.0
#include "evpickup/units/quantities.hpp"

namespace units = evpickup::units;

// Two absolute temperatures have no sum; a temperature and a difference do.
int main() {
  const units::Temperature outside = units::celsius(-7.0);
  const units::Temperature cabin = outside + units::kelvin_difference(29.0);
#ifdef EVPICKUP_VIOLATION
  const auto sum = outside + cabin;
#endif
  return units::in_kelvin(cabin) > units::in_kelvin(outside) ? 0 : 1;
}
