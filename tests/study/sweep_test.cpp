// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/sweep.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"

using namespace evpickup;
using test::contains;
using test::refusal_of;

namespace {

// The axis of a [[sweep]] table with these lines.
study::Axis axis_of(const std::string& lines) {
  return study::make_axis(
      test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[[sweep]]\n" + lines)
          .sweeps.at(0));
}

study::Axis stepped(const std::string& key, const std::string& from, const std::string& to,
                    const std::string& step) {
  return axis_of("key = \"" + key + "\"\nfrom = " + from + "\nto = " + to + "\nstep = " + step +
                 "\n");
}

std::vector<double> numbers_of(const study::Axis& axis) {
  std::vector<double> numbers;
  for (std::size_t i = 0; i < axis.size(); ++i)
    numbers.push_back(std::get<double>(axis.at(i).shown));
  return numbers;
}

std::string refusal_of_steps(const std::string& from, const std::string& to,
                             const std::string& step) {
  return refusal_of([&] { (void)stepped("battery.energy_usable", from, to, step); });
}

}  // namespace

TEST_CASE("listed values keep their unit, and the column is named after key and unit") {
  const auto axis = axis_of("key = \"battery.energy_usable\"\nvalues = [\"60 kWh\", \"40 kWh\"]\n");
  CHECK(numbers_of(axis) == std::vector<double>{60.0, 40.0});
  CHECK(axis.at(1).node.text == "40 kWh");
  CHECK(axis.column.key == "battery_energy_usable_kwh");
  CHECK(axis.column.label == "energy usable");
  CHECK(axis.column.unit == "kWh");
  CHECK(axis.path.target == study::Target::vehicle);
  CHECK(axis.scale == model::SweepScale::none);
}

TEST_CASE("steps lead from the first value to the last and include it if they hit it") {
  const auto axis = stepped("battery.energy_usable", "\"40 kWh\"", "\"140 kWh\"", "\"5 kWh\"");
  REQUIRE(axis.size() == 21);
  CHECK(numbers_of(axis).front() == 40.0);
  CHECK(numbers_of(axis).back() == 140.0);
  CHECK(axis.at(20).node.text == "140 kWh");
  CHECK(numbers_of(stepped("battery.energy_usable", "\"10 kWh\"", "\"20 kWh\"", "\"4 kWh\"")) ==
        std::vector<double>{10.0, 14.0, 18.0});
}

TEST_CASE("steps do not gather rounding errors") {
  const auto numbers = numbers_of(stepped("body.drag_coefficient", "0.1", "0.7", "0.1"));
  CHECK(numbers == std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7});
}

TEST_CASE("steps may go down") {
  CHECK(numbers_of(stepped("battery.energy_usable", "\"60 kWh\"", "\"40 kWh\"", "\"-10 kWh\"")) ==
        std::vector<double>{60.0, 50.0, 40.0});
}

TEST_CASE("the step of a temperature is a difference in K") {
  const auto axis = stepped("duty.ambient", "\"-20 degC\"", "\"20 degC\"", "\"10 K\"");
  CHECK(numbers_of(axis) == std::vector<double>{-20.0, -10.0, 0.0, 10.0, 20.0});
  CHECK(axis.at(1).node.text == "-10 degC");
  CHECK(axis.column.key == "duty_ambient_degc");
  CHECK(axis.path.target == study::Target::scenario);
}

TEST_CASE("words and switches can be swept too") {
  const auto axis = axis_of("key = \"climate.heating\"\nvalues = [\"ptc\", \"heat_pump\"]\n");
  REQUIRE(axis.size() == 2);
  CHECK(std::get<std::string>(axis.at(1).shown) == "heat_pump");
  CHECK(axis.column.key == "climate_heating");
  CHECK(axis.column.unit.empty());
  const auto yes_no = axis_of("key = \"powertrain.front_disconnect\"\nvalues = [true, false]\n");
  CHECK(std::get<std::string>(yes_no.at(0).shown) == "true");
}

TEST_CASE("a column has the decimals that its values need") {
  CHECK(stepped("battery.energy_usable", "\"40 kWh\"", "\"60 kWh\"", "\"5 kWh\"").column.decimals ==
        0);
  CHECK(axis_of("key = \"duty.grade\"\nvalues = [0.0, 0.025]\n").column.decimals == 3);
}

