// SPDX-License-Identifier: Apache-2.0
#include "moved.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "evpickup/study/monte_carlo.hpp"
#include "evpickup/study/overrides.hpp"
#include "evpickup/study/uncertain_inputs.hpp"

namespace evpickup::study {

namespace {

/// Tables of a truck that only trucks with an engine, or with a motor, have.
constexpr std::array<std::string_view, 3> engine_tables{"engine.", "transmission.", "tank."};
constexpr std::array<std::string_view, 2> motor_tables{"battery.", "charging."};

template <std::size_t count>
bool is_in(const std::array<std::string_view, count>& tables, const std::string& key) {
  return std::ranges::any_of(tables,
                             [&](std::string_view table) { return key.starts_with(table); });
}

/// Rows of one truck in one market that differ on one axis alone.
using Line = std::vector<std::size_t>;

std::string name_of(const PlannedCase& planned) { return planned.vehicle->key(); }

/// The values of the axes of a row, which stand behind its metrics.
std::vector<Cell> axes_of(const Table& table, std::size_t row, std::size_t metrics) {
  const auto& cells = table.rows[row];
  return {cells.begin() + static_cast<std::ptrdiff_t>(metrics), cells.end()};
}

/// All such lines along axis k, by truck.
std::map<std::string, std::vector<Line>> lines_along(const Plan& plan, const Table& table,
                                                     std::size_t metrics, std::size_t k) {
  const std::size_t consumption = table.index("consumption_kwh_per_100km");
  std::map<std::pair<std::string, std::vector<Cell>>, Line> lines;
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    const PlannedCase& planned = plan.cases[i];
    if (planned.vehicle->has_physics() && !planned.vehicle->has_engine() &&
        std::holds_alternative<std::monostate>(table.rows[i][consumption]))
      continue;
    std::vector<Cell> others = axes_of(table, i, metrics);
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(k));
    others.emplace_back(planned.market ? planned.market->id : std::string{});
    lines[{name_of(planned), std::move(others)}].push_back(i);
  }
  std::map<std::string, std::vector<Line>> result;
  for (auto& [key, line] : lines) result[key.first].push_back(std::move(line));
  return result;
}

/// True if a row of a line has other metrics than its first.
bool is_moved(const Table& table, const Line& line, std::size_t metrics) {
  const auto end = static_cast<std::ptrdiff_t>(metrics);
  const auto& first = table.rows[line.front()];
  return std::ranges::any_of(line, [&](std::size_t at) {
    return !std::equal(first.begin(), first.begin() + end, table.rows[at].begin());
  });
}

/// Shares of one input at each of three of all others.
constexpr std::array own_shares{0.05, 0.275, 0.5, 0.725, 0.95};
constexpr std::array other_shares{0.1, 0.5, 0.9};

Eigen::ArrayXXd probes(Eigen::Index inputs, Eigen::Index of) {
  Eigen::ArrayXXd points(static_cast<Eigen::Index>(own_shares.size() * other_shares.size()),
                         inputs);
  Eigen::Index row = 0;
  for (const double rest : other_shares)
    for (const double share : own_shares) {
      points.row(row).setConstant(rest);
      points(row++, of) = share;
    }
  return points;
}

/// What the draws of a scenario are asked for.
std::vector<std::string> drawn_outcomes(const Plan& plan, const model::Scenario& scenario) {
  std::vector<std::string> keys;
  const auto add = [&](const std::vector<std::string>& asked) {
    for (const auto& key : asked_or_usual(asked, plan, scenario.currency()))
      if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
  };
  if (scenario.monte_carlo) add(scenario.monte_carlo->outcomes);
  if (scenario.sensitivity) add(scenario.sensitivity->outcomes);
  return keys;
}

/// The inputs that entries of inputs.vary draw.
UncertainInputs inputs_of(const std::vector<spec::Node>& entries, const Plan& plan) {
  model::InputSettings alone;
  alone.estimates = false;
  alone.vary.emplace().children = entries;
  return uncertain_inputs(plan, alone);
}

