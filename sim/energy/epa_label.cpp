// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/epa_test.hpp"
#include "rating_tests.hpp"

namespace evpickup::energy {

namespace {

/// The two-cycle test; the factor is that of the label's ranges.
std::vector<TestPart> two_cycle_parts(const EpaTest& test, double factor) {
  return {{"UDDS", test.udds, factor},
          {"HWFET", test.hwfet, factor},
          {"two-cycle, combined", combined(test.udds, test.hwfet), factor}};
}

/// The label of a test whose city and highway figures are divided by one factor.
Prediction label(const EpaTest& test, units::Consumption city, units::Consumption highway,
                 double factor) {
  const units::Consumption both = combined(city, highway);
  Prediction result;
  result.range = factor * test.usable / both;
  result.range_city = factor * test.usable / city;
  result.range_highway = factor * test.usable / highway;
  result.consumption = at_wall(both) / factor;
  result.consumption_city = at_wall(city) / factor;
  result.consumption_highway = at_wall(highway) / factor;
  result.battery_consumption = both;
  result.label_factor = result.unbounded_factor = result.least_factor = factor;
  result.missed_share = test.missed_share;
  result.test_mass = test.test_mass;
  result.usable = test.usable;
  result.parts = two_cycle_parts(test, factor);
  return result;
}

/// The further tests of the five-cycle method, and its sums.
void add_five_cycle_parts(const EpaTest& test, Prediction& result) {
  for (const TestPart& part : std::initializer_list<TestPart>{
           {"US06, city part", test.us06_city},
           {"US06, highway part", test.us06_highway},
           {"SC03, 35 degC", test.sc03},
           {"UDDS, -6.7 degC, cold start", test.cold_first},
           {"UDDS, -6.7 degC, 10 min later", test.cold_second},
           {"five-cycle, city", test.five_cycle_city, 1.0},
           {"five-cycle, highway", test.five_cycle_highway, 1.0},
           {"five-cycle, combined", combined(test.five_cycle_city, test.five_cycle_highway), 1.0}})
    result.parts.push_back(part);
}

template <class Label>
std::vector<Prediction> labels(Trucks trucks, const CycleLibrary& cycles, int threads,
                               const Label& label_of) {
  std::vector<Prediction> results;
  for (const EpaTest& test : epa_tests(trucks, cycles, threads)) results.push_back(label_of(test));
  return results;
}

/// Korea's share of the two-cycle result (Ministry of Trade, Industry and Energy: 5-cycle
/// correction by 0.7).
constexpr double korean_factor = 0.70;

}  // namespace

std::vector<Prediction> epa_label(Trucks trucks, const CycleLibrary& cycles, int threads) {
  return labels(trucks, cycles, threads, [](const EpaTest& test) {
    Prediction result = label(test, test.udds, test.hwfet, test.label_factor());
    result.unbounded_factor = test.five_cycle_factor();
    result.least_factor = default_label_factor;
    add_five_cycle_parts(test, result);
    return result;
  });
}

std::vector<Prediction> epa_two_cycle(Trucks trucks, const CycleLibrary& cycles, int threads) {
  return labels(trucks, cycles, threads, [](const EpaTest& test) {
    return label(test, test.udds, test.hwfet, default_label_factor);
  });
}

std::vector<Prediction> epa_five_cycle(Trucks trucks, const CycleLibrary& cycles, int threads) {
  return labels(trucks, cycles, threads, [](const EpaTest& test) {
    Prediction result = label(test, test.five_cycle_city, test.five_cycle_highway, 1.0);
    result.battery_consumption = combined(test.udds, test.hwfet);
    result.label_factor = result.unbounded_factor = test.five_cycle_factor();
    result.least_factor = 0.0;
    result.parts = two_cycle_parts(test, 0.0);
    add_five_cycle_parts(test, result);
    return result;
  });
}

std::vector<Prediction> korea(Trucks trucks, const CycleLibrary& cycles, int threads) {
  auto results = labels(trucks, cycles, threads, [](const EpaTest& test) {
    return label(test, test.udds, test.hwfet, korean_factor);
  });

  // Cold: the city cycle again and again with heating, then the highway cycle.
  const auto& udds = cycles("epa_udds");
  const auto& hwfet = cycles("epa_hwfet");
  const double warm = second_warm_up_share(*trucks.front(), udds.duration());
  const TestBench first(trucks, epa_test_mass, cold_cell(1.0), udds, threads);
  const TestBench later(trucks, epa_test_mass, cold_cell(warm), udds, threads);
  State state = first.full();
  const Phase city_first = first.drive(udds, state);
  const Phase highway = later.drive(hwfet, state);
  const Phase city_later = later.drive(udds, state);
  const Eigen::ArrayXd weight = city_first.battery_j / first.usable_j();
  const Eigen::ArrayXd city =
      weight * city_first.consumption() + (1.0 - weight) * city_later.consumption();
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto lane = static_cast<Eigen::Index>(i);
    const auto in_city = units::newtons(city(lane));
    const auto on_highway = units::newtons(highway.consumption()(lane));
    const auto both = combined(in_city, on_highway);
    results[i].parts.push_back({"UDDS, -6.7 degC", in_city, korean_factor});
    results[i].parts.push_back({"HWFET, -6.7 degC", on_highway, korean_factor});
    results[i].parts.push_back({"two-cycle, combined, -6.7 degC", both, korean_factor});
    results[i].range_cold = korean_factor * *trucks[i]->battery.energy_usable / both;
  }
  return results;
}

}  // namespace evpickup::energy
