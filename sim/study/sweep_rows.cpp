// SPDX-License-Identifier: Apache-2.0
#include "sweep_rows.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "evpickup/base/parallel.hpp"
#include "evpickup/study/basis.hpp"
#include "evpickup/study/convention.hpp"
#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/ratings.hpp"
#include "evpickup/study/yearly_use.hpp"
#include "moved.hpp"
#include "price_notes.hpp"
#include "run_notes.hpp"
#include "run_parts.hpp"
#include "run_studies.hpp"

namespace evpickup::study {

namespace {

/// Energy figures that are kept for later rows, such as those of another market.
constexpr std::size_t kept_figures = 2048;
/// Sentences on single rows that are told.
constexpr std::size_t most_notes = 12;
/// Rows that one thread makes at a time, and how many such parts a call has for each thread.
constexpr std::size_t rows_of_part = 128;
constexpr std::size_t parts_of_thread = 12;
constexpr int one_thread = 1;

/// Energy of trucks on duties, each computed once while they are few.
class EnergyStore {
 public:
  explicit EnergyStore(model::Catalog& catalog) : catalog_(&catalog) {}

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
    auto computed = energy_figures(distinct, *catalog_, one_thread);
    for (std::size_t i = 0; i < fresh.size(); ++i)
      figures_.find(*fresh[i])->second = std::move(computed[i]);
    return result;
  }

 private:
  using Key = std::pair<std::shared_ptr<const model::Vehicle>, std::shared_ptr<const model::Duty>>;
  model::Catalog* catalog_;
  std::map<Key, EnergyFigures> figures_;
};

/// Points of a grid that tell whether an axis moves something: values of each from end to end, with
/// all others at their first, middle and last, for one axis may count only where another does.
std::set<std::size_t> probed_points(const std::vector<Axis>& axes) {
  constexpr std::size_t tried = 5;
  constexpr std::size_t rests = 3;
  const auto among = [](std::size_t i, std::size_t of, std::size_t values) {
    return values <= of ? std::min(i, values - 1) : i * (values - 1) / (of - 1);
  };
  std::vector<std::size_t> strides(axes.size(), 1);
  for (std::size_t k = axes.size(); k-- > 1;) strides[k - 1] = strides[k] * axes[k].size();
  std::set<std::size_t> points;
  for (std::size_t rest = 0; rest < rests; ++rest)
    for (std::size_t k = 0; k < axes.size(); ++k)
      for (std::size_t i = 0; i < tried; ++i) {
        std::size_t point = strides[k] * among(i, tried, axes[k].size());
        for (std::size_t other = 0; other < axes.size(); ++other)
          if (other != k) point += strides[other] * among(rest, rests, axes[other].size());
        points.insert(point);
      }
  return points;
}

}  // namespace

/// What one thread makes rows with.
class SweepRows::Worker {
 public:
  /// Some rows, and the notes on them.
  struct Part {
    std::vector<std::vector<Cell>> rows;
    std::vector<std::string> cautions, notes;
  };

  Worker(model::Catalog& catalog, const PlannedGrid& planned)
      : catalog_(&catalog), planned_(&planned), grid_(planned.grid), energy_(catalog) {}

  Part make(std::size_t first, std::size_t last, const model::Scenario& scenario) {
    Plan plan;
    plan.axes = planned_->plan.axes;
    plan.notes = planned_->plan.notes;
    plan.cases = grid_.cases(first, last, one_thread);
    refuse_trailers_and_trips(plan, scenario);
    const auto energy = energy_.of(plan.cases);
    const auto use = yearly_uses(plan, energy, one_thread);
    const auto cost = cost_figures(plan, energy, use, scenario.currency(),
                                   catalog_->exchange_rates(), one_thread);
    return {table_rows(plan, energy, cost, use, one_thread, estimated(plan, first)), cautions(plan),
            case_notes(plan, energy)};
  }

 private:
  /// The cell of the inputs that are estimated, of each case. Which they are does not depend on the
  /// size of a pack.
  std::vector<Cell> estimated(const Plan& plan, std::size_t first) {
    const Metric& metric = metric_named(estimated_column);
    if (estimated_.size() > kept_figures) estimated_.clear();
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < plan.cases.size(); ++i) {
      const auto [found, is_new] = estimated_.try_emplace(grid_.family_of(first + i));
      if (is_new) found->second = metric.get(CaseView{.planned = &plan.cases[i]});
      cells.push_back(found->second);
    }
    return cells;
  }

  model::Catalog* catalog_;
  const PlannedGrid* planned_;
  CaseGrid grid_;
  EnergyStore energy_;
  std::map<CaseGrid::Family, Cell> estimated_;
};

