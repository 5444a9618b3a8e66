// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <string>
#include <vector>

#include "evpickup/model/scenario.hpp"
#include "evpickup/study/results.hpp"

/// What a scenario's search looks for, and how trucks compare by it.
namespace evpickup::study {

/// A column that is made small or large, or bounded.
struct Goal {
  std::size_t outcome = 0;
  /// 1 to make small, -1 to make large.
  double sign = 1.0;
};
struct Limit {
  std::size_t outcome = 0;
  double bound = 0.0;
  /// 1 for at most, -1 for at least.
  double sign = 1.0;
};

/// The search of a scenario, its columns looked up.
struct Search {
  const model::Optimise* settings = nullptr;
  std::vector<std::string> keys;
  std::vector<Column> outcomes;
  std::vector<Goal> goals;
  std::vector<Limit> limits;
};

/// The search of a scenario. Throws InputError for a search that has no objective, or more than
/// two, and nothing to vary.
[[nodiscard]] Search search_of(const model::Scenario& scenario);

/// True if outcomes hold a figure for every objective.
[[nodiscard]] bool has_figures(const Search& search, const Eigen::ArrayXd& outcomes);
/// True if they have, and keep to all bounds.
[[nodiscard]] bool qualifies(const Search& search, const Eigen::ArrayXd& outcomes);
/// How far they miss the bounds: the sum of the misses, each as a share of its bound; 0 where they
/// keep to all of them, infinite where a bounded figure is missing.
[[nodiscard]] double violation(const Search& search, const Eigen::ArrayXd& outcomes);
/// Ends of variables are open: a truck at one is met but for rounding.
inline constexpr double rounding = 1e-6;
/// True if outcomes are at least as good as others in every objective, but for a share of it.
[[nodiscard]] bool matches(const Search& search, const Eigen::ArrayXd& outcomes,
                           const Eigen::ArrayXd& others, double but_for = rounding);

}  // namespace evpickup::study
