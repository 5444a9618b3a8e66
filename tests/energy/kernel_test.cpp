// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/kernel.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "scalar_truck.hpp"
#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

// A lane of round numbers: 3,000 kg with rotating parts, a battery without resistance whose voltage
// is one at any charge, and no limits in reach.
energy::Lanes round_lane() {
  const auto vehicle = truck("radar_rd6:kwh86");
  const energy::Case input{&vehicle, neutral()};
  auto lanes = energy::compile({&input, 1}, model::constant_speed(units::metres_per_second(20)));
  lanes.rolling_n = 200.0;
  lanes.viscous_n_s_per_m = 5.0;
  lanes.aero_n_s2_per_m2 = 0.8;
  lanes.weight_n = 28000.0;
  lanes.inertia_kg = 3000.0;
  lanes.standby_w = 200.0;
  lanes.speed_loss_n = 30.0;
  lanes.windage_w_s3_per_m3 = 0.0;
  lanes.copper_w_per_n2 = 1e-4;
  lanes.gear_share = 0.02;
  lanes.peak_force_n = lanes.regeneration_force_n = 1e6;
  lanes.peak_power_w = lanes.regeneration_power_w = lanes.discharge_limit_w = 1e7;
  lanes.resistance_per_w = 1e-12;
  lanes.largest_voltage = 10.0;
  lanes.voltage_shape = 0.0;
  lanes.voltage_shape.col(0) = 1.0;
  return lanes;
}

// The sums of one step of ten seconds from a half full battery.
energy::Tally step_of(const energy::Lanes& lanes, double from, double to, double grade = 0.0) {
  auto cycle = trace({{0, from}, {10, to}});
  energy::State state(lanes.padded);
  state.speed_m_per_s = from;
  state.drained_j = 0.5 * lanes.usable_j;
  energy::Tally tally(lanes.padded);
  energy::drive_block(lanes, energy::compile_steps(cycle, grade), 0, state, tally);
  return tally;
}

// One lane driven with its trace, from a battery drained by a share.
struct Traced {
  energy::Tally tally;
  energy::State state;
  energy::Trace trace;

  Traced(const energy::Lanes& lanes, const energy::Steps& steps, double drained = 0.0)
      : tally(lanes.padded), state(lanes.padded) {
    state.speed_m_per_s = steps.start_speed_m_per_s;
    state.drained_j = drained * lanes.usable_j;
    energy::drive_block(lanes, steps, 0, state, tally, &trace);
  }
};

}  // namespace

TEST_CASE("at a steady 20 m/s the step is what one computes by hand") {
  // 200 m against 200 + 5 x 20 + 0.8 x 400 = 620 N; the drive loses 200 + 30 x 20 + 0.02 x 620 x 20
  // + 1e-4 x 620^2 = 1,086.44 W; electronics take 250 W.
  const auto sums = step_of(round_lane(), 20, 20);
  CHECK(sums.time_s(0) == 10.0);
  CHECK(sums.distance_m(0) == Approx(200));
  CHECK(sums.rolling_j(0) == Approx(60e3));
  CHECK(sums.air_j(0) == Approx(64e3));
  CHECK(sums.climb_j(0) == 0.0);
  CHECK(sums.kinetic_j(0) == 0.0);
  CHECK(sums.traction_j(0) == Approx(124e3));
  CHECK(sums.drive_j(0) == Approx(10864.4));
  CHECK(sums.base_j(0) == Approx(2500));
  CHECK(sums.battery_j(0) == Approx(124e3 + 10864.4 + 2500));
  CHECK(sums.brakes_j(0) == 0.0);
  CHECK(sums.recovered_j(0) == 0.0);
  CHECK(sums.missed_s(0) == 0.0);
}

TEST_CASE("gaining 10 m/s in 10 s the step is what one computes by hand") {
  // Means over the step: v 15, v^2 700/3, v^3 3750. Rolling 200 x 150 + 5 x 700/3 x 10, air 0.8 x
  // 3750 x 10, kinetic 1500 x 300. Mean force 521,666.67 J / 150 m.
  const auto sums = step_of(round_lane(), 10, 20);
  const double wheel_j = 30e3 + 35e3 / 3 + 30e3 + 450e3;
  const double force_n = wheel_j / 150;
  const double loss_w = 200 + 30 * 15 + 0.02 * force_n * 15 + 1e-4 * force_n * force_n;
  CHECK(sums.distance_m(0) == Approx(150));
  CHECK(sums.rolling_j(0) == Approx(30e3 + 35e3 / 3));
  CHECK(sums.air_j(0) == Approx(30e3));
  CHECK(sums.kinetic_j(0) == Approx(450e3));
  CHECK(sums.traction_j(0) == Approx(wheel_j));
  CHECK(sums.drive_j(0) == Approx(10 * loss_w));
  CHECK(sums.battery_j(0) == Approx(wheel_j + 10 * loss_w + 2500));
}

