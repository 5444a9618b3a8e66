// SPDX-License-Identifier: Apache-2.0
#include "evpickup/units/money.hpp"
#include "evpickup/units/quantities.hpp"

namespace units = evpickup::units;

// What the other files of this folder do wrong, done right.
int main() {
  const units::Power power = units::kilowatts(11.0);
  const units::Energy charged = power * units::hours(8.0);
  const units::Energy stored = charged + units::kilowatt_hours(2.0);

  const units::Temperature cold = units::celsius(-7.0);
  const units::Temperature warm = cold + units::kelvin_difference(30.0);
  const units::TemperatureDifference difference = warm - cold;

  const units::EnergyPrice price{
      0.18 / units::in_si(units::kilowatt_hours(1.0)), units::Currency{"USD"}, {}};
  const units::Money bill =
      price * stored + units::Money{12.0, units::Currency{"USD"}, units::Date{}};
  return bill.amount > 0.0 && units::in_kelvin(difference) > 0.0 ? 0 : 1;
}
