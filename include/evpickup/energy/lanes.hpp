// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <numbers>
#include <span>
#include <vector>

#include "evpickup/energy/conditions.hpp"
#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/fastsim2.hpp"
#include "evpickup/model/drive_cycle.hpp"
#include "evpickup/model/vehicle.hpp"

namespace evpickup::energy {

/// Lanes that one block of the kernel holds.
inline constexpr Eigen::Index block_lanes = 8;

/// One truck under some conditions. Its estimates are filled in (model::estimate_missing).
struct Case {
  const model::Vehicle* vehicle = nullptr;
  Conditions conditions;
  /// Losses of a drive of calibrated_power; others than the calibrated ones serve its calibration.
  DriveLosses losses = calibrated_losses;
};

/// Compiled cases, one lane each: SI doubles whose names carry the unit. All arrays have `padded`
/// elements, a multiple of block_lanes; lanes beyond `size` repeat the first. All lanes are of one
/// convention: those of FASTSim-2 have `fastsim2`, and of the arrays only usable energy, inertia,
/// voltage shape and base load.
struct Lanes {
  Eigen::Index size = 0;
  Eigen::Index padded = 0;

  // Road load: rolling + viscous v + aero (v^2 + 2 wind v + wind_square) + weight sin + inertia a.
  Eigen::ArrayXd rolling_n, viscous_n_s_per_m, aero_n_s2_per_m2;
  Eigen::ArrayXd wind_m_per_s, wind_square_m2_per_s2;
  Eigen::ArrayXd weight_n, inertia_kg;
  // Drive: losses and limits.
  Eigen::ArrayXd standby_w, speed_loss_n, windage_w_s3_per_m3, copper_w_per_n2, gear_share;
  Eigen::ArrayXd peak_force_n, peak_power_w, regeneration_force_n, regeneration_power_w;
  // Battery.
  Eigen::ArrayXd usable_j, resistance_per_w, largest_voltage, discharge_limit_w;
  Eigen::ArrayXXd voltage_shape;  ///< lanes x voltage_terms
  // Auxiliaries.
  Eigen::ArrayXd base_w, cabin_w, conditioning_w;
  /// Empty for trucks of our own convention.
  std::vector<Fastsim2Lane> fastsim2;
};

/// Some lanes, in an order of their own. None, or lanes of FASTSim-2, are a std::logic_error.
[[nodiscard]] Lanes gathered(const Lanes& lanes, std::span<const Eigen::Index> places);

/// Grip of tyres on dry asphalt, peak: between the 0.7 of FASTSim and the 1.0 to 1.1 of road tests.
inline constexpr double tyre_grip = 1.0;
/// Growth of the drag coefficient with yaw, per radian squared: 10 % at 10 degrees, as far as cars
/// go (S. Windsor, Real world drag coefficient - is it wind averaged drag?, IMechE Vehicle
/// Aerodynamics Conference 2014).
inline constexpr double drag_by_yaw_per_rad2 =
    0.10 / (10.0 * 10.0 * 0.017453292519943295 * 0.017453292519943295);
/// What a wind w from all headings adds, as a share of w^2: the mean of the air speed squared is
/// v^2 + w^2, and of air speed squared times yaw squared w^2/2.
inline constexpr double around_wind_share = 1.0 + 0.5 * drag_by_yaw_per_rad2;
/// Mean of the square of a place's wind over the square of its mean, 4/pi: over a year wind speeds
/// are spread by Rayleigh's law (IEC 61400-1, 6.3.1.1).
inline constexpr double climate_wind_share = 4.0 * std::numbers::inv_pi;
/// What acts of the square of a wind, as a share of it.
[[nodiscard]] double wind_square_share(model::WindFrom from);

/// Compiles cases for a drive cycle. Cases of two conventions are a std::logic_error. The cycle is
/// needed because warm-up after a cold start is spread over the time that one trip takes at the
/// cycle's mean speed.
[[nodiscard]] Lanes compile(std::span<const Case> cases, const model::DriveCycle& cycle);

/// A drive cycle as the kernel reads it: step k leads from point k to k+1.
struct Steps {
  double start_speed_m_per_s = 0.0;
  Eigen::ArrayXd duration_s, target_speed_m_per_s, slope_sine, slope_cosine;
  /// Slope at the end point of each step, which FASTSim-2 takes for the step.
  Eigen::ArrayXd end_slope_sine, end_slope_cosine;

  [[nodiscard]] Eigen::Index size() const { return duration_s.size(); }
};

/// Longest step of compiled cycles; longer ones are cut into equal parts.
inline constexpr double longest_step_s = 20.0;

/// Compiles a cycle; `grade` (rise over run) is added to the cycle's own.
[[nodiscard]] Steps compile_steps(const model::DriveCycle& cycle, double grade);

}  // namespace evpickup::energy
