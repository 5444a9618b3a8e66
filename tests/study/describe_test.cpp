// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::contains;
using test::text;

namespace {

// The row of a key; throws if there is none.
std::size_t row_of(const study::Table& table, const std::string& key) {
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    if (std::get<std::string>(table.rows[row].front()) == key) return row;
  throw std::out_of_range("no row " + key);
}

}  // namespace

TEST_CASE("the torque of the RD6 is shown with its source, its note and what others say") {
  auto catalog = test::shipped();
  const auto results = study::describe(catalog, "radar_rd6:kwh86", {});
  CHECK(contains(results.title, "Radar RD6"));
  const auto row = row_of(results.table, "powertrain.torque");
  CHECK(text(results.table, row, "value") == "384 N*m");
  CHECK(text(results.table, row, "how") == "sourced");
  CHECK(contains(text(results.table, row, "source"), "carsales: 2024 Riddara RD6"));
  CHECK(contains(text(results.table, row, "source"), "https://www.carsales.com.au/"));
  CHECK(contains(text(results.table, row, "note"), "misprint"));
  CHECK(contains(text(results.table, row, "also"), "284 N*m (Article on the Radar RD6, 2023"));
  CHECK(contains(text(results.table, row, "also"), "389 N*m (Quatro Rodas"));
}

TEST_CASE("estimates are shown with their rule and range, prices with their date") {
  auto catalog = test::shipped();
  const auto table = study::describe(catalog, "radar_rd6:kwh86", {}).table;
  const auto mass = row_of(table, "body.curb_mass");
  CHECK(text(table, mass, "how") == "estimated");
  CHECK(contains(text(table, mass, "source"), "length x width x height + pack"));
  CHECK(contains(text(table, mass, "range"), " kg .. "));
  CHECK(text(table, row_of(table, "price.msrp"), "date") == "2023-02-01");
  CHECK(test::is_sound(table));
}

TEST_CASE("a value that is set is shown as given") {
  auto catalog = test::shipped();
  const auto options = test::options_with({{"vehicle.radar_rd6:kwh86.body.curb_mass", "2200 kg"}});
  const auto set = study::describe(catalog, "radar_rd6:kwh86", options).table;
  CHECK(text(set, row_of(set, "body.curb_mass"), "value") == "2200 kg");
  CHECK(text(set, row_of(set, "body.curb_mass"), "how") == "given");
  const auto other = study::describe(catalog, "radar_rd6:kwh63", options).table;
  CHECK(text(other, row_of(other, "body.curb_mass"), "how") == "estimated");
}

TEST_CASE("a truck that cannot run is shown as far as it is known, with the reason") {
  auto catalog = test::shipped();
  const auto results = study::describe(catalog, "radar_rd6:horizon_awd", {});
  CHECK(results.notes ==
        std::vector<std::string>{
            "radar_rd6:horizon_awd cannot run: no source gives the size of its battery."});
  CHECK(text(results.table, row_of(results.table, "powertrain.power"), "value") == "315 kW");
  CHECK_THROWS_AS((void)row_of(results.table, "battery.energy_usable"), std::out_of_range);
}

TEST_CASE("a file is shown as a sheet with a column for each trim, estimates marked") {
  auto catalog = test::shipped();
  const auto table = study::describe(catalog, "radar_rd6", {}).table;
  CHECK(table.columns.size() == 1 + catalog.vehicle_file("radar_rd6").trims.size());
  CHECK(text(table, row_of(table, "battery.energy_nominal"), "kwh100") == "100 kWh");
  CHECK(text(table, row_of(table, "body.drag_coefficient"), "kwh86") == "~0.39");
  CHECK(test::is_null(table, row_of(table, "battery.energy_nominal"), "horizon_awd"));
  CHECK(test::is_sound(table));
}

TEST_CASE("every shipped truck can be shown, and every sourced value has a source to show") {
  auto catalog = test::shipped();
  for (const auto& entry : catalog.vehicles()) {
    for (const auto& trim : catalog.vehicle_file(entry.id).trims) {
      CAPTURE(trim.key());
      const auto table = study::describe(catalog, trim.key(), {}).table;
      for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::string how = text(table, row, "how");
        CHECK((how == "sourced" || how == "estimated") != text(table, row, "source").empty());
      }
    }
  }
}

TEST_CASE("an unknown truck or market cannot be shown") {
  auto catalog = test::shipped();
  CHECK(contains(test::refusal_of([&] { (void)study::describe(catalog, "radar_rd6:kwh68", {}); }),
                 "did you mean \"kwh63\" or \"kwh86\"?"));
  CHECK(contains(test::refusal_of([&] { (void)study::describe(catalog, "rdar_rd6", {}); }),
                 "did you mean \"radar_rd6\"?"));
  CHECK(contains(test::refusal_of([&] { (void)study::describe_market(catalog, "uk"); }),
                 "there is no market \"uk\""));
}

TEST_CASE("a market is shown with its sources and with what it leaves blank") {
  auto catalog = test::shipped();
  const auto results = study::describe_market(catalog, "us");
  const auto& table = results.table;
  CHECK(text(table, row_of(table, "energy.home"), "value") == "0.1834 USD/kWh");
  CHECK(contains(text(table, row_of(table, "energy.home"), "source"), "Energy Information"));
  CHECK(contains(text(table, row_of(table, "resale.retention"), "also"), "0.6945"));
  CHECK(contains(text(table, row_of(table, "import.cn.duties.section_301"), "range"), "0 .. 1"));
  REQUIRE(results.notes.size() == 2);
  CHECK(results.notes[0] ==
        "Left blank, and needed by a run with costs: ownership.registration; cost.estimates = "
        "\"2026\" estimates all of them.");
  CHECK(contains(results.notes[1], "energy.workplace"));
  CHECK_FALSE(contains(results.notes[1], "energy.dc_fast"));
}

TEST_CASE("every shipped market leaves blank only what estimates give") {
  auto catalog = test::shipped();
  for (const auto& entry : catalog.markets()) {
    CAPTURE(entry.id);
    const auto notes = study::describe_market(catalog, entry.id).notes;
    if (test::count_with(notes, "needed by a run with costs") == 0) continue;
    CHECK(contains(notes.front(), "estimates all of them"));
  }
}
