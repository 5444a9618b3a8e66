// SPDX-License-Identifier: Apache-2.0
#include "evpickup/units/quantities.hpp"

namespace units = evpickup::units;

// A power is not an energy: 63 kW for a battery of 63 kWh.
int main() {
  units::Energy energy = units::kilowatts(63.0) * units::hours(1.0);
#ifdef EVPICKUP_VIOLATION
  energy = units::kilowatts(63.0);
#endif
  return units::in_kilowatt_hours(energy) > 0.0 ? 0 : 1;
}
