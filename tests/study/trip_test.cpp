// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/trip.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "evpickup/energy/charging.hpp"
#include "evpickup/model/estimates.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;
using test::contains;
using test::count_with;
using test::is_null;
using test::number;
using test::text;

namespace {

const std::vector<std::string> some_trucks{"radar_rd6:kwh63", "rivian_r1t:dual_large",
                                           "gmc_hummer_ev:ed1"};

study::Results run(const std::vector<std::string>& vehicles,
                   std::vector<study::Override> settings) {
  static auto catalog = test::shipped();
  return study::run(catalog, study::road_trip(vehicles, "us"),
                    test::options_with(std::move(settings)));
}

std::vector<study::Override> road(const std::string& distance,
                                  const std::string& ambient = "23 degC",
                                  const std::string& speed = "110 km/h") {
  return {{"trip.distance", distance}, {"trip.speed", speed}, {"duty.ambient", ambient}};
}

std::vector<study::Override> with(std::vector<study::Override> settings, const std::string& key,
                                  const std::string& value) {
  settings.push_back({key, value});
  return settings;
}

// A route file in a folder of this process.
struct RouteFile {
  std::filesystem::path path;
  explicit RouteFile(const std::string& name, const std::string& contents)
      : path(std::filesystem::temp_directory_path() /
             ("evpickup_trip_" + std::to_string(getpid()) + "_" + name + ".csv")) {
    std::ofstream{path} << contents;
  }
  ~RouteFile() { std::filesystem::remove(path); }
  RouteFile(const RouteFile&) = delete;
  RouteFile& operator=(const RouteFile&) = delete;
};

study::Results run_route(const std::vector<std::string>& vehicles, const RouteFile& file,
                         const std::string& ambient = "23 degC") {
  return run(vehicles, {{"trip.route", file.path.string()}, {"duty.ambient", ambient}});
}

}  // namespace

TEST_CASE("the energy of a trip is what home and chargers stored, and its time adds up") {
  const auto results = run(some_trucks, road("700 km", "0 degC"));
  const auto& table = results.table;
  const auto& stops = test::find_section(results, "trip_stops")->table;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    CAPTURE(text(table, row, "vehicle"));
    CHECK(number(table, row, "battery_kwh") ==
          Approx(number(table, row, "home_kwh") +
                 energy::dc_stored_share * number(table, row, "charger_kwh"))
              .epsilon(2e-3));
    CHECK(number(table, row, "time_h") ==
          Approx(number(table, row, "driving_h") + number(table, row, "charging_min") / 60 +
                 number(table, row, "stopping_min") / 60));
    CHECK(number(table, row, "stopping_min") == Approx(6 * number(table, row, "stops")));
    CHECK(number(table, row, "distance_km") == Approx(700.0));
    CHECK(number(table, row, "arrive_percent") >= 9.95);
    CHECK(number(table, row, "cost_usd") > 0.0);
  }
  double charger_kwh = 0.0;
  double whole_kwh = 0.0;
  for (std::size_t row = 0; row < stops.rows.size(); ++row) {
    charger_kwh += number(stops, row, "charger_kwh");
    CHECK(number(stops, row, "arrive_percent") >= 9.95);
  }
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    whole_kwh += number(table, row, "charger_kwh");
  CHECK(charger_kwh == Approx(whole_kwh));
}

TEST_CASE("the chosen strategy is never slower than charging always to 80 % or to full") {
  for (const std::string ambient : {"23 degC", "-10 degC"}) {
    const auto results =
        run({"radar_rd6:kwh63", "radar_rd6:kwh100", "rivian_r1t:dual_large",
             "ford_f150_lightning:lariat_er", "gmc_hummer_ev:ed1", "tesla_cybertruck:awd"},
            road("900 km", ambient));
    double gained_h = 0.0;
    for (std::size_t row = 0; row < results.table.rows.size(); ++row) {
      CAPTURE(text(results.table, row, "vehicle"));
      const double best = number(results.table, row, "time_h");
      CHECK(best <= number(results.table, row, "time_by_80_h"));
      CHECK(best <= number(results.table, row, "time_by_full_h"));
      gained_h += number(results.table, row, "time_by_80_h") - best;
    }
    CHECK(gained_h > 0.25);
  }
}

