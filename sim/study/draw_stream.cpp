// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "case_cells.hpp"
#include "evpickup/study/basis.hpp"
#include "evpickup/study/monte_carlo.hpp"
#include "evpickup/study/outcome_checks.hpp"
#include "evpickup/study/row_stream.hpp"
#include "evpickup/study/sweep.hpp"
#include "moved.hpp"
#include "run_notes.hpp"
#include "run_parts.hpp"
#include "run_studies.hpp"
#include "stream_head.hpp"

namespace evpickup::study {

namespace {

/// A drawn value's key as scenarios write it, without the names of trucks and markets: these stand
/// in columns of their own.
std::string path_of(const DrawnValue& value) {
  switch (value.target) {
  case Target::vehicle:
    return value.key;
  case Target::market:
    return "market." + value.key;
  case Target::scenario:
    break;
  }
  return (value.of_duty ? "duty." : "cost.") + value.key;
}

/// How a kind of value is told: number = SI / factor - offset, money in the run's currency.
struct Told {
  std::string unit;
  double factor = 1.0, offset = 0.0;
};

Told told_as(const DrawnValue& value, units::Currency currency, const units::ExchangeRates& rates) {
  // A truck is measured in metres, a trip in kilometres.
  const auto symbols = units::symbols(value.kind);
  const bool short_way = value.kind == units::Kind::length && value.base < 1e3;
  const auto symbol =
      short_way ? std::ranges::find(symbols, "m", &units::UnitSymbol::symbol) : symbols.begin();
  Told told;
  if (symbol != symbols.end() && value.kind != units::Kind::ratio)
    told = {std::string(symbol->symbol), symbol->factor, symbol->offset};
  if (!value.currency) return told;
  told.unit = std::string(currency.code()) + (told.unit.empty() ? "" : "/" + told.unit);
  told.factor /= rates.rate(*value.currency, currency);
  return told;
}

/// The draws of a plan as rows.
class DrawRows {
 public:
  DrawRows(model::Catalog& catalog, model::Scenario scenario, const RunOptions& options)
      : catalog_(&catalog),
        scenario_(std::move(scenario)),
        options_(options),
        plan_(make_plan(catalog, scenario_, options)),
        inputs_(uncertain_inputs(plan_, scenario_.inputs)),
        source_(inputs_, scenario_.monte_carlo->sampling, scenario_.monte_carlo->seed),
        evaluation_(plan_, inputs_, request(), catalog, scenario_.currency()) {
    check_varied(plan_, scenario_, catalog, options_);
    columns_ = {{"draw", "draw", "", 0, Better::neither}};
    for (const Column& column : case_columns()) columns_.push_back(column);
    if (is_weighed()) columns_.push_back({"weight", "weight", "", 6, Better::neither});
    for (const Metric* metric :
         outcome_metrics(outcomes(), scenario_.currency(), "monte_carlo.outcomes"))
      columns_.push_back(column_for(*metric, scenario_.currency()));
    first_input_ = columns_.size();
    for (const auto& values : inputs_.of_case) add_inputs(values);
    for (const auto& cycle : plan_.cases.front().duty->cycles) (void)catalog.cycle(cycle.cycle);
  }

  [[nodiscard]] std::size_t size() const { return samples() * plan_.cases.size(); }
  [[nodiscard]] std::size_t at_a_time() const { return evaluation_.block() * plan_.cases.size(); }
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] const model::Scenario& scenario() const { return scenario_; }

  std::vector<std::vector<Cell>> rows(std::size_t first, std::size_t last) {
    const std::size_t cases = plan_.cases.size();
    const std::size_t from = first / cases;
    const std::size_t to = (last + cases - 1) / cases;
    const DrawnOutcomes drawn = evaluation_.at(source_.block(from, to - from, options_.threads));
    std::vector<Eigen::ArrayXd> weights;
    for (std::size_t i = 0; i < cases; ++i) weights.push_back(drawn.weights(i));
    std::vector<std::vector<Cell>> rows;
    rows.reserve(last - first);
    for (std::size_t at = first; at < last; ++at) {
      const auto draw = static_cast<Eigen::Index>(at / cases - from);
      const std::size_t i = at % cases;
      const std::size_t number = at / cases + 1;
      std::vector<Cell> row{static_cast<double>(number)};
      for (Cell& cell : case_cells(plan_.cases[i])) row.push_back(std::move(cell));
      if (is_weighed()) row.emplace_back(weights[i](draw));
      for (const double figure : drawn.of_case[i].row(draw))
        row.push_back(std::isnan(figure) ? Cell() : Cell(figure));
      row.resize(columns_.size());
      for (Eigen::Index k = 0; k < drawn.values[i].cols(); ++k) {
        const Place& place = places_[i][static_cast<std::size_t>(k)];
        row[place.column] = (drawn.values[i](draw, k) - place.told.offset) / place.told.factor;
      }
      rows.push_back(std::move(row));
    }
    return rows;
  }

