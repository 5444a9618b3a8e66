// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/engine_trace.hpp"

#include <algorithm>

namespace evpickup::energy {

namespace {

Steps one_step(const Steps& steps, Eigen::Index k) {
  Steps step;
  step.start_speed_m_per_s = k == 0 ? steps.start_speed_m_per_s : steps.target_speed_m_per_s(k - 1);
  step.duration_s = steps.duration_s.segment(k, 1);
  step.target_speed_m_per_s = steps.target_speed_m_per_s.segment(k, 1);
  step.slope_sine = steps.slope_sine.segment(k, 1);
  step.slope_cosine = steps.slope_cosine.segment(k, 1);
  step.end_slope_sine = steps.end_slope_sine.segment(k, 1);
  step.end_slope_cosine = steps.end_slope_cosine.segment(k, 1);
  return step;
}

TraceStep common_step(const Tally& driven, double per_s) {
  TraceStep step;
  const double wheel_j =
      driven.rolling_j(0) + driven.air_j(0) + driven.climb_j(0) + driven.kinetic_j(0);
  step.wheel_power_w = wheel_j * per_s;
  step.wheel_force_n = driven.distance_m(0) > 0.0 ? wheel_j / driven.distance_m(0) : 0.0;
  step.brake_power_w = driven.brakes_j(0) * per_s;
  step.drive_loss_w = driven.drive_j(0) * per_s;
  step.auxiliary_power_w =
      (driven.base_j(0) + driven.cabin_j(0) + driven.conditioning_j(0)) * per_s;
  step.resistance_loss_w = driven.resistance_j(0) * per_s;
  step.battery_power_w = driven.battery_j(0) * per_s;
  step.terminal_power_w = step.battery_power_w - step.resistance_loss_w;
  return step;
}

void add(EngineTally& sum, EngineTally& part) {
  const auto to = sum.all();
  const auto from = part.all();
  for (std::size_t term = 0; term < to.size(); ++term) *to[term] += *from[term];
}

}  // namespace

EngineTrace trace_engines(const EngineLanes& lanes, const Steps& steps, EngineState& state,
                          EngineTally& tally) {
  EngineTrace trace;
  double time_s = 0.0;
  double distance_m = 0.0;
  for (Eigen::Index k = 0; k < steps.size(); ++k) {
    EngineTally driven(lanes.lanes.padded);
    drive_engines(lanes, one_step(steps, k), 1, EngineEnd::cycle, state, driven, 1);
    const double per_s = 1.0 / std::max(steps.duration_s(k), 1e-9);
    time_s += steps.duration_s(k);
    distance_m += driven.common.distance_m(0);
    TraceStep step = common_step(driven.common, per_s);
    step.time_s = time_s;
    step.distance_m = distance_m;
    step.target_speed_m_per_s = steps.target_speed_m_per_s(k);
    step.speed_m_per_s = state.common.speed_m_per_s(0);
    step.state_of_charge = 1.0 - state.common.drained_j(0) / lanes.lanes.usable_j(0);
    trace.common.push_back(step);
    trace.engine.push_back({driven.fuel_j(0) * per_s, driven.engine_j(0) * per_s,
                            driven.gearbox_j(0) * per_s, driven.generator_j(0) * per_s,
                            driven.running_s(0) * per_s});
    add(tally, driven);
  }
  return trace;
}

}  // namespace evpickup::energy
