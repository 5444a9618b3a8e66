// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/range.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

constexpr const char* usual_cycles[] = {"epa_udds", "epa_hwfet", "epa_us06", "la92", "nycc",
                                        "wltc_3b",  "cltc_p",    "nedc",     "sc03", "hhddt65"};

energy::Conditions with_crew() {
  energy::Conditions conditions;
  conditions.crew = units::kilograms(136);
  return conditions;
}

// Lanes and steps of trucks that all meet the same conditions.
struct Road {
  energy::Lanes lanes;
  energy::Steps steps;

  Road(const std::vector<model::Vehicle>& vehicles, const model::DriveCycle& cycle,
       const energy::Conditions& conditions) {
    std::vector<energy::Case> cases;
    for (const auto& vehicle : vehicles) cases.push_back({&vehicle, conditions});
    lanes = energy::compile(cases, cycle);
    steps = energy::compile_steps(cycle, conditions.grade);
  }
};

// The fast range against the driven one for a set of trucks on the usual cycles.
void compare(const std::vector<model::Vehicle>& vehicles, const energy::Conditions& conditions) {
  for (const std::string id : usual_cycles) {
    const auto cycle = trucks::cycle(id);
    const Road road{vehicles, cycle, conditions};
    const auto driven = energy::drive_to_empty(road.lanes, road.steps);
    const auto fast = energy::range_to_empty(road.lanes, road.steps);
    for (std::size_t i = 0; i < vehicles.size(); ++i) {
      CAPTURE(id);
      CAPTURE(vehicles[i].key());
      const auto lane = static_cast<Eigen::Index>(i);
      const double driven_m = driven.tally.distance_m(lane);
      const double difference_m = std::abs(fast.tally.distance_m(lane) - driven_m);
      CHECK(difference_m <= 0.0005 * driven_m);
      CHECK(fast.tally.battery_j(lane) == Approx(driven.tally.battery_j(lane)).epsilon(0.002));
    }
  }
}

}  // namespace

TEST_CASE("the fast range agrees with the driven one on all trucks and cycles") {
  const auto vehicles = all_trucks();
  CHECK(vehicles.size() >= 24);
  compare(vehicles, with_crew());
}

TEST_CASE("the fast range agrees with the driven one in the cold and with a trailer") {
  const std::vector<model::Vehicle> vehicles{truck("radar_rd6:kwh63"),
                                             truck("radar_rd6:kwh86"),
                                             truck("ford_f150_lightning:platinum_er"),
                                             truck("rivian_r1t:quad_large_2022"),
                                             truck("slate_truck:kwh53"),
                                             truck("kgm_musso_ev:2wd")};
  auto cold = with_crew();
  cold.ambient = units::celsius(-15);
  auto towing = with_crew();
  towing.trailer = energy::TrailerLoad{units::kilograms(1500), units::square_metres(2), 0.01};
  compare(vehicles, cold);
  compare(vehicles, towing);
}

TEST_CASE("the fast range follows trucks that fall behind as they are driven") {
  auto weak = as_published("radar_rd6:kwh63");
  give(weak.powertrain.power, units::kilowatts(50));
  const auto us06 = cycle("epa_us06");
  const Road road{{ready(weak)}, us06, with_crew()};
  const auto driven = energy::drive_to_empty(road.lanes, road.steps);
  const auto fast = energy::range_to_empty(road.lanes, road.steps);
  CHECK(driven.tally.shortfall_m(0) > 0.0);
  CHECK(fast.tally.distance_m(0) == driven.tally.distance_m(0));
  CHECK(fast.tally.missed_s(0) == driven.tally.missed_s(0));
}

TEST_CASE("a drive to empty uses the battery up, no more and no less") {
  const auto vehicles = all_trucks();
  const Road road{vehicles, cycle("epa_hwfet"), with_crew()};
  for (const auto driver : {energy::drive_to_empty, energy::range_to_empty}) {
    const auto drive = driver(road.lanes, road.steps, 0);
    for (Eigen::Index i = 0; i < road.lanes.size; ++i) {
      CAPTURE(vehicles[static_cast<std::size_t>(i)].key());
      CHECK(drive.state.drained_j(i) == Approx(road.lanes.usable_j(i)).epsilon(1e-11));
      // The mean of the voltage is one, so the energy delivered is the usable energy.
      CHECK(drive.tally.battery_j(i) == Approx(road.lanes.usable_j(i)).epsilon(0.002));
    }
  }
}

