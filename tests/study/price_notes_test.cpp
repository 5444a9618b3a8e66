// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::count_with;

namespace {

std::vector<std::string> notes_with(std::vector<study::Override> overrides) {
  auto catalog = test::shipped();
  overrides.push_back(test::registration);
  return study::run(catalog,
                    test::scenario_of("[compare]\nmarkets = [\"us\"]\nvehicles = "
                                      "[\"ford_f150_lightning:pro_sr\"]\n"),
                    test::options_with(std::move(overrides)))
      .notes;
}

const study::Override tariff{"market.us.energy.home_tariff",
                             "[{from=22,to=6,price=\"0.08 USD/kWh\"}]"};
const study::Override home_path{"market.us.energy.path.home",
                                "[[2026, \"0.2 USD/kWh\"], [2030, \"0.3 USD/kWh\"]]"};
const study::Override from{"duty.charging.home_from", "22"};
const study::Override to{"duty.charging.home_to", "6"};

}  // namespace

TEST_CASE("a tariff beside a path of prices at home is told to be left aside") {
  CHECK(count_with(notes_with({tariff, home_path, from, to}),
                   "Market us: energy.home_tariff is left aside, because energy.path.home") == 1);
  CHECK(count_with(notes_with({tariff, from, to}), "left aside") == 0);
}

TEST_CASE("a tariff without hours of charging is told to be left aside") {
  CHECK(count_with(notes_with({tariff}), "Market us: energy.home_tariff is left aside, because "
                                         "nothing tells when trucks charge at home") == 1);
}

TEST_CASE("a growth beside a path that takes its place is told") {
  const auto notes = notes_with({home_path, {"market.us.energy.growth.electricity", "3 %/yr"}});
  CHECK(count_with(notes, "Market us: energy.growth.electricity does not move the price that "
                          "energy.path.home gives year by year.") == 1);
  CHECK(count_with(notes_with({{"market.us.energy.growth.electricity", "3 %/yr"}}),
                   "does not move") == 0);
}

TEST_CASE("an incentive above the list price is told") {
  const std::string sentence =
      "ford_f150_lightning:pro_sr: the incentive in us is more than its list price.";
  CHECK(count_with(notes_with({{"market.us.purchase.incentive", "50000 USD"}}), sentence) == 1);
  CHECK(count_with(notes_with({{"market.us.purchase.incentive", "7500 USD"}}), sentence) == 0);
}
