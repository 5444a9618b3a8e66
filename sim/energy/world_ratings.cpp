// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "evpickup/energy/epa_test.hpp"
#include "evpickup/energy/range.hpp"
#include "rating_tests.hpp"

namespace evpickup::energy {

namespace {

using Array = Eigen::ArrayXd;

/// Ends of the phases low, medium, high and extra high of WLTC class 3b, in seconds (UN GTR 15).
constexpr double low_end = 589.0;
constexpr double medium_end = 1022.0;
constexpr double high_end = 1477.0;

/// NEDC is driven with this beside the curb mass (UN R101: reference mass).
constexpr units::Mass nedc_load = units::kilograms(100.0);

Prediction rating(const model::Vehicle& vehicle, TestMass test_mass, units::Consumption battery) {
  Prediction result;
  result.test_mass = test_mass(vehicle);
  result.usable = *vehicle.battery.energy_usable;
  result.parts = {{"whole cycle", battery, 1.0}};
  result.range = result.usable / battery;
  result.consumption = at_wall(battery);
  result.battery_consumption = battery;
  return result;
}

/// One prediction a truck from consumptions by lane, in newtons.
std::vector<Prediction> ratings(Trucks trucks, TestMass test_mass, const Array& battery,
                                const Array& missed_share) {
  std::vector<Prediction> results;
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    const auto lane = static_cast<Eigen::Index>(i);
    results.push_back(rating(*trucks[i], test_mass, units::newtons(battery(lane))));
    results.back().missed_share = missed_share(lane);
  }
  return results;
}

/// Consumption in a phase that is driven several times, where the first phase counts by its share
/// of the battery.
Array by_first(const std::vector<Phase>& phases, const Array& usable_j) {
  return weighted(phases, phases.front().battery_j / usable_j);
}

}  // namespace

units::Mass nedc_test_mass(const model::Vehicle& vehicle) {
  return *vehicle.body.curb_mass + nedc_load;
}

// Shortened test: the cycle and its city phases again, discharge, the same again. The first cycle
// counts by its share of the battery, the second has the rest; the four city parts likewise.
std::vector<Prediction> wltp(Trucks trucks, const CycleLibrary& cycles, int threads) {
  const auto& wltc = cycles("wltc_3b");
  const auto low = part(wltc, wltc.time_s.front(), low_end);
  const auto medium = part(wltc, low_end, medium_end);
  const auto high = part(wltc, medium_end, high_end);
  const auto extra_high = part(wltc, high_end, wltc.time_s.back());
  const TestBench bench(trucks, wltp_test_mass, TestCell{}, wltc, threads);

  State state = bench.full();
  std::vector<Phase> whole, city, lows, mediums, highs, extra_highs;
  const auto drive_city = [&] {
    lows.push_back(bench.drive(low, state));
    mediums.push_back(bench.drive(medium, state));
    city.push_back(lows.back() + mediums.back());
  };
  const auto drive_half = [&] {
    drive_city();
    highs.push_back(bench.drive(high, state));
    extra_highs.push_back(bench.drive(extra_high, state));
    whole.push_back(city.back() + (highs.back() + extra_highs.back()));
    drive_city();
  };
  drive_half();
  discharge_between_halves(bench, state);
  drive_half();

  const Array& usable = bench.usable_j();
  auto results = ratings(trucks, wltp_test_mass, by_first(whole, usable),
                         whole[0].missed_s / units::in_seconds(wltc.duration()));
  const Array in_city = by_first(city, usable);
  const std::pair<const char*, Array> phases[] = {{"low", by_first(lows, usable)},
                                                  {"medium", by_first(mediums, usable)},
                                                  {"high", by_first(highs, usable)},
                                                  {"extra high", by_first(extra_highs, usable)}};
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto lane = static_cast<Eigen::Index>(i);
    Prediction& result = results[i];
    const auto slow = units::newtons(in_city(lane));
    result.range_city = result.usable / slow;
    result.consumption_city = at_wall(slow);
    for (const auto& [name, consumption] : phases)
      result.parts.push_back({name, units::newtons(consumption(lane))});
    result.parts.push_back({"city: low and medium", slow, 1.0});
  }
  return results;
}

// Shortened test: two cycles, discharge, two cycles. The first two count by their shares of the
// battery, the others have the rest.
std::vector<Prediction> cltc(Trucks trucks, const CycleLibrary& cycles, int threads) {
  const auto& cycle = cycles("cltc_p");
  const TestBench bench(trucks, wltp_test_mass, TestCell{}, cycle, threads);
  State state = bench.full();
  const Phase first = bench.drive(cycle, state);
  const Phase second = bench.drive(cycle, state);
  discharge_between_halves(bench, state);
  const Phase third = bench.drive(cycle, state);
  const Phase fourth = bench.drive(cycle, state);

  const Array first_weight = first.battery_j / bench.usable_j();
  const Array second_weight = second.battery_j / bench.usable_j();
  const Array later = 0.5 * (third.consumption() + fourth.consumption());
  return ratings(trucks, wltp_test_mass,
                 first_weight * first.consumption() + second_weight * second.consumption() +
                     (1.0 - first_weight - second_weight) * later,
                 first.missed_s / units::in_seconds(cycle.duration()));
}

std::vector<Prediction> nedc(Trucks trucks, const CycleLibrary& cycles, int threads) {
  const auto& cycle = cycles("nedc");
  const TestBench bench(trucks, nedc_test_mass, TestCell{}, cycle, threads);
  const Drive drive = range_to_empty(bench.lanes(), compile_steps(cycle, 0.0), threads);
  return ratings(trucks, nedc_test_mass, drive.tally.battery_j / drive.tally.distance_m,
                 drive.tally.missed_s / drive.tally.time_s);
}

}  // namespace evpickup::energy
