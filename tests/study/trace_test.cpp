// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "evpickup/energy/range.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::number;
using test::text;

namespace {

const std::string one_truck = "[compare]\nvehicles = [\"radar_rd6:kwh63\"]\n";

model::Scenario on_udds(const std::string& rest) {
  auto scenario = test::scenario_of(rest);
  scenario.mode = model::Mode::blind;
  scenario.duty.cycles = {{"epa_udds", spec::Sourced<double>(1.0)}};
  return scenario;
}

study::Table trace_of(const std::string& rest, const std::string& vehicle = "",
                      const study::RunOptions& options = {}) {
  auto catalog = test::shipped();
  return study::trace(catalog, on_udds(rest), options, vehicle);
}

// The same drive without a trace.
energy::Drive drive_once(const std::string& reference, const model::Duty& duty, double& usable_j) {
  auto catalog = test::shipped();
  auto truck = catalog.vehicle(reference);
  model::estimate_missing(truck);
  usable_j = units::in_joules(*truck.battery.energy_usable);
  const auto& cycle = catalog.cycle(duty.cycles.front().cycle);
  const energy::Case input{&truck, energy::conditions(duty, true)};
  return energy::drive_once(energy::compile({&input, 1}, cycle), energy::compile_steps(cycle, 0.0),
                            1);
}

// Sum of a power column over time, in joules.
double energy_j(const study::Table& table, const std::string& key) {
  double sum = 0.0;
  double before_s = 0.0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const double time_s = number(table, row, "time_s");
    sum += 1e3 * number(table, row, key) * (time_s - before_s);
    before_s = time_s;
  }
  return sum;
}

}  // namespace

TEST_CASE("a trace has a row a second, from start to standstill over the length of the cycle") {
  auto catalog = test::shipped();
  const auto& cycle = catalog.cycle("epa_udds");
  const auto table = trace_of(one_truck);
  REQUIRE(table.rows.size() == cycle.steps());
  CHECK(test::is_sound(table));
  CHECK(text(table, 0, "cycle") == "epa_udds");
  const auto last = table.rows.size() - 1;
  CHECK(number(table, last, "time_s") == Approx(units::in_seconds(cycle.duration())));
  CHECK(number(table, last, "distance_km") == Approx(units::in_kilometres(cycle.distance())));
  CHECK(number(table, last, "speed_km_per_h") == Approx(0.0));
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    CHECK(number(table, row, "speed_km_per_h") ==
          Approx(number(table, row, "target_speed_km_per_h")));
}

TEST_CASE("the last state of charge agrees with the energy that the drive took") {
  double usable_j = 0.0;
  const auto table = trace_of(one_truck);
  const auto drive = drive_once("radar_rd6:kwh63", on_udds(one_truck).duty, usable_j);
  const double last_charge = number(table, table.rows.size() - 1, "state_of_charge");
  CHECK(last_charge == Approx(1.0 - drive.state.drained_j(0) / usable_j).epsilon(1e-9));
  const double battery_j = energy_j(table, "battery_power_kw");
  CHECK(battery_j == Approx(drive.tally.battery_j(0)).epsilon(1e-9));
  // A full pack has more than its mean voltage, so the same charge carries a little more energy.
  CHECK(battery_j == Approx((1.0 - last_charge) * usable_j).epsilon(0.1));
  CHECK(battery_j > (1.0 - last_charge) * usable_j);
}

TEST_CASE("each row of a trace balances") {
  const auto table = trace_of(one_truck);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const double at_motor =
        number(table, row, "wheel_power_kw") + number(table, row, "brake_power_kw");
    const double terminal =
        at_motor + number(table, row, "drive_loss_kw") + number(table, row, "auxiliary_power_kw");
    CHECK(number(table, row, "terminal_power_kw") == Approx(terminal).epsilon(1e-9));
    CHECK(number(table, row, "battery_power_kw") ==
          Approx(terminal + number(table, row, "resistance_loss_kw")).epsilon(1e-9));
  }
}

