// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/cycle_end.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/study/plan.hpp"
#include "sample.hpp"

using namespace evpickup;
using test::shipped;

namespace {

study::Plan plan_of(model::Catalog& catalog, const std::string& vehicle) {
  return study::make_plan(catalog,
                          test::scenario_of("[compare]\nvehicles = [\"" + vehicle + "\"]\n"), {});
}

/// The drives of a duty by a truck whose drag goes from 0.30 to 0.42 and its mass with it.
struct Draws {
  std::vector<model::Vehicle> vehicles;
  std::vector<study::DutyDrive> drives;

  explicit Draws(const std::vector<std::pair<std::string, double>>& cycles) {
    auto catalog = shipped();
    const auto plan = plan_of(catalog, "radar_rd6:kwh86");
    model::Duty duty = *plan.cases.front().duty;
    duty.cycles.clear();
    for (const auto& [cycle, share] : cycles)
      duty.cycles.emplace_back().cycle = cycle, duty.cycles.back().share.move_to(share);
    constexpr int count = 64;
    for (int k = 0; k < count; ++k) {
      vehicles.push_back(*plan.cases.front().vehicle);
      const double share = static_cast<double>(k) / count;
      vehicles.back().body.drag_coefficient.move_to(0.30 + 0.12 * share);
      vehicles.back().body.curb_mass.move_to(units::kilograms(2000.0 + 300.0 * share));
    }
    std::vector<study::EnergyCase> cases;
    for (const auto& vehicle : vehicles) cases.push_back({&vehicle, &duty});
    drives = study::duty_drives_apart(cases, catalog, 1);
  }
};

}  // namespace

TEST_CASE("ways come back from their coordinates") {
  const Draws draws({{"epa_udds", 0.55}, {"epa_hwfet", 0.45}});
  REQUIRE(draws.drives.size() == 2);
  for (const auto& drive : draws.drives) {
    const study::CycleEnd end(drive);
    const auto at = end.coordinates(drive);
    REQUIRE(at.cols() == end.size());
    CHECK((end.distance_m(at) / drive.distance_m - 1.0).abs().maxCoeff() < 3e-4);
    CHECK((study::CycleEnd::battery_j(at) / drive.battery_j - 1.0).abs().maxCoeff() < 1e-12);
  }
}

TEST_CASE("the number of cycles is smooth where the way is not") {
  const Draws draws({{"epa_udds", 1.0}});
  REQUIRE(draws.drives.size() == 1);
  const auto& drive = draws.drives.front();
  // Second differences of the logarithms, against a steady fall.
  const auto roughness = [](const Eigen::ArrayXd& values) {
    const Eigen::Index inner = values.size() - 2;
    return (values.head(inner) - 2.0 * values.segment(1, inner) + values.tail(inner))
        .abs()
        .maxCoeff();
  };
  const auto at = study::CycleEnd(drive).coordinates(drive);
  CHECK(roughness(at.col(0)) < 0.2 * roughness(drive.distance_m.log()));
}

TEST_CASE("drives are told apart for trucks with a battery alone") {
  auto catalog = shipped();
  const auto plan = plan_of(catalog, "ford_f150:powerboost_4x4");
  const study::PlannedCase& planned = plan.cases.front();
  const std::vector<study::EnergyCase> cases{{planned.vehicle.get(), planned.duty.get()}};
  CHECK(study::duty_drives_apart(cases, catalog, 1).empty());
}
