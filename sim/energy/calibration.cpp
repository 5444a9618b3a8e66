// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/calibration.hpp"

#include <Eigen/QR>
#include <array>
#include <limits>
#include <stdexcept>

#include "evpickup/energy/epa_test.hpp"

namespace evpickup::energy {

namespace {

constexpr std::size_t fewest_trucks = 3;
/// Steps after which the coefficients no longer change in their sixth digit.
constexpr int newton_steps = 4;

/// Steps of the differences, a few per cent of the losses of a truck each.
constexpr std::array<double, loss_terms.size()> steps{50.0, 5.0, 0.02, 2e-5, 0.005};
constexpr auto unknowns = static_cast<Eigen::Index>(loss_terms.size());

/// Predicted over measured energy of all trucks, UDDS and HWFET in turn.
Eigen::VectorXd ratios(std::span<const CalibrationTruck> trucks, const DriveLosses& losses,
                       const CycleLibrary& cycles, int threads) {
  std::vector<const model::Vehicle*> vehicles;
  for (const auto& truck : trucks) vehicles.push_back(truck.vehicle);
  const auto tests = multi_cycle_tests(vehicles, cycles, threads, losses);
  Eigen::VectorXd result(2 * static_cast<Eigen::Index>(trucks.size()));
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    const auto row = 2 * static_cast<Eigen::Index>(i);
    result(row) = tests[i].udds / trucks[i].udds;
    result(row + 1) = tests[i].hwfet / trucks[i].hwfet;
  }
  return result;
}

/// x >= 0 with the smallest |A x - b| where only the unknowns of `set` (bits) may differ from zero;
/// nothing if one of them would be negative.
std::optional<Eigen::VectorXd> least_squares(const Eigen::MatrixXd& a, const Eigen::VectorXd& b,
                                             unsigned set) {
  std::vector<Eigen::Index> chosen;
  for (Eigen::Index k = 0; k < a.cols(); ++k)
    if ((set >> k & 1U) != 0U) chosen.push_back(k);
  Eigen::VectorXd x = Eigen::VectorXd::Zero(a.cols());
  if (chosen.empty()) return x;
  // Columns of like size keep the solution accurate.
  Eigen::MatrixXd part = a(Eigen::all, chosen);
  const Eigen::RowVectorXd size = part.colwise().norm();
  for (Eigen::Index k = 0; k < part.cols(); ++k)
    if (size(k) > 0.0) part.col(k) /= size(k);
  Eigen::VectorXd y = part.colPivHouseholderQr().solve(b);
  if ((y.array() < 0.0).any()) return std::nullopt;
  for (Eigen::Index k = 0; k < part.cols(); ++k) {
    const double scale = size(k) > 0.0 ? size(k) : 1.0;
    x(chosen[static_cast<std::size_t>(k)]) = y(k) / scale;
  }
  return x;
}

}  // namespace

Eigen::VectorXd non_negative_least_squares(const Eigen::MatrixXd& a, const Eigen::VectorXd& b) {
  Eigen::VectorXd best = Eigen::VectorXd::Zero(a.cols());
  double smallest = std::numeric_limits<double>::infinity();
  const unsigned sets = 1U << static_cast<unsigned>(a.cols());
  for (unsigned set = 0; set < sets; ++set) {
    const auto x = least_squares(a, b, set);
    if (!x) continue;
    const double residual = (a * *x - b).norm();
    if (residual >= smallest) continue;
    smallest = residual;
    best = *x;
  }
  return best;
}

Calibration calibrate(std::span<const CalibrationTruck> trucks, const CycleLibrary& cycles,
                      int threads) {
  if (trucks.size() < fewest_trucks)
    throw std::logic_error("a calibration of drive losses needs three trucks or more");

  Calibration result;
  result.losses = calibrated_losses;
  for (int step = 0; step < newton_steps; ++step) {
    // ratio(x) ~ base + J (x - x0) shall be 1 with x >= 0.
    const Eigen::VectorXd base = ratios(trucks, result.losses, cycles, threads);
    Eigen::MatrixXd jacobian(base.size(), unknowns);
    Eigen::VectorXd start(unknowns);
    for (Eigen::Index k = 0; k < unknowns; ++k) {
      const auto index = static_cast<std::size_t>(k);
      DriveLosses varied = result.losses;
      varied.*loss_terms[index] += steps[index];
      jacobian.col(k) = (ratios(trucks, varied, cycles, threads) - base) / steps[index];
      start(k) = result.losses.*loss_terms[index];
    }
    const Eigen::VectorXd wanted = Eigen::VectorXd::Ones(base.size()) - base + jacobian * start;
    const Eigen::VectorXd x = non_negative_least_squares(jacobian, wanted);
    for (Eigen::Index k = 0; k < unknowns; ++k)
      result.losses.*loss_terms[static_cast<std::size_t>(k)] = x(k);
  }

  const Eigen::VectorXd errors = ratios(trucks, result.losses, cycles, threads).array() - 1.0;
  result.errors.assign(errors.begin(), errors.end());
  return result;
}

}  // namespace evpickup::energy