TEST_CASE("a mix is traced cycle by cycle, each from a full battery") {
  auto catalog = test::shipped();
  const auto results =
      study::trace(catalog, study::comparison({"radar_rd6:kwh63"}, ""), {}, "radar_rd6:kwh63");
  const auto first_steps = catalog.cycle("epa_udds").steps();
  REQUIRE(results.rows.size() == first_steps + catalog.cycle("epa_hwfet").steps());
  CHECK(text(results, first_steps - 1, "cycle") == "epa_udds");
  CHECK(text(results, first_steps, "cycle") == "epa_hwfet");
  CHECK(number(results, first_steps, "time_s") == Approx(1.0));
  CHECK(number(results, first_steps, "state_of_charge") > 0.999);
}

TEST_CASE("the truck that is asked for is traced, else the baseline, else the first") {
  const std::string two = "[compare]\nvehicles = [\"radar_rd6:kwh63\", \"gmc_hummer_ev:ed1\"]\n";
  const auto energy_of = [&](const std::string& rest, const std::string& vehicle) {
    return energy_j(trace_of(rest, vehicle), "battery_power_kw");
  };
  const double first = energy_of(two, "");
  const double second = energy_of(two, "gmc_hummer_ev:ed1");
  CHECK(second > 1.5 * first);
  CHECK(energy_of(two + "baseline = \"gmc_hummer_ev:ed1\"\n", "") == second);
  CHECK(energy_of(two, "radar_rd6:kwh63@us") == first);
}

TEST_CASE("a trace follows --set, and a case that is not there cannot be traced") {
  const auto warm = trace_of(one_truck);
  const auto cold = trace_of(one_truck, "", test::options_with({{"duty.ambient", "-20 degC"}}));
  CHECK(energy_j(cold, "auxiliary_power_kw") > 2.0 * energy_j(warm, "auxiliary_power_kw"));
  CHECK(test::contains(test::refusal_of([] { (void)trace_of(one_truck, "radar_rd6:kwh86"); }),
                       "the scenario has no case of \"radar_rd6:kwh86\" to trace"));
}

TEST_CASE("a full battery takes nothing: downhill the state of charge stays at most full") {
  for (const std::string truck : {"radar_rd6:kwh63", "radar_rd6:kwh86"}) {
    CAPTURE(truck);
    const auto table = trace_of("grade = \"-8 %\"\n[compare]\nvehicles = [\"" + truck + "\"]\n", "",
                                test::options_with({{"duty.cycle", "epa_hwfet"}}));
    double highest = 0.0;
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      highest = std::max(highest, number(table, row, "state_of_charge"));
    CHECK(highest <= 1.0);
    CHECK(highest > 0.98);
  }
}

TEST_CASE("a truck with an engine is traced on its charge and with the charge kept") {
  const auto plug_in = trace_of("[compare]\nvehicles = [\"byd_shark_6:premium\"]\n");
  auto catalog = test::shipped();
  const auto steps = catalog.cycle("epa_udds").time_s.size() - 1;
  REQUIRE(plug_in.rows.size() == 2 * steps);
  CHECK(text(plug_in, 0, "charge") == "used");
  CHECK(text(plug_in, steps, "charge") == "kept");
  CHECK(energy_j(plug_in, "fuel_power_kw") > 0.0);
  const auto petrol = trace_of("[compare]\nvehicles = [\"chevrolet_silverado:v8_53_4wd\"]\n");
  CHECK(petrol.rows.size() == steps);
  CHECK(text(petrol, 0, "charge") == "kept");
  // On the UDDS it burns about 14 litres of petrol for each 100 km of its 12.
  CHECK(energy_j(petrol, "fuel_power_kw") / 32.05e6 > 1.2);
  CHECK(energy_j(petrol, "fuel_power_kw") / 32.05e6 < 2.3);
}
