// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "evpickup/model/estimates.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::count_with;
using test::is_null;
using test::number;
using test::text;

namespace {

// Scenarios with a test of their own below; the others are run together.
const std::set<std::string> with_own_test{"rd6_vs_us_trucks", "battery_sweep_rd6",
                                          "fleet_duty",       "davis_dam",
                                          "road_trip",        "parity_by_market"};

// What holds for the results of any run.
void check_results(const study::Results& results) {
  REQUIRE_FALSE(results.table.rows.empty());
  CHECK(test::is_sound(results.table));
  std::set<std::string> keys;
  for (const auto& column : results.table.columns) {
    CAPTURE(column.key);
    CHECK(keys.insert(column.key).second);
  }
  for (const auto& key : results.shown) {
    CAPTURE(key);
    CHECK(keys.contains(key));
  }
  for (const auto& section : results.sections) {
    CAPTURE(section.key);
    CHECK_FALSE(section.table.rows.empty());
    CHECK(test::is_sound(section.table));
  }
  CHECK_FALSE(results.basis.empty());
  CHECK_FALSE(results.inputs.files.empty());
}

study::Results results_of(model::Catalog& catalog, const std::string& scenario) {
  study::RunOptions options;
  options.audit = true;
  auto results = study::run(catalog, catalog.scenario(scenario), options);
  CAPTURE(scenario);
  CHECK(results.scenario == scenario);
  check_results(results);
  CHECK(study::worst_imbalance(results) < 1e-9);

  // Every shipped row has a cost, and a range unless only its consumption is known.
  std::string tco = "tco_" + results.inputs.currency;
  std::ranges::transform(tco, tco.begin(), [](unsigned char c) { return std::tolower(c); });
  for (std::size_t row = 0; row < results.table.rows.size(); ++row) {
    CAPTURE(row);
    if (text(results.table, row, "mode") == "measured") {
      CHECK(is_null(results.table, row, "range_km"));
    } else {
      CHECK(number(results.table, row, "range_km") > 50.0);
    }
    CHECK(number(results.table, row, tco) > 10000.0);
  }
  return results;
}

}  // namespace

TEST_CASE("every shipped scenario runs, and each of its rows has a cost") {
  auto catalog = test::shipped();
  std::size_t own = 0;
  for (const auto& entry : catalog.scenarios()) {
    if (with_own_test.contains(entry.id)) {
      ++own;
    } else {
      (void)results_of(catalog, entry.id);
    }
  }
  CHECK(own == with_own_test.size());
}

TEST_CASE("the flagship gives a truck the same range in both markets, and tells its baseline") {
  auto catalog = test::shipped();
  const auto results = results_of(catalog, "rd6_vs_us_trucks");
  const auto& table = results.table;
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    for (std::size_t j = i + 1; j < table.rows.size(); ++j) {
      if (text(table, i, "vehicle") != text(table, j, "vehicle") ||
          text(table, i, "trim") != text(table, j, "trim"))
        continue;
      ++pairs;
      CHECK(text(table, i, "market") != text(table, j, "market"));
      for (const std::string key :
           {"range_km", "range_cold_km", "consumption_kwh_per_100km", "price_usd", "accel_0_100_s"})
        CHECK(number(table, i, key) == number(table, j, key));
      CHECK(number(table, i, "tco_usd") != number(table, j, "tco_usd"));
    }
  }
  CHECK(pairs == 3);
  REQUIRE(results.baseline >= 0);
  const auto baseline = static_cast<std::size_t>(results.baseline);
  CHECK(text(table, baseline, "trim") == "kwh86");
  CHECK(text(table, baseline, "market") == "cn");
  CHECK(number(table, baseline, "range_vs_baseline_percent") == 0.0);
  CHECK(number(table, baseline, "tco_vs_baseline_percent") == 0.0);

  // Cost by group is the cost of the table, row by row.
  const auto& groups = test::find_section(results, "cost_by_group")->table;
  REQUIRE(groups.rows.size() == table.rows.size());
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    CHECK(std::abs(number(groups, row, "total_usd") - number(table, row, "tco_usd")) < 0.005);
  // The RD6 in the United States is an import with three duties, and only it is one.
  CHECK(test::find_section(results, "import_duties")->table.rows.size() == 3 * pairs);
}

