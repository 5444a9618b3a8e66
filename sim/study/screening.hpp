// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/cycle_end.hpp"
#include "evpickup/study/draws.hpp"
#include "evpickup/study/response_surface.hpp"
#include "evpickup/study/tails.hpp"

namespace evpickup::study {

/// Where a drawn value lies within what it is drawn from: -1 and 1 at the ends of all but the
/// outermost thousandths, 0 in the middle.
struct Coordinate {
  bool logarithmic = false;
  double middle = 0.0, reach = 1.0;
};

/// A plan whose draws are quick to compute: read from response surfaces, one for each case, that
/// were fitted to some exact draws. Where the batteries of a duty's drives end is no smooth
/// function of anything; it follows from coordinates that are (cycle_end.hpp). Draws from the tails
/// of inputs in which the fit leaves too much, for a limit binds there that does not elsewhere, are
/// computed exactly.
class Screening {
 public:
  /// What a figure of the surface is a multiple of: nothing, or the duty's range or consumption.
  enum class Base { one, range, consumption };

  /// Computes the draws that the surfaces need. Nothing if surfaces cannot stand for the plan, for
  /// only some of the draws have a figure. All references must outlive this.
  [[nodiscard]] static std::optional<Screening>
  fitted(const Plan& plan, const UncertainInputs& inputs, const DrawRequest& request,
         model::Catalog& catalog, units::Currency currency);

  /// Exact draws that the surfaces of a plan rest on.
  [[nodiscard]] static std::size_t draws_needed(const UncertainInputs& inputs);
  /// What surfaces say of draws, and which of the draws they are believed for.
  struct Said {
    DrawnOutcomes outcomes;
    std::vector<char> believed;
  };
  [[nodiscard]] Said said(const Eigen::ArrayXXd& shares) const;

  /// Draws that are best computed side by side.
  static constexpr std::size_t block = 16384;
  /// The answers at shares of the inputs' distributions, as DrawEvaluation::at.
  [[nodiscard]] DrawnOutcomes at(const Eigen::ArrayXXd& shares);
  /// Exact draws that the surfaces rest on.
  [[nodiscard]] std::size_t draws() const { return draws_; }
  /// Draws that were computed exactly since then.
  [[nodiscard]] std::size_t exact_draws() const { return exact_draws_; }

 private:
  struct Told {
    Eigen::Index outcome = 0;
    Base base = Base::one;
  };
  /// One case of the plan. One surface tells the coordinates of its drives' ends, another the
  /// outcomes that have a figure and last the deviation from the rating where draws are weighed.
  struct Case {
    /// Energy goes by powers of its inputs, money is a sum of products.
    std::vector<Coordinate> of_energy, of_money;
    std::vector<Believed> believed;
    std::vector<CycleEnd> ends;
    /// Of each end: the first of its coordinates.
    std::vector<Eigen::Index> first_of_end;
    std::vector<Told> told;
    bool weighed = false;
    std::optional<ResponseSurface> of_ends, of_outcomes;
  };

  explicit Screening(const UncertainInputs& inputs);
  [[nodiscard]] Eigen::ArrayXXd values(std::size_t at, const Eigen::ArrayXXd& shares) const;
  bool fit(std::size_t at, const Eigen::ArrayXXd& shares, const DrawnOutcomes& outcomes);
  /// Finds the ends of a case's drives, and tells their coordinates: draws x those of all.
  [[nodiscard]] Eigen::ArrayXXd find_ends(Case& one, const std::vector<DutyDrive>& drives) const;

  /// Fills what is told of a case: draws x outcomes, and the deviations where draws are weighed.
  void tell(std::size_t at, const Eigen::ArrayXXd& values, Eigen::Ref<Eigen::ArrayXXd> table,
            Eigen::Ref<Eigen::ArrayXd> deviations) const;
  /// Largest error of each draw's figures as told, as a share of the figure's mean.
  [[nodiscard]] Eigen::ArrayXd errors(std::size_t at, const Eigen::ArrayXXd& values,
                                      const Eigen::ArrayXXd& right) const;

  const UncertainInputs* inputs_;
  std::optional<DrawEvaluation> exact_;
  std::vector<Case> cases_;
  std::size_t draws_ = 0, exact_draws_ = 0;
  Eigen::Index outcomes_ = 0;
  int threads_ = 0;
};

}  // namespace evpickup::study
