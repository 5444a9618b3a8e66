// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/engine_drive.hpp"
#include "evpickup/energy/epa_test.hpp"
#include "evpickup/energy/fuel_label.hpp"
#include "evpickup/energy/utility_factor.hpp"
#include "rating_tests.hpp"

namespace evpickup::energy {

namespace {

/// Distance between two charges in the weighted figure of UN R101, annex 8.
constexpr units::Length nedc_between_charges = units::kilometres(25);

/// One truck in one test: without what was charged, and on it.
struct EngineTest {
  units::FuelConsumption fuel;
  units::FuelConsumption charged_fuel;
  units::Consumption battery;
  units::Length electric_range;
  double missed_share = 0.0;
};

std::vector<EngineTest> engine_tests(Trucks trucks, TestMass mass, double warm_up_share,
                                     const model::DriveCycle& cycle, int threads) {
  TestCell cell;
  cell.warm_up_share = warm_up_share;
  std::vector<Case> cases;
  for (const auto* truck : trucks) cases.push_back({truck, in_cell(*truck, mass, cell, cycle)});
  const EngineLanes lanes = compile_engines(cases, cycle);
  const EngineFigures figures = engine_figures(lanes, compile_steps(cycle, 0.0), threads);
  std::vector<EngineTest> tests;
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    const auto lane = static_cast<Eigen::Index>(i);
    const double j_per_m3 = 1e3 * fuel_j_per_l(*trucks[i]->engine.fuel);
    const auto volume = [&](double n) { return units::FuelConsumption::from_value(n / j_per_m3); };
    tests.push_back({volume(figures.kept_fuel_n(lane)), volume(figures.depleting_fuel_n(lane)),
                     units::newtons(figures.depleting_battery_n(lane)),
                     units::metres(figures.depleting_m(lane)), figures.kept_missed(lane)});
  }
  return tests;
}

units::FuelConsumption mix(double share, units::FuelConsumption a, units::FuelConsumption b) {
  return share * a + (1.0 - share) * b;
}

/// What both kinds of label have in common once fuel and electric range are known.
void finish(const model::Vehicle& truck, units::FuelConsumption charged_fuel,
            std::optional<double> utility, Prediction& result) {
  const units::FuelConsumption kept = *result.fuel_combined;
  result.range = *truck.tank.volume / kept;
  if (!truck.is_charged()) {
    result.electric_range.reset();
    return;
  }
  result.range += *result.electric_range;
  result.utility_factor = utility;
  if (utility) result.fuel_weighted = mix(*utility, charged_fuel, kept);
}

std::vector<Prediction> one_cycle(Trucks trucks, TestMass mass, const model::DriveCycle& cycle,
                                  std::optional<UtilityFactor> curve, int threads) {
  std::vector<Prediction> results;
  const auto tests = engine_tests(trucks, mass, 1.0, cycle, threads);
  for (std::size_t i = 0; i < tests.size(); ++i) {
    Prediction result;
    result.fuel_combined = tests[i].fuel;
    result.electric_range = tests[i].electric_range;
    result.battery_consumption = tests[i].battery;
    result.consumption = at_wall(tests[i].battery);
    result.missed_share = tests[i].missed_share;
    const auto utility =
        curve ? std::optional(utility_factor(*curve, tests[i].electric_range)) : std::nullopt;
    finish(*trucks[i], tests[i].charged_fuel, utility, result);
    results.push_back(result);
  }
  return results;
}

}  // namespace

std::vector<Prediction> engine_epa(Trucks trucks, const CycleLibrary& cycles, int threads) {
  const auto& udds = cycles("epa_udds");
  const auto cold = engine_tests(trucks, epa_test_mass, 1.0, udds, threads);
  const auto hot = engine_tests(trucks, epa_test_mass, hot_start_share, udds, threads);
  const auto highway = engine_tests(trucks, epa_test_mass, 0.0, cycles("epa_hwfet"), threads);
  std::vector<Prediction> results;
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    Prediction result;
    result.fuel_city = on_label(city_line, mix(cold_start_weight, cold[i].fuel, hot[i].fuel));
    result.fuel_highway = on_label(highway_line, highway[i].fuel);
    result.fuel_combined = mix(city_weight, *result.fuel_city, *result.fuel_highway);

    // On what was charged: as the label of an electric truck by its default factor.
    const auto battery = combined(hot[i].battery, highway[i].battery);
    const auto per_range = city_weight / hot[i].electric_range.value() +
                           (1.0 - city_weight) / highway[i].electric_range.value();
    if (trucks[i]->is_charged())
      result.electric_range = units::metres(default_label_factor / per_range);
    result.battery_consumption = battery;
    result.consumption = at_wall(battery) / default_label_factor;
    result.label_factor = result.unbounded_factor = result.least_factor = default_label_factor;
    result.missed_share = hot[i].missed_share + highway[i].missed_share;
    const auto charged_fuel =
        mix(city_weight, hot[i].charged_fuel, highway[i].charged_fuel) / default_label_factor;
    const auto utility =
        result.electric_range
            ? std::optional(utility_factor(UtilityFactor::individual, *result.electric_range))
            : std::nullopt;
    finish(*trucks[i], charged_fuel, utility, result);
    results.push_back(result);
  }
  return results;
}

std::vector<Prediction> engine_wltp(Trucks trucks, const CycleLibrary& cycles, int threads) {
  return one_cycle(trucks, wltp_test_mass, cycles("wltc_3b"), UtilityFactor::europe, threads);
}

std::vector<Prediction> engine_cltc(Trucks trucks, const CycleLibrary& cycles, int threads) {
  return one_cycle(trucks, wltp_test_mass, cycles("cltc_p"), std::nullopt, threads);
}

std::vector<Prediction> engine_nedc(Trucks trucks, const CycleLibrary& cycles, int threads) {
  auto results = one_cycle(trucks, nedc_test_mass, cycles("nedc"), std::nullopt, threads);
  // Weighted by the electric range against a fixed distance between charges.
  for (Prediction& result : results) {
    if (!result.electric_range) continue;
    const double share = *result.electric_range / (*result.electric_range + nedc_between_charges);
    result.utility_factor = share;
    result.fuel_weighted = (1.0 - share) * *result.fuel_combined;
  }
  return results;
}

}  // namespace evpickup::energy
