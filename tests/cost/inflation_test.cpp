// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "ledgers.hpp"

/// Money of the purchase year and money of each year.
using namespace example;
using doctest::Approx;
using model::MoneyBasis;
using model::Timing;

namespace {

constexpr double growth_per_year = 0.03;

Example with_inflation() {
  Example e = truck();
  give(e.market.finance.inflation, nominal(growth_per_year));
  give(e.settings.discount_rate, real(0.05));
  return e;
}

}  // namespace

TEST_CASE("a real discount rate and the nominal one of the same worth give the same value") {
  for (const Timing timing : {Timing::start, Timing::middle, Timing::end}) {
    Example e = with_inflation();
    give(e.settings.timing, timing);
    const double in_real = npv(ledger_of({e}));
    give(e.settings.discount_rate, nominal(1.05 * (1.0 + growth_per_year) - 1.0));
    check_to_the_cent(npv(ledger_of({e})), in_real);
    // In which money figures are told does not move it either.
    give(e.settings.money, MoneyBasis::nominal);
    check_to_the_cent(npv(ledger_of({e})), in_real);
  }
}

TEST_CASE("inflation does not touch the worth of what follows it, at one real rate") {
  Example without = truck();
  give(without.settings.discount_rate, real(0.05));
  for (const Timing timing : {Timing::start, Timing::middle, Timing::end}) {
    Example e = with_inflation();
    give(e.settings.timing, timing);
    give(without.settings.timing, timing);
    const auto grown = ledger_of({e});
    const auto flat = ledger_of({without});
    for (const std::string key :
         {"energy_home", "energy_workplace", "energy_public_ac", "energy_dc_fast", "maintenance",
          "repair", "tyres", "registration", "ev_fee", "road_charge", "line_parking"}) {
      CAPTURE(key);
      check_to_the_cent(npv(grown, key), npv(flat, key));
      if (timing != Timing::start) CHECK(flow(grown, key, 1) > flow(flat, key, 1));
    }
    // A truck's value is told in money of its year, and does not follow.
    CHECK(flow(grown, "resale", 3) == flow(flat, "resale", 3));
    CHECK(npv(grown, "resale") > npv(flat, "resale"));
  }
}

TEST_CASE("levelised cost times the distance discounted alike is the net present value") {
  for (const MoneyBasis money : {MoneyBasis::real, MoneyBasis::nominal}) {
    Example e = with_inflation();
    give(e.settings.money, money);
    for (std::size_t year = 0; year < e.use.size(); ++year)
      e.use[year] = steady_use(1, 12000.0 + 3000.0 * static_cast<double>(year)).front();
    const auto ledger = ledger_of({e});
    const double rate = money == MoneyBasis::real ? 0.05 : 1.05 * (1.0 + growth_per_year) - 1.0;
    double discounted_m = 0.0;
    for (int year = 1; year <= ledger.years; ++year)
      discounted_m += ledger.distance_m(year, 0) / std::pow(1.0 + rate, year - 0.5);
    check_to_the_cent(cost::levelised_cost(ledger, 0)->amount_per_si * discounted_m, npv(ledger));
  }
}

TEST_CASE("the plain sum of real money takes inflation out of each flow") {
  Example e = with_inflation();
  const auto ledger = ledger_of({e});
  double by_hand = 0.0;
  const auto total = cost::total_flows(ledger);
  for (int year = 0; year <= 3; ++year) {
    const double resale = item(ledger, "resale").flows_cur(year, 0);
    by_hand += (total(year, 0) - resale) / (year == 0 ? 1.0 : std::pow(1.03, year - 0.5)) +
               resale / std::pow(1.03, year);
  }
  check_to_the_cent(cost::plain_sum(ledger, 0).amount, by_hand);
}

TEST_CASE("real and nominal growth of a price of the same worth make the same price") {
  Example e = with_inflation();
  for (auto& year : e.use) year.diesel = units::litres(1000);
  give(e.market.energy.diesel, units::VolumePrice{1500.0, usd, {}});
  give(e.market.energy.growth.electricity, real(0.02));
  give(e.market.energy.growth.diesel, real(-0.01));
  const auto in_real = ledger_of({e});
  give(e.market.energy.growth.electricity, nominal(1.02 * 1.03 - 1.0));
  give(e.market.energy.growth.diesel, nominal(0.99 * 1.03 - 1.0));
  const auto in_nominal = ledger_of({e});
  for (const std::string key : {"energy_home", "energy_dc_fast", "diesel"})
    for (int year = 1; year <= 3; ++year)
      check_to_the_cent(flow(in_nominal, key, year), flow(in_real, key, year));
  // 1,000 L at 1.50 in the middle of the third year.
  check_to_the_cent(flow(in_real, "diesel", 3), 1500.0 * std::pow(0.99 * 1.03, 2.5));
}
