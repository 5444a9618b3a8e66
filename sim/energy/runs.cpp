// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/runs.hpp"

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
  void screen(const Group& g, const SumView& sums) const {
    (g.many ? drivers_.screen_many : drivers_.screen_few)(view(lanes_, g.first), view(table_), sums,
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

Drive at_start(const Lanes& lanes, const Steps& steps) {
  Drive drive{Tally(lanes.padded), State(lanes.padded)};
  drive.state.speed_m_per_s = steps.start_speed_m_per_s;
  return drive;
}

RangeFigures figures_of(const Drive& drive, Eigen::Index size) {
  const Tally& t = drive.tally;
  return {t.time_s.head(size), t.distance_m.head(size), t.battery_j.head(size),
          t.missed_s.head(size), t.shortfall_m.head(size)};
}

}  // namespace

Drive run_once(const Lanes& lanes, const Steps& steps, const Run& run) {
  if (!lanes.fastsim2.empty()) {
    return for_blocks(lanes, steps, run.threads, [&](Drive& drive, Eigen::Index first) {
      drive_block(lanes, steps, first, drive.state, drive.tally);
    });
  }
  const Driver driver(lanes, steps, run);
  Drive drive = at_start(lanes, steps);
  driver.for_groups(
      [&](const Group& g) { driver.once(g, view(drive.tally, drive.state, g.first)); });
  return drive;
}

Drive run_to_empty(const Lanes& lanes, const Steps& steps, const Run& run) {
  if (!lanes.fastsim2.empty()) {
    return for_blocks(lanes, steps, run.threads, [&](Drive& drive, Eigen::Index first) {
      while (!all_done(lanes, drive, first, block_lanes))
        drive_block(lanes, steps, first, drive.state, drive.tally);
    });
  }
  const Driver driver(lanes, steps, run);
  Drive drive = at_start(lanes, steps);
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
  RangeFigures figures;
  for (Eigen::ArrayXd* array : {&figures.time_s, &figures.distance_m, &figures.battery_j,
                                &figures.missed_s, &figures.shortfall_m})
    array->setZero(lanes.padded);
  driver.for_groups([&](const Group& g) {
    // All sums of a group, and of them those that are asked for.
    Drive drive{Tally(g.lanes), State(g.lanes)};
    drive.state.speed_m_per_s = steps.start_speed_m_per_s;
    const SumView sums = view(drive.tally, drive.state, 0);
    Drive screened = drive;
    bool rest = true;
    if (run.precision == Precision::screening) {
      driver.screen(g, view(screened.tally, screened.state, 0));
      rest = !(screened.state.drained_j > 0.0).all();
    }
    if (rest) {
      driver.range(g, sums);
      driver.to_empty(g, drive, 0);
    }
    for (Eigen::Index i = 0; i < g.lanes; ++i) {
      const Tally& t = screened.state.drained_j(i) > 0.0 ? screened.tally : drive.tally;
      figures.time_s(g.first + i) = t.time_s(i);
      figures.distance_m(g.first + i) = t.distance_m(i);
      figures.battery_j(g.first + i) = t.battery_j(i);
      figures.missed_s(g.first + i) = t.missed_s(i);
      figures.shortfall_m(g.first + i) = t.shortfall_m(i);
    }
  });
  for (Eigen::ArrayXd* array : {&figures.time_s, &figures.distance_m, &figures.battery_j,
                                &figures.missed_s, &figures.shortfall_m})
    array->conservativeResize(lanes.size);
  return figures;
}

RangeFigures range_figures(const Lanes& lanes, const Steps& steps, Precision precision,
                           int threads) {
  return range_figures(lanes, steps, Run{.threads = threads, .precision = precision});
}

}  // namespace evpickup::energy
