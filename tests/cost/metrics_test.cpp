// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/metrics.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <stdexcept>
#include <vector>

#include "example.hpp"

using namespace example;
using cost::View;
using doctest::Approx;
using model::Timing;

namespace {

constexpr double half_a_cent = 0.005;

cost::Ledger ledger_of(const std::vector<Example>& examples) {
  std::vector<cost::Case> cases;
  for (const Example& e : examples) cases.push_back(e.as_case());
  return cost::build_ledger(cost::compile(cases, usd, rates()));
}

double npv(const cost::Ledger& ledger, View view = View::economic) {
  return cost::net_present_value(ledger, 0, view).amount;
}

/// A ledger at rate 0 of 10,000 km a year with one item: its flows lane by lane, years within.
cost::Ledger made_of(std::initializer_list<std::vector<double>> lanes) {
  cost::Ledger ledger;
  ledger.lanes = static_cast<Eigen::Index>(lanes.size());
  ledger.years = static_cast<int>(lanes.begin()->size()) - 1;
  ledger.discount_per_year.setZero(ledger.lanes);
  ledger.inflation_per_year.setZero(ledger.lanes);
  ledger.distance_m.setConstant(ledger.years + 1, ledger.lanes, 1e7);
  ledger.distance_m.row(0).setZero();
  cost::Item item;
  item.flows_cur.setZero(ledger.years + 1, ledger.lanes);
  Eigen::Index lane = 0;
  for (const auto& flows : lanes) {
    for (std::size_t year = 0; year < flows.size(); ++year)
      item.flows_cur(static_cast<Eigen::Index>(year), lane) = flows[year];
    ++lane;
  }
  item.discounted_cur = item.real_cur = item.flows_cur;
  ledger.items.push_back(item);
  return ledger;
}

/// Lane 0 against lane 1, in years.
std::optional<double> break_even_years(const cost::Ledger& ledger) {
  const auto time = cost::break_even_time(ledger, 0, 1);
  return time ? std::optional{units::in_years(*time)} : std::nullopt;
}

}  // namespace

TEST_CASE("costs are discounted from the start, the middle or the end of their year") {
  for (const Timing timing : {Timing::start, Timing::middle, Timing::end}) {
    CHECK(cost::discount_factor(0.05, 0, timing) == 1.0);
    CHECK(cost::discount_factor(0.0, 7, timing) == 1.0);
  }
  CHECK(cost::discount_factor(0.05, 1, Timing::start) == 1.0);
  CHECK(cost::discount_factor(0.05, 3, Timing::start) == Approx(1.0 / (1.05 * 1.05)));
  CHECK(cost::discount_factor(0.05, 1, Timing::middle) == Approx(1.0 / std::sqrt(1.05)));
  CHECK(cost::discount_factor(0.05, 2, Timing::end) == Approx(1.0 / (1.05 * 1.05)));
  CHECK(cost::discount_factor(-0.02, 1, Timing::end) == Approx(1.0 / 0.98));
}

TEST_CASE("the net present value is what one computes by hand, resale at the end in any timing") {
  // 54,250, then 5,570, 5,370 and 5,210 in three years at 5 %, less 25,600 / 1.05^3.
  Example e = truck();
  CHECK(std::abs(npv(ledger_of({e})) - 47174.29) < half_a_cent);
  give(e.settings.timing, Timing::start);
  CHECK(std::abs(npv(ledger_of({e})) - 47545.67) < half_a_cent);
  give(e.settings.timing, Timing::end);
  CHECK(std::abs(npv(ledger_of({e})) - 46811.86) < half_a_cent);
  CHECK(cost::net_present_value(ledger_of({e}), 0).currency == usd);
}

TEST_CASE("the net present values of the items add up to the total to the cent in both views") {
  Example e = import_from_china();
  take_loan(e, 0.1, 0.0673, 68.6);
  const auto ledger = ledger_of({e});
  for (const View view : {View::economic, View::cash}) {
    double by_item = 0.0;
    for (const cost::Item& item : ledger.items)
      if (cost::belongs(item, view)) by_item += cost::net_present_value(ledger, item, 0).amount;
    CHECK(std::abs(npv(ledger, view) - by_item) < half_a_cent);
  }
  CHECK(npv(ledger, View::economic) != Approx(npv(ledger, View::cash)));
}

