// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/lanes.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/energy/drive_losses.hpp"
#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

const model::DriveCycle steady = model::constant_speed(units::metres_per_second(20));

energy::Lanes lanes_of(const std::vector<energy::Case>& cases) {
  return energy::compile(cases, steady);
}

energy::Lanes lane_of(const model::Vehicle& vehicle, const energy::Conditions& conditions) {
  return lanes_of({{&vehicle, conditions}});
}

// Two stops in 80 s, and a slope: every branch of the kernel in a few steps.
model::DriveCycle short_cycle() {
  auto result = trace({{0, 0}, {8, 14}, {20, 14}, {26, 0}, {30, 0}, {36, 19}, {60, 21}, {72, 0}});
  result.grade[1] = 0.03;
  result.grade[5] = -0.05;
  return result;
}

// Unlike trucks under unlike conditions: cold, wind from all sides, a trailer, and a truck that
// falls behind. 17 of them need three blocks.
struct Mixed {
  std::vector<model::Vehicle> vehicles;
  std::vector<energy::Case> cases;

  Mixed() {
    for (const std::string reference :
         {"radar_rd6:kwh86", "ford_f150_lightning:pro_sr", "rivian_r1t:quad_large_2022",
          "slate_truck:kwh53", "kgm_musso_ev:2wd"})
      vehicles.push_back(truck(reference));
    vehicles.push_back(weak_truck());
    for (std::size_t i = 0; i < 17; ++i) {
      energy::Conditions conditions = neutral();
      conditions.ambient = units::celsius(25.0 - 4.0 * static_cast<double>(i % 9));
      conditions.payload = units::kilograms(40.0 * static_cast<double>(i));
      conditions.wind = units::metres_per_second(static_cast<double>(i % 5));
      conditions.wind_from = i % 3 == 0   ? model::WindFrom::behind
                             : i % 3 == 1 ? model::WindFrom::ahead
                                          : model::WindFrom::around;
      if (i % 4 == 3)
        conditions.trailer =
            energy::TrailerLoad{units::kilograms(2000), units::square_metres(2), 0.01};
      cases.push_back({&vehicles[i % vehicles.size()], conditions});
    }
  }

  static model::Vehicle weak_truck() {
    model::Vehicle vehicle = as_published("radar_rd6:kwh63");
    give(vehicle.body.curb_mass, units::kilograms(4000));
    give(vehicle.powertrain.power, units::kilowatts(40));
    return ready(std::move(vehicle));
  }
};

using Driver = energy::Drive (*)(const energy::Lanes&, const energy::Steps&, int);

// Everything that a lane's drive came to.
std::vector<double> sums_of(energy::Drive& drive, Eigen::Index lane) {
  std::vector<double> sums{drive.state.speed_m_per_s(lane), drive.state.drained_j(lane)};
  for (const Eigen::ArrayXd* sum : drive.tally.all()) sums.push_back((*sum)(lane));
  return sums;
}

std::vector<std::vector<double>> driven(Driver driver, const std::vector<energy::Case>& cases,
                                        int threads) {
  const auto cycle = short_cycle();
  auto drive = driver(energy::compile(cases, cycle), energy::compile_steps(cycle, 0.0), threads);
  std::vector<std::vector<double>> result;
  for (std::size_t i = 0; i < cases.size(); ++i)
    result.push_back(sums_of(drive, static_cast<Eigen::Index>(i)));
  return result;
}

// Each case driven by itself is the standard; then together, in fewer lanes, in another order and
// on two threads. Equal means equal bits.
void check_bits(Driver driver) {
  const Mixed mixed;
  std::vector<std::vector<double>> alone;
  for (const auto& input : mixed.cases) alone.push_back(driven(driver, {input}, 1).front());

  for (const std::size_t count : {1U, 3U, 8U, 17U}) {
    for (const int threads : {1, 2}) {
      CAPTURE(count);
      CAPTURE(threads);
      const std::vector<energy::Case> cases(
          mixed.cases.begin(), mixed.cases.begin() + static_cast<std::ptrdiff_t>(count));
      const auto together = driven(driver, cases, threads);
      for (std::size_t i = 0; i < count; ++i) {
        CAPTURE(i);
        CHECK(together[i] == alone[i]);
      }
    }
  }

  std::vector<energy::Case> reversed(mixed.cases.rbegin(), mixed.cases.rend());
  const auto backwards = driven(driver, reversed, 2);
  for (std::size_t i = 0; i < reversed.size(); ++i) {
    CAPTURE(i);
    CHECK(backwards[i] == alone[reversed.size() - 1 - i]);
  }
}

}  // namespace

