// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/procedures.hpp"

#include <doctest/doctest.h>

#include <set>

#include "evpickup/energy/epa_test.hpp"
#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

energy::Prediction predict(std::string_view procedure, const model::Vehicle& vehicle) {
  auto files = catalog();
  const model::Vehicle* const one[] = {&vehicle};
  return energy::find_procedure(procedure)
      ->predict(
          std::span(one),
          [&](const std::string& name) -> const model::DriveCycle& { return files.cycle(name); }, 1)
      .front();
}

}  // namespace

TEST_CASE("procedures have names of their own, and every rating of a file has its procedure") {
  std::set<std::string_view> keys;
  for (const auto& procedure : energy::procedures()) {
    CHECK(keys.insert(procedure.key).second);
    CHECK_FALSE(procedure.doc.empty());
  }
  for (const auto& key : model::rating_procedures()) {
    CAPTURE(key);
    CHECK(energy::find_procedure(key) != nullptr);
  }
  CHECK(energy::find_procedure("guess") == nullptr);
}

TEST_CASE("in every procedure range is usable energy over battery consumption, times the factor") {
  const auto vehicle = truck("radar_rd6:kwh86");
  for (const auto& procedure : energy::procedures()) {
    CAPTURE(procedure.key);
    const auto result = predict(procedure.key, vehicle);
    CHECK(units::in_metres(result.range) ==
          Approx(result.label_factor * units::in_joules(*vehicle.battery.energy_usable) /
                 units::in_newtons(result.battery_consumption)));
    CHECK(units::in_newtons(result.consumption) ==
          Approx(units::in_newtons(result.battery_consumption) / result.label_factor /
                 energy::recharge_efficiency));
    CHECK(result.missed_share < 0.001);
  }
}

TEST_CASE("procedures rank as they do for trucks that are rated by several") {
  const auto vehicle = truck("radar_rd6:kwh86");
  const double cltc = units::in_kilometres(predict("cltc", vehicle).range);
  const double wltp = units::in_kilometres(predict("wltp", vehicle).range);
  const double epa = units::in_kilometres(predict("epa", vehicle).range);
  CHECK(cltc > wltp);
  CHECK(wltp > epa);
}

TEST_CASE("city and highway ranges lie around the combined one") {
  for (const char* procedure : {"epa", "epa_2_cycle", "korea"}) {
    CAPTURE(procedure);
    const auto result = predict(procedure, truck("ford_f150_lightning:pro_sr"));
    CHECK(*result.range_city > result.range);
    CHECK(*result.range_highway < result.range);
  }
}

TEST_CASE("the label of EPA is the better of its two factors") {
  for (const char* reference : {"ford_f150_lightning:pro_sr", "rivian_r1t:quad_large_2022"}) {
    CAPTURE(reference);
    const auto vehicle = truck(reference);
    const auto label = predict("epa", vehicle);
    const auto two = predict("epa_2_cycle", vehicle);
    const auto five = predict("epa_5_cycle", vehicle);
    CHECK(two.label_factor == 0.70);
    CHECK(label.label_factor == std::max(two.label_factor, five.label_factor));
    CHECK(
        units::in_metres(label.range) ==
        Approx(std::max(units::in_metres(two.range), units::in_metres(five.range))).epsilon(1e-9));
  }
}

TEST_CASE("Korea's cold range is shorter, and shorter still without a heat pump") {
  auto vehicle = truck("kgm_musso_ev:2wd");
  give(vehicle.climate.heating, model::Heating::heat_pump);
  const auto pump = predict("korea", vehicle);
  give(vehicle.climate.heating, model::Heating::resistive);
  const auto resistive = predict("korea", vehicle);
  CHECK(pump.range == resistive.range);
  CHECK(*pump.range_cold < pump.range);
  CHECK(*resistive.range_cold < *pump.range_cold);
}

TEST_CASE("more road load never gives a better rating") {
  const auto light = truck("rivian_r1t:dual_large");
  auto heavy = light;
  give(heavy.correction.road_load, 1.1);
  for (const auto& procedure : energy::procedures()) {
    CAPTURE(procedure.key);
    CHECK(predict(procedure.key, heavy).range < predict(procedure.key, light).range);
  }
}
