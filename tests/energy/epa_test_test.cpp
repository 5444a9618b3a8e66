// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/epa_test.hpp"

#include <doctest/doctest.h>

#include "trucks.hpp"

using namespace trucks;
using doctest::Approx;

namespace {

std::vector<energy::EpaTest> tests_of(const std::vector<model::Vehicle>& vehicles) {
  auto files = catalog();
  std::vector<const model::Vehicle*> pointers;
  for (const auto& vehicle : vehicles) pointers.push_back(&vehicle);
  return energy::epa_tests(
      pointers,
      [&](const std::string& name) -> const model::DriveCycle& { return files.cycle(name); }, 1);
}

energy::EpaTest test_of(const model::Vehicle& vehicle) { return tests_of({vehicle}).front(); }

double kwh_per_100mi_at_wall(units::Consumption battery) {
  return units::in_newtons(energy::at_wall(battery)) * units::metres_per_mile * 100.0 /
         units::joules_per_kilowatt_hour;
}

}  // namespace

TEST_CASE("the certified trucks take what EPA measured, within 2 %") {
  // Unadjusted city and highway consumption, kWh/100 mi at the wall (fuel economy guide 2022 as
  // patched into EPA's OMEGA model).
  struct Certified {
    const char* reference;
    double city, highway;
  };
  const Certified rows[] = {{"ford_f150_lightning:pro_sr", 30.95, 38.88},
                            {"ford_f150_lightning:lariat_er", 30.31, 37.49},
                            {"ford_f150_lightning:platinum_er", 32.32, 39.42},
                            {"rivian_r1t:quad_large_2022", 32.72, 37.04}};
  std::vector<model::Vehicle> vehicles;
  for (const auto& row : rows) vehicles.push_back(truck(row.reference));
  const auto tests = tests_of(vehicles);
  for (std::size_t i = 0; i < tests.size(); ++i) {
    CAPTURE(rows[i].reference);
    CHECK(kwh_per_100mi_at_wall(tests[i].udds) == Approx(rows[i].city).epsilon(0.02));
    CHECK(kwh_per_100mi_at_wall(tests[i].hwfet) == Approx(rows[i].highway).epsilon(0.02));
  }
}

TEST_CASE("the five-cycle factors of Lightning and R1T lie where EPA's do") {
  const auto tests =
      tests_of({truck("ford_f150_lightning:pro_sr"), truck("rivian_r1t:quad_large_2022")});
  const double lightning = tests[0].five_cycle_factor();
  const double r1t = tests[1].five_cycle_factor();
  CHECK(lightning > 0.67);
  CHECK(lightning < 0.70);
  CHECK(r1t > 0.70);
  CHECK(r1t < 0.73);
  CHECK(r1t - lightning == Approx(0.03).epsilon(1.0 / 3.0));
}

TEST_CASE("the label factor is never below the default") {
  const auto tests = tests_of(all_trucks());
  for (const auto& test : tests) {
    CHECK(test.label_factor() >= 0.70);
    CHECK(test.label_factor() >= test.five_cycle_factor());
    CHECK(test.missed_share < 0.01);
  }
}

TEST_CASE("cold, fast and air-conditioned tests take more than the mild city") {
  for (const auto& test : tests_of(all_trucks())) {
    CHECK(test.cold_first > test.cold_second);
    CHECK(test.cold_second > test.udds);
    CHECK(test.sc03 > test.udds);
    CHECK(test.us06_city > test.udds);
    CHECK(test.us06_highway > test.hwfet);
  }
}

TEST_CASE("each truck of many is tested as if it were alone") {
  const auto rd6 = truck("radar_rd6:kwh86");
  const auto alone = test_of(rd6);
  const auto among =
      tests_of({truck("ford_f150_lightning:pro_sr"), rd6, truck("tesla_cybertruck:awd")})[1];
  CHECK(units::in_newtons(among.udds) == units::in_newtons(alone.udds));
  CHECK(units::in_newtons(among.cold_first) == units::in_newtons(alone.cold_first));
  CHECK(among.five_cycle_factor() == alone.five_cycle_factor());
}

TEST_CASE("a heat pump takes less in the cold test and the same in the mild") {
  auto resistive = truck("radar_rd6:kwh86");
  give(resistive.climate.heating, model::Heating::resistive);
  auto pump = resistive;
  give(pump.climate.heating, model::Heating::heat_pump);
  const auto tests = tests_of({resistive, pump});
  CHECK(tests[1].cold_first < tests[0].cold_first);
  CHECK(tests[1].udds == tests[0].udds);
  CHECK(tests[1].five_cycle_factor() > tests[0].five_cycle_factor());
}

TEST_CASE("after ten minutes parked a small part of the warm-up is due, more if it was cut short") {
  const auto vehicle = truck("radar_rd6:kwh86");
  const double after_long = energy::second_warm_up_share(vehicle, units::hours(2));
  const double after_short = energy::second_warm_up_share(vehicle, units::minutes(5));
  CHECK(after_long == Approx(0.148).epsilon(0.01));
  CHECK(after_short > after_long);
  CHECK(after_short < 1.0);
}

TEST_CASE("the multi-cycle test alone gives what it gives among the others") {
  auto files = catalog();
  const auto vehicle = truck("rivian_r1t:quad_large_2022");
  const model::Vehicle* const alone[] = {&vehicle};
  const auto test =
      energy::multi_cycle_tests(
          alone,
          [&](const std::string& name) -> const model::DriveCycle& { return files.cycle(name); }, 1)
          .front();
  const auto among_others = test_of(vehicle);
  CHECK(test.udds == among_others.udds);
  CHECK(test.hwfet == among_others.hwfet);
}
