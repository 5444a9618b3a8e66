// SPDX-License-Identifier: Apache-2.0
#include "row_studies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::app {

std::span<const RowStudy> row_studies() {
  static const std::array studies{
      RowStudy{"monte_carlo", "each draw",
               [](const model::Scenario& scenario) { return scenario.monte_carlo.has_value(); },
               study::stream_draws},
      RowStudy{"sensitivity", "each point",
               [](const model::Scenario& scenario) { return scenario.sensitivity.has_value(); },
               study::stream_sensitivity},
      RowStudy{"optimise", "the end of each search",
               [](const model::Scenario& scenario) { return scenario.optimise.has_value(); },
               study::stream_searches},
  };
  return studies;
}

const RowStudy& row_study_named(std::string_view name) {
  const auto found = std::ranges::find(row_studies(), name, &RowStudy::name);
  if (found != row_studies().end()) return *found;
  std::vector<std::string> names;
  for (const RowStudy& study : row_studies()) names.emplace_back(study.name);
  const auto hint = base::did_you_mean_hint(name, names);
  throw base::InputError(fmt::format("--rows takes a study with rows, not \"{}\"", name),
                         hint.empty() ? "one of " + base::join(names, ", ") : hint);
}

}  // namespace evpickup::app
