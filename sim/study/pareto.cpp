// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/pareto.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

#include "optimiser_candidates.hpp"
#include "pareto_variation.hpp"

namespace evpickup::study {
namespace {

using Rows = std::vector<Eigen::Index>;

// Constrained domination: less violation, or, with as much, no worse in both and better in one.
bool dominates(const Candidates& all, Eigen::Index a, Eigen::Index b) {
  if (all.violations(a) != all.violations(b)) return all.violations(a) < all.violations(b);
  const bool no_worse =
      all.outputs(a, 0) <= all.outputs(b, 0) && all.outputs(a, 1) <= all.outputs(b, 1);
  const bool better_one =
      all.outputs(a, 0) < all.outputs(b, 0) || all.outputs(a, 1) < all.outputs(b, 1);
  return no_worse && better_one;
}

// Deb's fast sorting: fronts of rows, the best first, each in the order of the rows.
std::vector<Rows> sorted_fronts(const Candidates& all) {
  const auto count = static_cast<std::size_t>(all.count());
  std::vector<Rows> dominated(count);
  std::vector<int> dominators(count, 0);
  for (Eigen::Index a = 0; a < all.count(); ++a) {
    for (Eigen::Index b = 0; b < all.count(); ++b) {
      if (!dominates(all, a, b)) continue;
      dominated[static_cast<std::size_t>(a)].push_back(b);
      ++dominators[static_cast<std::size_t>(b)];
    }
  }

  Rows front;
  for (Eigen::Index a = 0; a < all.count(); ++a) {
    if (dominators[static_cast<std::size_t>(a)] == 0) front.push_back(a);
  }
  std::vector<Rows> fronts;
  while (!front.empty()) {
    Rows next;
    for (const Eigen::Index a : front) {
      for (const Eigen::Index b : dominated[static_cast<std::size_t>(a)]) {
        if (--dominators[static_cast<std::size_t>(b)] == 0) next.push_back(b);
      }
    }
    std::ranges::sort(next);
    fronts.push_back(std::exchange(front, std::move(next)));
  }
  return fronts;
}

// Adds to each row of the front its distance to its neighbours, over the front's extent; the ends
// are infinitely far.
void add_crowding(const Candidates& all, const Rows& front, std::vector<double>& crowding) {
  for (const Eigen::Index objective : {0, 1}) {
    Rows order = front;
    std::ranges::stable_sort(order, {}, [&](Eigen::Index i) { return all.outputs(i, objective); });
    const auto value = [&](std::size_t i) { return all.outputs(order[i], objective); };
    const double extent = value(order.size() - 1) - value(0);
    for (const Eigen::Index end : {order.front(), order.back()}) {
      crowding[static_cast<std::size_t>(end)] = std::numeric_limits<double>::infinity();
    }
    if (!(extent > 0.0)) continue;
    for (std::size_t i = 1; i + 1 < order.size(); ++i) {
      crowding[static_cast<std::size_t>(order[i])] += (value(i + 1) - value(i - 1)) / extent;
    }
  }
}

// Candidates with the front that each is in and its distance to its neighbours there.
struct Ranked {
  Candidates candidates;
  std::vector<std::size_t> ranks;
  std::vector<double> crowding;
};

// The best `size` candidates: whole fronts, and of the last one those with the most room.
Ranked selected(const Candidates& all, std::size_t size) {
  Rows rows;
  Ranked result;
  const auto fronts = sorted_fronts(all);
  std::vector<double> crowding(static_cast<std::size_t>(all.count()), 0.0);
  for (std::size_t rank = 0; rank < fronts.size() && rows.size() < size; ++rank) {
    Rows front = fronts[rank];
    add_crowding(all, front, crowding);
    const auto room = [&](Eigen::Index i) { return crowding[static_cast<std::size_t>(i)]; };
    std::ranges::stable_sort(front, std::greater{}, room);
    front.resize(std::min(front.size(), size - rows.size()));
    for (const Eigen::Index i : front) {
      rows.push_back(i);
      result.ranks.push_back(rank);
      result.crowding.push_back(room(i));
    }
  }
  result.candidates = chosen_candidates(all, rows);
  return result;
}

// The better of two random candidates: of a better front, or with more room in the same.
Eigen::Index tournament(const Ranked& population, RandomStream& random) {
  const auto count = static_cast<Eigen::Index>(population.ranks.size());
  const Eigen::Index a = random.index(count);
  const Eigen::Index b = random.index(count);
  const auto i = static_cast<std::size_t>(a);
  const auto j = static_cast<std::size_t>(b);
  if (population.ranks[i] != population.ranks[j]) {
    return population.ranks[i] < population.ranks[j] ? a : b;
  }
  return population.crowding[i] >= population.crowding[j] ? a : b;
}

Eigen::ArrayXXd children_of(const Box& box, const Ranked& population, RandomStream& random) {
  Eigen::ArrayXXd children = population.candidates.points;
  for (Eigen::Index i = 0; i + 1 < children.rows(); i += 2) {
    Eigen::ArrayXd one = population.candidates.points.row(tournament(population, random));
    Eigen::ArrayXd two = population.candidates.points.row(tournament(population, random));
    cross(box, one, two, random);
    mutate(box, one, random);
    mutate(box, two, random);
    children.row(i) = one.transpose();
    children.row(i + 1) = two.transpose();
  }
  return children;
}

Candidates both(const Candidates& parents, const Candidates& children) {
  Candidates all;
  const Eigen::Index count = parents.count() + children.count();
  all.points.resize(count, parents.points.cols());
  all.outputs.resize(count, parents.outputs.cols());
  all.violations.resize(count);
  all.points << parents.points, children.points;
  all.outputs << parents.outputs, children.outputs;
  all.violations << parents.violations, children.violations;
  return all;
}

// The rows of the front, the first objective rising, each pair of objectives once.
Rows front_rows(const Ranked& population) {
  const Candidates& all = population.candidates;
  const Eigen::Index best = [&] {
    Eigen::Index row = 0;
    all.violations.minCoeff(&row);
    return row;
  }();
  if (all.violations(best) > 0.0) return {best};

  Rows rows;
  for (std::size_t i = 0; i < population.ranks.size(); ++i) {
    if (population.ranks[i] == 0) rows.push_back(static_cast<Eigen::Index>(i));
  }
  const auto objectives = [&](Eigen::Index i) {
    return std::pair(all.outputs(i, 0), all.outputs(i, 1));
  };
  std::ranges::stable_sort(rows, {}, objectives);
  const auto repeated = std::ranges::unique(rows, {}, objectives);
  rows.erase(repeated.begin(), repeated.end());
  return rows;
}

}  // namespace

ParetoFront pareto_front(const Box& box, std::size_t constraints, const BatchEvaluation& evaluate,
                         const ParetoSettings& settings) {
  check_box(box);
  if (settings.population < 4 || settings.population % 2 != 0) {
    throw std::logic_error("pareto_front: a population that is odd or below 4");
  }

  Evaluator evaluator(2, constraints, evaluate);
  RandomStream random(settings.seed, "NSGA-II");
  auto population =
      selected(evaluator.evaluate(spread_points(box, settings.population, settings.seed)),
               settings.population);
  for (std::size_t generation = 0; generation < settings.generations; ++generation) {
    const auto children = evaluator.evaluate(children_of(box, population, random));
    population = selected(both(population.candidates, children), settings.population);
  }

  const Candidates front = chosen_candidates(population.candidates, front_rows(population));
  return {.points = front.points,
          .objectives = front.outputs.leftCols(2),
          .constraints = front.outputs.rightCols(static_cast<Eigen::Index>(constraints)),
          .feasible = front.violations(0) == 0.0,
          .evaluations = evaluator.evaluations(),
          .generation = population.candidates.points};
}

std::vector<std::size_t> front_of(const Eigen::ArrayXXd& objectives, std::size_t most) {
  Candidates all;
  // What is told of a candidate is its row.
  all.points =
      Eigen::ArrayXd::LinSpaced(objectives.rows(), 0.0, static_cast<double>(objectives.rows() - 1));
  all.outputs = objectives;
  all.violations = Eigen::ArrayXd::Zero(objectives.rows());
  const Ranked best = selected(all, most);
  std::vector<std::size_t> rows;
  for (const Eigen::Index i : front_rows(best))
    rows.push_back(static_cast<std::size_t>(std::lround(best.candidates.points(i, 0))));
  return rows;
}

double hypervolume(const Eigen::ArrayXXd& objectives, double first_reference,
                   double second_reference) {
  std::vector<std::pair<double, double>> points;
  for (Eigen::Index i = 0; i < objectives.rows(); ++i) {
    points.emplace_back(objectives(i, 0), objectives(i, 1));
  }
  std::ranges::sort(points);

  // From left to right, each point adds what lies below all before it.
  double area = 0.0;
  double lowest = second_reference;
  for (const auto& [first, second] : points) {
    if (first >= first_reference || second >= lowest) continue;
    area += (first_reference - first) * (lowest - second);
    lowest = second;
  }
  return area;
}

}  // namespace evpickup::study