TEST_CASE("losing 10 m/s in 10 s gives 95 % of the braking back, less losses") {
  const auto sums = step_of(round_lane(), 20, 10);
  const double braking_j = 450e3 - 30e3 - 35e3 / 3 - 30e3;
  const double force_n = 0.95 * braking_j / 150;
  const double loss_w = 200 + 30 * 15 + 0.02 * force_n * 15 + 1e-4 * force_n * force_n;
  CHECK(sums.traction_j(0) == 0.0);
  CHECK(sums.recovered_j(0) == Approx(0.95 * braking_j));
  CHECK(sums.brakes_j(0) == Approx(0.05 * braking_j));
  CHECK(sums.battery_j(0) == Approx(-0.95 * braking_j + 10 * loss_w + 2500));
}

TEST_CASE("regeneration keeps to its limits of force, power, speed and battery") {
  auto lanes = round_lane();
  lanes.regeneration_force_n = 1000.0;
  CHECK(step_of(lanes, 20, 10).recovered_j(0) == Approx(1000 * 150));
  lanes = round_lane();
  lanes.regeneration_power_w = 7e3;
  CHECK(step_of(lanes, 20, 10).recovered_j(0) == Approx(70e3));
  // 1.05 x (1.05 - 1) / R = 5.25 kW.
  lanes = round_lane();
  lanes.largest_voltage = 1.05;
  lanes.resistance_per_w = 1e-5;
  CHECK(step_of(lanes, 20, 10).recovered_j(0) == Approx(52.5e3));
  // Below walking pace brakes do all of it; at 2.4 m/s half fades.
  lanes = round_lane();
  lanes.rolling_n = lanes.viscous_n_s_per_m = lanes.aero_n_s2_per_m2 = 0.0;
  CHECK(step_of(lanes, 2.8, 0).recovered_j(0) == Approx(0).scale(1.0));
  CHECK(step_of(lanes, 2.8, 0).brakes_j(0) == Approx(1500 * 2.8 * 2.8));
  CHECK(step_of(lanes, 3, 1.8).recovered_j(0) == Approx(0.5 * 0.95 * 1500 * (9 - 1.8 * 1.8)));
}

TEST_CASE("climbing costs weight times height") {
  const auto sums = step_of(round_lane(), 20, 20, 0.05);
  const double slope = std::atan(0.05);
  CHECK(sums.climb_j(0) == Approx(28000 * 200 * std::sin(slope)));
  CHECK(sums.rolling_j(0) == Approx(200 * 200 * std::cos(slope) + 20e3));
}

TEST_CASE("wind from ahead and behind acts on the square of the speed through the air") {
  auto lanes = round_lane();
  const auto air_j = [&](double wind_m_per_s, double speed) {
    lanes.wind_m_per_s = wind_m_per_s;
    lanes.wind_square_m2_per_s2 = wind_m_per_s * wind_m_per_s;
    return step_of(lanes, speed, speed).air_j(0);
  };
  CHECK(air_j(5, 20) == Approx(0.8 * 25 * 25 * 200));
  CHECK(air_j(-5, 20) == Approx(0.8 * 15 * 15 * 200));
  // A wind from behind that is faster than the truck pushes it.
  CHECK(air_j(-15, 10) == Approx(-0.8 * 5 * 5 * 100));
}

TEST_CASE("the current through the resistance is that of the terminal power") {
  auto lanes = round_lane();
  lanes.resistance_per_w = 2e-6;
  const auto sums = step_of(lanes, 20, 20);
  const double terminal_w = 12400 + 1086.44 + 250;
  // V I - R I^2 = P with V = 1.
  const double current = (1 - std::sqrt(1 - 4 * 2e-6 * terminal_w)) / (2 * 2e-6);
  CHECK(sums.battery_j(0) == Approx(10 * current));
  CHECK(sums.resistance_j(0) == Approx(10 * 2e-6 * current * current));
}

