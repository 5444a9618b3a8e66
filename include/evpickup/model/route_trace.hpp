// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "evpickup/model/drive_cycle.hpp"
#include "evpickup/model/route.hpp"
#include "evpickup/units/quantities.hpp"

/// From a road to a speed trace: how a driver takes it.
namespace evpickup::model {

/// Acceleration of a driver who is not in a hurry: a bit under the pace that SAE J2807 asks of a
/// loaded combination, 0 to 60 mph in 30 s (0.89 m/s^2).
inline constexpr units::Acceleration trip_acceleration = units::metres_per_second_squared(0.8);
/// Braking for a lower limit or a stop: an assumption, within the 1.5 m/s^2 that the EPA's city
/// cycle (UDDS) brakes with at most, and mild enough for most of it to be recovered.
inline constexpr units::Acceleration trip_braking = units::metres_per_second_squared(1.0);

/// A trace along a road. `distance_m` has an element for each point of the cycle.
struct RouteTrace {
  DriveCycle cycle;
  std::vector<double> distance_m;
  /// Height above the sea at each point; empty if it is not known.
  std::vector<double> elevation_m;
  /// Temperature at each point; empty if it is that of the duty.
  std::vector<double> ambient_k;
};

/// The fastest trace that keeps the speed limits, stands at the start, at every one of `stops_m`
/// and at the end, and changes speed by trip_acceleration and trip_braking. Stops and `marks_m`
/// (metres from the start, in any order) become points of the trace. Steps are 10 s at most; the
/// grade follows from the heights.
[[nodiscard]] RouteTrace route_trace(const Route& route, std::span<const double> stops_m,
                                     std::span<const double> marks_m);

/// A drive cycle repeated until the distance is reached, to the end of that step.
[[nodiscard]] RouteTrace repeated_trace(const DriveCycle& cycle, units::Length distance);

}  // namespace evpickup::model
