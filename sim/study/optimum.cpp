// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/optimum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "evpickup/base/text.hpp"
#include "evpickup/study/optimiser.hpp"
#include "evpickup/study/pareto.hpp"

namespace evpickup::study {

namespace {

/// A column that is made small or large, or bounded.
struct Goal {
  std::size_t outcome = 0;
  /// 1 to make small, -1 to make large.
  double sign = 1.0;
};
struct Limit {
  std::size_t outcome = 0;
  double bound = 0.0;
  /// 1 for at most, -1 for at least.
  double sign = 1.0;
};

/// The search of a scenario, its columns looked up.
struct Search {
  const model::Optimise* settings = nullptr;
  std::vector<std::string> keys;
  std::vector<Column> outcomes;
  std::vector<Goal> goals;
  std::vector<Limit> limits;
};

std::size_t outcome_number(Search& search, const std::string& key) {
  const auto found = std::ranges::find(search.keys, key);
  if (found != search.keys.end()) return static_cast<std::size_t>(found - search.keys.begin());
  search.keys.push_back(key);
  return search.keys.size() - 1;
}

Search search_of(const model::Scenario& scenario) {
  Search search;
  search.settings = &*scenario.optimise;
  const model::Optimise& settings = *search.settings;
  for (const auto& key : settings.minimise)
    search.goals.push_back({outcome_number(search, key), 1.0});
  for (const auto& key : settings.maximise)
    search.goals.push_back({outcome_number(search, key), -1.0});
  if (search.goals.empty() || search.goals.size() > 2)
    throw base::InputError(fmt::format("optimise: expected one or two columns to minimise or "
                                       "maximise, got {}",
                                       search.goals.size()),
                           "such as minimise = [\"tco_usd_per_km\"]");
  if (settings.variables.empty())
    throw base::InputError("optimise: nothing is searched over",
                           "add [[optimise.vary]] with key, from and to");
  for (const auto& constraint : settings.constraints) {
    const std::size_t outcome = outcome_number(search, constraint.outcome);
    if (!constraint.at_least && !constraint.at_most)
      throw base::InputError("optimise.constraint: " + constraint.outcome + " has no bound",
                             "give at_least or at_most");
    if (constraint.at_most) search.limits.push_back({outcome, *constraint.at_most, 1.0});
    if (constraint.at_least) search.limits.push_back({outcome, *constraint.at_least, -1.0});
  }
  for (const Metric* metric : outcome_metrics(search.keys, scenario.currency(), "optimise"))
    search.outcomes.push_back(column_for(*metric, scenario.currency()));
  return search;
}

/// One end of a variable, read by the key's own field.
double end_of(const model::Variable& variable, const std::optional<spec::Node>& node,
              const Path& path, const PlannedCase& planned, std::string_view end) {
  if (!node)
    throw base::InputError(fmt::format("optimise.vary: {} has no `{}`", variable.key, end));
  std::optional<spec::NumberRef> number;
  std::optional<double> si;
  if (path.target == Target::vehicle) {
    model::Vehicle probe = *planned.vehicle;
    set(probe, path, *node);
    number = spec::number_at(probe, path.key);
    if (number) si = number->get().si;
  } else if (path.target == Target::scenario) {
    model::Scenario probe;
    probe.duty = *planned.duty;
    probe.cost = *planned.cost;
    set(probe, path, *node);
    number = spec::number_at(probe, path.key);
    if (number) si = number->get().si;
  } else if (planned.market) {
    model::Market probe = *planned.market;
    set(probe, path, *node);
    number = spec::number_at(probe, path.key);
    if (number) si = number->get().si;
  }
  if (!si)
    throw base::InputError(base::Diagnostic{base::Severity::error,
                                            node->where,
                                            variable.key,
                                            "no number that can be searched over",
                                            {}});
  return *si;
}

/// A variable as an input of equal density between its ends.
DrawnValue value_of(const model::Variable& variable, const PlannedCase& planned) {
  const auto where = variable.from ? variable.from->where : base::SourcePlace{};
  const Path path = parse_path(variable.key, where);
  DrawnValue value;
  value.target = path.target;
  value.key = path.key;
  value.pack = variable.pack;
  if (path.target == Target::scenario) {
    value.of_duty = path.key.starts_with("duty.");
    if (!value.of_duty && !path.key.starts_with("cost."))
      throw base::InputError(base::Diagnostic{base::Severity::error,
                                              where,
                                              variable.key,
                                              "trucks, markets, duty and cost can be searched over",
                                              {}});
    value.key = path.key.substr(5);
  }
  if (variable.pack && path.key != "battery.energy_usable")
    throw base::InputError(base::Diagnostic{base::Severity::error,
                                            where,
                                            variable.key,
                                            "pack = true needs the key battery.energy_usable",
                                            {}});
  const double low = end_of(variable, variable.from, path, planned, "from");
  const double high = end_of(variable, variable.to, path, planned, "to");
  if (!(low < high))
    throw base::InputError(base::Diagnostic{
        base::Severity::error, where, variable.key, "`from` must be less than `to`", {}});
  model::Vehicle vehicle = *planned.vehicle;
  const auto number = spec::number_at(vehicle, path.key);
  if (path.target == Target::vehicle && number) {
    value.kind = number->kind();
    value.base = number->get().si;
  }
  value.distribution = prepared({Uniform{low, high}});
  return value;
}

/// Objectives and constraints of candidates: what the optimisers call.
BatchEvaluation evaluation_of(const Search& search, DrawEvaluation& draws) {
  return [&](const Eigen::ArrayXXd& points, Eigen::ArrayXXd& outputs) {
    const auto columns = static_cast<Eigen::Index>(search.goals.size() + search.limits.size());
    outputs.resize(points.rows(), columns);
    const auto block = static_cast<Eigen::Index>(draws.block());
    /// Ends of the open interval that shares lie in.
    constexpr double least_share = 1e-12;
    for (Eigen::Index first = 0; first < points.rows(); first += block) {
      const Eigen::Index count = std::min(block, points.rows() - first);
      const Eigen::ArrayXXd shares =
          points.middleRows(first, count).max(least_share).min(1.0 - least_share);
      const Eigen::ArrayXXd found = draws.at(shares).of_case.front();
      Eigen::Index column = 0;
      for (const Goal& goal : search.goals)
        outputs.col(column++).segment(first, count) =
            goal.sign * found.col(static_cast<Eigen::Index>(goal.outcome));
      for (const Limit& limit : search.limits)
        outputs.col(column++).segment(first, count) =
            limit.sign * (found.col(static_cast<Eigen::Index>(limit.outcome)) - limit.bound);
    }
  };
}

/// A number in the kind's preferred unit.
Cell in_preferred_unit(double si, units::Kind kind) {
  const auto symbols = units::symbols(kind);
  if (symbols.empty()) return si;
  return (si - symbols.front().offset) / symbols.front().factor;
}
std::string preferred_unit(units::Kind kind) {
  const auto symbols = units::symbols(kind);
  return symbols.empty() ? std::string{} : std::string(symbols.front().symbol);
}

/// Tables of one truck's search.
class Subject {
 public:
  Subject(const Search& search, const Plan& plan, std::size_t at) : search_(&search) {
    single_.trucks = plan.trucks;
    single_.cases = {plan.cases[at]};
    inputs_.of_case.resize(1);
    for (const auto& variable : search.settings->variables) {
      DrawnValue value = value_of(variable, plan.cases[at]);
      value.input = inputs_.inputs.size();
      inputs_.inputs.push_back({variable.key, "searched over"});
      inputs_.of_case.front().push_back(std::move(value));
    }
  }

