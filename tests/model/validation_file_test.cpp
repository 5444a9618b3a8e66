// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/validation_file.hpp"

#include <doctest/doctest.h>

#include <array>

#include "reading.hpp"

using namespace evpickup;
using model::MeasuredQuantity;

namespace {

const std::array<MeasuredQuantity, 2> quantities{
    MeasuredQuantity{"range", units::Kind::length, {20, 2000, "km"}},
    MeasuredQuantity{"range_change", units::Kind::ratio, {-100, 100, "%"}}};

model::ValidationFile read(const std::string& rest) {
  return model::read_validation_file(
      model::text_of("format = 1\ntitle = \"Test\"\n[sources]\n"
                     "press = { title = \"A test drive\", kind = \"press\" }\n" +
                     rest),
      "test", quantities);
}

}  // namespace

TEST_CASE("a row of a validation file holds a measurement with its source and its conditions") {
  const auto file = read("[[row]]\nvehicle = \"a:b\"\nquantity = \"range\"\n"
                         "measured = { value = \"235 mi\", source = \"press\", "
                         "range = [\"230 mi\", \"240 mi\"] }\n"
                         "conditions = { speed = \"75 mph\", ambient = \"5 degC\" }\n");
  CHECK(file.title == "Test");
  REQUIRE(file.rows.size() == 1);
  const auto& row = file.rows.front();
  CHECK(row.vehicles == std::vector<std::string>{"a:b"});
  CHECK(*row.measured == doctest::Approx(235 * units::metres_per_mile));
  CHECK(row.measured.range->first == doctest::Approx(230 * units::metres_per_mile));
  CHECK(row.measured.origin.source == "press");
  CHECK(*row.conditions.speed == units::miles_per_hour(75));
  CHECK(units::in_celsius(*row.conditions.ambient) == doctest::Approx(5));
  CHECK(row.counted);
  CHECK(!row.calibration);
}

TEST_CASE("conditions of a file hold for rows that do not say otherwise, a reference differs") {
  const auto file = read("[conditions]\nambient = \"-7 degC\"\ntrip = \"30 km\"\n[[row]]\n"
                         "vehicle = [\"a:b\", \"a:c\"]\nquantity = \"range_change\"\n"
                         "measured = { value = \"-12 %\", source = \"press\" }\n"
                         "conditions = { speed = \"60 mph\", trip = \"10 km\" }\n"
                         "reference = { ambient = \"24 degC\" }\n");
  const auto& row = file.rows.front();
  CHECK(row.vehicles.size() == 2);
  CHECK(*row.measured == doctest::Approx(-0.12));
  CHECK(units::in_celsius(*row.conditions.ambient) == doctest::Approx(-7));
  CHECK(*row.conditions.trip == units::kilometres(10));
  REQUIRE(row.reference);
  CHECK(units::in_celsius(*row.reference->ambient) == doctest::Approx(24));
  CHECK(*row.reference->trip == units::kilometres(10));
  CHECK(*row.reference->speed == units::miles_per_hour(60));
}

TEST_CASE("where a source does not tell them, conditions are a mild calm day on the flat") {
  const model::TestConditions usual;
  CHECK(units::in_celsius(*usual.ambient) == doctest::Approx(20));
  CHECK(usual.ambient.origin.how == spec::How::standard);
  CHECK(units::in_metres(*usual.altitude) == 0.0);
  CHECK(*usual.used == 1.0);
}
