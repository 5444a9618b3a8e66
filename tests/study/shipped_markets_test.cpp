// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <fmt/format.h>

#include "evpickup/cost/lanes.hpp"
#include "evpickup/energy/charging.hpp"
#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::contains;
using test::number;
using test::text;

namespace {

// An RD6 in these markets, on a plug at home and at fast chargers.
model::Scenario rd6_in(const std::string& markets, const std::string& cost) {
  return test::scenario_of("charging = { home = 0.8, dc_fast = 0.2 }\n" + cost +
                           "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\nmarkets = [" + markets +
                           "]\n");
}

}  // namespace

TEST_CASE("the RD6 has a cost in every shipped market with the estimates of 2026") {
  auto catalog = test::shipped();
  std::string markets;
  for (const auto& entry : catalog.markets()) markets += fmt::format("\"{}\", ", entry.id);
  const auto results = study::run(catalog, rd6_in(markets, "[cost]\nestimates = \"2026\"\n"), {});
  REQUIRE(results.table.rows.size() == catalog.markets().size());
  for (std::size_t row = 0; row < results.table.rows.size(); ++row) {
    CAPTURE(text(results.table, row, "market"));
    CHECK(number(results.table, row, "tco_usd") > 25000.0);
    CHECK(number(results.table, row, "tco_usd") < 150000.0);
    CHECK(number(results.table, row, "energy_usd_per_year") > 50.0);
  }
}

TEST_CASE("without estimates a shipped market names what it lacks, and fills none of it") {
  auto catalog = test::shipped();
  for (const auto& entry : catalog.markets()) {
    CAPTURE(entry.id);
    const auto refusal = test::refusal_of(
        [&] { (void)study::run(catalog, rd6_in("\"" + entry.id + "\"", ""), {}); });
    CHECK(contains(refusal, "market " + entry.id + " lacks ownership."));
    CHECK(contains(refusal, "scenarios/markets/" + entry.id + ".toml"));
  }
}

TEST_CASE("no shipped market has losses of fast charging of its own") {
  // Trips and charging times know one figure; so does money.
  auto catalog = test::shipped();
  for (const auto& entry : catalog.markets()) {
    CAPTURE(entry.id);
    const auto charging = catalog.market(entry.id).charging;
    CHECK_FALSE(charging.efficiency_dc.has_value());
    CHECK(*charging.at_fast_chargers() == energy::dc_stored_share);
  }
}

TEST_CASE("the RD6 at its Chinese price is an import in every market but its own") {
  auto catalog = test::shipped();
  const auto truck = catalog.vehicle("radar_rd6:kwh86");
  for (const auto& entry : catalog.markets()) {
    CAPTURE(entry.id);
    CHECK(cost::is_import(truck, catalog.market(entry.id)) == (entry.id != "cn"));
  }
  // The export version has a price in Brazil, and is no import there.
  CHECK_FALSE(cost::is_import(catalog.vehicle("radar_rd6:export_86"), catalog.market("br")));
}