TEST_CASE("a longer trip never takes less time or energy") {
  double time = 0.0;
  double energy = 0.0;
  for (const std::string distance : {"100 km", "250 km", "400 km", "500 km", "800 km", "1500 km"}) {
    CAPTURE(distance);
    const auto results = run({"radar_rd6:kwh86"}, road(distance));
    CHECK(number(results.table, 0, "time_h") > time);
    CHECK(number(results.table, 0, "battery_kwh") > energy);
    time = number(results.table, 0, "time_h");
    energy = number(results.table, 0, "battery_kwh");
  }
}

TEST_CASE("below 15 degC colder never takes less energy or time") {
  std::vector<double> energy(some_trucks.size(), 0.0);
  std::vector<double> time(some_trucks.size(), 0.0);
  for (const std::string ambient : {"15 degC", "5 degC", "-5 degC", "-15 degC", "-25 degC"}) {
    CAPTURE(ambient);
    const auto results = run(some_trucks, road("600 km", ambient));
    for (std::size_t row = 0; row < some_trucks.size(); ++row) {
      CHECK(number(results.table, row, "battery_kwh") > energy[row]);
      CHECK(number(results.table, row, "time_h") > time[row]);
      energy[row] = number(results.table, row, "battery_kwh");
      time[row] = number(results.table, row, "time_h");
    }
  }
}

TEST_CASE("a stronger charger, a shorter stop and a fuller start are never slower") {
  const auto hours = [](const std::string& key, const std::string& value) {
    return number(run({"gmc_hummer_ev:ed1"}, with(road("900 km", "5 degC"), key, value)).table, 0,
                  "time_h");
  };
  constexpr double grid_h = 0.5 / 60.0;  // what the search's grid may leave
  double before = 1e9;
  for (const std::string power : {"50 kW", "100 kW", "150 kW", "250 kW", "350 kW"}) {
    const double time = hours("trip.charger", power);
    CHECK(time <= before + grid_h);
    before = time;
  }
  CHECK(hours("trip.charger", "350 kW") < hours("trip.charger", "50 kW"));
  CHECK(hours("trip.stop_time", "2 min") < hours("trip.stop_time", "20 min"));
  CHECK(hours("trip.start", "1.0") < hours("trip.start", "0.5"));
  CHECK(hours("trip.charger_spacing", "120 km") >= hours("trip.charger_spacing", "20 km") - grid_h);
}

TEST_CASE("how finely places to stop are spaced changes the time by less than 0.5 %") {
  const auto hours = [](const std::string& spacing) {
    return number(
        run({"radar_rd6:kwh86"}, with(road("800 km"), "trip.charger_spacing", spacing)).table, 0,
        "time_h");
  };
  const double anywhere = number(run({"radar_rd6:kwh86"}, road("800 km")).table, 0, "time_h");
  CHECK(hours("2 km") == Approx(anywhere).epsilon(5e-3));
  CHECK(hours("5 km") == Approx(anywhere).epsilon(5e-3));
  CHECK(hours("100 km") > anywhere);
}

TEST_CASE("short stop times give more stops than long ones") {
  const auto stops = [](const std::string& time) {
    return number(run({"radar_rd6:kwh86"}, with(road("900 km"), "trip.stop_time", time)).table, 0,
                  "stops");
  };
  CHECK(stops("0 min") > stops("40 min"));
}

TEST_CASE("there and back over a hill costs at least the flat") {
  const RouteFile flat("flat", "distance [km], speed_limit [km/h], elevation [m]\n"
                               "0, 90, 200\n20, 90, 200\n40, 90, 200\n");
  const RouteFile hill("hill", "distance [km], speed_limit [km/h], elevation [m]\n"
                               "0, 90, 0\n20, 90, 400\n40, 90, 0\n");
  const auto even = run_route(some_trucks, flat);
  const auto over = run_route(some_trucks, hill);
  for (std::size_t row = 0; row < some_trucks.size(); ++row)
    CHECK(number(over.table, row, "battery_kwh") > number(even.table, row, "battery_kwh"));
}

TEST_CASE("temperature along a route goes before that of the duty") {
  const std::string body = "0, 100, AMBIENT\n300, 100, AMBIENT\n";
  const auto file = [&](const std::string& name, const std::string& value) {
    std::string rows = body;
    for (auto at = rows.find("AMBIENT"); at != std::string::npos; at = rows.find("AMBIENT"))
      rows.replace(at, 7, value);
    return RouteFile(name, "distance [km], speed_limit [km/h], ambient [degC]\n" + rows);
  };
  const auto cold = file("cold", "-10");
  const auto by_route = run_route({"rivian_r1t:dual_large"}, cold, "23 degC");
  const auto by_duty = run({"rivian_r1t:dual_large"}, road("300 km", "-10 degC", "100 km/h"));
  CHECK(number(by_route.table, 0, "battery_kwh") ==
        Approx(number(by_duty.table, 0, "battery_kwh")).epsilon(1e-9));
  // What is said above the table is the weather that was driven in.
  CHECK(contains(by_route.description, "-10 degC"));
  CHECK_FALSE(contains(by_route.description, "23 degC"));
}