TEST_CASE("without discounting the net present value is the plain sum") {
  Example e = truck();
  take_loan(e, 0.1, 0.0673, 68.6);
  give(e.settings.discount_rate, units::per_year(0.0));
  for (const Timing timing : {Timing::start, Timing::middle, Timing::end}) {
    give(e.settings.timing, timing);
    const auto ledger = ledger_of({e});
    CHECK(std::abs(cost::plain_sum(ledger, 0).amount - 44800.0) < half_a_cent);
    for (const View view : {View::economic, View::cash})
      CHECK(std::abs(npv(ledger, view) - cost::plain_sum(ledger, 0, view).amount) < half_a_cent);
  }
}

TEST_CASE("without a loan both views cost the same") {
  const auto ledger = ledger_of({truck(), import_from_china()});
  for (const Eigen::Index lane : {0, 1})
    CHECK(cost::net_present_value(ledger, lane, View::economic).amount ==
          cost::net_present_value(ledger, lane, View::cash).amount);
}

TEST_CASE("a loan adds its interest to the plain sum and nothing else") {
  Example e = truck();
  take_loan(e, 0.2, 0.08, 48.0);
  const auto ledger = ledger_of({e});
  CHECK(cost::plain_sum(ledger, 0, View::cash).amount ==
        Approx(cost::plain_sum(ledger, 0, View::economic).amount +
               ledger.find("loan_interest")->flows_cur.sum()));
}

TEST_CASE("a loan without interest changes nothing at a discount rate of zero") {
  Example e = truck();
  take_loan(e, 0.2, 0.0, 48.0);
  give(e.settings.discount_rate, units::per_year(0.0));
  const auto ledger = ledger_of({e});
  CHECK(npv(ledger, View::cash) == Approx(npv(ledger, View::economic)));
}

TEST_CASE("a loan at the discount rate leaves the net present value unchanged") {
  // Interest of 1 % a month is worth 1.01^12 - 1 a year.
  for (const double months : {12.0, 36.0, 30.5, 96.0}) {
    Example e = truck();
    take_loan(e, 0.2, 0.12, months);
    give(e.settings.discount_rate, units::InterestRate{units::per_year(std::pow(1.01, 12.0) - 1.0),
                                                       1, units::RateBasis::nominal});
    const auto ledger = ledger_of({e});
    CAPTURE(months);
    CHECK(std::abs(npv(ledger, View::cash) - npv(ledger, View::economic)) < half_a_cent);
  }
}

TEST_CASE("a loan dearer than the discount rate costs the owner, a cheaper one gains") {
  Example e = truck();
  give(e.settings.timing, Timing::end);
  take_loan(e, 0.1, 0.12, 36.0);
  auto ledger = ledger_of({e});
  CHECK(npv(ledger, View::cash) > npv(ledger, View::economic));
  take_loan(e, 0.1, 0.01, 36.0);
  ledger = ledger_of({e});
  CHECK(npv(ledger, View::cash) < npv(ledger, View::economic));
}

TEST_CASE("the levelised cost is the net present value over the discounted distance") {
  const auto ledger = ledger_of({truck()});
  const double per_km = 1e3 * cost::levelised_cost(ledger, 0)->amount_per_si;
  CHECK(per_km == Approx(47174.289 / 55809.977));
  const auto undiscounted = made_of({{30000.0, 1000.0, 1000.0}});
  CHECK(1e3 * cost::levelised_cost(undiscounted, 0)->amount_per_si == Approx(1.6));
}

TEST_CASE("a truck that is not driven has a cost, and none per distance") {
  Example e = truck();
  for (auto& year : e.use) year = {};
  const auto ledger = ledger_of({e});
  CHECK(npv(ledger) > 0.0);
  CHECK_FALSE(cost::levelised_cost(ledger, 0));
}

TEST_CASE(
    "the equivalent annual cost, paid at the end of each year, is worth the net present value") {
  Example e = truck();
  for (const double rate : {0.05, 0.0, 1e-9, -0.02}) {
    CAPTURE(rate);
    give(e.settings.discount_rate, units::per_year(rate));
    const auto ledger = ledger_of({e});
    const double annual = cost::equivalent_annual_cost(ledger, 0).amount;
    double worth = 0.0;
    for (int year = 1; year <= 3; ++year)
      worth += annual * cost::discount_factor(rate, year, Timing::end);
    CHECK(std::abs(worth - npv(ledger)) < half_a_cent);
  }
}

