// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/run.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;
using test::count_with;
using test::is_null;
using test::number;
using test::text;

namespace {

// Trucks on the short cycle in a market, or in none.
study::Results results_of(const std::vector<std::string>& vehicles, const std::string& market,
                          const study::RunOptions& options = {}) {
  auto catalog = test::shipped();
  std::string compare = "[compare]\nvehicles = [";
  for (const auto& vehicle : vehicles) compare += "\"" + vehicle + "\", ";
  compare += "]\n";
  if (!market.empty()) compare += "markets = [\"" + market + "\"]\n";
  return study::run(catalog, test::scenario_of(compare), options);
}

std::vector<std::string> keys_of(const study::Table& table) {
  std::vector<std::string> keys;
  for (const auto& column : table.columns) keys.push_back(column.key);
  return keys;
}

}  // namespace

TEST_CASE("the standard comparison: the core columns, what a row says, and what it rests on") {
  auto catalog = test::shipped();
  auto scenario =
      study::comparison({"ford_f150_lightning:pro_sr", "ford_f150_lightning:lariat_er"}, "us");
  scenario.compare.baseline = "ford_f150_lightning:lariat_er";
  const auto results =
      study::run(catalog, scenario, test::options_with({test::registration, {"currency", "EUR"}}));
  const auto& table = results.table;

  // Core columns first and in their order, differences last.
  const std::vector<std::string> core{"vehicle",
                                      "trim",
                                      "market",
                                      "duty",
                                      "mode",
                                      "battery_usable_kwh",
                                      "mass_kg",
                                      "price_eur",
                                      "rated_range_km",
                                      "range_km",
                                      "consumption_kwh_per_100km",
                                      "range_city_km",
                                      "range_highway_km",
                                      "range_cold_km",
                                      "range_tow_km",
                                      "accel_0_100_s",
                                      "top_speed_km_per_h",
                                      "charge_10_80_min",
                                      "energy_eur_per_year",
                                      "tco_eur",
                                      "tco_eur_per_km",
                                      "co2e_g_per_km"};
  const auto keys = keys_of(table);
  REQUIRE(keys.size() > core.size());
  CHECK(std::vector<std::string>(keys.begin(), keys.begin() + 22) == core);
  CHECK(keys.back() == "tco_vs_baseline_percent");
  CHECK(test::is_sound(table));

  // The row of the first truck.
  CHECK(text(table, 0, "vehicle") == "ford_f150_lightning");
  CHECK(text(table, 0, "trim") == "pro_sr");
  CHECK(text(table, 0, "market") == "us");
  CHECK(text(table, 0, "duty") == "55 % epa_udds + 45 % epa_hwfet, 23 degC");
  CHECK(text(table, 0, "mode") == "anchored");
  CHECK(text(table, 0, "rated_procedure") == "epa");
  CHECK(number(table, 0, "battery_usable_kwh") == Approx(98.0));
  const double eur_per_usd =
      catalog.exchange_rates().rate(units::Currency("USD"), units::Currency("EUR"));
  CHECK(number(table, 0, "price_eur") == Approx(39974.0 * eur_per_usd));
  CHECK(number(table, 0, "co2e_g_per_km") > number(table, 0, "co2e_use_g_per_km"));
  CHECK(number(table, 0, "range_km") * number(table, 0, "consumption_kwh_per_100km") / 100.0 ==
        Approx(98.0).epsilon(2e-3));
  CHECK(number(table, 0, "consumption_wall_kwh_per_100km") ==
        Approx(number(table, 0, "consumption_kwh_per_100km") / 0.88));

  // Differences to the baseline: none for itself.
  REQUIRE(results.baseline == 1);
  CHECK(number(table, 1, "range_vs_baseline_percent") == 0.0);
  CHECK(number(table, 1, "tco_vs_baseline_percent") == 0.0);
  CHECK(is_null(table, 1, "break_even_years"));
  CHECK(number(table, 0, "range_vs_baseline_percent") ==
        Approx(100.0 * (number(table, 0, "range_km") / number(table, 1, "range_km") - 1.0)));
  CHECK(number(table, 0, "tco_vs_baseline_percent") < 0.0);

  // Files with their hashes, and what was set.
  CHECK(results.inputs.currency == "EUR");
  CHECK(results.inputs.overrides ==
        std::vector<std::string>{"market.us.ownership.registration=100 USD/yr", "currency=EUR"});
  for (const std::string name :
       {"vehicles/ford_f150_lightning.toml", "scenarios/markets/us.toml",
        "scenarios/cycles/epa_udds.csv", "scenarios/exchange_rates.toml"}) {
    CAPTURE(name);
    const auto found = std::ranges::find_if(results.inputs.files,
                                            [&](const auto& file) { return file.first == name; });
    REQUIRE(found != results.inputs.files.end());
    CHECK(found->second.size() == 64);
  }
}

