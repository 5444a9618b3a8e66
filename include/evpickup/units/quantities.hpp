// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/units/absolute.hpp>
#include <boost/units/physical_dimensions.hpp>
#include <boost/units/quantity.hpp>
#include <boost/units/systems/si.hpp>
#include <boost/units/systems/si/base.hpp>
#include <type_traits>

/// The vocabulary of physical quantities. Everything is SI inside; the helpers below are the only
/// way from a number to a quantity and back, so that each number in the code names its unit.
namespace evpickup::units {

namespace si = boost::units::si;
template <class Unit>
using Quantity = boost::units::quantity<Unit, double>;

using Mass = Quantity<si::mass>;
using Length = Quantity<si::length>;
using Area = Quantity<si::area>;
using Volume = Quantity<si::volume>;
using Time = Quantity<si::time>;
using Speed = Quantity<si::velocity>;
using Acceleration = Quantity<si::acceleration>;
using Force = Quantity<si::force>;
using Energy = Quantity<si::energy>;
using Power = Quantity<si::power>;
using Torque = Quantity<si::torque>;
using AngularSpeed = Quantity<si::angular_velocity>;
using Voltage = Quantity<si::electric_potential>;
using Current = Quantity<si::current>;
using Resistance = Quantity<si::resistance>;
using Density = Quantity<si::mass_density>;
using Pressure = Quantity<si::pressure>;
using Ratio = double;

/// Energy per distance (kWh/100 km). It has the dimension of a force.
using Consumption = Force;
/// Volume of fuel per distance (L/100 km). It has the dimension of an area.
using FuelConsumption = Area;
/// Force per speed, the B of a coastdown polynomial.
using ForcePerSpeed = Quantity<boost::units::divide_typeof_helper<si::force, si::velocity>::type>;
/// Force per speed squared, the C of a coastdown polynomial.
using ForcePerSpeedSquared = Quantity<boost::units::divide_typeof_helper<
    boost::units::divide_typeof_helper<si::force, si::velocity>::type, si::velocity>::type>;
/// Distance per time as a yearly mileage; it has the dimension of a speed.
using Mileage = Speed;
/// Mass per energy: pack mass per kWh, grid intensity.
using MassPerEnergy = Quantity<boost::units::divide_typeof_helper<si::mass, si::energy>::type>;
/// Time per distance, such as the hours in the workshop that a distance brings.
using TimePerDistance = Quantity<boost::units::divide_typeof_helper<si::time, si::length>::type>;
/// Share per time, such as a discount rate of 5 %/yr or a fade of 2 %/yr.
using Rate = Quantity<si::frequency>;
/// Mass times length squared, of a wheel that turns; without the angles that si::moment_of_inertia
/// carries.
using MomentOfInertia = Quantity<boost::units::multiply_typeof_helper<si::mass, si::area>::type>;

/// A difference of two temperatures; adding it to a Temperature gives a Temperature.
using TemperatureDifference = Quantity<si::temperature>;
/// An absolute temperature. Two of them cannot be added; their difference is a
/// TemperatureDifference.
using Temperature = boost::units::quantity<boost::units::absolute<si::temperature>, double>;

inline constexpr double seconds_per_hour = 3600.0;
/// Julian year of 365.25 days (IAU).
inline constexpr double seconds_per_year = 365.25 * 24.0 * seconds_per_hour;
inline constexpr double joules_per_kilowatt_hour = 3.6e6;
/// International mile, pound and pound-force (NIST SP 811, exact).
inline constexpr double metres_per_mile = 1609.344;
inline constexpr double kilograms_per_pound = 0.45359237;
inline constexpr double newtons_per_pound_force = 4.4482216152605;
/// US liquid gallon (NIST SP 811, exact).
inline constexpr double cubic_metres_per_gallon = 3.785411784e-3;
inline constexpr double celsius_zero_kelvin = 273.15;

// From numbers.
[[nodiscard]] constexpr Mass kilograms(double x) { return Mass::from_value(x); }
[[nodiscard]] constexpr Length metres(double x) { return Length::from_value(x); }
[[nodiscard]] constexpr Length kilometres(double x) { return Length::from_value(1e3 * x); }
[[nodiscard]] constexpr Length miles(double x) { return Length::from_value(metres_per_mile * x); }
[[nodiscard]] constexpr Area square_metres(double x) { return Area::from_value(x); }
[[nodiscard]] constexpr Volume cubic_metres(double x) { return Volume::from_value(x); }
[[nodiscard]] constexpr Volume litres(double x) { return Volume::from_value(1e-3 * x); }
[[nodiscard]] constexpr Time seconds(double x) { return Time::from_value(x); }
[[nodiscard]] constexpr Time minutes(double x) { return Time::from_value(60.0 * x); }
[[nodiscard]] constexpr Time hours(double x) { return Time::from_value(seconds_per_hour * x); }
[[nodiscard]] constexpr Time years(double x) { return Time::from_value(seconds_per_year * x); }
[[nodiscard]] constexpr Speed metres_per_second(double x) { return Speed::from_value(x); }
[[nodiscard]] constexpr Speed kilometres_per_hour(double x) { return Speed::from_value(x / 3.6); }
[[nodiscard]] constexpr Speed miles_per_hour(double x) {
  return Speed::from_value(x * metres_per_mile / seconds_per_hour);
}
[[nodiscard]] constexpr Mileage kilometres_per_year(double x) {
  return Mileage::from_value(1e3 * x / seconds_per_year);
}
[[nodiscard]] constexpr Acceleration metres_per_second_squared(double x) {
  return Acceleration::from_value(x);
}
[[nodiscard]] constexpr Force newtons(double x) { return Force::from_value(x); }
[[nodiscard]] constexpr Energy joules(double x) { return Energy::from_value(x); }
[[nodiscard]] constexpr Energy kilowatt_hours(double x) {
  return Energy::from_value(joules_per_kilowatt_hour * x);
}
[[nodiscard]] constexpr Power watts(double x) { return Power::from_value(x); }
[[nodiscard]] constexpr Power kilowatts(double x) { return Power::from_value(1e3 * x); }
[[nodiscard]] constexpr Torque newton_metres(double x) { return Torque::from_value(x); }
[[nodiscard]] constexpr AngularSpeed radians_per_second(double x) {
  return AngularSpeed::from_value(x);
}
[[nodiscard]] constexpr Voltage volts(double x) { return Voltage::from_value(x); }
[[nodiscard]] constexpr Current amperes(double x) { return Current::from_value(x); }
[[nodiscard]] constexpr Resistance ohms(double x) { return Resistance::from_value(x); }
[[nodiscard]] constexpr Density kilograms_per_cubic_metre(double x) {
  return Density::from_value(x);
}
[[nodiscard]] constexpr Pressure pascals(double x) { return Pressure::from_value(x); }
[[nodiscard]] constexpr Consumption kilowatt_hours_per_100km(double x) {
  return Consumption::from_value(joules_per_kilowatt_hour * x / 1e5);
}
[[nodiscard]] constexpr ForcePerSpeed newton_seconds_per_metre(double x) {
  return ForcePerSpeed::from_value(x);
}
[[nodiscard]] constexpr ForcePerSpeedSquared newton_square_seconds_per_square_metre(double x) {
  return ForcePerSpeedSquared::from_value(x);
}
[[nodiscard]] constexpr MassPerEnergy kilograms_per_kilowatt_hour(double x) {
  return MassPerEnergy::from_value(x / joules_per_kilowatt_hour);
}
[[nodiscard]] constexpr FuelConsumption litres_per_100km(double x) {
  return FuelConsumption::from_value(x * 1e-3 / 1e5);
}
[[nodiscard]] constexpr Rate per_year(double x) { return Rate::from_value(x / seconds_per_year); }
[[nodiscard]] constexpr MomentOfInertia kilogram_square_metres(double x) {
  return MomentOfInertia::from_value(x);
}
[[nodiscard]] constexpr TemperatureDifference kelvin_difference(double x) {
  return TemperatureDifference::from_value(x);
}
[[nodiscard]] constexpr Temperature kelvin(double x) { return Temperature::from_value(x); }
[[nodiscard]] constexpr Temperature celsius(double x) { return kelvin(x + celsius_zero_kelvin); }

// To numbers.
/// The value in SI units (for Temperature: kelvin).
template <class Unit>
[[nodiscard]] constexpr double in_si(const Quantity<Unit>& q) {
  return q.value();
}
[[nodiscard]] constexpr double in_si(const Temperature& t) { return t.value(); }
[[nodiscard]] constexpr double in_si(double x) { return x; }
[[nodiscard]] constexpr double in_kilograms(Mass q) { return q.value(); }
[[nodiscard]] constexpr double in_metres(Length q) { return q.value(); }
[[nodiscard]] constexpr double in_kilometres(Length q) { return q.value() / 1e3; }
[[nodiscard]] constexpr double in_miles(Length q) { return q.value() / metres_per_mile; }
[[nodiscard]] constexpr double in_square_metres(Area q) { return q.value(); }
[[nodiscard]] constexpr double in_seconds(Time q) { return q.value(); }
[[nodiscard]] constexpr double in_minutes(Time q) { return q.value() / 60.0; }
[[nodiscard]] constexpr double in_hours(Time q) { return q.value() / seconds_per_hour; }
[[nodiscard]] constexpr double in_years(Time q) { return q.value() / seconds_per_year; }
[[nodiscard]] constexpr double in_metres_per_second(Speed q) { return q.value(); }
[[nodiscard]] constexpr double in_kilometres_per_hour(Speed q) { return 3.6 * q.value(); }
[[nodiscard]] constexpr double in_kilometres_per_year(Mileage q) {
  return q.value() * seconds_per_year / 1e3;
}
[[nodiscard]] constexpr double in_newtons(Force q) { return q.value(); }
[[nodiscard]] constexpr double in_joules(Energy q) { return q.value(); }
[[nodiscard]] constexpr double in_kilowatt_hours(Energy q) {
  return q.value() / joules_per_kilowatt_hour;
}
[[nodiscard]] constexpr double in_watts(Power q) { return q.value(); }
[[nodiscard]] constexpr double in_kilowatts(Power q) { return q.value() / 1e3; }
[[nodiscard]] constexpr double in_newton_metres(Torque q) { return q.value(); }
[[nodiscard]] constexpr double in_kilowatt_hours_per_100km(Consumption q) {
  return q.value() * 1e5 / joules_per_kilowatt_hour;
}
[[nodiscard]] constexpr double in_cubic_metres(Volume q) { return q.value(); }
[[nodiscard]] constexpr double in_litres(Volume q) { return 1e3 * q.value(); }
[[nodiscard]] constexpr double in_litres_per_100km(FuelConsumption q) { return q.value() * 1e8; }
[[nodiscard]] constexpr double in_per_year(Rate q) { return q.value() * seconds_per_year; }
[[nodiscard]] constexpr double in_kilogram_square_metres(MomentOfInertia q) { return q.value(); }
[[nodiscard]] constexpr double in_kelvin(Temperature q) { return q.value(); }
[[nodiscard]] constexpr double in_celsius(Temperature q) { return q.value() - celsius_zero_kelvin; }
[[nodiscard]] constexpr double in_kelvin(TemperatureDifference q) { return q.value(); }

/// A quantity of type Q from its SI value: the generic door that field tables use.
template <class Q>
[[nodiscard]] constexpr Q from_si(double value) {
  if constexpr (std::is_same_v<Q, Temperature>) {
    return kelvin(value);
  } else if constexpr (std::is_same_v<Q, double>) {
    return value;
  } else {
    return Q::from_value(value);
  }
}

}  // namespace evpickup::units
