// SPDX-License-Identifier: Apache-2.0
#include "evpickup/units/money.hpp"
#include "evpickup/units/quantities.hpp"

namespace units = evpickup::units;

// Money and energy have no sum.
int main() {
  const units::Money price{54995.0, units::Currency{"USD"}, units::Date{}};
  const units::Energy energy = units::kilowatt_hours(98.0);
  const auto more = price + price;
#ifdef EVPICKUP_VIOLATION
  const auto sum = price + energy;
#endif
  return more.amount > 0.0 && units::in_kilowatt_hours(energy) > 0.0 ? 0 : 1;
}