TEST_CASE("a run gives the same numbers for any number of threads") {
  const std::vector<std::string> vehicles{"ford_f150_lightning:*", "radar_rd6:*"};
  study::RunOptions one_thread;
  one_thread.threads = 1;
  study::RunOptions three_threads;
  three_threads.threads = 3;
  const auto one = results_of(vehicles, "", one_thread);
  const auto three = results_of(vehicles, "", three_threads);
  REQUIRE(one.table.rows.size() > 8);
  CHECK((one.table.rows == three.table.rows));
  CHECK(one.notes == three.notes);
}

TEST_CASE("a value of the wrong kind stops the run at its place in the command") {
  for (const auto& [path, value] :
       std::vector<std::pair<std::string, std::string>>{{"battery.energy_usable", "63 kW"},
                                                        {"duty.ambient", "20"},
                                                        {"market.us.energy.home", "0.2 km"},
                                                        {"cost.discount_rate", "5 km"}}) {
    CAPTURE(path);
    const auto options = test::options_with({test::registration, {path, value}});
    const std::string refusal =
        test::refusal_of([&] { (void)results_of({"ford_f150_lightning:pro_sr"}, "us", options); });
    CHECK(contains(refusal, "--set " + path + "=" + value + ":1:1: error: " + path + ":"));
  }
}

TEST_CASE("a truck without price has its energy, no cost and a note") {
  auto options = test::options_with({test::registration});
  options.include_announced = true;
  const auto results = results_of({"slate_truck:kwh84"}, "us", options);
  const auto& table = results.table;
  CHECK(number(table, 0, "range_km") > 100.0);
  for (const std::string key : {"price_usd", "energy_usd_per_year", "tco_usd", "tco_usd_per_km"})
    CHECK(is_null(table, 0, key));
  CHECK(count_with(results.notes,
                   "slate_truck:kwh84: no source gives a price, so its cost is left blank.") == 1);
  CHECK(test::find_section(results, "cost_by_group") == nullptr);
}

TEST_CASE("a trailer above a truck's rating leaves its towing range blank, with a note") {
  const auto results = results_of({"radar_rd6:kwh63", "ford_f150_lightning:pro_sr"}, "");
  CHECK(is_null(results.table, 0, "range_tow_km"));
  CHECK(number(results.table, 1, "range_tow_km") < number(results.table, 1, "range_km"));
  CHECK(count_with(results.notes, "radar_rd6:kwh63 may tow 2500 kg, less than the trailer of 2767 "
                                  "kg; its towing range is left out.") == 1);
}

TEST_CASE("a truck that falls behind or stands still is told") {
  // With a small battery the drives are short.
  const auto weak = results_of(
      {"radar_rd6:kwh63"}, "",
      test::options_with({{"powertrain.power", "40 kW"}, {"battery.energy_usable", "5 kWh"}}));
  CHECK(number(weak.table, 0, "missed_percent") > 0.1);
  CHECK(count_with(weak.notes, "radar_rd6:kwh63 is slower than the speed trace for") == 1);

  const auto stuck = results_of({"radar_rd6:kwh63"}, "",
                                test::options_with({{"duty.grade", "40 %"},
                                                    {"duty.payload", "5000 kg"},
                                                    {"battery.energy_usable", "5 kWh"}}));
  CHECK(number(stuck.table, 0, "range_km") == 0.0);
  CHECK(is_null(stuck.table, 0, "consumption_kwh_per_100km"));
  CHECK(count_with(stuck.notes, "radar_rd6:kwh63 cannot move on this duty") == 1);
  CHECK(test::is_sound(stuck.table));
}

