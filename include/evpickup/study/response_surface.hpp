// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

/// Polynomials that stand for a model that is dear to compute.
namespace evpickup::study {

/// Outcomes as polynomials of inputs, fitted by least squares to points at which they were computed
/// (polynomial chaos by regression: G. Blatman and B. Sudret, Adaptive sparse polynomial chaos
/// expansion based on least angle regression, Journal of Computational Physics 230, 2011). Terms
/// are products of Legendre's polynomials, chosen by how strong their inputs are: an input that
/// moves outcomes much has high powers and many products, one that hardly does has few (sets of
/// anisotropic total degree: F. Nobile, R. Tempone, C. Webster, SIAM J. Numer. Anal. 46, 2008).
class ResponseSurface {
 public:
  /// A product of polynomials: an earlier term times Legendre's polynomial of an input, by degree.
  /// The first term is the number one.
  struct Term {
    std::size_t prefix = 0;
    Eigen::Index input = 0;
    int degree = 0;
  };

  /// Points that a fit needs for a number of inputs: eight for each term.
  [[nodiscard]] static Eigen::Index points_needed(Eigen::Index inputs);

  /// `points` are points x inputs, of the order of -1 .. 1; `outcomes` are points x outcomes, all
  /// of them numbers; inputs are as strong as they move those in `leading`. Fewer points than
  /// points_needed are a std::logic_error. The fit is the same with any number of `threads`.
  ResponseSurface(const Eigen::ArrayXXd& points, const Eigen::ArrayXXd& outcomes,
                  const std::vector<Eigen::Index>& leading, int threads = 1);

  /// Outcomes at other points: points x outcomes.
  [[nodiscard]] Eigen::ArrayXXd at(const Eigen::ArrayXXd& points) const;
  /// Number of outcomes.
  [[nodiscard]] Eigen::Index outcomes() const { return weights_.cols(); }
  /// Of each input: the standard deviation that its own powers explain, as a share of that of the
  /// leading outcome that it moves most.
  [[nodiscard]] const Eigen::ArrayXd& strengths() const { return strengths_; }

 private:
  /// Points whose terms are computed at a time, whole blocks of them, so that a point's neighbours
  /// change no bit.
  static constexpr Eigen::Index points_of_block = 128;
  using Block = Eigen::Array<double, points_of_block, Eigen::Dynamic>;
  struct Room {
    std::vector<Block> powers;  ///< Legendre's polynomials of each input, by degree
    Block values;               ///< points x terms
  };

  /// Fills in the values of all terms at `count` of the points.
  void fill(const Eigen::ArrayXXd& points, Eigen::Index first, Eigen::Index count,
            Room& room) const;

  std::vector<Term> terms_;
  Eigen::MatrixXd weights_;  ///< terms x outcomes
  Eigen::ArrayXd strengths_;
};

}  // namespace evpickup::study
