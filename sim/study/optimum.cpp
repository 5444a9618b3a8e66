// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/optimum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "evpickup/base/text.hpp"
#include "evpickup/study/optimiser.hpp"
#include "evpickup/study/pareto.hpp"
#include "moved.hpp"
#include "optimum_search.hpp"

namespace evpickup::study {

namespace {

/// The number that a path means in a copy of a case's part, with `node` put there first if it is
/// given.
std::optional<spec::NumberRef> number_of(const Path& path, const spec::Node* node,
                                         model::Vehicle& vehicle, model::Market& market,
                                         model::Scenario& scenario) {
  switch (path.target) {
  case Target::vehicle:
    if (node != nullptr) set(vehicle, path, *node);
    return spec::number_at(vehicle, path.key);
  case Target::market:
    if (node != nullptr) set(market, path, *node);
    return spec::number_at(market, path.key);
  case Target::scenario:
    break;
  }
  if (node != nullptr) set(scenario, path, *node);
  return spec::number_at(scenario, path.key);
}

[[noreturn]] void refuse(const base::SourcePlace& where, const std::string& key,
                         std::string message, std::string hint = {}) {
  throw base::InputError(
      base::Diagnostic{base::Severity::error, where, key, std::move(message), std::move(hint)});
}

/// One end of a variable, read by the key's own field, in the currency of the present value.
double end_of(const model::Variable& variable, const std::optional<spec::Node>& node,
              const Path& path, const PlannedCase& planned,
              const std::optional<units::Amount>& present, std::string_view end) {
  if (!node)
    throw base::InputError(fmt::format("optimise.vary: {} has no `{}`", variable.key, end));
  model::Vehicle vehicle = *planned.vehicle;
  model::Market market = planned.market ? *planned.market : model::Market{};
  model::Scenario scenario;
  scenario.duty = *planned.duty;
  scenario.cost = *planned.cost;
  const auto number = number_of(path, &*node, vehicle, market, scenario);
  if (!number) refuse(node->where, variable.key, "no number that can be searched over");
  const auto amount = number->get();
  if (present && present->currency != amount.currency)
    refuse(node->where, variable.key,
           fmt::format("expected {}, the currency of the present value, got {}",
                       present->currency ? present->currency->code() : "no money", node->shown()));
  return amount.si;
}

/// Whether a path means something of a case.
bool is_of(const Path& path, const PlannedCase& planned) {
  if (path.target == Target::vehicle) return concerns(path, *planned.vehicle);
  return path.target != Target::market ||
         (planned.market != nullptr && planned.market->id == path.owner);
}

/// A variable as an input of equal density between its ends.
DrawnValue value_of(const model::Variable& variable, const PlannedCase& planned) {
  const auto where = variable.from ? variable.from->where : base::SourcePlace{};
  const Path path = parse_path(variable.key, where);
  if (!is_of(path, planned))
    refuse(where, variable.key, fmt::format("the key is not part of {}", planned.vehicle->key()),
           "all trucks of a search have the same variables");
  DrawnValue value;
  value.target = path.target;
  value.key = path.key;
  value.pack = variable.pack;
  if (path.target == Target::scenario) {
    value.of_duty = path.key.starts_with("duty.");
    if (!value.of_duty && !path.key.starts_with("cost."))
      refuse(where, variable.key, "trucks, markets, duty and cost can be searched over");
    value.key = path.key.substr(5);
  }
  if (variable.pack && path.key != "battery.energy_usable")
    refuse(where, variable.key, "pack = true needs the key battery.energy_usable");
  model::Vehicle vehicle = *planned.vehicle;
  model::Market market = planned.market ? *planned.market : model::Market{};
  model::Scenario scenario;
  scenario.duty = *planned.duty;
  scenario.cost = *planned.cost;
  const auto present = number_of(path, nullptr, vehicle, market, scenario);
  if (!present)
    refuse(where, variable.key, "no number that can be searched over",
           "words, lists and whole numbers cannot; a number that has no value yet needs one first");
  value.kind = present->kind();
  value.base = present->get().si;
  value.currency = present->get().currency;
  const double low = end_of(variable, variable.from, path, planned, present->get(), "from");
  const double high = end_of(variable, variable.to, path, planned, present->get(), "to");
  if (!(low < high)) refuse(where, variable.key, "`from` must be less than `to`");
  value.distribution = prepared({Uniform{low, high}});
  return value;
}

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

/// The unit that a variable's first end is written in: "kWh", "USD/kWh", "CNY"; empty for ratios.
std::string written_unit(const model::Variable& variable) {
  if (!variable.from || !variable.from->is_text()) return {};
  const auto space = variable.from->text.find(' ');
  return space == std::string::npos ? std::string{} : variable.from->text.substr(space + 1);
}

/// A number of SI units in the unit that a variable is written in.
double in_written_unit(double si, units::Kind kind, const std::string& unit) {
  const auto one = [&](const char* number) {
    return units::parse(std::string(number) + " " + unit, kind);
  };
  const auto zero = one("0");
  const auto unity = one("1");
  if (unit.empty() || !zero.amount || !unity.amount) return si;
  return (si - zero.amount->si) / (unity.amount->si - zero.amount->si);
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

  [[nodiscard]] std::string name() const { return single_.cases.front().vehicle->key(); }

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
      const auto& variable = search_->settings->variables[k];
      const auto dot = variable.key.rfind('.');
      std::string label = dot == std::string::npos ? variable.key : variable.key.substr(dot + 1);
      std::ranges::replace(label, '_', ' ');
      const double span = std::abs(shown(k, 1.0) - shown(k, 0.0));
      const int decimals =
          span > 0.0 ? std::clamp(2 - static_cast<int>(std::log10(span)), 0, 6) : 2;
      result.push_back(
          {variable.key, label, written_unit(variable), decimals, Better::neither, false, true});
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
      cells.emplace_back(shares.size() > 0
                             ? shown(k, shares(static_cast<Eigen::Index>(k)))
                             : in_written_unit(value.base, value.kind,
                                               written_unit(search_->settings->variables[k])));
    }
    for (Eigen::Index k = 0; k < outcomes.size(); ++k)
      cells.push_back(std::isnan(outcomes(k)) ? Cell() : Cell(outcomes(k)));
    cells.emplace_back(qualifies(*search_, outcomes) ? "yes" : "no");
    return cells;
  }

