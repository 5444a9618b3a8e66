// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/html.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "charts.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::contains;

namespace {

study::Results sample_page() {
  study::Results results = test::sample_results();
  results.answer.sentences = {"One small costs least."};
  results.answer.ranking_title = "Ranking";
  results.answer.ranking = {
      {{"rank", "rank", "", 0}, {"truck", "truck", "", 0}, {"c", "cost", "USD/km", 3}},
      {{1.0, "One, small", 0.25}, {2.0, "One, large", 0.5}}};
  results.charts = test::sample_charts();
  results.specification.sources = {
      {"A regulator's list", "https://example.org/list", "regulator", "2025-01-02"}};
  results.specification.models = {
      {"One",
       {"small", "large"},
       {{"Body",
         "curb mass",
         {study::SpecificationValue{"2000 kg", 0, false, "", "", "", ""},
          study::SpecificationValue{
              "2345 kg", {}, true, "by size", "2200 kg .. 2500 kg", "", ""}}}}}};
  results.inputs.seed = 7;
  return results;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t number = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++number;
  return number;
}

/// The text without its scripts and styles: what is there with scripts off.
std::string without_scripts(std::string text) {
  for (const std::string tag : {"script", "style"})
    for (auto from = text.find("<" + tag); from != std::string::npos; from = text.find("<" + tag)) {
      const auto to = text.find("</" + tag + ">", from);
      text.erase(from, to - from + tag.size() + 3);
    }
  return text;
}

/// Every value and label of the results that may come from a file is `name`.
study::Results named(const std::string& name) {
  study::Results results = sample_page();
  results.title = results.description = results.scenario = name;
  results.notes = results.basis = {name};
  results.answer.sentences = {name};
  results.answer.ranking_title = name;
  results.answer.ranking.rows[0][1] = name;
  results.table.rows[0][0] = results.table.rows[0][1] = name;
  results.sections[0].title = name;
  results.sections[0].remarks = {name};
  results.sections[0].table.rows[0][0] = name;
  results.inputs.files = {{name, name}};
  results.inputs.overrides = {name};
  for (auto& chart : results.charts) {
    chart.title = chart.note = name;
    for (auto& row : chart.table.rows)
      if (std::holds_alternative<std::string>(row[0])) row[0] = name;
  }
  results.specification.models[0].name = name;
  results.specification.models[0].trims[0] = name;
  auto& row = results.specification.models[0].rows[0];
  row.group = row.label = name;
  row.values[0] = study::SpecificationValue{name, 0, true, name, name, name, name};
  results.specification.sources[0] = {name, name, name, name};
  return results;
}

}  // namespace

TEST_CASE("A page begins with the answer and the ranking, before charts and tables") {
  const std::string page = report::write_html(sample_page(), {});
  CHECK(page.starts_with("<!doctype html>"));
  const auto answer = page.find("One small costs least.");
  const auto ranking = page.find("Ranking");
  const auto charts = page.find("<figure");
  const auto figures = page.find("id=\"figures\"");
  CHECK(answer < ranking);
  CHECK(ranking < charts);
  CHECK(charts < figures);
  CHECK(figures < page.size());
}

TEST_CASE("Without scripts every number of a chart is in a table") {
  const std::string page = without_scripts(report::write_html(sample_page(), {}));
  for (const auto& chart : test::sample_charts()) {
    CAPTURE(chart.key);
    const auto from = page.find("id=\"chart-" + chart.key + "\"");
    REQUIRE(from != std::string::npos);
    const std::string figure = page.substr(from, page.find("</figure>", from) - from);
    CHECK(contains(figure, "<table"));
    CHECK(count(figure, "<tr>") == chart.table.rows.size() + 1);
  }
  CHECK(contains(page, "<noscript>"));
}

