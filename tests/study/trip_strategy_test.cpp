// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/trip_strategy.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "evpickup/study/plan.hpp"
#include "sample.hpp"

using namespace evpickup;
using doctest::Approx;

namespace {

// A truck that takes the same of its battery on every leg.
study::TripProblem problem_of(const std::string& vehicle, double ambient_c, int legs,
                              double leg_drop) {
  auto catalog = test::shipped();
  const auto truck = study::ready_vehicle(catalog, vehicle, {});
  study::TripProblem problem;
  problem.charger = energy::fast_charger(truck, units::kilowatts(350));
  problem.battery = problem.charger->battery;
  problem.start_temperature_k = units::in_kelvin(units::celsius(ambient_c));
  problem.stop_s = 360.0;
  study::LegTable leg;
  leg.charge = {0.05, 1.0};
  leg.time_s = {200.0, 200.0};
  leg.drop = leg.need = {leg_drop, leg_drop};
  leg.heat_j = {2e5, 2e5};
  leg.ambient_k = problem.start_temperature_k;
  problem.legs.assign(static_cast<std::size_t>(legs), leg);
  problem.dips.assign(problem.nodes(), {60.0, 0.002});
  return problem;
}

}  // namespace

TEST_CASE("the best strategy beats or equals fixed rules on several trucks, warm and cold") {
  for (const std::string vehicle : {"radar_rd6:kwh63", "rivian_r1t:dual_large",
                                    "ford_f150_lightning:lariat_er", "tesla_cybertruck:awd"}) {
    for (const double ambient : {25.0, -10.0}) {
      CAPTURE(vehicle);
      CAPTURE(ambient);
      const auto problem = problem_of(vehicle, ambient, 200, 0.012);
      const auto best = study::best_strategy(problem);
      REQUIRE(best);
      for (const double level : {0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0}) {
        CAPTURE(level);
        const auto rule = study::rule_strategy(problem, level);
        // Half a minute in many hours is what levels of 1 % leave.
        if (rule) CHECK(best->time_s <= rule->time_s + 30.0);
      }
      CHECK(best->arrive >= problem.least - 1e-9);
    }
  }
}

TEST_CASE("a finer grid changes the time of the best strategy by less than 0.1 %") {
  for (const double ambient : {25.0, -10.0}) {
    const auto problem = problem_of("rivian_r1t:dual_large", ambient, 160, 0.013);
    const auto usual = study::best_strategy(problem);
    const auto fine = study::best_strategy(problem, {181, 3.0});
    REQUIRE(usual);
    REQUIRE(fine);
    CAPTURE(ambient);
    CHECK(usual->time_s == Approx(fine->time_s).epsilon(1e-3));
  }
}

TEST_CASE("a trip that the battery holds has no stop") {
  const auto problem = problem_of("radar_rd6:kwh86", 25.0, 30, 0.02);
  const auto best = study::best_strategy(problem);
  REQUIRE(best);
  CHECK(best->stops.empty());
  CHECK(best->arrive == Approx(0.9 - 30 * 0.02));
  CHECK(best->time_s == Approx(30 * 200.0));
}

TEST_CASE("a leg beyond a full battery leaves no strategy and no rule") {
  const auto problem = problem_of("radar_rd6:kwh86", 25.0, 3, 0.95);
  CHECK_FALSE(study::best_strategy(problem));
  CHECK_FALSE(study::rule_strategy(problem, 1.0));
  CHECK(study::farthest_node(problem, 0, 1.0) == 0);
}

TEST_CASE("a truck without a charge curve goes as far as its battery") {
  auto problem = problem_of("radar_rd6:kwh86", 25.0, 30, 0.02);
  problem.charger.reset();
  CHECK(study::best_strategy(problem));
  problem.legs.resize(60, problem.legs.front());
  problem.dips.resize(problem.nodes());
  CHECK_FALSE(study::best_strategy(problem));
  CHECK(study::farthest_node(problem, 0, 0.9) == 40);
}

TEST_CASE("an exhaustive search of one stop finds nothing better") {
  const auto problem = problem_of("ford_f150_lightning:lariat_er", 25.0, 60, 0.02);
  const auto best = study::best_strategy(problem);
  REQUIRE(best);
  REQUIRE(best->stops.size() == 1);
  double least_s = 1e9;
  for (int node = 1; node < 60; ++node) {
    const double arrive = 0.9 - 0.02 * node;
    const double leave = 0.1 + 0.02 * (60 - node) + 0.002;
    if (arrive < 0.1 - 1e-9 || leave > 1.0 || leave <= arrive) continue;
    least_s = std::min(
        least_s,
        60 * 200.0 + 360.0 + 60.0 +
            problem.charger->charge(arrive, leave, problem.start_temperature_k + 0.0).time_s);
  }
  // The search charges in whole per cents.
  CHECK(best->time_s >= least_s - 1.0);
  CHECK(best->time_s <= least_s + 40.0);
}
