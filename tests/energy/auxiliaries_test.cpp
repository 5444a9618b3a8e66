// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/auxiliaries.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

model::Vehicle heated_by(model::Heating heating) {
  model::Vehicle vehicle;
  give(vehicle.climate.heating, heating);
  return vehicle;
}

energy::AuxiliaryLoad load_at(double celsius, model::Heating heating = model::Heating::resistive) {
  energy::Conditions conditions;
  conditions.ambient = units::celsius(celsius);
  return energy::auxiliary_load(heated_by(heating), conditions);
}

double cabin_w(double celsius, model::Heating heating = model::Heating::resistive) {
  return units::in_watts(load_at(celsius, heating).cabin);
}

}  // namespace

TEST_CASE("electronics use 250 W in any weather") {
  for (const double celsius : {-30.0, 0.0, 20.0, 45.0})
    CHECK(units::in_watts(load_at(celsius).base) == 250.0);
}

TEST_CASE("between 16 and 22 degC the cabin needs nothing") {
  for (const double celsius : {16.0, 18.0, 20.0, 22.0}) {
    CAPTURE(celsius);
    CHECK(cabin_w(celsius) == 0.0);
    CHECK(units::in_joules(load_at(celsius).warm_up) == 0.0);
    CHECK(units::in_watts(load_at(celsius).battery) == 0.0);
  }
}

TEST_CASE("below 16 degC the cabin is heated by 100 W per kelvin") {
  CHECK(cabin_w(15) == Approx(100));
  CHECK(cabin_w(-7) == Approx(2300));
  CHECK(units::in_joules(load_at(-7).warm_up) == Approx(23 * 125e3));
}

TEST_CASE("above 22 degC the cabin is cooled by 150 W per kelvin, and nothing warms up") {
  CHECK(cabin_w(23) == Approx(150));
  CHECK(cabin_w(35) == Approx(1950));
  CHECK(units::in_joules(load_at(35).warm_up) == 0.0);
}

TEST_CASE("the battery is warmed below freezing only") {
  CHECK(units::in_watts(load_at(1).battery) == 0.0);
  CHECK(units::in_watts(load_at(0).battery) == Approx(0.0));
  CHECK(units::in_watts(load_at(-7).battery) == Approx(420));
  CHECK(units::in_watts(load_at(-30).battery) == Approx(1800));
}

TEST_CASE("a heat pump delivers twice its power at 0 degC, less in frost") {
  using model::Heating;
  CHECK(cabin_w(6, Heating::heat_pump) == Approx(500));
  CHECK(cabin_w(0, Heating::heat_pump) == Approx(800));
  CHECK(cabin_w(-10, Heating::heat_pump) == Approx(2600 / 1.5));
  CHECK(units::in_joules(load_at(-10, Heating::heat_pump).warm_up) == Approx(26 * 125e3 / 1.5));
}

TEST_CASE("a heat pump never uses more than a resistive heater, and less down to -20 degC") {
  for (double celsius = -40.0; celsius <= 50.0; celsius += 0.5) {
    CAPTURE(celsius);
    const double pump = cabin_w(celsius, model::Heating::heat_pump);
    const double resistive = cabin_w(celsius);
    CHECK(pump <= resistive);
    if (celsius > -20.0 && celsius < 16.0) CHECK(pump < resistive);
    // It is for heating: both cool alike.
    if (celsius >= 16.0) CHECK(pump == resistive);
  }
}

TEST_CASE("the load has no jumps, and grows away from mild weather") {
  using model::Heating;
  for (const auto heating : {Heating::resistive, Heating::heat_pump}) {
    const auto total_w = [&](double celsius) {
      const auto load = load_at(celsius, heating);
      return units::in_watts(load.base + load.cabin + load.battery);
    };
    for (double celsius = -40.0; celsius < 50.0; celsius += 0.25) {
      CAPTURE(celsius);
      const double change = total_w(celsius + 0.25) - total_w(celsius);
      CHECK(std::abs(change) < 0.25 * 400.0);
      if (celsius < 16.0) CHECK(change < 0.0);
      if (celsius >= 22.0) CHECK(change > 0.0);
    }
  }
}
