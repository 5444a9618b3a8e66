// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/energy/kernel.hpp"
#include "evpickup/units/quantities.hpp"

/// Driving whole cycles and whole batteries.
namespace evpickup::energy {

/// The sums of a drive and the state it ended in, all lanes.
struct Drive {
  Tally tally;
  State state;
};

/// Drives the steps once from full batteries.
[[nodiscard]] Drive drive_once(const Lanes& lanes, const Steps& steps, int threads = 0);

/// Longest drive that is followed; who gets so far rolls downhill or before the wind for ever.
inline constexpr units::Length longest_drive = units::kilometres(20000);

/// Repeats the steps from full batteries until all of them are empty. Regeneration is limited near
/// full, power near empty. A truck that cannot move empties its battery standing; beyond 20,000 km
/// a lane is stopped (it rolls downhill for ever).
[[nodiscard]] Drive drive_to_empty(const Lanes& lanes, const Steps& steps, int threads = 0);

/// The same as drive_to_empty in a fraction of the time. The first cycle is driven. While no limit
/// binds but that of charging near full, the terminal power of each step of a cycle does not depend
/// on the charge, so that the next cycles follow in closed form from sums over the first
/// (docs/physics.md); the last ones, where power limits come near, are driven again. A lane that
/// falls behind the trace, or that one cycle drains by more than a tenth, is driven whole. All of
/// it is decided for each lane by itself. It agrees with the driven range to about 0.01 %. The
/// energy balance stays exact. Trucks of FASTSim-2 have a map of measured cycles instead.
[[nodiscard]] Drive range_to_empty(const Lanes& lanes, const Steps& steps, int threads = 0);

/// Results of one lane as quantities.
struct LaneResult {
  units::Length distance;
  units::Time duration;
  /// Energy out of the battery (open-circuit side).
  units::Energy battery;
  /// Battery energy per distance; absent if the truck did not move.
  units::Consumption consumption;
  units::Time missed;
  units::Length shortfall;
};
[[nodiscard]] LaneResult result(const Drive& drive, Eigen::Index lane);

/// One term of the energy balance, in joules over all of a drive.
struct BalanceTerm {
  std::string_view key;
  std::string_view label;
  double energy_j = 0.0;
};
/// What the battery gave, and where it went: air, rolling, drive, resistance, brakes, base, cabin,
/// conditioning, climb, kinetic.
struct Balance {
  double battery_j = 0.0;
  std::vector<BalanceTerm> terms;
  /// Difference over the largest of the sums involved.
  double imbalance = 0.0;
};
[[nodiscard]] Balance balance(const Tally& tally, Eigen::Index lane);

}  // namespace evpickup::energy