  [[nodiscard]] const Plan& plan() const { return single_; }
  [[nodiscard]] const UncertainInputs& inputs() const { return inputs_; }

  [[nodiscard]] Box box() const {
    const auto size = static_cast<Eigen::Index>(inputs_.inputs.size());
    return {Eigen::ArrayXd::Zero(size), Eigen::ArrayXd::Ones(size)};
  }

  [[nodiscard]] std::vector<Column> columns() const {
    std::vector<Column> result{{"vehicle", "vehicle", "", 0},
                               {"trim", "trim", "", 0},
                               {"market", "market", "", 0},
                               {"truck", "truck", "", 0, Better::neither, false, true}};
    for (std::size_t k = 0; k < inputs_.inputs.size(); ++k) {
      const auto& value = inputs_.of_case.front()[k];
      const std::string& key = search_->settings->variables[k].key;
      const auto dot = key.rfind('.');
      std::string label = dot == std::string::npos ? key : key.substr(dot + 1);
      std::ranges::replace(label, '_', ' ');
      result.push_back({key, label, preferred_unit(value.kind), 2, Better::neither, false, true});
    }
    for (const auto& outcome : search_->outcomes) result.push_back(outcome);
    result.push_back({"meets_constraints", "meets bounds", "", 0});
    return result;
  }

