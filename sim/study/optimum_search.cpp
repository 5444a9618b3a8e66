// SPDX-License-Identifier: Apache-2.0
#include "optimum_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/study/draws.hpp"

namespace evpickup::study {

namespace {

std::size_t outcome_number(Search& search, const std::string& key) {
  const auto found = std::ranges::find(search.keys, key);
  if (found != search.keys.end()) return static_cast<std::size_t>(found - search.keys.begin());
  search.keys.push_back(key);
  return search.keys.size() - 1;
}

double at(const Eigen::ArrayXd& outcomes, std::size_t number) {
  return outcomes(static_cast<Eigen::Index>(number));
}

}  // namespace

Search search_of(const model::Scenario& scenario) {
  Search search;
  search.settings = &*scenario.optimise;
  const model::Optimise& settings = *search.settings;
  for (const auto& key : settings.minimise)
    search.goals.push_back({outcome_number(search, key), 1.0});
  for (const auto& key : settings.maximise)
    search.goals.push_back({outcome_number(search, key), -1.0});
  if (search.goals.empty() || search.goals.size() > 2)
    throw base::InputError(fmt::format("optimise: expected one or two columns to minimise or "
                                       "maximise, got {}",
                                       search.goals.size()),
                           "such as minimise = [\"tco_usd_per_km\"]");
  if (settings.variables.empty())
    throw base::InputError("optimise: nothing is searched over",
                           "add [[optimise.vary]] with key, from and to");
  for (std::size_t k = 0; k < settings.variables.size(); ++k)
    for (std::size_t before = 0; before < k; ++before)
      if (settings.variables[k].key == settings.variables[before].key)
        throw base::InputError(
            fmt::format("optimise.vary: {} is given twice", settings.variables[k].key));
  for (const auto& constraint : settings.constraints) {
    const std::size_t outcome = outcome_number(search, constraint.outcome);
    if (!constraint.at_least && !constraint.at_most)
      throw base::InputError("optimise.constraint: " + constraint.outcome + " has no bound",
                             "give at_least or at_most");
    if (constraint.at_most) search.limits.push_back({outcome, *constraint.at_most, 1.0});
    if (constraint.at_least) search.limits.push_back({outcome, *constraint.at_least, -1.0});
  }
  search.outcomes = outcome_columns(search.keys, scenario.currency(), "optimise");
  return search;
}

bool has_figures(const Search& search, const Eigen::ArrayXd& outcomes) {
  return std::ranges::none_of(
      search.goals, [&](const Goal& goal) { return std::isnan(at(outcomes, goal.outcome)); });
}

bool qualifies(const Search& search, const Eigen::ArrayXd& outcomes) {
  return has_figures(search, outcomes) &&
         std::ranges::all_of(search.limits, [&](const Limit& limit) {
           return limit.sign * (at(outcomes, limit.outcome) - limit.bound) <= 0.0;
         });
}

double violation(const Search& search, const Eigen::ArrayXd& outcomes) {
  double sum = 0.0;
  for (const Limit& limit : search.limits) {
    const double figure = at(outcomes, limit.outcome);
    if (std::isnan(figure)) return std::numeric_limits<double>::infinity();
    const double miss = std::max(0.0, limit.sign * (figure - limit.bound));
    sum += limit.bound != 0.0 ? miss / std::abs(limit.bound) : miss;
  }
  return sum;
}

bool matches(const Search& search, const Eigen::ArrayXd& outcomes, const Eigen::ArrayXd& others,
             double but_for) {
  return std::ranges::all_of(search.goals, [&](const Goal& goal) {
    const double other = at(others, goal.outcome);
    return goal.sign * (at(outcomes, goal.outcome) - other) <= but_for * std::abs(other);
  });
}

}  // namespace evpickup::study
