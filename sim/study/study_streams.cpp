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

/// The scenario with all that the options say, if its studies can be told as rows.
model::Scenario ready_for_studies(model::Scenario scenario, const RunOptions& options) {
  scenario = ready_scenario(std::move(scenario), options);
  check_outcomes(scenario);
  refuse_studies_of_sweep(scenario);
  return scenario;
}

}  // namespace

RowStream stream_draws(model::Catalog& catalog, model::Scenario scenario,
                       const RunOptions& options) {
  const auto draws =
      std::make_shared<DrawRows>(catalog, ready_for_studies(std::move(scenario), options), options);
  check_varied(draws->plan(), draws->scenario(), catalog, options);
  RowStream stream = stream_of(draws, catalog, options);
  stream.settings.push_back(drawn_how(draws->scenario(), draws->inputs()));
  return stream;
}

RowStream stream_sensitivity(model::Catalog& catalog, model::Scenario scenario,
                             const RunOptions& options) {
  const auto points = std::make_shared<SensitivityRows>(
      catalog, ready_for_studies(std::move(scenario), options), options);
  check_varied(points->plan(), points->scenario(), catalog, options);
  RowStream stream = stream_of(points, catalog, options);
  stream.settings.push_back(points->how());
  return stream;
}

RowStream stream_searches(model::Catalog& catalog, model::Scenario scenario,
                          const RunOptions& options) {
  const auto searches = std::make_shared<SearchRows>(
      catalog, ready_for_studies(std::move(scenario), options), options);
  RowStream stream = stream_of(searches, catalog, options);
  stream.settings.push_back(searches->how());
  return stream;
}

}  // namespace evpickup::study
