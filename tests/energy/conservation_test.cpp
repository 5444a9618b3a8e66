// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

// What the battery gave is what went into air, rolling, height, speed, brakes, drive, resistance
// and auxiliaries, to 1e-9 of the largest of them, in every run.

namespace {

constexpr double bar = 1e-9;

// Certified road load and none, nickel cells and LFP, and a truck too weak for most traces.
std::vector<model::Vehicle> fleet() {
  std::vector<model::Vehicle> vehicles;
  for (const std::string reference :
       {"radar_rd6:kwh63", "radar_rd6:kwh86", "kgm_musso_ev:awd", "ford_f150_lightning:lariat_er",
        "rivian_r1t:quad_large_2022"})
    vehicles.push_back(truck(reference));
  model::Vehicle weak = as_published("radar_rd6:kwh63");
  give(weak.body.curb_mass, units::kilograms(4000));
  give(weak.powertrain.power, units::kilowatts(60));
  vehicles.push_back(ready(std::move(weak)));
  return vehicles;
}

// Mild, cold and high, head wind, hot with a tail wind, and a trailer in a wind from all sides.
std::vector<energy::Conditions> weather() {
  std::vector<energy::Conditions> result(5, neutral());
  result[1].ambient = units::celsius(-18);
  result[1].altitude = units::metres(2500);
  result[1].payload = units::kilograms(350);
  result[1].trip = units::kilometres(5);
  result[2].wind = units::metres_per_second(9);
  result[3].ambient = units::celsius(38);
  result[3].wind = units::metres_per_second(12);
  result[3].wind_from = model::WindFrom::behind;
  result[4].wind = units::metres_per_second(6);
  result[4].wind_from = model::WindFrom::around;
  result[4].trailer = energy::TrailerLoad{units::kilograms(2000), units::square_metres(2), 0.01};
  return result;
}

// Drives all trucks in all weather along a cycle on a road of some slope.
void check_balance(energy::Drive (*driver)(const energy::Lanes&, const energy::Steps&, int),
                   const model::DriveCycle& road, double grade) {
  const auto vehicles = fleet();
  std::vector<energy::Case> cases;
  for (const auto& vehicle : vehicles)
    for (const auto& conditions : weather()) cases.push_back({&vehicle, conditions});
  const auto lanes = energy::compile(cases, road);
  const auto drive = driver(lanes, energy::compile_steps(road, grade), 0);

  for (std::size_t i = 0; i < cases.size(); ++i) {
    CAPTURE(road.id);
    CAPTURE(grade);
    CAPTURE(cases[i].vehicle->key());
    CAPTURE(i % weather().size());
    const auto lane = static_cast<Eigen::Index>(i);
    const auto balance = energy::balance(drive.tally, lane);
    CHECK(std::isfinite(balance.battery_j));
    CHECK(balance.imbalance < bar);
    CHECK(drive.state.drained_j(lane) <= lanes.usable_j(lane));
  }
}

}  // namespace

TEST_CASE("energy is conserved on every shipped cycle, level and up and down a slope") {
  model::Catalog files = catalog();
  CHECK(files.cycles().size() >= 13);
  for (const auto& entry : files.cycles())
    for (const double grade : {0.0, 0.04, -0.04})
      check_balance(energy::drive_once, files.cycle(entry.id), grade);
}

TEST_CASE("energy is conserved until the battery is empty") {
  for (const std::string id : {"epa_us06", "nycc"})
    for (const double grade : {0.0, 0.03}) check_balance(energy::drive_to_empty, cycle(id), grade);
}

TEST_CASE("energy is conserved by the fast range") {
  for (const std::string id : {"epa_udds", "epa_hwfet", "epa_us06", "wltc_3b", "nedc"})
    for (const double grade : {0.0, 0.02, -0.01})
      check_balance(energy::range_to_empty, cycle(id), grade);
}

TEST_CASE("energy is conserved on a cycle with uneven steps, hills and a moving start") {
  auto road = trace(
      {{0, 12}, {0.4, 12.5}, {3, 11}, {3.1, 11}, {40, 25}, {65, 3}, {66, 0}, {500, 0}, {520, 22}});
  road.grade = {0.1, 0.0, -0.12, 0.05, -0.02, 0.0, 0.2, 0.2, 0.0};
  for (const auto driver : {energy::drive_once, energy::drive_to_empty, energy::range_to_empty})
    check_balance(driver, road, 0.0);
}

TEST_CASE("on a level trace that ends at rest no energy is left in height or speed") {
  const auto run = drive_once(truck("radar_rd6:kwh86"), neutral(), cycle("epa_udds"));
  CHECK(run.tally.climb_j(0) == 0.0);
  CHECK(std::abs(run.tally.kinetic_j(0)) < bar * run.tally.traction_j(0));
  CHECK(run.tally.traction_j(0) - run.tally.recovered_j(0) - run.tally.brakes_j(0) ==
        Approx(run.tally.rolling_j(0) + run.tally.air_j(0)));
}

TEST_CASE("the balance names each cause once and tells what is missing") {
  auto run = drive_once(truck("radar_rd6:kwh86"), neutral(), cycle("epa_hwfet"));
  const auto whole = energy::balance(run.tally, 0);
  CHECK(whole.terms.size() == 10);
  double sum_j = 0.0;
  for (const auto& term : whole.terms) sum_j += term.energy_j;
  CHECK(sum_j == Approx(whole.battery_j).epsilon(bar));
  CHECK(whole.imbalance < bar);

  run.tally.brakes_j(0) += 0.01 * whole.battery_j;
  CHECK(energy::balance(run.tally, 0).imbalance == Approx(0.01));
  CHECK(energy::balance(energy::Tally(8), 0).imbalance == 0.0);
}
