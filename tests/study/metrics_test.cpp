// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/metrics.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "sample.hpp"

using namespace evpickup;
using test::contains;

namespace {

std::vector<std::string> keys_in(const std::string& currency, std::size_t count) {
  std::vector<std::string> keys;
  for (const auto& metric : study::metrics())
    if (keys.size() < count)
      keys.push_back(study::column_for(metric, units::Currency(currency)).key);
  return keys;
}

}  // namespace

TEST_CASE("the core columns come first, in the order of the results format") {
  const std::vector<std::string> core{"vehicle",
                                      "trim",
                                      "market",
                                      "duty",
                                      "mode",
                                      "battery_usable_kwh",
                                      "mass_kg",
                                      "price_usd",
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
                                      "energy_usd_per_year",
                                      "tco_usd",
                                      "tco_usd_per_km",
                                      "co2e_g_per_km"};
  CHECK(keys_in("USD", core.size()) == core);
}

TEST_CASE("money columns carry the code of the reporting currency") {
  const auto keys = keys_in("EUR", 22);
  for (const std::string key : {"price_eur", "energy_eur_per_year", "tco_eur", "tco_eur_per_km"})
    CHECK(std::ranges::find(keys, key) != keys.end());
  for (const auto& metric : study::metrics()) {
    const auto column = study::column_for(metric, units::Currency("EUR"));
    CAPTURE(column.key);
    CHECK_FALSE(contains(column.key, "CUR"));
    CHECK_FALSE(contains(column.unit, "CUR"));
    CHECK(contains(metric.column.unit, "CUR") == contains(column.unit, "EUR"));
    CHECK(contains(metric.column.key, "CUR") == contains(column.key, "eur"));
  }
}

TEST_CASE("every column has a key of its own, a label and a meaning") {
  std::set<std::string> keys;
  for (const auto& metric : study::metrics()) {
    CAPTURE(metric.column.key);
    CHECK(keys.insert(metric.column.key).second);
    CHECK_FALSE(metric.column.label.empty());
    CHECK_FALSE(metric.doc.empty());
    CHECK((metric.get != nullptr));
  }
}

TEST_CASE("the key of a number ends in its unit") {
  const std::map<std::string, std::string> endings{{"kWh", "_kwh"},
                                                   {"kg", "_kg"},
                                                   {"km", "_km"},
                                                   {"s", "_s"},
                                                   {"min", "_min"},
                                                   {"%", "_percent"},
                                                   {"yr", "_years"},
                                                   {"CUR", "_CUR"},
                                                   {"CUR/yr", "CUR_per_year"},
                                                   {"CUR/km", "CUR_per_km"},
                                                   {"CUR/t km", "CUR_per_tonne_km"},
                                                   {"t", "_t"},
                                                   {"g/km", "_g_per_km"},
                                                   {"km/h", "_km_per_h"},
                                                   {"kWh/100 km", "_kwh_per_100km"},
                                                   {"L/100 km", "_l_per_100km"},
                                                   {"h/yr", "_h_per_year"}};
  for (const auto& metric : study::metrics()) {
    if (metric.column.unit.empty()) continue;
    CAPTURE(metric.column.key);
    REQUIRE(endings.contains(metric.column.unit));
    CHECK(metric.column.key.ends_with(endings.at(metric.column.unit)));
  }
}

TEST_CASE("the leading rating is EPA's where there is one, else the next in the list") {
  model::Vehicle vehicle;
  CHECK_FALSE(study::leading_rating(vehicle));
  vehicle.rating["nedc"].range = spec::Sourced<units::Length>(units::kilometres(424));
  CHECK(study::leading_rating(vehicle)->first == "nedc");
  vehicle.rating["epa"].consumption =
      spec::Sourced<units::Consumption>(units::kilowatt_hours_per_100km(30));
  CHECK(study::leading_rating(vehicle)->first == "nedc");
  vehicle.rating["cltc"].range = spec::Sourced<units::Length>(units::kilometres(500));
  vehicle.rating["epa"].range = spec::Sourced<units::Length>(units::kilometres(400));
  REQUIRE(study::leading_rating(vehicle)->first == "epa");
  CHECK(*study::leading_rating(vehicle)->second->range == units::kilometres(400));
}

TEST_CASE("a duty is told by its cycles, temperature and load") {
  model::Duty duty;
  duty.cycles = {{"wltc_3b", spec::Sourced<double>(1.0)}};
  CHECK(study::duty_text(duty) == "wltc_3b, 23 degC");
  duty.cycles = {{"epa_udds", spec::Sourced<double>(0.55)},
                 {"epa_hwfet", spec::Sourced<double>(0.45)}};
  duty.ambient = spec::Sourced<units::Temperature>(units::celsius(-6.7));
  duty.payload = spec::Sourced<units::Mass>(units::kilograms(300));
  duty.trailer.emplace();
  duty.trailer->mass = spec::Sourced<units::Mass>(units::kilograms(2767));
  duty.grade = spec::Sourced<double>(0.02);
  duty.wind = spec::Sourced<units::Speed>(units::metres_per_second(5));
  duty.altitude = spec::Sourced<units::Length>(units::metres(1600));
  CHECK(study::duty_text(duty) ==
        "55 % epa_udds + 45 % epa_hwfet, -6.7 degC, payload 300 kg, trailer 2767 kg, grade 2 %, "
        "wind 5 m/s, altitude 1600 m");
}