  /// What holds of all draws.
  void finish(Results& results) {
    results.notes = cautions(plan_);
    for (auto& note : cycle_notes(plan_, *catalog_)) results.notes.push_back(std::move(note));
    results.notes.push_back(drawn_how());
    results.basis = basis(plan_, scenario_, catalog_->exchange_rates());
    add_override_note(results, options_);
  }

  /// "1,000 draws of 12 inputs by random numbers, seed 1."
  [[nodiscard]] std::string drawn_how() const {
    return fmt::format(
        "Monte Carlo: {} draws of {} inputs by {}, seed {}.", samples(), inputs_.inputs.size(),
        scenario_.monte_carlo->sampling == model::Sampling::sobol ? "scrambled Sobol points"
                                                                  : "random numbers",
        scenario_.monte_carlo->seed);
  }

 private:
  /// The column of a drawn value, and how it is told.
  struct Place {
    std::size_t column = 0;
    Told told;
  };

  [[nodiscard]] std::size_t samples() const {
    return static_cast<std::size_t>(scenario_.monte_carlo->samples);
  }
  [[nodiscard]] bool is_weighed() const { return scenario_.mode == model::Mode::anchored; }
  [[nodiscard]] std::vector<std::string> outcomes() const {
    const auto& asked = scenario_.monte_carlo->outcomes;
    return asked.empty() ? usual_outcomes(plan_, scenario_.currency()) : asked;
  }
  [[nodiscard]] DrawRequest request() const {
    return {
        .outcomes = outcomes(), .weigh = is_weighed(), .threads = options_.threads, .values = true};
  }

  /// Columns for what is drawn of a case, shared with the cases before it.
  void add_inputs(const std::vector<DrawnValue>& values) {
    std::vector<Place> places;
    for (const DrawnValue& value : values) {
      const Told told = told_as(value, scenario_.currency(), catalog_->exchange_rates());
      const std::string key = column_key(path_of(value), told.unit);
      const auto known =
          std::find_if(columns_.begin() + static_cast<std::ptrdiff_t>(first_input_), columns_.end(),
                       [&](const Column& column) { return column.key == key; });
      places.push_back({static_cast<std::size_t>(known - columns_.begin()), told});
      if (known == columns_.end())
        columns_.push_back({key, path_of(value), told.unit, 6, Better::neither});
    }
    places_.push_back(std::move(places));
  }

  model::Catalog* catalog_;
  model::Scenario scenario_;
  RunOptions options_;
  Plan plan_;
  UncertainInputs inputs_;
  ShareSource source_;
  DrawEvaluation evaluation_;
  std::vector<Column> columns_;
  std::size_t first_input_ = 0;
  /// Of each case: a place for each of its drawn values.
  std::vector<std::vector<Place>> places_;
};

}  // namespace

RowStream stream_draws(model::Catalog& catalog, model::Scenario scenario,
                       const RunOptions& options) {
  scenario = ready_scenario(std::move(scenario), options);
  check_outcomes(scenario);
  refuse_studies_of_sweep(scenario);
  const auto draws = std::make_shared<DrawRows>(catalog, std::move(scenario), options);
  const model::Scenario& ready = draws->scenario();
  RowStream stream = begun_stream(catalog, ready, options);
  stream.head.table.columns = draws->columns();
  stream.size = draws->size();
  stream.at_a_time = draws->at_a_time();
  stream.settings.push_back(draws->drawn_how());
  stream.rows = [draws](std::size_t first, std::size_t last) { return draws->rows(first, last); };
  stream.finish = [draws](Results& results) { draws->finish(results); };
  return stream;
}

}  // namespace evpickup::study
