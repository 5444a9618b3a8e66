// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "reading.hpp"

using namespace evpickup;
using doctest::Approx;
using model::contains;

namespace {

// A scenario that says no more than it must, with entries of [duty] and of the rest of the file.
std::string scenario_text(const std::string& duty, const std::string& rest = {}) {
  return "format = 1\ntitle = \"A test\"\n[duty]\n" + duty + "[compare]\nvehicles = [\"a:b\"]\n" +
         rest;
}

model::Scenario scenario_of(const std::string& duty, const std::string& rest = {}) {
  return model::read_scenario(model::text_of(scenario_text(duty, rest)), "test");
}

std::string scenario_refusal(const std::string& duty, const std::string& rest = {}) {
  return model::refusal_of([&] { (void)scenario_of(duty, rest); });
}

const std::string one_cycle = "cycle = \"wltc_3b\"\n";

// The refusal of a baseline for a list of vehicles and of markets.
std::string baseline_refusal(const std::string& vehicles, const std::string& markets,
                             const std::string& baseline) {
  return model::refusal_of([&] {
    (void)model::read_scenario(model::text_of("format = 1\ntitle = \"A test\"\n[duty]\n" +
                                              one_cycle + "[compare]\nvehicles = " + vehicles +
                                              "\nmarkets = " + markets + "\nbaseline = \"" +
                                              baseline + "\"\n"),
                               "test");
  });
}

}  // namespace

TEST_CASE("a scenario that says little has the documented defaults") {
  const auto scenario = scenario_of(one_cycle);
  CHECK(scenario.id == "test");
  CHECK(scenario.currency().code() == "USD");
  CHECK(*scenario.duty.years == 8);
  CHECK(scenario.duty.years.origin.how == spec::How::standard);
  CHECK(units::in_celsius(*scenario.duty.ambient) == Approx(23.0));
  CHECK(units::in_kilograms(*scenario.duty.crew) == Approx(136.08).epsilon(1e-4));
  CHECK(*scenario.duty.charging.home == 1.0);
  CHECK_FALSE(scenario.day.has_value());
  CHECK(scenario.text->name == "test.toml");
  REQUIRE(scenario.duty.cycles.size() == 1);
  CHECK(scenario.duty.cycles.front().cycle == "wltc_3b");
  CHECK(*scenario.duty.cycles.front().share == 1.0);
}

TEST_CASE("a mix of cycles keeps its order and shares") {
  const auto scenario = scenario_of(
      "cycles = [{ cycle = \"b\", share = 0.3 }, { cycle = \"a\", share = \"70 %\" }]\n");
  REQUIRE(scenario.duty.cycles.size() == 2);
  CHECK(scenario.duty.cycles[0].cycle == "b");
  CHECK(*scenario.duty.cycles[1].share == Approx(0.7));
}

TEST_CASE("shares of cycles that add up but for rounding are accepted") {
  const std::string third = "{ cycle = \"a\", share = 0.3333333 }";
  CHECK(scenario_refusal("cycles = [" + third + ", " + third + ", " + third + "]\n").empty());
  CHECK(contains(scenario_refusal("cycles = [" + third + "]\n"), "add up to 0.333333, not to 1"));
  CHECK(contains(scenario_refusal("cycles = []\n"), "the list is empty"));
}

TEST_CASE("a share that was refused does not make the sum wrong too") {
  const auto message = scenario_refusal("cycles = [{ cycle = \"a\", share = \"half\" }]\n");
  CHECK(contains(message, "duty.cycles[0].share"));
  CHECK_FALSE(contains(message, "add up"));
}

TEST_CASE("shares of charging add up to 1") {
  CHECK(scenario_refusal(one_cycle + "charging = { home = 0.2, workplace = 0.3, dc_fast = 0.5 }\n")
            .empty());
  CHECK(scenario_refusal(one_cycle + "charging = { home = 0, dc_fast = 1 }\n").empty());
  CHECK(contains(scenario_refusal(one_cycle + "charging = { home = 0.5, dc_fast = 0.4 }\n"),
                 "add up to 0.9, not to 1 (home 0.5, dc_fast 0.4)"));
}

TEST_CASE("a sweep has a list of values, or from, to and step") {
  const std::string head = "[[sweep]]\nkey = \"battery.energy_usable\"\n";
  CHECK(scenario_refusal(one_cycle, head + "values = [\"60 kWh\", \"80 kWh\"]\n").empty());
  const std::string ends = "from = \"40 kWh\"\nto = \"60 kWh\"\nstep = \"10 kWh\"\n";
  CHECK(scenario_refusal(one_cycle, head + ends + "scale = \"pack\"\n").empty());
  CHECK(contains(scenario_refusal(one_cycle, head + "values = []\n"), "expected a list of values"));
  CHECK(contains(scenario_refusal(one_cycle, head + "values = \"60 kWh\"\n"),
                 "expected a list of values, got \"60 kWh\""));
  CHECK(contains(scenario_refusal(one_cycle, head + ends + "values = [\"60 kWh\"]\n"), "both"));
  CHECK(contains(scenario_refusal(one_cycle, head + "from = \"40 kWh\"\n"), "missing to and step"));
  CHECK(contains(scenario_refusal(one_cycle, "[[sweep]]\nvalues = [1]\n"),
                 "sweep[0].key: missing value"));
}