/// True if an outcome of a truck depends on one of some inputs, whatever the others draw.
bool is_moved_by(const UncertainInputs& some, const UncertainInputs& all, DrawEvaluation& draws) {
  const auto count = static_cast<Eigen::Index>(all.inputs.size());
  for (Eigen::Index k = 0; k < count; ++k) {
    const auto& name = all.inputs[static_cast<std::size_t>(k)].name;
    if (std::ranges::find(some.inputs, name, &UncertainInput::name) == some.inputs.end()) continue;
    const auto moved = moved_cases(draws, count, k);
    if (std::ranges::find(moved, true) != moved.end()) return true;
  }
  return false;
}

/// True if the axis has a second value, so that it can be told whether it moves something.
bool has_two_values(const Table& table, const Line& line, std::size_t column) {
  return std::ranges::any_of(line, [&](std::size_t at) {
    return table.rows[at][column] != table.rows[line.front()][column];
  });
}

}  // namespace

std::string what_is_lacking(const Path& path, const model::Vehicle& vehicle) {
  if (path.target != Target::vehicle || !vehicle.has_physics()) return {};
  if (!vehicle.has_engine() && is_in(engine_tables, path.key)) return "no engine";
  if (!vehicle.has_motor() && is_in(motor_tables, path.key))
    return "no motor and no battery for it";
  return {};
}

void check_moved(Results& results, const Plan& plan, const model::Scenario& scenario) {
  const std::size_t metrics = results.table.columns.size() - plan.axes.size();
  for (std::size_t k = 0; k < plan.axes.size(); ++k) {
    const model::Sweep& sweep = scenario.sweeps[k];
    const auto where = (sweep.values ? *sweep.values : *sweep.from).where;
    const Path path = parse_path(sweep.key, where);
    std::set<std::string> still, moved;
    for (const auto& [truck, lines] : lines_along(plan, results.table, metrics, k)) {
      if (!has_two_values(results.table, lines.front(), metrics + k)) continue;
      const bool heard = std::ranges::any_of(
          lines, [&](const Line& line) { return is_moved(results.table, line, metrics); });
      // An axis that names its truck is not expected to move the others.
      const auto id = truck.substr(0, truck.find(':'));
      const bool named = path.target != Target::vehicle || path.owner.empty() ||
                         path.owner == truck || path.owner == id;
      if (heard) {
        moved.insert(truck);
      } else if (named) {
        still.insert(truck);
      }
    }
    if (still.empty()) continue;
    if (moved.empty())
      throw base::InputError(
          base::Diagnostic{base::Severity::error, where, path.text,
                           fmt::format("the sweep moves nothing: no figure of {} depends on it",
                                       fmt::join(still, ", ")),
                           fmt::format("evpickup explain {} tells what uses it", path.text)});
    if (path.target == Target::market) continue;
    results.notes.push_back(
        fmt::format("The sweep of {} moves nothing of {}: no figure of {} depends on the key.",
                    path.text, fmt::join(still, ", "), still.size() == 1 ? "it" : "them"));
  }
}

std::vector<bool> moved_cases(DrawEvaluation& draws, Eigen::Index inputs, Eigen::Index of) {
  constexpr auto line = static_cast<Eigen::Index>(own_shares.size());
  std::vector<bool> moved;
  for (const auto& found : draws.at(probes(inputs, of)).of_case) {
    bool changes = !found.isFinite().all();
    for (Eigen::Index first = 0; first < found.rows() && !changes; first += line)
      for (Eigen::Index row = first + 1; row < first + line; ++row)
        changes = changes || (found.row(row) != found.row(first)).any();
    moved.push_back(changes);
  }
  return moved;
}

void check_varied(const Plan& plan, const model::Scenario& scenario, model::Catalog& catalog,
                  const RunOptions& options) {
  if (!scenario.inputs.vary || !scenario.inputs.vary->is_table()) return;
  DrawRequest request;
  request.outcomes = drawn_outcomes(plan, scenario);
  request.threads = options.threads;
  // One input may count only where another does: they are tried together.
  const auto& entries = scenario.inputs.vary->children;
  const UncertainInputs all = inputs_of(entries, plan);
  DrawEvaluation draws(plan, all, request, catalog, scenario.currency());
  base::Diagnostics findings;
  for (const auto& entry : entries)
    if (!is_moved_by(inputs_of({entry}, plan), all, draws))
      findings.error(entry.key_where, "inputs.vary." + entry.key,
                     "it moves none of the outcomes of any truck",
                     "leave it out, or ask for an outcome that depends on it");
  findings.throw_if_errors();
}

}  // namespace evpickup::study
