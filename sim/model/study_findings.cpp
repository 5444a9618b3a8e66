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

/// Bounds of one column, of one constraint or of several, must leave something between them.
void check_bounds(const Optimise& optimise, const Place& place, base::Diagnostics& findings) {
  struct Bounds {
    std::optional<double> at_least;
    std::optional<double> at_most;
  };
  std::map<std::string, Bounds> of_column;
  for (std::size_t i = 0; i < optimise.constraints.size(); ++i) {
    const Constraint& constraint = optimise.constraints[i];
    Bounds& bounds = of_column[constraint.outcome];
    if (constraint.at_least)
      bounds.at_least =
          std::max(bounds.at_least.value_or(*constraint.at_least), *constraint.at_least);
    if (constraint.at_most)
      bounds.at_most = std::min(bounds.at_most.value_or(*constraint.at_most), *constraint.at_most);
    if (!bounds.at_least || !bounds.at_most || *bounds.at_least <= *bounds.at_most) continue;
    findings.error(place(fmt::format("optimise.constraint.{}", i)), "optimise.constraint",
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
  if (!scenario.optimise) return;
  check_objectives(*scenario.optimise, place, findings);
  check_bounds(*scenario.optimise, place, findings);
}

}  // namespace evpickup::model
