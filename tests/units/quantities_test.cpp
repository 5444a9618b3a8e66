// SPDX-License-Identifier: Apache-2.0
#include "evpickup/units/quantities.hpp"

#include <doctest/doctest.h>

#include <type_traits>

namespace units = evpickup::units;
using doctest::Approx;

namespace {

template <class Left, class Right>
concept Addable = requires(Left left, Right right) { left + right; };

// What the types allow and what they do not.
static_assert(std::is_same_v<decltype(units::Power{} * units::Time{}), units::Energy>);
static_assert(std::is_same_v<decltype(units::Energy{} / units::Length{}), units::Consumption>);
static_assert(
    std::is_convertible_v<decltype(units::Torque{} * units::AngularSpeed{}), units::Power>);
static_assert(
    std::is_convertible_v<decltype(units::ForcePerSpeed{} * units::Speed{}), units::Force>);
static_assert(std::is_convertible_v<decltype(units::Voltage{} * units::Current{}), units::Power>);
static_assert(
    std::is_convertible_v<decltype(units::Current{} * units::Resistance{}), units::Voltage>);
static_assert(std::is_same_v<decltype(units::Temperature{} - units::Temperature{}),
                             units::TemperatureDifference>);
static_assert(Addable<units::Temperature, units::TemperatureDifference>);
static_assert(Addable<units::Energy, units::Energy>);
static_assert(!Addable<units::Energy, units::Power>);
static_assert(!Addable<units::Energy, units::Torque>);
static_assert(!Addable<units::Energy, double>);
static_assert(!std::is_convertible_v<units::Power, units::Energy>);
static_assert(!std::is_convertible_v<double, units::Energy>);
static_assert(!std::is_convertible_v<units::Temperature, units::TemperatureDifference>);

}  // namespace

TEST_CASE("quantities are SI inside") {
  CHECK(units::in_si(units::kilometres(1.5)) == 1500.0);
  CHECK(units::in_si(units::minutes(2.0)) == 120.0);
  CHECK(units::in_si(units::kilowatts(3.0)) == 3000.0);
  CHECK(units::in_si(units::kilowatt_hours(1.0)) == 3.6e6);
  CHECK(units::in_si(units::kilometres_per_hour(36.0)) == Approx(10.0));
  CHECK(units::in_si(units::celsius(-5.0)) == Approx(268.15));
  CHECK(units::in_si(0.25) == 0.25);
}

TEST_CASE("US units have the factors of NIST SP 811") {
  CHECK(units::in_metres(units::miles(1.0)) == 1609.344);
  CHECK(units::in_metres_per_second(units::miles_per_hour(1.0)) == Approx(0.44704).epsilon(1e-14));
  CHECK(units::newtons_per_pound_force ==
        Approx(units::kilograms_per_pound * 9.80665).epsilon(1e-14));
  CHECK(units::cubic_metres_per_gallon == Approx(231.0 * 0.0254 * 0.0254 * 0.0254).epsilon(1e-14));
}

TEST_CASE("what goes in through a unit comes out through it") {
  const double x = 12.34;
  CHECK(units::in_kilograms(units::kilograms(x)) == Approx(x));
  CHECK(units::in_kilometres(units::kilometres(x)) == Approx(x));
  CHECK(units::in_miles(units::miles(x)) == Approx(x));
  CHECK(units::in_square_metres(units::square_metres(x)) == Approx(x));
  CHECK(units::in_seconds(units::seconds(x)) == Approx(x));
  CHECK(units::in_minutes(units::minutes(x)) == Approx(x));
  CHECK(units::in_hours(units::hours(x)) == Approx(x));
  CHECK(units::in_years(units::years(x)) == Approx(x));
  CHECK(units::in_kilometres_per_hour(units::kilometres_per_hour(x)) == Approx(x));
  CHECK(units::in_kilometres_per_year(units::kilometres_per_year(x)) == Approx(x));
  CHECK(units::in_newtons(units::newtons(x)) == Approx(x));
  CHECK(units::in_joules(units::joules(x)) == Approx(x));
  CHECK(units::in_kilowatt_hours(units::kilowatt_hours(x)) == Approx(x));
  CHECK(units::in_watts(units::watts(x)) == Approx(x));
  CHECK(units::in_kilowatts(units::kilowatts(x)) == Approx(x));
  CHECK(units::in_newton_metres(units::newton_metres(x)) == Approx(x));
  CHECK(units::in_kilowatt_hours_per_100km(units::kilowatt_hours_per_100km(x)) == Approx(x));
  CHECK(units::in_per_year(units::per_year(x)) == Approx(x));
  CHECK(units::in_celsius(units::celsius(x)) == Approx(x));
  CHECK(units::in_kelvin(units::kelvin_difference(x)) == Approx(x));
  CHECK(units::in_si(units::from_si<units::Temperature>(x)) == x);
  CHECK(units::in_si(units::from_si<units::Energy>(x)) == x);
  CHECK(units::from_si<double>(x) == x);
}

TEST_CASE("quantities combine to the quantity of the result") {
  const units::Energy charged = units::kilowatts(7.4) * units::hours(10.0);
  CHECK(units::in_kilowatt_hours(charged) == Approx(74.0));
  const units::Consumption use = units::kilowatt_hours(20.0) / units::kilometres(100.0);
  CHECK(units::in_kilowatt_hours_per_100km(use) == Approx(20.0));
  const units::Power shaft = units::newton_metres(100.0) * units::radians_per_second(50.0);
  CHECK(units::in_kilowatts(shaft) == Approx(5.0));
  const units::Mass pack = units::kilograms_per_kilowatt_hour(6.0) * units::kilowatt_hours(86.0);
  CHECK(units::in_kilograms(pack) == Approx(516.0));
}

TEST_CASE("a temperature difference moves a temperature") {
  const units::TemperatureDifference step = units::celsius(20.0) - units::celsius(-10.0);
  CHECK(units::in_kelvin(step) == Approx(30.0));
  CHECK(units::in_celsius(units::celsius(-7.0) + step) == Approx(23.0));
}
