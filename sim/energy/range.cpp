// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/range.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "evpickup/base/parallel.hpp"
#include "evpickup/energy/battery_model.hpp"
#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/road_load.hpp"
#include "kernel_blocks.hpp"

namespace evpickup::energy {

namespace {

constexpr double longest_drive_m = units::in_metres(longest_drive);
/// Share of its energy below which a battery counts as empty, to be safe from rounding.
constexpr double empty_share = 1e-12;

bool all_done(const Lanes& lanes, const Drive& drive, Eigen::Index first) {
  for (Eigen::Index i = first; i < first + block_lanes; ++i) {
    const bool empty = drive.state.drained_j(i) >= lanes.usable_j(i) * (1.0 - empty_share);
    if (!empty && drive.tally.distance_m(i) < longest_drive_m) return false;
  }
  return true;
}

/// Where the map of a cycle is measured: Chebyshev-Lobatto points on 0..1.
constexpr int map_points = 5;
constexpr std::array<double, map_points> map_nodes{0.0, 0.14644660940672624, 0.5,
                                                   0.85355339059327376, 1.0};
/// Steps in which the end of the stretch near full is looked for, as shares of the energy, and how
/// far.
constexpr double share_step = 0.01;
constexpr double largest_share = 0.5;
/// Fewest cycles that the map must save to be worth its own drives.
constexpr double fewest_cycles = 12.0;
/// Cycles before empty that are driven and not mapped: power limits and the swing within a cycle
/// act there.
constexpr double driven_cycles = 2.0;

/// Hardest braking that a trace asks for, W per kg of inertia; road load takes part of it.
double hardest_braking_w_per_kg(const Steps& steps) {
  double hardest = 0.0;
  double from = steps.start_speed_m_per_s;
  for (Eigen::Index k = 0; k < steps.size(); ++k) {
    const double to = steps.target_speed_m_per_s(k);
    const double deceleration =
        (from - to) / steps.duration_s(k) - gravity_m_per_s2 * steps.slope_sine(k);
    hardest = std::max(hardest, 0.5 * (from + to) * deceleration);
    from = to;
  }
  return hardest;
}

double voltage(const Lanes& lanes, Eigen::Index lane, double drained_share) {
  VoltageShape shape;
  for (int k = 0; k < voltage_terms; ++k)
    shape[static_cast<std::size_t>(k)] = lanes.voltage_shape(lane, k);
  return normalised_voltage(shape, 1.0 - drained_share);
}

/// Share of the energy that must be drained before the battery takes all that braking offers: near
/// full, its highest charging voltage limits regeneration, and cycles differ.
double limited_share(const Lanes& lanes, Eigen::Index lane, double braking_w_per_kg) {
  // In the other convention only the room in the battery limits, for the first seconds.
  if (!lanes.fastsim2.empty()) return share_step;
  const double offered_w = std::min(regeneration_share * braking_w_per_kg * lanes.inertia_kg(lane),
                                    lanes.regeneration_power_w(lane));
  double share = 0.0;
  for (; share < largest_share; share += share_step) {
    const double largest = lanes.largest_voltage(lane);
    const double accepted_w =
        largest * (largest - voltage(lanes, lane, share)) / lanes.resistance_per_w(lane);
    if (accepted_w >= offered_w) break;
  }
  return share;
}

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
    const double braking = hardest_braking_w_per_kg(steps);
    bool any = false;
    for (Eigen::Index i = first; i < first + block_lanes; ++i) {
      const double drain = drive.state.drained_j(i);
      from_(i) = limited_share(lanes, i, braking) * lanes.usable_j(i);
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
      while (drained < to_(i) && drive.tally.distance_m(i) < longest_drive_m) {
        const auto weights = weights_at((drained - from_(i)) / (to_(i) - from_(i)));
        const double drain = drain_at(lanes, i, drained, weights);
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

  /// Energy drained by a cycle. Times the voltage in its middle it hardly changes with charge, and
  /// that product is what is interpolated; two corrections find the middle.
  [[nodiscard]] double drain_at(const Lanes& lanes, Eigen::Index lane, double drained,
                                const std::array<double, map_points>& weights) const {
    double product = 0.0;
    for (int k = 0; k < map_points; ++k)
      product += weights[static_cast<std::size_t>(k)] * drain_of(k, lane) *
                 voltage_at(lanes, lane, start_of(k, lane) + 0.5 * drain_of(k, lane));
    double drain = product;
    for (int correction = 0; correction < 3; ++correction)
      drain = product / voltage_at(lanes, lane, drained + 0.5 * drain);
    return drain;
  }

  [[nodiscard]] static double voltage_at(const Lanes& lanes, Eigen::Index lane, double drained_j) {
    return voltage(lanes, lane, drained_j / lanes.usable_j(lane));
  }

  std::vector<Drive> points_;
  Eigen::ArrayXd from_, to_;
  /// Lanes whose map is measured and not yet followed.
  Eigen::Array<bool, Eigen::Dynamic, 1> open_;
};

/// Drives one lane after another of the convention of FASTSim-2.
template <class Work>
Drive for_blocks(const Lanes& lanes, int threads, Work work) {
  Drive drive{Tally(lanes.padded), State(lanes.padded)};
  const auto blocks = static_cast<std::size_t>(lanes.padded / block_lanes);
  base::for_each_block(blocks, 1, threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t block = from; block < to; ++block)
      work(drive, static_cast<Eigen::Index>(block) * block_lanes);
  });
  return drive;
}

const Drivers& drivers(const Run& run) {
  const KernelCopy& copy = kernel_copy(run.instructions);
  return run.precision == Precision::single ? copy.single : copy.exact;
}

/// Calls `work(drive, first, lanes, many)` for groups of lanes: as many as the copy drives at once,
/// and what is left in blocks.
template <class Work>
Drive for_groups(const Lanes& lanes, const Run& run, Work work) {
  Drive drive{Tally(lanes.padded), State(lanes.padded)};
  const Eigen::Index many = run.narrow ? block_lanes : drivers(run).many_lanes;
  const Eigen::Index wide = lanes.padded / many;
  const Eigen::Index rest = (lanes.padded - wide * many) / block_lanes;
  base::for_each_block(static_cast<std::size_t>(wide + rest), 1, run.threads,
                       [&](std::size_t from, std::size_t to) {
                         for (auto at = static_cast<Eigen::Index>(from);
                              at < static_cast<Eigen::Index>(to); ++at) {
                           const bool is_wide = at < wide && !run.narrow;
                           const Eigen::Index first =
                               at < wide ? at * many : wide * many + (at - wide) * block_lanes;
                           work(drive, first, is_wide ? many : block_lanes, is_wide);
                         }
                       });
  return drive;
}

}  // namespace

