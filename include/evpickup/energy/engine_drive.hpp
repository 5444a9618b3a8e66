// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>

#include "evpickup/energy/engine_lanes.hpp"
#include "evpickup/energy/range.hpp"

/// Trucks with an engine over a cycle again and again: first on what was charged, then with their
/// charge kept.
namespace evpickup::energy {

/// What the two ways of driving come to, one element for each lane; per distance in J/m. For trucks
/// that are not charged the first is nothing.
struct EngineFigures {
  /// From a full battery until its charge has fallen to what is kept.
  Eigen::ArrayXd depleting_m, depleting_battery_n, depleting_fuel_n, depleting_missed;
  /// With the charge kept. The fuel is corrected for the net change of charge: SAE J1711 lets a test
  /// stand with a change of 1 % of the fuel's energy, and corrects others to none; here always, by
  /// the marginal efficiency of engine and generator (fuel_per_battery_energy).
  Eigen::ArrayXd kept_fuel_n, kept_missed;
  /// Net change of charge in the drive that was measured, as a share of the usable energy, and what
  /// of the fuel is its correction.
  Eigen::ArrayXd charge_change, corrected_share;
  EngineTally depleting, kept;

  explicit EngineFigures(Eigen::Index lanes);
};

/// Drives that are measured with the charge kept are at least so long, after one as long that comes
/// to the charge that is kept.
inline constexpr units::Time kept_drive = units::minutes(40);

/// Both ways of driving, all lanes. A battery that does not empty within longest_drive is stopped
/// there.
[[nodiscard]] EngineFigures engine_figures(const EngineLanes& lanes, const Steps& steps,
                                           int threads = 0);

/// The balance of a drive with an engine: battery and fuel, and where they went.
[[nodiscard]] Balance balance(const EngineTally& tally, Eigen::Index lane);

}  // namespace evpickup::energy