TEST_CASE("a named truck that cannot run stops the run, a wildcard leaves it out with a note") {
  for (const auto& [vehicle, sentence] : std::vector<std::pair<std::string, std::string>>{
           {"radar_rd6:horizon_awd", "no source gives the size of its battery"},
           {"ram_1500_rev:kwh168", "runs only with --include-announced"}}) {
    const std::string refusal =
        test::refusal_of([&, &name = vehicle] { (void)results_of({name}, ""); });
    CHECK(contains(refusal, vehicle));
    CHECK(contains(refusal, sentence));
  }
  const auto results = results_of({"kgm_musso_ev:2wd", "slate_truck:*"}, "");
  CHECK(results.table.rows.size() == 1);
  CHECK(count_with(results.notes, "slate_truck:kwh53 is announced") == 1);
}

TEST_CASE("a value that the market lacks stops the run and is named with file and --set") {
  const std::string refusal =
      test::refusal_of([] { (void)results_of({"ford_f150_lightning:pro_sr"}, "us"); });
  CHECK(contains(refusal, "market us lacks ownership.registration"));
  CHECK(contains(refusal, "scenarios/markets/us.toml"));
  CHECK(contains(refusal, "--set market.us.ownership.registration="));
}

TEST_CASE("a grid of sweeps gives a row for each point, in order") {
  auto catalog = test::shipped();
  const auto results = study::run(
      catalog,
      test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh63\"]\n"
                        "[[sweep]]\nkey = \"duty.ambient\"\nvalues = [\"-10 degC\", \"23 degC\"]\n"
                        "[[sweep]]\nkey = \"duty.payload\"\nvalues = [\"0 kg\", \"400 kg\"]\n"),
      {});
  const auto& table = results.table;
  REQUIRE(table.rows.size() == 4);
  CHECK(number(table, 1, "duty_ambient_degc") == -10.0);
  CHECK(number(table, 1, "duty_payload_kg") == 400.0);
  CHECK(number(table, 2, "duty_ambient_degc") == 23.0);
  CHECK(number(table, 0, "range_km") > number(table, 1, "range_km"));
  CHECK(number(table, 2, "range_km") > number(table, 3, "range_km"));
  CHECK(number(table, 2, "range_km") > number(table, 0, "range_km"));
}

TEST_CASE("a table finds its columns by key") {
  study::Table table;
  table.columns = {{"a", "", "", 0, study::Better::neither},
                   {"b", "", "", 0, study::Better::lower}};
  table.rows = {{1.0, std::string("x")}};
  CHECK(table.index("b") == 1);
  CHECK(std::get<std::string>(table.at(0, "b")) == "x");
  CHECK_THROWS_AS((void)table.index("c"), std::out_of_range);
  CHECK_THROWS_AS((void)table.at(1, "a"), std::out_of_range);
}

TEST_CASE("what --set puts on top is told in front of the notes") {
  auto catalog = test::shipped();
  const auto results =
      study::run(catalog, test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh63\"]\n"),
                 test::options_with({{"duty.payload", "100 kg"}}));
  REQUIRE_FALSE(results.notes.empty());
  CHECK(contains(results.notes.front(), "duty.payload = 100 kg"));
}

TEST_CASE("tables of values for a market that there is not are refused") {
  auto catalog = test::shipped();
  const auto message = test::refusal_of([&] {
    (void)study::run(catalog,
                     test::scenario_of("[cost.markets.zz.energy]\nhome = \"1 USD/kWh\"\n"
                                       "[compare]\nvehicles = [\"radar_rd6:kwh63\"]\n"),
                     {});
  });
  CHECK(contains(message, "zz"));
}

TEST_CASE("a truck that the wind drives for ever has no range, and a note") {
  auto catalog = test::shipped();
  const auto results =
      study::run(catalog, test::scenario_of("[compare]\nvehicles = [\"radar_rd6:kwh63\"]\n"),
                 test::options_with({{"duty.grade", "-10 %"}}));
  CHECK(std::holds_alternative<std::monostate>(results.table.at(0, "range_km")));
  bool told = false;
  for (const auto& note : results.notes) told = told || contains(note, "goes on for ever");
  CHECK(told);
}
