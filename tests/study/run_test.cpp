// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/run.hpp"

#include <doctest/doctest.h>

#include <set>

#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;
using test::count_with;
using test::is_null;
using test::number;
using test::text;

namespace {

// Trucks in the United States with what that market leaves to its user.
study::Results us_results(const std::vector<std::string>& vehicles,
                          std::vector<study::Override> more = {}, bool include_announced = false) {
  auto catalog = test::shipped();
  auto options = test::options_with(std::move(more));
  options.overrides.push_back(test::registration);
  options.include_announced = include_announced;
  return study::run(catalog, study::comparison(vehicles, "us"), options);
}

// One truck and no market: energy alone.
double range_of(std::vector<study::Override> overrides,
                const std::string& vehicle = "ford_f150_lightning:pro_sr") {
  auto catalog = test::shipped();
  const auto results = study::run(catalog, study::comparison({vehicle}, ""),
                                  test::options_with(std::move(overrides)));
  return number(results.table, 0, "range_km");
}

std::vector<std::string> keys_of(const study::Table& table) {
  std::vector<std::string> keys;
  for (const auto& column : table.columns) keys.push_back(column.key);
  return keys;
}

// What holds for the results of any run.
void check_results(const study::Results& results) {
  CHECK_FALSE(results.table.rows.empty());
  CHECK(test::is_sound(results.table));
  const auto keys = keys_of(results.table);
  CHECK(std::set<std::string>(keys.begin(), keys.end()).size() == keys.size());
  for (const auto& key : results.shown) {
    CAPTURE(key);
    CHECK_NOTHROW((void)results.table.index(key));
  }
  for (const auto& section : results.sections) {
    CAPTURE(section.key);
    CHECK_FALSE(section.table.rows.empty());
    CHECK(test::is_sound(section.table));
  }
  CHECK_FALSE(results.basis.empty());
  CHECK_FALSE(results.inputs.files.empty());
}

}  // namespace

TEST_CASE("every shipped scenario runs, and each of its rows has a range and a cost") {
  auto catalog = test::shipped();
  REQUIRE(catalog.scenarios().size() >= 5);
  for (const auto& entry : catalog.scenarios()) {
    CAPTURE(entry.id);
    const auto results = study::run(catalog, catalog.scenario(entry.path.string()), {});
    check_results(results);
    CHECK(results.scenario == entry.id);
    for (std::size_t row = 0; row < results.table.rows.size(); ++row) {
      CAPTURE(row);
      CHECK(number(results.table, row, "range_km") > 50.0);
      CHECK(number(results.table, row, results.inputs.currency == "CNY" ? "tco_cny" : "tco_usd") >
            10000.0);
    }
  }
}

TEST_CASE("every shipped trim runs, or is refused with a sentence") {
  auto catalog = test::shipped();
  std::vector<std::string> references;
  std::size_t trims = 0;
  for (const auto& entry : catalog.vehicles()) {
    references.push_back(entry.id + ":*");
    trims += catalog.vehicle_file(entry.id).trims.size();
  }
  study::RunOptions options;
  options.include_announced = true;
  const auto results = study::run(catalog, study::comparison(references, ""), options);
  check_results(results);
  CHECK(trims >= 24);
  const auto refused = count_with(results.notes, " cannot run: no source gives the size");
  CHECK(results.table.rows.size() + static_cast<std::size_t>(refused) == trims);
  for (std::size_t row = 0; row < results.table.rows.size(); ++row) {
    CAPTURE(text(results.table, row, "vehicle"));
    CAPTURE(text(results.table, row, "trim"));
    for (const std::string key :
         {"range_km", "range_city_km", "range_highway_km", "range_cold_km"}) {
      CHECK(number(results.table, row, key) > 100.0);
      CHECK(number(results.table, row, key) < 1500.0);
    }
    CHECK(number(results.table, row, "range_cold_km") < number(results.table, row, "range_km"));
    CHECK(number(results.table, row, "accel_0_100_s") > 2.0);
    CHECK(number(results.table, row, "missed_percent") < 0.01);
  }
}

