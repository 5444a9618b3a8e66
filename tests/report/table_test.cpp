// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/report/markdown.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::contains;
using test::line_with;
using test::lines_of;

namespace {

std::size_t widest(const std::string& text) {
  std::size_t width = 0;
  for (const auto& line : lines_of(text)) width = std::max(width, base::code_points(line));
  return width;
}

/// Many numeric columns, too many for any terminal, after one of text.
study::Results wide_results(int columns) {
  study::Results results;
  results.table.columns.push_back({"name", "Name", "", 0, study::Better::neither});
  results.table.rows = {{study::Cell{"a truck with a name of several words"}}};
  for (int i = 0; i < columns; ++i) {
    results.table.columns.push_back(
        {"column_" + std::to_string(i), "Label", "kWh", 1, study::Better::neither});
    results.table.rows.front().emplace_back(1000.0 * i);
  }
  return results;
}

}  // namespace

TEST_CASE("the table of the sample reads as expected in ASCII") {
  const std::string text = report::write_table(test::sample_results(), {.utf8 = false});
  CHECK(text == "Three trucks\n"
                "Two trims of one truck, and another one without a price.\n"
                "\n"
                "                              Wall  Cost per\n"
                "  Trim    Mass  Range  consumption  distance\n"
                "            kg     km   kWh/100 km    USD/km\n"
                "  ------------------------------------------\n"
                "One\n"
                "  small  2,000    400         20.0*    0.500\n"
                "> large  2,346  1,600*        25.0     0.300*\n"
                "Other\n"
                "  base   2,500    350         30.0         -\n"
                "* best of its column; > baseline: One, large; - no value\n"
                "\n"
                "Cost per distance, USD/km\n"
                "One, small  ################################################  0.500\n"
                "One, large  #############################                     0.300*\n"
                "\n"
                "Cost by item\n"
                "Item       One\n"
                "           USD\n"
                "--------------\n"
                "price   12,345\n"
                "resale  -4,000\n"
                "- Resale is a receipt.\n"
                "\n"
                "Notes\n"
                "- Other, base: no price, so no cost.\n"
                "\n"
                "What the numbers rest on\n"
                "- Mass of One: estimated.\n");
}

TEST_CASE("a missing value is an en dash where the terminal has one") {
  const std::string text = report::write_table(test::sample_results(), {});
  CHECK(line_with(text, "2,500").ends_with("\u2013"));
}

TEST_CASE("no line is wider than the page, whatever its width") {
  study::Results results = test::sample_results();
  results.notes.push_back(std::string(300, 'x') + " and words that follow, one after the other");
  results.title = "A title of many words that does not fit into forty columns at all";
  for (std::size_t width = 40; width <= 130; width += 3) {
    CAPTURE(width);
    CHECK(widest(report::write_table(results, {.width = width})) <= width);
    CHECK(widest(report::write_table(wide_results(30), {.width = width})) <= width);
  }
}

TEST_CASE("columns that do not fit are left out from the right and named") {
  const std::string text = report::write_table(wide_results(30), {.width = 60});
  const std::string words = base::join(lines_of(text.substr(text.find("Left out"))), " ");
  CHECK(contains(words, "column_29."));
  CHECK(!contains(words, "column_0,"));
  CHECK(contains(text, "0.0"));
}

TEST_CASE("nothing is said to be left out where everything fits") {
  CHECK(!contains(report::write_table(test::sample_results(), {}), "Left out"));
}

TEST_CASE("text columns are wrapped before a column is left out") {
  const std::string text = report::write_table(wide_results(2), {.width = 40});
  CHECK(!contains(text, "Left out"));
  CHECK(contains(text, "a truck with a"));
  CHECK(!contains(text, "a truck with a name of several words"));
}

TEST_CASE("a unit that is wider than its column is broken behind the slash") {
  study::Results results = test::sample_results();
  results.table.columns[5].label = "Wall use";
  const std::string text = report::write_table(results, {});
  CHECK(contains(text, "   kWh/"));
  CHECK(contains(text, " 100 km\n"));
  CHECK(!contains(text, "kWh/100 km"));
}

TEST_CASE("values that read the same as the best are all marked") {
  study::Results results = test::sample_results();
  results.table.rows[0][4] = 1600.2;
  const std::string text = report::write_table(results, {});
  CHECK(contains(line_with(text, "small"), "1,600*"));
  CHECK(contains(line_with(text, "large"), "1,600*"));
}

TEST_CASE("a row without a rank is not marked, and the best of the others is") {
  study::Results results = test::sample_results();
  results.table.unranked_rows = {1};
  const std::string text = report::write_table(results, {});
  CHECK(contains(line_with(text, "small"), "400*"));
  CHECK(!contains(line_with(text, "large"), "*"));
}

TEST_CASE("where all values read the same none is the best") {
  study::Results results = test::sample_results();
  for (auto& row : results.table.rows) row[4] = 500.0;
  CHECK(!contains(report::write_table(results, {}), "500*"));
}

TEST_CASE("rows of a group stand together under one heading") {
  study::Results results = test::sample_results();
  std::swap(results.table.rows[1], results.table.rows[2]);
  results.baseline = 2;
  const std::string text = report::write_table(results, {.utf8 = false});
  CHECK(std::ranges::count(lines_of(text), std::string{"One"}) == 1);
  CHECK(text.find("> large") < text.find("\nOther\n"));
}

