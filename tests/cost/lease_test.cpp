// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "evpickup/base/diagnostic.hpp"
#include "ledgers.hpp"

using namespace example;
using cost::View;

TEST_CASE("a lease is worth its deposit, its rents when months begin and its end") {
  // 20,000 km a year, 5,000 beyond the contract's in each of three years.
  Example e = truck();
  take_lease(e);
  const auto ledger = ledger_of({e});
  check_to_the_cent(flow(ledger, "lease_deposit", 0), 2000.0);
  for (int year = 1; year <= 3; ++year)
    check_to_the_cent(flow(ledger, "lease_payments", year), 6000.0);
  check_to_the_cent(flow(ledger, "lease_end", 3), 400.0 + 15000.0 * 0.10);

  // At 5 % a year the month's factor is v = 1.05^(-1/12): 500 (1 - v^36) / (1 - v).
  const double month = std::pow(1.05, -1.0 / 12.0);
  const double rents = 500.0 * (1.0 - std::pow(month, 36)) / (1.0 - month);
  check_to_the_cent(npv(ledger, "lease_payments"), rents);
  check_to_the_cent(npv(ledger, "lease_end"), 1900.0 / (1.05 * 1.05 * 1.05));

  // The home charger, 700, is bought beside the lease.
  double running = 0.0;
  for (const cost::Item& i : ledger.items)
    if (i.group == cost::Group::energy || i.group == cost::Group::upkeep ||
        i.group == cost::Group::yearly)
      running += cost::net_present_value(ledger, i, 0).amount;
  check_to_the_cent(npv(ledger, View::cash),
                    2000.0 + rents + 1900.0 / (1.05 * 1.05 * 1.05) + running + 700.0);
}

TEST_CASE("the distance beyond a lease's is counted over all of its years") {
  Example e = truck();
  take_lease(e);
  e.use[0] = steady_use(1, 25000).front();
  e.use[1] = steady_use(1, 10000).front();
  e.use[2] = steady_use(1, 12000).front();
  check_to_the_cent(flow(ledger_of({e}), "lease_end", 3), 400.0 + 2000.0 * 0.10);
  e.use[0] = steady_use(1, 5000).front();
  check_to_the_cent(flow(ledger_of({e}), "lease_end", 3), 400.0);
  e.settings.lease->distance = {};
  e.use[0] = steady_use(1, 90000).front();
  check_to_the_cent(flow(ledger_of({e}), "lease_end", 3), 400.0);
}

TEST_CASE("a leased truck is given back and not sold, and its charger stays the owner's") {
  Example e = truck();
  take_lease(e);
  give(e.market.purchase.home_charger_life, units::years(12));
  const auto ledger = ledger_of({e});
  for (const std::string key : {"price", "purchase_tax", "incentive", "resale"}) {
    CAPTURE(key);
    CHECK_FALSE(cost::belongs(item(ledger, key), View::cash));
    CHECK(cost::belongs(item(ledger, key), View::economic));
  }
  for (const std::string key : {"home_charger", "home_charger_left", "energy_home", "insurance"}) {
    CAPTURE(key);
    CHECK(cost::belongs(item(ledger, key), View::cash));
    CHECK(cost::belongs(item(ledger, key), View::economic));
  }
  check_to_the_cent(flow(ledger, "home_charger_left", 3), -700.0 * 9.0 / 12.0);
}

TEST_CASE("a loan pays the home charger with the rest of the purchase") {
  Example e = truck();
  take_loan(e, 0.0, 0.0, 36.0);
  const auto ledger = ledger_of({e});
  CHECK_FALSE(cost::belongs(item(ledger, "home_charger"), View::cash));
  check_to_the_cent(sum(ledger, "loan_principal"),
                    50000.0 + 300.0 + 1500.0 + 2500.0 - 1000.0 + 700.0);
}

TEST_CASE("a truck is not leased and paid for by a loan at once") {
  Example e = truck();
  take_lease(e);
  take_loan(e, 0.1, 0.05, 36.0);
  CHECK_THROWS_AS((void)ledger_of({e}), evpickup::base::InputError);
}