TEST_CASE("the electric trucks meet the petrol truck's cost in both of its markets") {
  auto catalog = test::shipped();
  const auto results = results_of(catalog, "parity_by_market");
  std::set<std::string> markets;
  for (const auto* key : {"parity", "parity_years", "parity_by_year"}) {
    CAPTURE(key);
    const auto* section = test::find_section(results, key);
    REQUIRE(section != nullptr);
    for (std::size_t row = 0; row < section->table.rows.size(); ++row)
      markets.insert(text(section->table, row, "market"));
  }
  CHECK(markets == std::set<std::string>{"ae", "us"});
  CHECK(count_with(results.notes, "is not solved") == 0);

  // The petrol truck burns what its label says: 20 miles to the gallon.
  const auto& petrol = catalog.vehicle("ford_f150:ecoboost27_4x4");
  CHECK(units::in_litres_per_100km(*petrol.measured->petrol) == Approx(235.215 / 20).epsilon(1e-3));
}

TEST_CASE("the pack sweep gives more range, mass and price with every step") {
  auto catalog = test::shipped();
  const auto results = results_of(catalog, "battery_sweep_rd6");
  const auto& table = results.table;
  REQUIRE(table.rows.size() == 21);
  CHECK(number(table, 0, "battery_energy_usable_kwh") == 40.0);
  CHECK(number(table, 20, "battery_energy_usable_kwh") == 140.0);
  for (std::size_t row = 1; row < table.rows.size(); ++row) {
    CAPTURE(row);
    for (const std::string key : {"battery_usable_kwh", "mass_kg", "price_usd", "range_km",
                                  "range_highway_km", "range_cold_km"})
      CHECK(number(table, row, key) > number(table, row - 1, key));
    CHECK(is_null(table, row, "rated_range_km"));
  }
  CHECK(std::ranges::find(results.shown, "battery_energy_usable_kwh") != results.shown.end());
  CHECK(count_with(results.basis, "Pack size:") == 1);
}

TEST_CASE("the contractor's day is judged for one truck and for ten on one connection") {
  auto catalog = test::shipped();
  const auto results = results_of(catalog, "fleet_duty");
  const auto* day = test::find_section(results, "working_day");
  REQUIRE(day != nullptr);
  CHECK(day->table.rows.size() == 2 * results.table.rows.size());
  for (std::size_t row = 0; row < day->table.rows.size(); row += 2) {
    CHECK(number(day->table, row, "trucks") == 1.0);
    CHECK(number(day->table, row + 1, "trucks") == 10.0);
    CHECK(number(day->table, row + 1, "night_kwh") < number(day->table, row, "night_kwh"));
    CHECK_FALSE(text(day->table, row, "feasible").empty());
  }
}

TEST_CASE("every truck of the Davis Dam climb holds 40 mph with a trailer of its tow rating") {
  auto catalog = test::shipped();
  study::RunOptions options;
  options.audit = true;
  const auto results = study::run(catalog, catalog.scenario("davis_dam"), options);
  check_results(results);
  CHECK(study::worst_imbalance(results) < 1e-9);
  CHECK(test::find_section(results, "trip_energy_balance") != nullptr);
  for (std::size_t row = 0; row < results.table.rows.size(); ++row) {
    CAPTURE(text(results.table, row, "vehicle"));
    CHECK(text(results.table, row, "arrives") == "yes");
    CHECK(number(results.table, row, "stops") == 0.0);
    CHECK(number(results.table, row, "distance_km") == Approx(11.4 * 1.609344).epsilon(1e-6));
    // m g h of truck and trailer alone is this much, from 5.5 t up.
    CHECK(number(results.table, row, "battery_kwh") > 5500 * 9.81 * 1066.8 / 3.6e6);
    CHECK(number(results.table, row, "trailer_kg") >= 2000.0);
  }
}

