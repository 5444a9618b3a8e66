// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/sections.hpp"

#include <doctest/doctest.h>

#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::find_section;
using test::number;
using test::text;

namespace {

constexpr double cent = 0.005;

// Two trucks in the United States, one of them an import.
study::Results results_of(std::vector<study::Override> more = {}, bool audit = false) {
  auto catalog = test::shipped();
  auto options = test::options_with(std::move(more));
  options.overrides.push_back(test::registration);
  options.overrides.push_back({"market.us.import.cn.freight", "1750 USD"});
  options.audit = audit;
  return study::run(catalog,
                    test::scenario_of("[compare]\nmarkets = [\"us\"]\nvehicles = "
                                      "[\"radar_rd6:kwh63\", \"ford_f150_lightning:pro_sr\"]\n"),
                    options);
}

}  // namespace

TEST_CASE("the groups of a truck add up to its total, and the total is its cost") {
  const auto results = results_of();
  const auto* section = find_section(results, "cost_by_group");
  REQUIRE(section != nullptr);
  REQUIRE(section->table.rows.size() == 2);
  const auto& columns = section->table.columns;
  for (std::size_t row = 0; row < 2; ++row) {
    double sum = 0.0;
    for (std::size_t c = 3; c + 1 < columns.size(); ++c)
      sum += std::get<double>(section->table.rows[row][c]);
    const double total = number(section->table, row, "total_usd");
    CHECK(std::abs(sum - total) < cent);
    CHECK(std::abs(total - number(results.table, row, "tco_usd")) < cent);
    CHECK(text(section->table, row, "trim") == text(results.table, row, "trim"));
  }
  CHECK(columns.back().key == "total_usd");
}

TEST_CASE("energy in the groups is energy of a year over the years, discounted") {
  const auto results = results_of();
  const auto& table = find_section(results, "cost_by_group")->table;
  for (std::size_t row = 0; row < 2; ++row) {
    const double per_year = number(results.table, row, "energy_usd_per_year");
    CHECK(number(table, row, "energy_usd") < 8.0 * per_year);
    CHECK(number(table, row, "energy_usd") > 6.0 * per_year);
  }
}

TEST_CASE("only the import pays duties, line by line, and they make up the group") {
  const auto results = results_of();
  const auto* duties = find_section(results, "import_duties");
  REQUIRE(duties != nullptr);
  REQUIRE(duties->table.rows.size() == 3);
  double sum = 0.0;
  for (std::size_t row = 0; row < 3; ++row) {
    CHECK(text(duties->table, row, "vehicle") == "radar_rd6");
    CHECK_FALSE(text(duties->table, row, "source").empty());
    // Each is a share of the customs value, the list price at home where the market says no more.
    CHECK(number(duties->table, row, "amount_usd") ==
          Approx(number(duties->table, row, "rate_percent") / 100.0 *
                 number(results.table, 0, "price_usd")));
    sum += number(duties->table, row, "amount_usd");
  }
  const auto& groups = find_section(results, "cost_by_group")->table;
  CHECK(number(groups, 0, "import_duties_usd") == Approx(sum));
  CHECK(number(groups, 1, "import_duties_usd") == 0.0);
}

TEST_CASE("a duty that is set to zero stays as a line of zero and lowers the total") {
  const auto with = results_of();
  const auto without = results_of({{"market.us.import.cn.duties.section_301", "0 %"}});
  const auto& duties = find_section(without, "import_duties")->table;
  REQUIRE(duties.rows.size() == 3);
  CHECK(text(duties, 2, "duty") == "section_301");
  CHECK(number(duties, 2, "amount_usd") == 0.0);
  CHECK(number(without.table, 0, "tco_usd") < number(with.table, 0, "tco_usd") - 10000.0);
  CHECK(number(without.table, 1, "tco_usd") == Approx(number(with.table, 1, "tco_usd")));
}

TEST_CASE("without a cost there is no section on cost") {
  auto catalog = test::shipped();
  const auto results =
      study::run(catalog, test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh63\"]\n"), {});
  for (const auto& section : results.sections) CHECK_FALSE(test::contains(section.key, "cost"));
}

TEST_CASE("the audit balances to a billionth, and its causes add up to the consumption") {
  const auto results = results_of({}, true);
  CHECK(study::worst_imbalance(results) < 1e-9);
  const auto* section = find_section(results, "energy_balance");
  REQUIRE(section != nullptr);
  const auto& table = section->table;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    double sum = 0.0;
    for (std::size_t c = table.index("battery_kwh_per_100km") + 1; c < table.columns.size(); ++c)
      sum += std::get<double>(table.rows[row][c]);
    const double battery = number(table, row, "battery_kwh_per_100km");
    CHECK(sum == Approx(battery).epsilon(1e-9));
    CHECK(battery == Approx(number(results.table, row, "consumption_kwh_per_100km")));
    CHECK(number(table, row, "air_kwh_per_100km") > 0.0);
    CHECK(number(table, row, "imbalance") < 1e-9);
  }
}

TEST_CASE("without an audit there is nothing to be off by") {
  const auto results = results_of();
  CHECK(find_section(results, "energy_balance") == nullptr);
  CHECK(study::worst_imbalance(results) == 0.0);
}
