// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/engine_lanes.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "engine_trucks.hpp"

using namespace trucks;

TEST_CASE("trucks with an engine and without do not share lanes") {
  const auto electric = truck("radar_rd6:kwh86");
  const auto petrol = engine_truck("f150_2wd");
  const energy::Case a{&electric, neutral()};
  const energy::Case b{&petrol, neutral()};
  CHECK_THROWS_AS((void)energy::compile({&b, 1}, cycle("epa_udds")), std::logic_error);
  CHECK_THROWS_AS((void)energy::compile_engines({&a, 1}, cycle("epa_udds")), std::logic_error);
  CHECK_THROWS_AS((void)energy::compile_engines({}, cycle("epa_udds")), std::logic_error);
}

TEST_CASE("neighbours and threads change no bit of a lane with an engine") {
  const auto all = engine_trucks();
  const auto udds = cycle("epa_udds");
  std::vector<energy::Case> cases;
  for (int copy = 0; copy < 4; ++copy)
    for (const auto& truck : all) cases.push_back({&truck, neutral()});
  const auto steps = energy::compile_steps(udds, 0.0);
  const auto together = energy::compile_engines(cases, udds);
  const auto drive = [&](const energy::EngineLanes& lanes, int threads) {
    energy::EngineState state(lanes.lanes.padded);
    energy::EngineTally tally(lanes.lanes.padded);
    energy::drive_engines(lanes, steps, 2, energy::EngineEnd::cycle, state, tally, threads);
    return tally;
  };
  const auto two = drive(together, 2);
  for (std::size_t i = 0; i < cases.size(); i += 7) {
    const auto alone = drive(energy::compile_engines({&cases[i], 1}, udds), 1);
    CAPTURE(cases[i].vehicle->trim);
    CHECK(two.fuel_j(static_cast<Eigen::Index>(i)) == alone.fuel_j(0));
    CHECK(two.common.battery_j(static_cast<Eigen::Index>(i)) == alone.common.battery_j(0));
  }
}
