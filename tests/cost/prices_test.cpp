// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "ledgers.hpp"

/// Prices by calendar year and by the hour.
using namespace example;
namespace spec = evpickup::spec;

namespace {

/// Trucks that charge at home alone: 5,000 kWh a year out of the battery, 5,555.56 from the wall.
Example at_home() {
  Example e = truck();
  e.charging = model::ChargingShares{};
  return e;
}

void give_tariff(Example& e, double from, double to, double price) {
  model::TariffHours& hours = e.market.energy.home_tariff.emplace_back();
  give(hours.from, from);
  give(hours.to, to);
  give(hours.price, per_kwh(price, usd));
}

/// What a kilowatt-hour at the wall costs a truck that charges between two hours.
double price_between(Example e, double from, double to) {
  give(e.charging.home_from, from);
  give(e.charging.home_to, to);
  return flow(ledger_of({e}), "energy_home", 1) / (5000.0 / 0.9);
}

void check_price(double actual, double expected) {
  CAPTURE(actual);
  CAPTURE(expected);
  CHECK(std::abs(actual - expected) < 1e-9);
}

}  // namespace

TEST_CASE("a dated path gives each calendar year its price, level before and after") {
  Example e = at_home();
  give(e.market.energy.path.home,
       spec::Path<units::EnergyPrice>{{2027, per_kwh(0.20, usd)}, {2029, per_kwh(0.30, usd)}});
  e.use = steady_use(6);
  give(e.settings.purchase_year, 2026);
  const auto ledger = ledger_of({e});
  const std::vector<double> prices{0.20, 0.20, 0.25, 0.30, 0.30, 0.30};
  for (int year = 1; year <= 6; ++year)
    check_to_the_cent(flow(ledger, "energy_home", year),
                      5000.0 / 0.9 * prices[static_cast<std::size_t>(year - 1)]);
}

TEST_CASE("a path in money of each year is paid as it stands, one in real money with inflation") {
  Example e = at_home();
  give(e.market.finance.inflation, nominal(0.10));
  give(e.settings.timing, model::Timing::end);
  give(e.market.energy.path.home, spec::Path<units::EnergyPrice>{{2026, per_kwh(0.18, usd)}});
  give(e.settings.purchase_year, 2026);
  check_to_the_cent(flow(ledger_of({e}), "energy_home", 2), 1000.0 * 1.21);
  give(e.market.energy.path.nominal, true);
  check_to_the_cent(flow(ledger_of({e}), "energy_home", 2), 1000.0);
}

TEST_CASE("a tariff over midnight is paid for the hours that it shares with the charging") {
  Example e = at_home();
  give(e.market.energy.home, per_kwh(0.30, usd));
  give_tariff(e, 22.0, 6.0, 0.10);
  // Inside, before it, before and after it, within the day, over the whole day.
  check_price(price_between(e, 23.0, 5.0), 0.10);
  check_price(price_between(e, 0.5, 5.5), 0.10);
  check_price(price_between(e, 8.0, 20.0), 0.30);
  check_price(price_between(e, 20.0, 7.0), (8.0 * 0.10 + 3.0 * 0.30) / 11.0);
  check_price(price_between(e, 18.0, 23.0), (1.0 * 0.10 + 4.0 * 0.30) / 5.0);
  check_price(price_between(e, 4.0, 23.0), (3.0 * 0.10 + 16.0 * 0.30) / 19.0);
  check_price(price_between(e, 0.0, 24.0), (8.0 * 0.10 + 16.0 * 0.30) / 24.0);
  check_price(price_between(e, 7.0, 7.0), (8.0 * 0.10 + 16.0 * 0.30) / 24.0);
}

TEST_CASE("tariffs that cover the charging need no other price") {
  Example e = at_home();
  e.market.energy.home = {};
  give_tariff(e, 22.0, 2.0, 0.10);
  give_tariff(e, 2.0, 6.0, 0.20);
  check_price(price_between(e, 22.0, 6.0), 0.15);
  CHECK_THROWS(price_between(e, 21.0, 6.0));
}

TEST_CASE("without hours of charging the plain price holds") {
  Example e = at_home();
  give_tariff(e, 22.0, 6.0, 0.01);
  check_to_the_cent(flow(ledger_of({e}), "energy_home", 1), 1000.0);
}

TEST_CASE("a new pack costs what packs cost in its year, with markup, labour and inflation") {
  Example e = truck();
  e.use = steady_use(5);
  e.use[3].new_pack = true;
  give(e.vehicle.battery.energy_nominal, units::kilowatt_hours(80));
  give(e.market.battery.pack_price, per_kwh(500.0, usd));
  give(e.market.battery.pack_price_path,
       spec::Path<units::EnergyPrice>{{2026, per_kwh(100.0, usd)}, {2030, per_kwh(60.0, usd)}});
  give(e.market.battery.retail_markup, 1.5);
  give(e.market.battery.replacement_labour, 1000.0, usd);
  give(e.settings.purchase_year, 2026);
  // 2029: 70 a kilowatt-hour.
  auto ledger = ledger_of({e});
  check_to_the_cent(sum(ledger, "battery_replacement"), 80.0 * 70.0 * 1.5 + 1000.0);
  check_to_the_cent(flow(ledger, "battery_replacement", 4), 9400.0);
  // Three years later the path has ended.
  give(e.settings.purchase_year, 2029);
  check_to_the_cent(flow(ledger_of({e}), "battery_replacement", 4), 80.0 * 60.0 * 1.5 + 1000.0);
  give(e.market.finance.inflation, nominal(0.02));
  check_to_the_cent(flow(ledger_of({e}), "battery_replacement", 4), 8200.0 * std::pow(1.02, 3.5));
}
