// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/csv.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using evpickup::base::Diagnostic;
using evpickup::base::InputError;
using evpickup::base::SourceText;
using evpickup::spec::CsvTable;

CsvTable read(std::string text) {
  return evpickup::spec::read_csv(
      std::make_shared<const SourceText>(SourceText{"cycle.csv", std::move(text)}));
}

std::vector<Diagnostic> findings(std::string text) {
  try {
    (void)read(std::move(text));
  } catch (const InputError& error) {
    return error.diagnostics();
  }
  return {};
}

}  // namespace

TEST_CASE("columns carry the name and unit of their heading") {
  const CsvTable table =
      read("# a drive\n#logged\ntime [s],speed [km/h], stop\n0,0,1\n1.5,-2e1,0\n");
  CHECK(table.comments == std::vector<std::string>{"a drive", "logged"});
  REQUIRE(table.columns.size() == 3);
  CHECK(table.columns[1].name == "speed");
  CHECK(table.columns[1].unit == "km/h");
  CHECK(table.columns[1].values == std::vector<double>{0.0, -20.0});
  CHECK(table.columns[2].name == "stop");
  CHECK(table.columns[2].unit.empty());
  CHECK(table.find("time") == &table.columns[0]);
  CHECK(table.find("grade") == nullptr);
}

TEST_CASE("headings and rows have their places") {
  const CsvTable table = read("time [s], speed [km/h]\n\n# half way\n0,0\n1,5\n");
  CHECK(table.columns[1].where.line == 1);
  CHECK(table.columns[1].where.column == 11);
  CHECK(table.columns[1].where.length == 12);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].line == 4);
  CHECK(table.rows[1].line == 5);
  CHECK(table.rows[1].length == 3);
}

TEST_CASE(
    "Windows line ends, a byte order mark, blank lines and a missing last line end are fine") {
  const CsvTable table = read("\xEF\xBB\xBFtime [s],speed [m/s]\r\n\r\n 0 , 1 \r\n  \r\n2,3");
  CHECK(table.columns[0].name == "time");
  CHECK(table.columns[1].unit == "m/s");
  CHECK(table.columns[0].values == std::vector<double>{0.0, 2.0});
  CHECK(table.columns[1].values == std::vector<double>{1.0, 3.0});
}

TEST_CASE("every cell that is no finite number is reported at its place") {
  const auto found = findings("time [s],speed [km/h]\n0,fast\n1, 1e999\nnan,\n4,\"5\"\n");
  REQUIRE(found.size() == 5);
  CHECK(found[0].key == "speed");
  CHECK(found[0].message == "expected a finite number, got \"fast\"");
  CHECK(found[0].where.line == 2);
  CHECK(found[0].where.column == 3);
  CHECK(found[0].where.length == 4);
  CHECK(found[1].where.column == 4);
  CHECK(found[2].key == "time");
  CHECK(found[3].message == "expected a finite number, got \"\"");
  CHECK(found[3].where.column == 5);
}

TEST_CASE("a row with a wrong number of cells is reported") {
  const auto found = findings("a,b\n1,2,3\n4\n5,6\n");
  REQUIRE(found.size() == 2);
  CHECK(found[0].message == "expected 2 cells as in the heading, got 3");
  CHECK(found[1].message == "expected 2 cells as in the heading, got 1");
  CHECK(found[1].where.line == 3);
}

TEST_CASE("no more than 20 findings are collected") {
  std::string text = "a,b,c\n";
  for (int i = 0; i < 100; ++i) text += "x,y,z\n";
  CHECK(findings(text).size() == 20);
}

TEST_CASE("a table without rows is refused") {
  for (const char* text : {"", "# only a comment\n", "time [s],speed [km/h]\n"}) {
    CAPTURE(text);
    const auto found = findings(text);
    REQUIRE(found.size() == 1);
    CHECK(found[0].message == "the table has no rows of numbers");
    CHECK(found[0].where.line == 0);
  }
}

TEST_CASE("headings need names, whole brackets and no repetition") {
  CHECK(findings("0,1\n1,2\n").size() == 2);
  CHECK(findings("time [s,speed\n1,2\n").size() == 1);
  CHECK(findings("time [s] x,speed\n1,2\n").size() == 1);
  CHECK(findings("time,,speed\n1,2,3\n").size() == 1);
  const auto twice = findings("time [s],time [h]\n1,2\n");
  REQUIRE(twice.size() == 1);
  CHECK(twice[0].message == "column \"time\" is given twice");
  const auto semicolons = findings("time [s];speed [km/h]\n1;2\n");
  REQUIRE(semicolons.size() == 1);
  CHECK(semicolons[0].hint == "columns are separated by commas");
}
