// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "evpickup/base/text.hpp"
#include "evpickup/model/consistency.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/case_grid.hpp"
#include "evpickup/study/convention.hpp"
#include "evpickup/study/plan_axes.hpp"
#include "evpickup/study/selection.hpp"
#include "evpickup/study/sweep.hpp"
#include "moved.hpp"
#include "plan_checks.hpp"

namespace evpickup::study {

namespace {

/// A `--set` with its path taken apart and its value read.
struct ReadOverride {
  Path path;
  spec::Node value;
};

std::vector<ReadOverride> read_overrides(const RunOptions& options) {
  std::vector<ReadOverride> result;
  base::Diagnostics diagnostics;
  for (const auto& item : options.overrides) {
    const spec::Node value =
        spec::parse_value(item.value, fmt::format("--set {}={}", item.path, item.value));
    try {
      result.push_back({parse_path(item.path, value.where), value});
    } catch (const base::InputError& error) {
      for (const auto& diagnostic : error.diagnostics()) diagnostics.add(diagnostic);
    }
  }
  diagnostics.throw_if_errors();
  return result;
}

/// Cycles that are named by a path are looked for beside the scenario's own file first.
void find_cycle_files(model::Scenario& scenario) {
  if (scenario.text == nullptr) return;
  const auto folder = std::filesystem::path(scenario.text->name).parent_path();
  const auto find = [&](std::string& cycle) {
    const auto beside = folder / cycle;
    if (cycle.ends_with(".csv") && std::filesystem::exists(beside)) cycle = beside.string();
  };
  for (auto& part : scenario.duty.cycles) find(part.cycle);
  if (scenario.day)
    for (auto& leg : scenario.day->legs) find(leg.cycle);
}

/// True if a truck or market of the grid is the one that a path names.
bool is_part(const Path& path, const CaseGrid& grid) {
  return path.target == Target::scenario ||
         std::ranges::any_of(grid.entries(), [&](const GridEntry& entry) {
           return path.target == Target::market
                      ? entry.market != nullptr && entry.market->id == path.owner
                      : concerns(path, *entry.vehicle);
         });
}

/// What all trucks that an axis concerns lack for it: "radar_rd6:kwh86 has no engine"; empty if one
/// lacks nothing, and if another axis makes them other trucks.
std::string lacking(const Path& path, const CaseGrid& grid) {
  const auto is_kind = [](const Axis& axis) { return axis.path.key == "powertrain.kind"; };
  if (std::ranges::any_of(grid.axes(), is_kind)) return {};
  std::vector<std::string> reasons;
  for (const auto& entry : grid.entries()) {
    if (!concerns(path, *entry.vehicle)) continue;
    const auto reason = what_is_lacking(path, *entry.vehicle);
    if (reason.empty()) return {};
    const auto sentence = fmt::format("{} has {}", entry.vehicle->key(), reason);
    if (std::ranges::find(reasons, sentence) == reasons.end()) reasons.push_back(sentence);
  }
  return base::join(reasons, ", ");
}

/// The owner that a path names is there; otherwise an InputError at `where` with did-you-mean.
void find_owner(model::Catalog& catalog, const Path& path, const base::SourcePlace& where) {
  if (path.target == Target::market) {
    (void)catalog.market(path.owner, where);
  } else if (path.owner.find(':') != std::string::npos) {
    (void)catalog.vehicle(path.owner, where);
  } else {
    (void)catalog.vehicle_file(path.owner, where);
  }
}

/// A --set that changes nothing brings a note, an axis that moves nothing is refused.
void check_heard(model::Catalog& catalog, const std::vector<ReadOverride>& overrides,
                 const CaseGrid& grid, Plan& plan) {
  for (const auto& item : overrides) {
    if (is_part(item.path, grid)) continue;
    find_owner(catalog, item.path, item.value.where);
    plan.notes.push_back(fmt::format("--set {} changes nothing: {} is not part of this run.",
                                     item.path.text, item.path.owner));
  }
  for (const auto& axis : grid.axes()) {
    const auto where = axis.at(0).node.where;
    std::string reason;
    if (is_part(axis.path, grid)) {
      reason = axis.scale == model::SweepScale::none ? lacking(axis.path, grid) : "";
    } else {
      find_owner(catalog, axis.path, where);
      reason = axis.path.owner + " is not part of this run";
    }
    if (reason.empty()) continue;
    throw base::InputError(base::Diagnostic{
        base::Severity::error, where, axis.path.text, "the sweep moves nothing: " + reason, {}});
  }
}

/// A truck of the comparison with overrides applied, or nothing and a note.
std::optional<model::Vehicle> usable_vehicle(const Selected& selected,
                                             const std::vector<ReadOverride>& overrides,
                                             const RunOptions& options, Plan& plan) {
  model::Vehicle vehicle = selected.vehicle;
  for (const auto& item : overrides)
    if (concerns(item.path, vehicle)) set(vehicle, item.path, item.value);
  const std::string reason = reason_to_refuse(vehicle, options.include_announced);
  if (reason.empty()) return vehicle;
  if (!selected.by_wildcard) throw base::InputError(reason);
  plan.notes.push_back(reason + ".");
  return std::nullopt;
}

/// A truck that will run, overrides applied, estimates not yet filled in.
struct Chosen {
  Selected selected;
  model::Vehicle vehicle;
};

/// The truck that a factor is solved for: as its file has it, so that an override shows what it
/// changes, with overrides of its rating only; with all of them if the file's truck cannot run.
model::Vehicle reference_truck(const Chosen& chosen, const std::vector<ReadOverride>& overrides,
                               const RunOptions& options) {
  model::Vehicle vehicle = chosen.selected.vehicle;
  for (const auto& item : overrides)
    if (concerns(item.path, vehicle) && item.path.key.starts_with("rating."))
      set(vehicle, item.path, item.value);
  if (!reason_to_refuse(vehicle, options.include_announced).empty()) vehicle = chosen.vehicle;
  model::estimate_missing(vehicle);
  return vehicle;
}

/// True unless a file or --set gives a truck's corrections itself.
bool may_be_anchored(const model::Vehicle& vehicle) {
  return vehicle.has_physics() && vehicle.convention == model::Convention::evpickup &&
         vehicle.correction.road_load.origin.how == spec::How::standard &&
         vehicle.correction.losses.origin.how == spec::How::standard;
}

/// Anchors the trucks that have a rating; tells of those whose rating does not fit them.
void anchor(std::vector<Chosen>& all, const std::vector<ReadOverride>& overrides,
            const RunOptions& options, model::Catalog& catalog, Plan& plan) {
  std::vector<model::Vehicle> references;
  std::vector<Chosen*> trucks;
  for (auto& chosen : all) {
    if (!may_be_anchored(chosen.vehicle)) continue;
    references.push_back(reference_truck(chosen, overrides, options));
    trucks.push_back(&chosen);
  }
  std::vector<const model::Vehicle*> pointers;
  for (const auto& reference : references) pointers.push_back(&reference);
  const auto anchors = find_anchors(pointers, cycle_library(catalog), options.threads);
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    if (!anchors[i]) continue;
    apply(*anchors[i], trucks[i]->vehicle);
    if (!anchors[i]->refusal.empty()) plan.notes.push_back(anchors[i]->refusal);
    plan.anchors.push_back({trucks[i]->vehicle.key(), *anchors[i]});
  }
}

/// Anchored if a factor was found; one that the user gave stays the user's.
model::Mode mode_of(const model::Vehicle& vehicle) {
  const auto found = [](const auto& factor) { return factor.origin.how == spec::How::estimated; };
  return found(vehicle.correction.road_load) || found(vehicle.correction.losses)
             ? model::Mode::anchored
             : model::Mode::blind;
}

/// Markets of one truck: its own, or all of the scenario; one empty name if there are none.
std::vector<std::string> markets_of(const Selected& selected, const model::Scenario& scenario) {
  if (!selected.market.empty()) return {selected.market};
  if (scenario.compare.markets.empty()) return {""};
  return scenario.compare.markets;
}

/// Index of the baseline that the scenario names; it is among the cases of a run without axes.
int baseline_of(const model::Scenario& scenario, const CaseGrid& grid) {
  const auto& wanted = scenario.compare.baseline;
  if (wanted.empty() || !grid.axes().empty()) return -1;
  std::vector<std::string> keys;
  for (const auto& entry : grid.entries()) {
    const std::string key = entry.vehicle->key();
    if (wanted == key || wanted == key + "@" + entry.market_name)
      return static_cast<int>(keys.size());
    keys.push_back(key);
  }
  throw base::InputError(fmt::format("\"{}\" is not among the vehicles compared", wanted),
                         base::did_you_mean_hint(wanted, keys));
}

/// Puts a market's table of `tables` on top of it, and the sources that its values name beside its
/// own.
void add_values(model::Market& market, const std::optional<spec::Node>& tables,
                const std::shared_ptr<const spec::Sources>& sources, const std::string& path,
                base::Diagnostics& diagnostics) {
  const spec::Node* table = tables ? tables->find(market.id) : nullptr;
  if (table == nullptr) return;
  model::apply_market_patch(market, *table, sources.get(), path + "." + market.id, diagnostics);
  if (sources == nullptr) return;
  auto all = std::make_shared<spec::Sources>(*sources);
  if (market.sources) all->insert(market.sources->begin(), market.sources->end());
  market.sources = std::move(all);
}

/// True if a market of the scenario was named by the path of its file.
bool has_market_file(const model::Scenario& scenario, const std::string& id) {
  const auto is_file = [&](const std::string& name) {
    return name.ends_with(".toml") && std::filesystem::path{name}.stem() == id;
  };
  return std::ranges::any_of(scenario.compare.markets, is_file) ||
         std::ranges::any_of(scenario.compare.vehicles, [&](const std::string& reference) {
           const auto at = reference.rfind('@');
           return at != std::string::npos && is_file(reference.substr(at + 1));
         });
}

/// Tables named like markets belong to markets that there are.
void check_market_names(model::Catalog& catalog, const model::Scenario& scenario,
                        const std::optional<spec::Node>& tables) {
  if (!tables) return;
  for (const auto& table : tables->children)
    if (!has_market_file(scenario, table.key)) (void)catalog.market(table.key, table.key_where);
}

}  // namespace

