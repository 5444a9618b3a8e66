// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "evpickup/energy/engine_lanes.hpp"

/// Trucks with an engine step by step.
namespace evpickup::energy {

/// What the engine and what hangs on it did in a step, in watts, beside a TraceStep.
struct EngineTraceStep {
  double fuel_power_w = 0.0, engine_loss_w = 0.0, gearbox_loss_w = 0.0, generator_loss_w = 0.0;
  /// Share of the step in which the engine ran.
  double running = 0.0;
};

/// The first lane, one element a step in each list.
struct EngineTrace {
  std::vector<TraceStep> common;
  std::vector<EngineTraceStep> engine;
};

/// Drives all lanes once along the steps, on from `state`, as drive_engines does, and records the
/// first lane; sums are added to `tally`. Every step is a drive of its own: meant to look at one
/// truck.
[[nodiscard]] EngineTrace trace_engines(const EngineLanes& lanes, const Steps& steps,
                                        EngineState& state, EngineTally& tally);

}  // namespace evpickup::energy