TEST_CASE("whole cycles agree with a scalar truck of other code") {
  // Regeneration is limited by the voltage, but not by a battery that is full.
  constexpr double nearly_full = 0.04;
  struct Sample {
    std::string reference;
    std::string cycle;
    energy::Conditions conditions;
  };
  auto cold = neutral();
  cold.ambient = units::celsius(-15);
  cold.payload = units::kilograms(300);
  auto towing = neutral();
  towing.trailer = energy::TrailerLoad{units::kilograms(1500), units::square_metres(1.5), 0.01};
  towing.grade = 0.015;
  auto windy = neutral();
  windy.ambient = units::celsius(32);
  windy.wind = units::metres_per_second(7);
  windy.wind_from = model::WindFrom::behind;
  auto storm = windy;
  storm.wind_from = model::WindFrom::around;
  storm.altitude = units::metres(1600);
  storm.grade = -0.02;

  for (const auto& sample : {Sample{"radar_rd6:kwh86", "epa_udds", cold},
                             Sample{"ford_f150_lightning:pro_sr", "wltc_3b", towing},
                             Sample{"slate_truck:kwh53", "nedc", windy},
                             Sample{"rivian_r1t:quad_large_2022", "epa_us06", storm}}) {
    CAPTURE(sample.reference);
    const auto vehicle = truck(sample.reference);
    const auto road = cycle(sample.cycle);
    const energy::Case input{&vehicle, sample.conditions};
    const auto ours = Traced{energy::compile({&input, 1}, road),
                             energy::compile_steps(road, sample.conditions.grade), nearly_full}
                          .tally;
    ScalarTruck theirs{vehicle, sample.conditions, road, nearly_full};
    theirs.drive(road, sample.conditions.grade);
    const double scale = theirs.sums.traction_j;
    const auto agree = [scale](double a, double b) { return std::abs(a - b) < 1e-9 * scale; };
    CHECK(ours.missed_s(0) == 0.0);
    CHECK(ours.time_s(0) == Approx(theirs.sums.time_s));
    CHECK(ours.distance_m(0) == Approx(theirs.sums.distance_m));
    CHECK(agree(ours.battery_j(0), theirs.sums.battery_j));
    CHECK(agree(ours.rolling_j(0), theirs.sums.rolling_j));
    CHECK(agree(ours.air_j(0), theirs.sums.air_j));
    CHECK(agree(ours.climb_j(0), theirs.sums.climb_j));
    CHECK(agree(ours.brakes_j(0), theirs.sums.brakes_j));
    CHECK(agree(ours.drive_j(0), theirs.sums.drive_j));
    CHECK(agree(ours.resistance_j(0), theirs.sums.resistance_j));
    CHECK(agree(ours.traction_j(0), theirs.sums.traction_j));
    CHECK(agree(ours.recovered_j(0), theirs.sums.recovered_j));
    CHECK(
        agree(ours.base_j(0) + ours.cabin_j(0) + ours.conditioning_j(0), theirs.sums.auxiliary_j));
  }
}

TEST_CASE("a trace has a row for each step, whose powers add up, and its sums are the tally's") {
  const auto vehicle = truck("radar_rd6:kwh86");
  auto conditions = neutral();
  conditions.ambient = units::celsius(-5);
  const auto road = cycle("epa_udds");
  const energy::Case input{&vehicle, conditions};
  const auto lanes = energy::compile({&input, 1}, road);
  const auto steps = energy::compile_steps(road, 0.0);
  const Traced run{lanes, steps};

  REQUIRE(run.trace.steps.size() == road.steps());
  double battery_j = 0.0;
  double before_s = 0.0;
  double before_soc = 1.0;
  for (std::size_t k = 0; k < road.steps(); ++k) {
    CAPTURE(k);
    const auto& row = run.trace.steps[k];
    CHECK(row.time_s == Approx(road.time_s[k + 1]));
    CHECK(row.target_speed_m_per_s == road.speed_m_per_s[k + 1]);
    CHECK(row.speed_m_per_s == row.target_speed_m_per_s);
    CHECK(row.brake_power_w >= 0.0);
    CHECK(row.battery_power_w ==
          Approx(row.terminal_power_w + row.resistance_loss_w).epsilon(1e-9));
    // What leaves the terminals beside losses and auxiliaries drives, or is recovered from braking.
    const double motor_w = row.terminal_power_w - row.drive_loss_w - row.auxiliary_power_w;
    CHECK(motor_w == Approx(row.wheel_power_w + row.brake_power_w).scale(1e3));
    // The battery's charge falls exactly when it delivers.
    CHECK((row.state_of_charge < before_soc) == (row.battery_power_w > 0.0));
    battery_j += row.battery_power_w * (row.time_s - before_s);
    before_s = row.time_s;
    before_soc = row.state_of_charge;
  }
  CHECK(battery_j == Approx(run.tally.battery_j(0)).epsilon(1e-9));
  CHECK(run.trace.steps.back().distance_m == run.tally.distance_m(0));
  CHECK(before_soc == Approx(1.0 - run.state.drained_j(0) / lanes.usable_j(0)));
}

