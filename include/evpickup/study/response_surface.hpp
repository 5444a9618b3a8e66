// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

/// Polynomials that stand for a model that is dear to compute.
namespace evpickup::study {

/// Outcomes as polynomials of inputs, fitted by least squares to points at which they were computed
/// (polynomial chaos by regression: G. Blatman and B. Sudret, Adaptive sparse polynomial chaos
/// expansion based on least angle regression, Journal of Computational Physics 230, 2011, without
/// the selection of terms). Each input has powers up to the fourth (Legendre's polynomials). The
/// strongest, by what their own powers explain, have products with one another, fewer of them with
/// squares as well, and the first few all products up to the sixth degree.
class ResponseSurface {
 public:
  /// Points that a fit needs for a number of inputs: eight for each term.
  [[nodiscard]] static Eigen::Index points_needed(Eigen::Index inputs);

  /// `points` are points x inputs, of the order of -1 .. 1; `outcomes` are points x outcomes, all
  /// of them numbers. Fewer points than points_needed are a std::logic_error.
  ResponseSurface(const Eigen::ArrayXXd& points, const Eigen::ArrayXXd& outcomes);

  /// Outcomes at other points: points x outcomes.
  [[nodiscard]] Eigen::ArrayXXd at(const Eigen::ArrayXXd& points) const;
  /// Number of outcomes.
  [[nodiscard]] Eigen::Index outcomes() const { return weights_.cols(); }

 private:
  struct Factor {
    Eigen::Index input = 0;
    int power = 0;
  };
  /// A product of polynomials of some inputs; none is the number one.
  using Term = std::vector<Factor>;
  void add_products(const Eigen::ArrayXXd& points, const Eigen::MatrixXd& outcomes);
  [[nodiscard]] Eigen::MatrixXd values(const Eigen::ArrayXXd& points) const;

  std::vector<Term> terms_;
  Eigen::MatrixXd weights_;  ///< terms x outcomes
};

}  // namespace evpickup::study
