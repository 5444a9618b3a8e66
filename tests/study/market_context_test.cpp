// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/market_context.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "evpickup/report/markdown.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::contains;
using test::count_with;
using test::find_section;
using test::text;

namespace {

study::Results results_of(const std::string& vehicle, const std::string& market,
                          const std::string& report) {
  auto catalog = test::shipped();
  auto scenario = test::scenario_of("[compare]\nvehicles = [\"" + vehicle + "\"]\nmarkets = [\"" +
                                    market + "\"]\n[cost]\nestimates = \"2026\"\n" + report);
  return study::run(catalog, std::move(scenario), {});
}

const std::string asked = "[report]\nmarket_facts = \"2025\"\n";

std::set<std::string> markets_in(const study::Section& section) {
  std::set<std::string> markets;
  for (std::size_t row = 0; row < section.table.rows.size(); ++row)
    markets.insert(text(section.table, row, "market"));
  return markets;
}

bool is_hidden(const study::Section& section, std::size_t row) {
  return std::ranges::find(section.table.data_only_rows, row) != section.table.data_only_rows.end();
}

}  // namespace

TEST_CASE("a scenario that does not ask for market facts has no word of them") {
  const auto results = results_of("radar_rd6:kwh86", "us", "");
  CHECK(find_section(results, "market_facts") == nullptr);
  CHECK(find_section(results, "market_events") == nullptr);
  CHECK(count_with(results.basis, "Market context") == 0);
}

TEST_CASE("facts are of the markets that a truck is sold in and comes from, and of no other") {
  const auto results = results_of("radar_rd6:kwh86", "us", asked);
  const auto* facts = find_section(results, "market_facts");
  REQUIRE(facts != nullptr);
  CHECK(markets_in(*facts) == std::set<std::string>{"cn", "us"});
  const auto* events = find_section(results, "market_events");
  REQUIRE(events != nullptr);
  CHECK(markets_in(*events) == std::set<std::string>{"us"});
  CHECK(test::is_sound(facts->table));
  CHECK(test::is_sound(events->table));
  CHECK(count_with(results.basis, "scenarios/facts/2025.toml; no number of this run") == 1);
}

TEST_CASE("people see unchecked facts only of markets of which none was checked") {
  const auto results = results_of("radar_rd6:kwh86", "us", asked);
  const auto& section = *find_section(results, "market_facts");
  for (std::size_t row = 0; row < section.table.rows.size(); ++row) {
    CAPTURE(text(section.table, row, "id"));
    const bool unchecked = text(section.table, row, "verdict") == "unchecked";
    CHECK(is_hidden(section, row) == (unchecked && text(section.table, row, "market") == "cn"));
  }
  CHECK(!section.table.data_only_rows.empty());
  CHECK(count_with(section.remarks, "5 more are unchecked") == 1);
}

TEST_CASE("a misprinted figure stands in the report with what it really counts") {
  const auto results = results_of("radar_rd6:kwh86", "us", asked);
  const auto& section = *find_section(results, "market_facts");
  CHECK(count_with(section.remarks,
                   "China, 2025-01/2025-11, sales of electric pickups, as printed: "
                   "misprinted. All pickups, those for export included") == 1);
  const std::string page = report::write_markdown(results, {});
  CHECK(contains(page, "## Market context\n"));
  CHECK(contains(page, "| 537,000 | 12.0 |"));
  CHECK(contains(page, "misprinted. All pickups"));
  CHECK(!contains(page, "| Radar RD6 | sales |"));
}

TEST_CASE("a market of which nothing is reported is said to be one") {
  const auto results = results_of("toyota_hilux:diesel28_sr5", "au", asked);
  CHECK(find_section(results, "market_facts") == nullptr);
  CHECK(count_with(results.notes, "tells nothing of the markets of these trucks") == 1);
}

TEST_CASE("facts change no number of a run") {
  const auto without = results_of("radar_rd6:kwh86", "us", "");
  const auto with = results_of("radar_rd6:kwh86", "us", asked);
  CHECK(with.table.rows == without.table.rows);
  CHECK(with.sections.size() == without.sections.size() + 2);
}

TEST_CASE("facts that a scenario asks for and that are not there stop it before it starts") {
  const std::string refusal = test::refusal_of(
      [] { (void)results_of("radar_rd6:kwh86", "us", "[report]\nmarket_facts = \"2024\"\n"); });
  CHECK(contains(refusal, "there is no facts file \"2024\""));
}
