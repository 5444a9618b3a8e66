// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/json.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "evpickup/version.hpp"
#include "sample.hpp"

using namespace evpickup;
using Json = nlohmann::ordered_json;

namespace {

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

Json sample() { return Json::parse(report::write_json(test::sample_results(), {})); }

}  // namespace

TEST_CASE("the keys are those of evpickup.results/1, in order") {
  const Json json = sample();
  CHECK(json["schema"] == "evpickup.results/1");
  CHECK(keys_of(json) == std::vector<std::string>{"schema", "tool", "scenario", "title", "inputs",
                                                  "columns", "rows", "notes", "basis", "sections"});
  CHECK(keys_of(json["tool"]) == std::vector<std::string>{"name", "version"});
  CHECK(json["tool"]["version"] == std::string{version});
  CHECK(keys_of(json["inputs"]) == std::vector<std::string>{"files", "overrides", "currency"});
  CHECK(keys_of(json["inputs"]["files"][0]) == std::vector<std::string>{"name", "sha256"});
  CHECK(keys_of(json["columns"][0]) == std::vector<std::string>{"key", "label", "unit"});
}

TEST_CASE("each row has the keys of the columns in their order") {
  const Json json = sample();
  std::vector<std::string> keys;
  for (const auto& column : json["columns"]) keys.push_back(column["key"]);
  REQUIRE(json["rows"].size() == 3);
  for (const auto& row : json["rows"]) CHECK(keys_of(row) == keys);
}

TEST_CASE("numbers keep all of their digits and their units") {
  const report::WriteOptions options{.units = report::UnitSystem::us, .columns = {"trim"}};
  const Json json = Json::parse(report::write_json(test::sample_results(), options));
  CHECK(json["rows"][0]["range_km"].get<double>() == 400.25);
  CHECK(json["rows"][1]["tco_usd_per_km"].get<double>() == 0.1 + 0.2);
}

TEST_CASE("a missing value is null") { CHECK(sample()["rows"][2]["tco_usd_per_km"].is_null()); }

TEST_CASE("sections carry their own columns, rows and remarks") {
  const Json section = sample()["sections"][0];
  CHECK(section["key"] == "costs");
  CHECK(section["title"] == "Cost by item");
  CHECK(section["columns"][1]["key"] == "one_usd");
  CHECK(section["rows"][1]["one_usd"].get<double>() == -4000.0);
  CHECK(section["remarks"][0] == "Resale is a receipt.");
}

TEST_CASE("empty lists are lists") {
  const Json json = Json::parse(report::write_json({}, {}));
  for (const char* key : {"columns", "rows", "notes", "basis", "sections"}) {
    CAPTURE(key);
    CHECK(json[key].is_array());
  }
  CHECK(json["inputs"]["files"].is_array());
}

TEST_CASE("bytes that are no UTF-8 are replaced, and the rest stays readable") {
  study::Results results = test::sample_results();
  results.inputs.overrides = {"duty.name=\xFF!"};
  const Json json = Json::parse(report::write_json(results, {}));
  CHECK(json["inputs"]["overrides"][0] == "duty.name=\uFFFD!");
}
