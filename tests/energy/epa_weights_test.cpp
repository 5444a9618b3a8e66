// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/epa_weights.hpp"

#include <doctest/doctest.h>

using namespace evpickup;
using doctest::Approx;
using units::in_newtons;
using units::newtons;

namespace {

energy::FiveCycleInput alike(double consumption) {
  const auto value = newtons(consumption);
  return {value, value, value, value, value, value, value, value};
}

}  // namespace

TEST_CASE("a truck that takes the same in all tests is rated at 0.905 of it") {
  CHECK(in_newtons(energy::five_cycle_city(alike(600.0))) == Approx(600.0 / 0.905));
  CHECK(in_newtons(energy::five_cycle_highway(alike(600.0))) == Approx(1.007 * 600.0 / 0.905));
}

TEST_CASE("a cold start counts by how often the fleet starts") {
  auto input = alike(600.0);
  input.cold_first = newtons(700.0);
  const double start = 0.33 * 0.24 * 7.45 * 100.0;
  CHECK(in_newtons(energy::five_cycle_city(input)) == Approx((600.0 + start / 4.1) / 0.905));
  CHECK(in_newtons(energy::five_cycle_highway(input)) ==
        Approx((1.007 * 600.0 + start / 60.0) / 0.905));
}

TEST_CASE("cold driving is 18 % of the city and no part of the highway") {
  auto input = alike(600.0);
  input.cold_first = input.cold_second = newtons(900.0);
  CHECK(in_newtons(energy::five_cycle_city(input)) == Approx((600.0 + 0.18 * 300.0) / 0.905));
  CHECK(in_newtons(energy::five_cycle_highway(input)) == Approx(1.007 * 600.0 / 0.905));
}

TEST_CASE("air conditioning counts by what SC03 takes beyond the same driving without") {
  auto input = alike(600.0);
  input.sc03 = newtons(800.0);
  CHECK(in_newtons(energy::five_cycle_city(input)) ==
        Approx((600.0 + 0.133 * 1.083 * 200.0) / 0.905));
  CHECK(in_newtons(energy::five_cycle_highway(input)) ==
        Approx((1.007 * 600.0 + 0.133 * 0.377 * 200.0) / 0.905));
}

TEST_CASE("fast driving is four fifths of the highway and a tenth of the city") {
  auto input = alike(600.0);
  input.us06_highway = newtons(800.0);
  CHECK(in_newtons(energy::five_cycle_highway(input)) ==
        Approx(1.007 * (600.0 + 0.79 * 200.0) / 0.905));
  input = alike(600.0);
  input.us06_city = newtons(800.0);
  CHECK(in_newtons(energy::five_cycle_city(input)) ==
        Approx((600.0 + 0.82 * 0.11 * 200.0) / 0.905));
}