TEST_CASE("a result has the core columns in their order, then the others, then the differences") {
  const std::vector<std::string> vehicles{"ford_f150_lightning:pro_sr"};
  auto catalog = test::shipped();
  auto scenario = study::comparison(vehicles, "us");
  scenario.compare.baseline = vehicles.front();
  const auto results =
      study::run(catalog, scenario, test::options_with({test::registration, {"currency", "EUR"}}));
  const auto keys = keys_of(results.table);
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
  REQUIRE(keys.size() > core.size());
  CHECK(std::vector<std::string>(keys.begin(), keys.begin() + 22) == core);
  CHECK(keys.back() == "tco_vs_baseline_percent");
  CHECK(results.inputs.currency == "EUR");
  CHECK(results.inputs.overrides ==
        std::vector<std::string>{"market.us.ownership.registration=100 USD/yr", "currency=EUR"});
}

TEST_CASE("a row says which truck on which duty, with its size, price and rating") {
  const auto results = us_results({"ford_f150_lightning:pro_sr"});
  const auto& table = results.table;
  CHECK(text(table, 0, "vehicle") == "ford_f150_lightning");
  CHECK(text(table, 0, "trim") == "pro_sr");
  CHECK(text(table, 0, "market") == "us");
  CHECK(text(table, 0, "duty") == "55 % epa_udds + 45 % epa_hwfet, 23 degC");
  CHECK(text(table, 0, "mode") == "blind");
  CHECK(number(table, 0, "battery_usable_kwh") == Approx(98.0));
  CHECK(number(table, 0, "price_usd") == Approx(39974.0));
  CHECK(text(table, 0, "rated_procedure") == "epa");
  CHECK(is_null(table, 0, "co2e_g_per_km"));
  CHECK(number(table, 0, "range_km") * number(table, 0, "consumption_kwh_per_100km") / 100.0 ==
        Approx(98.0).epsilon(2e-3));
  CHECK(number(table, 0, "consumption_wall_kwh_per_100km") ==
        Approx(number(table, 0, "consumption_kwh_per_100km") / 0.88));
}

TEST_CASE("differences to the baseline are zero for the baseline and right for the others") {
  auto catalog = test::shipped();
  auto scenario =
      study::comparison({"ford_f150_lightning:pro_sr", "ford_f150_lightning:lariat_er"}, "us");
  scenario.compare.baseline = "ford_f150_lightning:lariat_er";
  const auto results = study::run(catalog, scenario, test::options_with({test::registration}));
  REQUIRE(results.baseline == 1);
  const auto& table = results.table;
  CHECK(number(table, 1, "range_vs_baseline_percent") == 0.0);
  CHECK(number(table, 1, "tco_vs_baseline_percent") == 0.0);
  CHECK(number(table, 0, "range_vs_baseline_percent") ==
        Approx(100.0 * (number(table, 0, "range_km") / number(table, 1, "range_km") - 1.0)));
  CHECK(number(table, 0, "tco_vs_baseline_percent") < 0.0);
  CHECK(is_null(table, 1, "break_even_years"));
}

TEST_CASE("the same truck has the same range in both markets of the flagship") {
  auto catalog = test::shipped();
  const auto results = study::run(catalog, catalog.scenario("rd6_vs_us_trucks"), {});
  const auto& table = results.table;
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    for (std::size_t j = i + 1; j < table.rows.size(); ++j) {
      if (text(table, i, "vehicle") != text(table, j, "vehicle") ||
          text(table, i, "trim") != text(table, j, "trim"))
        continue;
      ++pairs;
      CHECK(text(table, i, "market") != text(table, j, "market"));
      for (const std::string key :
           {"range_km", "range_cold_km", "consumption_kwh_per_100km", "price_usd", "accel_0_100_s"})
        CHECK(number(table, i, key) == number(table, j, key));
      CHECK(number(table, i, "tco_usd") != number(table, j, "tco_usd"));
    }
  }
  CHECK(pairs == 3);
  REQUIRE(results.baseline >= 0);
  CHECK(number(table, static_cast<std::size_t>(results.baseline), "range_vs_baseline_percent") ==
        0.0);
}

TEST_CASE("a run gives the same numbers for any number of threads") {
  auto catalog = test::shipped();
  const auto run_with = [&](int threads) {
    study::RunOptions options;
    options.threads = threads;
    return study::run(catalog, catalog.scenario("rd6_trims"), options);
  };
  const auto one = run_with(1);
  const auto three = run_with(3);
  CHECK(one.table.rows == three.table.rows);
  CHECK(one.notes == three.notes);
}

