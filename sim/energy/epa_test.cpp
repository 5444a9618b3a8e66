// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/epa_test.hpp"

#include <algorithm>

#include "evpickup/energy/auxiliaries.hpp"
#include "evpickup/energy/epa_weights.hpp"

namespace evpickup::energy {

namespace {

using Array = Eigen::ArrayXd;

/// SC03: 95 degF with air conditioning.
constexpr TestCell hot_cell{units::celsius(35.0), true, 0.0, 1.0};
/// Cold city test (40 CFR 1066.710): 20 degF, on coastdown times that are shorter by a tenth.
constexpr units::Temperature cold_ambient = units::celsius(-6.7);
constexpr double cold_road_load = 1.0 / 0.9;
constexpr units::Time soak = units::minutes(10.0);

/// Ends of phases on the clocks of the cycles, in seconds (40 CFR 86 appendix I, 600.114-12).
constexpr double first_bag_end = 505.0;
constexpr double us06_highway_start = 130.0;
constexpr double us06_highway_end = 495.0;

/// Results of the multi-cycle test.
struct MultiCycle {
  Array udds, hwfet, first_bag, second_bag;
  Phase city, highway;
};

/// City, highway, city; discharge; the same again. The first city cycle counts by its own share of
/// the battery, the highway cycles count alike (SAE J1634).
MultiCycle multi_cycle(const TestBench& bench, const model::DriveCycle& udds,
                       const model::DriveCycle& hwfet) {
  const auto first_bag = part(udds, udds.time_s.front(), first_bag_end);
  const auto second_bag = part(udds, first_bag_end, udds.time_s.back());

  State state = bench.full();
  std::vector<Phase> first_bags, second_bags, cities, highways;
  const auto drive_city = [&] {
    first_bags.push_back(bench.drive(first_bag, state));
    second_bags.push_back(bench.drive(second_bag, state));
    cities.push_back(first_bags.back() + second_bags.back());
  };
  const auto drive_half = [&] {
    drive_city();
    highways.push_back(bench.drive(hwfet, state));
    drive_city();
  };
  drive_half();
  discharge_between_halves(bench, state);
  drive_half();

  const Array first_weight = cities.front().battery_j / bench.usable_j();
  MultiCycle result;
  result.udds = weighted(cities, first_weight);
  result.hwfet = 0.5 * (highways[0].consumption() + highways[1].consumption());
  result.first_bag = weighted(first_bags, first_weight);
  result.second_bag = weighted(second_bags, first_weight);
  result.city = cities[1];
  result.highway = highways[0];
  return result;
}

units::Consumption at(const Array& values, std::size_t lane) {
  return units::newtons(values(static_cast<Eigen::Index>(lane)));
}

}  // namespace

double EpaTest::five_cycle_factor() const {
  return combined(udds, hwfet) / combined(five_cycle_city, five_cycle_highway);
}

double EpaTest::label_factor() const { return std::max(default_label_factor, five_cycle_factor()); }

units::Consumption combined(units::Consumption city, units::Consumption highway) {
  return city_weight * city + (1.0 - city_weight) * highway;
}

units::Consumption at_wall(units::Consumption battery) { return battery / recharge_efficiency; }

units::Energy at_wall(units::Energy battery) { return battery / recharge_efficiency; }

TestCell cold_cell(double warm_up_share) {
  return {cold_ambient, true, warm_up_share, cold_road_load};
}

double second_warm_up_share(const model::Vehicle& vehicle, units::Time first) {
  Conditions conditions;
  conditions.ambient = cold_cell(1.0).temperature;
  const auto load = auxiliary_load(vehicle, conditions);
  const double reached = load.warm_up_within(1.0, first) / load.warm_up;
  return 1.0 - reached * (1.0 - warm_up_share_after(soak));
}

std::vector<MultiCycleTest> multi_cycle_tests(std::span<const model::Vehicle* const> vehicles,
                                              const CycleLibrary& cycles, int threads,
                                              const DriveLosses& losses) {
  const auto& udds = cycles("epa_udds");
  const TestBench bench(vehicles, epa_test_mass, TestCell{}, udds, threads, losses);
  const MultiCycle warm = multi_cycle(bench, udds, cycles("epa_hwfet"));
  std::vector<MultiCycleTest> tests(vehicles.size());
  for (std::size_t i = 0; i < tests.size(); ++i) tests[i] = {at(warm.udds, i), at(warm.hwfet, i)};
  return tests;
}

std::vector<EpaTest> epa_tests(std::span<const model::Vehicle* const> vehicles,
                               const CycleLibrary& cycles, int threads, const DriveLosses& losses) {
  const auto& udds = cycles("epa_udds");
  const auto& hwfet = cycles("epa_hwfet");
  const auto& us06 = cycles("epa_us06");
  const auto& sc03 = cycles("sc03");

  // Mild: multi-cycle test and US06.
  const TestBench mild(vehicles, epa_test_mass, TestCell{}, udds, threads, losses);
  const MultiCycle warm = multi_cycle(mild, udds, hwfet);
  State state = mild.drained(0.5);
  const Phase us06_start = mild.drive(part(us06, us06.time_s.front(), us06_highway_start), state);
  const Phase us06_highway = mild.drive(part(us06, us06_highway_start, us06_highway_end), state);
  const Phase us06_end = mild.drive(part(us06, us06_highway_end, us06.time_s.back()), state);
  const Phase us06_city = us06_start + us06_end;

  // Hot, with air conditioning.
  const TestBench hot(vehicles, epa_test_mass, hot_cell, sc03, threads, losses);
  state = hot.drained(0.5);
  const Phase air_conditioned = hot.drive(sc03, state);

  // Cold, with heating. The second share is the same for all trucks: heat and heater scale alike.
  const double second_share = second_warm_up_share(*vehicles.front(), udds.duration());
  const TestBench cold(vehicles, epa_test_mass, cold_cell(1.0), udds, threads, losses);
  const TestBench warmed(vehicles, epa_test_mass, cold_cell(second_share), udds, threads, losses);
  state = cold.full();
  const Phase cold_first = cold.drive(udds, state);
  const Phase cold_second = warmed.drive(udds, state);

  std::vector<EpaTest> tests(vehicles.size());
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const auto lane = static_cast<Eigen::Index>(i);
    EpaTest& test = tests[i];
    test.test_mass = epa_test_mass(*vehicles[i]);
    test.usable = *vehicles[i]->battery.energy_usable;
    test.udds = at(warm.udds, i);
    test.hwfet = at(warm.hwfet, i);
    test.us06_city = at(us06_city.consumption(), i);
    test.us06_highway = at(us06_highway.consumption(), i);
    test.sc03 = at(air_conditioned.consumption(), i);
    test.cold_first = at(cold_first.consumption(), i);
    test.cold_second = at(cold_second.consumption(), i);
    const FiveCycleInput input{at(warm.first_bag, i), at(warm.second_bag, i), test.hwfet,
                               test.us06_city,        test.us06_highway,      test.sc03,
                               test.cold_first,       test.cold_second};
    test.five_cycle_city = five_cycle_city(input);
    test.five_cycle_highway = five_cycle_highway(input);
    test.udds_traction = units::newtons(warm.city.traction_j(lane) / warm.city.distance_m(lane));
    test.udds_braking = units::newtons(warm.city.braking_j(lane) / warm.city.distance_m(lane));
    test.hwfet_traction =
        units::newtons(warm.highway.traction_j(lane) / warm.highway.distance_m(lane));
    test.hwfet_braking =
        units::newtons(warm.highway.braking_j(lane) / warm.highway.distance_m(lane));
    test.missed_share = warm.city.missed_s(lane) + warm.highway.missed_s(lane) +
                        us06_city.missed_s(lane) + us06_highway.missed_s(lane);
    test.missed_share /= units::in_seconds(udds.duration() + hwfet.duration() + us06.duration());
  }
  return tests;
}

}  // namespace evpickup::energy
