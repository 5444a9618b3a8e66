// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/outcome_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "evpickup/base/text.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/study/metrics.hpp"
#include "evpickup/study/sweep.hpp"

namespace evpickup::study {

namespace {

/// A column that a study asks for, and where.
struct Asked {
  std::string path;
  std::string key;
  /// The key as a message shows it.
  std::string shown;
};

/// True if a key may be that of an axis's own column: its path, and perhaps a unit.
bool is_axis(const std::string& key, const model::Scenario& scenario) {
  return std::ranges::any_of(scenario.sweeps, [&](const model::Sweep& sweep) {
    return key.starts_with(column_key(sweep.key, ""));
  });
}

std::vector<Asked> asked_columns(const model::Scenario& scenario) {
  std::vector<Asked> asked;
  const auto add = [&](const std::vector<std::string>& keys, const std::string& list) {
    for (std::size_t i = 0; i < keys.size(); ++i)
      asked.push_back({fmt::format("{}.{}", list, i), keys[i], list});
  };
  if (scenario.monte_carlo) add(scenario.monte_carlo->outcomes, "monte_carlo.outcomes");
  if (scenario.sensitivity) add(scenario.sensitivity->outcomes, "sensitivity.outcomes");
  // A requirement may also be on the axis itself.
  for (std::size_t i = 0; i < scenario.required.size(); ++i)
    if (!is_axis(scenario.required[i].outcome, scenario))
      asked.push_back(
          {fmt::format("require.{}.outcome", i), scenario.required[i].outcome, "require.outcome"});
  if (!scenario.optimise) return asked;
  add(scenario.optimise->minimise, "optimise.minimise");
  add(scenario.optimise->maximise, "optimise.maximise");
  const auto& constraints = scenario.optimise->constraints;
  for (std::size_t i = 0; i < constraints.size(); ++i)
    asked.push_back({fmt::format("optimise.constraint.{}.outcome", i), constraints[i].outcome,
                     "optimise.constraint.outcome"});
  return asked;
}

/// True if a key is that of a metric of money in some currency, or in none: "tco_eur_per_km" and
/// "tco_per_km" of "tco_CUR_per_km".
bool means(const std::string& key, const std::string& metric) {
  const auto asked = base::split(key, '_');
  auto parts = base::split(metric, '_');
  const auto currency = std::ranges::find(parts, "CUR");
  if (currency == parts.end()) return false;
  if (asked.size() == parts.size()) {
    const auto& code = asked[static_cast<std::size_t>(currency - parts.begin())];
    if (units::is_currency_code(base::upper_case(code))) *currency = code;
  } else {
    parts.erase(currency);
  }
  return asked == parts;
}

/// What a column that there is none of may have meant: the same in another currency, or without its
/// unit, or one that is written alike.
std::string hint_for(const std::string& key, const std::vector<std::string>& known,
                     units::Currency currency) {
  const auto meant = [](const std::string& column) {
    return fmt::format("did you mean \"{}\"?", column);
  };
  for (const auto& metric : metrics())
    if (means(key, metric.column.key)) return meant(column_for(metric, currency).key);
  for (const auto& column : known)
    if (column.starts_with(key + "_")) return meant(column);
  auto hint = base::did_you_mean_hint(key, known);
  return hint.empty() ? "evpickup list metrics shows all columns" : hint;
}

/// Where the file asks for a column; nowhere if it is --set that does.
base::SourcePlace place_of(const model::Scenario& scenario, const std::string& path,
                           const std::string& key) {
  const auto place = model::place_in(scenario, path);
  if (!place.known()) return {};
  const std::string_view line = place.text->line(place.line);
  const bool is_there = line.find('"' + key + '"') != std::string_view::npos ||
                        line.find("'" + key + "'") != std::string_view::npos;
  return is_there ? place : base::SourcePlace{};
}

/// The key of the same column in another currency; nothing unless it is one of money.
std::optional<std::string> key_in(const std::string& key, units::Currency from,
                                  units::Currency to) {
  for (const auto& metric : metrics()) {
    if (column_for(metric, from).key != key) continue;
    std::string told = column_for(metric, to).key;
    if (told != key) return told;
  }
  return std::nullopt;
}

}  // namespace

void tell_in(model::Scenario& scenario, units::Currency currency,
             const units::ExchangeRates& rates) {
  const units::Currency from = scenario.currency();
  const auto tell = [&](std::vector<std::string>& keys) {
    for (auto& key : keys)
      if (auto told = key_in(key, from, currency)) key = std::move(*told);
  };
  const auto tell_bounds = [&](std::vector<model::Constraint>& constraints) {
    for (auto& bound : constraints) {
      auto told = key_in(bound.outcome, from, currency);
      if (!told) continue;
      bound.outcome = std::move(*told);
      for (auto* end : {&bound.at_least, &bound.at_most})
        if (*end) **end *= rates.rate(from, currency);
    }
  };
  if (scenario.monte_carlo) tell(scenario.monte_carlo->outcomes);
  if (scenario.sensitivity) tell(scenario.sensitivity->outcomes);
  if (scenario.optimise) {
    tell(scenario.optimise->minimise);
    tell(scenario.optimise->maximise);
    tell_bounds(scenario.optimise->constraints);
  }
  tell_bounds(scenario.required);
  scenario.currency_code = currency.code();
}

void check_outcomes(const model::Scenario& scenario) {
  const auto known = figure_keys(scenario.currency());
  base::Diagnostics findings;
  for (const auto& [path, key, shown] : asked_columns(scenario))
    if (std::ranges::find(known, key) == known.end())
      findings.error(place_of(scenario, path, key), shown,
                     fmt::format("no column of numbers is called \"{}\"", key),
                     hint_for(key, known, scenario.currency()));
  findings.throw_if_errors();
}

}  // namespace evpickup::study