TEST_CASE("the winter road trip is made by all of its trucks, with stops where chargers are") {
  auto catalog = test::shipped();
  const auto results = study::run(catalog, catalog.scenario("road_trip"), {});
  check_results(results);
  for (std::size_t row = 0; row < results.table.rows.size(); ++row) {
    CAPTURE(text(results.table, row, "vehicle"));
    CHECK(text(results.table, row, "arrives") == "yes");
    CHECK(number(results.table, row, "time_h") <= number(results.table, row, "time_by_80_h"));
    CHECK(number(results.table, row, "arrive_percent") >= 9.9);
  }
  const auto& stops = test::find_section(results, "trip_stops")->table;
  for (std::size_t row = 0; row < stops.rows.size(); ++row) {
    const double spacings = number(stops, row, "at_km") / (25 * 1.609344);
    CHECK(spacings == Approx(std::round(spacings)).epsilon(1e-3));
    CHECK(number(stops, row, "arrive_percent") >= 9.9);
    CHECK(number(stops, row, "leave_percent") > number(stops, row, "arrive_percent"));
  }
}

TEST_CASE("every truck runs on the duty of every scenario, whatever its powertrain") {
  auto catalog = test::shipped();
  std::vector<std::string> references;
  // One trim of a file for each powertrain in it.
  for (const auto& entry : catalog.vehicles()) {
    std::set<model::PowertrainKind> kinds;
    for (const auto& trim : catalog.vehicle_file(entry.id).trims)
      if (trim.has_physics() && model::has_sizes(trim) &&
          kinds.insert(*trim.powertrain.kind).second)
        references.push_back(trim.key());
  }
  std::size_t duties = 0;
  for (const auto& entry : catalog.scenarios()) {
    CAPTURE(entry.id);
    const auto& shipped = catalog.scenario(entry.id);
    if (shipped.duty.cycles.empty()) continue;
    // The duty alone: no market, no axes, no study.
    model::Scenario scenario;
    scenario.id = entry.id;
    scenario.title = entry.id;
    scenario.duty = shipped.duty;
    scenario.compare.vehicles = references;
    study::RunOptions options;
    options.include_announced = true;
    const auto plan = study::make_plan(catalog, scenario, options);
    std::vector<study::EnergyCase> cases;
    for (const auto& planned : plan.cases)
      cases.push_back({planned.vehicle.get(), planned.duty.get()});
    const auto drives = study::drive_figures(cases, catalog, 1);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const model::Vehicle& vehicle = *cases[i].vehicle;
      CAPTURE(vehicle.key());
      CHECK(units::in_kilometres(drives[i].range) > 30.0);
      CHECK(drives[i].fuel.has_value() == vehicle.has_engine());
      CHECK(drives[i].imbalance < 1e-9);
    }
    ++duties;
  }
  CHECK(duties >= 8);
}

TEST_CASE("every shipped trim runs, or is refused with a sentence") {
  auto catalog = test::shipped();
  std::string references;
  std::size_t trims = 0;
  for (const auto& entry : catalog.vehicles()) {
    references += "\"" + entry.id + ":*\", ";
    trims += catalog.vehicle_file(entry.id).trims.size();
  }
  study::RunOptions options;
  options.include_announced = true;
  const auto results = study::run(
      catalog, test::scenario_of("[compare]\nvehicles = [" + references + "]\n"), options);
  check_results(results);
  CHECK(trims >= 24);
  const auto refused = count_with(results.notes, " cannot run: no source gives the size");
  CHECK(results.table.rows.size() + static_cast<std::size_t>(refused) == trims);
  for (std::size_t row = 0; row < results.table.rows.size(); ++row) {
    CAPTURE(text(results.table, row, "vehicle"));
    CAPTURE(text(results.table, row, "trim"));
    if (text(results.table, row, "mode") == "measured") continue;
    for (const std::string key :
         {"range_km", "range_city_km", "range_highway_km", "range_cold_km"}) {
      CHECK(number(results.table, row, key) > 100.0);
      CHECK(number(results.table, row, key) < 2000.0);
    }
    CHECK(number(results.table, row, "range_cold_km") < number(results.table, row, "range_km"));
    CHECK(number(results.table, row, "accel_0_100_s") > 2.0);
    CHECK(number(results.table, row, "missed_percent") < 0.05);
  }
}
