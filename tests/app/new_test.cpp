// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::evpickup_in;
using test::Folder;
using test::Outcome;

namespace {

/// Runs and checks that all went well.
std::string run_in(const Folder& folder, const std::string& arguments) {
  CAPTURE(arguments);
  const Outcome outcome = evpickup_in(folder.path(), arguments);
  INFO(outcome.err);
  CHECK(outcome.code == 0);
  return outcome.out;
}

}  // namespace

TEST_CASE("a new vehicle runs as it is and passes the check without a warning") {
  const Folder folder;
  run_in(folder, "new vehicle my_truck");
  CHECK(folder.names() == std::vector<std::string>{"my_truck.toml"});
  CHECK(contains(run_in(folder, "compare my_truck.toml:standard"), "my_truck"));
  CHECK(run_in(folder, "check my_truck.toml") == "my_truck.toml: ok (vehicle)\n");
}

TEST_CASE("a new scenario runs as it is") {
  const Folder folder;
  run_in(folder, "new scenario my_question");
  const std::string out = run_in(folder, "run my_question.toml");
  CHECK(contains(out, "Radar RD6"));
  CHECK(contains(out, "Ford F-150 Lightning"));
  CHECK(run_in(folder, "check my_question.toml") == "my_question.toml: ok (scenario)\n");
}

TEST_CASE("a new market gives a cost without estimates, for a truck from abroad too") {
  const Folder folder;
  run_in(folder, "new market xx");
  const std::string scenario = R"(format = 1
title = "T"
[duty]
cycle = "epa_udds"
charging = { home = 0.8, dc_fast = 0.2 }
[compare]
vehicles = ["ford_f150_lightning:pro_sr", "ford_f150:v6_27_4x4"]
markets = ["xx.toml"]
)";
  test::write(folder.path() / "s.toml", scenario);
  const std::string out = run_in(folder, "run s.toml --format csv");
  CHECK(contains(out, "tco_usd_per_km"));
  CHECK(contains(run_in(folder, "run s.toml"), "total"));
  CHECK(run_in(folder, "check xx.toml") == "xx.toml: ok (market)\n");
}

TEST_CASE("a new file names its schema so that an editor finds it") {
  const Folder folder;
  const std::string shipped = (test::source_folder() / "vehicles/vehicle.schema.json").string();
  CHECK(run_in(folder, "new vehicle t -o -").starts_with("#:schema " + shipped + "\n"));
  test::fs::create_directories(folder.path() / "vehicles");
  test::fs::create_directories(folder.path() / "scenarios");
  run_in(folder, "new vehicle t --data . -o vehicles/t.toml");
  CHECK(test::read(folder.path() / "vehicles/t.toml").starts_with("#:schema ./vehicle.schema"));
}

TEST_CASE("nothing is overwritten, and names are plain") {
  const Folder folder;
  test::write(folder.path() / "t.toml", "mine");
  for (const auto& [arguments, message] : {std::pair{"new vehicle t", "is there already"},
                                           {"new vehicle other -o t.toml", "is there already"},
                                           {"new vehicle \"My Truck\"", "is no name"},
                                           {"new vehicel t", "did you mean \"vehicle\"?"},
                                           {"new vehicle", "NAME is required"}}) {
    CAPTURE(arguments);
    const Outcome outcome = evpickup_in(folder.path(), arguments);
    CHECK(outcome.code == 2);
    CHECK(contains(outcome.err, message));
  }
  CHECK(test::read(folder.path() / "t.toml") == "mine");
}
