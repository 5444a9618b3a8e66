// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "evpickup/report/changes.hpp"
#include "evpickup/report/markdown.hpp"
#include "evpickup/report/table.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::contains;
using test::line_with;

namespace {

/// A sweep of one truck over an axis, its range rising and its cost with a gap.
study::Results swept() {
  study::Results results;
  results.table.columns = {{"vehicle", "Truck", ""},
                           {"pack_kwh", "pack", "kWh", 0},
                           {"range_km", "range", "km", 0, study::Better::higher},
                           {"tco_usd_per_km", "cost", "USD/km", 2, study::Better::lower}};
  results.table.rows = {{"One", 40.0, 200.0, 0.5},
                        {"One", 60.0, 300.0, {}},
                        {"One", 80.0, 400.0, 0.7},
                        {"One", 100.0, 550.0, 0.6}};
  results.grouped_by = "vehicle";
  return results;
}

/// Draws of two trucks in four bins each, with their percentiles.
study::Results drawn() {
  study::Results results;
  results.table.columns = {{"vehicle", "Truck", ""}, {"range_km", "range", "km", 0}};
  results.table.rows = {{"a", 1.0}};
  study::Section percentiles;
  percentiles.key = "monte_carlo_range_km";
  percentiles.title = "What the draws give: range";
  percentiles.table.columns = {{"vehicle", "vehicle", ""}, {"trim", "trim", ""},
                               {"market", "market", ""},   {"p10", "10 %", "km"},
                               {"p50", "50 %", "km"},      {"p90", "90 %", "km"}};
  percentiles.table.rows = {{"a", "x", "us", 120.0, 200.0, 280.0},
                            {"b", "y", {}, 300.0, 340.0, 390.0}};
  study::Section bins;
  bins.key = "monte_carlo_histogram";
  bins.data_only = true;
  bins.table.columns = {{"vehicle", "", ""}, {"trim", "", ""},
                        {"market", "", ""},  {"outcome", "", ""},
                        {"unit", "", ""},    {"from", "from", "", 2},
                        {"to", "to", "", 2}, {"share_percent", "share", "%", 3}};
  bins.table.columns[5].unit_in_row = true;
  bins.table.columns[6].unit_in_row = true;
  bins.table.rows = {{"a", "x", "us", "range_km", "km", 100.0, 200.0, 50.0},
                     {"a", "x", "us", "range_km", "km", 200.0, 300.0, 50.0},
                     {"b", "y", {}, "range_km", "km", 300.0, 400.0, 100.0}};
  results.sections = {percentiles, bins};
  return results;
}

}  // namespace

TEST_CASE("a comparison shows its cost as bars, the longest for the dearest truck") {
  study::Results results = test::sample_results();
  const std::string ascii = report::write_table(results, {.width = 80, .utf8 = false});
  CHECK(contains(ascii, "\nCost per distance, USD/km\n"));
  CHECK(line_with(ascii, "One, small  #") ==
        "One, small  ################################################  0.500");
  CHECK(line_with(ascii, "One, large  #") ==
        "One, large  #############################                     0.300*");
  CHECK(!contains(ascii, "Other, base  #"));
  CHECK(contains(report::write_table(results, {}), "\u2588\u2588"));
  CHECK(!contains(report::write_table(results, {.details = false}), "Cost per distance, USD/km"));
}

TEST_CASE("bars fit on a narrow page") {
  for (const auto& line :
       test::lines_of(report::write_table(test::sample_results(), {.width = 40})))
    CHECK(base::code_points(line) <= 40);
}

TEST_CASE("a sweep shows its outcomes along the axis, with gaps where there is no number") {
  const std::string text = report::write_table(swept(), {});
  CHECK(contains(text, "One, pack 40 .. 100 kWh\n"));
  CHECK(line_with(text, "range  \u2581") == "  range  \u2581\u2583\u2585\u2588  200 .. 550 km");
  CHECK(line_with(text, "cost   \u2581") == "  cost   \u2581 \u2588\u2585  0.50 .. 0.70 USD/km");
  CHECK(line_with(report::write_table(swept(), {.utf8 = false}), "200 .. 550") ==
        "  range  _:=#  200 .. 550 km");
}

TEST_CASE("draws show as histograms on one scale, with a line over their percentiles") {
  const std::string text = report::write_table(drawn(), {.width = 83, .utf8 = false});
  CHECK(contains(text, "What the draws give: range, km\n"));
  const std::string first = line_with(text, "a:x@us  ");
  const std::string second = line_with(text, "b:y     ");
  // The first truck's draws fill the left two thirds of the page, the second's the rest.
  CHECK(first == "a:x@us  " + std::string(40, '#'));
  CHECK(second == "b:y     " + std::string(40, ' ') + std::string(20, '#'));
  CHECK(contains(text, "|---------------+---------------|"));
  CHECK(contains(text, "120, 200, 280"));
  CHECK(contains(report::write_table(drawn(), {}), "\u251c\u2500"));
}

TEST_CASE("differences are told to the baseline, or else to the first row") {
  const study::Results results = test::sample_results();
  const std::string text = report::write_table(results, {.utf8 = false, .deltas = true});
  CHECK(line_with(text, "  small") == "  small   -346  -1,200         -5.0*   +0.200");
  CHECK(line_with(text, "> large") == "> large  2,346   1,600*        25.0     0.300*");
  CHECK(contains(text, "differences to the baseline"));
  study::Results without = results;
  without.baseline = -1;
  CHECK(line_with(report::write_table(without, {.utf8 = false, .deltas = true}), "large") ==
        "  large   +346  +1,200*        +5.0    -0.200*");
  CHECK(
      contains(report::write_markdown(results, {.deltas = true}), "Differences to the baseline."));
}

TEST_CASE("better is blue and worse is orange, and neither without colour") {
  const std::string plain = report::write_table(test::sample_results(), {.deltas = true});
  CHECK(!contains(plain, "\x1b"));
  const std::string text =
      report::write_table(test::sample_results(), {.colour = true, .deltas = true});
  CHECK(contains(text, "\x1b[38;5;208m"));
  CHECK(contains(text, "\x1b[1;38;5;33m"));
  // No red and no green anywhere.
  for (const char* code : {"\x1b[31m", "\x1b[32m"}) CHECK(!contains(text, code));
}

TEST_CASE("changes are told row by row with the change in per cent") {
  const study::Results before = test::sample_results();
  study::Results after = before;
  after.table.rows[0][4] = 440.275;
  after.table.rows[2][6] = 0.4;
  const std::string text = report::write_changes(before, after, {.utf8 = false});
  CHECK(text == "One, small\n"
                "  Range, km  400 -> 440  +10 %\n"
                "Other, base\n"
                "  Cost per distance, USD/km  - -> 0.400\n");
  CHECK(report::write_changes(before, before, {}) == "nothing that is shown has moved\n");
}

TEST_CASE("rows that come and go are told") {
  const study::Results before = test::sample_results();
  study::Results after = before;
  after.table.rows[0][1] = "tiny";
  const std::string text = report::write_changes(before, after, {});
  CHECK(contains(text, "One, tiny: new\n"));
  CHECK(contains(text, "One, small: gone\n"));
}
