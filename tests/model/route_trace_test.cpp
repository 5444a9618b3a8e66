// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/route_trace.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace evpickup;
using doctest::Approx;

namespace {

model::Route two_limits() {
  model::Route route;
  route.distance_m = {0.0, 3000.0, 8000.0};
  route.speed_limit_m_per_s = {30.0, 14.0, 14.0};
  route.elevation_m = {100.0, 160.0, 60.0};
  return route;
}

// Limit at a place, on either side of a change.
double limit_at(const model::Route& route, double place) {
  double limit = 0.0;
  for (std::size_t k = 0; k + 1 < route.distance_m.size(); ++k)
    if (place >= route.distance_m[k] - 1e-6 && place <= route.distance_m[k + 1] + 1e-6)
      limit = std::max(limit, route.speed_limit_m_per_s[k]);
  return limit;
}

}  // namespace

TEST_CASE("a trace keeps limits, speeds up and brakes comfortably, and is as long as the road") {
  const auto route = two_limits();
  const auto trace = model::route_trace(route, {}, {});
  const auto& cycle = trace.cycle;
  CHECK(units::in_metres(cycle.distance()) == Approx(8000.0).epsilon(1e-9));
  CHECK(cycle.speed_m_per_s.front() == 0.0);
  CHECK(cycle.speed_m_per_s.back() == Approx(0.0));
  CHECK(units::in_metres_per_second(cycle.top_speed()) == Approx(30.0));
  for (std::size_t k = 0; k < cycle.steps(); ++k) {
    const double step_s = cycle.time_s[k + 1] - cycle.time_s[k];
    const double rate = (cycle.speed_m_per_s[k + 1] - cycle.speed_m_per_s[k]) / step_s;
    CHECK(step_s > 0.0);
    CHECK(step_s <= 10.0 + 1e-9);
    CHECK(rate <= model::trip_acceleration.value() + 1e-9);
    CHECK(rate >= -model::trip_braking.value() - 1e-9);
    CHECK(cycle.speed_m_per_s[k] <= limit_at(route, trace.distance_m[k]) + 1e-9);
  }
  // Braking ends where the lower limit begins.
  const auto at = std::ranges::find(trace.distance_m, 3000.0);
  REQUIRE(at != trace.distance_m.end());
  const auto k = static_cast<std::size_t>(at - trace.distance_m.begin());
  CHECK(cycle.speed_m_per_s[k] == Approx(14.0));
  CHECK(cycle.grade.front() == Approx(0.02));
  CHECK(cycle.grade[k] == Approx(-0.02));
  CHECK(trace.elevation_m[k] == Approx(160.0));
}

TEST_CASE("a trace stands at its stops and has its marks as points") {
  const std::vector<double> stops{4000.0};
  const std::vector<double> marks{1000.0, 4000.0, 7000.0};
  const auto trace = model::route_trace(two_limits(), stops, marks);
  for (const double mark : marks) {
    const auto at = std::ranges::find(trace.distance_m, mark);
    REQUIRE(at != trace.distance_m.end());
    const auto k = static_cast<std::size_t>(at - trace.distance_m.begin());
    CHECK((trace.cycle.speed_m_per_s[k] < 1e-9) == (mark == 4000.0));
  }
  const auto without = model::route_trace(two_limits(), {}, marks);
  CHECK(trace.cycle.duration() > without.cycle.duration());
}

TEST_CASE("limits that change every few metres leave a trace that can be driven") {
  model::Route route;
  for (int k = 0; k <= 200; ++k) {
    route.distance_m.push_back(10.0 * k);
    route.speed_limit_m_per_s.push_back(k % 2 == 0 ? 30.0 : 5.0);
  }
  const auto trace = model::route_trace(route, {}, {});
  CHECK(units::in_metres(trace.cycle.distance()) == Approx(2000.0).epsilon(1e-9));
  CHECK(std::ranges::is_sorted(trace.cycle.time_s));
  CHECK(units::in_metres_per_second(trace.cycle.top_speed()) < 8.0);
}

TEST_CASE("a repeated cycle is as long as was asked for, to the end of a step") {
  model::DriveCycle cycle;
  cycle.time_s = {0.0, 10.0, 20.0, 30.0};
  cycle.speed_m_per_s = {0.0, 10.0, 10.0, 0.0};
  cycle.grade = {0.01, 0.0, -0.01, 0.0};
  const auto trace = model::repeated_trace(cycle, units::metres(1030.0));
  CHECK(trace.distance_m.back() >= 1030.0);
  CHECK(trace.distance_m.back() < 1130.0);
  CHECK(trace.cycle.time_s.size() == trace.distance_m.size());
  CHECK(trace.cycle.grade[3] == 0.01);
}
