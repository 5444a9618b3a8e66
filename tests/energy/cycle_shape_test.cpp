// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/cycle_shape.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "evpickup/energy/range.hpp"
#include "trucks.hpp"

using namespace trucks;

namespace {

energy::Lanes lanes_of(const std::vector<model::Vehicle>& vehicles,
                       const model::DriveCycle& cycle) {
  std::vector<energy::Case> cases;
  for (const auto& vehicle : vehicles) cases.push_back({&vehicle, neutral()});
  return energy::compile(cases, cycle);
}

}  // namespace

TEST_CASE("a shape goes from nothing at the start to all of the cycle at its end") {
  const auto vehicles = all_trucks();
  for (const std::string id : {"epa_udds", "epa_hwfet"}) {
    CAPTURE(id);
    const auto driven = model::closed(cycle(id));
    const auto lanes = lanes_of(vehicles, driven);
    const auto shape = energy::cycle_shape(lanes, driven, 0.0, 1);
    const Eigen::Index last = shape.distance_m.size() - 1;
    CHECK(shape.distance_m(0) == 0.0);
    CHECK(shape.distance_m(last) == doctest::Approx(driven.distance().value()));
    REQUIRE(shape.used.rows() == lanes.size);
    CHECK((shape.used.col(0) == 0.0).all());
    CHECK((shape.used.col(last) >= 1.0).all());
    for (Eigen::Index point = 1; point <= last; ++point) {
      CHECK(shape.distance_m(point) >= shape.distance_m(point - 1));
      CHECK((shape.used.col(point) >= shape.used.col(point - 1)).all());
    }
  }
}

TEST_CASE("at a steady speed a cycle's energy goes with its way") {
  model::DriveCycle steady;
  for (int second = 0; second <= 100; ++second) {
    steady.time_s.push_back(second);
    steady.speed_m_per_s.push_back(25.0);
    steady.grade.push_back(0.0);
  }
  const auto shape = energy::cycle_shape(lanes_of({truck("radar_rd6:kwh86")}, steady), steady, 0.0);
  const double whole_m = shape.distance_m(shape.distance_m.size() - 1);
  for (Eigen::Index point = 0; point < shape.distance_m.size(); ++point)
    CHECK(shape.used(0, point) == doctest::Approx(shape.distance_m(point) / whole_m).epsilon(1e-3));
}

TEST_CASE("a shape is the charge along one drive of the cycle") {
  const auto driven = model::closed(cycle("epa_hwfet"));
  const auto lanes = lanes_of({truck("radar_rd6:kwh86")}, driven);
  const auto shape = energy::cycle_shape(lanes, driven, 0.0);

  // Until half of its points, in one piece and from a full battery.
  const Eigen::Index half = shape.distance_m.size() / 2;
  const double seconds = static_cast<double>(half) * units::in_seconds(energy::shape_step);
  model::DriveCycle first = driven;
  std::size_t points = 0;
  while (first.time_s[points] < seconds) ++points;
  for (auto* column : {&first.time_s, &first.speed_m_per_s, &first.grade})
    column->resize(points + 1);
  const auto part = energy::drive_once(lanes, energy::compile_steps(first, 0.0));
  const auto whole = energy::drive_once(lanes, energy::compile_steps(driven, 0.0));
  CHECK(shape.used(0, half) ==
        doctest::Approx(part.state.drained_j(0) / whole.state.drained_j(0)).epsilon(0.01));
}

TEST_CASE("the shape of a lane does not depend on its neighbours") {
  const auto vehicles = all_trucks();
  const auto driven = model::closed(cycle("epa_udds"));
  const auto together = energy::cycle_shape(lanes_of(vehicles, driven), driven, 0.0);
  const auto alone = energy::cycle_shape(lanes_of({vehicles[3]}, driven), driven, 0.0);
  CHECK((together.used.row(3) == alone.used.row(0)).all());
}
