// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/epa_weights.hpp"

namespace evpickup::energy {

namespace {

// Weights of 40 CFR 600.114-12. The fleet starts 0.33 times in 4.1 miles of city driving and in 60
// miles of highway driving, 24 % of it in the cold; 18 % of city driving is cold; air conditioning
// runs 13.3 % of the time. 0.905 stands for what no test holds (wind, tyre pressure, bad roads).
constexpr double not_tested = 0.905;
constexpr double starts = 0.33;
constexpr double cold_starts = 0.24;
constexpr double city_miles_a_start = 4.1;
constexpr double highway_miles_a_start = 60.0;
constexpr double cold_driving = 0.18;
constexpr double air_conditioning = 0.133;
constexpr double city_air_conditioning = 1.083;
constexpr double highway_air_conditioning = 0.377;
/// Shares of the bags of the city test in warm driving, and of the parts of US06 in fast driving.
constexpr double city_second_bag = 0.48;
constexpr double city_first_bag = 0.41;
constexpr double city_us06 = 0.11;
constexpr double highway_us06 = 0.79;
/// Factor on highway driving, for what the cold adds.
constexpr double highway_running = 1.007;
/// Shares of the bags in the driving of SC03.
constexpr double sc03_first_bag = 0.61;
constexpr double sc03_second_bag = 0.39;
/// Miles of the city cycle, over which the energy of a start is counted.
constexpr double city_cycle_miles = 7.45;

/// Energy of the starts of a mile, per distance. A warm electric truck starts for nothing.
units::Consumption start(const FiveCycleInput& in, double miles_a_start) {
  return starts * cold_starts * city_cycle_miles * (in.cold_first - in.cold_second) / miles_a_start;
}

/// What air conditioning adds in SC03, against the same driving without.
units::Consumption cooling(const FiveCycleInput& in) {
  return in.sc03 - (sc03_first_bag * in.first_bag + sc03_second_bag * in.second_bag);
}

}  // namespace

units::Consumption five_cycle_city(const FiveCycleInput& in) {
  const auto warm =
      city_second_bag * in.second_bag + city_first_bag * in.first_bag + city_us06 * in.us06_city;
  const auto running = (1.0 - cold_driving) * warm + cold_driving * in.cold_second +
                       air_conditioning * city_air_conditioning * cooling(in);
  return (start(in, city_miles_a_start) + running) / not_tested;
}

units::Consumption five_cycle_highway(const FiveCycleInput& in) {
  const auto running =
      highway_running * (highway_us06 * in.us06_highway + (1.0 - highway_us06) * in.hwfet) +
      air_conditioning * highway_air_conditioning * cooling(in);
  return (start(in, highway_miles_a_start) + running) / not_tested;
}

}  // namespace evpickup::energy
