// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "evpickup/energy/range.hpp"

/// Drives of range.hpp with a choice of how they are computed, for benchmarks, and for studies of
/// many lanes that are content with float.
namespace evpickup::energy {

/// Copies of the kernel, all of which give the same bits. `best` is chosen by the machine.
enum class InstructionSet { best, portable, avx2, avx512 };
/// True if this machine and this build have the copy.
[[nodiscard]] bool kernel_runs(InstructionSet set);

/// Numbers that the kernel computes with; sums of whole drives and states are double with each.
enum class Precision {
  standard,  ///< double
  single,    ///< float: twice as fast, about 1e-5 in energy and range
};

/// How a drive is computed. Threads, instruction set and width change no bit of the results.
struct Run {
  int threads = 0;  ///< 0: one for each core
  Precision precision = Precision::standard;
  /// One that the machine lacks is a std::logic_error.
  InstructionSet instructions = InstructionSet::best;
  /// Drive block_lanes side by side, not as many as the copy of the kernel can.
  bool narrow = false;
};

/// Drives once along the steps from the state that a drive is in, and adds to its sums; `drive` has
/// `lanes.padded` lanes.
void run_on(const Lanes& lanes, const Steps& steps, Drive& drive, const Run& run);

/// drive_once, drive_to_empty and range_to_empty.
[[nodiscard]] Drive run_once(const Lanes& lanes, const Steps& steps, const Run& run);
[[nodiscard]] Drive run_to_empty(const Lanes& lanes, const Steps& steps, const Run& run);
[[nodiscard]] Drive run_range(const Lanes& lanes, const Steps& steps, const Run& run);

/// What studies of many lanes want of a drive to empty, `lanes.size` elements each.
struct RangeFigures {
  Eigen::ArrayXd time_s, distance_m, battery_j, missed_s, shortfall_m;

  /// All of them, for what treats them alike.
  [[nodiscard]] std::array<Eigen::ArrayXd*, 5> columns() {
    return {&time_s, &distance_m, &battery_j, &missed_s, &shortfall_m};
  }
};

/// Figures of range_to_empty without its other sums, in little memory, with the bits of run_range.
[[nodiscard]] RangeFigures range_figures(const Lanes& lanes, const Steps& steps, const Run& run);
/// The same with the best instruction set.
[[nodiscard]] RangeFigures range_figures(const Lanes& lanes, const Steps& steps,
                                         Precision precision = Precision::standard,
                                         int threads = 0);

}  // namespace evpickup::energy
