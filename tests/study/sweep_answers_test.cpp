// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/sweep_answers.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"

using namespace evpickup;
using study::Cell;
using test::contains;

namespace {

const study::Column pack{"pack_kwh", "pack", "kWh", 0};

/// A sweep of one truck: pack, range, cost and cost per km; the cost is least at 60 kWh.
study::Table sweep() {
  study::Table table;
  table.columns = {{"vehicle", "vehicle", "", 0},
                   {"trim", "trim", "", 0},
                   {"market", "market", "", 0},
                   {"range_km", "range", "km", 0},
                   {"tco_usd", "total cost", "USD", 0},
                   {"tco_usd_per_km", "per distance", "USD/km", 3},
                   pack};
  for (const auto& [size, range, cost] :
       {std::tuple{80.0, 400.0, 52'000.0}, {40.0, 200.0, 50'000.0}, {60.0, 300.0, 49'000.0}})
    table.rows.push_back({"truck", "trim", "us", range, cost, cost / 100'000, size});
  return table;
}

/// The axis's value beside a question; nothing if the question has none.
Cell answer(const study::Section& section, const std::string& question) {
  for (std::size_t row = 0; row < section.table.rows.size(); ++row)
    if (test::text(section.table, row, "question") == question)
      return section.table.at(row, "pack_kwh");
  FAIL("no question " << question);
  return {};
}

model::Constraint at_least(const std::string& column, double value) {
  return {column, value, std::nullopt};
}

}  // namespace

TEST_CASE("the smallest pack that is enough, the cheapest, and where one more stops paying") {
  const auto section = study::sweep_answers(sweep(), pack, {at_least("range_km", 250)});
  REQUIRE(section.has_value());
  CHECK(answer(*section, "smallest that meets what is required") == Cell(60.0));
  CHECK(answer(*section, "least cost per km") == Cell(60.0));
  CHECK(answer(*section, "one more pays up to") == Cell(60.0));
}

TEST_CASE("a requirement that no pack meets is told as none") {
  const auto section = study::sweep_answers(sweep(), pack, {at_least("range_km", 900)});
  CHECK(answer(*section, "smallest that meets what is required") == Cell());
}

TEST_CASE("a requirement on an unknown column is refused") {
  const auto refusal = test::refusal_of(
      [] { (void)study::sweep_answers(sweep(), pack, {at_least("range_kn", 900)}); });
  CHECK(contains(refusal, "did you mean \"range_km\"?"));
}

TEST_CASE("an axis of words has no answers") {
  auto table = sweep();
  for (auto& row : table.rows) row.back() = std::string("large");
  CHECK_FALSE(study::sweep_answers(table, pack, {}).has_value());
}

TEST_CASE("values with which the truck falls behind the trace win nothing, unless it always does") {
  auto table = sweep();
  table.columns.push_back({"missed_percent", "missed", "%", 1});
  for (auto& row : table.rows) row.emplace_back(0.0);
  auto least = study::sweep_answers(table, pack, {at_least("range_km", 250)});
  CHECK(least->remarks.size() == 1);

  // The cheapest one, of 60 kWh, is too slow.
  table.rows[2].back() = 0.06;
  const auto section = study::sweep_answers(table, pack, {at_least("range_km", 250)});
  CHECK(answer(*section, "least cost per km") == Cell(40.0));
  CHECK(answer(*section, "smallest that meets what is required") == Cell(80.0));
  CHECK(contains(section->remarks.back(), "for more than 0.05 % of the time are left out"));

  CHECK(study::rows_behind(table) == std::vector<std::size_t>{2});

  for (auto& row : table.rows) row.back() = 7.0;
  CHECK(study::rows_behind(table).empty());
  const auto slow = study::sweep_answers(table, pack, {});
  CHECK(answer(*slow, "least cost per km") == Cell(60.0));
  CHECK(contains(slow->remarks.back(), "slower than the speed trace with all values"));
}
