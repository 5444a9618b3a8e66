// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/day.hpp"

#include <doctest/doctest.h>

#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;
using test::number;
using test::text;

namespace {

const std::string one_leg = "[[day.legs]]\nname = \"out\"\ncycle = \"" + test::short_cycle + "\"\n";

// The working day of one truck at a depot in the United States; `day` are lines of [day].
study::Section day_of(const std::string& day, const std::string& legs,
                      const std::string& vehicle = "radar_rd6:kwh63@us") {
  auto catalog = test::shipped();
  const auto scenario =
      test::scenario_of("[compare]\nvehicles = [\"" + vehicle + "\"]\n[day]\n" + day + legs);
  const auto plan = study::make_plan(catalog, scenario, {});
  return study::working_day(plan, scenario, catalog, 1);
}

}  // namespace

TEST_CASE("a short day and a long night are feasible, and the energy of the day adds up") {
  const auto section = day_of("job_site_energy = \"8 kWh\"\n",
                              one_leg + "distance = \"60 km\"\npayload = \"300 kg\"\n" +
                                  "[[day.legs]]\nname = \"back\"\ncycle = \"" + test::short_cycle +
                                  "\"\n"
                                  "distance = \"60 km\"\n");
  const auto& table = section.table;
  REQUIRE(table.rows.size() == 1);
  CHECK(text(table, 0, "feasible") == "yes");
  CHECK(number(table, 0, "leg_1_kwh") > number(table, 0, "leg_2_kwh"));
  CHECK(number(table, 0, "day_kwh") ==
        Approx(number(table, 0, "leg_1_kwh") + number(table, 0, "leg_2_kwh") + 8.0));
  CHECK(number(table, 0, "left_percent") ==
        Approx(100.0 * (1.0 - number(table, 0, "day_kwh") / number(table, 0, "usable_kwh"))));
  CHECK(test::is_sound(table));
  CHECK(table.columns[3].label == "out");
}

TEST_CASE("a day beyond the battery is not feasible, however long the night") {
  const auto table = day_of("overnight = \"23 h\"\n", one_leg + "distance = \"700 km\"\n").table;
  CHECK(text(table, 0, "feasible") == "no: the battery is too small");
  CHECK(number(table, 0, "left_percent") < 0.0);
}

TEST_CASE("the reserve must remain") {
  const std::string leg = one_leg + "distance = \"200 km\"\n";
  const double left =
      number(day_of("overnight = \"23 h\"\nreserve = 0.0\n", leg).table, 0, "left_percent");
  REQUIRE(left > 10.0);
  REQUIRE(left < 90.0);
  const auto verdict = [&](double reserve) {
    return text(
        day_of("overnight = \"23 h\"\nreserve = " + std::to_string(reserve) + "\n", leg).table, 0,
        "feasible");
  };
  CHECK(verdict(left / 100 - 0.01) == "yes");
  CHECK(verdict(left / 100 + 0.01) == "no: the battery is too small");
}

TEST_CASE("a night that returns less than the day takes is too short") {
  const auto table = day_of("overnight = \"2 h\"\n", one_leg + "distance = \"200 km\"\n").table;
  CHECK(text(table, 0, "feasible") == "no: the night is too short");
  CHECK(number(table, 0, "night_kwh") < number(table, 0, "day_kwh"));
}

TEST_CASE("ten trucks on one connection get less than one") {
  auto catalog = test::shipped();
  const auto table = day_of("trucks = [1, 6, 10]\nconnection_power = \"50 kW\"\n",
                            one_leg + "distance = \"60 km\"\n")
                         .table;
  REQUIRE(table.rows.size() == 3);
  const double stored = *catalog.market("us").charging.efficiency_home;
  CHECK(number(table, 0, "night_kwh") == Approx(stored * 7.4 * 10.0));
  CHECK(number(table, 1, "night_kwh") == Approx(stored * 7.4 * 10.0));
  CHECK(number(table, 2, "night_kwh") == Approx(stored * 5.0 * 10.0));
  CHECK(number(table, 2, "day_kwh") == number(table, 0, "day_kwh"));
}