TEST_CASE("a value that is set moves the results the way physics and money go") {
  const double range = range_of({});
  CHECK(range_of({{"battery.energy_usable", "90 kWh"}}) < range);
  CHECK(range_of({{"duty.ambient", "-10 degC"}}) < range);
  CHECK(range_of({{"duty.payload", "500 kg"}}) < range);
  CHECK(range_of({{"duty.wind", "8 m/s"}}) < range);
  CHECK(range_of({{"duty.wind", "8 m/s"}, {"duty.wind_from", "behind"}}) > range);
  CHECK(range_of({{"duty.grade", "1 %"}}) < range);
  CHECK(range_of({{"vehicle.ford_f150_lightning:pro_sr.body.curb_mass", "3300 kg"}}) < range);
  CHECK(range_of({{"vehicle.rivian_r1t.body.curb_mass", "4000 kg"}}) == range);
  CHECK(range_of({{"duty.cycle", "epa_us06"}}) < range);
  CHECK(range_of({{"powertrain.front_disconnect", "true"}}) > 0.0);

  const std::vector<std::string> truck{"ford_f150_lightning:pro_sr"};
  const auto before = us_results(truck);
  const auto cost = [&](const study::Override& change) {
    return number(us_results(truck, {change}).table, 0, "tco_usd");
  };
  const double tco = number(before.table, 0, "tco_usd");
  CHECK(cost({"market.us.energy.home", "0.30 USD/kWh"}) > tco);
  CHECK(cost({"price.msrp", "45000 USD"}) > tco);
  CHECK(cost({"cost.discount_rate", "10 %/yr"}) < tco);
  CHECK(cost({"market.us.resale.retention", "0.9"}) < tco);
  CHECK(cost({"market.us.purchase.incentive", "7500 USD"}) == Approx(tco - 7500.0));
  CHECK(cost({"duty.distance", "30000 km/yr"}) > tco);
}

TEST_CASE("a value of the wrong kind stops the run at its place in the command") {
  for (const auto& [path, value] :
       {std::pair{"battery.energy_usable", "63 kW"}, std::pair{"duty.ambient", "20"},
        std::pair{"market.us.energy.home", "0.2 EUR"}, std::pair{"cost.discount_rate", "5 km"}}) {
    CAPTURE(path);
    const std::string refusal = test::refusal_of([&, &key = path, &given = value] {
      (void)us_results({"ford_f150_lightning:pro_sr"}, {{key, given}});
    });
    CHECK(contains(refusal,
                   std::string("--set ") + path + "=" + value + ":1:1: error: " + path + ":"));
  }
}

TEST_CASE("a truck without price has its energy, no cost and a note") {
  const auto results = us_results({"slate_truck:kwh84"}, {}, true);
  const auto& table = results.table;
  CHECK(number(table, 0, "range_km") > 100.0);
  for (const std::string key : {"price_usd", "energy_usd_per_year", "tco_usd", "tco_usd_per_km"})
    CHECK(is_null(table, 0, key));
  CHECK(count_with(results.notes,
                   "slate_truck:kwh84: no source gives a price, so its cost is left blank.") == 1);
  CHECK(test::find_section(results, "cost_by_group") == nullptr);
}

TEST_CASE("a trailer above a truck's rating leaves its towing range blank, with a note") {
  auto catalog = test::shipped();
  const auto results = study::run(
      catalog, study::comparison({"radar_rd6:kwh63", "ford_f150_lightning:pro_sr"}, ""), {});
  CHECK(is_null(results.table, 0, "range_tow_km"));
  CHECK(number(results.table, 1, "range_tow_km") < number(results.table, 1, "range_km"));
  CHECK(count_with(results.notes, "radar_rd6:kwh63 may tow 2500 kg, less than the trailer of 2767 "
                                  "kg; its towing range is left out.") == 1);
}

