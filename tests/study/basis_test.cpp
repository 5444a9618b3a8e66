// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/basis.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"

using namespace evpickup;
using test::contains;
using test::count_with;

namespace {

struct Words {
  std::vector<std::string> basis;
  std::vector<std::string> cautions;
};

Words words_of(const std::string& rest, const study::RunOptions& options = {}) {
  auto catalog = test::shipped();
  const auto scenario = study::ready_scenario(test::scenario_of(rest), options);
  const auto plan = study::make_plan(catalog, scenario, options);
  return {study::basis(plan, scenario, catalog.exchange_rates()), study::cautions(plan)};
}

std::string compare(const std::string& vehicles) {
  return "[compare]\nvehicles = [" + vehicles + "]\n";
}

}  // namespace

TEST_CASE("the basis begins with the model and ends with where to look further") {
  const auto basis = words_of(compare("\"radar_rd6:kwh86\"")).basis;
  CHECK(basis.front().starts_with("Mode anchored:"));
  CHECK(contains(basis.back(), "evpickup show VEHICLE:TRIM --sources"));
}

TEST_CASE("estimated inputs are named, once for all trims that share them") {
  const auto basis = words_of(compare("\"radar_rd6:kwh63\", \"radar_rd6:kwh86\"")).basis;
  CHECK(count_with(basis, "Estimated by rule for Radar RD6 (kwh63, kwh86): curb mass,") == 1);
  CHECK(count_with(basis, "Estimated by rule") == 1);
}

TEST_CASE("what is set is no longer told as estimated") {
  const auto basis =
      words_of(compare("\"radar_rd6:kwh86\""), test::options_with({{"body.curb_mass", "2100 kg"}}))
          .basis;
  CHECK(count_with(basis, "curb mass") == 0);
  CHECK(count_with(basis, "drag coefficient") == 1);
}

TEST_CASE("estimates of a market are told with their ranges, and exchange rates with their day") {
  const auto basis =
      words_of("[cost.markets.cn.energy.home]\nvalue = \"0.54 CNY/kWh\"\nkind = \"estimate\"\n"
               "rule = \"a rule\"\nrange = [\"0.39 CNY/kWh\", \"0.79 CNY/kWh\"]\n" +
               compare("\"radar_rd6:kwh86@cn\""))
          .basis;
  CHECK(count_with(basis, "Market cn (China, 2026-10-09); estimated with their ranges: energy.home "
                          "0.54 CNY/kWh (0.39 CNY/kWh .. 0.79 CNY/kWh).") == 1);
  CHECK(count_with(basis, "1 USD = 6.692 CNY (2026-10-09).") == 1);
}

TEST_CASE("a run in one currency needs no exchange rate") {
  CHECK(count_with(words_of(compare("\"tesla_cybertruck:awd@us\"")).basis, "1 USD =") == 0);
}

TEST_CASE("a pack sweep tells its rule, another sweep does not") {
  const std::string sweep = compare("\"radar_rd6:kwh86\"") +
                            "[[sweep]]\nkey = \"battery.energy_usable\"\nvalues = [\"60 kWh\"]\n";
  CHECK(count_with(words_of(sweep + "scale = \"pack\"\n").basis, "Pack size:") == 1);
  CHECK(count_with(words_of(sweep).basis, "Pack size:") == 0);
}

TEST_CASE("rated ranges of different procedures bring a caution") {
  CHECK(
      count_with(words_of(compare("\"radar_rd6:kwh86\", \"ford_f150_lightning:pro_sr\"")).cautions,
                 "Rated ranges come from different procedures (cltc, epa)") == 1);
  CHECK(count_with(words_of(compare("\"radar_rd6:kwh63\", \"radar_rd6:kwh86\"")).cautions,
                   "different procedures") == 0);
}

TEST_CASE("list prices more than two years apart bring a caution that names both") {
  CHECK(count_with(
            words_of(compare("\"gmc_hummer_ev:ed1\", \"tesla_cybertruck:awd\"")).cautions,
            "List prices are of different years, from 2020-10-01 (gmc_hummer_ev:ed1) to 2023-11-30 "
            "(tesla_cybertruck:awd)") == 1);
  CHECK(count_with(words_of(compare("\"radar_rd6:kwh86\", \"tesla_cybertruck:awd\"")).cautions,
                   "List prices") == 0);
}

TEST_CASE("loads beyond what a truck may carry or pull bring cautions") {
  const auto heavy = words_of("payload = \"600 kg\"\n" + compare("\"radar_rd6:kwh86\"")).cautions;
  CHECK(count_with(heavy, "radar_rd6:kwh86 carries 600 kg, more than its payload of 450 kg.") == 1);
  CHECK(count_with(heavy, "radar_rd6:kwh86 may tow 2500 kg, less than the trailer of 2767 kg; its "
                          "towing range is left out.") == 1);

  const auto overloaded =
      words_of("payload = \"3000 kg\"\n" + compare("\"ford_f150_lightning:pro_sr\"")).cautions;
  CHECK(count_with(overloaded, "ford_f150_lightning:pro_sr is overloaded:") == 1);

  const auto towing = words_of("[duty.trailer]\nmass = \"3000 kg\"\ndrag_area = \"2 m^2\"\n" +
                               compare("\"radar_rd6:kwh86\""))
                          .cautions;
  CHECK(count_with(towing, "its range on this duty is a what-if.") == 1);
}

TEST_CASE("a fair comparison brings no caution") {
  const auto fair =
      words_of(compare("\"tesla_cybertruck:awd\", \"tesla_cybertruck:cyberbeast\"")).cautions;
  CHECK(fair.empty());
}

TEST_CASE("trucks that were left out are told first") {
  const auto cautions = words_of(compare("\"radar_rd6:*\"")).cautions;
  REQUIRE_FALSE(cautions.empty());
  CHECK(contains(cautions.front(), "radar_rd6:horizon_awd cannot run"));
}

TEST_CASE("prices that grow are told, with the money that sums are in") {
  const std::string us = "[compare]\nmarkets = [\"us\"]\nvehicles = [\"radar_rd6:kwh86\"]\n";
  const auto told = [&](const std::string& cost) {
    return words_of(cost + us, test::options_with({{"market.us.finance.inflation", "2 %/yr"}}))
        .basis;
  };
  CHECK(count_with(told(""),
                   "Prices in us grow by 2 %/yr; sums are in money of the purchase year.") == 1);
  CHECK(count_with(told("[cost]\nmoney = \"nominal\"\n"),
                   "Prices in us grow by 2 %/yr; sums are in money of each year.") == 1);
  CHECK(count_with(told("[cost]\ninflation = \"0 %/yr\"\n"), "Prices in") == 0);
}