TEST_CASE("lanes are padded to whole blocks, with the first case") {
  const Mixed mixed;
  for (const auto& [count, padded] : {std::pair{1, 8}, {3, 8}, {8, 8}, {9, 16}, {17, 24}}) {
    CAPTURE(count);
    const auto lanes = lanes_of({mixed.cases.begin(), mixed.cases.begin() + count});
    CHECK(lanes.size == count);
    CHECK(lanes.padded == padded);
    CHECK(lanes.usable_j.size() == padded);
    for (Eigen::Index i = count; i < padded; ++i) {
      CHECK(lanes.usable_j(i) == lanes.usable_j(0));
      CHECK(lanes.weight_n(i) == lanes.weight_n(0));
      CHECK(lanes.cabin_w(i) == lanes.cabin_w(0));
      CHECK((lanes.voltage_shape.row(i) == lanes.voltage_shape.row(0)).all());
    }
  }
}

TEST_CASE("to compile no case at all is a fault of the program") {
  CHECK_THROWS_AS((void)lanes_of({}), std::logic_error);
}

TEST_CASE("wind is against the truck from ahead, for it from behind, its square from all sides") {
  const auto vehicle = truck("radar_rd6:kwh86");
  const auto wind = [&](model::WindFrom from) {
    auto conditions = neutral();
    conditions.wind = units::metres_per_second(10);
    conditions.wind_from = from;
    const auto lanes = lane_of(vehicle, conditions);
    return std::pair{lanes.wind_m_per_s(0), lanes.wind_square_m2_per_s2(0)};
  };
  CHECK(wind(model::WindFrom::ahead) == std::pair{10.0, 100.0});
  CHECK(wind(model::WindFrom::behind) == std::pair{-10.0, 100.0});
  // From all around its square counts once, and again for the drag that yaw adds.
  CHECK(wind(model::WindFrom::around).first == 0.0);
  CHECK(wind(model::WindFrom::around).second == Approx(100.0 * energy::around_wind_share));
  CHECK(energy::around_wind_share == Approx(2.64).epsilon(0.01));
  CHECK(wind(model::WindFrom::climate).first == 0.0);
  CHECK(wind(model::WindFrom::climate).second ==
        Approx(wind(model::WindFrom::around).second * 4.0 / std::numbers::pi));
}

TEST_CASE("the square of a climate's wind is that of speeds spread by Rayleigh's law") {
  // Density of the speed x, in means: pi/2 x exp(-pi/4 x^2).
  const double step = 1e-3;
  double mean = 0.0;
  double mean_square = 0.0;
  for (double x = step / 2; x < 8.0; x += step) {
    const double density = std::numbers::pi / 2.0 * x * std::exp(-std::numbers::pi / 4.0 * x * x);
    mean += x * density * step;
    mean_square += x * x * density * step;
  }
  CHECK(mean == Approx(1.0).epsilon(1e-6));
  CHECK(mean_square == Approx(energy::climate_wind_share).epsilon(1e-6));
}

TEST_CASE("warming the cabin up is spread over the time of one trip") {
  const auto vehicle = truck("radar_rd6:kwh86");
  auto conditions = neutral();
  conditions.ambient = units::celsius(6);
  conditions.trip = units::kilometres(12);  // 600 s at 20 m/s
  CHECK(lane_of(vehicle, conditions).cabin_w(0) == Approx(1000 + 10 * 125e3 / 600));
  conditions.trip = units::kilometres(120);
  CHECK(lane_of(vehicle, conditions).cabin_w(0) == Approx(1000 + 10 * 125e3 / 6000));
}

