// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/test_drive.hpp"
#include "evpickup/units/quantities.hpp"

/// The fit of the drive losses, as a function, so that anybody can repeat it and leave trucks out.
namespace evpickup::energy {

/// A truck with certified road load (estimates filled in) and what its tests measured: energy out
/// of the battery on the city and highway cycle of the multi-cycle test.
struct CalibrationTruck {
  const model::Vehicle* vehicle = nullptr;
  units::Consumption udds, hwfet;
};

struct Calibration {
  /// Losses of a drive of calibrated_power.
  DriveLosses losses;
  /// Predicted over measured energy, less 1: UDDS and HWFET of each truck in turn.
  std::vector<double> errors;
};

/// The losses that fit the trucks best: least squares of the relative errors, no coefficient below
/// zero. Energies depend almost linearly on the coefficients; a few Gauss-Newton steps take up the
/// rest. Needs three trucks or more, otherwise std::logic_error.
[[nodiscard]] Calibration calibrate(std::span<const CalibrationTruck> trucks,
                                    const CycleLibrary& cycles, int threads = 0);

/// x >= 0 with the smallest |A x - b|, for a handful of unknowns: every set of unknowns that may
/// differ from zero is tried.
[[nodiscard]] Eigen::VectorXd non_negative_least_squares(const Eigen::MatrixXd& a,
                                                         const Eigen::VectorXd& b);

}  // namespace evpickup::energy
