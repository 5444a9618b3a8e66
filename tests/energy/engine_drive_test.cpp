// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/engine_drive.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine_trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

energy::Conditions towing() {
  energy::Conditions conditions = neutral();
  conditions.trailer = {units::kilograms(3000), units::square_metres(2.0), 0.010};
  return conditions;
}

double mean_speed_km_per_h(const energy::EngineFigures& figures) {
  return 3.6 * figures.kept.common.distance_m(0) / figures.kept.common.time_s(0);
}

}  // namespace

TEST_CASE("battery and fuel go where the sums say, for every kind of truck with an engine") {
  const auto udds = cycle("epa_udds");
  const auto us06 = cycle("epa_us06");
  for (const auto& truck : engine_trucks()) {
    CAPTURE(truck.trim);
    for (double celsius : {-7.0, 23.0, 38.0}) {
      energy::Conditions conditions = towing();
      conditions.ambient = units::celsius(celsius);
      conditions.altitude = units::metres(1500);
      for (const auto* each : {&udds, &us06}) {
        const auto figures = engine_drive(truck, conditions, *each);
        CHECK(energy::balance(figures.kept, 0).imbalance < 1e-9);
        CHECK(energy::balance(figures.depleting, 0).imbalance < 1e-9);
      }
    }
  }
}

TEST_CASE("a kept charge stays within half a per cent, or its fuel is corrected for the rest") {
  for (const auto& truck : engine_trucks()) {
    CAPTURE(truck.trim);
    const auto figures = engine_drive(truck, neutral(), cycle("epa_udds"));
    const double change = figures.charge_change(0);
    if (std::abs(change) > 0.005) CHECK(std::abs(figures.corrected_share(0)) > 0.0);
    CHECK(std::abs(change) < 0.05);
    const double raw = figures.kept.fuel_j(0) / figures.kept.common.distance_m(0);
    CHECK(figures.kept_fuel_n(0) == Approx(raw / (1.0 - figures.corrected_share(0))).epsilon(1e-9));
  }
}

TEST_CASE("a truck that is charged drives on its battery first, others have no electric range") {
  const auto udds = cycle("epa_udds");
  for (const char* trim : {"shark6", "cannon", "ram"}) {
    CAPTURE(trim);
    const auto truck = engine_truck(trim);
    const auto figures = engine_drive(truck, neutral(), udds);
    CHECK(figures.depleting_m(0) > 50e3);
    const double used =
        units::in_joules(*truck.battery.energy_usable) * (1.0 - energy::kept_charge(truck, false));
    CHECK(figures.depleting.common.battery_j(0) == Approx(used).epsilon(0.06));
    CHECK(litres_per_100km(truck, figures.depleting_fuel_n(0)) < 0.5);
  }
  for (const char* trim : {"f150_2wd", "powerboost_2wd"})
    CHECK(engine_drive(engine_truck(trim), neutral(), udds).depleting_m(0) == 0.0);
}

TEST_CASE(
    "a generator set slows down on a climb with a trailer that its battery cannot help with") {
  const auto truck = engine_truck("ram");
  const auto steady = model::constant_speed(units::kilometres_per_hour(100));
  energy::Conditions climb = towing();
  CHECK(mean_speed_km_per_h(engine_drive(truck, climb, steady)) == Approx(100.0).epsilon(1e-3));
  climb.grade = 0.06;
  const auto figures = engine_drive(truck, climb, steady);
  CHECK(mean_speed_km_per_h(figures) < 95.0);
  CHECK(mean_speed_km_per_h(figures) > 50.0);
  CHECK(figures.kept_missed(0) > 0.5);
  CHECK(energy::balance(figures.kept, 0).imbalance < 1e-9);
}

TEST_CASE("load, cold, slope and a trailer cost every truck fuel") {
  const auto udds = cycle("epa_udds");
  for (const auto& truck : engine_trucks()) {
    CAPTURE(truck.trim);
    const double plain = engine_drive(truck, neutral(), udds).kept_fuel_n(0);
    energy::Conditions loaded = neutral();
    loaded.payload = units::kilograms(500);
    CHECK(engine_drive(truck, loaded, udds).kept_fuel_n(0) > plain);
    energy::Conditions cold = neutral();
    cold.ambient = units::celsius(-10);
    CHECK(engine_drive(truck, cold, udds).kept_fuel_n(0) > plain);
    energy::Conditions uphill = neutral();
    uphill.grade = 0.02;
    CHECK(engine_drive(truck, uphill, udds).kept_fuel_n(0) > plain);
    CHECK(engine_drive(truck, towing(), udds).kept_fuel_n(0) > plain);
  }
}

TEST_CASE("stop-start and fewer cylinders save fuel in the city") {
  auto with = engine_truck("silverado_2wd");
  const double saved = engine_drive(with, neutral(), cycle("epa_udds")).kept_fuel_n(0);
  auto idling = with;
  give(idling.engine.stop_start, false);
  CHECK(engine_drive(idling, neutral(), cycle("epa_udds")).kept_fuel_n(0) > 1.02 * saved);
  auto whole = with;
  give(whole.engine.cylinder_deactivation, false);
  CHECK(engine_drive(whole, neutral(), cycle("epa_udds")).kept_fuel_n(0) > 1.03 * saved);
}

TEST_CASE("a cold cabin costs charge while that is used, and nothing once the engine keeps it") {
  const auto udds = cycle("epa_udds");
  for (const auto& truck : engine_trucks()) {
    if (!truck.is_charged()) continue;
    CAPTURE(truck.trim);
    energy::Conditions cold = neutral();
    cold.ambient = units::celsius(-5);
    energy::Conditions unheated = cold;
    unheated.climate_control = false;
    cold.climate_control = true;
    const auto heated = engine_drive(truck, cold, udds);
    const auto bare = engine_drive(truck, unheated, udds);
    CHECK(heated.depleting_m(0) < 0.95 * bare.depleting_m(0));
    CHECK(heated.kept_fuel_n(0) == doctest::Approx(bare.kept_fuel_n(0)).epsilon(1e-9));
  }
}
