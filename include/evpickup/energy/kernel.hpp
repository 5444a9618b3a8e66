// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <string>
#include <vector>

#include "evpickup/energy/lanes.hpp"

/// The innermost loop: many trucks along one speed trace. No exceptions, no units, and no
/// allocation but the table of the steps.
namespace evpickup::energy {

/// Name of the kernel build in use, for --version.
[[nodiscard]] std::string kernel_name();

/// Sums over a drive, per lane, energies in joules. The balance
/// battery = rolling + air + climb + kinetic + brakes + drive + base + cabin + conditioning +
/// resistance holds to rounding. `battery` is what the open-circuit voltage delivers.
struct Tally {
  Eigen::ArrayXd time_s, distance_m;
  Eigen::ArrayXd battery_j, rolling_j, air_j, climb_j, kinetic_j, brakes_j, drive_j;
  Eigen::ArrayXd base_j, cabin_j, conditioning_j, resistance_j;
  /// Energy at the wheels: driving and, as a positive number, recovered while braking.
  Eigen::ArrayXd traction_j, recovered_j;
  /// Time in which the truck was slower than the trace, and the distance it fell short.
  Eigen::ArrayXd missed_s, shortfall_m;

  /// Zeros for `lanes` lanes.
  explicit Tally(Eigen::Index lanes);
  /// All sums, for what treats them alike.
  [[nodiscard]] std::array<Eigen::ArrayXd*, 17> all();
};

/// What changes while driving, per lane.
struct State {
  Eigen::ArrayXd speed_m_per_s;
  /// Energy drained at the mean open-circuit voltage, counted from a full battery.
  Eigen::ArrayXd drained_j;

  /// Full batteries, standing.
  explicit State(Eigen::Index lanes);
};

/// One step of one lane, for traces.
struct TraceStep {
  double time_s = 0.0, target_speed_m_per_s = 0.0, speed_m_per_s = 0.0, distance_m = 0.0;
  double wheel_force_n = 0.0, wheel_power_w = 0.0, brake_power_w = 0.0, drive_loss_w = 0.0;
  double auxiliary_power_w = 0.0, resistance_loss_w = 0.0, terminal_power_w = 0.0;
  double battery_power_w = 0.0, state_of_charge = 0.0;
};
struct Trace {
  Eigen::Index lane = 0;
  std::vector<TraceStep> steps;
};

/// Drives the lanes [first, first + block_lanes) once along the steps, until their batteries are
/// empty. A lane that is empty at the start is left alone; one that runs empty stops within the
/// step, by linear interpolation. `state.speed_m_per_s` at the start is lowered to the trace's own
/// start. A truck that cannot follow drives as fast as its limits allow; the time and distance lost
/// are counted. `trace`, if given, records its lane.
void drive_block(const Lanes& lanes, const Steps& steps, Eigen::Index first, State& state,
                 Tally& tally, Trace* trace = nullptr);

}  // namespace evpickup::energy
