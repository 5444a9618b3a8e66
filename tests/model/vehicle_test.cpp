// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/vehicle.hpp"

#include <doctest/doctest.h>

using namespace evpickup;
using units::kilograms;

namespace {

template <class T>
void give(spec::Sourced<T>& target, T value) {
  target = spec::Sourced<T>{value};
}

model::Vehicle of_two_tonnes() {
  model::Vehicle vehicle;
  give(vehicle.body.curb_mass, kilograms(2000));
  return vehicle;
}

}  // namespace

TEST_CASE("what a truck may carry is its maker's figure, else gross less curb mass") {
  auto vehicle = of_two_tonnes();
  CHECK_FALSE(model::payload(vehicle).has_value());
  CHECK_FALSE(model::gross_less_curb(vehicle).has_value());
  give(vehicle.body.gross_mass, kilograms(2900));
  CHECK(model::payload(vehicle) == kilograms(900));
  give(vehicle.claims.payload, kilograms(800));
  CHECK(model::payload(vehicle) == kilograms(800));
  CHECK(model::gross_less_curb(vehicle) == kilograms(900));
}
