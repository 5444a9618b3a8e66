// SPDX-License-Identifier: Apache-2.0
#include "fastsim2_range.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "drive_end.hpp"

namespace evpickup::energy {

namespace {

/// Where the map of a cycle is measured: Chebyshev-Lobatto points on 0..1.
constexpr int map_points = 5;
constexpr std::array<double, map_points> map_nodes{0.0, 0.14644660940672624, 0.5,
                                                   0.85355339059327376, 1.0};
/// Share of the energy that is drained before the map begins: in a full battery there is no room
/// for regeneration in the first seconds.
constexpr double full_share = 0.01;
/// Fewest cycles that the map must save to be worth its own drives.
constexpr double fewest_cycles = 12.0;
/// Cycles before empty that are driven and not mapped: power limits and the swing within a cycle
/// act there.
constexpr double driven_cycles = 2.0;

/// Sums over one cycle as functions of the energy drained at its start.
class CycleMap {
 public:
  explicit CycleMap(Eigen::Index lanes) {
    for (int k = 0; k < map_points; ++k) points_.push_back({Tally(lanes), State(lanes)});
    from_ = to_ = Eigen::ArrayXd::Zero(lanes);
    open_ = Eigen::Array<bool, Eigen::Dynamic, 1>::Constant(lanes, false);
  }

  /// After the first cycle: measures one cycle from each of the points between the end of the
  /// stretch near full and shortly before empty, if any lane has many cycles to go. Everything
  /// about a lane follows from its own sums, so that its neighbours do not change it.
  void measure(const Lanes& lanes, const Steps& steps, const Drive& drive, Eigen::Index first) {
    const double top = steps.target_speed_m_per_s.maxCoeff();
    bool any = false;
    for (Eigen::Index i = first; i < first + block_lanes; ++i) {
      const double drain = drive.state.drained_j(i);
      from_(i) = full_share * lanes.usable_j(i);
      to_(i) = lanes.usable_j(i) - driven_cycles * drain - 0.5 * top * top * lanes.inertia_kg(i);
      open_(i) = drain > 0.0 && lanes.usable_j(i) - drain >= fewest_cycles * drain &&
                 to_(i) > from_(i) && drive.tally.shortfall_m(i) == 0.0;
      any = any || open_(i);
    }
    if (!any) return;
    const auto block = Eigen::seqN(first, block_lanes);
    for (int k = 0; k < map_points; ++k) {
      auto& point = points_[static_cast<std::size_t>(k)];
      point.state.drained_j(block) =
          from_(block) + map_nodes[static_cast<std::size_t>(k)] * (to_(block) - from_(block));
      point.state.speed_m_per_s(block) = drive.state.speed_m_per_s(block);
      drive_block(lanes, steps, first, point.state, point.tally);
    }
    for (Eigen::Index i = first; i < first + block_lanes; ++i)
      open_(i) = open_(i) && whole_cycles(i);
  }

  /// Adds whole cycles to each lane that has just left the stretch near full, until the next one
  /// would leave the measured stretch.
  void follow(const Lanes& lanes, Drive& drive, Eigen::Index first) {
    auto sums = drive.tally.all();
    for (Eigen::Index i = first; i < first + block_lanes; ++i) {
      double& drained = drive.state.drained_j(i);
      if (!open_(i) || drained < from_(i)) continue;
      open_(i) = false;
      while (drained < to_(i) && drive.tally.distance_m(i) < units::in_metres(longest_drive)) {
        const auto weights = weights_at((drained - from_(i)) / (to_(i) - from_(i)));
        const double drain = drain_at(i, weights);
        if (!(drain > 0.0) || drained + drain >= lanes.usable_j(i)) break;
        for (int k = 0; k < map_points; ++k) {
          const auto measured = points_[static_cast<std::size_t>(k)].tally.all();
          for (std::size_t term = 0; term < sums.size(); ++term)
            (*sums[term])(i) += weights[static_cast<std::size_t>(k)] * (*measured[term])(i);
        }
        drained += drain;
      }
    }
  }

 private:
  /// Lagrange weights of the points at x in 0..1.
  [[nodiscard]] static std::array<double, map_points> weights_at(double x) {
    std::array<double, map_points> weights{};
    for (std::size_t k = 0; k < map_points; ++k) {
      weights[k] = 1.0;
      for (std::size_t other = 0; other < map_points; ++other)
        if (other != k) weights[k] *= (x - map_nodes[other]) / (map_nodes[k] - map_nodes[other]);
    }
    return weights;
  }

  /// True if every point's cycle was driven to its end and on the trace.
  [[nodiscard]] bool whole_cycles(Eigen::Index lane) const {
    return std::all_of(points_.begin(), points_.end(), [&](const Drive& point) {
      return point.tally.shortfall_m(lane) == 0.0 &&
             point.tally.time_s(lane) == points_.front().tally.time_s(lane);
    });
  }

  /// Energy drained before the cycle of point k.
  [[nodiscard]] double start_of(int k, Eigen::Index lane) const {
    return from_(lane) + map_nodes[static_cast<std::size_t>(k)] * (to_(lane) - from_(lane));
  }

  /// Energy drained by the cycle of point k, at the mean voltage.
  [[nodiscard]] double drain_of(int k, Eigen::Index lane) const {
    return points_[static_cast<std::size_t>(k)].state.drained_j(lane) - start_of(k, lane);
  }

  /// Energy drained by a cycle.
  [[nodiscard]] double drain_at(Eigen::Index lane,
                                const std::array<double, map_points>& weights) const {
    double drain = 0.0;
    for (int k = 0; k < map_points; ++k)
      drain += weights[static_cast<std::size_t>(k)] * drain_of(k, lane);
    return drain;
  }

  std::vector<Drive> points_;
  Eigen::ArrayXd from_, to_;
  /// Lanes whose map is measured and not yet followed.
  Eigen::Array<bool, Eigen::Dynamic, 1> open_;
};

}  // namespace

Drive range_fastsim2(const Lanes& lanes, const Steps& steps, int threads) {
  CycleMap map(lanes.padded);
  Drive drive = at_start(lanes, steps);
  for_blocks(lanes, threads, [&](Eigen::Index first) {
    for (bool mapped = false; !all_done(lanes, drive, first, block_lanes); mapped = true) {
      drive_block(lanes, steps, first, drive.state, drive.tally);
      if (!mapped) map.measure(lanes, steps, drive, first);
      map.follow(lanes, drive, first);
    }
  });
  return drive;
}

}  // namespace evpickup::energy
