// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "evpickup/cost/items.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/metrics.hpp"
#include "evpickup/study/run.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::contains;
using test::text;

TEST_CASE("everything that can be listed has a title, rows and columns to show") {
  auto catalog = test::shipped();
  CHECK(study::listable().size() == 11);
  for (const auto& what : study::listable()) {
    CAPTURE(what);
    const auto results = study::list(catalog, what);
    CHECK_FALSE(results.title.empty());
    CHECK_FALSE(results.table.rows.empty());
    CHECK(test::is_sound(results.table));
    CHECK_FALSE(results.shown.empty());
    for (const auto& key : results.shown) CHECK_NOTHROW((void)results.table.index(key));
  }
}

TEST_CASE("vehicles are listed trim by trim, and a reason stands for each that does not run") {
  auto catalog = test::shipped();
  const auto results = study::list(catalog, "vehicles");
  std::size_t trims = 0;
  for (const auto& entry : catalog.vehicles()) trims += catalog.vehicle_file(entry.id).trims.size();
  CHECK(results.table.rows.size() == trims);
  std::size_t refused = 0;
  for (std::size_t row = 0; row < trims; ++row)
    if (text(results.table, row, "runs") == "no") ++refused;
  CHECK(results.notes.size() == refused);
  CHECK(test::count_with(results.notes, "slate_truck:kwh53 is announced") == 1);
  CHECK(test::count_with(results.notes, "radar_rd6:horizon_awd cannot run") == 1);
}

TEST_CASE("markets, cycles and scenarios are those of the data folder") {
  auto catalog = test::shipped();
  CHECK(study::list(catalog, "markets").table.rows.size() == catalog.markets().size());
  CHECK(study::list(catalog, "scenarios").table.rows.size() == catalog.scenarios().size());
  const auto cycles = study::list(catalog, "cycles").table;
  REQUIRE(cycles.rows.size() == catalog.cycles().size());
  for (std::size_t row = 0; row < cycles.rows.size(); ++row)
    if (text(cycles, row, "cycle") == "epa_udds")
      CHECK(test::number(cycles, row, "distance_km") == doctest::Approx(11.99).epsilon(1e-3));
}

TEST_CASE(
    "facts of the markets are listed with their verdicts, and what contradicts them beneath") {
  auto catalog = test::shipped();
  const auto results = study::list(catalog, "market-facts");
  const auto& table = results.table;
  CHECK(table.rows.size() == catalog.market_facts("2025").facts.size());
  CHECK(results.grouped_by == "market_name");

  std::size_t row = 0;
  while (text(table, row, "id") != "kr_pickups_2025_11") ++row;
  CHECK(text(table, row, "market_name") == "South Korea");
  CHECK(text(table, row, "period") == "2025-01/2025-11");
  CHECK(test::number(table, row, "count") == 23500.0);
  CHECK(test::number(table, row, "growth_percent") == doctest::Approx(68.0));
  CHECK(test::is_null(table, row, "share_percent"));
  CHECK(text(table, row, "verdict") == "contradicted");
  CHECK(text(table, row, "source") == "electrek");
  CHECK(contains(text(table, row, "source_text"), "https://electrek.co/"));

  CHECK(test::count_with(results.notes,
                         "South Korea, 2025-01/2025-11, registrations of pickups, all powertrains: "
                         "contradicted. (count: nearly; growth: printed as against") == 1);
  CHECK(test::count_with(results.notes, "until October the growth was 91 %") == 1);
  for (const auto& fact : catalog.market_facts("2025").facts)
    if (!fact.remark.empty()) CHECK(test::count_with(results.notes, fact.remark) == 1);
  CHECK(test::count_with(results.basis, "electrek: Electrek") == 1);
}

TEST_CASE("what makers decided is a list of its own, and stands below the facts") {
  auto catalog = test::shipped();
  const auto events = study::list(catalog, "market-events").table;
  REQUIRE(events.rows.size() == catalog.market_facts("2025").events.size());
  CHECK(text(events, 1, "date") == "2025-12-15");
  CHECK(contains(text(events, 1, "what"), "F-150 Lightning"));
  CHECK(text(events, 1, "source") == "wards_2025");
  const auto facts = study::list(catalog, "market-facts");
  const auto* section = test::find_section(facts, "market_events");
  REQUIRE(section != nullptr);
  CHECK(section->table.rows == events.rows);
}

TEST_CASE("metrics, keys and rules are listed whole, with their meaning") {
  auto catalog = test::shipped();
  CHECK(study::list(catalog, "metrics").table.rows.size() == study::metrics().size());
  CHECK(study::list(catalog, "rules").table.rows.size() == model::estimation_rules().size());
  // Shares of all others are items of either view.
  const auto shares_of_all = std::ranges::count_if(cost::item_rows(), &cost::ItemRow::of_all);
  CHECK(study::list(catalog, "items").table.rows.size() ==
        cost::item_rows().size() + static_cast<std::size_t>(shares_of_all));
  const auto keys = study::list(catalog, "keys").table;
  bool found = false;
  for (std::size_t row = 0; row < keys.rows.size(); ++row) {
    CAPTURE(text(keys, row, "key"));
    CHECK_FALSE(text(keys, row, "meaning").empty());
    CHECK_FALSE(text(keys, row, "accepts").empty());
    if (text(keys, row, "key") != "battery.energy_usable") continue;
    found = true;
    CHECK(text(keys, row, "file") == "vehicle");
    CHECK(text(keys, row, "accepts") == "energy, 0.3 .. 400 kWh");
  }
  CHECK(found);
}

TEST_CASE("what cannot be listed is refused with what can") {
  auto catalog = test::shipped();
  const std::string refusal = test::refusal_of([&] { (void)study::list(catalog, "vehicels"); });
  CHECK(contains(refusal, "cannot list \"vehicels\"; there are: vehicles, markets, cycles"));
  CHECK(contains(refusal, "did you mean \"vehicles\"?"));
}
