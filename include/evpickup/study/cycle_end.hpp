// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "evpickup/study/energy_figures.hpp"

namespace evpickup::study {

/// Where in its cycle a battery ends. A range is no smooth function of a truck's values: in a
/// stretch that asks for much power a little more energy leads hardly further, in a coast far. What
/// is smooth is how many cycles the energy is worth, and the shape of the cycle: the share of its
/// energy that is used up to each point. The shape is a mean and a few modes about it (principal
/// components: I. T. Jolliffe, Principal Component Analysis, 2nd edition, 2002, 3.1), so that a
/// drive is a handful of smooth coordinates, and range and energy follow from them.
class CycleEnd {
 public:
  /// From a drive at many draws.
  explicit CycleEnd(const DutyDrive& drive);

  /// Number of coordinates: cycles, energy, and one for each mode.
  [[nodiscard]] Eigen::Index size() const { return 2 + modes_.cols(); }
  /// The coordinates of draws: draws x size(). Logarithms of cycles and energy, and the modes.
  [[nodiscard]] Eigen::ArrayXXd coordinates(const DutyDrive& drive) const;
  /// Ways in metres at coordinates: one for each row.
  [[nodiscard]] Eigen::ArrayXd distance_m(const Eigen::Ref<const Eigen::ArrayXXd>& at) const;
  /// Battery energies in joules.
  [[nodiscard]] static Eigen::ArrayXd battery_j(const Eigen::Ref<const Eigen::ArrayXXd>& at) {
    return at.col(1).exp();
  }
  /// Share of the distance.
  [[nodiscard]] double share() const { return share_; }

 private:
  double share_ = 1.0;
  Eigen::ArrayXd way_m_;   ///< from the start of the cycle, at each point
  Eigen::VectorXd mean_;   ///< share of the energy used at each point
  Eigen::MatrixXd modes_;  ///< points x modes, of length one
};

}  // namespace evpickup::study