TEST_CASE("What files say is text on the page and never markup") {
  const std::string page = report::write_html(named(test::evil_name), {});
  CHECK(!contains(page, "<script>alert"));
  CHECK(!contains(page, test::evil_name));
  CHECK(contains(page, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;"));
  CHECK(contains(page, R"(\u003cscript>alert(1)\u003c/script> \u0026 \"x\")"));
  // As many scripts as with a harmless name.
  CHECK(count(page, "<script") == count(report::write_html(named("harmless"), {}), "<script"));
  CHECK(count(page, "</script>") == count(page, "<script"));
}

TEST_CASE("The command line of a page is escaped as well") {
  report::WriteOptions options;
  options.command = "evpickup run '<b>.toml'";
  const std::string page = report::write_html(sample_page(), options);
  CHECK(contains(page, "evpickup run &#39;&lt;b&gt;.toml&#39;"));
}

TEST_CASE("A page tells how to repeat the run") {
  const std::string page = report::write_html(sample_page(), {});
  CHECK(contains(page, std::string(64, 'a')));
  CHECK(contains(page, "duty.ambient=-7 degC"));
  CHECK(contains(page, "<dt>Seed</dt><dd>7</dd>"));
}

TEST_CASE("A value of the specification names its source, and leads to it") {
  const std::string page = report::write_html(sample_page(), {});
  CHECK(contains(page, "title=\"[1] A regulator&#39;s list, 2025-01-02\">2000 kg<a class=\"ref\" "
                       "href=\"#source-1\">1</a>"));
  CHECK(contains(page, "<li id=\"source-1\">"));
  CHECK(contains(page, "href=\"https://example.org/list\""));
  CHECK(contains(page, "estimated: by size. range 2200 kg .. 2500 kg"));
}

TEST_CASE("The same results give the same bytes") {
  CHECK(report::write_html(sample_page(), {}) == report::write_html(sample_page(), {}));
}

TEST_CASE("A page holds the chart runtime with its notices, or says where it is loaded from") {
  const std::string page = report::write_html(sample_page(), {});
  const bool inlined = contains(page, "which this file holds");
  CHECK(contains(page, "cdn.jsdelivr.net") == !inlined);
  CHECK(count(page, "integrity=\"sha384-") == (inlined ? 0 : 3));
  CHECK(contains(page, "Third-party notices"));
  CHECK(contains(page, "Redistribution and use in source and binary forms"));
  if (inlined) CHECK(page.size() > 700'000);
}

TEST_CASE("A page without charts holds no runtime") {
  const std::string page = report::write_html(test::sample_results(), {});
  CHECK(page.size() < 40'000);
  CHECK(!contains(page, "vegaEmbed="));
  CHECK(contains(page, "class=\"sortable\""));
}

TEST_CASE("A long table is cut, and says so") {
  study::Results results = test::sample_results();
  const auto row = results.table.rows[0];
  results.table.rows.assign(5000, row);
  const std::string page = report::write_html(results, {});
  CHECK(contains(page, "The first 1000 of 5000 rows"));
  CHECK(count(page, "<tr>") < 1100);
}

TEST_CASE("Truck ids in tables and sentences are told as names") {
  study::Results results = test::sample_results();
  results.table.columns.push_back({"vehicle_name", "vehicle", "", 0});
  results.table.columns.push_back({"trim_name", "trim", "", 0});
  results.table.rows[0][0] = "one_truck";
  for (auto& row : results.table.rows) {
    row.emplace_back("One Truck");
    row.emplace_back("Small One");
  }
  results.shown = {"vehicle_name", "trim_name", "range_km"};
  results.grouped_by = "";
  results.baseline = -1;
  results.notes = {"one_truck:small: no price.", "one_truck:small_too stays."};
  results.sections = {
      {"pairs",
       "Pairs",
       {{{"vehicle", "vehicle", "", 0}, {"trim", "trim", "", 0}, {"other", "other", "", 0}},
        {{"one_truck", "small", "one_truck:small@us"}}},
       {}}};
  const std::string page = report::write_html(results, {});
  CHECK(contains(page, "One Truck Small One: no price."));
  CHECK(contains(page, "one_truck:small_too stays."));
  CHECK(contains(page, "One Truck Small One (us)"));
}
