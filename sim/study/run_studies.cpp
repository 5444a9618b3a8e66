// SPDX-License-Identifier: Apache-2.0
#include "run_studies.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "evpickup/study/monte_carlo.hpp"
#include "evpickup/study/optimum.hpp"
#include "evpickup/study/sensitivity.hpp"
#include "moved.hpp"
#include "recorded_rows.hpp"

namespace evpickup::study {

namespace {

void add(Results& results, std::vector<Section> sections, std::vector<std::string> notes) {
  for (auto& section : sections) results.sections.push_back(std::move(section));
  for (auto& note : notes) results.notes.push_back(std::move(note));
}

}  // namespace

void refuse_studies_of_sweep(const model::Scenario& scenario) {
  const bool asked = scenario.monte_carlo || scenario.sensitivity || scenario.optimise;
  if (asked && !scenario.sweeps.empty())
    throw base::InputError("monte_carlo, sensitivity and optimise study trucks as they are, and "
                           "this scenario has a sweep",
                           "put the sweep into a scenario of its own");
}

void check_recorded(const model::Scenario& scenario, const RunOptions& options) {
  const auto fits = [&](std::string_view first_column, bool asked, const std::string& path) {
    return asked && recorded_file({path}, first_column).has_value();
  };
  for (const std::string& path : options.recorded)
    if (!fits("draw", scenario.monte_carlo.has_value(), path) &&
        !fits("point", scenario.sensitivity.has_value(), path) &&
        !fits("search", scenario.optimise.has_value(), path))
      throw base::InputError(
          fmt::format("\"{}\" holds the rows of no study of this scenario", path),
          "evpickup run SCENARIO --rows STUDY -o FILE.csv writes them");
}

void add_studies(Results& results, const Plan& plan, const model::Scenario& scenario,
                 model::Catalog& catalog, const RunOptions& options) {
  if (scenario.monte_carlo || scenario.sensitivity) check_varied(plan, scenario, catalog, options);
  if (scenario.monte_carlo) {
    const auto sample = draw(plan, scenario, catalog, options);
    add(results, monte_carlo_sections(plan, sample, options.threads),
        monte_carlo_notes(plan, scenario, sample));
  }
  std::vector<std::string> notes;
  if (scenario.sensitivity) {
    auto sections = sensitivity_sections(plan, scenario, catalog, options, notes);
    add(results, std::move(sections), std::exchange(notes, {}));
  }
  if (scenario.optimise) {
    auto sections = optimum_sections(plan, scenario, catalog, options, notes);
    add(results, std::move(sections), std::exchange(notes, {}));
  }
}

}  // namespace evpickup::study