TEST_CASE("a trip on a repeated cycle takes the energy that the cycle takes") {
  auto catalog = test::shipped();
  const auto trip =
      run({"radar_rd6:kwh86"},
          {{"trip.distance", "200 km"}, {"trip.cycle", "epa_hwfet"}, {"duty.ambient", "23 degC"}});
  auto scenario = study::comparison({"radar_rd6:kwh86"}, "us");
  scenario.duty.cycles = {{"epa_hwfet", spec::Sourced<double>(1.0)}};
  const auto compared = study::run(catalog, scenario, {});
  CHECK(number(trip.table, 0, "consumption_kwh_per_100km") ==
        Approx(number(compared.table, 0, "consumption_kwh_per_100km")).epsilon(0.01));
}

TEST_CASE("the least cost is never more than that of the least time, nor faster") {
  const auto fast = run(some_trucks, road("900 km"));
  const auto cheap = run(some_trucks, with(road("900 km"), "trip.minimise", "\"cost\""));
  for (std::size_t row = 0; row < some_trucks.size(); ++row) {
    CHECK(number(cheap.table, row, "cost_usd") <= number(fast.table, row, "cost_usd") + 0.1);
    CHECK(number(cheap.table, row, "time_h") >= number(fast.table, row, "time_h") - 0.01);
  }
}

TEST_CASE("a truck that cannot make the trip is told with numbers while the others go on") {
  // 250 km between chargers, too far for the small battery with its 10 % left.
  const auto far = run({"radar_rd6:kwh63", "gmc_hummer_ev:ed1"},
                       with(road("900 km"), "trip.charger_spacing", "250 km"));
  CHECK(text(far.table, 0, "arrives") == "no");
  CHECK(is_null(far.table, 0, "time_h"));
  CHECK(text(far.table, 1, "arrives") == "yes");
  CHECK(count_with(far.notes, "radar_rd6:kwh63 does not get there: with 90 % at the start") == 1);
  CHECK(count_with(far.notes, "km 250") == 1);

  // A trailer beyond the rating, and a slope beyond the motors.
  const auto heavy =
      run({"gmc_hummer_ev:ed1"}, with(with(road("100 km"), "duty.trailer.mass", "9000 kg"),
                                      "duty.trailer.drag_area", "3 m^2"));
  CHECK(count_with(heavy.notes, "gmc_hummer_ev:ed1 may tow") == 1);
  CHECK(count_with(heavy.notes, "the trailer weighs 9,000 kg") == 1);
  const auto steep =
      run({"radar_rd6:kwh86"},
          with(with(with(road("30 km"), "duty.grade", "40 %"), "duty.trailer.mass", "2400 kg"),
               "duty.trailer.drag_area", "2 m^2"));
  CHECK(count_with(steep.notes, "comes to a stand between km 0") == 1);
}

TEST_CASE("a climb below the least speed is a failure with both speeds") {
  const auto results =
      run({"radar_rd6:kwh86"},
          with(with(with(with(road("20 km"), "duty.grade", "15 %"), "duty.trailer.mass", "2500 kg"),
                    "duty.trailer.drag_area", "2 m^2"),
               "trip.least_speed", "100 km/h"));
  CHECK(text(results.table, 0, "arrives") == "no");
  CHECK(number(results.table, 0, "slowest_km_per_h") < 100.0);
  CHECK(number(results.table, 0, "behind_percent") > 10.0);
  CHECK(count_with(results.notes, "100 km/h (62 mph) must be held") == 1);
}

TEST_CASE("a trip stands beside a comparison as a section") {
  auto catalog = test::shipped();
  const auto scenario = test::scenario_of(
      "[trip]\ndistance = \"500 km\"\nspeed = \"100 km/h\"\n"
      "[compare]\nvehicles = [\"radar_rd6:kwh86\"]\nmarkets = [\"us\"]\n[cost]\nestimates = "
      "\"2026\"\n");
  const auto results = study::run(catalog, scenario, {});
  CHECK(number(results.table, 0, "range_km") > 100.0);
  const auto* trip = test::find_section(results, "trip");
  REQUIRE(trip != nullptr);
  CHECK(test::is_sound(trip->table));
  CHECK(number(trip->table, 0, "time_h") > 5.0);
  CHECK(test::find_section(results, "trip_stops") != nullptr);
}