SweepRows::SweepRows(model::Catalog& catalog, model::Scenario scenario, const RunOptions& options)
    : catalog_(&catalog),
      scenario_(std::move(scenario)),
      options_(options),
      planned_(plan_grid(catalog, scenario_, options)) {
  refuse_studies_of_sweep(scenario_);
  for (std::size_t i = 0; i < base::threads_used(options.threads); ++i)
    workers_.push_back(std::make_unique<Worker>(catalog, planned_));

  // Cycles are read now, those of every value where an axis moves them.
  const auto first = planned_.grid.cases(0, 1, one_thread);
  std::set<std::string> cycles{"epa_udds"};
  for (const auto& share : first.front().duty->cycles) cycles.insert(share.cycle);
  for (const std::string& cycle : cycles) (void)catalog.cycle(cycle);
  (void)catalog.exchange_rates();
}
SweepRows::~SweepRows() = default;

std::size_t SweepRows::at_a_time() const {
  return rows_of_part * workers_.size() * parts_of_thread;
}

std::vector<Column> SweepRows::columns() const {
  return table_columns(planned_.plan, scenario_.currency());
}

std::vector<std::vector<Cell>> SweepRows::rows(std::size_t first, std::size_t last) {
  // As many parts for each thread, so that none is left with a last one.
  const std::size_t at_once = rows_of_part * workers_.size();
  const std::size_t count = (last - first + at_once - 1) / at_once * workers_.size();
  std::vector<Worker::Part> parts(count);
  base::for_each_part(count, workers_.size(), [&](std::size_t worker, std::size_t k) {
    const std::size_t from = first + (last - first) * k / count;
    const std::size_t to = first + (last - first) * (k + 1) / count;
    if (from < to) parts[k] = workers_[worker]->make(from, to, scenario_);
  });
  std::vector<std::vector<Cell>> rows;
  rows.reserve(last - first);
  for (Worker::Part& part : parts) {
    std::ranges::move(part.rows, std::back_inserter(rows));
    if (notes_.size() >= most_notes) continue;
    add_notes(std::move(part.cautions));
    add_notes(std::move(part.notes));
  }
  return rows;
}

void SweepRows::check_axes() {
  const auto points = probed_points(planned_.grid.axes());
  Results probes;
  probes.table.columns = columns();
  Plan plan = planned_.plan;
  const Plan first = first_points();
  std::vector<std::size_t> rows;
  for (std::size_t entry = 0; entry < first.cases.size(); ++entry)
    for (const std::size_t point : points) {
      rows.push_back(entry * planned_.grid.points() + point);
      plan.cases.push_back(first.cases[entry]);
    }
  probes.table.rows.resize(rows.size());
  base::for_each_part(rows.size(), workers_.size(), [&](std::size_t worker, std::size_t k) {
    auto part = workers_[worker]->make(rows[k], rows[k] + 1, scenario_);
    probes.table.rows[k] = std::move(part.rows.front());
  });
  check_moved(probes, plan, scenario_);
  axis_notes_ = std::move(probes.notes);
}

void SweepRows::finish(Results& results) {
  const Plan plan = first_points();
  results.notes = notes_;
  results.notes.insert(results.notes.end(), axis_notes_.begin(), axis_notes_.end());
  for (auto& note : price_notes(plan, catalog_->exchange_rates()))
    results.notes.push_back(std::move(note));
  for (auto& note : rating_notes(plan)) results.notes.push_back(std::move(note));
  for (auto& note : leg_notes(plan, scenario_)) results.notes.push_back(std::move(note));
  for (auto& note : requirement_notes(plan, scenario_)) results.notes.push_back(std::move(note));
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

Plan SweepRows::first_points_of(const std::vector<std::vector<Cell>>& rows) {
  const Plan first = first_points();
  Plan plan = planned_.plan;
  plan.cases.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    PlannedCase& planned = plan.cases.emplace_back(first.cases[i / planned_.grid.points()]);
    planned.axes.assign(rows[i].end() - static_cast<std::ptrdiff_t>(plan.axes.size()),
                        rows[i].end());
  }
  return plan;
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