TEST_CASE("the baseline is one of the vehicles, also through a star or a market") {
  CHECK(baseline_refusal("[\"a:b\", \"c:d\"]", "[\"us\"]", "c:d").empty());
  CHECK(baseline_refusal("[\"a:*\"]", "[\"us\"]", "a:b").empty());
  CHECK(baseline_refusal("[\"a:b@cn\"]", "[\"us\"]", "a:b@cn").empty());
  CHECK(baseline_refusal("[\"a:b\"]", "[\"us\", \"cn\"]", "a:b@cn").empty());
  CHECK(baseline_refusal("[\"a:*@cn\"]", "[\"us\"]", "a:b@cn").empty());

  CHECK(contains(baseline_refusal("[\"a:b\"]", "[\"us\"]", "a:c"), "not among the vehicles"));
  CHECK(contains(baseline_refusal("[\"a:b\"]", "[\"us\"]", "a:b@cn"), "not among the vehicles"));
  CHECK(contains(baseline_refusal("[\"a:b@cn\"]", "[\"us\"]", "a:b"), "not among the vehicles"));
  CHECK(contains(baseline_refusal("[\"a:*\"]", "[\"us\"]", "b:a"), "not among the vehicles"));
}

TEST_CASE("a vehicle without a trim is refused where it is written") {
  for (const std::string name : {"radar_rd6", "radar_rd6:", ":kwh86", "radar_rd6@cn"}) {
    const auto message = model::refusal_of([&] {
      (void)model::read_scenario(model::text_of("format = 1\ntitle = \"A test\"\n[duty]\n" +
                                                one_cycle + "[compare]\nvehicles = [\"a:b\", \"" +
                                                name + "\"]\n"),
                                 "test");
    });
    CAPTURE(name);
    CHECK(contains(message,
                   "test.toml:6:20: error: compare.vehicles: \"" + name + "\" names no trim"));
  }
}

TEST_CASE("a market's patch is kept for later, and its faults are told at once") {
  const auto scenario =
      scenario_of(one_cycle, "[cost.markets.cn.energy]\nhome = \"0.54 CNY/kWh\"\n");
  REQUIRE(scenario.cost.markets.has_value());
  CHECK(scenario.cost.markets->find("cn") != nullptr);
  CHECK(contains(scenario_refusal(one_cycle, "[cost.markets]\ncn = 5\n"),
                 "cost.markets.cn: expected a table, got 5"));
  const auto unknown = scenario_refusal(
      one_cycle, "[cost.markets.cn.energy]\nhome = { value = \"1 CNY/kWh\", source = "
                 "\"x\" }\n");
  CHECK(contains(unknown, "cost.markets.cn.energy.home.source: unknown source \"x\""));
}

TEST_CASE("a day has legs in order, each with a trailer of its own if it has one") {
  const auto scenario = scenario_of(
      one_cycle,
      "[[day.legs]]\nname = \"out\"\ncycle = \"a\"\ndistance = \"60 km\"\n"
      "trailer = { mass = \"2000 kg\", drag_area = \"1.5 m^2\" }\n"
      "[[day.legs]]\nname = \"back\"\ncycle = \"b\"\ndistance = \"50 km\"\npayload = \"0.3 t\"\n");
  REQUIRE(scenario.day.has_value());
  REQUIRE(scenario.day->legs.size() == 2);
  CHECK(scenario.day->legs[0].trailer.has_value());
  CHECK_FALSE(scenario.day->legs[1].trailer.has_value());
  CHECK(units::in_kilograms(*scenario.day->legs[1].payload) == Approx(300.0));
  CHECK(contains(scenario_refusal(one_cycle, "[day]\ntrucks = []\n[[day.legs]]\nname = \"out\"\n"
                                             "cycle = \"a\"\ndistance = \"60 km\"\n"),
                 "day.trucks: the list is empty"));
}

TEST_CASE("all problems of a scenario are told at once") {
  const auto message = model::refusal_of([] {
    (void)model::read_scenario(
        model::text_of(
            "format = 1\ncurrency = \"dollar\"\n[duty]\nyear = 3\n"
            "charging = { home = 0.5 }\n[compare]\nvehicles = [\"a\"]\nbaseline = \"x:y\"\n"),
        "test");
  });
  for (const std::string key : {"title", "currency", "duty.year", "duty.cycle", "duty.charging",
                                "compare.vehicles", "compare.baseline"}) {
    CAPTURE(key);
    CHECK(contains(message, " error: " + key + ": "));
  }
}