TEST_CASE("results do not depend on the number of threads") {
  auto catalog = test::shipped();
  auto options = test::options_with(road("800 km", "0 degC"));
  const auto scenario = study::road_trip(some_trucks, "us");
  options.threads = 1;
  const auto one = study::run(catalog, scenario, options);
  options.threads = 2;
  const auto two = study::run(catalog, scenario, options);
  CHECK(one.table.rows == two.table.rows);
}

TEST_CASE("cost cannot be made small without prices") {
  auto catalog = test::shipped();
  const auto message = test::refusal_of([&] {
    (void)study::run(catalog, study::road_trip({"radar_rd6:kwh86"}, ""),
                     test::options_with(with(road("800 km"), "trip.minimise", "\"cost\"")));
  });
  CHECK(contains(message, "without a market no trip can be made cheap"));
}

TEST_CASE("a truck with an engine fills its tank on the way, and its time and fuel add up") {
  const auto results = run({"ford_f150:powerboost_4x4", "chevrolet_silverado:v8_53_4wd",
                            "toyota_hilux:diesel28_sr5", "byd_shark_6:premium"},
                           road("1800 km", "0 degC"));
  const auto& table = results.table;
  const auto& stops = test::find_section(results, "trip_stops")->table;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    CAPTURE(text(table, row, "vehicle"));
    CHECK(text(table, row, "arrives") == "yes");
    CHECK(number(table, row, "stops") >= 1.0);
    CHECK(number(table, row, "time_h") ==
          Approx(number(table, row, "driving_h") + number(table, row, "stopping_min") / 60));
    CHECK(number(table, row, "stopping_min") > 6 * number(table, row, "stops"));
    CHECK(number(table, row, "tank_percent") == Approx(10.0).epsilon(0.06));
    CHECK(is_null(table, row, "charger_kwh"));
  }
  // What pumps gave and the tank lost is what was burned.
  double pumped = 0.0;
  for (std::size_t row = 0; row < stops.rows.size(); ++row) {
    CHECK(number(stops, row, "arrive_percent") >= 9.9);
    if (text(stops, row, "vehicle") == "chevrolet_silverado")
      pumped += number(stops, row, "fuel_l");
  }
  auto catalog = test::shipped();
  auto silverado = catalog.vehicle("chevrolet_silverado:v8_53_4wd");
  model::estimate_missing(silverado);
  const double tank = units::in_litres(*silverado.tank.volume);
  CHECK(number(table, 1, "fuel_l") ==
        Approx(pumped + tank * (0.9 - number(table, 1, "tank_percent") / 100)));
}

TEST_CASE("a plug-in uses what was charged first, and then fuel") {
  const auto near = run({"byd_shark_6:premium"}, road("40 km"));
  const auto far = run({"byd_shark_6:premium"}, road("500 km"));
  CHECK(number(near.table, 0, "fuel_l") == Approx(0.0));
  CHECK(number(near.table, 0, "home_kwh") > 5.0);
  CHECK(number(far.table, 0, "fuel_l") > 20.0);
  CHECK(number(far.table, 0, "home_kwh") < 30.0);
}

TEST_CASE("trucks without an engine keep the columns of their trips") {
  const auto alone = run({"radar_rd6:kwh63"}, road("200 km")).table;
  CHECK(std::ranges::none_of(alone.columns,
                             [](const study::Column& c) { return c.key == "fuel_l"; }));
  const auto beside = run({"radar_rd6:kwh63", "toyota_hilux:diesel28_sr5"}, road("200 km")).table;
  CHECK(is_null(beside, 0, "fuel_l"));
  CHECK(number(beside, 1, "fuel_l") > 10.0);
}

TEST_CASE("the energy of a trip on fuel is in balance by cause") {
  auto catalog = test::shipped();
  auto options = test::options_with(road("300 km"));
  options.audit = true;
  const auto results = study::run(
      catalog, study::road_trip({"radar_rd6:kwh63", "ford_f150:powerboost_4x4"}, "us"), options);
  const auto& table = test::find_section(results, "trip_energy_balance")->table;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    CHECK(number(table, row, "imbalance") < 1e-9);
  CHECK(is_null(table, 0, "engine_kwh"));
  CHECK(number(table, 1, "engine_kwh") > 100.0);
}