TEST_CASE("once along a cycle is its distance, and its time") {
  const auto wltc = cycle("wltc_3b");
  const auto drive = drive_once(truck("radar_rd6:kwh86"), with_crew(), wltc);
  CHECK(drive.tally.distance_m(0) == Approx(wltc.distance().value()));
  CHECK(drive.tally.time_s(0) == Approx(wltc.duration().value()));
  CHECK(drive.state.speed_m_per_s(0) == wltc.speed_m_per_s.back());
  CHECK(drive.state.drained_j(0) > 0.0);
}

TEST_CASE("a battery too small for one cycle ends within it") {
  auto vehicle = truck("radar_rd6:kwh86");
  give(vehicle.battery.energy_usable, units::kilowatt_hours(2));
  const auto wltc = cycle("wltc_3b");
  const Road road{{vehicle}, wltc, with_crew()};
  const auto once = energy::drive_once(road.lanes, road.steps);
  CHECK(once.tally.distance_m(0) < wltc.distance().value());
  CHECK(once.state.drained_j(0) == Approx(2 * 3.6e6).epsilon(1e-11));
  for (const auto driver : {energy::drive_to_empty, energy::range_to_empty})
    CHECK(driver(road.lanes, road.steps, 0).tally.distance_m(0) == once.tally.distance_m(0));
}

TEST_CASE("a steady drive goes as far as its power allows") {
  const auto vehicle = truck("radar_rd6:kwh86");
  const auto road = model::constant_speed(units::kilometres_per_hour(90));
  const auto once = drive_once(vehicle, neutral(), road);
  const Road whole{{vehicle}, road, neutral()};
  const auto drive = energy::range_to_empty(whole.lanes, whole.steps);
  // The first minute, and all: apart by what the falling voltage adds to losses in the battery.
  const double first_j_per_m = once.tally.battery_j(0) / once.tally.distance_m(0);
  const double range_m = whole.lanes.usable_j(0) / first_j_per_m;
  CHECK(drive.tally.distance_m(0) < range_m);
  CHECK(drive.tally.distance_m(0) == Approx(range_m).epsilon(0.02));
  CHECK(drive.tally.distance_m(0) == Approx(25.0 * drive.tally.time_s(0)));
}

TEST_CASE("results are the sums as quantities") {
  auto drive = drive_once(truck("radar_rd6:kwh86"), with_crew(), cycle("epa_hwfet"));
  drive.tally.missed_s(0) = 7.0;
  drive.tally.shortfall_m(0) = 11.0;
  const auto result = energy::result(drive, 0);
  CHECK(units::in_metres(result.distance) == drive.tally.distance_m(0));
  CHECK(units::in_seconds(result.duration) == drive.tally.time_s(0));
  CHECK(units::in_joules(result.battery) == drive.tally.battery_j(0));
  CHECK(units::in_seconds(result.missed) == 7.0);
  CHECK(units::in_metres(result.shortfall) == 11.0);
}

TEST_CASE("a truck that rolls downhill for ever is stopped after 20,000 km") {
  auto conditions = with_crew();
  conditions.grade = -0.06;
  const auto road = model::constant_speed(units::metres_per_second(20));
  const Road downhill{{truck("radar_rd6:kwh63"), truck("radar_rd6:kwh86")}, road, conditions};
  const auto drive = energy::drive_to_empty(downhill.lanes, downhill.steps);
  for (Eigen::Index i = 0; i < downhill.lanes.size; ++i) {
    CHECK(drive.tally.distance_m(i) >= 2e7);
    CHECK(drive.tally.distance_m(i) < 2e7 + 1200.0 + 1.0);
  }
}

TEST_CASE("a full battery takes no energy from a descent, whatever its chemistry") {
  auto conditions = with_crew();
  conditions.grade = -0.06;
  const auto road = model::constant_speed(units::metres_per_second(20));
  const std::vector<model::Vehicle> vehicles{truck("radar_rd6:kwh63"), truck("radar_rd6:kwh86")};
  REQUIRE(*vehicles[0].battery.chemistry == model::Chemistry::lfp);
  REQUIRE(*vehicles[1].battery.chemistry == model::Chemistry::nmc);
  const Road downhill{vehicles, road, conditions};
  energy::State state(downhill.lanes.padded);
  energy::Tally tally(downhill.lanes.padded);
  state.speed_m_per_s = 20.0;
  for (int minute = 0; minute < 60; ++minute)
    energy::drive_block(downhill.lanes, downhill.steps, 0, state, tally);
  for (Eigen::Index i = 0; i < downhill.lanes.size; ++i) {
    CAPTURE(vehicles[static_cast<std::size_t>(i)].key());
    CHECK(state.drained_j(i) >= 0.0);
    CHECK(tally.brakes_j(i) > 0.0);
  }
}
