// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/reading.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "sample_format.hpp"

namespace {

using namespace evpickup;
using namespace spec::sample;
using spec::How;
using spec::Reader;

}  // namespace

TEST_CASE("a refused value is told in the form of the contract") {
  const auto error = finding("[pack]\nenergy  = { value = \"63 kW\", source = \"maker\" }\n");
  CHECK(base::render(error) == "t.toml:3:21: error: pack.energy: expected energy, 5 .. 400 kWh, "
                               "got \"63 kW\" (power)\n"
                               "   3 | energy  = { value = \"63 kW\", source = \"maker\" }\n"
                               "     |                     ^~~~~~~\n"
                               "   hint: did you mean \"63 kWh\"?");
}

TEST_CASE("a value keeps source, note and date") {
  const auto read_pack =
      pack("energy = { value = \"86 kWh\", source = \"maker\", note = \"as printed\" }\n");
  CHECK(read_pack.energy.origin.how == How::sourced);
  CHECK(read_pack.energy.origin.source == "maker");
  CHECK(read_pack.energy.origin.note == "as printed");
  CHECK(read_pack.energy.date == units::Date{2023, 8, 1});
  CHECK(underlined(read_pack.energy.origin.where) == "\"86 kWh\"");
  const auto dated =
      pack("energy = { value = \"86 kWh\", source = \"maker\", date = \"2024-05\" }\n");
  CHECK(dated.energy.date == units::Date{2024, 5, 0});
}

TEST_CASE("the date belongs to a price, its range and its alternatives") {
  const auto outcome = read(
      "name = \"t\"\npack.energy = \"5 kWh\"\n[fee.us]\namount = { value = \"10 USD\", "
      "date = 2025-01-01, range = [\"9 USD\", \"12 USD\"], also = [{ value = \"11 USD\", source = "
      "\"maker\" }] }\n");
  CHECK(outcome.findings.all().empty());
  const auto& amount = outcome.truck.fees.at("us").amount;
  CHECK(amount->date == units::Date{2025, 1, 1});
  CHECK(amount.range->second.date == units::Date{2025, 1, 1});
  CHECK(amount.also.front().value.date == units::Date{2023, 8, 1});
}

TEST_CASE("an estimate in a file has a rule, its own or that of its source") {
  const auto own =
      pack("energy = { value = \"86 kWh\", kind = \"estimate\", rule = \"by eye\" }\n");
  CHECK(own.energy.estimated());
  CHECK(own.energy.origin.rule == "by eye");
  const auto noted =
      pack("energy = { value = \"86 kWh\", source = \"guess\", note = \"by mass\" }\n");
  CHECK(noted.energy.estimated());
  CHECK(noted.energy.origin.rule == "by mass");
  CHECK(pack("energy = { value = \"86 kWh\", source = \"guess\" }\n").energy.origin.rule ==
        "by size");
}

TEST_CASE("a range contains its value and rises") {
  const auto good = pack("energy = { value = \"98 kWh\", range = [\"95 kWh\", \"101 kWh\"] }\n");
  REQUIRE(good.energy.range.has_value());
  CHECK(units::in_kilowatt_hours(good.energy.range->first) == doctest::Approx(95.0));
  CHECK(units::in_kilowatt_hours(good.energy.range->second) == doctest::Approx(101.0));
  CHECK(pack("energy = { value = \"9 kWh\", range = [\"9 kWh\", \"9 kWh\"] }\n").energy.range);
  CHECK(pack("energy = \"9 kWh\"\ncells = { value = 5, range = [4, 6] }\n").cells.range->second ==
        6);
}

