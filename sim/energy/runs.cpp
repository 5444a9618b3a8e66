// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/runs.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "drive_end.hpp"
#include "evpickup/energy/kernel.hpp"
#include "fastsim2_range.hpp"
#include "kernel_blocks.hpp"

namespace evpickup::energy {

namespace {

/// Some neighbouring lanes: as many as the copy of the kernel drives at once, or one block.
struct Group {
  Eigen::Index first = 0, lanes = block_lanes;
  bool many = false;
};

/// The drivers of a run, bound to lanes and steps.
class Driver {
 public:
  Driver(const Lanes& lanes, const Steps& steps, const Run& run)
      : lanes_(lanes),
        table_(steps),
        run_(run),
        drivers_(run.precision == Precision::standard ? kernel_copy(run.instructions).exact
                                                      : kernel_copy(run.instructions).single) {}

  /// Calls `work(group)` for groups that cover all lanes.
  template <class Work>
  void for_groups(Work work) const {
    const Eigen::Index many = drivers_.many_lanes;
    const Eigen::Index wide = run_.narrow ? 0 : lanes_.padded / many;
    const Eigen::Index rest = (lanes_.padded - wide * many) / block_lanes;
    base::for_each_block(static_cast<std::size_t>(wide + rest), 1, run_.threads,
                         [&](std::size_t from, std::size_t to) {
                           for (std::size_t k = from; k < to; ++k) {
                             const auto at = static_cast<Eigen::Index>(k);
                             if (at < wide)
                               work(Group{at * many, many, true});
                             else
                               work(Group{wide * many + (at - wide) * block_lanes});
                           }
                         });
  }

  void once(const Group& g, const SumView& sums) const {
    (g.many ? drivers_.many : drivers_.few)(view(lanes_, g.first), view(table_), sums, {});
  }
  void range(const Group& g, const SumView& sums) const {
    (g.many ? drivers_.range_many : drivers_.range_few)(view(lanes_, g.first), view(table_), sums,
                                                        {});
  }
  /// Drives on until all lanes of a group are empty; `offset` is the first lane's place in `drive`.
  void to_empty(const Group& g, Drive& drive, Eigen::Index offset) const {
    while (!done(g, drive, offset)) once(g, view(drive.tally, drive.state, offset));
  }

 private:
  [[nodiscard]] bool done(const Group& g, const Drive& drive, Eigen::Index offset) const {
    for (Eigen::Index i = 0; i < g.lanes; ++i) {
      const double usable = lanes_.usable_j(g.first + i);
      const bool empty = drive.state.drained_j(offset + i) >= usable * (1.0 - empty_share);
      const double way = drive.tally.distance_m(offset + i);
      if (!empty && way < units::in_metres(longest_drive)) return false;
    }
    return true;
  }

