// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "evpickup/energy/drive_losses.hpp"
#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

// Trucks that cannot follow their trace.

namespace {

// 4,000 kg and 60 kW.
model::Vehicle weak_truck() {
  model::Vehicle vehicle = as_published("radar_rd6:kwh86");
  give(vehicle.body.curb_mass, units::kilograms(4000));
  give(vehicle.powertrain.power, units::kilowatts(60));
  return ready(std::move(vehicle));
}

struct Run {
  energy::Lanes lanes;
  energy::Tally tally{energy::block_lanes};
  energy::State state{energy::block_lanes};
  energy::Trace trace;

  Run(const model::Vehicle& vehicle, const energy::Conditions& conditions,
      const model::DriveCycle& cycle) {
    const energy::Case input{&vehicle, conditions};
    lanes = energy::compile({&input, 1}, cycle);
    state.speed_m_per_s = cycle.speed_m_per_s.front();
    energy::drive_block(lanes, energy::compile_steps(cycle, conditions.grade), 0, state, tally,
                        &trace);
  }
};

// At a standstill for a second, then a demand of 10 m/s for 60 s, all on a slope of 40 %.
model::DriveCycle steep_road() {
  auto result = trace({{0, 0}, {1, 0}, {11, 10}, {61, 10}});
  for (double& grade : result.grade) grade = 0.4;
  return result;
}

// With so little torque that the slope holds it.
model::Vehicle truck_without_torque() {
  model::Vehicle vehicle = weak_truck();
  give(vehicle.powertrain.torque, units::newton_metres(200));
  return vehicle;
}

}  // namespace

TEST_CASE("a truck with too little power falls behind, and all that it misses is counted") {
  const auto us06 = cycle("epa_us06");
  const Run run{weak_truck(), neutral(), us06};
  const double missed_s = run.tally.missed_s(0);
  const double shortfall_m = run.tally.shortfall_m(0);
  CHECK(missed_s > 60);
  CHECK(missed_s < units::in_seconds(us06.duration()));
  CHECK(shortfall_m > 100);
  // What it drove and what it fell short are the trace's distance together.
  CHECK(run.tally.distance_m(0) + shortfall_m == Approx(us06.distance().value()).epsilon(1e-12));

  // The trace tells the same.
  double slower_s = 0.0;
  for (const auto& row : run.trace.steps)
    if (row.speed_m_per_s < row.target_speed_m_per_s) slower_s += 1.0;
  CHECK(slower_s == Approx(missed_s));
}

TEST_CASE("a truck that falls behind stays within every limit and uses them up") {
  const auto vehicle = weak_truck();
  const Run run{vehicle, neutral(), cycle("epa_us06")};
  const double power_w = energy::peak_wheel_power(vehicle).value();
  const double force_n = energy::peak_wheel_force(vehicle).value();
  const double battery_w = vehicle.battery.discharge_power->value();
  constexpr double rounding = 1.0 + 1e-12;
  for (const auto& row : run.trace.steps) {
    CAPTURE(row.time_s);
    CHECK(row.speed_m_per_s <= row.target_speed_m_per_s);
    CHECK(row.wheel_power_w <= power_w * rounding);
    CHECK(row.wheel_force_n <= force_n * rounding);
    CHECK(row.terminal_power_w <= battery_w * rounding);
    // As fast as it can: one of the limits is reached to a millionth.
    if (row.speed_m_per_s < row.target_speed_m_per_s)
      CHECK(std::max({row.wheel_power_w / power_w, row.wheel_force_n / force_n,
                      row.terminal_power_w / battery_w}) > 1.0 - 1e-6);
  }
}

TEST_CASE("a truck that can follow misses nothing") {
  for (const std::string id : {"epa_us06", "wltc_3b", "cltc_p", "rep05"}) {
    const Run run{truck("rivian_r1t:quad_large_2022"), neutral(), cycle(id)};
    CAPTURE(id);
    CHECK(run.tally.missed_s(0) == 0.0);
    CHECK(run.tally.shortfall_m(0) == 0.0);
  }
}

TEST_CASE("a truck that fell behind catches the trace up in speed, not in distance") {
  const auto road = trace({{0, 0}, {4, 20}, {60, 20}, {70, 0}, {80, 0}});
  const Run run{weak_truck(), neutral(), road};
  CHECK(run.trace.steps.front().speed_m_per_s < 20);
  CHECK(run.trace.steps[1].speed_m_per_s == 20);
  CHECK(run.tally.shortfall_m(0) > 0);
  CHECK(run.tally.missed_s(0) == Approx(4));
  CHECK(run.state.speed_m_per_s(0) == 0.0);
}

