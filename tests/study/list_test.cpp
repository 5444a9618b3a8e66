// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

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
  CHECK(study::listable().size() == 9);
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

TEST_CASE("metrics, keys and rules are listed whole, with their meaning") {
  auto catalog = test::shipped();
  CHECK(study::list(catalog, "metrics").table.rows.size() == study::metrics().size());
  CHECK(study::list(catalog, "rules").table.rows.size() == model::estimation_rules().size());
  CHECK(study::list(catalog, "items").table.rows.size() == cost::item_rows().size());
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
