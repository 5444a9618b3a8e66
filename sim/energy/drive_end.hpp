// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/base/parallel.hpp"
#include "evpickup/energy/range.hpp"

namespace evpickup::energy {

/// Share of its energy below which a battery counts as empty, to be safe from rounding.
inline constexpr double empty_share = 1e-12;

/// True if all of some lanes are empty or have driven far enough.
[[nodiscard]] inline bool all_done(const Lanes& lanes, const Drive& drive, Eigen::Index first,
                                   Eigen::Index count) {
  for (Eigen::Index i = first; i < first + count; ++i) {
    const bool empty = drive.state.drained_j(i) >= lanes.usable_j(i) * (1.0 - empty_share);
    if (!empty && drive.tally.distance_m(i) < units::in_metres(longest_drive)) return false;
  }
  return true;
}

/// Full batteries at the start of the trace.
[[nodiscard]] inline Drive at_start(const Lanes& lanes, const Steps& steps) {
  Drive drive{Tally(lanes.padded), State(lanes.padded)};
  drive.state.speed_m_per_s = steps.start_speed_m_per_s;
  return drive;
}

/// Calls `work(first)` for each block of lanes.
template <class Work>
void for_blocks(const Lanes& lanes, int threads, Work work) {
  const auto blocks = static_cast<std::size_t>(lanes.padded / block_lanes);
  base::for_each_block(blocks, 1, threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t block = from; block < to; ++block)
      work(static_cast<Eigen::Index>(block) * block_lanes);
  });
}

}  // namespace evpickup::energy
