// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "kernel_copy.hpp"

/// What the kernel of trucks with an engine shares with the rest, as plain arrays.
namespace evpickup::energy {

/// Columns of EngineLanes, in the order of EngineLanes::all(), from a first lane on.
enum EngineColumn : int {
  column_per_slope,
  column_friction,
  column_light_share,
  column_light_torque,
  column_engine_peak,
  column_load_loss,
  column_idle,
  column_low,
  column_span,
  column_stops,
  column_electric,
  column_top,
  column_first,
  column_excess,
  column_per_torque,
  column_gear_efficiency,
  column_per_lock,
  column_series,
  column_generator_efficiency,
  column_generator_peak,
  column_per_alternator,
  column_kept,
  column_end,
  column_per_band,
  column_start_power,
  column_charging,
  column_motor_only,
  column_per_reserve,
  column_warm,
  engine_columns
};
struct EngineView {
  std::array<const double*, engine_columns> column;
};

/// Places of the sums beyond those of Tally.
enum EngineSum : int {
  sum_fuel = tally_terms,
  sum_engine,
  sum_gearbox,
  sum_generator,
  sum_running,
  engine_tally_terms
};
/// Columns of EngineTally and EngineState, from a first lane on.
struct EngineSumView {
  std::array<double*, engine_tally_terms> sums;
  double *speed, *drained, *running;
};

}  // namespace evpickup::energy
