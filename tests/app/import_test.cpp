// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "process.hpp"

using namespace evpickup;
using test::contains;
using test::evpickup_in;
using test::Folder;

namespace {

std::string input(const char* id) {
  return "'" +
         (test::source_folder() / "tests/golden/fastsim/inputs" / (std::string{id} + ".json"))
             .string() +
         "'";
}

}  // namespace

TEST_CASE("a vehicle of FASTSim is imported, checked, shown, compared and run") {
  const Folder folder;
  const auto in = [&](const std::string& arguments) {
    return evpickup_in(folder.path(), arguments);
  };
  const auto made = in("import fastsim " + input("fs52_f150_lightning_sr") + " -o mine.toml");
  INFO(made.err);
  CHECK(made.code == 0);
  CHECK(made.out.empty());
  CHECK(contains(made.err, "wrote mine.toml"));
  CHECK(contains(made.err, "note: FASTSim does not tell the country of assembly"));
  CHECK(contains(in("check mine.toml").out, "mine.toml: ok (vehicle)"));
  CHECK(contains(in("show mine.toml:fastsim --sources").out, "ess_round_trip_eff"));

  const auto compared = in("compare mine.toml:fastsim radar_rd6:kwh86 --audit");
  CHECK(compared.code == 0);
  CHECK(contains(compared.out, "mine:fastsim runs by the equations of FASTSim-2"));
  CHECK(in("compare mine.toml:fastsim radar_rd6:kwh86 --procedure epa,wltp").code == 0);
}

TEST_CASE("a scenario's consumption of an imported vehicle is FASTSim's") {
  const Folder folder;
  test::write(
      folder.path() / "udds.toml",
      "format = 1\ntitle = \"UDDS\"\ncurrency = \"USD\"\n[duty]\ncycle = \"" +
          (test::source_folder() / "tests/golden/fastsim/cycles/fastsim_udds.csv").string() +
          "\"\ndistance = \"10000 mi/yr\"\nyears = 8\ncrew = \"80 kg\"\n"
          "ambient = \"-5 degC\"\n[compare]\nvehicles = [\"mine.toml:fastsim\"]\n");
  const auto in = [&](const std::string& arguments) {
    return evpickup_in(folder.path(), arguments);
  };
  REQUIRE(in("import fastsim -q " + input("fs52_f150_lightning_sr") + " -o mine.toml").code == 0);
  const auto run = in("run udds.toml --format json --trace trace.csv");
  INFO(run.err);
  CHECK(run.code == 0);
  // 16.2269 kWh/100 km once from a full battery; until empty it takes back more while braking.
  const auto at = run.out.find("\"consumption_kwh_per_100km\": ");
  REQUIRE(at != std::string::npos);
  const double consumption = std::stod(run.out.substr(run.out.find(": ", at) + 2));
  CHECK(std::abs(consumption / 16.2269 - 1.0) < 0.005);
  CHECK(contains(run.out, "-5 degC outside, a crew of 80 kg (it carries the 136 kg of its file)"));
  CHECK(contains(test::read(folder.path() / "trace.csv"), "battery_power_kw"));
}

TEST_CASE("an import without an output goes to standard output, notes do not") {
  const auto made = test::evpickup("import fastsim -q " + input("fs17_bolt"));
  CHECK(made.code == 0);
  CHECK(made.out.starts_with("format = 1\n"));
  CHECK(contains(made.out, "convention = \"fastsim2\""));
  CHECK(made.err.empty());
  const auto own = test::evpickup("import fastsim -q --convention evpickup --drive fwd --maker GM "
                                  "--origin us --id ev --name Bolt " +
                                  input("fs17_bolt"));
  CHECK(!contains(own.out, "convention"));
  CHECK(contains(own.out, "[trim.ev]"));
  CHECK(contains(own.out, "maker = \"GM\""));
}

TEST_CASE("a failed import leaves no file") {
  const Folder folder;
  test::write(folder.path() / "x.json", "{\"veh_pt_type\": \"PHEV\"}");
  const auto refused = evpickup_in(folder.path(), "import fastsim x.json -o y.toml");
  CHECK(refused.code == 2);
  CHECK(contains(refused.err, "the powertrain is PHEV"));
  CHECK(folder.names().size() == 1);
}

TEST_CASE("slips in an import's arguments are told") {
  CHECK(contains(test::evpickup("import fastsm x.json").err, "evpickup import fastsim FILE"));
  CHECK(contains(test::evpickup("import fastsim").err, "evpickup import fastsim FILE"));
  CHECK(contains(test::evpickup("import fastsim x.json").err, "x.json"));
  CHECK(contains(test::evpickup("import fastsim x.json --convention fastsim").err,
                 "did you mean \"fastsim2\"?"));
  CHECK(test::evpickup("import fastsim x.json --drive 4wd").code == 2);
}

TEST_CASE("a truck of FASTSim's convention neither tows nor makes a trip") {
  const Folder folder;
  test::write(folder.path() / "tow.toml",
              "format = 1\ntitle = \"Tow\"\ncurrency = \"USD\"\n[duty]\ncycle = \"epa_udds\"\n"
              "distance = \"10000 mi/yr\"\nyears = 8\ntrailer = { mass = \"1000 kg\", drag_area = "
              "\"1 m^2\", share = 0.5 }\n[compare]\nvehicles = [\"mine.toml:fastsim\"]\n");
  REQUIRE(evpickup_in(folder.path(), "import fastsim -q " + input("fs17_bolt") + " -o mine.toml")
              .code == 0);
  const auto run = evpickup_in(folder.path(), "run tow.toml");
  CHECK(run.code == 2);
  CHECK(contains(run.err, "mine:fastsim cannot tow: its convention fastsim2 has no trailer"));
  const auto trip = evpickup_in(
      folder.path(), "trip mine.toml:fastsim --distance \"500 km\" --speed \"110 km/h\"");
  CHECK(trip.code == 2);
  CHECK(contains(trip.err, "mine:fastsim makes no trip"));
}

TEST_CASE("what --set takes from a truck of FASTSim's convention is missed before it runs") {
  const Folder folder;
  REQUIRE(evpickup_in(folder.path(), "import fastsim -q " + input("fs17_bolt") + " -o mine.toml")
              .code == 0);
  const auto run = evpickup_in(folder.path(),
                               "compare mine.toml:fastsim --set \"battery.energy_usable=40 kWh\"");
  CHECK(run.code == 2);
  CHECK(contains(run.err, "energy_gross x (max_charge - min_charge)"));
  CHECK(evpickup_in(folder.path(), "compare mine.toml:fastsim --set fastsim2.motor_ramp=2s").code ==
        0);
}
