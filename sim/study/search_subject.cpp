// SPDX-License-Identifier: Apache-2.0
#include "search_subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "evpickup/study/overrides.hpp"

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

}  // namespace

SearchSubject::SearchSubject(const Search& search, const Plan& plan, std::size_t at)
    : search_(&search) {
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

Box SearchSubject::box() const {
  const auto size = static_cast<Eigen::Index>(inputs_.inputs.size());
  return {Eigen::ArrayXd::Zero(size), Eigen::ArrayXd::Ones(size)};
}

std::vector<Column> SearchSubject::columns() const {
  std::vector<Column> result;
  for (std::size_t k = 0; k < inputs_.inputs.size(); ++k) {
    const auto& variable = search_->settings->variables[k];
    const auto dot = variable.key.rfind('.');
    std::string label = dot == std::string::npos ? variable.key : variable.key.substr(dot + 1);
    std::ranges::replace(label, '_', ' ');
    const double span = std::abs(shown(k, 1.0) - shown(k, 0.0));
    const int decimals = span > 0.0 ? std::clamp(2 - static_cast<int>(std::log10(span)), 0, 6) : 2;
    result.push_back(
        {variable.key, label, written_unit(variable), decimals, Better::neither, false, true});
  }
  return result;
}

std::vector<double> SearchSubject::told(const Eigen::ArrayXd& shares) const {
  std::vector<double> told;
  for (std::size_t k = 0; k < inputs_.inputs.size(); ++k)
    told.push_back(shown(k, shares(static_cast<Eigen::Index>(k))));
  return told;
}

std::vector<double> SearchSubject::told_as_it_is() const {
  std::vector<double> told;
  for (std::size_t k = 0; k < inputs_.inputs.size(); ++k) told.push_back(shown_as_it_is(k));
  return told;
}

Eigen::ArrayXd SearchSubject::shares(const std::vector<double>& told) const {
  Eigen::ArrayXd shares(static_cast<Eigen::Index>(told.size()));
  for (std::size_t k = 0; k < told.size(); ++k)
    shares(static_cast<Eigen::Index>(k)) =
        std::clamp((told[k] - shown(k, 0.0)) / (shown(k, 1.0) - shown(k, 0.0)), 0.0, 1.0);
  return shares;
}

std::vector<std::string> SearchSubject::outside() const {
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

double SearchSubject::shown(std::size_t k, double share) const {
  const auto& value = inputs_.of_case.front()[k];
  return in_written_unit(quantile(value.distribution, share), value.kind,
                         written_unit(search_->settings->variables[k]));
}

double SearchSubject::shown_as_it_is(std::size_t k) const {
  const auto& value = inputs_.of_case.front()[k];
  return in_written_unit(value.base, value.kind, written_unit(search_->settings->variables[k]));
}

}  // namespace evpickup::study
