// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "evpickup/base/text.hpp"
#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::Outcome;

namespace {

std::size_t widest(const std::string& text) {
  std::size_t width = 0;
  for (const auto& line : base::split(text, '\n')) width = std::max(width, base::code_points(line));
  return width;
}

}  // namespace

TEST_CASE("cost tells a truck's ledger in every form of output") {
  const std::string command = "cost radar_rd6:kwh86 --scenario rd6_vs_us_trucks";
  const Outcome table = test::evpickup(command, "COLUMNS=100 LANG=C.UTF-8");
  CHECK(table.code == 0);
  CHECK(widest(table.out) <= 100);
  CHECK(contains(table.out, "Ledger by year: Radar RD6, 86 kWh RWD, us"));
  CHECK(contains(table.out, "Duty: mfn"));
  CHECK(contains(table.out, "What it comes to"));
  CHECK(contains(table.out, "8 years and 193,121 km; costs fall in the middle of each year"));
  CHECK(contains(table.out, "evpickup list items"));
  CHECK_FALSE(contains(table.out, "Petrol"));
  // All eight years fit.
  CHECK_FALSE(contains(table.out, "Left out"));

  const Outcome json = test::evpickup(command + " --format json -q");
  REQUIRE(json.code == 0);
  const auto page = nlohmann::json::parse(json.out);
  const auto& rows = page["rows"];
  const auto petrol =
      std::ranges::find_if(rows, [](const auto& row) { return row["item"] == "petrol"; });
  REQUIRE(petrol != rows.end());
  CHECK((*petrol)["sum_usd"] == 0.0);
  CHECK((*petrol)["formula"] == "volume(t) x price(t)");

  CHECK(test::evpickup(command + " --format csv -q")
            .out.starts_with("vehicle,trim,market,heading,group,item,label,row,view,year_0_usd,"));
  CHECK(contains(test::evpickup(command + " --format md -q").out, "| heading | item |"));
}

TEST_CASE("a narrow page loses years in the middle, and says which") {
  const Outcome outcome =
      test::evpickup("cost radar_rd6:kwh86 --years 12", "COLUMNS=80 LANG=C.UTF-8");
  CHECK(outcome.code == 0);
  CHECK(widest(outcome.out) <= 80);
  CHECK(contains(outcome.out, "Left out, because the page is too narrow: year_"));
  CHECK(contains(outcome.out, "year_11_usd"));
  CHECK_FALSE(contains(outcome.out, "year_12_usd"));
  CHECK(contains(outcome.out, "NPV"));
}

TEST_CASE("cost takes several markets, years and a distance") {
  const Outcome outcome = test::evpickup(
      "cost radar_rd6:kwh86 --market th,br --market ae --years 3 --distance '10000 km/yr' "
      "--format json -q");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const auto page = nlohmann::json::parse(outcome.out);
  std::vector<std::string> markets;
  for (const auto& row : page["sections"][0]["rows"]) markets.push_back(row["market"]);
  CHECK(markets == std::vector<std::string>{"th", "br", "ae"});
  CHECK(contains(outcome.out, "3 years and 30,000 km"));
  CHECK(page["rows"][0].contains("year_3_usd"));
  CHECK_FALSE(page["rows"][0].contains("year_4_usd"));
}

TEST_CASE("cost refuses what has no cost, and words that it does not know, with exit code 2") {
  const Outcome stuck =
      test::evpickup("cost radar_rd6:kwh86 --set duty.grade=0.4 --set 'duty.payload=5000 kg' "
                     "--set 'battery.energy_usable=5 kWh'");
  CHECK(stuck.code == 2);
  CHECK(contains(stuck.err, "radar_rd6:kwh86: it cannot move on this duty"));
  const Outcome view = test::evpickup("cost radar_rd6:kwh86 --view cahs");
  CHECK(view.code == 2);
  CHECK(contains(view.err, "did you mean \"cash\"?"));
  const Outcome cash = test::evpickup("cost radar_rd6:kwh86 --view cash");
  CHECK(cash.code == 2);
  CHECK(contains(cash.err, "cost.loan.down_payment"));
  const Outcome years = test::evpickup("cost radar_rd6:kwh86 --years 1.5");
  CHECK(years.code == 2);
  CHECK(contains(years.err, "--years"));
  const Outcome market = test::evpickup("cost radar_rd6:kwh86 --market xx");
  CHECK(market.code == 2);
  CHECK(contains(market.err, "there is no market \"xx\""));
  CHECK(test::evpickup("cost radar_rd6:kwh86 --scenario road_trip").code == 2);
}

TEST_CASE("the cash view pays the loan in place of the purchase") {
  const Outcome outcome = test::evpickup(
      "cost ford_f150_lightning:pro_sr --view cash --set cost.loan.down_payment=0.2");
  INFO(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(contains(outcome.out, "Loan, interest"));
  CHECK(contains(outcome.out, "Total, economic view"));
  CHECK_FALSE(contains(outcome.out, "Purchase tax"));
}

TEST_CASE("the flagship shows its baseline by year, the imports one column for each market") {
  const Outcome flagship = test::evpickup("run rd6_vs_us_trucks", "COLUMNS=100 LANG=C.UTF-8");
  CHECK(contains(flagship.out, "Ledger of the baseline by year: Radar RD6, 86 kWh RWD, cn"));
  const Outcome imported = test::evpickup("run rd6_imported", "COLUMNS=100 LANG=C.UTF-8");
  CHECK(contains(imported.out, "What the truck costs in each market"));
  for (const char* market : {"Thailand", "Brazil", "Norway", "Australia", "Emirates"})
    CHECK(contains(imported.out, market));
  CHECK(widest(flagship.out) <= 100);
  CHECK(widest(imported.out) <= 100);
}

TEST_CASE("a truck that is never driven has a ledger, and a blank in place of a cost by distance") {
  const Outcome outcome = test::evpickup("cost ford_f150_lightning:pro_sr --format json -q "
                                         "--set 'duty.distance_by_age=[\"0 km/yr\"]'");
  INFO(outcome.err);
  REQUIRE(outcome.code == 0);
  const auto figures = nlohmann::json::parse(outcome.out)["sections"][0]["rows"][0];
  CHECK(figures["tco_usd"].get<double>() > 0.0);
  CHECK(figures["tco_usd_per_km"].is_null());
}

TEST_CASE("an amount that nobody would pay is refused on the command line too") {
  const Outcome outcome = test::evpickup(
      "cost ford_f150_lightning:pro_sr --set 'cost.lines.belt.per_event=\"700 USD\"'");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.err, "cost.lines.belt.per_event: it counts only together with every"));
}
