// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/ratings.hpp"

#include <doctest/doctest.h>

#include <cmath>

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
