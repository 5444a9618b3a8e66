// SPDX-License-Identifier: Apache-2.0
#include "pareto_variation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace evpickup::study {
namespace {

constexpr double crossover_chance = 0.9;
constexpr double crossover_index = 15.0;
constexpr double mutation_index = 20.0;

// Deb's least difference of two parents that are crossed.
constexpr double least_difference = 1e-14;

// How far children lie apart over their parents, for a share u and the room beyond one parent over
// the parents' distance.
double spread_factor(double room, double u) {
  const double alpha = 2.0 - std::pow(1.0 + 2.0 * room, -(crossover_index + 1.0));
  const double exponent = 1.0 / (crossover_index + 1.0);
  if (u <= 1.0 / alpha) return std::pow(u * alpha, exponent);
  return std::pow(1.0 / (2.0 - u * alpha), exponent);
}

// A change from -1 to 1 for a share u, with so much of the box below and above.
double mutation_step(double below, double above, double u) {
  const double exponent = 1.0 / (mutation_index + 1.0);
  if (u <= 0.5) {
    const double kept = std::pow(1.0 - below, mutation_index + 1.0);
    return std::pow(2.0 * u + (1.0 - 2.0 * u) * kept, exponent) - 1.0;
  }
  const double kept = std::pow(1.0 - above, mutation_index + 1.0);
  return 1.0 - std::pow(2.0 * (1.0 - u) + 2.0 * (u - 0.5) * kept, exponent);
}

}  // namespace

void cross(const Box& box, Eigen::ArrayXd& one, Eigen::ArrayXd& two, RandomStream& random) {
  if (random.next() > crossover_chance) return;
  for (Eigen::Index i = 0; i < one.size(); ++i) {
    const double width = box.high(i) - box.low(i);
    const bool crossed = random.next() <= 0.5;
    const double low = std::min(one(i), two(i));
    const double high = std::max(one(i), two(i));
    const double distance = high - low;
    if (!crossed || !(distance > least_difference * width)) continue;

    const double u = random.next();
    const double middle = 0.5 * (low + high);
    const double below = spread_factor((low - box.low(i)) / distance, u);
    const double above = spread_factor((box.high(i) - high) / distance, u);
    one(i) = std::clamp(middle - 0.5 * below * distance, box.low(i), box.high(i));
    two(i) = std::clamp(middle + 0.5 * above * distance, box.low(i), box.high(i));
    if (random.next() <= 0.5) std::swap(one(i), two(i));
  }
}

void mutate(const Box& box, Eigen::ArrayXd& point, RandomStream& random) {
  const double chance = 1.0 / static_cast<double>(point.size());
  for (Eigen::Index i = 0; i < point.size(); ++i) {
    const double width = box.high(i) - box.low(i);
    const bool mutated = random.next() <= chance;
    if (!mutated || width == 0.0) continue;
    const double step = mutation_step((point(i) - box.low(i)) / width,
                                      (box.high(i) - point(i)) / width, random.next());
    point(i) = std::clamp(point(i) + step * width, box.low(i), box.high(i));
  }
}

}  // namespace evpickup::study