Drive drive_once(const Lanes& lanes, const Steps& steps, const Run& run) {
  if (!lanes.fastsim2.empty()) {
    return for_blocks(lanes, run.threads, [&](Drive& drive, Eigen::Index first) {
      drive.state.speed_m_per_s.segment<block_lanes>(first) = steps.start_speed_m_per_s;
      drive_block(lanes, steps, first, drive.state, drive.tally);
    });
  }
  const StepTable table(steps);
  const Drivers& d = drivers(run);
  return for_groups(lanes, run, [&](Drive& drive, Eigen::Index first, Eigen::Index n, bool many) {
    drive.state.speed_m_per_s.segment(first, n) = steps.start_speed_m_per_s;
    drive_lanes(many ? d.many : d.few, lanes, table, first, drive.state, drive.tally);
  });
}

Drive drive_once(const Lanes& lanes, const Steps& steps, int threads) {
  return drive_once(lanes, steps, Run{.threads = threads});
}

Drive drive_to_empty(const Lanes& lanes, const Steps& steps, int threads) {
  return for_blocks(lanes, threads, [&](Drive& drive, Eigen::Index first) {
    drive.state.speed_m_per_s.segment<block_lanes>(first) = steps.start_speed_m_per_s;
    while (!all_done(lanes, drive, first))
      drive_block(lanes, steps, first, drive.state, drive.tally);
  });
}

Drive range_to_empty(const Lanes& lanes, const Steps& steps, int threads) {
  CycleMap map(lanes.padded);
  return for_blocks(lanes, threads, [&](Drive& drive, Eigen::Index first) {
    drive.state.speed_m_per_s.segment<block_lanes>(first) = steps.start_speed_m_per_s;
    for (bool mapped = false; !all_done(lanes, drive, first); mapped = true) {
      drive_block(lanes, steps, first, drive.state, drive.tally);
      if (!mapped) map.measure(lanes, steps, drive, first);
      map.follow(lanes, drive, first);
    }
  });
}

LaneResult result(const Drive& drive, Eigen::Index lane) {
  const Tally& tally = drive.tally;
  LaneResult r;
  r.distance = units::metres(tally.distance_m(lane));
  r.duration = units::seconds(tally.time_s(lane));
  r.battery = units::joules(tally.battery_j(lane));
  r.consumption = r.battery / r.distance;
  r.missed = units::seconds(tally.missed_s(lane));
  r.shortfall = units::metres(tally.shortfall_m(lane));
  return r;
}

Balance balance(const Tally& tally, Eigen::Index lane) {
  Balance b;
  b.battery_j = tally.battery_j(lane);
  b.terms = {{"air_j", "air", tally.air_j(lane)},
             {"rolling_j", "rolling", tally.rolling_j(lane)},
             {"drive_j", "drive", tally.drive_j(lane)},
             {"resistance_j", "pack", tally.resistance_j(lane)},
             {"brakes_j", "brakes", tally.brakes_j(lane)},
             {"base_j", "base", tally.base_j(lane)},
             {"cabin_j", "cabin", tally.cabin_j(lane)},
             {"conditioning_j", "pack heat", tally.conditioning_j(lane)},
             {"climb_j", "climb", tally.climb_j(lane)},
             {"kinetic_j", "kinetic", tally.kinetic_j(lane)}};
  double sum = 0.0;
  double largest = std::abs(b.battery_j);
  for (const auto& term : b.terms) {
    sum += term.energy_j;
    largest = std::max(largest, std::abs(term.energy_j));
  }
  b.imbalance = largest > 0.0 ? std::abs(sum - b.battery_j) / largest : 0.0;
  return b;
}

}  // namespace evpickup::energy