TEST_CASE("a truck that falls behind or stands still is told") {
  auto catalog = test::shipped();
  const auto weak = study::run(catalog, study::comparison({"radar_rd6:kwh63"}, ""),
                               test::options_with({{"powertrain.power", "40 kW"}}));
  CHECK(number(weak.table, 0, "missed_percent") > 0.1);
  CHECK(count_with(weak.notes, "radar_rd6:kwh63 is slower than the speed trace for") == 1);

  const auto stuck =
      study::run(catalog, study::comparison({"radar_rd6:kwh63"}, ""),
                 test::options_with({{"duty.grade", "0.4"}, {"powertrain.torque", "60 N*m"}}));
  CHECK(number(stuck.table, 0, "range_km") == 0.0);
  CHECK(is_null(stuck.table, 0, "consumption_kwh_per_100km"));
  CHECK(count_with(stuck.notes, "cannot move on this duty") == 1);
  CHECK(test::is_sound(stuck.table));
}

TEST_CASE("a named truck that cannot run stops the run, a wildcard leaves it out with a note") {
  CHECK(contains(test::refusal_of([] { (void)range_of({}, "radar_rd6:horizon_awd"); }),
                 "no source gives the size of its battery"));
  CHECK(contains(test::refusal_of([] { (void)range_of({}, "ram_1500_rev:kwh168"); }),
                 "runs only with --include-announced"));
  auto catalog = test::shipped();
  const auto results = study::run(catalog, study::comparison({"tesla_cybertruck:*"}, ""), {});
  CHECK(count_with(results.notes, "tesla_cybertruck:rwd cannot run") == 1);
  CHECK(results.table.rows.size() + 1 == catalog.vehicle_file("tesla_cybertruck").trims.size());
}

TEST_CASE("a value that the market lacks stops the run and is named with file and --set") {
  auto catalog = test::shipped();
  const std::string refusal = test::refusal_of([&] {
    (void)study::run(catalog, study::comparison({"ford_f150_lightning:pro_sr"}, "us"), {});
  });
  CHECK(contains(refusal, "market us lacks ownership.registration"));
  CHECK(contains(refusal, "scenarios/markets/us.toml, in the scenario's"));
  CHECK(contains(refusal, "--set market.us.ownership.registration="));
}

TEST_CASE("the pack sweep gives more range, mass, price and cost with every step") {
  auto catalog = test::shipped();
  const auto results = study::run(catalog, catalog.scenario("battery_sweep_rd6"), {});
  const auto& table = results.table;
  REQUIRE(table.rows.size() == 21);
  CHECK(number(table, 0, "battery_energy_usable_kwh") == 40.0);
  CHECK(number(table, 20, "battery_energy_usable_kwh") == 140.0);
  for (std::size_t row = 1; row < table.rows.size(); ++row) {
    CAPTURE(row);
    for (const std::string key : {"battery_usable_kwh", "mass_kg", "price_usd", "range_km",
                                  "range_highway_km", "range_cold_km"})
      CHECK(number(table, row, key) > number(table, row - 1, key));
    CHECK(is_null(table, row, "rated_range_km"));
  }
  CHECK(results.shown[2] == "battery_energy_usable_kwh");
  CHECK(count_with(results.basis, "Pack size:") == 1);
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

TEST_CASE("the contractor's day is judged for one truck and for ten on one connection") {
  auto catalog = test::shipped();
  const auto results = study::run(catalog, catalog.scenario("fleet_duty"), {});
  const auto* day = test::find_section(results, "working_day");
  REQUIRE(day != nullptr);
  CHECK(day->table.rows.size() == 2 * results.table.rows.size());
  for (std::size_t row = 0; row < day->table.rows.size(); row += 2) {
    CHECK(number(day->table, row, "trucks") == 1.0);
    CHECK(number(day->table, row + 1, "trucks") == 10.0);
    CHECK(number(day->table, row + 1, "night_kwh") < number(day->table, row, "night_kwh"));
  }
}

TEST_CASE("the files that a run rests on are told with their hashes") {
  const auto results = us_results({"ford_f150_lightning:pro_sr"});
  const auto& files = results.inputs.files;
  for (const std::string name :
       {"vehicles/ford_f150_lightning.toml", "scenarios/markets/us.toml",
        "scenarios/cycles/epa_udds.csv", "scenarios/exchange_rates.toml"}) {
    CAPTURE(name);
    const auto found =
        std::ranges::find_if(files, [&](const auto& file) { return file.first == name; });
    REQUIRE(found != files.end());
    CHECK(found->second.size() == 64);
  }
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
