// SPDX-License-Identifier: Apache-2.0
#include "sweep_rows.hpp"

#include <algorithm>
#include <set>

#include "evpickup/study/basis.hpp"
#include "evpickup/study/convention.hpp"
#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/ratings.hpp"
#include "evpickup/study/yearly_use.hpp"
#include "run_notes.hpp"
#include "run_parts.hpp"
#include "run_studies.hpp"

namespace evpickup::study {

namespace {

/// Energy figures that are kept for later rows, such as those of another market.
constexpr std::size_t kept_figures = 2048;
/// Sentences on single rows that are told.
constexpr std::size_t most_notes = 12;

}  // namespace

std::vector<const EnergyFigures*> EnergyStore::of(const std::vector<PlannedCase>& cases) {
  if (figures_.size() > kept_figures) figures_.clear();
  std::vector<const Key*> fresh;
  std::vector<const EnergyFigures*> result;
  for (const PlannedCase& planned : cases) {
    const auto [found, is_new] = figures_.try_emplace({planned.vehicle, planned.duty});
    if (is_new) fresh.push_back(&found->first);
    result.push_back(&found->second);
  }
  std::vector<EnergyCase> distinct;
  for (const Key* key : fresh) distinct.push_back({key->first.get(), key->second.get()});
  auto computed = energy_figures(distinct, *catalog_, threads_);
  for (std::size_t i = 0; i < fresh.size(); ++i)
    figures_.find(*fresh[i])->second = std::move(computed[i]);
  return result;
}

SweepRows::SweepRows(model::Catalog& catalog, model::Scenario scenario, const RunOptions& options)
    : catalog_(&catalog),
      scenario_(std::move(scenario)),
      options_(options),
      planned_(plan_grid(catalog, scenario_, options)),
      energy_(catalog, options.threads) {
  refuse_studies_of_sweep(scenario_);

  // Cycles are read now, those of every value where an axis moves them.
  const Plan first = part(0, 1);
  refuse_trailers_and_trips(first, scenario_);
  std::set<std::string> cycles{"epa_udds"};
  for (const auto& share : first.cases.front().duty->cycles) cycles.insert(share.cycle);
  for (const std::string& cycle : cycles) (void)catalog.cycle(cycle);
}

std::vector<Column> SweepRows::columns() const {
  return table_columns(planned_.plan, scenario_.currency());
}

std::vector<std::vector<Cell>> SweepRows::rows(std::size_t first, std::size_t last) {
  const Plan plan = part(first, last);
  refuse_trailers_and_trips(plan, scenario_);
  const auto energy = energy_.of(plan.cases);
  const auto use = yearly_uses(plan, energy, options_.threads);
  const auto cost = cost_figures(plan, energy, use, scenario_.currency(),
                                 catalog_->exchange_rates(), options_.threads);
  if (notes_.size() < most_notes) {
    add_notes(cautions(plan));
    add_notes(case_notes(plan, energy));
  }
  return table_rows(plan, energy, cost, use, options_.threads, estimated(plan, first));
}

void SweepRows::finish(Results& results) {
  const Plan plan = first_points();
  results.notes = notes_;
  for (auto& note : rating_notes(plan)) results.notes.push_back(std::move(note));
  for (auto& note : leg_notes(plan, scenario_)) results.notes.push_back(std::move(note));
  for (auto& note : cycle_notes(plan, *catalog_)) results.notes.push_back(std::move(note));
  if (scenario_.parity)
    results.notes.emplace_back("Parity is not solved at the points of a sweep.");
  results.basis = basis(plan, scenario_, catalog_->exchange_rates());
  add_override_note(results, options_);
}

Plan SweepRows::first_points() {
  Plan plan = planned_.plan;
  for (std::size_t i = 0; i < size(); i += planned_.grid.points())
    for (auto& planned : planned_.grid.cases(i, i + 1, options_.threads))
      plan.cases.push_back(std::move(planned));
  return plan;
}

Plan SweepRows::first_points_by_row() {
  const Plan first = first_points();
  Plan plan = planned_.plan;
  plan.cases.reserve(size());
  for (const PlannedCase& planned : first.cases)
    plan.cases.insert(plan.cases.end(), planned_.grid.points(), planned);
  return plan;
}

Plan SweepRows::part(std::size_t first, std::size_t last) {
  Plan plan;
  plan.axes = planned_.plan.axes;
  plan.notes = planned_.plan.notes;
  plan.cases = planned_.grid.cases(first, last, options_.threads);
  return plan;
}

std::vector<Cell> SweepRows::estimated(const Plan& plan, std::size_t first) {
  // Which inputs are estimated does not depend on the size of a pack.
  const Metric& metric = metric_named(estimated_column);
  if (estimated_.size() > kept_figures) estimated_.clear();
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    const auto [found, is_new] = estimated_.try_emplace(planned_.grid.family_of(first + i));
    if (is_new) found->second = metric.get(CaseView{.planned = &plan.cases[i]});
    cells.push_back(found->second);
  }
  return cells;
}

void SweepRows::add_notes(std::vector<std::string> notes) {
  for (auto& note : notes) {
    if (std::ranges::find(notes_, note) != notes_.end()) continue;
    if (notes_.size() >= most_notes) {
      notes_.emplace_back("More of such notes are left out.");
      return;
    }
    notes_.push_back(std::move(note));
  }
}

}  // namespace evpickup::study
