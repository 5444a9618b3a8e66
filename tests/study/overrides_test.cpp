// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/overrides.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/plan.hpp"
#include "sample.hpp"

using namespace evpickup;
using study::Target;
using test::contains;
using test::refusal_of;

namespace {

study::Path path_of(const std::string& text) { return study::parse_path(text, {}); }

// The value of `--set path=value` as the command line reads it.
spec::Node value_of(const std::string& path, const std::string& value) {
  return spec::parse_value(value, "--set " + path + "=" + value);
}

template <class S>
void set(S& target, const std::string& path, const std::string& value) {
  study::set(target, path_of(path), value_of(path, value));
}

std::string refusal_of_path(const std::string& path) {
  return refusal_of([&] { (void)study::parse_path(path, value_of(path, "1").where); });
}

void replace_all(std::string& text, const std::string& part, const std::string& with) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part))
    text.replace(at, part.size(), with);
}

}  // namespace

TEST_CASE("a path names a key of every truck, of one file or of one trim") {
  const auto every = path_of("battery.energy_usable");
  CHECK(every.target == Target::vehicle);
  CHECK(every.owner.empty());
  CHECK(every.key == "battery.energy_usable");
  const auto file = path_of("vehicle.radar_rd6.price.msrp");
  CHECK(file.target == Target::vehicle);
  CHECK(file.owner == "radar_rd6");
  CHECK(file.key == "price.msrp");
  CHECK(path_of("vehicle.radar_rd6:kwh86.price.msrp").owner == "radar_rd6:kwh86");
}

TEST_CASE("a path names a key of the scenario or of a market") {
  CHECK(path_of("duty.ambient").target == Target::scenario);
  CHECK(path_of("cost.lines.parking.per_year").target == Target::scenario);
  const auto market = path_of("market.us.import.cn.duties.mfn");
  CHECK(market.target == Target::market);
  CHECK(market.owner == "us");
  CHECK(market.key == "import.cn.duties.mfn");
}

TEST_CASE("a path concerns every truck, or only the file or trim that it names") {
  auto catalog = test::shipped();
  const auto kwh86 = catalog.vehicle("radar_rd6:kwh86");
  CHECK(study::concerns(path_of("price.msrp"), kwh86));
  CHECK(study::concerns(path_of("vehicle.radar_rd6.price.msrp"), kwh86));
  CHECK(study::concerns(path_of("vehicle.radar_rd6:kwh86.price.msrp"), kwh86));
  CHECK_FALSE(study::concerns(path_of("vehicle.radar_rd6:kwh63.price.msrp"), kwh86));
  CHECK_FALSE(study::concerns(path_of("vehicle.slate_truck.price.msrp"), kwh86));
  CHECK_FALSE(study::concerns(path_of("duty.ambient"), kwh86));
}

TEST_CASE("an unknown path is refused where it stands, with what may be meant") {
  CHECK(contains(refusal_of_path("body.curb_mas"),
                 "--set body.curb_mas=1:1:1: error: body.curb_mas: unknown key"));
  CHECK(contains(refusal_of_path("body.curb_mas"), "did you mean \"body.curb_mass\"?"));
  CHECK(contains(refusal_of_path("duty.ambeint"), "did you mean \"duty.ambient\"?"));
  CHECK(contains(refusal_of_path("something"), "hint: evpickup list keys shows all keys"));
}

TEST_CASE("the suggestion for a path with an owner names that owner") {
  CHECK(
      contains(refusal_of_path("market.cn.energy.hme"), "did you mean \"market.cn.energy.home\"?"));
  CHECK(contains(refusal_of_path("vehicle.radar_rd6.body.curb_mas"),
                 "did you mean \"vehicle.radar_rd6.body.curb_mass\"?"));
}

TEST_CASE("an owner without a key, and a key of another file, are unknown") {
  for (const std::string path : {"market.us", "vehicle.radar_rd6", "market.us.duty.ambient",
                                 "duty.battery.energy_usable", "energy.home", ""}) {
    CAPTURE(path);
    CHECK(contains(refusal_of_path(path), "unknown key"));
  }
}

TEST_CASE("every path that is offered can be taken apart") {
  const auto paths = study::settable_paths();
  CHECK(paths.size() > 100);
  for (std::string path : paths) {
    replace_all(path, "ID", "us");
    replace_all(path, "NAME", "cn");
    CAPTURE(path);
    CHECK_NOTHROW(path_of(path));
  }
}

TEST_CASE("a value that is set counts as given and keeps nothing of the old one") {
  auto catalog = test::shipped();
  auto vehicle = catalog.vehicle("radar_rd6:kwh86");
  REQUIRE_FALSE(vehicle.powertrain.torque.also.empty());
  set(vehicle, "powertrain.torque", "284 N*m");
  CHECK(units::in_newton_metres(*vehicle.powertrain.torque) == doctest::Approx(284.0));
  CHECK(vehicle.powertrain.torque.origin.how == spec::How::given);
  CHECK(vehicle.powertrain.torque.also.empty());

  auto market = catalog.market("us");
  set(market, "market.us.import.cn.duties.section_301", "0 %");
  CHECK(*market.import.at("cn").duties.at("section_301") == 0.0);
  CHECK(*market.import.at("cn").duties.at("mfn") == doctest::Approx(0.25));

  auto scenario = test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n");
  set(scenario, "duty.ambient", "-10 degC");
  CHECK(units::in_celsius(*scenario.duty.ambient) == doctest::Approx(-10.0));
}

