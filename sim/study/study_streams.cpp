// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include "draw_rows.hpp"
#include "evpickup/study/outcome_checks.hpp"
#include "evpickup/study/row_stream.hpp"
#include "moved.hpp"
#include "run_parts.hpp"
#include "run_studies.hpp"
#include "search_rows.hpp"
#include "sensitivity_rows.hpp"
#include "stream_head.hpp"

namespace evpickup::study {

namespace {

/// The rows of a study, of the scenario with all that the options say; every file is read.
template <class Rows>
std::shared_ptr<Rows> rows_of(model::Catalog& catalog, model::Scenario scenario,
                              const RunOptions& options) {
  scenario = ready_scenario(std::move(scenario), options);
  check_outcomes(scenario);
  refuse_studies_of_sweep(scenario);
  Plan plan = make_plan(catalog, scenario, options);
  for (const auto& cycle : plan.cases.front().duty->cycles) (void)catalog.cycle(cycle.cycle);
  return std::make_shared<Rows>(catalog, std::move(scenario), std::move(plan), options);
}

/// Their stream, which tells how they were made.
template <class Rows>
RowStream told(const std::shared_ptr<Rows>& rows, const model::Catalog& catalog,
               const RunOptions& options) {
  RowStream stream = stream_of(rows, catalog, options);
  stream.settings.push_back(rows->how());
  return stream;
}

}  // namespace

RowStream stream_draws(model::Catalog& catalog, model::Scenario scenario,
                       const RunOptions& options) {
  const auto draws = rows_of<DrawRows>(catalog, std::move(scenario), options);
  check_varied(draws->plan(), draws->scenario(), catalog, options);
  return told(draws, catalog, options);
}

RowStream stream_sensitivity(model::Catalog& catalog, model::Scenario scenario,
                             const RunOptions& options) {
  const auto points = rows_of<SensitivityRows>(catalog, std::move(scenario), options);
  check_varied(points->plan(), points->scenario(), catalog, options);
  return told(points, catalog, options);
}

RowStream stream_searches(model::Catalog& catalog, model::Scenario scenario,
                          const RunOptions& options) {
  return told(rows_of<SearchRows>(catalog, std::move(scenario), options), catalog, options);
}

}  // namespace evpickup::study
