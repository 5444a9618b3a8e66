// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "charts.hpp"
#include "evpickup/base/diagnostic.hpp"
#include "evpickup/report/html.hpp"
#include "sample.hpp"

using namespace evpickup;

namespace {

using Json = nlohmann::json;

study::Results results_with(std::vector<study::Chart> charts) {
  study::Results results = test::sample_results();
  results.charts = std::move(charts);
  return results;
}

Json specification(const study::Results& results, const report::WriteOptions& options = {}) {
  return Json::parse(report::write_vega_lite(results, options));
}

/// Calls `visit` for every object in a document.
template <class Visit>
void each_object(const Json& json, const Visit& visit) {
  if (json.is_object()) visit(json);
  if (json.is_structured())
    for (const auto& part : json) each_object(part, visit);
}

/// Titles of axes of numbers; "null" stands for a panel that shares its axis with the next.
std::vector<std::string> axis_titles(const Json& view) {
  std::vector<std::string> titles;
  each_object(view, [&](const Json& object) {
    for (const char* channel : {"x", "y"}) {
      if (!object.contains(channel) || !object[channel].is_object()) continue;
      const Json& axis = object[channel];
      if (axis.value("type", "") != "quantitative") continue;
      REQUIRE(axis.contains("title"));
      if (!axis["title"].is_null()) titles.push_back(axis["title"]);
    }
  });
  return titles;
}

std::set<std::string> fields(const Json& view) {
  std::set<std::string> names;
  each_object(view, [&](const Json& object) {
    if (object.contains("field")) names.insert(object["field"]);
  });
  return names;
}

}  // namespace

TEST_CASE("Every kind of chart becomes a view with its name, title, data and marks") {
  const auto charts = test::sample_charts();
  const Json whole = specification(results_with(charts));
  CHECK(whole["$schema"] == "https://vega.github.io/schema/vega-lite/v6.json");
  REQUIRE(whole["vconcat"].size() == charts.size());
  for (std::size_t i = 0; i < charts.size(); ++i) {
    CAPTURE(charts[i].key);
    const Json& view = whole["vconcat"][i];
    CHECK(view["name"] == charts[i].key);
    CHECK(view["title"] == charts[i].title);
    int marks = 0, rows = 0;
    each_object(view, [&](const Json& object) {
      if (object.contains("mark")) ++marks;
      if (object.contains("values")) rows += static_cast<int>(object["values"].size());
    });
    CHECK(marks > 0);
    CHECK(rows > 0);
  }
}

TEST_CASE("Axes of numbers have a title with its unit, or say that they are shares") {
  const Json all = specification(results_with(test::sample_charts()));
  for (const auto& view : all["vconcat"]) {
    CAPTURE(view["name"].get<std::string>());
    for (const auto& title : axis_titles(view)) {
      CAPTURE(title);
      CHECK(title.find('(') != std::string::npos);
      CHECK(title.back() == ')');
    }
  }
}

TEST_CASE("Charts follow the reader's units") {
  report::WriteOptions us;
  us.units = report::UnitSystem::us;
  const Json view = specification(results_with({test::sample_charts().front()}), us)["vconcat"][0];
  const auto titles = axis_titles(view);
  REQUIRE(!titles.empty());
  CHECK(titles.front() == "range (mi)");
  CHECK(view["data"]["values"][0]["value"].get<double>() == doctest::Approx(248.5).epsilon(1e-3));
}

TEST_CASE("A chart names no field that its data lack, and keys are no paths") {
  const Json all = specification(results_with(test::sample_charts()));
  for (const auto& view : all["vconcat"]) {
    CAPTURE(view["name"].get<std::string>());
    std::set<std::string> known;
    each_object(view, [&](const Json& object) {
      if (!object.contains("values")) return;
      for (const auto& row : object["values"])
        for (const auto& [key, value] : row.items()) known.insert(key);
    });
    for (const auto& field : fields(view)) {
      CAPTURE(field);
      CHECK(known.contains(field));
      CHECK(field.find('.') == std::string::npos);
    }
  }
}

TEST_CASE("Lines hold their numbers as lists, so that a name is written once for each line") {
  const auto charts = test::sample_charts();
  const auto lines = std::ranges::find(charts, study::ChartKind::lines, &study::Chart::kind);
  const Json view = specification(results_with({*lines}))["vconcat"][0];
  REQUIRE(view["data"]["values"].size() == 1);
  CHECK(view["data"]["values"][0]["usd"] == Json({100.0, 120.0}));
  CHECK(view["transform"][0]["flatten"] == Json({"years", "usd"}));
}

TEST_CASE("Results without charts cannot be written as charts") {
  CHECK_THROWS_AS((void)report::write_vega_lite(test::sample_results(), {}), base::InputError);
}