TEST_CASE("a value of the wrong kind is refused at its place in the command") {
  auto catalog = test::shipped();
  auto vehicle = catalog.vehicle("radar_rd6:kwh86");
  const auto refusal = [&](const std::string& path, const std::string& value) {
    return refusal_of([&] { set(vehicle, path, value); });
  };
  const std::string power = refusal("battery.energy_usable", "63 kW");
  CHECK(contains(power, "--set battery.energy_usable=63 kW:1:1: error: battery.energy_usable: "
                        "expected energy, 0.3 .. 400 kWh, got \"63 kW\" (power)"));
  CHECK(contains(power, "did you mean \"63 kWh\"?"));
  CHECK(contains(refusal("battery.energy_usable", "63"), "got 63 (needs a unit)"));
  CHECK(contains(refusal("body.curb_mass", "900 t"), "--set body.curb_mass=900 t:1:1: error:"));
  CHECK(contains(refusal("climate.heating", "stove"), "got \"stove\""));
  CHECK(contains(refusal("powertrain.front_disconnect", "maybe"), "true or false"));

  auto market = catalog.market("us");
  CHECK(contains(refusal_of([&] { set(market, "market.us.energy.home", "0.2 USD"); }),
                 "--set market.us.energy.home=0.2 USD:1:1: error: market.us.energy.home:"));
  auto scenario = test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n");
  CHECK(contains(refusal_of([&] { set(scenario, "duty.years", "8.5"); }),
                 "expected whole number, 1 .. 40, got 8.5"));
}

TEST_CASE("a value that is set moves the range the way physics goes") {
  struct Change {
    std::vector<study::Override> overrides;
    int direction;
  };
  const std::vector<Change> changes{
      {{}, 0},
      {{{"battery.energy_usable", "90 kWh"}}, -1},
      {{{"vehicle.ford_f150_lightning:pro_sr.body.road_load_a", "60 lbf"}}, -1},
      {{{"vehicle.ford_f150_lightning.body.curb_mass", "3300 kg"}}, -1},
      {{{"vehicle.rivian_r1t.body.curb_mass", "4000 kg"}}, 0},
      {{{"duty.ambient", "-10 degC"}}, -1},
      {{{"duty.payload", "500 kg"}}, -1},
      {{{"duty.wind", "8 m/s"}}, -1},
      {{{"duty.wind", "8 m/s"}, {"duty.wind_from", "behind"}}, 1},
      {{{"duty.altitude", "2000 m"}}, 1},
      {{{"duty.grade", "1 %"}}, -1},
      {{{"duty.cycle", "nycc"}}, -1}};

  // All of them are driven together.
  auto catalog = test::shipped();
  std::vector<study::Plan> plans;
  for (const auto& change : changes) {
    const auto options = test::options_with(change.overrides);
    const auto scenario = study::ready_scenario(
        test::scenario_of("[compare]\nvehicles = [\"ford_f150_lightning:pro_sr\"]\n"), options);
    plans.push_back(study::make_plan(catalog, scenario, options));
  }
  std::vector<study::EnergyCase> cases;
  for (const auto& plan : plans)
    cases.push_back({plan.cases[0].vehicle.get(), plan.cases[0].duty.get()});
  const auto figures = study::drive_figures(cases, catalog, 1);
  for (std::size_t i = 1; i < changes.size(); ++i) {
    CAPTURE(changes[i].overrides.front().path);
    const double ratio = figures[i].range / figures[0].range;
    if (changes[i].direction < 0) CHECK(ratio < 0.99);
    if (changes[i].direction == 0) CHECK(ratio == doctest::Approx(1.0).epsilon(5e-4));
    if (changes[i].direction > 0) CHECK(ratio > 1.01);
  }
}

TEST_CASE("every key of a scenario's report can be set, and is offered") {
  auto scenario = test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n");
  set(scenario, "report.write", "[\"csv:a.csv\"]");
  CHECK(scenario.report.write == std::vector<std::string>{"csv:a.csv"});
  set(scenario, "report.market_facts", "\"2025\"");
  CHECK(scenario.report.market_facts == "2025");
  const auto paths = study::settable_paths();
  for (const char* path : {"report.write", "report.market_facts"})
    CHECK(std::ranges::count(paths, path) == 1);
  CHECK(contains(refusal_of_path("report.wirte"), "did you mean \"report.write\"?"));
}

TEST_CASE("what a report writes is known before the run, with --set on top of the scenario") {
  const auto scenario = test::scenario_of(
      "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[report]\nwrite = [\"table\"]\n");
  CHECK(study::ready_report(scenario, {}).write == std::vector<std::string>{"table"});
  const auto options = test::options_with(
      {{"report.write", "[\"md:a.md\"]"}, {"body.curb_mass", "nonsense that the run refuses"}});
  CHECK(study::ready_report(scenario, options).write == std::vector<std::string>{"md:a.md"});
}
