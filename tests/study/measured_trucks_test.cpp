// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "evpickup/study/claims.hpp"
#include "evpickup/study/trip.hpp"
#include "evpickup/study/validation_bench.hpp"
#include "sample.hpp"

/// Trucks of which only consumption and price are known.
using namespace evpickup;
using test::contains;
using test::count_with;
using test::is_null;
using test::text;

namespace {

const std::string file = EVPICKUP_TEST_SOURCE_DIR "/tests/data/good/measured_pickup.toml";
const std::string beside = "\", \"ford_f150_lightning:pro_sr\"";

std::string compared(const std::string& others = beside) {
  return "[compare]\nvehicles = [\"" + file + ":petrol" + others + "]\nmarkets = [\"us\"]\n";
}

}  // namespace

TEST_CASE("a truck of which only the consumption is known has a row without ranges") {
  auto catalog = test::shipped();
  study::RunOptions options = test::options_with({test::registration});
  options.audit = true;
  options.procedures = {"epa"};
  const auto results = study::run(catalog, test::scenario_of(compared()), options);
  const auto& table = results.table;
  REQUIRE(table.rows.size() == 2);
  CHECK(test::is_sound(table));
  CHECK(text(table, 0, "mode") == "measured");
  for (const auto* key :
       {"battery_usable_kwh", "mass_kg", "range_km", "range_city_km", "range_highway_km",
        "range_cold_km", "range_tow_km", "consumption_kwh_per_100km", "accel_0_100_s",
        "top_speed_km_per_h", "charge_10_80_min", "start_grade_percent", "grade_at_90_percent",
        "missed_percent", "consumption_wall_kwh_per_100km"}) {
    CAPTURE(key);
    CHECK(is_null(table, 0, key));
  }
  CHECK(text(table, 0, "estimated_inputs").empty());
  CHECK_FALSE(is_null(table, 1, "range_km"));

  // One note tells why, and none that it does not move or cannot be charged.
  CHECK(count_with(results.notes, "measured_pickup:petrol: ") == 1);
  CHECK(count_with(results.notes, "measured_pickup:petrol: only its consumption is known") == 1);
  for (const auto& section : results.sections) {
    CAPTURE(section.key);
    CHECK(test::is_sound(section.table));
    if (section.key == "energy_balance") CHECK(section.table.rows.size() == 1);
    if (section.key == "ratings" || section.key == "claims")
      for (const auto& row : section.table.rows)
        CHECK(std::get<std::string>(row[0]) == "ford_f150_lightning");
  }
}

TEST_CASE("a measured truck needs neither battery nor driven axles, and none is estimated") {
  auto catalog = test::shipped();
  for (const std::string trim : {"petrol", "diesel", "electric"}) {
    const auto truck = study::ready_vehicle(catalog, file + ":" + trim, {});
    CHECK_FALSE(truck.has_physics());
    CHECK_FALSE(truck.battery.has_size());
    CHECK_FALSE(truck.powertrain.drive.has_value());
    CHECK_FALSE(truck.battery.mass.has_value());
  }
  const auto all = study::describe(catalog, file, {});
  CHECK(all.notes.empty());
  CHECK_FALSE(study::describe(catalog, file + ":petrol", {}).table.rows.empty());
}

TEST_CASE("what electricity a measured truck takes is told as its use at the wall") {
  auto catalog = test::shipped();
  const auto results = study::run(
      catalog, test::scenario_of("[compare]\nvehicles = [\"" + file + ":electric\"]\n"), {});
  CHECK(test::number(results.table, 0, "consumption_wall_kwh_per_100km") == doctest::Approx(30));
}

TEST_CASE("the claims and ratings of a measured truck are passed over") {
  auto catalog = test::shipped();
  const auto claims = study::describe_claims(catalog, file + ":diesel", {});
  CHECK(claims.table.rows.empty());
  const auto results = study::run(
      catalog, test::scenario_of("[compare]\nvehicles = [\"" + file + ":diesel\"]\n"), {});
  CHECK(test::find_section(results, "ratings") == nullptr);
  CHECK(test::find_section(results, "claims") == nullptr);
}

TEST_CASE("day and trip leave a measured truck out and say so") {
  auto catalog = test::shipped();
  const auto day =
      study::run(catalog,
                 test::scenario_of(compared() + "[day]\n[[day.legs]]\nname = \"out\"\ncycle = \"" +
                                   test::short_cycle + "\"\ndistance = \"10 km\"\n"),
                 test::options_with({test::registration}));
  const auto* section = test::find_section(day, "working_day");
  REQUIRE(section != nullptr);
  CHECK(section->table.rows.size() == 1);
  CHECK(count_with(section->remarks, "measured_pickup:petrol is left out") == 1);

  auto trip = study::road_trip({file + ":diesel"}, "us");
  trip.trip->distance = spec::Sourced(units::kilometres(100));
  trip.trip->speed = spec::Sourced(units::kilometres_per_hour(90));
  const auto driven = study::run(catalog, trip, test::options_with({test::registration}));
  CHECK(text(driven.table, 0, "arrives") == "no");
  CHECK(count_with(driven.notes, "measured_pickup:diesel makes no trip") == 1);
}

TEST_CASE("a measured truck is not traced, swept into a larger pack, or validated") {
  auto catalog = test::shipped();
  const auto scenario = test::scenario_of("[compare]\nvehicles = [\"" + file + ":petrol\"]\n");
  CHECK(contains(test::refusal_of([&] { (void)study::trace(catalog, scenario, {}, ""); }),
                 "measured_pickup:petrol has no second-by-second table"));
  const auto swept = study::run(
      catalog,
      test::scenario_of(compared() +
                        "[[sweep]]\nkey = \"battery.energy_usable\"\nvalues = [\"90 kWh\", \"110 "
                        "kWh\"]\nscale = \"pack\"\n"),
      test::options_with({test::registration}));
  CHECK(swept.table.rows.size() == 4);
  study::ValidationBench bench(catalog, 1);
  CHECK(contains(
      test::refusal_of([&] { (void)bench.truck(file + ":petrol", model::Mode::blind, {}); }),
      "only the consumption of measured_pickup:petrol is known"));
}

TEST_CASE("a battery-electric truck with a measured consumption keeps its ranges") {
  auto catalog = test::shipped();
  const auto scenario =
      test::scenario_of("[compare]\nvehicles = [\"ford_f150_lightning:pro_sr\"]\n");
  const auto plain = study::run(catalog, scenario, {});
  const auto with = study::run(catalog, scenario,
                               test::options_with({{"measured.electricity", "33 kWh/100 km"}}));
  CHECK(test::number(plain.table, 0, "range_km") == test::number(with.table, 0, "range_km"));
}
