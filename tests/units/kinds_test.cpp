// SPDX-License-Identifier: Apache-2.0
#include "evpickup/units/kinds.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace units = evpickup::units;
using doctest::Approx;
using units::Kind;

namespace {

double si(std::string_view text, Kind kind) {
  CAPTURE(text);
  const auto parsed = units::parse(text, kind);
  CHECK(parsed.problem == "");
  REQUIRE(parsed.amount);
  return parsed.amount->si;
}

/// A text that must be refused, with what is said about it.
void check_refused(std::string_view text, Kind kind, std::string_view problem,
                   std::string_view hint) {
  CAPTURE(text);
  const auto parsed = units::parse(text, kind);
  CHECK_FALSE(parsed.amount);
  CHECK(parsed.problem == problem);
  CHECK(parsed.hint == hint);
}

std::vector<Kind> all_kinds() {
  std::vector<Kind> kinds;
  for (int i = 0; i <= static_cast<int>(Kind::money_per_volume); ++i) {
    kinds.push_back(static_cast<Kind>(i));
  }
  return kinds;
}

}  // namespace

TEST_CASE("amounts are read into SI units") {
  CHECK(si("86 kWh", Kind::energy) == 86.0 * 3.6e6);
  CHECK(si("-5 degC", Kind::temperature) == Approx(268.15));
  CHECK(si("23 degF", Kind::temperature) == Approx(268.15));
  CHECK(si("10 K", Kind::temperature_difference) == 10.0);
  CHECK(si("284 N*m", Kind::torque) == 284.0);
  CHECK(si("775 lb*ft", Kind::torque) == Approx(1050.76).epsilon(1e-5));
  CHECK(si("1.34102 hp", Kind::power) == Approx(1000.0).epsilon(1e-5));
  CHECK(si("1 hp", Kind::power) == Approx(745.69987158227022).epsilon(1e-14));
  CHECK(si("1 PS", Kind::power) == Approx(735.49875).epsilon(1e-14));
  CHECK(si("185 km/h", Kind::speed) == Approx(51.3889));
  CHECK(si("60 mph", Kind::speed) == Approx(26.8224));
  CHECK(si("12000 rpm", Kind::angular_speed) == Approx(1256.637));
  CHECK(si("20 kWh/100 km", Kind::consumption) == Approx(720.0));
  CHECK(si("48 kWh/100 mi", Kind::consumption) == Approx(1073.72).epsilon(1e-5));
  CHECK(si("200 Wh/km", Kind::consumption) == Approx(720.0));
  CHECK(si("1 lbf/mph", Kind::force_per_speed) == Approx(9.9504).epsilon(1e-5));
  CHECK(si("1 lbf/mph^2", Kind::force_per_speed_squared) == Approx(22.2584).epsilon(1e-5));
  CHECK(si("1 N/(km/h)^2", Kind::force_per_speed_squared) == Approx(12.96));
  CHECK(si("15000 mi/yr", Kind::mileage) * units::seconds_per_year == Approx(15000.0 * 1609.344));
  CHECK(si("68.6 month", Kind::time) == Approx(68.6 / 12.0 * units::seconds_per_year));
  CHECK(si("500 g/kWh", Kind::mass_per_energy) == Approx(0.5 / 3.6e6));
  CHECK(si("42 mohm", Kind::resistance) == Approx(0.042));
  CHECK(si("5 %/yr", Kind::rate) * units::seconds_per_year == Approx(0.05));
  CHECK(si("1 %/month", Kind::rate) * units::seconds_per_year == Approx(0.12));
}

TEST_CASE("a symbol means what the wanted kind says") {
  CHECK(si("2 g", Kind::mass) == 0.002);
  CHECK(si("2 g", Kind::acceleration) == Approx(19.6133));
  CHECK(si("300 K", Kind::temperature) == 300.0);
}

TEST_CASE("ratios are bare numbers or percent, to the last digit") {
  CHECK(si("0.331", Kind::ratio) == 0.331);
  CHECK(si("57 %", Kind::ratio) == 0.57);
  CHECK(si("7%", Kind::ratio) == 0.07);
  CHECK(si("2 1", Kind::ratio) == 2.0);
}

TEST_CASE("money carries its currency") {
  const auto price = units::parse("178800 CNY", Kind::money);
  REQUIRE(price.amount);
  CHECK(price.amount->si == 178800.0);
  CHECK(price.amount->currency == units::Currency{"CNY"});

  const auto energy = units::parse("0.18 USD/kWh", Kind::money_per_energy);
  REQUIRE(energy.amount);
  CHECK(energy.amount->si * 3.6e6 == Approx(0.18));
  CHECK(energy.amount->currency == units::Currency{"USD"});
  CHECK(si("50 EUR/MWh", Kind::money_per_energy) * 3.6e6 == Approx(0.05));
  CHECK(si("0.1 USD/mi", Kind::money_per_distance) * 1609.344 == Approx(0.1));
  CHECK(si("12 USD/month", Kind::money_per_time) == Approx(si("144 USD/yr", Kind::money_per_time)));
  CHECK(si("1 USD/L", Kind::money_per_volume) * 1e-3 == Approx(1.0));
  CHECK_FALSE(units::parse("5 kWh", Kind::energy).amount->currency);
}