TEST_CASE("mixed units are refused at the value that differs") {
  const std::string to = refusal_of_steps("\"40 kWh\"", "\"1 MWh\"", "\"5 kWh\"");
  CHECK(contains(to, "test.toml:"));
  CHECK(contains(to, "from is in kWh and to in MWh"));
  CHECK(contains(to, "write from, to and step in one unit"));
  CHECK(contains(refusal_of_steps("\"40 kWh\"", "\"60 kWh\"", "\"5 MJ\""),
                 "from is in kWh and step in MJ"));
  CHECK(contains(refusal_of_steps("\"40 kWh\"", "\"60 kWh\"", "5"), "from is in kWh and step in"));
  CHECK(contains(refusal_of([] {
                   (void)axis_of(
                       "key = \"battery.energy_usable\"\nvalues = [\"60 kWh\", \"200 MJ\"]\n");
                 }),
                 "the first value is in kWh, this one in MJ"));
  CHECK(contains(
      refusal_of([] { (void)stepped("duty.ambient", "\"0 degC\"", "\"20 degC\"", "\"5 kWh\""); }),
      "a difference of temperatures is written in K"));
}

TEST_CASE("a step that does not lead to the end is refused") {
  for (const std::string step : {"\"-5 kWh\"", "\"0 kWh\""})
    CHECK(contains(refusal_of_steps("\"40 kWh\"", "\"60 kWh\"", step),
                   "this step does not lead from `from` to `to`"));
  CHECK(contains(refusal_of_steps("\"60 kWh\"", "\"40 kWh\"", "\"5 kWh\""), "does not lead"));
}

TEST_CASE("more values than a sweep may have are refused before they are made") {
  const std::string refusal = refusal_of_steps("\"5 kWh\"", "\"400 kWh\"", "\"1e-10 kWh\"");
  CHECK(contains(refusal, " values are more than the 1000000000000 "));
  CHECK(contains(refusal, "that a sweep may have"));
  CHECK(
      contains(refusal_of_steps("\"5 kWh\"", "\"400 kWh\"", "\"1e-320 kWh\""), "values are more"));
}

TEST_CASE("what is no number cannot be stepped") {
  CHECK(contains(refusal_of_steps("\"small\"", "\"60 kWh\"", "\"5 kWh\""),
                 "expected a number with its unit, got \"small\""));
  CHECK(contains(refusal_of_steps("\"40 kWh\"", "true", "\"5 kWh\""),
                 "expected a number with its unit, got true"));
  CHECK(contains(refusal_of_steps("\"nan kWh\"", "\"60 kWh\"", "\"5 kWh\""),
                 "expected a number with its unit"));
}

TEST_CASE("the key of a sweep is checked like that of --set") {
  const std::string refusal =
      refusal_of([] { (void)axis_of("key = \"battery.energy_usabel\"\nvalues = [\"60 kWh\"]\n"); });
  CHECK(contains(refusal, "battery.energy_usabel: unknown key"));
  CHECK(contains(refusal, "did you mean \"battery.energy_usable\"?"));
  CHECK(contains(refusal, "test.toml:"));
}

TEST_CASE("logarithmic values are equal ratios with both ends") {
  const std::string ends = "key = \"battery.energy_usable\"\nfrom = \"5 kWh\"\nto = \"320 kWh\"\n";
  const auto axis = axis_of(ends + "log = 7\n");
  CHECK(numbers_of(axis) == std::vector<double>{5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0});
  CHECK(axis.at(1).node.text == "10 kWh");
  CHECK(axis.column.key == "battery_energy_usable_kwh");
  for (const std::string count : {"1", "2.5", "\"7\""})
    CHECK(contains(refusal_of([&] { (void)axis_of(ends + "log = " + count + "\n"); }),
                   "log is a whole number of values, 2 or more"));
  CHECK(contains(
      refusal_of([] { (void)axis_of("key = \"duty.grade\"\nfrom = 0\nto = 0.1\nlog = 3\n"); }),
      "logarithmic values need two ends above zero"));
  CHECK(contains(refusal_of([&] { (void)axis_of(ends + "log = 7\nstep = \"5 kWh\"\n"); }),
                 "both step and log are given"));
}

TEST_CASE("an axis of very many values takes no memory for them") {
  const auto axis = stepped("battery.energy_usable", "\"5 kWh\"", "\"400 kWh\"", "\"1e-9 kWh\"");
  CHECK(axis.size() == 395'000'000'001);
  CHECK(axis.listed.empty());
  CHECK(std::get<double>(axis.at(axis.size() - 1).shown) == 400.0);
}

TEST_CASE("keys of columns hold letters, digits and single underscores") {
  CHECK(study::column_key("duty.ambient", "degC") == "duty_ambient_degc");
  CHECK(study::column_key("market.us.energy.home", "USD/kWh") ==
        "market_us_energy_home_usd_per_kwh");
  CHECK(study::column_key("cost.discount_rate", "%/yr") == "cost_discount_rate_percent_per_yr");
  CHECK(study::column_key("powertrain.torque", "N*m") == "powertrain_torque_n_m");
  CHECK(study::column_key("body.tyre_class", "") == "body_tyre_class");
}
