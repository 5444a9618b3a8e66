// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/row_stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "evpickup/study/basis.hpp"
#include "evpickup/study/case_grid.hpp"
#include "evpickup/study/convention.hpp"
#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/ratings.hpp"
#include "evpickup/study/yearly_use.hpp"
#include "run_notes.hpp"
#include "run_parts.hpp"

namespace evpickup::study {

namespace {

/// Energy figures that are kept for later rows, such as those of another market.
constexpr std::size_t kept_figures = 2048;
/// Sentences on single rows that are told.
constexpr std::size_t most_notes = 12;

/// Energy of trucks on duties, each computed once while they are few.
class EnergyStore {
 public:
  EnergyStore(model::Catalog& catalog, int threads) : catalog_(&catalog), threads_(threads) {}

  /// Figures of the cases; valid until the next call.
  std::vector<const EnergyFigures*> of(const std::vector<PlannedCase>& cases) {
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

 private:
  using Key = std::pair<std::shared_ptr<const model::Vehicle>, std::shared_ptr<const model::Duty>>;
  model::Catalog* catalog_;
  int threads_;
  std::map<Key, EnergyFigures> figures_;
};

/// The rows of a sweep, and the sentences that they bring.
class SweepRows {
 public:
  SweepRows(model::Catalog& catalog, model::Scenario scenario, const RunOptions& options)
      : catalog_(&catalog),
        scenario_(std::move(scenario)),
        options_(options),
        planned_(plan_grid(catalog, scenario_, options)),
        energy_(catalog, options.threads) {
    // Cycles are read now, those of every value where an axis moves them.
    Plan first = part(0, 1);
    refuse_trailers_and_trips(first, scenario_);
    std::set<std::string> cycles{"epa_udds"};
    for (const auto& share : first.cases.front().duty->cycles) cycles.insert(share.cycle);
    for (const std::string& cycle : cycles) (void)catalog.cycle(cycle);
  }

  [[nodiscard]] std::size_t size() const { return planned_.grid.size(); }
  [[nodiscard]] std::vector<Column> columns() const {
    return table_columns(planned_.plan, scenario_.currency());
  }
  [[nodiscard]] const model::Scenario& scenario() const { return scenario_; }

  std::vector<std::vector<Cell>> rows(std::size_t first, std::size_t last) {
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

  /// Notes and basis of the whole, the latter by the first point of each truck and market.
  void finish(Results& results) {
    Plan plan = planned_.plan;
    for (std::size_t i = 0; i < size(); i += planned_.grid.points())
      for (auto& planned : planned_.grid.cases(i, i + 1, options_.threads))
        plan.cases.push_back(std::move(planned));
    results.notes = notes_;
    for (auto& note : rating_notes(plan)) results.notes.push_back(std::move(note));
    for (auto& note : leg_notes(plan, scenario_)) results.notes.push_back(std::move(note));
    for (auto& note : cycle_notes(plan, *catalog_)) results.notes.push_back(std::move(note));
    results.basis = basis(plan, scenario_, catalog_->exchange_rates());
    add_override_note(results, options_);
  }

 private:
  [[nodiscard]] Plan part(std::size_t first, std::size_t last) {
    Plan plan;
    plan.axes = planned_.plan.axes;
    plan.notes = planned_.plan.notes;
    plan.cases = planned_.grid.cases(first, last, options_.threads);
    return plan;
  }

  /// Which inputs are estimated does not depend on the size of a pack.
  std::vector<Cell> estimated(const Plan& plan, std::size_t first) {
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

  void add_notes(std::vector<std::string> notes) {
    for (auto& note : notes) {
      if (std::ranges::find(notes_, note) != notes_.end()) continue;
      if (notes_.size() >= most_notes) {
        notes_.emplace_back("More of such notes are left out.");
        return;
      }
      notes_.push_back(std::move(note));
    }
  }

  model::Catalog* catalog_;
  model::Scenario scenario_;
  RunOptions options_;
  PlannedGrid planned_;
  EnergyStore energy_;
  std::map<CaseGrid::Family, Cell> estimated_;
  std::vector<std::string> notes_;
};

}  // namespace

bool can_stream(const model::Scenario& scenario) {
  return !scenario.sweeps.empty() && !scenario.duty.cycles.empty();
}

RowStream stream_sweep(model::Catalog& catalog, model::Scenario scenario,
                       const RunOptions& options) {
  const auto sweep =
      std::make_shared<SweepRows>(catalog, ready_scenario(std::move(scenario), options), options);
  const model::Scenario& ready = sweep->scenario();
  RowStream stream;
  stream.head.scenario = ready.id;
  stream.head.title = ready.title;
  stream.head.description = ready.description;
  stream.head.table.columns = sweep->columns();
  stream.head.inputs = inputs_of(catalog, ready, options);
  stream.size = sweep->size();
  stream.settings = {
      fmt::format("mode {}", ready.mode == model::Mode::anchored ? "anchored" : "blind"),
      fmt::format("announced {}", options.include_announced)};
  stream.rows = [sweep](std::size_t first, std::size_t last) { return sweep->rows(first, last); };
  stream.finish = [sweep](Results& results) { sweep->finish(results); };
  return stream;
}

}  // namespace evpickup::study
