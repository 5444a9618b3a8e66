// SPDX-License-Identifier: Apache-2.0
#include "search_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "case_cells.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/study/optimiser.hpp"
#include "evpickup/study/pareto.hpp"
#include "evpickup/study/sweep.hpp"
#include "moved.hpp"
#include "stream_head.hpp"

namespace evpickup::study {

namespace {

/// Objectives and constraints of candidates: what the optimisers call.
BatchEvaluation evaluation_of(const Search& search, DrawEvaluation& draws) {
  return [&](const Eigen::ArrayXXd& points, Eigen::ArrayXXd& outputs) {
    const auto columns = static_cast<Eigen::Index>(search.goals.size() + search.limits.size());
    outputs.resize(points.rows(), columns);
    /// Ends of the open interval that shares lie in.
    constexpr double least_share = 1e-12;
    const Eigen::ArrayXXd found =
        draws.at(points.max(least_share).min(1.0 - least_share)).of_case.front();
    Eigen::Index column = 0;
    for (const Goal& goal : search.goals)
      outputs.col(column++) = goal.sign * found.col(static_cast<Eigen::Index>(goal.outcome));
    for (const Limit& limit : search.limits)
      outputs.col(column++) =
          limit.sign * (found.col(static_cast<Eigen::Index>(limit.outcome)) - limit.bound);
  };
}

/// The same evaluation, which tells how many trucks it has tried.
BatchEvaluation counted(BatchEvaluation evaluate, std::size_t all, const TellProgress& progress) {
  if (!progress) return evaluate;
  progress(0, all, "evaluations");
  return [evaluate = std::move(evaluate), all, &progress,
          done = std::size_t{0}](const Eigen::ArrayXXd& points, Eigen::ArrayXXd& outputs) mutable {
    evaluate(points, outputs);
    done += static_cast<std::size_t>(points.rows());
    progress(std::min(done, all), all, "evaluations");
  };
}

/// Outcomes of trucks at shares of their variables.
std::vector<FoundTruck> trucks_at(const SearchSubject& subject, DrawEvaluation& draws,
                                  const Eigen::ArrayXXd& shares) {
  const Eigen::ArrayXXd outcomes = draws.at(shares).of_case.front();
  std::vector<FoundTruck> trucks;
  for (Eigen::Index row = 0; row < shares.rows(); ++row)
    trucks.push_back({subject.told(shares.row(row).transpose()), outcomes.row(row).transpose()});
  return trucks;
}

/// Size of a search for a front of so many evaluations.
ParetoSettings front_settings(const model::Optimise& settings) {
  const auto evaluations = static_cast<std::size_t>(settings.evaluations);
  ParetoSettings size;
  size.population = std::clamp<std::size_t>(evaluations / 40 / 2 * 2, 12, 100);
  size.generations = std::max<std::size_t>(4, evaluations / size.population);
  return size;
}

/// "minimise tco_usd; range_km >= 400; battery.energy_usable 40 kWh to 140 kWh; 2000 evaluations":
/// what a search is made of, beside its seed.
std::string aim_of(const Search& search) {
  const model::Optimise& settings = *search.settings;
  std::vector<std::string> parts;
  for (const auto& key : settings.minimise) parts.push_back("minimise " + key);
  for (const auto& key : settings.maximise) parts.push_back("maximise " + key);
  for (const auto& bound : settings.constraints) {
    if (bound.at_least)
      parts.push_back(fmt::format("{} >= {}", bound.outcome, base::shortest(*bound.at_least)));
    if (bound.at_most)
      parts.push_back(fmt::format("{} <= {}", bound.outcome, base::shortest(*bound.at_most)));
  }
  const auto written = [](const std::optional<spec::Node>& end) {
    return !end ? std::string{} : end->is_text() ? end->text : base::shortest(end->number);
  };
  for (const auto& variable : settings.variables)
    parts.push_back(fmt::format("{} {} to {}{}", variable.key, written(variable.from),
                                written(variable.to), variable.pack ? " with its pack" : ""));
  parts.push_back(fmt::format("{} evaluations", settings.evaluations));
  return base::join(parts, "; ");
}

DrawRequest request_of(const Search& search, const RunOptions& options) {
  DrawRequest request;
  request.outcomes = search.keys;
  request.threads = options.threads;
  return request;
}

bool is_front(const Search& search) { return search.goals.size() == 2; }

}  // namespace

SearchRows::SearchRows(model::Catalog& catalog, model::Scenario ready, Plan plan,
                       const RunOptions& options)
    : catalog_(&catalog),
      scenario_(std::move(ready)),
      options_(options),
      plan_(std::move(plan)),
      search_(search_of(scenario_)),
      request_(request_of(search_, options)),
      evaluation_(request_, catalog, scenario_.currency()) {
  for (std::size_t at = 0; at < plan_.cases.size(); ++at)
    if (plan_.cases[at].vehicle->has_physics())
      subjects_.push_back(std::make_unique<SearchSubject>(search_, plan_, at));
  check_variables();

  columns_ = {{"search", "search", "", 0, Better::neither},
              {"seed", "seed", "", 0, Better::neither},
              {"aim", "aim", "", 0, Better::neither}};
  for (const Column& column : case_columns()) columns_.push_back(column);
  figures_.first = columns_.size();
  if (!subjects_.empty())
    for (Column column : subjects_.front()->columns()) {
      column.key = column_key(column.key, column.unit);
      columns_.push_back(std::move(column));
    }
  for (const Column& column : search_.outcomes) columns_.push_back(column);
  columns_.push_back({"evaluations", "evaluations", "", 0, Better::neither});
  columns_.push_back({"converged", "converged", "", 0, Better::neither});
  figures_.last = columns_.size();
}

void SearchRows::check_variables() {
  std::vector<std::vector<std::string>> still(search_.settings->variables.size());
  for (std::size_t at = 0; at < subjects_.size(); ++at) {
    DrawEvaluation& draws = evaluation(at);
    const auto variables = static_cast<Eigen::Index>(still.size());
    for (Eigen::Index k = 0; k < variables; ++k)
      if (!moved_cases(draws, variables, k).front())
        still[static_cast<std::size_t>(k)].push_back(subjects_[at]->name());
  }
  for (std::size_t k = 0; k < still.size(); ++k) {
    if (still[k].empty()) continue;
    const auto& variable = search_.settings->variables[k];
    const std::string trucks = base::join(still[k], ", ");
    if (still[k].size() == subjects_.size())
      throw base::InputError(base::Diagnostic{
          base::Severity::error, variable.from ? variable.from->where : base::SourcePlace{},
          variable.key, fmt::format("it moves neither an objective nor a bound of {}", trucks),
          "search over what they depend on"});
    notes_.push_back(fmt::format("The search over {} moves neither an objective nor a bound of {}.",
                                 variable.key, trucks));
  }
}

std::size_t SearchRows::searches() const {
  return static_cast<std::size_t>(search_.settings->searches);
}

std::size_t SearchRows::trucks() const {
  return is_front(search_) ? front_settings(*search_.settings).population : 1;
}

SearchResult SearchRows::result(std::size_t subject, std::size_t number) {
  const SearchSubject& of = *subjects_[subject];
  const model::Optimise& settings = *search_.settings;
  DrawEvaluation& draws = evaluation(subject);
  const auto evaluate = counted(evaluation_of(search_, draws),
                                static_cast<std::size_t>(settings.evaluations), options_.progress);
  const std::uint64_t seed = static_cast<std::uint64_t>(settings.seed) + number;
  if (is_front(search_)) {
    ParetoSettings size = front_settings(settings);
    size.seed = seed;
    const ParetoFront front = pareto_front(of.box(), search_.limits.size(), evaluate, size);
    return {trucks_at(of, draws, front.generation), front.evaluations, true};
  }
  OptimiserSettings size;
  size.seed = seed;
  size.evaluations = static_cast<std::size_t>(settings.evaluations);
  const Optimum optimum = minimise(of.box(), search_.limits.size(), evaluate, size);
  return {trucks_at(of, draws, optimum.point.transpose()), optimum.evaluations, optimum.converged};
}

SearchResult SearchRows::result(std::size_t subject, std::size_t number, RecordedRows& recorded) {
  const std::vector<std::vector<Cell>> known(trucks(), known_row(subject, number));
  const Eigen::ArrayXXd found = recorded.figures(known, figures_);
  const auto variables = static_cast<Eigen::Index>(search_.settings->variables.size());
  const auto outcomes = static_cast<Eigen::Index>(search_.outcomes.size());
  SearchResult result;
  for (Eigen::Index row = 0; row < found.rows(); ++row) {
    const Eigen::ArrayXd figures = found.row(row).transpose();
    result.trucks.push_back(
        {{figures.begin(), figures.begin() + variables}, figures.segment(variables, outcomes)});
    const double evaluations = figures(variables + outcomes);
    const double converged = figures(variables + outcomes + 1);
    // A search ends with its generation.
    const bool sound = evaluations >= 1.0 && evaluations <= 2.0 * search_.settings->evaluations &&
                       (converged == 0.0 || converged == 1.0);
    if (!sound) recorded.refuse("evaluations or converged are those of no search");
    result.evaluations = static_cast<std::size_t>(evaluations);
    result.converged = converged == 1.0;
  }
  recorded.require_same(found, again(subject, number, result), figures_);
  return result;
}

ComputedRows SearchRows::again(std::size_t subject, std::size_t number, SearchResult result) {
  const SearchSubject& of = *subjects_[subject];
  Eigen::ArrayXXd shares(static_cast<Eigen::Index>(result.trucks.size()),
                         static_cast<Eigen::Index>(of.inputs().inputs.size()));
  for (std::size_t row = 0; row < result.trucks.size(); ++row)
    shares.row(static_cast<Eigen::Index>(row)) =
        of.shares(result.trucks[row].variables).transpose();
  result.trucks = trucks_at(of, evaluation(subject), shares);
  ComputedRows again;
  for (const FoundTruck& truck : result.trucks) {
    again.numbers.push_back(again.rows.size());
    again.rows.push_back(row_of(subject, number, result, truck));
  }
  return again;
}

Eigen::ArrayXd SearchRows::as_it_is(std::size_t subject) const {
  UncertainInputs none;
  none.of_case.resize(1);
  DrawEvaluation evaluation(subjects_[subject]->plan(), none, request_, *catalog_,
                            scenario_.currency());
  return evaluation.at(Eigen::ArrayXXd(1, 0)).of_case.front().row(0).transpose();
}

std::vector<Cell> SearchRows::known_row(std::size_t subject, std::size_t number) const {
  std::vector<Cell> row{static_cast<double>(number + 1),
                        static_cast<double>(search_.settings->seed) + static_cast<double>(number),
                        aim_of(search_)};
  for (Cell& cell : case_cells(subjects_[subject]->planned())) row.push_back(std::move(cell));
  row.resize(columns_.size());
  return row;
}

std::vector<Cell> SearchRows::row_of(std::size_t subject, std::size_t number,
                                     const SearchResult& result, const FoundTruck& truck) const {
  std::vector<Cell> row = known_row(subject, number);
  std::size_t column = figures_.first;
  for (const double value : truck.variables) row[column++] = value;
  for (const double figure : truck.outcomes)
    row[column++] = std::isnan(figure) ? Cell() : Cell(figure);
  row[column++] = static_cast<double>(result.evaluations);
  row[column] = result.converged ? 1.0 : 0.0;
  return row;
}

std::vector<std::vector<Cell>> SearchRows::rows(std::size_t first, std::size_t last) {
  std::vector<std::vector<Cell>> rows;
  for (std::size_t at = first; at < last; ++at) {
    const std::size_t search = at / trucks();
    const std::size_t subject = search / searches();
    const std::size_t number = search % searches();
    if (last_.trucks.empty() || last_number_ != search) last_ = result(subject, number);
    last_number_ = search;
    rows.push_back(row_of(subject, number, last_, last_.trucks[at % trucks()]));
  }
  return rows;
}

std::string SearchRows::how() const {
  return fmt::format("Search: {}, {} for each truck, of about {} evaluations, seeds from {}.",
                     is_front(search_) ? front_method : optimum_method, searches(),
                     search_.settings->evaluations, search_.settings->seed);
}

void SearchRows::finish(Results& results) const {
  tell_of_study(results, plan_, scenario_, *catalog_, options_);
  results.notes.insert(results.notes.end(), notes_.begin(), notes_.end());
  results.notes.push_back(how());
}

}  // namespace evpickup::study