TEST_CASE("recording a trace changes no bit of the drive") {
  const auto vehicle = truck("slate_truck:kwh53");
  const auto road = cycle("epa_us06");
  const energy::Case input{&vehicle, neutral()};
  Traced run{energy::compile({&input, 1}, road), energy::compile_steps(road, 0.0)};
  auto silent = drive_once(vehicle, neutral(), road);
  CHECK(run.state.drained_j(0) == silent.state.drained_j(0));
  for (std::size_t i = 0; i < run.tally.all().size(); ++i)
    CHECK((*run.tally.all()[i])(0) == (*silent.tally.all()[i])(0));
}

TEST_CASE("a trace ends where the battery does") {
  const auto vehicle = truck("radar_rd6:kwh86");
  const energy::Case input{&vehicle, neutral()};
  const auto road = trace({{0, 20}, {60, 20}, {120, 20}, {180, 20}, {240, 20}});
  const auto lanes = energy::compile({&input, 1}, road);
  // Enough for one step and a part of the second.
  const Traced whole{lanes, energy::compile_steps(road, 0.0), 0.5};
  const double step_share = 0.5 - whole.trace.steps.front().state_of_charge;
  const Traced run{lanes, energy::compile_steps(road, 0.0), 1.0 - 1.5 * step_share};

  REQUIRE(run.trace.steps.size() == 2);
  CHECK(run.trace.steps.back().state_of_charge == Approx(0).scale(1.0));
  CHECK(run.trace.steps.back().time_s > energy::longest_step_s);
  CHECK(run.trace.steps.back().time_s < 1.5 * energy::longest_step_s);  // less voltage near empty
  CHECK(run.tally.time_s(0) == run.trace.steps.back().time_s);
  CHECK(run.state.drained_j(0) == Approx(lanes.usable_j(0)));
  CHECK(run.tally.distance_m(0) == Approx(20 * run.tally.time_s(0)));
}

TEST_CASE("an empty battery drives nothing") {
  const auto vehicle = truck("radar_rd6:kwh86");
  const energy::Case input{&vehicle, neutral()};
  const auto road = cycle("epa_hwfet");
  const auto lanes = energy::compile({&input, 1}, road);
  Traced run{lanes, energy::compile_steps(road, 0.0), 1.0};
  CHECK(run.trace.steps.empty());
  for (const Eigen::ArrayXd* sum : run.tally.all()) CHECK((*sum)(0) == 0.0);
}

TEST_CASE("what a cold battery cannot give is left out, the cabin first, and energy balances") {
  auto vehicle = as_published("radar_rd6:kwh63");
  give(vehicle.battery.energy_usable, units::kilowatt_hours(5));
  give(vehicle.battery.discharge_power, units::kilowatts(3));
  vehicle = ready(vehicle);
  auto conditions = neutral();
  conditions.ambient = units::celsius(-30);
  const auto road = trace({{0, 0}, {600, 0}});
  const energy::Case input{&vehicle, conditions};
  auto lanes = energy::compile({&input, 1}, cycle("nycc"));
  const double wanted_w = lanes.base_w(0) + lanes.cabin_w(0) + lanes.conditioning_w(0);
  REQUIRE(wanted_w > 3000.0);
  const auto drive = energy::drive_once(lanes, energy::compile_steps(road, 0.0), 1);
  CHECK(drive.tally.time_s(0) == Approx(600.0));
  CHECK(drive.tally.base_j(0) == Approx(600.0 * lanes.base_w(0)));
  CHECK(drive.tally.conditioning_j(0) == Approx(600.0 * lanes.conditioning_w(0)));
  CHECK(drive.tally.cabin_j(0) < 600.0 * lanes.cabin_w(0));
  CHECK(drive.tally.cabin_j(0) > 0.0);
  CHECK(energy::balance(drive.tally, 0).imbalance < 1e-9);
}

TEST_CASE("a battery that cannot even keep the drive on counts as empty") {
  auto vehicle = as_published("radar_rd6:kwh63");
  give(vehicle.battery.discharge_power, units::watts(50));
  vehicle = ready(vehicle);
  const auto drive = drive_once(vehicle, neutral(), cycle("nycc"));
  CHECK(drive.tally.distance_m(0) == 0.0);
  CHECK(drive.tally.battery_j(0) == 0.0);
}
