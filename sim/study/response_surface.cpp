// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/response_surface.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <queue>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "evpickup/base/parallel.hpp"

namespace evpickup::study {

namespace {

using Index = Eigen::Index;

// How large the polynomials are is a trade of their error, which a study measures, against the
// draws that fit them and the time that they take.
constexpr std::size_t most_terms = 480;
constexpr int highest_degree = 6;
/// Powers by which the strength of an input is judged.
constexpr int own_powers = 4;
constexpr Index points_per_term = 8;
/// How much a degree weighs beside the logarithm of a strength. Of 2, 2.5 and 3 it left the
/// smallest errors over the figures of two trucks together.
constexpr double weight_of_degree = 2.5;
/// A weaker input may still act through others.
constexpr double weakest = 1e-3;
/// Terms whose products with as many others one thread sums at a time. Threads change no bit.
constexpr Index terms_of_block = 64;

std::size_t number_of_terms(Index inputs) {
  // Products of degree d or less of n inputs: (n + d)! / n! / d!.
  double all = 1.0;
  for (int k = 1; k <= highest_degree; ++k) all *= static_cast<double>(inputs + k) / k;
  return all < static_cast<double>(most_terms) ? static_cast<std::size_t>(std::lround(all))
                                               : most_terms;
}

/// Calls `work(first, count)` for blocks that cover [0, size).
template <class Work>
void for_blocks(Index size, Index block, int threads, const Work& work) {
  base::for_each_block(static_cast<std::size_t>(size), static_cast<std::size_t>(block), threads,
                       [&](std::size_t first, std::size_t last) {
                         work(static_cast<Index>(first), static_cast<Index>(last - first));
                       });
}

/// Weights of terms by least squares.
Eigen::MatrixXd fitted(const Eigen::MatrixXd& terms, const Eigen::MatrixXd& outcomes, int threads) {
  const Index size = terms.cols();
  Eigen::MatrixXd square(size, size);
  Eigen::MatrixXd right(size, outcomes.cols());

  // The lower triangle, block by block, each a sum over all points.
  const Index blocks = (size + terms_of_block - 1) / terms_of_block;
  for_blocks(blocks * blocks, 1, threads, [&](Index at, Index) {
    const Index row = at / blocks * terms_of_block;
    const Index column = at % blocks * terms_of_block;
    if (row < column) return;
    const auto rows = terms.middleCols(row, std::min(terms_of_block, size - row));
    const auto columns = terms.middleCols(column, std::min(terms_of_block, size - column));
    square.block(row, column, rows.cols(), columns.cols()).noalias() = rows.transpose() * columns;
    if (row == column) right.middleRows(row, rows.cols()).noalias() = rows.transpose() * outcomes;
  });
  return square.selfadjointView<Eigen::Lower>().ldlt().solve(right);
}

/// Strengths of inputs by their own powers: points x (1 + inputs x own_powers).
Eigen::ArrayXd strengths_of(const Eigen::MatrixXd& own, const Eigen::MatrixXd& outcomes,
                            int threads) {
  const Eigen::MatrixXd weights = fitted(own, outcomes, threads);
  Eigen::ArrayXd strengths = Eigen::ArrayXd::Zero((own.cols() - 1) / own_powers);
  for (Index outcome = 0; outcome < outcomes.cols(); ++outcome) {
    const auto column = outcomes.col(outcome).array();
    const double spread = (column - column.mean()).square().sum();
    constexpr double rounding = 1e-12;
    if (spread <= rounding * column.square().sum()) continue;
    for (Index input = 0; input < strengths.size(); ++input) {
      const Index first = 1 + input * own_powers;
      const Eigen::ArrayXd moved =
          own.middleCols(first, own_powers) * weights.col(outcome).segment(first, own_powers);
      const double explained = (moved - moved.mean()).square().sum() / spread;
      strengths(input) = std::max(strengths(input), std::sqrt(explained));
    }
  }
  return strengths;
}

/// The terms of least weight: each power of an input weighs as its strength is small.
std::vector<ResponseSurface::Term> strongest_terms(const Eigen::ArrayXd& strengths) {
  std::vector<std::pair<double, Index>> inputs;
  for (Index input = 0; input < strengths.size(); ++input)
    inputs.emplace_back(weight_of_degree - std::log(std::max(weakest, strengths(input))), input);
  std::ranges::sort(inputs);

  // From light to heavy: each term begets those with one more power of its last input or of a
  // weaker one, all of them heavier than itself.
  struct Candidate {
    double weight = 0.0;
    std::vector<std::size_t> ranks;  ///< of inputs, with repetition, rising
    bool operator>(const Candidate& other) const {
      return std::tie(weight, ranks) > std::tie(other.weight, other.ranks);
    }
  };
  std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> waiting;
  waiting.push({});
  std::vector<ResponseSurface::Term> terms;
  std::map<std::vector<std::size_t>, std::size_t> places;
  const std::size_t most = number_of_terms(strengths.size());
  while (!waiting.empty() && terms.size() < most) {
    const Candidate lightest = waiting.top();
    waiting.pop();
    // What remains without the last input is lighter, so that it is a term already.
    ResponseSurface::Term term;
    if (!lightest.ranks.empty()) {
      const std::size_t last = lightest.ranks.back();
      const auto its = std::ranges::find(lightest.ranks, last);
      term = {places.at({lightest.ranks.begin(), its}), inputs[last].second,
              static_cast<int>(lightest.ranks.end() - its)};
    }
    places.emplace(lightest.ranks, terms.size());
    terms.push_back(term);
    if (lightest.ranks.size() == static_cast<std::size_t>(highest_degree)) continue;
    for (std::size_t rank = lightest.ranks.empty() ? 0 : lightest.ranks.back();
         rank < inputs.size(); ++rank) {
      Candidate next = lightest;
      next.weight += inputs[rank].first;
      next.ranks.push_back(rank);
      waiting.push(std::move(next));
    }
  }
  return terms;
}

}  // namespace

Index ResponseSurface::points_needed(Index inputs) {
  return points_per_term * static_cast<Index>(number_of_terms(inputs));
}

ResponseSurface::ResponseSurface(const Eigen::ArrayXXd& points, const Eigen::ArrayXXd& outcomes,
                                 const std::vector<Index>& leading, int threads) {
  if (points.rows() < points_needed(points.cols()) || points.rows() != outcomes.rows())
    throw std::logic_error("too few points for a response surface");
  const auto all_values = [&] {
    Eigen::MatrixXd all(points.rows(), static_cast<Index>(terms_.size()));
    for_blocks(points.rows(), points_of_block, threads, [&](Index first, Index count) {
      Room room;
      fill(points, first, count, room);
      all.middleRows(first, count) = room.values.topRows(count);
    });
    return all;
  };
  terms_.emplace_back();
  for (Index input = 0; input < points.cols(); ++input)
    for (int degree = 1; degree <= own_powers; ++degree) terms_.push_back({0, input, degree});
  strengths_ = strengths_of(all_values(), outcomes(Eigen::all, leading).matrix(), threads);
  terms_ = strongest_terms(strengths_);
  weights_ = fitted(all_values(), outcomes.matrix(), threads);
}

void ResponseSurface::fill(const Eigen::ArrayXXd& points, Index first, Index count,
                           Room& room) const {
  auto& powers = room.powers;
  powers.resize(highest_degree + 1);
  powers[0] = Block::Ones(points_of_block, points.cols());
  powers[1] = Block::Zero(points_of_block, points.cols());
  powers[1].topRows(count) = points.middleRows(first, count);
  for (std::size_t n = 1; n < highest_degree; ++n) {
    const auto k = static_cast<double>(n);
    powers[n + 1] =
        (2.0 * k + 1.0) / (k + 1.0) * powers[1] * powers[n] - k / (k + 1.0) * powers[n - 1];
  }
  auto& values = room.values;
  values.resize(points_of_block, static_cast<Index>(terms_.size()));
  values.col(0).setOnes();
  for (std::size_t k = 1; k < terms_.size(); ++k)
    values.col(static_cast<Index>(k)) =
        values.col(static_cast<Index>(terms_[k].prefix)) *
        powers[static_cast<std::size_t>(terms_[k].degree)].col(terms_[k].input);
}

Eigen::ArrayXXd ResponseSurface::at(const Eigen::ArrayXXd& points) const {
  Eigen::ArrayXXd result(points.rows(), weights_.cols());
  Room room;
  Eigen::VectorXd outcome(points_of_block);
  for (Index first = 0; first < points.rows(); first += points_of_block) {
    const Index count = std::min(points_of_block, points.rows() - first);
    fill(points, first, count, room);
    // One outcome after the other: a product of matrices would copy all terms first.
    for (Index k = 0; k < weights_.cols(); ++k) {
      outcome.noalias() = room.values.matrix() * weights_.col(k);
      result.col(k).segment(first, count) = outcome.head(count).array();
    }
  }
  return result;
}

}  // namespace evpickup::study
