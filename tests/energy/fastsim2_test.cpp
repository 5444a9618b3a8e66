// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/fastsim2.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

const std::string golden = std::string{EVPICKUP_TEST_SOURCE_DIR} + "/tests/golden/fastsim/";

model::Vehicle golden_truck(const std::string& id) {
  return ready(as_published(golden + "vehicles/" + id + ".toml:fastsim"));
}
model::Vehicle lightning() { return golden_truck("fs52_f150_lightning_sr"); }

// A truck that falls behind everything: 60 kW for 4.5 t, on slippery ground, with a small pack.
model::Vehicle weak_truck() {
  model::Vehicle truck = lightning();
  give(truck.body.curb_mass, units::kilograms(4500));
  give(truck.powertrain.power, units::kilowatts(60));
  give(truck.battery.energy_gross, units::kilowatt_hours(20));
  give(truck.fastsim2->traction_coefficient, 0.12);
  give(truck.fastsim2->regeneration_max, 0.8);
  return truck;
}

energy::Lanes lanes_of(const model::Vehicle& truck, const model::DriveCycle& on) {
  const energy::Case input{&truck, {}};
  return energy::compile({&input, 1}, on);
}

energy::Drive once(const model::Vehicle& truck, const model::DriveCycle& on) {
  return drive_once(truck, {}, on);
}

double imbalance(const energy::Drive& drive) { return energy::balance(drive.tally, 0).imbalance; }

// The steps of a truck's drive over a cycle.
std::vector<energy::TraceStep> steps_of(const model::Vehicle& truck, const model::DriveCycle& on,
                                        double drained_j = 0.0) {
  const energy::Lanes lanes = lanes_of(truck, on);
  energy::State state(lanes.padded);
  energy::Tally tally(lanes.padded);
  energy::Trace record;
  state.speed_m_per_s.setConstant(on.speed_m_per_s.front());
  state.drained_j.setConstant(drained_j);
  energy::drive_block(lanes, energy::compile_steps(on, 0.0), 0, state, tally, &record);
  return record.steps;
}

}  // namespace

TEST_CASE("in the convention of FASTSim-2 each cause of a drive is what FASTSim computed") {
  // Sums of its own run, kWh: UDDS of its F-150 Lightning (tests/golden/fastsim/summary.csv).
  const auto on = catalog().cycle(golden + "cycles/fastsim_udds.csv");
  const energy::Tally sums = once(lightning(), on).tally;
  const auto kwh = [](double joules) { return joules / units::joules_per_kilowatt_hour; };
  CHECK(kwh(sums.air_j(0)) == Approx(0.6619807928172491).epsilon(1e-10));
  CHECK(kwh(sums.rolling_j(0)) == Approx(0.5794502872126538).epsilon(1e-10));
  CHECK(kwh(sums.base_j(0)) == Approx(0.07605555555555554).epsilon(1e-10));
  CHECK(kwh(sums.brakes_j(0)) == Approx(0.06447616765700633).epsilon(1e-10));
  CHECK(kwh(sums.recovered_j(0)) == Approx(1.135930016180968).epsilon(1e-10));
  CHECK(kwh(sums.resistance_j(0)) == Approx(0.05855298625095234).epsilon(1e-10));
  CHECK(sums.distance_m(0) == Approx(11990.4356807).epsilon(1e-12));
  CHECK(sums.missed_s(0) == 0.0);
}

TEST_CASE("the energy of every drive in the convention closes, on the trace and behind it") {
  for (const char* id : {"epa_udds", "epa_us06", "la92", "wltc_3b"}) {
    CAPTURE(id);
    const auto on = cycle(id);
    CHECK(imbalance(once(lightning(), on)) < 1e-9);
    const energy::Drive behind = once(weak_truck(), on);
    CHECK(behind.tally.missed_s(0) > 100.0);
    CHECK(imbalance(behind) < 1e-9);
  }
}

TEST_CASE("a truck of the convention is empty when the part between its charges is used") {
  for (const auto& truck : {lightning(), weak_truck()}) {
    const auto on = cycle("epa_us06");
    const energy::Lanes lanes = lanes_of(truck, on);
    const energy::Drive drive = energy::drive_to_empty(lanes, energy::compile_steps(on, 0.0), 1);
    const double used = *truck.fastsim2->max_charge - *truck.fastsim2->min_charge;
    const double gross_j = units::in_joules(*truck.battery.energy_gross);
    CHECK(drive.tally.battery_j(0) == Approx(used * gross_j).epsilon(1e-9));
    CHECK(imbalance(drive) < 1e-9);
  }
}

TEST_CASE("the fast range of the convention agrees with the driven one") {
  const auto truck = lightning();
  for (const char* id : {"epa_udds", "epa_hwfet", "wltc_3b"}) {
    CAPTURE(id);
    const auto on = cycle(id);
    const energy::Lanes lanes = lanes_of(truck, on);
    const energy::Steps steps = energy::compile_steps(on, 0.0);
    const double driven_m = energy::drive_to_empty(lanes, steps, 1).tally.distance_m(0);
    const double fast_m = energy::range_to_empty(lanes, steps, 1).tally.distance_m(0);
    CHECK(fast_m == Approx(driven_m).epsilon(5e-4));
  }
}

