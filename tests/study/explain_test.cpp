// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/explain.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/study/overrides.hpp"
#include "sample.hpp"

using namespace evpickup;

namespace {

std::string text(const study::Table& table, std::size_t row, const char* key) {
  const auto* found = std::get_if<std::string>(&table.at(row, key));
  return found != nullptr ? *found : std::string{};
}

}  // namespace

TEST_CASE("every section of every format says what it means and what it is used for") {
  const study::Table sections = study::explain_sections().table;
  CHECK(sections.rows.size() > 35);
  for (std::size_t row = 0; row < sections.rows.size(); ++row) {
    const std::string section = text(sections, row, "section");
    CAPTURE(section);
    CHECK(!text(sections, row, "meaning").empty());
    CHECK((!text(sections, row, "used").empty() || section == "sources"));
    CHECK(std::get<double>(sections.at(row, "keys")) > 0.0);
  }
}

TEST_CASE("every key that can be set is known, and so is every column") {
  const auto words = study::explainable();
  for (const std::string& path : study::settable_paths()) {
    if (path.find("NAME") != std::string::npos) continue;
    CAPTURE(path);
    CHECK(std::ranges::find(words, path) != words.end());
  }
  CHECK(std::ranges::find(words, "tco_CUR_per_km") != words.end());
}

TEST_CASE("the reference of keys has every key once, with what it accepts and means") {
  const auto catalog = test::shipped();
  std::size_t keys = 0;
  for (const auto& section : study::reference_of_keys().sections) {
    for (std::size_t row = 0; row < section.table.rows.size(); ++row) {
      const std::string key = text(section.table, row, "key");
      CAPTURE(section.key);
      CAPTURE(key);
      CHECK(!text(section.table, row, "accepts").empty());
      CHECK(!text(section.table, row, "meaning").empty());
      if (++keys % 25 == 0) CHECK_NOTHROW((void)study::explain(catalog, key));
    }
  }
  CHECK(keys > 400);
}

TEST_CASE("what the program assumes and what it estimates stand in the reference") {
  const auto page = study::reference_of_keys();
  const auto without = [&](const std::string& section, const std::string& key) {
    const auto found = std::ranges::find(page.sections, section, &study::Section::key);
    REQUIRE(found != page.sections.end());
    for (std::size_t row = 0; row < found->table.rows.size(); ++row)
      if (text(found->table, row, "key") == key) return text(found->table, row, "without");
    return std::string{"no such key"};
  };
  CHECK(without("scenario_duty", "duty.years") == "8");
  CHECK(without("scenario_compare", "compare.vehicles") == "needed");
  CHECK(without("vehicle_battery", "battery.energy_gross").starts_with("estimated: "));
  CHECK(without("vehicle_price", "price.msrp").empty());
}

TEST_CASE("a word that nothing knows is an input error with a hint") {
  const auto catalog = test::shipped();
  try {
    (void)study::explain(catalog, "duty.ambeint");
    FAIL("it was explained");
  } catch (const base::InputError& error) {
    CHECK(error.diagnostics().front().hint == "did you mean \"duty.ambient\"?");
  }
}
