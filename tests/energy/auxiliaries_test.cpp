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
  give(vehicle.battery.mass, units::kilograms(800));
  return vehicle;
}

energy::Conditions at_celsius(double celsius) {
  energy::Conditions conditions;
  conditions.ambient = units::celsius(celsius);
  return conditions;
}

energy::AuxiliaryLoad load_at(double celsius, model::Heating heating = model::Heating::resistive) {
  return energy::auxiliary_load(heated_by(heating), at_celsius(celsius));
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

TEST_CASE("above 22 degC the cabin is cooled by 100 W per kelvin, and nothing warms up") {
  CHECK(cabin_w(23) == Approx(100));
  CHECK(cabin_w(35) == Approx(1300));
  CHECK(units::in_joules(load_at(35).warm_up) == 0.0);
}

TEST_CASE("the battery is held at 5 degC, by its mass") {
  CHECK(units::in_watts(load_at(6).battery) == 0.0);
  CHECK(units::in_watts(load_at(5).battery) == Approx(0.0));
  CHECK(units::in_watts(load_at(-7).battery) == Approx(0.025 * 800 * 12));
  CHECK(units::in_watts(load_at(-30).battery) == Approx(0.025 * 800 * 35));
}

TEST_CASE("without climate control the cabin uses nothing, the battery is kept all the same") {
  for (const double celsius : {-20.0, 35.0}) {
    CAPTURE(celsius);
    auto conditions = at_celsius(celsius);
    conditions.climate_control = false;
    const auto off = energy::auxiliary_load(heated_by(model::Heating::resistive), conditions);
    CHECK(units::in_watts(off.cabin) == 0.0);
    CHECK(units::in_joules(off.warm_up) == 0.0);
    CHECK(units::in_watts(off.battery) == units::in_watts(load_at(celsius).battery));
  }
}

TEST_CASE("the heater gives no more than 5 kW, for holding and warming up together") {
  const auto cold = load_at(-40);
  CHECK(units::in_watts(cold.cabin) == Approx(5000));
  CHECK(units::in_watts(cold.warm_up_power) == Approx(0.0));
  const auto load = load_at(-7);
  CHECK(units::in_watts(load.cabin + load.warm_up_power) == Approx(5000));
}

TEST_CASE("a warm-up takes what the heater gives in time, and its whole energy in the end") {
  const auto load = load_at(-7);
  const auto within = [&](double share, double seconds) {
    return units::in_joules(load.warm_up_within(share, units::seconds(seconds)));
  };
  CHECK(within(1.0, 0.0) == 0.0);
  CHECK(within(1.0, 100.0) == Approx(100.0 * units::in_watts(load.warm_up_power)));
  CHECK(within(1.0, 1e6) == Approx(units::in_joules(load.warm_up)));
  CHECK(within(0.25, 1e6) == Approx(0.25 * units::in_joules(load.warm_up)));
}

TEST_CASE("a parked cabin cools down and needs its warm-up again") {
  CHECK(energy::warm_up_share_after(units::seconds(0)) == 0.0);
  CHECK(energy::warm_up_share_after(units::minutes(10)) ==
        Approx(1.0 - std::exp(-600.0 * (4.0 / 0.12) / 125e3)));
  CHECK(energy::warm_up_share_after(units::hours(24)) == Approx(1.0));
}

TEST_CASE("a correction of losses scales the electronics and not the climate") {
  model::Vehicle vehicle = heated_by(model::Heating::resistive);
  give(vehicle.correction.losses, 1.2);
  const auto load = energy::auxiliary_load(vehicle, at_celsius(-7));
  CHECK(units::in_watts(load.base) == Approx(300));
  CHECK(units::in_watts(load.cabin) == Approx(2300));
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