  /// A row for a truck at shares of its variables, and its outcomes.
  [[nodiscard]] std::vector<Cell> row(const std::string& truck, const Eigen::ArrayXd& shares,
                                      const Eigen::ArrayXd& outcomes) const {
    const PlannedCase& planned = single_.cases.front();
    std::vector<Cell> cells{planned.vehicle->id, planned.vehicle->trim,
                            planned.market ? Cell(planned.market->id) : Cell(), truck};
    for (std::size_t k = 0; k < inputs_.inputs.size(); ++k) {
      const auto& value = inputs_.of_case.front()[k];
      const double si = shares.size() > 0
                            ? quantile(value.distribution, shares(static_cast<Eigen::Index>(k)))
                            : value.base;
      cells.push_back(in_preferred_unit(si, value.kind));
    }
    bool meets = true;
    for (Eigen::Index k = 0; k < outcomes.size(); ++k)
      cells.push_back(std::isnan(outcomes(k)) ? Cell() : Cell(outcomes(k)));
    for (const Limit& limit : search_->limits)
      meets =
          meets &&
          limit.sign * (outcomes(static_cast<Eigen::Index>(limit.outcome)) - limit.bound) <= 0.0;
    cells.emplace_back(meets ? "yes" : "no");
    return cells;
  }

 private:
  const Search* search_;
  Plan single_;
  UncertainInputs inputs_;
};

/// Outcomes of the truck as it is.
Eigen::ArrayXd as_it_is(const Subject& subject, const DrawRequest& request, model::Catalog& catalog,
                        units::Currency currency) {
  UncertainInputs none;
  none.of_case.resize(1);
  DrawEvaluation evaluation(subject.plan(), none, request, catalog, currency);
  return evaluation.at(Eigen::ArrayXXd(1, 0)).of_case.front().row(0).transpose();
}

Eigen::ArrayXd outcomes_at(DrawEvaluation& draws, const Eigen::ArrayXd& shares) {
  return draws.at(shares.transpose()).of_case.front().row(0).transpose();
}

}  // namespace

std::vector<Section> optimum_sections(const Plan& plan, const model::Scenario& scenario,
                                      model::Catalog& catalog, const RunOptions& options,
                                      std::vector<std::string>& notes) {
  const Search search = search_of(scenario);
  const model::Optimise& settings = *search.settings;
  DrawRequest request;
  request.outcomes = search.keys;
  request.threads = options.threads;
  const bool front_wanted = search.goals.size() == 2;

  Section section;
  section.key = front_wanted ? "pareto_front" : "optimum";
  section.title = front_wanted ? "Trucks of which none is better in both" : "The best truck";
  section.grouped_by = "trim";
  for (std::size_t at = 0; at < plan.cases.size(); ++at) {
    if (!plan.cases[at].vehicle->has_physics()) continue;
    const Subject subject(search, plan, at);
    if (section.table.columns.empty()) section.table.columns = subject.columns();
    DrawEvaluation draws(subject.plan(), subject.inputs(), request, catalog, scenario.currency());
    section.table.rows.push_back(
        subject.row("as it is", {}, as_it_is(subject, request, catalog, scenario.currency())));
    const auto evaluate = evaluation_of(search, draws);
    const std::string name = plan.cases[at].vehicle->key();
    if (front_wanted) {
      ParetoSettings size;
      size.seed = static_cast<std::uint64_t>(settings.seed);
      const auto evaluations = static_cast<std::size_t>(settings.evaluations);
      size.population = std::clamp<std::size_t>(evaluations / 40 / 2 * 2, 12, 100);
      size.generations = std::max<std::size_t>(4, evaluations / size.population);
      const ParetoFront front = pareto_front(subject.box(), search.limits.size(), evaluate, size);
      for (Eigen::Index i = 0; i < front.points.rows(); ++i) {
        const Eigen::ArrayXd point = front.points.row(i).transpose();
        section.table.rows.push_back(
            subject.row(fmt::format("front {}", i + 1), point, outcomes_at(draws, point)));
      }
      notes.push_back(fmt::format("{}: front by {}, {} evaluations, seed {}{}.", name, front.method,
                                  front.evaluations, settings.seed,
                                  front.feasible ? ""
                                                 : "; no truck meets the bounds, the nearest "
                                                   "is shown"));
    } else {
      OptimiserSettings size;
      size.seed = static_cast<std::uint64_t>(settings.seed);
      size.evaluations = static_cast<std::size_t>(settings.evaluations);
      const Optimum optimum = minimise(subject.box(), search.limits.size(), evaluate, size);
      section.table.rows.push_back(
          subject.row("best", optimum.point, outcomes_at(draws, optimum.point)));
      notes.push_back(
          fmt::format("{}: optimum by {}, {} evaluations, seed {}{}{}.", name, optimum.method,
                      optimum.evaluations, settings.seed,
                      optimum.converged ? "" : "; it stopped at its number of evaluations",
                      optimum.feasible ? "" : "; no truck meets the bounds, the nearest is shown"));
    }
  }
  return {std::move(section)};
}

}  // namespace evpickup::study