  /// The variables of which the truck as it is lies outside of their ends: "battery.energy_usable
  /// 83 kWh is not within 40 .. 60 kWh"; empty if it lies inside.
  [[nodiscard]] std::vector<std::string> outside() const {
    std::vector<std::string> sentences;
    for (std::size_t k = 0; k < inputs_.inputs.size(); ++k) {
      const auto& value = inputs_.of_case.front()[k];
      if (value.base >= quantile(value.distribution, 0.0) &&
          value.base <= quantile(value.distribution, 1.0))
        continue;
      const auto& variable = search_->settings->variables[k];
      const std::string unit = written_unit(variable);
      sentences.push_back(fmt::format("{} {:.4g} is not within {:.4g} .. {:.4g}{}", variable.key,
                                      in_written_unit(value.base, value.kind, unit), shown(k, 0.0),
                                      shown(k, 1.0), unit.empty() ? "" : " " + unit));
    }
    return sentences;
  }

 private:
  /// A variable at a share of its way, in the unit it is written in.
  [[nodiscard]] double shown(std::size_t k, double share) const {
    const auto& value = inputs_.of_case.front()[k];
    return in_written_unit(quantile(value.distribution, share), value.kind,
                           written_unit(search_->settings->variables[k]));
  }

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

/// Refuses variables that move no truck; a note tells of those that move only some of them.
void check_variables(const Search& search, std::vector<std::vector<std::string>>& still,
                     std::size_t trucks, std::vector<std::string>& notes) {
  for (std::size_t k = 0; k < still.size(); ++k) {
    if (still[k].empty()) continue;
    const auto& variable = search.settings->variables[k];
    if (still[k].size() == trucks)
      refuse(variable.from ? variable.from->where : base::SourcePlace{}, variable.key,
             fmt::format("it moves neither an objective nor a bound of {}",
                         base::join(still[k], ", ")),
             "search over what they depend on");
    notes.push_back(fmt::format("The search over {} moves neither an objective nor a bound of {}.",
                                variable.key, base::join(still[k], ", ")));
  }
}

/// A sentence if the truck as it is beats all that the search found.
std::string better_as_it_is(const Search& search, const Subject& subject, const std::string& name,
                            const Eigen::ArrayXd& present,
                            const std::vector<Eigen::ArrayXd>& found) {
  if (!qualifies(search, present)) return {};
  if (std::ranges::any_of(found, [&](const Eigen::ArrayXd& one) {
        return qualifies(search, one) && matches(search, one, present);
      }))
    return {};
  const auto outside = subject.outside();
  const std::string better = fmt::format("{} as it is, is better than what was found", name);
  if (!outside.empty())
    return fmt::format("{}: it lies outside of what is searched ({}).", better,
                       base::join(outside, "; "));
  // A front has gaps; a truck between its points is none of its faults.
  return search.goals.size() > 1 ? std::string{}
                                 : better + ", and within what is searched: more evaluations help.";
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
  std::vector<Subject> subjects;
  std::vector<std::vector<std::string>> still(settings.variables.size());
  for (std::size_t at = 0; at < plan.cases.size(); ++at) {
    if (!plan.cases[at].vehicle->has_physics()) continue;
    const Subject& subject = subjects.emplace_back(search, plan, at);
    DrawEvaluation draws(subject.plan(), subject.inputs(), request, catalog, scenario.currency());
    const auto variables = static_cast<Eigen::Index>(settings.variables.size());
    for (Eigen::Index k = 0; k < variables; ++k)
      if (!moved_cases(draws, variables, k).front())
        still[static_cast<std::size_t>(k)].push_back(subject.name());
  }
  check_variables(search, still, subjects.size(), notes);

  for (const Subject& subject : subjects) {
    if (section.table.columns.empty()) section.table.columns = subject.columns();
    DrawEvaluation draws(subject.plan(), subject.inputs(), request, catalog, scenario.currency());
    const Eigen::ArrayXd present = as_it_is(subject, request, catalog, scenario.currency());
    section.table.rows.push_back(subject.row("as it is", {}, present));
    const auto evaluate = counted(evaluation_of(search, draws),
                                  static_cast<std::size_t>(settings.evaluations), options.progress);
    const std::string name = subject.name();
    std::vector<Eigen::ArrayXd> found;
    // Only what has a figure is shown.
    const auto add_row = [&](const std::string& truck, const Eigen::ArrayXd& point) {
      const Eigen::ArrayXd outcomes = outcomes_at(draws, point);
      if (!has_figures(search, outcomes)) return;
      section.table.rows.push_back(subject.row(truck, point, outcomes));
      found.push_back(outcomes);
    };
    const auto verdict = [&](bool feasible) {
      return found.empty() ? "; none qualifies: no truck of the search has a figure to compare"
             : feasible    ? ""
                           : "; no truck meets the bounds, the nearest is shown";
    };
    if (front_wanted) {
      ParetoSettings size;
      size.seed = static_cast<std::uint64_t>(settings.seed);
      const auto evaluations = static_cast<std::size_t>(settings.evaluations);
      size.population = std::clamp<std::size_t>(evaluations / 40 / 2 * 2, 12, 100);
      size.generations = std::max<std::size_t>(4, evaluations / size.population);
      const ParetoFront front = pareto_front(subject.box(), search.limits.size(), evaluate, size);
      for (Eigen::Index i = 0; i < front.points.rows(); ++i)
        add_row(fmt::format("front {}", i + 1), front.points.row(i).transpose());
      notes.push_back(fmt::format("{}: front by {}, {} evaluations, seed {}{}.", name, front.method,
                                  front.evaluations, settings.seed, verdict(front.feasible)));
    } else {
      OptimiserSettings size;
      size.seed = static_cast<std::uint64_t>(settings.seed);
      size.evaluations = static_cast<std::size_t>(settings.evaluations);
      const Optimum optimum = minimise(subject.box(), search.limits.size(), evaluate, size);
      add_row(optimum.feasible ? "best" : "nearest", optimum.point);
      notes.push_back(
          fmt::format("{}: optimum by {}, {} evaluations, seed {}{}{}.", name, optimum.method,
                      optimum.evaluations, settings.seed,
                      optimum.converged ? "" : "; it stopped at its number of evaluations",
                      verdict(optimum.feasible)));
    }
    const auto better = better_as_it_is(search, subject, name, present, found);
    if (!better.empty()) notes.push_back(better);
  }
  return {std::move(section)};
}

}  // namespace evpickup::study