TEST_CASE("the power of the battery alone may hold a truck back, more so near empty") {
  auto vehicle = truck("rivian_r1t:quad_large_2022");
  give(vehicle.battery.discharge_power, units::kilowatts(30));
  const auto us06 = cycle("epa_us06");
  const Run run{vehicle, neutral(), us06};
  CHECK(run.tally.missed_s(0) > 60);
  for (const auto& row : run.trace.steps) CHECK(row.terminal_power_w <= 30e3 * (1.0 + 1e-12));

  // 0.75 (v - 0.75) / R, by the resistance of a cold battery with little charge.
  auto cold = neutral();
  cold.ambient = units::celsius(-20);
  const auto sound = truck("rivian_r1t:quad_large_2022");
  const energy::Case input{&sound, cold};
  const auto lanes = energy::compile({&input, 1}, us06);
  energy::Tally tally(lanes.padded);
  energy::State state(lanes.padded);
  state.drained_j = 0.96 * lanes.usable_j;
  energy::drive_block(lanes, energy::compile_steps(us06, 0.0), 0, state, tally);
  CHECK(tally.missed_s(0) > 0);
}

TEST_CASE("a truck that cannot climb stands still, and misses all of the way") {
  const auto road = steep_road();
  const Run run{truck_without_torque(), neutral(), road};
  CHECK(run.tally.distance_m(0) == 0.0);
  CHECK(run.tally.missed_s(0) == Approx(60));
  CHECK(run.tally.shortfall_m(0) == Approx(road.distance().value()));
  CHECK(run.tally.time_s(0) == Approx(61));
  // Electronics and motors on standby go on.
  CHECK(run.tally.base_j(0) == Approx(61 * 250));
  CHECK(run.tally.drive_j(0) == Approx(61 * run.lanes.standby_w(0)));
  CHECK(run.tally.traction_j(0) == 0.0);
  CHECK(energy::balance(run.tally, 0).imbalance < 1e-9);
}

TEST_CASE("a truck with enough torque climbs as slowly as its power asks") {
  const auto vehicle = weak_truck();
  auto uphill = neutral();
  uphill.grade = 0.2;
  const Run run{vehicle, uphill, trace({{0, 0}, {20, 20}, {60, 20}, {120, 20}})};
  const auto& last = run.trace.steps.back();
  CHECK(last.speed_m_per_s > 0.0);
  CHECK(last.speed_m_per_s < 10.0);
  CHECK(last.terminal_power_w == Approx(vehicle.battery.discharge_power->value()));
  CHECK(run.tally.missed_s(0) == Approx(120));
  CHECK(run.tally.climb_j(0) / run.tally.distance_m(0) ==
        Approx(4000 * 9.80665 * std::sin(std::atan(0.2))));
}

TEST_CASE("a truck that cannot move empties its battery standing") {
  auto vehicle = truck_without_torque();
  give(vehicle.battery.energy_usable, units::kilowatt_hours(1));
  const auto road = steep_road();
  const energy::Case input{&vehicle, neutral()};
  const auto lanes = energy::compile({&input, 1}, road);
  const auto steps = energy::compile_steps(road, 0.0);
  for (const auto driver : {energy::drive_to_empty, energy::range_to_empty}) {
    const auto drive = driver(lanes, steps, 1);
    CHECK(drive.tally.distance_m(0) == 0.0);
    CHECK(drive.state.drained_j(0) == Approx(3.6e6));
    const double idle_w = 250 + lanes.standby_w(0);
    CHECK(drive.tally.time_s(0) == Approx(3.6e6 / idle_w).epsilon(0.01));
    CHECK(energy::balance(drive.tally, 0).imbalance < 1e-9);
  }
}

TEST_CASE("a truck stopped by a slope keeps to its limits of power and loses no energy") {
  auto road = trace({{0, 0}, {10, 10}, {12, 10}, {14, 10}, {20, 10}, {30, 10}});
  for (std::size_t k = 1; k < road.grade.size(); ++k) road.grade[k] = 0.4;
  const auto vehicle = truck_without_torque();
  const Run run{vehicle, neutral(), road};
  CHECK(run.trace.steps.front().speed_m_per_s == Approx(10));
  CHECK(run.state.speed_m_per_s(0) == 0.0);
  for (const auto& row : run.trace.steps)
    CHECK(row.wheel_power_w <= energy::peak_wheel_power(vehicle).value() * (1.0 + 1e-12));
  CHECK(run.tally.distance_m(0) + run.tally.shortfall_m(0) == Approx(road.distance().value()));
  CHECK(energy::balance(run.tally, 0).imbalance < 1e-9);
}
