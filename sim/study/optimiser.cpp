// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/optimiser.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

#include "evpickup/base/normal.hpp"
#include "optimiser_candidates.hpp"
#include "optimiser_polish.hpp"

namespace evpickup::study {
namespace {

// Zhang and Sanderson's choices: share of the best that lead, pace of adaptation, spread of the
// drawn factors, and the means to begin with.
constexpr double leading_share = 0.1;
constexpr double pace = 0.1;
constexpr double spread = 0.1;
constexpr double first_mean = 0.5;

// Takahama and Sakai's allowance: the violation that this share of the first generation keeps, down
// to nothing by this power within so many generations.
constexpr double allowed_share = 0.2;
constexpr double allowance_power = 5.0;
constexpr std::size_t allowance_generations = 200;

// Share of the evaluations that is kept for the polish.
constexpr double polish_share = 0.1;

// The factors of JADE and their running means.
struct Adaptation {
  double scale = first_mean;
  double crossover = first_mean;
};

// How a candidate of the next generation is made.
struct Factors {
  double scale = 0.0;
  double crossover = 0.0;
};

Factors drawn_factors(const Adaptation& mean, RandomStream& random) {
  Factors factors;
  const double normal = base::normal_quantile(random.next());
  factors.crossover = std::clamp(mean.crossover + spread * normal, 0.0, 1.0);
  while (factors.scale <= 0.0) {
    const double cauchy = std::tan(std::numbers::pi * (random.next() - 0.5));
    factors.scale = std::min(mean.scale + spread * cauchy, 1.0);
  }
  return factors;
}

// Means move towards those of the factors that succeeded: for the scale by Lehmer's mean.
void adapt(Adaptation& mean, const std::vector<Factors>& successes) {
  if (successes.empty()) return;
  double scales = 0.0;
  double squares = 0.0;
  double crossovers = 0.0;
  for (const auto& factors : successes) {
    scales += factors.scale;
    squares += factors.scale * factors.scale;
    crossovers += factors.crossover;
  }
  const double crossover = crossovers / static_cast<double>(successes.size());
  mean.scale = (1.0 - pace) * mean.scale + pace * squares / scales;
  mean.crossover = (1.0 - pace) * mean.crossover + pace * crossover;
}

// The rows of the leaders, best first.
std::vector<Eigen::Index> leaders(const Candidates& population, double allowance) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(population.count()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::stable_sort(order, [&](Eigen::Index a, Eigen::Index b) {
    return better(population.score(a), population.score(b), allowance);
  });
  const double count = leading_share * static_cast<double>(order.size());
  order.resize(static_cast<std::size_t>(std::max(count, 2.0)));
  return order;
}

// The population, the points that were replaced, and how to go on.
struct Evolution {
  Candidates population;
  std::vector<Eigen::ArrayXd> archive;
  Adaptation mean;
  double allowance = 0.0;
};

double first_allowance(const Candidates& population) {
  std::vector<double> violations(population.violations.begin(), population.violations.end());
  std::ranges::sort(violations);
  const double place = allowed_share * static_cast<double>(violations.size());
  const double allowance = violations[static_cast<std::size_t>(place)];
  return std::isfinite(allowance) ? allowance : 0.0;
}

double later_allowance(double first, std::size_t generation, std::size_t last) {
  if (generation >= last) return 0.0;
  const double left = 1.0 - static_cast<double>(generation) / static_cast<double>(last);
  return first * std::pow(left, allowance_power);
}

// A point of the population or the archive, other than the two rows.
Eigen::ArrayXd second_partner(const Evolution& evolution, Eigen::Index row, Eigen::Index first,
                              RandomStream& random) {
  const Eigen::Index count = evolution.population.count();
  while (true) {
    const Eigen::Index at =
        random.index(count + static_cast<Eigen::Index>(evolution.archive.size()));
    if (at >= count) return evolution.archive[static_cast<std::size_t>(at - count)];
    if (at != row && at != first) return evolution.population.points.row(at).transpose();
  }
}

// Candidate `row` moved towards a leader and along the difference of two others, then crossed with
// itself. A variable beyond the box goes halfway to its bound.
Eigen::ArrayXd child(const Box& box, const Evolution& evolution, Eigen::Index row,
                     Eigen::Index leader, const Factors& factors, RandomStream& random) {
  const auto& points = evolution.population.points;
  Eigen::Index first = row;
  while (first == row) first = random.index(points.rows());
  const Eigen::ArrayXd second = second_partner(evolution, row, first, random);

  Eigen::ArrayXd result = points.row(row).transpose();
  const Eigen::Index always = random.index(points.cols());
  for (Eigen::Index i = 0; i < points.cols(); ++i) {
    const bool crossed = random.next() < factors.crossover || i == always;
    if (!crossed) continue;
    const double old = points(row, i);
    double value = old + factors.scale * (points(leader, i) - old) +
                   factors.scale * (points(first, i) - second(i));
    if (value < box.low(i)) value = 0.5 * (old + box.low(i));
    if (value > box.high(i)) value = 0.5 * (old + box.high(i));
    result(i) = value;
  }
  return result;
}

void next_generation(const Box& box, Evolution& evolution, Evaluator& evaluator,
                     RandomStream& random) {
  auto& population = evolution.population;
  const auto leading = leaders(population, evolution.allowance);
  std::vector<Factors> factors;
  Eigen::ArrayXXd points(population.count(), population.points.cols());
  for (Eigen::Index i = 0; i < population.count(); ++i) {
    factors.push_back(drawn_factors(evolution.mean, random));
    const auto leader =
        leading[static_cast<std::size_t>(random.index(static_cast<Eigen::Index>(leading.size())))];
    points.row(i) = child(box, evolution, i, leader, factors.back(), random).transpose();
  }

  // A child that is no worse takes its parent's place; a better one is a success.
  const Candidates children = evaluator.evaluate(std::move(points));
  std::vector<Factors> successes;
  for (Eigen::Index i = 0; i < population.count(); ++i) {
    if (better(population.score(i), children.score(i), evolution.allowance)) continue;
    if (better(children.score(i), population.score(i), evolution.allowance)) {
      successes.push_back(factors[static_cast<std::size_t>(i)]);
      evolution.archive.emplace_back(population.points.row(i).transpose());
    }
    copy_candidate(children, i, population, i);
  }
  adapt(evolution.mean, successes);

  // The archive is as large as the population at most.
  while (std::ssize(evolution.archive) > population.count()) {
    const Eigen::Index out = random.index(std::ssize(evolution.archive));
    std::swap(evolution.archive[static_cast<std::size_t>(out)], evolution.archive.back());
    evolution.archive.pop_back();
  }
}

// Whether all candidates are as good, or the same.
bool settled(const Box& box, const Candidates& population, double tolerance) {
  const auto objectives = population.outputs.col(0);
  if ((population.violations == 0.0).all()) {
    const double best = objectives.minCoeff();
    if (objectives.maxCoeff() - best <= tolerance * std::abs(best)) return true;
  }
  for (Eigen::Index i = 0; i < population.points.cols(); ++i) {
    const auto values = population.points.col(i);
    if (values.maxCoeff() - values.minCoeff() > tolerance * (box.high(i) - box.low(i))) {
      return false;
    }
  }
  return true;
}

}  // namespace

Optimum minimise(const Box& box, std::size_t constraints, const BatchEvaluation& evaluate,
                 const OptimiserSettings& settings) {
  check_box(box);
  const std::size_t size =
      settings.population > 0
          ? std::max<std::size_t>(settings.population, 4)
          : std::max<std::size_t>(10 * static_cast<std::size_t>(box.low.size()), 40);

  Evaluator evaluator(1, constraints, evaluate);
  RandomStream random(settings.seed, "differential evolution");
  Evolution evolution;
  evolution.population = evaluator.evaluate(spread_points(box, size, settings.seed));

  Optimum result;
  result.generations = 1;
  const auto kept =
      static_cast<std::size_t>(polish_share * static_cast<double>(settings.evaluations));
  // The allowance ends at the half of the evaluations at the latest.
  const double first = first_allowance(evolution.population);
  const std::size_t last = std::min(allowance_generations, settings.evaluations / (2 * size));
  const auto done = [&] {
    return evolution.allowance == 0.0 && settled(box, evolution.population, settings.tolerance);
  };
  evolution.allowance = later_allowance(first, 0, last);
  while (!done() && evaluator.evaluations() + size + kept <= settings.evaluations) {
    next_generation(box, evolution, evaluator, random);
    evolution.allowance = later_allowance(first, result.generations, last);
    ++result.generations;
  }

  const auto polished = polish(box, evolution.population, best_candidate(evolution.population),
                               evaluator, settings.evaluations, settings.tolerance);
  result.point = polished.best.points.row(0).transpose();
  result.objective = polished.best.outputs(0, 0);
  result.constraints = polished.best.outputs.row(0).tail(static_cast<Eigen::Index>(constraints));
  result.feasible = polished.best.violations(0) == 0.0;
  result.converged = done() && polished.converged;
  result.evaluations = evaluator.evaluations();
  return result;
}

}  // namespace evpickup::study
