// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "evpickup/model/catalog.hpp"

namespace evpickup::model {

namespace {

using Place = std::function<base::SourcePlace(std::string_view)>;

/// A column that is made small or large twice is either one objective or none.
void check_objectives(const Optimise& optimise, const Place& place, base::Diagnostics& findings) {
  std::set<std::string> met;
  const auto check = [&](const std::vector<std::string>& columns, std::string_view list) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (met.insert(columns[i]).second) continue;
      findings.error(place(fmt::format("optimise.{}.{}", list, i)),
                     fmt::format("optimise.{}", list),
                     fmt::format("{} is an objective already", columns[i]),
                     "name each column once, in minimise or in maximise");
    }
  };
  check(optimise.minimise, "minimise");
  check(optimise.maximise, "maximise");
}

/// Each column is told once.
void check_outcomes(const std::vector<std::string>& outcomes, const std::string& list,
                    const Place& place, base::Diagnostics& findings) {
  std::set<std::string> met;
  for (std::size_t i = 0; i < outcomes.size(); ++i)
    if (!met.insert(outcomes[i]).second)
      findings.error(place(fmt::format("{}.{}", list, i)), list,
                     fmt::format("{} is an outcome already", outcomes[i]), "name each column once");
}

/// Bounds of one column, of one constraint or of several, must leave something between them.
void check_bounds(const std::vector<Constraint>& constraints, const std::string& list,
                  const Place& place, base::Diagnostics& findings) {
  struct Bounds {
    std::optional<double> at_least;
    std::optional<double> at_most;
  };
  std::map<std::string, Bounds> of_column;
  for (std::size_t i = 0; i < constraints.size(); ++i) {
    const Constraint& constraint = constraints[i];
    if (!constraint.at_least && !constraint.at_most)
      findings.error(place(fmt::format("{}.{}", list, i)), list,
                     fmt::format("{} has no bound", constraint.outcome),
                     "give at_least, at_most or both");
    Bounds& bounds = of_column[constraint.outcome];
    if (constraint.at_least)
      bounds.at_least =
          std::max(bounds.at_least.value_or(*constraint.at_least), *constraint.at_least);
    if (constraint.at_most)
      bounds.at_most = std::min(bounds.at_most.value_or(*constraint.at_most), *constraint.at_most);
    if (!bounds.at_least || !bounds.at_most || *bounds.at_least <= *bounds.at_most) continue;
    findings.error(place(fmt::format("{}.{}", list, i)), list,
                   fmt::format("{} cannot be at least {:g} and at most {:g}", constraint.outcome,
                               *bounds.at_least, *bounds.at_most),
                   "at_least must not be above at_most");
  }
}

void check_correlations(const InputSettings& inputs, const Place& place,
                        base::Diagnostics& findings) {
  for (std::size_t i = 0; i < inputs.correlations.size(); ++i) {
    const auto& keys = inputs.correlations[i].keys;
    const std::string path = fmt::format("inputs.correlate.{}.keys", i);
    if (keys.size() != 2) {
      findings.error(place(path), "inputs.correlate",
                     fmt::format("expected two keys, got {}", keys.size()));
    } else if (keys[0] == keys[1]) {
      findings.error(place(path), "inputs.correlate",
                     fmt::format("expected two inputs, got \"{}\" with itself", keys[0]));
    }
  }
}

}  // namespace

void check_studies(const Scenario& scenario, const Place& place, base::Diagnostics& findings) {
  check_correlations(scenario.inputs, place, findings);
  check_bounds(scenario.required, "require", place, findings);
  if (scenario.monte_carlo)
    check_outcomes(scenario.monte_carlo->outcomes, "monte_carlo.outcomes", place, findings);
  if (scenario.sensitivity)
    check_outcomes(scenario.sensitivity->outcomes, "sensitivity.outcomes", place, findings);
  if (!scenario.optimise) return;
  check_objectives(*scenario.optimise, place, findings);
  check_bounds(scenario.optimise->constraints, "optimise.constraint", place, findings);
}

}  // namespace evpickup::model