model::Scenario ready_scenario(model::Scenario scenario, const RunOptions& options) {
  for (const auto& item : read_overrides(options))
    if (item.path.target == Target::scenario) set(scenario, item.path, item.value);
  if (options.mode) scenario.mode = *options.mode;
  find_cycle_files(scenario);
  base::Diagnostics diagnostics;
  check_together(scenario, diagnostics);
  diagnostics.throw_if_errors();
  return scenario;
}

model::ReportSettings ready_report(const model::Scenario& scenario, const RunOptions& options) {
  RunOptions asked;
  for (const Override& item : options.overrides)
    if (item.path.starts_with("report.")) asked.overrides.push_back(item);
  model::Scenario told;
  told.report = scenario.report;
  for (const auto& item : read_overrides(asked)) set(told, item.path, item.value);
  return told.report;
}

model::Market ready_market(model::Catalog& catalog, const model::Scenario& scenario,
                           const std::string& id, const RunOptions& options) {
  model::Market market = catalog.market(id, base::SourcePlace{scenario.text, 0, 0, 0});
  base::Diagnostics diagnostics;
  if (!scenario.cost.estimates.empty()) {
    const auto estimates = catalog.market_estimates(scenario.cost.estimates);
    add_values(market, estimates.markets, estimates.sources, "markets", diagnostics);
  }
  add_values(market, scenario.cost.markets, scenario.sources, "cost.markets", diagnostics);
  diagnostics.throw_if_errors();
  for (const auto& item : read_overrides(options))
    if (item.path.target == Target::market && item.path.owner == market.id)
      set(market, item.path, item.value);
  model::check_tariff(market, diagnostics);
  diagnostics.throw_if_errors();
  return market;
}

