// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"
#include "evpickup/study/validation_bench.hpp"

/// Are the intervals of predictions as wide as they should be? Every measurement is predicted many
/// times from drawn estimates; four of five measurements should lie inside the interval that holds
/// four of five draws.
namespace evpickup::study {

/// Draws by which intervals are found unless somebody asks for more.
inline constexpr int interval_draws = 32;
/// Part of the draws that an interval holds.
inline constexpr double interval_share = 0.8;

/// A measurement and the interval of its prediction, in the unit of its quantity.
struct PredictedInterval {
  std::string kind;
  std::string truck;
  std::string quantity;
  std::string mode;
  double measured = 0.0;
  double low = 0.0;
  double high = 0.0;

  [[nodiscard]] bool holds() const { return low <= measured && measured <= high; }
};

/// Intervals of all measurements that count and to which no constant was fitted: every one blind,
/// and anchored those of kinds that are predicted so. Wind of the tests is drawn within its range
/// too. Each input has a Latin hypercube's shares of its own. `progress` is told of measurements.
[[nodiscard]] std::vector<PredictedInterval> predicted_intervals(ValidationBench& bench, int draws,
                                                                 const TellProgress& progress = {});

/// Share of the measurements inside and mean width of the intervals, by mode and kind.
[[nodiscard]] Section interval_section(const std::vector<PredictedInterval>& intervals, int draws);

}  // namespace evpickup::study