TEST_CASE("wheel force is limited by torque or by the grip of the driven axle") {
  auto vehicle = truck("radar_rd6:kwh86");
  give(vehicle.powertrain.drive, model::Drive::rear);
  give(vehicle.body.rear_axle_share, 0.45);
  give(vehicle.body.curb_mass, units::kilograms(2000));
  const auto peak_n = [&] { return lane_of(vehicle, neutral()).peak_force_n(0); };

  give(vehicle.powertrain.torque, units::newton_metres(100));
  CHECK(peak_n() == Approx(energy::peak_wheel_force(vehicle).value()));
  give(vehicle.powertrain.torque, units::newton_metres(2000));
  CHECK(peak_n() == Approx(0.45 * 2000 * 9.80665));
  give(vehicle.powertrain.drive, model::Drive::front);
  CHECK(peak_n() == Approx(0.55 * 2000 * 9.80665));
  give(vehicle.powertrain.drive, model::Drive::all);
  CHECK(peak_n() == Approx(2000 * 9.80665));
}

TEST_CASE("regeneration brakes with 0.3 g of all that rolls, if the motors can") {
  auto vehicle = truck("radar_rd6:kwh86");
  give(vehicle.body.curb_mass, units::kilograms(2000));
  give(vehicle.powertrain.torque, units::newton_metres(2000));
  auto conditions = neutral();
  conditions.trailer = energy::TrailerLoad{units::kilograms(1000), units::square_metres(1), 0.01};
  CHECK(lane_of(vehicle, conditions).regeneration_force_n(0) == Approx(0.3 * 3000 * 9.80665));
  give(vehicle.powertrain.torque, units::newton_metres(100));
  CHECK(lane_of(vehicle, conditions).regeneration_force_n(0) ==
        Approx(energy::peak_wheel_force(vehicle).value()));
}

TEST_CASE("steps have the trace's times and speeds, and the slope of cycle and road together") {
  auto cycle = trace({{0, 3}, {2, 5}, {7, 9}});
  cycle.grade = {0.05, -0.02, 0.4};
  const auto steps = energy::compile_steps(cycle, 0.01);
  REQUIRE(steps.size() == 2);
  CHECK(steps.start_speed_m_per_s == 3.0);
  CHECK(steps.duration_s(0) == 2.0);
  CHECK(steps.duration_s(1) == 5.0);
  CHECK(steps.target_speed_m_per_s(0) == 5.0);
  CHECK(steps.target_speed_m_per_s(1) == 9.0);
  CHECK(steps.slope_sine(0) == Approx(std::sin(std::atan(0.06))));
  CHECK(steps.slope_cosine(0) == Approx(std::cos(std::atan(0.06))));
  CHECK(steps.slope_sine(1) == Approx(std::sin(std::atan(-0.01))));
}

TEST_CASE("one drive has the same bits in any number and order of lanes and threads") {
  check_bits(energy::drive_once);
}

TEST_CASE("a drive to empty has the same bits in any number and order of lanes and threads") {
  check_bits(energy::drive_to_empty);
}

TEST_CASE("the fast range has the same bits in any number and order of lanes and threads") {
  check_bits(energy::range_to_empty);
}

TEST_CASE("steps longer than 20 s are cut into equal parts of the same road") {
  auto road = trace({{0, 10}, {100, 30}, {110, 30}});
  road.grade = {0.03, 0.0, 0.0};
  const auto steps = energy::compile_steps(road, 0.0);
  REQUIRE(steps.size() == 6);
  CHECK(steps.duration_s.sum() == Approx(110.0));
  CHECK(steps.duration_s(0) == Approx(20.0));
  CHECK(steps.target_speed_m_per_s(0) == Approx(14.0));
  CHECK(steps.target_speed_m_per_s(4) == 30.0);
  CHECK(steps.slope_sine(4) == Approx(0.03 / std::sqrt(1.0009)));
  CHECK(steps.slope_sine(5) == 0.0);
}

TEST_CASE("the energy of a whole battery does not depend on how coarse a log is") {
  const auto vehicle = truck("radar_rd6:kwh86");
  const auto whole_range = [&](double step_s) {
    std::vector<std::pair<double, double>> points;
    for (double time = 0.0; time <= 7200.0; time += step_s) points.emplace_back(time, 22.0);
    const auto road = trace(points);
    const energy::Case input{&vehicle, neutral()};
    const auto drive = energy::drive_to_empty(energy::compile({&input, 1}, road),
                                              energy::compile_steps(road, 0.0), 1);
    CHECK(drive.tally.battery_j(0) ==
          Approx(units::in_joules(*vehicle.battery.energy_usable)).epsilon(2e-4));
    return drive.tally.distance_m(0);
  };
  CHECK(whole_range(7200.0) == Approx(whole_range(1.0)).epsilon(5e-4));
}
