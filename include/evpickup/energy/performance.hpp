// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "evpickup/energy/conditions.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

/// Acceleration, top speed and climbing at full power.
namespace evpickup::energy {

/// Distance that road tests in the US let a truck roll before the clock starts: one foot.
inline constexpr units::Length rollout = units::metres(0.3048);

/// State of charge of performance figures.
inline constexpr double performance_charge = 0.9;

struct Performance {
  /// 0 to 100 km/h from the first movement; absent if the truck does not get there.
  std::optional<units::Time> accel_0_100;
  /// 0 to 60 mph, the first foot not counted.
  std::optional<units::Time> accel_0_60mph;
  /// 0 to 60 mph from the first movement, as Edmunds measures it.
  std::optional<units::Time> accel_0_60mph_standing;
  /// Smallest of: balance of power and resistance, motor speed limit, the maker's own (governed)
  /// figure.
  units::Speed top_speed;
  /// False if only rules tell how fast the motors may turn: then the truck's own limit is unknown.
  bool top_speed_known = true;
  /// Steepest slope (rise over run) on which it can start.
  double start_grade = 0.0;
  /// Steepest slope that it holds at 90 km/h.
  double grade_at_90 = 0.0;
};

/// Largest wheel force at a speed: motor torque and power, battery power, grip of the driven
/// axle with load transfer (FASTSim's traction limit), in newtons.
[[nodiscard]] units::Force largest_wheel_force(const model::Vehicle& vehicle,
                                               const Conditions& conditions, units::Speed speed);

/// Full-power figures of a truck with its estimates filled in, by integrating
/// t = integral of m_eff / (F(v) - R(v)) dv.
[[nodiscard]] Performance performance(const model::Vehicle& vehicle, const Conditions& conditions);

}  // namespace evpickup::energy
