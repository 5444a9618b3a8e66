// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/emissions.hpp"

#include <doctest/doctest.h>

#include "ledgers.hpp"

/// Greenhouse gas of a truck over its years.
using namespace example;
using cost::EmissionScope;
using doctest::Approx;

namespace {

/// 400 g/kWh, all charged at home; a pack of 80 kWh and 500 kg in a truck of 2,500 kg.
Example with_factors() {
  Example e = truck();
  give(e.charging.home, 1.0);
  for (auto* share : {&e.charging.workplace, &e.charging.public_ac, &e.charging.dc_fast})
    give(*share, 0.0);
  const auto kg_per_kwh = [](double kg) { return units::kilograms(kg) / units::kilowatt_hours(1); };
  give(e.market.energy.grid_intensity, kg_per_kwh(0.4));
  give(e.market.emissions.battery_nmc, kg_per_kwh(60.0));
  give(e.market.emissions.truck, 6.5);
  give(e.vehicle.battery.energy_nominal, units::kilowatt_hours(80));
  give(e.vehicle.battery.mass, units::kilograms(500));
  give(e.vehicle.body.curb_mass, units::kilograms(2500));
  give(e.settings.carbon_price, units::MassPrice{0.1, usd, {}});
  return e;
}

cost::Lanes lanes_of(const Example& e, double extra_share = 0.0) {
  cost::Case one = e.as_case();
  one.extra_share = extra_share;
  return cost::compile({&one, 1}, usd, rates());
}

double kg(const cost::Lanes& lanes, EmissionScope scope) {
  const auto mass = cost::emitted(lanes, 0, scope);
  REQUIRE(mass);
  return units::in_kilograms(*mass);
}

}  // namespace

TEST_CASE("a truck emits in the making and by the power from the wall") {
  const auto lanes = lanes_of(with_factors());
  const double use_kg = 3.0 * 5000.0 / 0.9 * 0.4;
  CHECK(kg(lanes, EmissionScope::use) == Approx(use_kg));
  CHECK(kg(lanes, EmissionScope::production) == Approx(80.0 * 60.0 + 6.5 * 2000.0));
  CHECK(kg(lanes, EmissionScope::lifetime) == Approx(use_kg + 17800.0));
  check_to_the_cent(sum(cost::build_ledger(lanes), "carbon"), 0.1 * use_kg);
}

TEST_CASE("extra trips emit by their share of the distance, and make no truck") {
  const auto lanes = lanes_of(with_factors());
  const auto more = lanes_of(with_factors(), 0.2);
  CHECK(kg(more, EmissionScope::use) == Approx(1.2 * kg(lanes, EmissionScope::use)));
  CHECK(kg(more, EmissionScope::production) == kg(lanes, EmissionScope::production));
  check_to_the_cent(sum(cost::build_ledger(more), "carbon"),
                    1.2 * sum(cost::build_ledger(lanes), "carbon"));
}

TEST_CASE("a truck that is not driven emits nothing by distance, and was made all the same") {
  Example e = with_factors();
  for (auto& year : e.use) year = {};
  const auto lanes = lanes_of(e);
  CHECK(kg(lanes, EmissionScope::use) == 0.0);
  CHECK(kg(lanes, EmissionScope::production) == Approx(17800.0));
  CHECK_FALSE(cost::emitted_kg_per_m(lanes, 0, EmissionScope::lifetime));
}
