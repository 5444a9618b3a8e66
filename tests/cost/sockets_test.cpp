// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>

#include "ledgers.hpp"

/// Power that the truck gives to tools and to a house.
using namespace example;

namespace {

/// 1,000 kWh a year to the house, at home for 0.18.
Example to_the_house() {
  Example e = truck();
  give(e.charging.home, 1.0);
  for (auto* share : {&e.charging.workplace, &e.charging.public_ac, &e.charging.dc_fast})
    give(*share, 0.0);
  for (auto& year : e.use) year.house_energy = units::kilowatt_hours(1000);
  return e;
}

}  // namespace

TEST_CASE("power to the house saves the price at home, and is charged with its losses") {
  const auto ledger = ledger_of({to_the_house()});
  for (int year = 1; year <= 3; ++year) {
    check_to_the_cent(flow(ledger, "house_value", year), -180.0);
    // 5,000 kWh for driving and 1,000 for the house; 0.9 of what the wall gives is stored.
    check_to_the_cent(flow(ledger, "energy_home", year), 6000.0 / 0.9 * 0.18);
  }
  check_to_the_cent(sum(ledger_of({truck()}), "house_value"), 0.0);
}

TEST_CASE("power to the house at a price of its own grows with all prices") {
  Example e = to_the_house();
  give(e.market.finance.inflation, nominal(0.03));
  give(e.market.energy.growth.electricity, real(0.02));
  const auto at_home = ledger_of({e});
  check_to_the_cent(flow(at_home, "house_value", 2), -180.0 * std::pow(1.03 * 1.02, 1.5));

  cost::Case one = e.as_case();
  one.house_price = per_kwh(0.40, usd);
  const auto own = cost::build_ledger(cost::compile({&one, 1}, usd, rates()));
  check_to_the_cent(flow(own, "house_value", 2), -400.0 * std::pow(1.03, 1.5));
}

TEST_CASE("power to the house and to tools are charged alike, and each has its own worth") {
  Example e = to_the_house();
  for (auto& year : e.use) {
    year.site_energy = year.house_energy;
    year.house_energy = units::joules(0);
  }
  cost::Case one = e.as_case();
  one.generator_price = per_kwh(0.60, usd);
  const auto tools = cost::build_ledger(cost::compile({&one, 1}, usd, rates()));
  const auto house = ledger_of({to_the_house()});
  check_to_the_cent(sum(tools, "energy_home"), sum(house, "energy_home"));
  check_to_the_cent(sum(tools, "job_site_value"), -3.0 * 600.0);
  check_to_the_cent(sum(tools, "house_value"), 0.0);
}
