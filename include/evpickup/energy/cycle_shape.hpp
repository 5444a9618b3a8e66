// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "evpickup/energy/lanes.hpp"
#include "evpickup/units/quantities.hpp"

/// How the energy of one cycle is used along its way.
namespace evpickup::energy {

struct CycleShape {
  /// Way from the start of the cycle at each point; 0 at the first, all of the cycle at the last.
  Eigen::ArrayXd distance_m;
  /// Lanes x points: the most that the battery has given up to a point, as a share of what the
  /// whole cycle drains. 0 at the first point and never falling; more than 1 at the last one where
  /// the cycle ends with energy recovered.
  Eigen::ArrayXXd used;
};

/// Time between two points.
inline constexpr units::Time shape_step = units::seconds(8);

/// Drives all lanes once along the cycle from half-full batteries and looks at their charge at each
/// point. Lanes whose cycle drains nothing have shares that are not finite; those of lanes that
/// fall behind the trace are as if they had kept to it. `grade` (rise over run) is added to the
/// cycle's own.
[[nodiscard]] CycleShape cycle_shape(const Lanes& lanes, const model::DriveCycle& cycle,
                                     double grade, int threads = 0);

}  // namespace evpickup::energy
