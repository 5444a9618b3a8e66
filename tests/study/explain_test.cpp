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
      if (++keys % 25 == 0) CHECK_NOTHROW((void)study::explain(&catalog, key));
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

TEST_CASE("values without a source have their defaults in the reference") {
  const auto page = study::reference_of_keys();
  const std::string bounds[] = {"optimise.constraint[].at_least", "optimise.constraint[].at_most",
                                "inputs.correlation[].rank"};
  int told = 0;
  for (const auto& section : page.sections) {
    if (section.key != "scenario_monte_carlo" && section.key != "scenario_sensitivity" &&
        section.key != "scenario_optimise" && section.key != "scenario_inputs")
      continue;
    for (std::size_t row = 0; row < section.table.rows.size(); ++row) {
      const std::string key = text(section.table, row, "key");
      const std::string accepts = text(section.table, row, "accepts");
      const bool plain = accepts.starts_with("whole number") || accepts.starts_with("one of") ||
                         accepts == "true or false";
      if (!plain || std::ranges::find(bounds, key) != std::end(bounds)) continue;
      CAPTURE(key);
      CHECK(!text(section.table, row, "without").empty());
      ++told;
    }
  }
  CHECK(told >= 12);
}

TEST_CASE("the defaults that are told are those of a file without the key") {
  const auto standard = [](const std::string& key) {
    return text(study::explain(nullptr, key).table, 0, "default");
  };
  auto scenario = test::scenario_of(
      "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\n[trip]\ndistance = \"500 km\"\nspeed = "
      "\"100 km/h\"\n");
  scenario.monte_carlo.emplace();
  scenario.sensitivity.emplace();
  scenario.sweeps.emplace_back();
  const auto given = [&](const std::string& key) {
    model::Scenario set = scenario;
    study::set(set, study::parse_path(key, {}), spec::parse_value(standard(key), key));
    return set;
  };
  CHECK(given("mode").mode == scenario.mode);
  CHECK(given("currency").currency_code == scenario.currency_code);
  CHECK(given("trip.minimise").trip->minimise == scenario.trip->minimise);
  CHECK(given("monte_carlo.sampling").monte_carlo->sampling == scenario.monte_carlo->sampling);
  CHECK(given("monte_carlo.screening").monte_carlo->screening == scenario.monte_carlo->screening);
  CHECK(given("monte_carlo.samples").monte_carlo->samples == scenario.monte_carlo->samples);
  CHECK(given("sensitivity.method").sensitivity->method == scenario.sensitivity->method);
  CHECK(standard("sweep.scale") == "none");
  CHECK(scenario.sweeps.front().scale == model::SweepScale::none);
  CHECK(standard("convention") == "evpickup");
  CHECK(model::Vehicle{}.convention == model::Convention::evpickup);
}

TEST_CASE("a key tells the items whose formula names it") {
  const auto used = [](const std::string& key) {
    return text(study::explain(nullptr, key).table, 0, "used");
  };
  CHECK(used("duty.job_site.generator_price").ends_with("; the formula of job_site_value"));
  // Two keys are called tax_rate: the formula may mean either.
  CHECK(used("market.ID.purchase.tax_rate").find("formula") == std::string::npos);
}

TEST_CASE("files of facts, estimates and exchange rates are explained with a line of theirs") {
  const auto catalog = test::shipped();
  const auto fact = study::explain(&catalog, "fact.verdict").table;
  CHECK(text(fact, 0, "kind") == "key of a file of facts");
  CHECK(text(fact, 0, "files") == "1 of 1 facts files");
  const auto rate = study::explain(&catalog, "rates.EUR.per_usd").table;
  CHECK(text(rate, 0, "kind") == "key of a file of exchange rates");
  CHECK(text(rate, 0, "example").find("exchange_rates.toml:") != std::string::npos);
  CHECK(text(study::explain(&catalog, "markets").table, 0, "accepts").find("market's keys") !=
        std::string::npos);
}

TEST_CASE("a word that nothing knows is an input error with a hint") {
  try {
    (void)study::explain(nullptr, "duty.ambeint");
    FAIL("it was explained");
  } catch (const base::InputError& error) {
    CHECK(error.diagnostics().front().hint == "did you mean \"duty.ambient\"?");
  }
}

TEST_CASE("the item of the cash view that is a share of all others is explained and listed") {
  const auto page = study::explain(nullptr, "payload_penalty_cash");
  CHECK(page.table.rows.size() == 1);
  const auto words = study::explainable();
  for (const std::string word : {"payload_penalty_cash", "payload_penalty_on_resale_cash"})
    CHECK(std::ranges::find(words, word) != words.end());
}