TEST_CASE("a night charges no faster than the truck can") {
  auto catalog = test::shipped();
  const std::string truck = "ford_f150_lightning:pro_sr@us";
  const auto onboard = catalog.vehicle("ford_f150_lightning:pro_sr").charging.ac_onboard;
  REQUIRE(onboard.has_value());
  const auto table =
      day_of("charge_power = \"50 kW\"\n", one_leg + "distance = \"60 km\"\n", truck).table;
  CHECK(number(table, 0, "night_kwh") == Approx(*catalog.market("us").charging.efficiency_home *
                                                units::in_kilowatts(*onboard) * 10.0));
}

TEST_CASE("without a market it is known whether the day lasts, not what the night returns") {
  const auto table = day_of("", one_leg + "distance = \"60 km\"\n", "radar_rd6:kwh63").table;
  CHECK(text(table, 0, "feasible") == "lasts; charging unknown");
  CHECK(test::is_null(table, 0, "night_kwh"));
}

TEST_CASE("a leg with a trailer takes more, on a cold day more still") {
  const std::string leg = one_leg + "distance = \"60 km\"\n";
  const double alone = number(day_of("", leg).table, 0, "day_kwh");
  const double towing = number(
      day_of("", leg + "[day.legs.trailer]\nmass = \"1000 kg\"\ndrag_area = \"1 m^2\"\n").table, 0,
      "day_kwh");
  CHECK(towing > 1.2 * alone);
}

TEST_CASE("a job site needs sockets, and it is told of which truck no source says so") {
  const std::string leg = one_leg + "distance = \"60 km\"\n";
  const std::string sentence = "No source says that tesla_cybertruck:awd has sockets in the bed.";
  auto catalog = test::shipped();
  const bool known = catalog.vehicle("tesla_cybertruck:awd").charging.v2l.has_value();
  CHECK(test::count_with(
            day_of("job_site_energy = \"8 kWh\"\n", leg, "tesla_cybertruck:awd@us").remarks,
            sentence) == (known ? 0 : 1));
  CHECK(test::count_with(day_of("job_site_energy = \"8 kWh\"\n", leg).remarks, "sockets") == 0);
  CHECK(contains(day_of("", leg).remarks.front(), "10 h at 7.4 kW a truck; 10 %"));
}

TEST_CASE("a truck with an engine does the day on its charge first, then on fuel") {
  const std::string leg = one_leg + "distance = \"60 km\"\n";
  const auto near = day_of("", leg, "byd_shark_6:premium@us").table;
  CHECK(text(near, 0, "feasible") == "yes");
  CHECK(number(near, 0, "fuel_l") == Approx(0.0));
  CHECK(number(near, 0, "left_percent") > 10.0);
  const auto far = day_of("", leg + leg + leg + leg, "byd_shark_6:premium@us").table;
  CHECK(number(far, 0, "fuel_l") > 3.0);
  CHECK(number(far, 0, "leg_4_kwh") == Approx(0.0));
  CHECK(number(far, 0, "leg_1_kwh") == Approx(number(near, 0, "leg_1_kwh")));
}

TEST_CASE("a day beyond the tank is not feasible") {
  const auto table =
      day_of("", one_leg + "distance = \"1900 km\"\n", "chevrolet_silverado:v8_53_4wd@us").table;
  CHECK(text(table, 0, "feasible") == "no: the tank is too small");
  CHECK(test::is_null(table, 0, "day_kwh"));
  CHECK(test::is_null(table, 0, "night_kwh"));
}

TEST_CASE("power for a job site is fuel of a truck with an engine, once its charge is used") {
  const std::string leg = one_leg + "distance = \"60 km\"\n";
  const auto fuel = [&](const std::string& day, const std::string& truck) {
    return number(day_of(day, leg, truck).table, 0, "fuel_l");
  };
  const std::string site = "job_site_energy = \"8 kWh\"\n";
  const double litres =
      fuel(site, "ford_f150:powerboost_4x4@us") - fuel("", "ford_f150:powerboost_4x4@us");
  // 8 kWh at between a quarter and a half of the fuel's energy.
  CHECK(litres > 8.0 / 9.0 / 0.5);
  CHECK(litres < 8.0 / 9.0 / 0.25);
}