model::Vehicle ready_vehicle(model::Catalog& catalog, const std::string& reference,
                             const RunOptions& options, const base::SourcePlace& where) {
  Plan ignored;
  const auto overrides = read_overrides(options);
  const Selected selected{catalog.vehicle(reference, where), {}, false};
  std::vector<Chosen> chosen{{selected, *usable_vehicle(selected, overrides, options, ignored)}};
  if (options.mode.value_or(model::Mode::anchored) == model::Mode::anchored)
    anchor(chosen, overrides, options, catalog, ignored);
  model::check_convention(chosen.front().vehicle);
  model::estimate_missing(chosen.front().vehicle);
  return std::move(chosen.front().vehicle);
}

PlannedGrid plan_grid(model::Catalog& catalog, const model::Scenario& scenario,
                      const RunOptions& options) {
  Plan plan;
  check_market_names(catalog, scenario, scenario.cost.markets);
  if (!scenario.cost.estimates.empty())
    check_market_names(catalog, scenario,
                       catalog.market_estimates(scenario.cost.estimates).markets);
  check_currencies(scenario, catalog.exchange_rates());
  const auto overrides = read_overrides(options);
  std::vector<Axis> axes = axes_of(scenario);
  for (const auto& axis : axes) plan.axes.push_back(axis.column);

  // Trucks, each once in plan.trucks.
  const base::SourcePlace where{scenario.text, 0, 0, 0};
  std::vector<Chosen> all_chosen;
  for (auto& selected : select(catalog, scenario.compare.vehicles, where)) {
    auto vehicle = usable_vehicle(selected, overrides, options, plan);
    if (vehicle) all_chosen.push_back({std::move(selected), std::move(*vehicle)});
  }
  for (const auto& chosen : all_chosen)
    if (std::ranges::none_of(plan.trucks, [&](const model::Vehicle& truck) {
          return truck.key() == chosen.vehicle.key();
        }))
      plan.trucks.push_back(chosen.vehicle);
  const bool anchored = scenario.mode == model::Mode::anchored;
  if (anchored) anchor(all_chosen, overrides, options, catalog, plan);

  // Each truck in its markets.
  std::map<std::string, std::shared_ptr<const model::Market>> markets;
  std::vector<GridEntry> entries;
  for (auto& [selected, vehicle] : all_chosen) {
    const auto mode = anchored ? mode_of(vehicle) : model::Mode::blind;
    const auto shared = std::make_shared<const model::Vehicle>(std::move(vehicle));
    for (const auto& name : markets_of(selected, scenario)) {
      auto& market = markets[name];
      if (!name.empty() && market == nullptr)
        market = std::make_shared<model::Market>(ready_market(catalog, scenario, name, options));
      entries.push_back({shared, mode, market, name});
    }
  }
  if (entries.empty())
    throw base::InputError("no truck is left to run: " + base::join(plan.notes, " "));
  CaseGrid grid(scenario, std::move(axes), std::move(entries), catalog.exchange_rates());
  check_heard(catalog, overrides, grid, plan);
  plan.baseline = baseline_of(scenario, grid);
  return {std::move(plan), std::move(grid)};
}

Plan make_plan(model::Catalog& catalog, const model::Scenario& scenario,
               const RunOptions& options) {
  auto [plan, grid] = plan_grid(catalog, scenario, options);
  if (grid.size() > most_rows_in_memory)
    throw base::InputError(
        fmt::format("the sweep has {} rows, more than the {} that a table holds in memory",
                    grid.size(), most_rows_in_memory),
        "stream them to one file: -o FILE.csv or -o FILE.jsonl alone");
  plan.cases = grid.cases(0, grid.size(), options.threads);
  refuse_trailers_and_trips(plan, scenario);
  return std::move(plan);
}

}  // namespace evpickup::study
