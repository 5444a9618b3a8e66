// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/draws.hpp"
#include "evpickup/study/response_surface.hpp"

namespace evpickup::study {

/// Where a drawn value lies within what it is drawn from: -1 and 1 at the ends of all but the
/// outermost thousandths, 0 in the middle, of its logarithm where it is spread widely.
struct Coordinate {
  bool logarithmic = false;
  double middle = 0.0, reach = 1.0;
};

/// A plan whose draws are quick to compute: the drive of the duty is screened (energy::Precision),
/// for the point of its cycle at which a battery ends is no smooth function of anything; the rest
/// is read from response surfaces, one for each case, that were fitted to some exact draws.
class Screening {
 public:
  /// Computes the draws that the surfaces need. Nothing if surfaces cannot stand for the plan, for
  /// only some of the draws have a figure. All references must outlive this.
  [[nodiscard]] static std::optional<Screening>
  fitted(const Plan& plan, const UncertainInputs& inputs, const DrawRequest& request,
         model::Catalog& catalog, units::Currency currency);

  /// Draws that are computed side by side.
  [[nodiscard]] std::size_t block() const;
  /// The answers at shares of the inputs' distributions, as DrawEvaluation::at.
  [[nodiscard]] DrawnOutcomes at(const Eigen::ArrayXXd& shares);
  /// Exact draws that the surfaces rest on; 0 where all is driven.
  [[nodiscard]] std::size_t draws() const { return draws_; }

 private:
  /// One case of the plan. The surface's outcomes are those that have a figure, and last the
  /// deviation from the rating where draws are weighed.
  struct Case {
    std::vector<Coordinate> coordinates;
    std::vector<Eigen::Index> told;
    std::optional<ResponseSurface> surface;
    [[nodiscard]] bool weighed() const {
      return surface && surface->outcomes() > static_cast<Eigen::Index>(told.size());
    }
  };

  explicit Screening(const UncertainInputs& inputs);
  [[nodiscard]] Eigen::ArrayXXd points(std::size_t at, const Eigen::ArrayXXd& shares) const;
  bool fit(std::size_t at, const Eigen::ArrayXXd& shares, const DrawnOutcomes& outcomes);

  const UncertainInputs* inputs_;
  /// Absent if surfaces tell all.
  std::optional<DrawEvaluation> driven_;
  std::vector<Case> cases_;
  /// Places of the outcomes that are driven, and of those that surfaces tell.
  std::vector<Eigen::Index> by_drive_, by_surface_;
  std::size_t draws_ = 0;
};

}  // namespace evpickup::study
