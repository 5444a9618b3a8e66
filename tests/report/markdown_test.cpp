// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/markdown.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "sample.hpp"

using namespace evpickup;
using test::contains;
using test::line_with;

TEST_CASE("records stand one below the other, with all of their texts") {
  study::Results results;
  results.table.columns = {{"key", "key", ""}, {"value", "value", ""}, {"note", "note", ""}};
  results.table.rows = {{"body.mass", "2 t", "as *printed*"}, {"body.length", "5 m", {}}};
  results.shown = {"key", "value"};
  results.as_records = true;
  CHECK(report::write_markdown(results, {}) == "**body.mass, 2 t**\n\n- note: as \\*printed\\*\n\n"
                                               "**body.length, 5 m**\n");
}

TEST_CASE("the Markdown table has headings with units, alignment and bold best values") {
  const std::string text = report::write_markdown(test::sample_results(), {});
  CHECK(contains(text, "# Three trucks\n\n"
                       "Two trims of one truck, and another one without a price.\n\n"
                       "| Truck | Trim | Mass (kg) | Range (km) | Wall consumption (kWh/100 km) | "
                       "Cost per distance (USD/km) |\n"
                       "| :--- | :--- | ---: | ---: | ---: | ---: |\n"
                       "| One | small | 2,000 | 400 | **20.0** | 0.500 |\n"
                       "| One | large | 2,346 | **1,600** | 25.0 | **0.300** |\n"
                       "| Other | base | 2,500 | 350 | 30.0 | \u2013 |\n"));
  CHECK(contains(text, "Baseline: One, large."));
}

TEST_CASE("sections, notes and basis follow the Markdown table") {
  const std::string text = report::write_markdown(test::sample_results(), {});
  CHECK(contains(text, "\n## Cost by item\n\n| Item | One (USD) |\n"));
  CHECK(contains(text, "\n## Notes\n\n- Other, base: no price, so no cost.\n"));
  CHECK(contains(text, "\n## What the numbers rest on\n\n- Mass of One: estimated.\n"));
}

TEST_CASE("text in a cell cannot end the cell") {
  study::Results results = test::sample_results();
  results.table.rows[0][1] = "a|b*c\nd";
  const std::string row = line_with(report::write_markdown(results, {}), "a\\|b");
  CHECK(contains(row, "| a\\|b\\*c d |"));
}

TEST_CASE("Markdown tells US units") {
  const std::string text =
      report::write_markdown(test::sample_results(), {.units = report::UnitSystem::us});
  CHECK(contains(text, "Range (mi)"));
  CHECK(contains(text, "Wall economy (MPGe)"));
  CHECK(contains(text, "| One | small | 4,409 | 249 | **104.7** | 0.805 |"));
}

TEST_CASE(
    "of a section in Markdown people see the first rows if it says so, or its remarks alone") {
  study::Results results = test::sample_results();
  results.sections.front().shown_rows = 1;
  std::string text = report::write_markdown(results, {});
  CHECK(contains(text, "12,345"));
  CHECK_FALSE(contains(text, "-4,000"));
  results.sections.front().shown_rows = 0;
  text = report::write_markdown(results, {});
  CHECK_FALSE(contains(text, "12,345"));
  CHECK(contains(text, "Resale is a receipt."));
}
