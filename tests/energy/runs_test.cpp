// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/runs.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "trucks.hpp"

using namespace trucks;
using energy::InstructionSet;
using energy::Precision;
using energy::Run;

namespace {

// All shipped trucks, and in their midst one that falls behind and one that is soon empty.
std::vector<model::Vehicle> mixed_fleet() {
  auto vehicles = all_trucks();
  auto weak = as_published("radar_rd6:kwh63");
  give(weak.powertrain.power, units::kilowatts(50));
  vehicles.insert(vehicles.begin() + 5, ready(std::move(weak)));
  auto small = truck("radar_rd6:kwh86");
  give(small.battery.energy_usable, units::kilowatt_hours(2));
  vehicles.insert(vehicles.begin() + 17, small);
  return vehicles;
}

struct Road {
  energy::Lanes lanes;
  energy::Steps steps;

  Road(const std::vector<model::Vehicle>& vehicles, const model::DriveCycle& cycle) {
    std::vector<energy::Case> cases;
    for (const auto& vehicle : vehicles) cases.push_back({&vehicle, neutral()});
    lanes = energy::compile(cases, cycle);
    steps = energy::compile_steps(cycle, 0.0);
  }
};

bool same_lane(energy::Drive a, Eigen::Index i, energy::Drive b, Eigen::Index k) {
  bool same = a.state.drained_j(i) == b.state.drained_j(k) &&
              a.state.speed_m_per_s(i) == b.state.speed_m_per_s(k);
  for (std::size_t term = 0; term < a.tally.all().size(); ++term)
    same = same && (*a.tally.all()[term])(i) == (*b.tally.all()[term])(k);
  return same;
}

void check_same(const energy::Drive& a, const energy::Drive& b, Eigen::Index lanes) {
  for (Eigen::Index i = 0; i < lanes; ++i) {
    CAPTURE(i);
    CHECK(same_lane(a, i, b, i));
  }
}

constexpr energy::Drive (*drivers[])(const energy::Lanes&, const energy::Steps&,
                                     const Run&) = {energy::run_once, energy::run_range};

}  // namespace

TEST_CASE("threads, width and instruction set change no bit of a drive") {
  const Road road{mixed_fleet(), cycle("epa_us06")};
  for (const auto driver : drivers)
    for (const Precision precision : {Precision::standard, Precision::single}) {
      const auto reference = driver(road.lanes, road.steps, {1, precision});
      check_same(driver(road.lanes, road.steps, {2, precision}), reference, road.lanes.size);
      check_same(driver(road.lanes, road.steps, {1, precision, InstructionSet::best, true}),
                 reference, road.lanes.size);
      for (const auto set :
           {InstructionSet::portable, InstructionSet::avx2, InstructionSet::avx512}) {
        if (!energy::kernel_runs(set)) continue;
        CAPTURE(static_cast<int>(set));
        check_same(driver(road.lanes, road.steps, {1, precision, set}), reference, road.lanes.size);
      }
    }
}

TEST_CASE("a lane's place and its neighbours change no bit of it") {
  const auto all = mixed_fleet();
  const auto udds = cycle("epa_us06");
  const Road together{all, udds};
  for (const auto driver : drivers) {
    const auto reference = driver(together.lanes, together.steps, {});
    for (const std::size_t k : {std::size_t{0}, std::size_t{5}, std::size_t{11}, std::size_t{17},
                                std::size_t{23}, all.size() - 1}) {
      CAPTURE(k);
      const Road alone{{all[k]}, udds};
      CHECK(same_lane(driver(alone.lanes, alone.steps, {}), 0, reference,
                      static_cast<Eigen::Index>(k)));
    }
  }
}

TEST_CASE("range figures are those of the range, to the last bit") {
  const Road road{mixed_fleet(), cycle("epa_udds")};
  for (const Precision precision : {Precision::standard, Precision::single}) {
    const auto range = energy::run_range(road.lanes, road.steps, {1, precision});
    const auto figures = energy::range_figures(road.lanes, road.steps, precision);
    CHECK(figures.distance_m.size() == road.lanes.size);
    for (Eigen::Index i = 0; i < road.lanes.size; ++i) {
      CAPTURE(i);
      CHECK(figures.distance_m(i) == range.tally.distance_m(i));
      CHECK(figures.time_s(i) == range.tally.time_s(i));
      CHECK(figures.battery_j(i) == range.tally.battery_j(i));
      CHECK(figures.missed_s(i) == range.tally.missed_s(i));
      CHECK(figures.shortfall_m(i) == range.tally.shortfall_m(i));
    }
  }
}

TEST_CASE("in single precision energy and range are the same to a few hundred thousandths") {
  for (const std::string id : {"epa_udds", "epa_hwfet", "wltc_3b"}) {
    CAPTURE(id);
    const Road road{all_trucks(), cycle(id)};
    const auto exact = energy::run_once(road.lanes, road.steps, {1});
    const auto single = energy::run_once(road.lanes, road.steps, {1, Precision::single});
    const auto far = energy::range_figures(road.lanes, road.steps);
    const auto single_far = energy::range_figures(road.lanes, road.steps, Precision::single);
    for (Eigen::Index i = 0; i < road.lanes.size; ++i) {
      CAPTURE(i);
      CHECK(std::abs(single.tally.battery_j(i) / exact.tally.battery_j(i) - 1.0) < 2e-5);
      CHECK(std::abs(single_far.distance_m(i) / far.distance_m(i) - 1.0) < 1e-4);
    }
  }
}

TEST_CASE("range figures of the convention of FASTSim-2 are those of its range") {
  const std::string file = std::string{EVPICKUP_TEST_SOURCE_DIR} +
                           "/tests/golden/fastsim/vehicles/fs52_f150_lightning_sr.toml:fastsim";
  const Road road{{ready(as_published(file))}, cycle("epa_udds")};
  const auto range = energy::range_to_empty(road.lanes, road.steps, 1);
  CHECK(energy::range_figures(road.lanes, road.steps).distance_m(0) == range.tally.distance_m(0));
}
