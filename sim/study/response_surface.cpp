// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/response_surface.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

namespace evpickup::study {

namespace {

using Index = Eigen::Index;

// How large the polynomials are is a trade of their error, which a study measures, against the
// draws that fit them: with 20 inputs 479 terms.
constexpr int own_powers = 4;
constexpr int highest_degree = 6;
/// Inputs that have products with one another, those that have them with squares, and those that
/// have all products up to the highest degree.
constexpr Index most_in_products = 24;
constexpr Index most_in_squares = 8;
constexpr Index most_in_all = 4;
/// A range has a saw-tooth that no polynomial follows (where in its cycle the battery ends); so
/// many points average it away. With three, costs of rare draws were off by 0.4 %, with eight by
/// 0.26 %.
constexpr Index points_per_term = 8;

/// Powers of so many inputs with a sum of `degree` or less.
std::vector<std::vector<int>> all_powers(Index inputs, int degree) {
  if (inputs == 0) return {{}};
  std::vector<std::vector<int>> all;
  for (int power = 0; power <= degree; ++power)
    for (auto powers : all_powers(inputs - 1, degree - power)) {
      powers.push_back(power);
      all.push_back(std::move(powers));
    }
  return all;
}

/// Products of powers that only the first few inputs have: of three or more inputs, or of a higher
/// degree than others.
std::vector<std::vector<int>> high_powers(Index inputs) {
  auto all = all_powers(inputs, highest_degree);
  std::erase_if(all, [](const std::vector<int>& powers) {
    const auto used = std::ranges::count_if(powers, [](int power) { return power > 0; });
    const int degree = std::accumulate(powers.begin(), powers.end(), 0);
    const int highest = *std::ranges::max_element(powers);
    return used == 0 || (used == 1 && highest <= own_powers) || (used == 2 && degree <= 3);
  });
  return all;
}

Index number_of_terms(Index inputs) {
  const Index mixed = std::min(inputs, most_in_products);
  const Index squared = std::min(inputs, most_in_squares);
  const auto high = inputs > 0 ? high_powers(std::min(inputs, most_in_all)).size() : 0;
  return 1 + own_powers * inputs + mixed * (mixed - 1) / 2 + squared * (squared - 1) +
         static_cast<Index>(high);
}

/// Legendre's polynomials of x, of degrees 0 to the highest.
std::array<double, highest_degree + 1> legendre(double x) {
  std::array<double, highest_degree + 1> p{1.0, x};
  for (std::size_t n = 1; n < highest_degree; ++n) {
    const auto k = static_cast<double>(n);
    p[n + 1] = ((2.0 * k + 1.0) * x * p[n] - k * p[n - 1]) / (k + 1.0);
  }
  return p;
}

/// Weights of terms by least squares.
Eigen::MatrixXd fitted(const Eigen::MatrixXd& terms, const Eigen::MatrixXd& outcomes) {
  const Eigen::MatrixXd square = terms.transpose() * terms;
  return square.ldlt().solve(terms.transpose() * outcomes);
}

}  // namespace

Index ResponseSurface::points_needed(Index inputs) {
  return points_per_term * number_of_terms(inputs);
}

ResponseSurface::ResponseSurface(const Eigen::ArrayXXd& points, const Eigen::ArrayXXd& outcomes) {
  if (points.rows() < points_needed(points.cols()) || points.rows() != outcomes.rows())
    throw std::logic_error("too few points for a response surface");
  terms_.emplace_back();
  for (Index input = 0; input < points.cols(); ++input)
    for (int power = 1; power <= own_powers; ++power) terms_.push_back({{input, power}});
  add_products(points, outcomes.matrix());
  weights_ = fitted(values(points), outcomes.matrix());
}

void ResponseSurface::add_products(const Eigen::ArrayXXd& points, const Eigen::MatrixXd& outcomes) {
  // How much of the spread of outcomes an input's own powers explain.
  const Eigen::MatrixXd own = values(points);
  const Eigen::MatrixXd weights = fitted(own, outcomes);
  std::vector<std::pair<double, Index>> strength;
  for (Index input = 0; input < points.cols(); ++input) {
    double explained = 0.0;
    for (Index outcome = 0; outcome < outcomes.cols(); ++outcome) {
      const Index first = 1 + input * own_powers;
      const Eigen::VectorXd moved =
          own.middleCols(first, own_powers) * weights.col(outcome).segment(first, own_powers);
      const double spread =
          (outcomes.col(outcome).array() - outcomes.col(outcome).mean()).square().sum();
      if (spread > 0.0) explained += (moved.array() - moved.mean()).square().sum() / spread;
    }
    strength.emplace_back(-explained, input);
  }
  std::ranges::sort(strength);
  const auto strongest = [&](Index most) { return std::min(points.cols(), most); };
  const auto input = [&](Index rank) { return strength[static_cast<std::size_t>(rank)].second; };
  for (Index a = 0; a < strongest(most_in_products); ++a)
    for (Index b = 0; b < a; ++b) terms_.push_back({{input(a), 1}, {input(b), 1}});
  for (Index a = 0; a < strongest(most_in_squares); ++a)
    for (Index b = 0; b < strongest(most_in_squares); ++b)
      if (a != b) terms_.push_back({{input(a), 2}, {input(b), 1}});
  if (points.cols() == 0) return;
  for (const auto& powers : high_powers(strongest(most_in_all))) {
    Term term;
    for (std::size_t k = 0; k < powers.size(); ++k)
      if (powers[k] > 0) term.push_back({input(static_cast<Index>(k)), powers[k]});
    terms_.push_back(std::move(term));
  }
}

Eigen::MatrixXd ResponseSurface::values(const Eigen::ArrayXXd& points) const {
  std::array<Eigen::ArrayXXd, highest_degree + 1> powers;
  for (auto& power : powers) power.resize(points.rows(), points.cols());
  for (Index input = 0; input < points.cols(); ++input)
    for (Index point = 0; point < points.rows(); ++point) {
      const auto of_point = legendre(points(point, input));
      for (std::size_t power = 0; power < of_point.size(); ++power)
        powers[power](point, input) = of_point[power];
    }
  Eigen::MatrixXd result = Eigen::MatrixXd::Ones(points.rows(), static_cast<Index>(terms_.size()));
  for (std::size_t k = 0; k < terms_.size(); ++k)
    for (const Factor& factor : terms_[k])
      result.col(static_cast<Index>(k)).array() *=
          powers[static_cast<std::size_t>(factor.power)].col(factor.input);
  return result;
}

Eigen::ArrayXXd ResponseSurface::at(const Eigen::ArrayXXd& points) const {
  constexpr Index at_a_time = 256;  // their terms stay in the processor's cache
  Eigen::ArrayXXd result(points.rows(), weights_.cols());
  for (Index first = 0; first < points.rows(); first += at_a_time) {
    const Index count = std::min(at_a_time, points.rows() - first);
    result.middleRows(first, count) = (values(points.middleRows(first, count)) * weights_).array();
  }
  return result;
}

}  // namespace evpickup::study