TEST_CASE("a full battery of the convention takes nothing back") {
  const auto stop = trace({{0, 20}, {1, 15}, {2, 10}, {3, 10}});
  const auto full = steps_of(lightning(), stop);
  CHECK(full[0].battery_power_w > 0.0);
  CHECK(full[0].brake_power_w == Approx(-full[0].wheel_power_w));
  const auto half = steps_of(lightning(), stop, 1e8);
  CHECK(half[0].battery_power_w < -1e4);
  CHECK(half[0].brake_power_w < 0.1 * -half[0].wheel_power_w);
}

TEST_CASE("in the convention regeneration fades out below walking speed") {
  const auto steps = steps_of(lightning(), trace({{0, 10}, {1, 9}, {2, 1}, {3, 0}}), 1e8);
  const auto share = [&](std::size_t k) {
    return 1.0 - steps[k].brake_power_w / -steps[k].wheel_power_w;
  };
  CHECK(share(0) == Approx(0.98).epsilon(1e-4));
  // 0.98 / (1 + 500 exp(-0.99 (0.5 x 2.2369 + 1))) at a mean of half a metre per second.
  const double mph = 0.5 * 1.0 * 2.2369;
  CHECK(share(2) == Approx(0.98 / (1.0 + 500.0 * std::exp(-0.99 * (mph + 1.0)))));
}

TEST_CASE("the motor's power in the convention grows no faster than its ramp") {
  const auto truck = lightning();
  const auto steps = steps_of(truck, trace({{0, 10}, {1, 20}, {2, 30}, {3, 40}}));
  const double full_w = units::in_watts(*truck.powertrain.power);
  const double after_1_s = full_w / 4.0 * *truck.fastsim2->transmission_efficiency;
  CHECK(steps[0].wheel_power_w == Approx(after_1_s).epsilon(1e-8));
  CHECK(steps[0].speed_m_per_s < 20.0);
  CHECK(steps[1].wheel_power_w < 2.001 * after_1_s);
}

TEST_CASE("slippery ground slows a truck of the convention down") {
  auto truck = lightning();
  give(truck.fastsim2->traction_coefficient, 0.05);
  const auto start = trace({{0, 0}, {1, 3}, {2, 6}});
  const auto slow = steps_of(truck, start);
  CHECK(slow[0].speed_m_per_s < 1.0);
  CHECK(steps_of(lightning(), start)[0].speed_m_per_s == 3.0);
}

TEST_CASE("the convention takes the slope of the end of a step, our own that of its start") {
  auto hill = trace({{0, 10}, {1, 10}, {2, 10}});
  hill.grade = {0.0, 0.05, 0.0};
  const auto steps = steps_of(lightning(), hill);
  CHECK(steps[0].wheel_power_w > 5.0 * steps[1].wheel_power_w);
}

TEST_CASE("payload is cargo in the convention, and nothing else of the conditions counts") {
  const auto truck = lightning();
  const auto on = cycle("epa_udds");
  const double plain_j = once(truck, on).tally.battery_j(0);
  energy::Conditions others;
  others.ambient = units::celsius(-20);
  others.altitude = units::metres(2000);
  others.wind = units::metres_per_second(10);
  others.crew = units::kilograms(300);
  CHECK(drive_once(truck, others, on).tally.battery_j(0) == plain_j);
  others.payload = units::kilograms(500);
  CHECK(drive_once(truck, others, on).tally.battery_j(0) > 1.05 * plain_j);
}

TEST_CASE("a truck of the convention without auxiliaries that cannot start counts as empty") {
  auto truck = lightning();
  give(truck.climate.auxiliary_power, units::watts(0));
  // A hundredth of the motor's power is more than the pack gives, so the table says none.
  give(truck.powertrain.power, units::kilowatts(5000));
  give(truck.battery.discharge_power, units::kilowatts(20));
  const auto start = trace({{0, 0}, {1, 5}, {2, 5}});
  const auto lanes = lanes_of(truck, start);
  const auto drive = energy::drive_to_empty(lanes, energy::compile_steps(start, 0.0), 1);
  CHECK(drive.tally.distance_m(0) < 1e-6);
  CHECK(drive.tally.battery_j(0) < 1e-6);
}

TEST_CASE("lanes hold one convention") {
  const auto imported = lightning();
  const auto own = truck("radar_rd6:kwh86");
  const std::vector<energy::Case> cases{{&imported, {}}, {&own, {}}};
  CHECK_THROWS_AS((void)energy::compile(cases, cycle("epa_udds")), std::logic_error);
  CHECK_THROWS_AS((void)energy::fastsim2_lane(own, {}), std::logic_error);
}

TEST_CASE("a peak of its own scales the efficiency of the convention's motor alone") {
  auto truck = lightning();
  const auto before = energy::fastsim2_lane(truck, {});
  give(truck.fastsim2->motor_peak_efficiency, 0.90);
  const auto after = energy::fastsim2_lane(truck, {});
  CHECK(after.efficiency[50] == Approx(0.90));
  CHECK(after.efficiency[100] == Approx(before.efficiency[100] * 0.90 / 0.95));
  CHECK(after.highest_in_kw == before.highest_in_kw);
}
