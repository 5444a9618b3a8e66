// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::Outcome;

namespace {

const std::string road = " --distance '600 km' --speed '110 km/h' ";

}  // namespace

TEST_CASE("trip compares trucks in every form of output") {
  const Outcome table = test::evpickup("trip radar_rd6:kwh86 rivian_r1t:dual_large" + road);
  CHECK(table.code == 0);
  CHECK(contains(table.out, "600 km (372.8 mi) at 110 km/h (68.4 mph), 23 degC (73.4 degF)"));
  CHECK(contains(table.out, "Stops of the trip"));

  const Outcome us = test::evpickup("trip radar_rd6:kwh86 --units us" + road);
  CHECK(us.code == 0);
  CHECK(contains(us.out, "kWh/100 mi"));

  const Outcome json =
      test::evpickup("trip radar_rd6:kwh86 rivian_r1t:dual_large --format json -q" + road);
  REQUIRE(json.code == 0);
  CHECK(json.err.empty());
  const auto page = nlohmann::json::parse(json.out);
  REQUIRE(page["rows"].size() == 2);
  CHECK(page["rows"][0]["time_h"].get<double>() > 5.5);
  CHECK(page["rows"][0]["arrives"] == "yes");
  CHECK(contains(json.out, "trip_stops"));

  const Outcome csv = test::evpickup("trip 'radar_rd6:*' --format csv -q" + road);
  CHECK(csv.code == 0);
  CHECK(contains(csv.out, "radar_rd6,kwh63,us"));
  const Outcome md = test::evpickup("trip radar_rd6:kwh86 --format md --market none -q" + road);
  CHECK(md.code == 0);
  CHECK(contains(md.out, "Stops of the trip"));
  CHECK(contains(md.out, "86 kWh RWD"));
}

TEST_CASE("a trip that one truck does not make ends with 0 and a sentence") {
  const Outcome outcome = test::evpickup("trip radar_rd6:kwh86 gmc_hummer_ev:ed1 --trailer "
                                         "'9000 kg,3 m^2'" +
                                         road);
  CHECK(outcome.code == 0);
  CHECK(contains(outcome.out, "gmc_hummer_ev:ed1 may tow"));
}

TEST_CASE("a trailer of the tow rating is another one for each truck") {
  const Outcome outcome = test::evpickup(
      "trip gmc_hummer_ev:ed1 tesla_cybertruck:awd --trailer rating --format json -q" + road);
  REQUIRE(outcome.code == 0);
  const auto rows = nlohmann::json::parse(outcome.out)["rows"];
  CHECK(rows[0]["trailer_kg"].get<double>() != rows[1]["trailer_kg"].get<double>());
}

TEST_CASE("wrong options of trip are told by their names, all at once") {
  const Outcome outcome =
      test::evpickup("trip radar_rd6:kwh86 --distance '800 kg' --speed 110 --arrive 20");
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.err, "--distance: expected length"));
  CHECK(contains(outcome.err, "--speed: expected speed"));
  CHECK(contains(outcome.err, "--arrive: expected number"));
  CHECK(contains(outcome.err, "did you mean \"800 km\"?"));

  const Outcome none = test::evpickup("trip radar_rd6:kwh86");
  CHECK(none.code == 2);
  CHECK(contains(none.err, "the trip has no road"));
  const Outcome both = test::evpickup("trip radar_rd6:kwh86 --route davis_dam" + road);
  CHECK(both.code == 2);
  CHECK(contains(both.err, "the road is told more than once"));
  const Outcome route = test::evpickup("trip radar_rd6:kwh86 --route davis");
  CHECK(route.code == 2);
  CHECK(contains(route.err, "davis_dam"));
  const Outcome option = test::evpickup("trip radar_rd6:kwh86 --distanse '8 km'");
  CHECK(option.code == 2);
  CHECK(contains(option.err, "did you mean \"--distance\"?"));
}

TEST_CASE("a trip has no trace, and says so") {
  const Outcome outcome = test::evpickup("trip radar_rd6:kwh86 --trace t.csv" + road);
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.err, "a trip has no second-by-second table"));
}

TEST_CASE("check knows a route from a drive cycle") {
  const Outcome good =
      test::evpickup("check " EVPICKUP_TEST_SOURCE_DIR "/scenarios/routes/davis_dam.csv");
  CHECK(good.code == 0);
  CHECK(contains(good.out, "ok (route)"));
  const Outcome bad = test::evpickup("check " EVPICKUP_TEST_SOURCE_DIR
                                     "/tests/data/bad/route_decreasing_distance.csv");
  CHECK(bad.code == 2);
  CHECK(contains(bad.out, "4 does not come after 5"));
}