TEST_CASE("chosen columns replace those that the results choose") {
  const std::string text = report::write_table(test::sample_results(), {.columns = {"market"}});
  CHECK(contains(text, "Market"));
  CHECK(!contains(text, "Range"));
}

TEST_CASE("the group's column is shown where it is the only one chosen") {
  const std::string text = report::write_table(test::sample_results(), {.columns = {"vehicle"}});
  CHECK(contains(text, "Truck"));
}

TEST_CASE("an unknown column is refused with what was meant") {
  try {
    (void)report::write_table(test::sample_results(), {.columns = {"rangekm", "nonsense"}});
    FAIL("not refused");
  } catch (const base::InputError& error) {
    REQUIRE(error.diagnostics().size() == 2);
    CHECK(error.diagnostics()[0].hint == "did you mean \"range_km\"?");
    CHECK(contains(error.diagnostics()[1].message, "\"nonsense\""));
  }
}

TEST_CASE("US units change numbers, units and the better direction together") {
  const std::string text =
      report::write_table(test::sample_results(), {.units = report::UnitSystem::us, .utf8 = false});
  // 20 kWh/100 km: 33.705 / (20 * 1.609344 / 100) = 104.7 mpg-equivalent, the best of the three.
  CHECK(contains(line_with(text, "small"), "104.7*"));
  CHECK(contains(line_with(text, "small"), "4,409"));
  CHECK(contains(text, "MPGe"));
  CHECK(contains(text, "USD/mi"));
  CHECK(!contains(text, "km"));
}

TEST_CASE("escapes appear with colour only and add nothing to the words") {
  const std::string plain = report::write_table(test::sample_results(), {});
  std::string coloured = report::write_table(test::sample_results(), {.colour = true});
  CHECK(!contains(plain, "\x1b"));
  CHECK(contains(coloured, "\x1b[1mThree trucks\x1b[0m\n"));
  for (const std::string_view escape : {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[1;38;5;33m"}) {
    for (auto at = coloured.find(escape); at != std::string::npos; at = coloured.find(escape)) {
      coloured.erase(at, escape.size());
    }
  }
  CHECK(coloured == plain);
}

TEST_CASE("without details there are no sections and no basis, but the notes stay") {
  const std::string text = report::write_table(test::sample_results(), {.details = false});
  CHECK(!contains(text, "Cost by item"));
  CHECK(!contains(text, "rest on"));
  CHECK(contains(text, "no price"));
}

TEST_CASE("results that contradict themselves are a fault of the program") {
  study::Results results = test::sample_results();
  SUBCASE("a short row") { results.table.rows[1].pop_back(); }
  SUBCASE("a key twice") { results.table.columns[1].key = "vehicle"; }
  SUBCASE("not a number") { results.table.rows[0][3] = std::numeric_limits<double>::quiet_NaN(); }
  SUBCASE("a baseline beyond the rows") { results.baseline = 3; }
  SUBCASE("a shown column that is not there") { results.shown.emplace_back("nowhere"); }
  CHECK_THROWS_AS((void)report::write_table(results, {}), std::logic_error);
}

TEST_CASE("of a section people see the first rows if it says so, or its remarks alone") {
  study::Results results = test::sample_results();
  results.sections.front().shown_rows = 1;
  std::string text = report::write_table(results, {});
  CHECK(contains(text, "12,345"));
  CHECK_FALSE(contains(text, "-4,000"));
  results.sections.front().shown_rows = 0;
  text = report::write_table(results, {});
  CHECK_FALSE(contains(text, "12,345"));
  CHECK(contains(text, "Resale is a receipt."));
}

TEST_CASE("rows for data files alone are not shown, and the baseline stays where it is") {
  study::Results results = test::sample_results();
  results.table.data_only_rows = {0};
  const std::string text = report::write_table(results, {.utf8 = false});
  CHECK_FALSE(contains(text, "small"));
  CHECK(contains(text, "> large"));
  CHECK(contains(text, "baseline: One, large"));
}

TEST_CASE("a section is grouped under headings like the table itself") {
  study::Results results = test::sample_results();
  results.sections.front().grouped_by = "item";
  CHECK(contains(report::write_table(results, {}), "\nprice\n  12,345\nresale\n"));
}

TEST_CASE("columns that a table wants to keep outlast those before them") {
  study::Results results = wide_results(20);
  results.table.columns.back().keep = true;
  const std::string text = report::write_table(results, {.width = 60});
  CHECK(widest(text) <= 60);
  CHECK(contains(text, "19,000.0"));
  CHECK_FALSE(contains(text, "18,000.0"));
  CHECK(contains(text, "column_18."));
  CHECK_FALSE(contains(text, "column_19"));
}

TEST_CASE("the answer stands before the table, on the terminal and in Markdown") {
  study::Results results = test::sample_results();
  results.answer.sentences = {"One costs least.", "Other goes farthest."};
  for (const auto& text : {report::write_table(results, {}), report::write_markdown(results, {})}) {
    CHECK(text.find("Two trims") < text.find("One costs least."));
    CHECK(text.find("One costs least.") < text.find("Other goes farthest."));
    CHECK(text.find("Other goes farthest.") < text.find("1,600"));
  }
}
