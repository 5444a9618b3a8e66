// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/sensitivity.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::scenario_of;
using test::shipped;

namespace {

/// The table of the first outcome of a sensitivity study of the RD6.
study::Table sensitivity(const std::string& settings) {
  auto catalog = shipped();
  const auto results = study::run(
      catalog,
      scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[inputs]\nestimates = false\n"
                  "vary.\"body.curb_mass\" = { dist = \"uniform\", low = \"2100 kg\", high = "
                  "\"2110 kg\" }\nvary.\"battery.energy_usable\" = { dist = \"uniform\", low = "
                  "\"60 kWh\", high = \"100 kWh\" }\n[sensitivity]\noutcomes = [\"range_km\"]\n" +
                  settings),
      {});
  for (const auto& section : results.sections)
    if (section.key == "sensitivity_range_km") return section.table;
  return {};
}

}  // namespace

TEST_CASE("a tornado ranks the pack before a few kilograms") {
  const auto table = sensitivity("method = \"tornado\"\n");
  REQUIRE(table.rows.size() == 2);
  CHECK(test::text(table, 0, "input") == "radar_rd6.battery.energy_usable");
  CHECK(test::number(table, 0, "at_high") > test::number(table, 0, "base"));
  CHECK(test::number(table, 1, "span") < 0.01 * test::number(table, 0, "span"));
}

TEST_CASE("Sobol's indices give the spread to the pack") {
  const auto table = sensitivity("method = \"sobol\"\nsamples = 64\n");
  REQUIRE(table.rows.size() == 2);
  CHECK(test::text(table, 0, "input") == "radar_rd6.battery.energy_usable");
  CHECK(test::number(table, 0, "total_order") == Approx(1.0).epsilon(0.05));
  CHECK(test::number(table, 1, "total_order") < 0.01);
}

TEST_CASE("Morris's screening ranks the pack first") {
  const auto table = sensitivity("method = \"morris\"\ntrajectories = 8\n");
  REQUIRE(table.rows.size() == 2);
  CHECK(test::text(table, 0, "input") == "radar_rd6.battery.energy_usable");
  CHECK(test::number(table, 0, "mean") > 0.0);
}

TEST_CASE("each truck of several is studied by the inputs that it has") {
  auto catalog = shipped();
  const auto results = study::run(
      catalog,
      scenario_of(
          "[compare]\nvehicles = [\"radar_rd6:kwh86@cn\", \"ford_f150_lightning:pro_sr@us\"]\n"
          "[cost]\nestimates = \"2026\"\n[inputs]\nestimates = false\nvary.\"duty.payload\" = "
          "{ dist = \"uniform\", low = \"0 kg\", high = \"500 kg\" }\n"
          "vary.\"market.us.energy.home\" = { dist = \"uniform\", low = \"0.1 USD/kWh\", high = "
          "\"0.3 USD/kWh\" }\n[sensitivity]\nmethod = \"tornado\"\noutcomes = "
          "[\"energy_usd_per_year\"]\n"),
      test::options_with({test::registration}));
  REQUIRE(results.sections.back().key == "sensitivity_energy_usd_per_year");
  const auto& table = results.sections.back().table;
  REQUIRE(table.rows.size() == 3);
  CHECK(test::text(table, 0, "input") == "duty.payload");
  CHECK(test::text(table, 1, "input") == "market.us.energy.home");
  CHECK(test::text(table, 2, "vehicle") == "ford_f150_lightning");
}

TEST_CASE("an outcome that a truck does not have is left out with a note") {
  auto catalog = shipped();
  for (const char* method : {"tornado", "morris", "sobol"}) {
    const auto results = study::run(
        catalog,
        scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[sensitivity]\noutcomes = "
                    "[\"top_speed_km_per_h\"]\nsamples = 16\ntrajectories = 4\nmethod = \"" +
                    std::string(method) + "\"\n"),
        {});
    CHECK(test::count_with(results.notes, "it is left out") >= 1);
  }
}