  const Lanes& lanes_;
  StepTable table_;
  Run run_;
  const Drivers& drivers_;
};

void copy_lane(Drive& from, Eigen::Index lane, Drive& to, Eigen::Index place) {
  const auto sums = from.tally.all();
  const auto copies = to.tally.all();
  for (std::size_t k = 0; k < sums.size(); ++k) (*copies[k])(place) = (*sums[k])(lane);
  to.state.drained_j(place) = from.state.drained_j(lane);
  to.state.speed_m_per_s(place) = from.state.speed_m_per_s(lane);
}

/// Lanes that are not empty yet, by how far they still go.
std::vector<Eigen::Index> by_way_left(const Lanes& lanes, const Drive& drive) {
  std::vector<std::pair<double, Eigen::Index>> order;
  for (Eigen::Index i = 0; i < lanes.size; ++i) {
    if (all_done(lanes, drive, i, 1)) continue;
    const double drained = drive.state.drained_j(i);
    const double left_m = drained > 0.0
                              ? drive.tally.distance_m(i) * (lanes.usable_j(i) / drained - 1.0)
                              : units::in_metres(longest_drive);
    order.emplace_back(left_m, i);
  }
  std::ranges::sort(order);
  std::vector<Eigen::Index> places;
  for (const auto& [left_m, place] : order) places.push_back(place);
  return places;
}

/// Drives on, until they are empty, the lanes that are not. Lanes side by side wait for the one
/// that goes farthest, so that those go together that go alike.
void drive_rest(const Lanes& lanes, const Steps& steps, Drive& drive, const Run& run) {
  const auto places = by_way_left(lanes, drive);
  if (places.empty()) return;
  const Lanes rest = gathered(lanes, places);
  Drive driven{Tally(rest.padded), State(rest.padded)};
  for (Eigen::Index i = 0; i < rest.padded; ++i)
    copy_lane(drive, places[i < rest.size ? static_cast<std::size_t>(i) : 0], driven, i);
  const Driver driver(rest, steps, run);
  driver.for_groups([&](const Group& g) { driver.to_empty(g, driven, g.first); });
  for (Eigen::Index i = 0; i < rest.size; ++i)
    copy_lane(driven, i, drive, places[static_cast<std::size_t>(i)]);
}

RangeFigures figures_of(const Drive& drive, Eigen::Index size) {
  const Tally& t = drive.tally;
  return {t.time_s.head(size), t.distance_m.head(size), t.battery_j.head(size),
          t.missed_s.head(size), t.shortfall_m.head(size)};
}

}  // namespace

void run_on(const Lanes& lanes, const Steps& steps, Drive& drive, const Run& run) {
  if (!lanes.fastsim2.empty()) {
    for_blocks(lanes, run.threads, [&](Eigen::Index first) {
      drive_block(lanes, steps, first, drive.state, drive.tally);
    });
    return;
  }
  const Driver driver(lanes, steps, run);
  driver.for_groups(
      [&](const Group& g) { driver.once(g, view(drive.tally, drive.state, g.first)); });
}

Drive run_once(const Lanes& lanes, const Steps& steps, const Run& run) {
  Drive drive = at_start(lanes, steps);
  run_on(lanes, steps, drive, run);
  return drive;
}

Drive run_to_empty(const Lanes& lanes, const Steps& steps, const Run& run) {
  Drive drive = at_start(lanes, steps);
  if (!lanes.fastsim2.empty()) {
    for_blocks(lanes, run.threads, [&](Eigen::Index first) {
      while (!all_done(lanes, drive, first, block_lanes))
        drive_block(lanes, steps, first, drive.state, drive.tally);
    });
    return drive;
  }
  const Driver driver(lanes, steps, run);
  driver.for_groups([&](const Group& g) { driver.to_empty(g, drive, g.first); });
  return drive;
}

Drive run_range(const Lanes& lanes, const Steps& steps, const Run& run) {
  if (!lanes.fastsim2.empty()) return range_fastsim2(lanes, steps, run.threads);
  const Driver driver(lanes, steps, run);
  Drive drive = at_start(lanes, steps);
  driver.for_groups([&](const Group& g) {
    driver.range(g, view(drive.tally, drive.state, g.first));
    driver.to_empty(g, drive, g.first);
  });
  return drive;
}

RangeFigures range_figures(const Lanes& lanes, const Steps& steps, const Run& run) {
  if (!lanes.fastsim2.empty()) return figures_of(run_range(lanes, steps, run), lanes.size);
  const Driver driver(lanes, steps, run);
  Drive drive = at_start(lanes, steps);
  driver.for_groups(
      [&](const Group& g) { driver.range(g, view(drive.tally, drive.state, g.first)); });
  drive_rest(lanes, steps, drive, run);
  return figures_of(drive, lanes.size);
}

RangeFigures range_figures(const Lanes& lanes, const Steps& steps, Precision precision,
                           int threads) {
  return range_figures(lanes, steps, Run{.threads = threads, .precision = precision});
}

}  // namespace evpickup::energy
