// SPDX-License-Identifier: Apache-2.0
#include "optimiser_polish.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace evpickup::study {
namespace {

// Nelder and Mead's trial points, by their distance from the centre towards the mirrored worst one.
constexpr std::array trial_steps{1.0, 2.0, 0.5, -0.5};
enum Trial : Eigen::Index { reflected, expanded, contracted_outside, contracted_inside };

constexpr double least_edge = 1e-3;
constexpr int most_starts = 4;

std::vector<Eigen::Index> free_variables(const Box& box) {
  std::vector<Eigen::Index> result;
  for (Eigen::Index i = 0; i < box.low.size(); ++i) {
    if (box.low(i) < box.high(i)) result.push_back(i);
  }
  return result;
}

// The start and, for each free variable, the start with that variable moved inwards.
Eigen::ArrayXXd simplex_points(const Box& box, const Eigen::ArrayXXd& start,
                               const Eigen::ArrayXd& edges, const std::vector<Eigen::Index>& free) {
  Eigen::ArrayXXd points = start.replicate(static_cast<Eigen::Index>(free.size()), 1);
  for (std::size_t k = 0; k < free.size(); ++k) {
    const Eigen::Index i = free[k];
    const double middle = 0.5 * (box.low(i) + box.high(i));
    points(static_cast<Eigen::Index>(k), i) += start(0, i) < middle ? edges(i) : -edges(i);
  }
  return points;
}

Eigen::ArrayXXd within(const Box& box, Eigen::ArrayXXd points) {
  for (Eigen::Index i = 0; i < points.cols(); ++i) {
    points.col(i) = points.col(i).max(box.low(i)).min(box.high(i));
  }
  return points;
}

// Largest extent of the points over the box.
double extent(const Box& box, const Eigen::ArrayXXd& points,
              const std::vector<Eigen::Index>& free) {
  double largest = 0.0;
  for (const Eigen::Index i : free) {
    const double range = points.col(i).maxCoeff() - points.col(i).minCoeff();
    largest = std::max(largest, range / (box.high(i) - box.low(i)));
  }
  return largest;
}

Candidates in_order(const Candidates& candidates) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(candidates.count()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::stable_sort(order, [&](Eigen::Index a, Eigen::Index b) {
    return better(candidates.score(a), candidates.score(b));
  });
  return chosen_candidates(candidates, order);
}

Candidates joined(const Candidates& first, const Candidates& rest) {
  const Eigen::Index count = first.count() + rest.count();
  Candidates all{Eigen::ArrayXXd(count, first.points.cols()),
                 Eigen::ArrayXXd(count, first.outputs.cols()), Eigen::ArrayXd(count)};
  for (Eigen::Index i = 0; i < first.count(); ++i) copy_candidate(first, i, all, i);
  for (Eigen::Index i = 0; i < rest.count(); ++i) copy_candidate(rest, i, all, first.count() + i);
  return all;
}

// Mean of all points but the last.
Eigen::ArrayXXd centre_of(const Candidates& simplex) {
  Eigen::ArrayXXd centre = Eigen::ArrayXXd::Zero(1, simplex.points.cols());
  const Eigen::Index last = simplex.count() - 1;
  for (Eigen::Index i = 0; i < last; ++i) centre += simplex.points.row(i);
  return centre / static_cast<double>(last);
}

// The trial point that takes the worst one's place; none if the simplex is to shrink.
std::optional<Trial> accepted_trial(const Candidates& simplex, const Candidates& trials) {
  const Eigen::Index last = simplex.count() - 1;
  const auto beats = [&](Trial trial, const Score& other) {
    return better(trials.score(trial), other);
  };
  if (beats(reflected, simplex.score(0))) {
    return beats(expanded, trials.score(reflected)) ? expanded : reflected;
  }
  if (beats(reflected, simplex.score(std::max<Eigen::Index>(last - 1, 0)))) return reflected;
  if (beats(reflected, simplex.score(last))) {
    return beats(contracted_outside, trials.score(reflected)) ? contracted_outside : reflected;
  }
  return beats(contracted_inside, simplex.score(last)) ? std::optional(contracted_inside)
                                                       : std::nullopt;
}

// One step: a new worst point, or all of them halfway to the best one.
Candidates stepped(const Box& box, const Candidates& simplex, Evaluator& evaluator) {
  const Eigen::Index last = simplex.count() - 1;
  const Eigen::ArrayXXd centre = centre_of(simplex);
  Eigen::ArrayXXd points(static_cast<Eigen::Index>(trial_steps.size()), simplex.points.cols());
  for (std::size_t t = 0; t < trial_steps.size(); ++t) {
    points.row(static_cast<Eigen::Index>(t)) =
        centre + trial_steps[t] * (centre - simplex.points.row(last));
  }
  const Candidates trials = evaluator.evaluate(within(box, std::move(points)));

  const auto accepted = accepted_trial(simplex, trials);
  if (accepted) {
    Candidates next = simplex;
    copy_candidate(trials, *accepted, next, last);
    return in_order(next);
  }
  Eigen::ArrayXXd halved = simplex.points.bottomRows(last);
  for (Eigen::Index i = 0; i < last; ++i) {
    halved.row(i) = 0.5 * (halved.row(i) + simplex.points.row(0));
  }
  return in_order(joined(chosen_candidates(simplex, {0}), evaluator.evaluate(std::move(halved))));
}

}  // namespace

Polished polish(const Box& box, const Candidates& candidates, Eigen::Index start,
                Evaluator& evaluator, std::size_t limit, double tolerance) {
  const auto free = free_variables(box);
  Polished result{chosen_candidates(candidates, {start}), free.empty()};

  Eigen::ArrayXd edges = least_edge * (box.high - box.low);
  for (const Eigen::Index i : free) {
    const double range = candidates.points.col(i).maxCoeff() - candidates.points.col(i).minCoeff();
    edges(i) = std::max(edges(i), std::min(range, 0.5 * (box.high(i) - box.low(i))));
  }

  // A step evaluates four points, and as many as there are variables when it shrinks.
  const std::size_t step_cost = trial_steps.size() + free.size();
  for (int round = 0; round < most_starts && !result.converged; ++round) {
    if (evaluator.evaluations() + free.size() > limit) break;
    auto simplex = in_order(joined(
        result.best, evaluator.evaluate(simplex_points(box, result.best.points, edges, free))));
    while (extent(box, simplex.points, free) > tolerance &&
           evaluator.evaluations() + step_cost <= limit) {
      simplex = stepped(box, simplex, evaluator);
    }
    const bool shrunk = extent(box, simplex.points, free) <= tolerance;
    const bool improved = better(simplex.score(0), result.best.score(0));
    if (improved) result.best = chosen_candidates(simplex, {0});
    result.converged = shrunk && (!improved || round + 1 == most_starts);
    edges = least_edge * (box.high - box.low);
  }
  return result;
}

}  // namespace evpickup::study