TEST_CASE("numbers have a sign, a point and an exponent, and space is free around them") {
  CHECK(si("  +1.5e3 Wh ", Kind::energy) == 1500.0 * 3600.0);
  CHECK(si("86kWh", Kind::energy) == si("86 kWh", Kind::energy));
  CHECK(si("20 kWh / 100 km", Kind::consumption) == si("20 kWh/100km", Kind::consumption));
  CHECK(si("284 N * m", Kind::torque) == 284.0);
  CHECK(si("0.2 USD / kWh", Kind::money_per_energy) == si("0.2 USD/kWh", Kind::money_per_energy));
  CHECK_FALSE(units::parse("284 N m", Kind::torque).amount);
}

TEST_CASE("a bare number needs a unit") {
  check_refused("63", Kind::energy, "needs a unit (kWh, Wh, MWh, MJ, J)", "");
  check_refused("54995", Kind::money, "needs a unit (USD, ...)", "");
  check_refused("0.2", Kind::money_per_energy, "needs a unit (USD/kWh, USD/MWh, ...)", "");
}

TEST_CASE("a unit of another kind is named, with the unit that was probably meant") {
  check_refused("63 kW", Kind::energy, "\"63 kW\" is a power", "did you mean \"63 kWh\"?");
  check_refused("150 kWh", Kind::power, "\"150 kWh\" is an energy", "did you mean \"150 kW\"?");
  check_refused("15000 mi", Kind::mileage, "\"15000 mi\" is a length",
                "did you mean \"15000 mi/yr\"?");
  check_refused("20 kWh", Kind::consumption, "\"20 kWh\" is an energy",
                "did you mean \"20 kWh/100 km\"?");
  check_refused("5 %", Kind::rate, "\"5 %\" is a ratio", "did you mean \"5 %/yr\"?");
  check_refused("0.18 USD", Kind::money_per_energy, "\"0.18 USD\" is an amount of money",
                "did you mean \"0.18 USD/kWh\"?");
  check_refused("178800 CNY", Kind::mass, "\"178800 CNY\" is an amount of money",
                "a mass is written in kg, t, g, lb");
  check_refused("5 kg", Kind::ratio, "\"5 kg\" is a mass",
                "a ratio is written in %, or without a unit");
  CHECK(units::parse("63 kW", Kind::energy).other_kind == Kind::power);
  CHECK_FALSE(units::parse("63 kwh", Kind::energy).other_kind);
}

TEST_CASE("a difference of temperatures is written in kelvin") {
  check_refused("5 degC", Kind::temperature_difference, "\"5 degC\" is a temperature",
                "a temperature difference is written in K");
}

TEST_CASE("an unknown unit brings the nearest one of the kind, or all of them") {
  check_refused("63 kwh", Kind::energy, "unknown unit \"kwh\"", "did you mean \"63 kWh\"?");
  check_refused("63 KWH", Kind::energy, "unknown unit \"KWH\"", "did you mean \"63 kWh\"?");
  check_refused("5000 RPM", Kind::angular_speed, "unknown unit \"RPM\"",
                "did you mean \"5000 rpm\"?");
  check_refused("2.5 m2", Kind::area, "unknown unit \"m2\"", "did you mean \"2.5 m^2\"?");
  check_refused("54995 usd", Kind::money, "unknown unit \"usd\"", "did you mean \"54995 USD\"?");
  check_refused("0.5 CNY/kwh", Kind::money_per_energy, "unknown unit \"CNY/kwh\"",
                "did you mean \"0.5 CNY/kWh\"?");
  check_refused("63 parsecs", Kind::energy, "unknown unit \"parsecs\"",
                "an energy is written in kWh, Wh, MWh, MJ, J");
  check_refused("5 x", Kind::length, "unknown unit \"x\"",
                "a length is written in km, m, mm, cm, mi, ft, in");
}

TEST_CASE("a number that is not finite is refused") {
  for (const char* text :
       {"1e999 kWh", "-1e999 kWh", "nan kWh", "inf kWh", "1e308 MWh", "nan", "1e999"}) {
    check_refused(text, Kind::energy, "not a finite number", "");
  }
}

TEST_CASE("a comma in a number is refused, with the number that was meant") {
  check_refused("178,800 CNY", Kind::money, "a comma in the number",
                "did you mean \"178800 CNY\"?");
  check_refused("1,234,567.5 kWh", Kind::energy, "a comma in the number",
                "did you mean \"1234567.5 kWh\"?");
  check_refused("5,5 kWh", Kind::energy, "a comma in the number", "did you mean \"5.5 kWh\"?");
  check_refused("0,331", Kind::ratio, "a comma in the number", "did you mean \"0.331\"?");
  check_refused("1,2,3 kWh", Kind::energy, "a comma in the number", "");
}

