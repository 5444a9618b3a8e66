// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/unit_system.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace evpickup;
using report::UnitSystem;
using study::Better;

namespace {

struct Converted {
  study::Column column;
  study::Cell cell;

  [[nodiscard]] double number() const { return std::get<double>(cell); }
};

Converted in_us(study::Column column, study::Cell cell) {
  study::Table table{{std::move(column)}, {{std::move(cell)}}};
  table = report::in_units(std::move(table), UnitSystem::us);
  return {table.columns.front(), table.rows.front().front()};
}

}  // namespace

TEST_CASE("units that people in the US read otherwise are converted") {
  struct Case {
    const char* from;
    double value;
    const char* to;
    double expected;
  };
  // Figures from the exact definitions of mile, foot, inch and pound.
  for (const Case& c :
       {Case{"km", 160.9344, "mi", 100.0}, Case{"kg", 45.359237, "lb", 100.0},
        Case{"km/h", 96.56064, "mph", 60.0}, Case{"degC", -40.0, "degF", -40.0},
        Case{"degC", 100.0, "degF", 212.0}, Case{"m", 30.48, "ft", 100.0},
        Case{"mm", 254.0, "in", 10.0}, Case{"km/yr", 24140.16, "mi/yr", 15000.0},
        Case{"USD/km", 1.0, "USD/mi", 1.609344}, Case{"g/km", 100.0, "g/mi", 160.9344},
        Case{"L", 37.85411784, "gal", 10.0}, Case{"kWh/100 km", 25.0, "kWh/100 mi", 40.2336}}) {
    CAPTURE(c.from);
    const Converted us = in_us({"key", "Label", c.from, 1, Better::lower}, c.value);
    CHECK(us.column.unit == c.to);
    CHECK(us.number() == doctest::Approx(c.expected).epsilon(1e-12));
    CHECK(us.column.better == Better::lower);
  }
}

TEST_CASE("fuel is told in miles a gallon, of which more is better") {
  // 235.2146 L/100 km are one mile a US gallon.
  const Converted us = in_us({"fuel_l_per_100km", "fuel", "L/100 km", 1, Better::lower}, 11.76073);
  CHECK(us.column.unit == "mpg");
  CHECK(us.column.better == Better::higher);
  CHECK(us.number() == doctest::Approx(20.0).epsilon(1e-6));
  // A truck that drives on its charge alone burns nothing.
  CHECK(std::holds_alternative<std::monostate>(
      in_us({"fuel_l_per_100km", "fuel", "L/100 km", 1, Better::lower}, 0.0).cell));
}

TEST_CASE("other units, SI and texts stay as they are") {
  CHECK(in_us({"energy_kwh", "Energy", "kWh", 1, Better::higher}, 80.0).number() == 80.0);
  CHECK(in_us({"price_usd", "Price", "USD", 0, Better::lower}, 1.0).column.unit == "USD");
  CHECK(std::get<std::string>(in_us({"a_km", "A", "km", 0, Better::neither}, "none").cell) ==
        "none");

  const study::Table table{{{"range_km", "Range", "km", 0, Better::higher}}, {{100.0}}};
  const study::Table si = report::in_units(table, UnitSystem::si);
  CHECK(si.columns.front().unit == "km");
  CHECK(std::get<double>(si.rows[0][0]) == 100.0);
}

TEST_CASE("wall consumption becomes mpg-equivalents, of which more is better") {
  const study::Column column{"consumption_wall_kwh_per_100km", "Wall consumption", "kWh/100 km", 1,
                             Better::lower};
  // 33.705 kWh for 100 miles is 100 mpg-equivalent by definition.
  const Converted us = in_us(column, 33.705 / 1.609344);
  CHECK(us.number() == doctest::Approx(100.0).epsilon(1e-12));
  CHECK(us.column.unit == "MPGe");
  CHECK(us.column.label == "Wall economy");
  CHECK(us.column.better == Better::higher);
  CHECK(std::holds_alternative<std::monostate>(in_us(column, 0.0).cell));
}

TEST_CASE("unit systems are known by name") {
  CHECK(report::unit_system("us") == UnitSystem::us);
  CHECK(report::unit_system("si") == UnitSystem::si);
  CHECK(!report::unit_system("imperial"));
}

TEST_CASE("numbers whose unit stands in their row are converted row by row") {
  study::Table table{{{"measured", "measured", "", 1, Better::neither, true},
                      {"unit", "unit", "", 0, Better::neither},
                      {"error", "error", "%", 1, Better::neither}},
                     {{160.9344, std::string("km"), 5.0},
                      {4.0, std::string("s"), 6.0},
                      {20.0, std::string("kWh/100 km"), 7.0}}};
  table = report::in_units(std::move(table), UnitSystem::us);
  CHECK(std::get<double>(table.at(0, "measured")) == doctest::Approx(100.0));
  CHECK(std::get<std::string>(table.at(0, "unit")) == "mi");
  CHECK(std::get<double>(table.at(0, "error")) == 5.0);
  CHECK(std::get<double>(table.at(1, "measured")) == 4.0);
  CHECK(std::get<double>(table.at(2, "measured")) == doctest::Approx(32.18688));
  CHECK(std::get<std::string>(table.at(2, "unit")) == "kWh/100 mi");
}

TEST_CASE("sentences of an answer follow the reader's units") {
  const std::vector<std::string> answer{
      "It costs 0.237 USD/km (80 % of the draws: 0.2 to 0.3 USD/km), 7 % less.",
      "It goes 1,023 km at 110 km/h; with 90 kWh it stays."};
  CHECK(report::in_units(answer, report::UnitSystem::si) == answer);
  const auto us = report::in_units(answer, report::UnitSystem::us);
  CHECK(us[0] == "It costs 0.381 USD/mi (80 % of the draws: 0.3 to 0.5 USD/mi), 7 % less.");
  CHECK(us[1] == "It goes 636 mi at 110 km/h; with 90 kWh it stays.");
}
