// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/epa_test.hpp"
#include "evpickup/energy/range.hpp"
#include "rating_tests.hpp"

namespace evpickup::energy {

namespace {

using Array = Eigen::ArrayXd;

/// Ends of the phases low, medium, high and extra high of WLTC class 3b, in seconds (UN GTR 15).
constexpr double low_end = 589.0;
constexpr double medium_end = 1022.0;

Prediction rating(units::Energy usable, units::Consumption battery) {
  Prediction result;
  result.range = usable / battery;
  result.consumption = at_wall(battery);
  result.battery_consumption = battery;
  return result;
}

/// One prediction a truck from consumptions by lane, in newtons.
std::vector<Prediction> ratings(Trucks trucks, const Array& battery, const Array& missed_share) {
  std::vector<Prediction> results;
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    const auto lane = static_cast<Eigen::Index>(i);
    results.push_back(rating(*trucks[i]->battery.energy_usable, units::newtons(battery(lane))));
    results.back().missed_share = missed_share(lane);
  }
  return results;
}

}  // namespace

units::Mass nedc_test_mass(const model::Vehicle& vehicle) {
  return *vehicle.body.curb_mass + units::kilograms(100.0);
}

// Shortened test: the cycle and its city phases again, discharge, the same again. The first cycle
// counts by its share of the battery, the second has the rest; the four city parts likewise.
std::vector<Prediction> wltp(Trucks trucks, const CycleLibrary& cycles, int threads) {
  const auto& wltc = cycles("wltc_3b");
  const auto low = part(wltc, wltc.time_s.front(), low_end);
  const auto medium = part(wltc, low_end, medium_end);
  const auto fast = part(wltc, medium_end, wltc.time_s.back());
  const TestBench bench(trucks, wltp_test_mass, TestCell{}, wltc, threads);

  State state = bench.full();
  std::vector<Phase> whole, city;
  const auto drive_city = [&] {
    const Phase slow = bench.drive(low, state);
    city.push_back(slow + bench.drive(medium, state));
  };
  const auto drive_half = [&] {
    drive_city();
    whole.push_back(city.back() + bench.drive(fast, state));
    drive_city();
  };
  drive_half();
  discharge_between_halves(bench, state);
  drive_half();

  const Array first = whole[0].battery_j / bench.usable_j();
  const Array first_city = city[0].battery_j / bench.usable_j();
  const Array later_city =
      (city[1].consumption() + city[2].consumption() + city[3].consumption()) / 3.0;
  auto results =
      ratings(trucks, first * whole[0].consumption() + (1.0 - first) * whole[1].consumption(),
              whole[0].missed_s / units::in_seconds(wltc.duration()));
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto lane = static_cast<Eigen::Index>(i);
    const auto slow = units::newtons(first_city(lane) * city[0].consumption()(lane) +
                                     (1.0 - first_city(lane)) * later_city(lane));
    results[i].range_city = *trucks[i]->battery.energy_usable / slow;
    results[i].consumption_city = at_wall(slow);
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
  return ratings(trucks,
                 first_weight * first.consumption() + second_weight * second.consumption() +
                     (1.0 - first_weight - second_weight) * later,
                 first.missed_s / units::in_seconds(cycle.duration()));
}

std::vector<Prediction> nedc(Trucks trucks, const CycleLibrary& cycles, int threads) {
  const auto& cycle = cycles("nedc");
  const TestBench bench(trucks, nedc_test_mass, TestCell{}, cycle, threads);
  const Drive drive = range_to_empty(bench.lanes(), compile_steps(cycle, 0.0), threads);
  return ratings(trucks, drive.tally.battery_j / drive.tally.distance_m,
                 drive.tally.missed_s / drive.tally.time_s);
}

}  // namespace evpickup::energy
