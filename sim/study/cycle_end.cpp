// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/cycle_end.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace evpickup::study {

namespace {

using Eigen::Index;

/// Modes that are kept.
constexpr Index most_modes = 4;

/// What `along` holds where `rising` reaches `value`, linear between points.
template <class Rising, class Along>
double at_value(double value, Index points, const Rising& rising, const Along& along) {
  Index low = 0;
  Index high = points - 1;
  while (high - low > 1) {
    const Index middle = (low + high) / 2;
    (rising(middle) < value ? low : high) = middle;
  }
  const double from = rising(low);
  const double to = rising(high);
  const double part = to > from ? std::clamp((value - from) / (to - from), 0.0, 1.0) : 1.0;
  return along(low) + part * (along(high) - along(low));
}

}  // namespace

CycleEnd::CycleEnd(const DutyDrive& drive) : share_(drive.share), way_m_(drive.shape.distance_m) {
  const Eigen::MatrixXd used = drive.shape.used.matrix();
  mean_ = used.colwise().mean();
  const Eigen::MatrixXd moved = used.rowwise() - mean_.transpose();
  // The solver reads the lower triangle only.
  Eigen::MatrixXd square = Eigen::MatrixXd::Zero(used.cols(), used.cols());
  square.selfadjointView<Eigen::Lower>().rankUpdate(moved.transpose());
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(square);
  modes_ = solver.eigenvectors().rightCols(std::min(most_modes, used.cols()));
}

Eigen::ArrayXXd CycleEnd::coordinates(const DutyDrive& drive) const {
  const Eigen::ArrayXXd& used = drive.shape.used;
  const Index points = way_m_.size();
  const double cycle_m = way_m_(points - 1);
  Eigen::ArrayXXd result(drive.distance_m.size(), size());
  for (Index draw = 0; draw < result.rows(); ++draw) {
    const double whole = std::floor(drive.distance_m(draw) / cycle_m);
    const double rest_m = drive.distance_m(draw) - whole * cycle_m;
    const double part = at_value(
        rest_m, points, [&](Index k) { return way_m_(k); }, [&](Index k) { return used(draw, k); });
    result(draw, 0) = std::log(whole + part);
  }
  result.col(1) = drive.battery_j.log();
  result.rightCols(modes_.cols()) =
      ((used.matrix().rowwise() - mean_.transpose()) * modes_).array();
  return result;
}

Eigen::ArrayXd CycleEnd::distance_m(const Eigen::Ref<const Eigen::ArrayXXd>& at) const {
  const Index points = way_m_.size();
  const double cycle_m = way_m_(points - 1);
  Eigen::ArrayXd result(at.rows());
  for (Index draw = 0; draw < at.rows(); ++draw) {
    const auto used = [&](Index k) {
      double share = mean_(k);
      for (Index mode = 0; mode < modes_.cols(); ++mode)
        share += modes_(k, mode) * at(draw, 2 + mode);
      return share;
    };
    // A cycle that ends with energy recovered may be the last although it is worth a little less.
    const double cycles = std::exp(at(draw, 0));
    const double whole = std::max(0.0, std::ceil(cycles - used(points - 1)));
    result(draw) = whole * cycle_m +
                   at_value(cycles - whole, points, used, [&](Index k) { return way_m_(k); });
  }
  return result;
}

}  // namespace evpickup::study
