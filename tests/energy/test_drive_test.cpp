// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/test_drive.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

TEST_CASE("a part of a cycle keeps its own points") {
  const auto udds = cycle("epa_udds");
  const auto first = energy::part(udds, 0.0, 505.0);
  const auto rest = energy::part(udds, 505.0, udds.time_s.back());
  CHECK(first.time_s.back() == 505.0);
  CHECK(rest.time_s.front() == 505.0);
  CHECK(first.steps() + rest.steps() == udds.steps());
  CHECK(units::in_metres(first.distance() + rest.distance()) ==
        Approx(units::in_metres(udds.distance())));
}

TEST_CASE("a part that is no part of the cycle is a fault of the program") {
  const auto udds = cycle("epa_udds");
  CHECK_THROWS_AS((void)energy::part(udds, 0.0, 505.5), std::logic_error);
  CHECK_THROWS_AS((void)energy::part(udds, 505.0, 505.0), std::logic_error);
}

TEST_CASE("the EPA's test mass is the certified one, else curb mass and 300 lb") {
  CHECK(units::in_kilograms(energy::epa_test_mass(truck("ford_f150_lightning:pro_sr"))) ==
        Approx(6500.0 * units::kilograms_per_pound));
  const auto rd6 = truck("radar_rd6:kwh86");
  CHECK(units::in_kilograms(energy::epa_test_mass(rd6) - *rd6.body.curb_mass) ==
        Approx(300.0 * units::kilograms_per_pound));
}

TEST_CASE("the test mass of WLTP holds 28 % of what a goods vehicle may carry beside its driver") {
  auto vehicle = truck("radar_rd6:kwh86");
  give(vehicle.body.curb_mass, units::kilograms(2100));
  give(vehicle.claims.payload, units::kilograms(900));
  CHECK(units::in_kilograms(energy::wltp_test_mass(vehicle)) == Approx(2100 + 100 + 0.28 * 800));
  give(vehicle.claims.payload, units::kilograms(60));
  CHECK(units::in_kilograms(energy::wltp_test_mass(vehicle)) == Approx(2200));
}

TEST_CASE("on the rolls neither altitude nor temperature nor wind changes the road load") {
  const auto vehicle = truck("ford_f150_lightning:pro_sr");
  const auto udds = cycle("epa_udds");
  energy::TestCell cold_cell;
  cold_cell.temperature = units::celsius(-7);
  auto warm = energy::in_cell(vehicle, energy::epa_test_mass, energy::TestCell{}, udds);
  auto cold = energy::in_cell(vehicle, energy::epa_test_mass, cold_cell, udds);
  cold.altitude = units::metres(2000);
  cold.wind = units::metres_per_second(8);
  const energy::Case cases[] = {{&vehicle, warm}, {&vehicle, cold}};
  const auto lanes = energy::compile(cases, udds);
  CHECK(lanes.rolling_n(0) == lanes.rolling_n(1));
  CHECK(lanes.aero_n_s2_per_m2(0) == lanes.aero_n_s2_per_m2(1));
  CHECK(lanes.wind_m_per_s(1) == 0.0);
  CHECK(lanes.wind_square_m2_per_s2(1) == 0.0);
}

TEST_CASE("the coastdown coefficients hold as certified on the rolls, times the factor") {
  const auto vehicle = truck("ford_f150_lightning:pro_sr");
  const auto udds = cycle("epa_udds");
  energy::TestCell cell;
  cell.road_load_factor = 1.1;
  const energy::Case input{&vehicle, energy::in_cell(vehicle, energy::epa_test_mass, cell, udds)};
  const auto lanes = energy::compile({&input, 1}, udds);
  CHECK(lanes.rolling_n(0) == Approx(1.1 * units::in_newtons(*vehicle.body.road_load_a)));
  CHECK(lanes.aero_n_s2_per_m2(0) == Approx(1.1 * vehicle.body.road_load_c->value()));
}

TEST_CASE("phases driven one after the other add up to the whole cycle") {
  const auto vehicle = truck("rivian_r1t:dual_large");
  const model::Vehicle* const one[] = {&vehicle};
  const auto udds = cycle("epa_udds");
  const energy::TestBench bench(one, energy::epa_test_mass, energy::TestCell{}, udds, 1);
  auto whole_state = bench.drained(0.3);
  const auto whole = bench.drive(udds, whole_state);
  auto state = bench.drained(0.3);
  const auto first = bench.drive(energy::part(udds, 0.0, 505.0), state);
  const auto second = bench.drive(energy::part(udds, 505.0, udds.time_s.back()), state);
  const auto sum = first + second;
  CHECK(sum.battery_j(0) == Approx(whole.battery_j(0)).epsilon(1e-12));
  CHECK(sum.distance_m(0) == Approx(whole.distance_m(0)).epsilon(1e-12));
  CHECK(state.drained_j(0) == Approx(whole_state.drained_j(0)).epsilon(1e-12));
}

TEST_CASE("between the halves of a test the battery falls to 20 % and another half") {
  const auto vehicle = truck("rivian_r1t:dual_large");
  const model::Vehicle* const one[] = {&vehicle};
  const auto udds = cycle("epa_udds");
  const energy::TestBench bench(one, energy::epa_test_mass, energy::TestCell{}, udds, 1);
  auto state = bench.drained(0.12);
  energy::discharge_between_halves(bench, state);
  CHECK(state.drained_j(0) / bench.usable_j()(0) == Approx(0.8 - 0.12));

  // A battery that one half nearly empties is not filled up again.
  state = bench.drained(0.6);
  energy::discharge_between_halves(bench, state);
  CHECK(state.drained_j(0) / bench.usable_j()(0) == Approx(0.6));
}
