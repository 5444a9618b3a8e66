// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "ledgers.hpp"
#include "ways.hpp"

/// The sums of a ledger without its items.
using namespace example;
using cost::View;

namespace {

cost::Lanes lanes_of(const std::vector<Example>& examples) {
  std::vector<cost::Case> cases;
  for (const Example& e : examples) cases.push_back(e.as_case());
  return cost::compile(cases, usd, rates());
}

double amount(const std::optional<units::DistancePrice>& price) { return price->amount_per_si; }

void check_same(const cost::Lanes& lanes) {
  const auto ledger = cost::build_ledger(lanes);
  const auto sums = cost::sum_ledger(lanes);
  for (Eigen::Index lane = 0; lane < lanes.size; ++lane) {
    CAPTURE(lane);
    for (const auto view : {View::economic, View::cash}) {
      if (view == View::cash && !sums.is_financed) continue;
      CHECK(cost::net_present_value(sums, lane, view).amount ==
            cost::net_present_value(ledger, lane, view).amount);
      CHECK(cost::plain_sum(sums, lane, view).amount == cost::plain_sum(ledger, lane, view).amount);
      CHECK(amount(cost::levelised_cost(sums, lane, view)) ==
            amount(cost::levelised_cost(ledger, lane, view)));
      CHECK(cost::equivalent_annual_cost(sums, lane, view).amount ==
            cost::equivalent_annual_cost(ledger, lane, view).amount);
    }
    double energy_cur = 0.0;
    for (const auto& item : ledger.items)
      if (item.group == cost::Group::energy)
        energy_cur +=
            (lanes.money == model::MoneyBasis::nominal ? item.flows_cur : item.real_cur)(1, lane);
    CHECK(sums.energy_cur(lane) == energy_cur);
    CHECK(cost::break_even_time(sums, lane, 0) == cost::break_even_time(ledger, lane, 0));
    CHECK(cost::break_even_distance(sums, lane, 0) == cost::break_even_distance(ledger, lane, 0));
  }
}

}  // namespace

TEST_CASE("sums are the bits of the ledger's own, however a truck is bought and used") {
  for (const auto& [name, e] : all_ways()) {
    CAPTURE(name);
    check_same(lanes_of({e}));
    Example nominal = e;
    give(nominal.settings.money, model::MoneyBasis::nominal);
    check_same(lanes_of({nominal}));
  }
}

TEST_CASE("sums of several lanes are those of each, with more trucks where a pack is heavy") {
  Example dear = truck();
  give(dear.vehicle.price.msrp, units::Money{70000.0, usd, {}});
  Example heavy = truck();
  give(heavy.settings.payload_penalty, 1.2);
  check_same(lanes_of({truck(), dear}));
  check_same(lanes_of({truck(), heavy, dear}));
}

TEST_CASE("sums are of one view") {
  const auto sums = cost::sum_ledger(lanes_of({truck()}));
  CHECK_THROWS_AS((void)cost::net_present_value(sums, 0, View::both), std::logic_error);
  CHECK_THROWS_AS((void)cost::net_present_value(sums, 1), std::logic_error);
}