TEST_CASE("what stands around a value is checked") {
  struct Case {
    std::string written;
    std::string path;
    std::string message;
    std::string hint;
  };
  const std::string energy = "expected energy, 5 .. 400 kWh, got ";
  const std::vector<Case> cases{
      {"{ value = \"9 kWh\", range = [\"10 kWh\", \"11 kWh\"] }", "pack.energy.range",
       "the range does not contain the value", ""},
      {"{ value = \"9 kWh\", range = [\"11 kWh\", \"8 kWh\"] }", "pack.energy.range",
       "the range ends below its start", ""},
      {"{ value = \"9 kWh\", range = [\"8 kWh\", \"11 kW\"] }", "pack.energy.range",
       energy + "\"11 kW\" (power)", "did you mean \"11 kWh\"?"},
      {"{ value = \"9 kWh\", range = \"8 kWh\" }", "pack.energy.range",
       "expected a list of two values, got \"8 kWh\"", ""},
      {"{ value = \"9 kWh\", source = \"makre\" }", "pack.energy.source",
       "unknown source \"makre\"", "did you mean \"maker\"?"},
      {"{ value = \"9 kWh\", source = \"xx\" }", "pack.energy.source", "unknown source \"xx\"",
       "sources of this file: guess, maker"},
      {"{ value = \"9 kWh\", source = 5 }", "pack.energy.source", "expected a text, got 5",
       "write \"5\""},
      {"{ value = \"9 kWh\", sorce = \"maker\" }", "pack.energy.sorce", "unknown key",
       "did you mean \"source\"?"},
      {"{ value = \"9 kWh\", kind = \"guess\", rule = \"r\" }", "pack.energy.kind",
       "expected one of \"estimate\", got \"guess\"", ""},
      {"{ value = \"9 kWh\", kind = \"estimate\" }", "pack.energy.rule", "missing value",
       "say how it was estimated: rule = \"...\""},
      {"{ value = \"9 kWh\", rule = \"r\" }", "pack.energy.rule", "only an estimate has a rule",
       "add kind = \"estimate\""},
      {"{ value = \"9 kWh\", date = \"soon\" }", "pack.energy.date",
       "expected a date such as 2026-10-09, 2026-10 or 2026, got \"soon\"", ""},
      {"{ value = \"9 kWh\", note = 1 }", "pack.energy.note", "expected a text, got 1",
       "write \"1\""},
      {"{ value = \"9 kWh\", also = \"8 kWh\" }", "pack.energy.also",
       "expected a list of { value = ..., source = ... }, got \"8 kWh\"", ""},
      {"{ value = \"9 kWh\", also = [\"8 kWh\"] }", "pack.energy.also",
       "another value needs its source", "write { value = ..., source = \"...\" }"},
      {"{ value = \"9 kWh\", also = [{ value = 8, source = \"maker\" }] }", "pack.energy.also",
       energy + "8 (needs a unit)", "write \"8 kWh\""},
  };
  for (const Case& each : cases) {
    CAPTURE(each.written);
    const auto error = finding("[pack]\nenergy = " + each.written + "\n");
    CHECK(error.key == each.path);
    CHECK(error.message == each.message);
    CHECK(error.hint == each.hint);
    CHECK(error.where.line == 3);
  }
}

TEST_CASE("a table without a value is none, and is reported once") {
  const auto outcome = read("name = \"t\"\n[pack]\nenergy = { source = \"maker\" }\n");
  REQUIRE(outcome.findings.all().size() == 1);
  CHECK(outcome.findings.all()[0].message == "missing value");
  const auto misspelt = read("name = \"t\"\n[pack]\nenergy = { vlaue = \"9 kWh\" }\n");
  REQUIRE(misspelt.findings.all().size() == 1);
  CHECK(misspelt.findings.all()[0].hint == "did you mean \"value\"?");
  CHECK_FALSE(misspelt.truck.pack.energy.has_value());
}

TEST_CASE("texts have no range, and a range has the currency of its value") {
  CHECK(finding("[pack]\nenergy = \"9 kWh\"\nmaker = { value = \"a\", range = [\"a\", \"b\"] }\n")
            .message == "only numbers have a range");
  CHECK(finding("pack.energy = \"9 kWh\"\n[fee.us]\namount = { value = \"9 USD\", range = "
                "[\"8 CNY\", \"10 USD\"] }\n")
            .message == "the range is in another currency than the value");
}

TEST_CASE("a file without sources takes no source ids") {
  Truck truck;
  base::Diagnostics findings;
  Reader reader{findings, nullptr};
  spec::read_table(truck, document("pack.energy = { value = \"9 kWh\", source = \"maker\" }\n"), {},
                   reader);
  REQUIRE(findings.all().size() == 1);
  CHECK(findings.all()[0].message == "unknown source \"maker\"");
  CHECK(findings.all()[0].hint == "this file has no [sources] table");
}

TEST_CASE("conflicting values are kept beside the chosen one") {
  const auto read_pack =
      pack("energy = { value = \"86 kWh\", source = \"maker\", also = [{ value = "
           "\"84 kWh\", source = \"guess\", note = \"older\" }] }\n");
  REQUIRE(read_pack.energy.also.size() == 1);
  CHECK(units::in_kilowatt_hours(read_pack.energy.also[0].value) == doctest::Approx(84.0));
  CHECK(read_pack.energy.also[0].source == "guess");
  CHECK(read_pack.energy.also[0].note == "older");
  CHECK(finding("[pack]\nenergy = { value = \"9 kWh\", also = [{ value = \"8 kWh\", source = "
                "\"maker\", range = [\"7 kWh\", \"9 kWh\"] }] }\n")
            .message == "another value has no range and no alternatives of its own");
}

TEST_CASE("a default is a value that nobody gave, and an estimate has a range and a rule") {
  spec::Sourced<int> cells{96};
  CHECK(cells.has_value());
  CHECK(cells.origin.how == How::standard);
  cells.estimate(100, 90, 110, "by size");
  CHECK(*cells == 100);
  CHECK(cells.estimated());
  CHECK(cells.range == std::pair{90, 110});
  cells.set(104, {How::given, {}, {}, {}, {}});
  CHECK_FALSE(cells.range.has_value());
  CHECK(spec::Sourced<int>{}.origin.how == How::absent);
}
