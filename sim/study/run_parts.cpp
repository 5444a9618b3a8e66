// SPDX-License-Identifier: Apache-2.0
#include "run_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "evpickup/base/parallel.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::study {

SharedEnergy compute_energy(const Plan& plan, model::Catalog& catalog, int threads) {
  using Key = std::pair<const model::Vehicle*, const model::Duty*>;
  std::map<Key, std::size_t> index;
  std::vector<EnergyCase> distinct;
  std::vector<std::size_t> place;
  for (const auto& planned : plan.cases) {
    const auto [found, is_new] =
        index.try_emplace({planned.vehicle.get(), planned.duty.get()}, distinct.size());
    if (is_new) distinct.push_back({planned.vehicle.get(), planned.duty.get()});
    place.push_back(found->second);
  }
  SharedEnergy shared;
  shared.figures = energy_figures(distinct, catalog, threads);
  for (const std::size_t at : place) shared.of_case.push_back(&shared.figures[at]);
  return shared;
}

const Metric& metric_named(std::string_view key) {
  const auto& list = metrics();
  const auto found =
      std::ranges::find_if(list, [&](const Metric& metric) { return metric.column.key == key; });
  if (found == list.end()) throw std::logic_error("no such metric");
  return *found;
}

std::vector<Column> table_columns(const Plan& plan, units::Currency currency) {
  std::vector<Column> columns;
  for (const auto& metric : metrics()) columns.push_back(column_for(metric, currency));
  columns.insert(columns.end(), plan.axes.begin(), plan.axes.end());
  return columns;
}

std::vector<std::vector<Cell>> table_rows(const Plan& plan,
                                          std::span<const EnergyFigures* const> energy,
                                          std::span<const std::optional<CostFigures>> cost,
                                          std::span<const std::vector<model::AnnualUse>> use,
                                          int threads, std::span<const Cell> estimated) {
  const Metric* given = estimated.empty() ? nullptr : &metric_named(estimated_column);
  constexpr std::size_t rows_at_a_time = 32;
  std::vector<std::vector<Cell>> rows(plan.cases.size());
  const auto fill = [&](std::size_t i) {
    const CaseView view{&plan.cases[i], energy[i], cost[i] ? &*cost[i] : nullptr, use[i]};
    rows[i].reserve(metrics().size() + plan.axes.size());
    for (const auto& metric : metrics())
      rows[i].push_back(&metric == given ? estimated[i] : metric.get(view));
    for (const auto& value : plan.cases[i].axes) rows[i].push_back(value);
  };
  base::for_each_block(rows.size(), rows_at_a_time, threads,
                       [&](std::size_t first, std::size_t last) {
                         for (std::size_t i = first; i < last; ++i) fill(i);
                       });
  return rows;
}

Inputs inputs_of(const model::Catalog& catalog, const model::Scenario& scenario,
                 const RunOptions& options) {
  Inputs inputs;
  inputs.files = catalog.files_read();
  for (const auto& item : options.overrides)
    inputs.overrides.push_back(item.path + "=" + item.value);
  inputs.currency = scenario.currency_code;
  if (scenario.monte_carlo) inputs.seed = scenario.monte_carlo->seed;
  if (scenario.sensitivity) inputs.seed = scenario.sensitivity->seed;
  if (scenario.optimise) inputs.seed = scenario.optimise->seed;
  return inputs;
}

void add_override_note(Results& results, const RunOptions& options) {
  if (options.overrides.empty()) return;
  std::vector<std::string> set;
  for (const auto& item : options.overrides) set.push_back(item.path + " = " + item.value);
  results.notes.insert(results.notes.begin(),
                       fmt::format("Put on top of the files for this run, whatever title and "
                                   "description say: {}.",
                                   base::join(set, "; ")));
}

}  // namespace evpickup::study