TEST_CASE("the cumulative cost grows from the purchase and ends, after resale, at the total") {
  Example e = truck();
  give(e.settings.discount_rate, units::per_year(0.0));
  const auto cumulative = cost::cumulative_cost_cur(ledger_of({e}), 0);
  const std::vector<double> expected{54250, 59820, 65190, 44800};
  REQUIRE(cumulative.size() == expected.size());
  for (std::size_t year = 0; year < expected.size(); ++year)
    CHECK(cumulative[year] == Approx(expected[year]));

  const auto discounted = ledger_of({truck()});
  CHECK(cost::cumulative_cost_cur(discounted, 0).back() == Approx(npv(discounted)));
}

TEST_CASE("break-even is where the dearer truck has been earned back") {
  // 3,000 dearer, 1,200 a year cheaper: after 2.5 years of 10,000 km.
  const auto ledger = made_of({{53000, 800, 800, 800, 800}, {50000, 2000, 2000, 2000, 2000}});
  CHECK(break_even_years(ledger) == Approx(2.5));
  CHECK(units::in_kilometres(*cost::break_even_distance(ledger, 0, 1)) == Approx(25000.0));
}

TEST_CASE("break-even is zero for a truck that is never dearer") {
  CHECK(break_even_years(made_of({{100, 10, 10}, {200, 10, 10}})) == 0.0);
  const auto equals = made_of({{100, 10, 10}, {100, 10, 10}});
  CHECK(break_even_years(equals) == 0.0);
  CHECK(units::in_metres(*cost::break_even_distance(equals, 0, 1)) == 0.0);
}

TEST_CASE("a truck that is not earned back in time has no break-even") {
  const auto ledger = made_of({{300, 10, 10}, {200, 50, 50}});
  CHECK_FALSE(break_even_years(ledger).has_value());
  CHECK_FALSE(cost::break_even_distance(ledger, 0, 1).has_value());
  CHECK(break_even_years(made_of({{300, 0, 0}, {200, 50, 50}})) == Approx(2.0));
}

TEST_CASE("break-even counts from when the truck stays ahead") {
  // Ahead after one year, behind again after two, ahead for good in the middle of the third.
  CHECK(break_even_years(made_of({{100, 0, 150, 0}, {0, 150, 50, 100}})) == Approx(2.5));
}

TEST_CASE("resale plays no part in break-even") {
  auto ledger = made_of({{300, 10, 10}, {200, 50, 50}});
  cost::Item resale = ledger.items[0];
  resale.group = cost::Group::resale;
  resale.flows_cur.setZero();
  resale.flows_cur(2, 0) = -1000.0;
  resale.discounted_cur = resale.real_cur = resale.flows_cur;
  ledger.items.push_back(resale);
  CHECK_FALSE(break_even_years(ledger).has_value());
  CHECK(cost::net_present_value(ledger, 0).amount == Approx(-680.0));
}

TEST_CASE("more distance brings break-even forward") {
  std::optional<double> last;
  for (const double km : {15000.0, 20000.0, 30000.0}) {
    // 1,000 dearer, and a quarter less to charge.
    Example thrifty = truck();
    give(thrifty.vehicle.price.msrp, 51000.0, usd);
    thrifty.use = steady_use(10, km);
    Example plain = truck();
    plain.use = thrifty.use;
    for (auto& year : thrifty.use) year.battery_energy *= 0.75;

    const auto years = break_even_years(ledger_of({thrifty, plain}));
    CAPTURE(km);
    REQUIRE(years.has_value());
    if (last) CHECK(*years < *last);
    last = years;
  }
}

TEST_CASE("a lane that the ledger does not have is a fault of the program") {
  const auto ledger = ledger_of({truck()});
  CHECK_THROWS_AS((void)cost::net_present_value(ledger, 1), std::logic_error);
  CHECK_THROWS_AS((void)cost::plain_sum(ledger, -1), std::logic_error);
  CHECK_THROWS_AS((void)cost::cumulative_cost_cur(ledger, 1), std::logic_error);
  CHECK_THROWS_AS((void)cost::break_even_time(ledger, 0, 1), std::logic_error);
  CHECK_THROWS_AS((void)cost::levelised_cost(ledger, 1), std::logic_error);
}