TEST_CASE("a text without a number in front is refused") {
  check_refused("", Kind::energy, "does not start with a number",
                "write a number and a unit such as \"5 kWh\"");
  check_refused("kWh", Kind::energy, "does not start with a number",
                "write a number and a unit such as \"5 kWh\"");
  check_refused("$54995", Kind::money, "does not start with a number",
                "write a number and a unit such as \"5 USD\"");
  check_refused("half", Kind::ratio, "does not start with a number", "write a number such as 0.5");
}

TEST_CASE("every kind has a name of its own, and every symbol is read and written by its kind") {
  for (const Kind kind : all_kinds()) {
    CAPTURE(units::name(kind));
    CHECK_FALSE(units::name(kind).empty());
    for (const Kind other : all_kinds()) {
      if (other != kind) CHECK(units::name(other) != units::name(kind));
    }
    const bool is_price = kind > Kind::money;
    for (const auto& unit : units::symbols(kind)) {
      CAPTURE(unit.symbol);
      CHECK(unit.factor > 0.0);
      const std::string text = (is_price ? "3 USD/" : "3 ") + std::string(unit.symbol);
      const double read = si(text, kind);
      CHECK(read == Approx(3.0 * unit.factor + unit.offset).epsilon(1e-12));
      CHECK(units::format(read, kind, unit.symbol).starts_with("3"));
    }
  }
  CHECK(units::symbols(Kind::energy).front().symbol == "kWh");
  CHECK(units::symbols(Kind::consumption).size() == 9);
  CHECK(units::symbols(Kind::money).empty());
}

TEST_CASE("amounts are written in the preferred unit, without trailing zeros") {
  CHECK(units::format(98.0 * 3.6e6, Kind::energy) == "98 kWh");
  CHECK(units::format(268.15, Kind::temperature) == "-5 degC");
  CHECK(units::format(273.15, Kind::temperature) == "0 degC");
  CHECK(units::format(0.331, Kind::ratio) == "0.331");
  CHECK(units::format(0.05, Kind::ratio, "%") == "5 %");
  CHECK(units::format(0.05 / units::seconds_per_year, Kind::rate) == "5 %/yr");
  CHECK(units::format(1e5 / 3.0, Kind::length, "mi") == "20.7124 mi");
  CHECK(units::format(1e5 / 3.0, Kind::length, "mi", 3) == "20.7 mi");
  CHECK(units::format(1234567.0, Kind::mass) == "1234570 kg");
  CHECK(units::format(-0.0, Kind::force) == "0 N");
  CHECK_THROWS_AS((void)units::format(1.0, Kind::mass, "kWh"), std::logic_error);
}

TEST_CASE("money is written with its currency and commas") {
  const units::Currency cny{"CNY"};
  CHECK(units::format({178800.0, cny}, Kind::money) == "178,800 CNY");
  CHECK(units::format({-1499.5, cny}, Kind::money) == "-1,499.5 CNY");
  CHECK(units::format({0.18341 / 3.6e6, cny}, Kind::money_per_energy, 4) == "0.1834 CNY/kWh");
  CHECK(units::format({1234.0 / units::seconds_per_year, cny}, Kind::money_per_time) ==
        "1,234 CNY/yr");
  CHECK(units::format({98.0 * 3.6e6, {}}, Kind::energy) == "98 kWh");
}

TEST_CASE("a price without its currency is a number per unit") {
  CHECK(units::format(5.0 / 3.6e6, Kind::money_per_energy) == "5 per kWh");
  CHECK(units::format(500000.0, Kind::money) == "500000");
}

TEST_CASE("values of C++ types go through amounts and back") {
  const auto read = units::parse("86 kWh", units::KindOf<units::Energy>::value);
  REQUIRE(read.amount);
  const auto energy = units::from_amount<units::Energy>(*read.amount);
  CHECK(units::in_kilowatt_hours(energy) == Approx(86.0));
  CHECK(units::to_amount(energy).si == read.amount->si);

  const units::Amount amount{4.2, units::Currency{"CNY"}};
  const units::Date date{2023, 2, 1};
  const auto money = units::from_amount<units::Money>(amount, date);
  CHECK(money.amount == 4.2);
  CHECK(money.date == date);
  CHECK(units::to_amount(money).currency == amount.currency);
  const auto price = units::from_amount<units::EnergyPrice>(amount, date);
  CHECK(price.amount_per_si == 4.2);
  CHECK(units::to_amount(price).currency == amount.currency);
  CHECK(units::to_amount(units::from_amount<units::Temperature>({268.0, {}})).si == 268.0);
  CHECK(units::from_amount<double>({0.5, {}}) == 0.5);
}

TEST_CASE("miles per gallon are read as fuel by distance") {
  const auto parsed = units::parse("22 mpg", units::Kind::fuel_consumption);
  REQUIRE(parsed.amount);
  CHECK(1e8 * parsed.amount->si == doctest::Approx(10.6916).epsilon(1e-5));
  CHECK_FALSE(units::parse("0 mpg", units::Kind::fuel_consumption).amount);
}
