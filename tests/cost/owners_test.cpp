// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "ledgers.hpp"

/// A truck that goes on with a second owner.
using namespace example;
namespace spec = evpickup::spec;

namespace {

/// Eight years in which the battery fades.
Example eight_years() {
  Example e = truck();
  e.use = steady_use(8);
  double health = 1.0;
  for (auto& year : e.use) {
    year.health_start = health;
    year.health_end = health -= 0.021;
  }
  give(e.vehicle.battery.energy_nominal, units::kilowatt_hours(80));
  give(e.market.resale.by_age, std::vector<double>{0.8, 0.7, 0.6, 0.52, 0.45, 0.39, 0.33, 0.28});
  return e;
}

struct Owners {
  cost::Ledger first, second, one;
};

/// The first owner keeps the truck for some years, the second for the rest of eight; or one owner
/// for all of them. `level`: of prices between the two purchases.
Owners owners(const Example& whole, int first_years, double level = 1.0) {
  Example first = whole;
  first.use.resize(static_cast<std::size_t>(first_years));
  Owners all{ledger_of({first}), {}, ledger_of({whole})};
  Example second = whole;
  second.use.erase(second.use.begin(), second.use.begin() + first_years);
  second.age = first_years;
  second.odometer = units::kilometres(20000.0 * first_years);
  second.bought_for = units::Money{-sum(all.first, "resale") / level, usd, {}};
  all.second = ledger_of({second});
  return all;
}

double lost_value(const cost::Ledger& ledger) {
  return sum(ledger, "price") + sum(ledger, "resale");
}

}  // namespace

TEST_CASE("what two owners lose in value is what one loses who keeps the truck as long") {
  for (const auto method : {model::ResaleMethod::retention, model::ResaleMethod::by_age,
                            model::ResaleMethod::battery_health}) {
    Example whole = eight_years();
    give(whole.settings.resale, method);
    for (const int first_years : {1, 3, 7}) {
      const auto all = owners(whole, first_years);
      check_to_the_cent(sum(all.second, "price"), -sum(all.first, "resale"));
      check_to_the_cent(lost_value(all.first) + lost_value(all.second), lost_value(all.one));
    }
  }
}

TEST_CASE("what depends on age and odometer goes on where the first owner left it") {
  Example whole = eight_years();
  give(whole.settings.maintenance, model::UpkeepMethod::growing);
  give(whole.settings.repair, model::UpkeepMethod::growing);
  give(whole.market.ownership.maintenance_at_100000_km, per_km(0.05, usd));
  give(whole.market.ownership.insurance_by_age,
       std::vector{units::per_year(0.03), units::per_year(0.025), units::per_year(0.02)});
  const auto all = owners(whole, 3);
  for (const std::string key :
       {"maintenance", "repair", "insurance", "tyres", "energy_home", "registration"}) {
    CAPTURE(key);
    check_to_the_cent(sum(all.first, key) + sum(all.second, key), sum(all.one, key));
    for (int year = 1; year <= 5; ++year)
      check_to_the_cent(flow(all.second, key, year), flow(all.one, key, 3 + year));
  }
}

TEST_CASE("prices by calendar year are those of the second owner's years") {
  Example whole = eight_years();
  spec::Path<units::EnergyPrice> path;
  for (int year = 2026; year <= 2033; ++year)
    path.emplace_back(year, per_kwh(0.10 + 0.01 * (year - 2026), usd));
  give(whole.market.energy.path.home, path);
  give(whole.settings.purchase_year, 2026);
  const auto all = owners(whole, 3);
  for (int year = 1; year <= 5; ++year)
    check_to_the_cent(flow(all.second, "energy_home", year),
                      flow(all.one, "energy_home", 3 + year));
}

TEST_CASE("with inflation the second owner's ledger is in money of the year the truck was new") {
  Example whole = eight_years();
  give(whole.market.finance.inflation, nominal(0.03));
  give(whole.market.energy.growth.electricity, real(0.02));
  give(whole.market.energy.path.dc_fast,
       spec::Path<units::EnergyPrice>{{2026, per_kwh(0.40, usd)}, {2033, per_kwh(0.60, usd)}});
  give(whole.market.energy.path.nominal, true);
  give(whole.settings.purchase_year, 2026);
  give(whole.settings.repair, model::UpkeepMethod::growing);
  const double level = 1.03 * 1.03 * 1.03;
  const auto all = owners(whole, 3, level);
  for (const std::string key : {"energy_home", "energy_dc_fast", "maintenance", "repair",
                                "insurance", "registration", "resale"}) {
    CAPTURE(key);
    for (int year = 1; year <= 5; ++year)
      check_to_the_cent(level * flow(all.second, key, year), flow(all.one, key, 3 + year));
  }
}

TEST_CASE("a used truck comes without incentive, delivery and dealer's fees") {
  const auto all = owners(eight_years(), 3);
  for (const std::string key : {"incentive", "destination", "dealer_fees", "weight_tax"}) {
    CAPTURE(key);
    CHECK(sum(all.second, key) == 0.0);
  }
  check_to_the_cent(flow(all.second, "purchase_tax", 0), 0.05 * 25600.0);
}

TEST_CASE(
    "a truck of any age that is sold by its battery's health has a value, and no more debts") {
  // Half a century: no fleet's batteries are as old, the usual health stays at 70 %.
  Example e = truck();
  e.use = steady_use(50);
  give(e.settings.resale, model::ResaleMethod::battery_health);
  give(e.market.resale.retention, 0.98);
  const auto value = [&](int years) {
    e.use.resize(static_cast<std::size_t>(years));
    return -sum(ledger_of({e}), "resale");
  };
  check_to_the_cent(value(50), 50000.0 * std::pow(0.98, 50) / 0.7);
  check_to_the_cent(value(10), 50000.0 * std::pow(0.98, 10) / (1.0 - 0.23));
}
