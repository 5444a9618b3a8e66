// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/cycle_shape.hpp"

#include <vector>

#include "evpickup/energy/runs.hpp"

namespace evpickup::energy {

namespace {

/// The points of a cycle from `first` to `last`, both included.
model::DriveCycle stretch(const model::DriveCycle& cycle, std::size_t first, std::size_t last) {
  const auto cut = [&](const std::vector<double>& all) {
    return std::vector<double>(all.begin() + static_cast<std::ptrdiff_t>(first),
                               all.begin() + static_cast<std::ptrdiff_t>(last) + 1);
  };
  return {cycle.id,        cycle.title, cycle.source, cut(cycle.time_s), cut(cycle.speed_m_per_s),
          cut(cycle.grade)};
}

/// The points at which the charge is looked at: the first, the last, and one in each shape_step.
std::vector<std::size_t> looks(const model::DriveCycle& cycle) {
  const double step_s = units::in_seconds(shape_step);
  std::vector<std::size_t> at{0};
  for (std::size_t k = 1; k < cycle.steps(); ++k)
    if (cycle.time_s[k] - cycle.time_s[at.back()] >= step_s) at.push_back(k);
  at.push_back(cycle.steps());
  return at;
}

}  // namespace

CycleShape cycle_shape(const Lanes& lanes, const model::DriveCycle& cycle, double grade,
                       int threads) {
  const auto at = looks(cycle);
  const auto points = static_cast<Eigen::Index>(at.size());
  CycleShape shape{Eigen::ArrayXd::Zero(points), Eigen::ArrayXXd::Zero(lanes.size, points)};

  Drive drive{Tally(lanes.padded), State(lanes.padded)};
  drive.state.drained_j = 0.5 * lanes.usable_j;
  drive.state.speed_m_per_s = cycle.speed_m_per_s.front();
  const Eigen::ArrayXd start_j = drive.state.drained_j.head(lanes.size);
  for (Eigen::Index point = 1; point < points; ++point) {
    const auto k = static_cast<std::size_t>(point);
    const model::DriveCycle part = stretch(cycle, at[k - 1], at[k]);
    run_on(lanes, compile_steps(part, grade), drive, {.threads = threads});
    shape.distance_m(point) = shape.distance_m(point - 1) + units::in_metres(part.distance());
    shape.used.col(point) =
        (drive.state.drained_j.head(lanes.size) - start_j).max(shape.used.col(point - 1));
  }
  const Eigen::ArrayXd whole_j = drive.state.drained_j.head(lanes.size) - start_j;
  shape.used.colwise() /= whole_j;
  return shape;
}

}  // namespace evpickup::energy
