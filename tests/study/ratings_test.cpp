// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/ratings.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;

namespace {

const std::string trucks =
    "[compare]\nvehicles = [\"radar_rd6:kwh86\", \"ford_f150_lightning:pro_sr\"]\n";

study::Results run(const std::string& rest, study::RunOptions options = {}) {
  auto catalog = test::shipped();
  return study::run(catalog, test::scenario_of(rest), options);
}

const study::Section* section_of(const study::Results& results) {
  for (const auto& section : results.sections)
    if (section.key == "ratings") return &section;
  return nullptr;
}

double number(const study::Section& section, std::size_t row, const std::string& key) {
  return std::get<double>(section.table.at(row, key));
}

}  // namespace

TEST_CASE("rated and predicted stand side by side, and meet where the truck is anchored") {
  const auto results = run(trucks);
  const auto* section = section_of(results);
  REQUIRE(section != nullptr);
  REQUIRE(section->table.rows.size() == 2);
  CHECK(number(*section, 0, "rated_range_km") == Approx(550.0));
  CHECK(number(*section, 0, "predicted_range_km") == Approx(550.0).epsilon(1e-4));
  CHECK(std::abs(number(*section, 1, "consumption_off_percent")) < 0.01);
  CHECK(number(*section, 0, "anchor_factor") > 1.0);
}

TEST_CASE("a blind run tells how far it is off") {
  study::RunOptions options;
  options.mode = model::Mode::blind;
  const auto results = run(trucks, options);
  const auto* section = section_of(results);
  REQUIRE(section != nullptr);
  CHECK(std::abs(number(*section, 0, "range_off_percent")) > 1.0);
  CHECK(std::holds_alternative<std::monostate>(section->table.at(0, "anchor_factor")));
}

TEST_CASE("a truck that cannot drive a rating's test has blanks, there and in its claims") {
  const auto results = run("[compare]\nvehicles = [\"ford_f150_lightning:lariat_er\"]\n",
                           test::options_with({{"battery.energy_usable", "0.5 kWh"}}));
  const auto* section = section_of(results);
  REQUIRE(section != nullptr);
  CHECK(test::is_null(section->table, 0, "predicted_range_km"));
  CHECK(test::number(section->table, 0, "rated_range_km") > 500.0);
  CHECK(test::is_sound(section->table));
}

TEST_CASE("any procedure can be asked for any truck") {
  study::RunOptions options;
  options.procedures = {"epa", "wltp", "korea"};
  const auto results = run(trucks, options);
  const auto* section = section_of(results);
  REQUIRE(section != nullptr);
  // The RD6 is rated on CLTC, the Lightning on EPA: four and three rows.
  REQUIRE(section->table.rows.size() == 7);
  CHECK(std::get<std::string>(section->table.at(0, "procedure")) == "epa");
  CHECK(std::holds_alternative<std::monostate>(section->table.at(0, "rated_range_km")));
  CHECK(number(*section, 0, "predicted_range_km") > 300.0);
}

TEST_CASE("procedures that are asked for come with their tests") {
  study::RunOptions options;
  options.procedures = {"epa", "wltp", "korea"};
  const auto results = run(trucks, options);
  const auto found = std::ranges::find(results.sections, "rating_tests", &study::Section::key);
  REQUIRE(found != results.sections.end());
  const auto figure = [&](const std::string& procedure, const std::string& part,
                          const std::string& key) {
    for (std::size_t i = 0; i < found->table.rows.size(); ++i)
      if (std::get<std::string>(found->table.at(i, "trim")) == "pro_sr" &&
          std::get<std::string>(found->table.at(i, "procedure")) == procedure &&
          std::get<std::string>(found->table.at(i, "part")) == part)
        return number(*found, i, key);
    FAIL("no part " << part << " of " << procedure);
    return 0.0;
  };
  // EPA, model year 2022: 30.95 and 38.88 kWh/100 mi at the wall, 98 kWh usable.
  CHECK(figure("epa", "UDDS", "wall_kwh_per_100km") == Approx(30.95 / 1.609344).epsilon(0.02));
  CHECK(figure("epa", "HWFET", "wall_kwh_per_100km") == Approx(38.88 / 1.609344).epsilon(0.02));
  CHECK(figure("epa", "UDDS", "recharge_kwh") == Approx(98.0 / 0.86));
  CHECK(figure("epa", "UDDS, -6.7 degC, cold start", "battery_kwh_per_100km") >
        1.2 * figure("epa", "UDDS", "battery_kwh_per_100km"));
  // WLTC class 3b: 3095, 4756, 7162 and 8254 m (UN GTR 15).
  double by_phase = 0.0;
  const std::pair<const char*, double> phases[] = {
      {"low", 3095.0}, {"medium", 4756.0}, {"high", 7162.0}, {"extra high", 8254.0}};
  for (const auto& [phase, metres] : phases)
    by_phase += metres / 23267.0 * figure("wltp", phase, "battery_kwh_per_100km");
  CHECK(by_phase == Approx(figure("wltp", "whole cycle", "battery_kwh_per_100km")).epsilon(0.005));
  CHECK(figure("wltp", "low", "test_mass_kg") > figure("epa", "UDDS", "test_mass_kg") - 300.0);
  CHECK(figure("korea", "two-cycle, combined, -6.7 degC", "label_range_km") <
        0.9 * figure("korea", "two-cycle, combined", "label_range_km"));
}

TEST_CASE("a truck that cannot meet its rating runs blind and says why") {
  const auto results =
      run(trucks, test::options_with({{"vehicle.radar_rd6.rating.cltc.range", "900 km"}}));
  CHECK(std::get<std::string>(results.table.at(0, "mode")) == "blind");
  CHECK(std::get<std::string>(results.table.at(1, "mode")) == "anchored");
  bool told = false;
  for (const auto& note : results.notes)
    told = told || contains(note, "its CLTC-P rating is not plausible");
  CHECK(told);
}

TEST_CASE("a refused truck is not said to be anchored") {
  const auto results =
      run(trucks, test::options_with(
                      {{"vehicle.ford_f150_lightning.rating.epa.consumption", "12.5 kWh/100 km"}}));
  for (const auto& note : results.notes) CHECK_FALSE(contains(note, "anchored on its rated"));
  const auto* section = section_of(results);
  REQUIRE(section != nullptr);
  CHECK(std::holds_alternative<std::monostate>(section->table.at(1, "anchor_factor")));
}

TEST_CASE("an override shows what it changes, for the factor is that of the truck as filed") {
  const auto as_filed = run(trucks);
  const auto sleeker =
      run(trucks, test::options_with({{"vehicle.radar_rd6.body.drag_coefficient", "0.30"}}));
  const auto factor = [](const study::Results& results) {
    return std::get<double>(results.table.at(0, "anchor_factor"));
  };
  CHECK(factor(sleeker) == Approx(factor(as_filed)));
  CHECK(std::get<double>(sleeker.table.at(0, "range_highway_km")) >
        1.05 * std::get<double>(as_filed.table.at(0, "range_highway_km")));
}

TEST_CASE("a factor of the user's own is kept") {
  const auto results =
      run(trucks, test::options_with({{"vehicle.radar_rd6.correction.road_load", "1.2"}}));
  CHECK(std::get<double>(results.table.at(0, "anchor_factor")) == Approx(1.2));
  CHECK(std::get<std::string>(results.table.at(0, "mode")) == "blind");
}
