// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/conditions.hpp"

#include <doctest/doctest.h>

#include "trucks.hpp"

using namespace trucks;

namespace {

model::Duty winter_duty() {
  model::Duty duty;
  give(duty.ambient, units::celsius(-12));
  give(duty.altitude, units::metres(800));
  give(duty.wind, units::metres_per_second(4));
  give(duty.wind_from, model::WindFrom::around);
  give(duty.payload, units::kilograms(250));
  give(duty.crew, units::kilograms(150));
  give(duty.grade, 0.01);
  give(duty.trip, units::kilometres(18));
  duty.trailer.emplace();
  give(duty.trailer->mass, units::kilograms(1800));
  give(duty.trailer->drag_area, units::square_metres(1.7));
  give(duty.trailer->rolling, 0.011);
  return duty;
}

}  // namespace

TEST_CASE("a drive meets what its duty says") {
  const auto conditions = energy::conditions(winter_duty(), true);
  CHECK(conditions.ambient == units::celsius(-12));
  CHECK(conditions.altitude == units::metres(800));
  CHECK(conditions.wind == units::metres_per_second(4));
  CHECK(conditions.wind_from == model::WindFrom::around);
  CHECK(conditions.payload == units::kilograms(250));
  CHECK(conditions.crew == units::kilograms(150));
  CHECK(conditions.grade == 0.01);
  CHECK(conditions.trip == units::kilometres(18));
  REQUIRE(conditions.trailer.has_value());
  CHECK(conditions.trailer->mass == units::kilograms(1800));
  CHECK(conditions.trailer->drag_area == units::square_metres(1.7));
  CHECK(conditions.trailer->rolling == 0.011);
}

TEST_CASE("the duty's trailer can be left at home, and a duty without one has none") {
  CHECK_FALSE(energy::conditions(winter_duty(), false).trailer.has_value());
  auto solo = winter_duty();
  solo.trailer.reset();
  CHECK_FALSE(energy::conditions(solo, true).trailer.has_value());
}
