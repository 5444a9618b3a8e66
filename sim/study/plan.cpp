// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "evpickup/base/text.hpp"
#include "evpickup/model/consistency.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/convention.hpp"
#include "evpickup/study/pack_scaling.hpp"
#include "evpickup/study/selection.hpp"
#include "evpickup/study/sweep.hpp"

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

/// One point of the sweep's grid: an index into each axis.
using Point = std::vector<std::size_t>;

std::size_t grid_size(const std::vector<Axis>& axes) {
  std::size_t size = 1;
  for (const auto& axis : axes) {
    size *= axis.values.size();
    if (size > most_points)
      throw base::InputError(fmt::format("the sweep has more than {} points", most_points),
                             "use larger steps or fewer axes");
  }
  return size;
}

/// The last axis runs fastest.
Point point_at(const std::vector<Axis>& axes, std::size_t index) {
  Point point(axes.size());
  for (std::size_t k = axes.size(); k-- > 0;) {
    point[k] = index % axes[k].values.size();
    index /= axes[k].values.size();
  }
  return point;
}

/// The truck at a point of the grid, estimates filled in.
model::Vehicle vehicle_at(model::Vehicle vehicle, const std::vector<Axis>& axes, const Point& point,
                          const units::ExchangeRates& rates) {
  for (std::size_t k = 0; k < axes.size(); ++k) {
    if (axes[k].scale == model::SweepScale::none && concerns(axes[k].path, vehicle))
      set(vehicle, axes[k].path, axes[k].values[point[k]].node);
  }
  model::check_convention(vehicle);
  model::estimate_missing(vehicle);
  if (!vehicle.has_physics()) return vehicle;
  for (std::size_t k = 0; k < axes.size(); ++k) {
    if (axes[k].scale != model::SweepScale::pack || !concerns(axes[k].path, vehicle)) continue;
    // The value is read by the key's own field, then the truck is rebuilt around it.
    model::Vehicle probe = vehicle;
    set(probe, axes[k].path, axes[k].values[point[k]].node);
    vehicle = with_pack(vehicle, *probe.battery.energy_usable, rates);
  }
  return vehicle;
}

bool any_axis(const std::vector<Axis>& axes, Target target) {
  return std::any_of(axes.begin(), axes.end(),
                     [&](const Axis& axis) { return axis.path.target == target; });
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

/// What must go together in a scenario and --set or a sweep can put asunder.
void check_together(const model::Scenario& scenario, base::Diagnostics& diagnostics) {
  constexpr double share_tolerance = 1e-6;
  spec::Reader reader{diagnostics, nullptr};
  spec::check_required(scenario, nullptr, base::SourcePlace{}, "", reader);
  double sum = 0.0;
  for (const auto& part : scenario.duty.cycles) sum += part.share.value_or(0.0);
  const bool trip_alone = scenario.trip && scenario.duty.cycles.empty();
  if (!trip_alone && std::abs(sum - 1.0) > share_tolerance)
    diagnostics.error({}, "duty.cycles", fmt::format("the shares add up to {:.6g}, not to 1", sum));
  const auto& charging = scenario.duty.charging;
  sum = *charging.home + *charging.workplace + *charging.public_ac + *charging.dc_fast;
  if (std::abs(sum - 1.0) > share_tolerance)
    diagnostics.error({}, "duty.charging",
                      fmt::format("the shares of home, workplace, public_ac and dc_fast add up to "
                                  "{:.6g}, not to 1",
                                  sum),
                      "home is 1 unless it is given");
  const auto& months = scenario.duty.ambient_by_month;
  if (months.has_value() && months->size() != model::months_per_year)
    diagnostics.error({}, "duty.ambient_by_month",
                      fmt::format("expected twelve temperatures, got {}", months->size()),
                      "one for each month, January first");
  if (scenario.day && (scenario.day->legs.empty() || scenario.day->trucks.empty()))
    diagnostics.error({}, "day", "the scenario's day has no legs or no trucks");
  const auto nowhere = [](std::string_view) { return base::SourcePlace{}; };
  model::check_cost(scenario, nowhere, diagnostics);
  if (scenario.trip) model::check_trip(scenario, nowhere, diagnostics);
  if (scenario.parity) model::check_parity(scenario, nowhere, diagnostics);
}

/// The scenario at a point of the grid.
model::Scenario scenario_at(model::Scenario scenario, const std::vector<Axis>& axes,
                            const Point& point) {
  for (std::size_t k = 0; k < axes.size(); ++k)
    if (axes[k].path.target == Target::scenario)
      set(scenario, axes[k].path, axes[k].values[point[k]].node);
  base::Diagnostics diagnostics;
  check_together(scenario, diagnostics);
  diagnostics.throw_if_errors();
  return scenario;
}

model::Market market_at(model::Market market, const std::vector<Axis>& axes, const Point& point) {
  for (std::size_t k = 0; k < axes.size(); ++k)
    if (axes[k].path.target == Target::market && axes[k].path.owner == market.id)
      set(market, axes[k].path, axes[k].values[point[k]].node);
  return market;
}

void check_axes(const std::vector<Axis>& axes) {
  for (const auto& axis : axes) {
    if (axis.scale == model::SweepScale::pack && axis.path.key != "battery.energy_usable")
      throw base::InputError(
          base::Diagnostic{base::Severity::error,
                           axis.values.front().node.where,
                           axis.path.text,
                           "scale = \"pack\" needs the key battery.energy_usable",
                           {}});
    const auto& key = axis.path.key;
    if (axis.path.target == Target::scenario && !key.starts_with("duty.") &&
        !key.starts_with("cost."))
      throw base::InputError(base::Diagnostic{base::Severity::error,
                                              axis.values.front().node.where,
                                              axis.path.text,
                                              "a sweep moves trucks, markets, duty and cost only",
                                              {}});
  }
}

/// True if a truck or market of the plan has the value that a path names.
bool is_heard(const Path& path, const Plan& plan) {
  return path.target == Target::scenario ||
         std::any_of(plan.cases.begin(), plan.cases.end(), [&](const PlannedCase& planned) {
           return path.target == Target::market
                      ? planned.market != nullptr && planned.market->id == path.owner
                      : concerns(path, *planned.vehicle);
         });
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
                 const std::vector<Axis>& axes, Plan& plan) {
  for (const auto& item : overrides) {
    if (is_heard(item.path, plan)) continue;
    find_owner(catalog, item.path, item.value.where);
    plan.notes.push_back(fmt::format("--set {} changes nothing: {} is not part of this run.",
                                     item.path.text, item.path.owner));
  }
  for (const auto& axis : axes) {
    if (is_heard(axis.path, plan)) continue;
    const auto& where = axis.values.front().node.where;
    find_owner(catalog, axis.path, where);
    throw base::InputError(base::Diagnostic{
        base::Severity::error,
        where,
        axis.path.text,
        fmt::format("the sweep moves nothing: {} is not part of this run", axis.path.owner),
        {}});
  }
}

/// The baseline that the scenario names is among the cases.
void check_baseline(const model::Scenario& scenario, const Plan& plan) {
  const auto& wanted = scenario.compare.baseline;
  if (wanted.empty() || plan.baseline >= 0 || !plan.axes.empty()) return;
  std::vector<std::string> keys;
  for (const auto& planned : plan.cases) keys.push_back(planned.vehicle->key());
  throw base::InputError(fmt::format("\"{}\" is not among the vehicles compared", wanted),
                         base::did_you_mean_hint(wanted, keys));
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

bool is_baseline(const model::Scenario& scenario, const model::Vehicle& vehicle,
                 const std::string& market) {
  const auto& wanted = scenario.compare.baseline;
  return wanted == vehicle.key() || wanted == vehicle.key() + "@" + market;
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

model::Market ready_market(model::Catalog& catalog, const model::Scenario& scenario,
                           const std::string& id, const RunOptions& options) {
  model::Market market = catalog.market(id, base::SourcePlace{scenario.text, 0, 0, 0});
  base::Diagnostics diagnostics;
  if (!scenario.cost.estimates.empty()) {
    const auto estimates = catalog.market_estimates(scenario.cost.estimates);
    add_values(market, estimates.markets, estimates.sources, "markets", diagnostics);
  }
  add_values(market, scenario.cost.markets, scenario.sources, "cost.markets", diagnostics);
  if (!diagnostics.has_errors()) model::check_tariff(market, diagnostics);
  diagnostics.throw_if_errors();
  for (const auto& item : read_overrides(options))
    if (item.path.target == Target::market && item.path.owner == market.id)
      set(market, item.path, item.value);
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

Plan make_plan(model::Catalog& catalog, const model::Scenario& scenario,
               const RunOptions& options) {
  Plan plan;
  check_market_names(catalog, scenario, scenario.cost.markets);
  if (!scenario.cost.estimates.empty())
    check_market_names(catalog, scenario,
                       catalog.market_estimates(scenario.cost.estimates).markets);
  const auto overrides = read_overrides(options);
  std::vector<Axis> axes;
  for (const auto& sweep : scenario.sweeps) axes.push_back(make_axis(sweep));
  check_axes(axes);
  for (const auto& axis : axes) plan.axes.push_back(axis.column);
  const std::size_t points = grid_size(axes);

  // Duty and cost at each point; shared by all points where no axis moves them.
  struct Settings {
    std::shared_ptr<const model::Duty> duty;
    std::shared_ptr<const model::CostSettings> cost;
  };
  std::vector<Settings> settings;
  const bool settings_move = any_axis(axes, Target::scenario);
  for (std::size_t i = 0; i < (settings_move ? points : 1); ++i) {
    const model::Scenario at = scenario_at(scenario, axes, point_at(axes, i));
    settings.push_back(
        {std::make_shared<model::Duty>(at.duty), std::make_shared<model::CostSettings>(at.cost)});
  }

  std::map<std::string, model::Market> markets;
  std::map<std::string, std::shared_ptr<const model::Market>> shared_markets;
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
  if (scenario.mode == model::Mode::anchored) anchor(all_chosen, overrides, options, catalog, plan);

  for (const auto& [selected, base_vehicle] : all_chosen) {
    const bool vehicle_moves = std::any_of(axes.begin(), axes.end(), [&](const Axis& axis) {
      return concerns(axis.path, base_vehicle);
    });

    // The truck at each point of the grid.
    std::vector<std::shared_ptr<const model::Vehicle>> vehicles;
    for (std::size_t i = 0; i < (vehicle_moves ? points : 1); ++i)
      vehicles.push_back(std::make_shared<model::Vehicle>(
          vehicle_at(base_vehicle, axes, point_at(axes, i), catalog.exchange_rates())));

    for (const auto& market_id : markets_of(selected, scenario)) {
      if (!market_id.empty() && !markets.contains(market_id)) {
        markets.emplace(market_id, ready_market(catalog, scenario, market_id, options));
        shared_markets[market_id] = std::make_shared<model::Market>(markets.at(market_id));
      }
      const bool market_moves = std::any_of(axes.begin(), axes.end(), [&](const Axis& axis) {
        return axis.path.target == Target::market && !market_id.empty() &&
               axis.path.owner == markets.at(market_id).id;
      });
      for (std::size_t i = 0; i < points; ++i) {
        const Point point = point_at(axes, i);
        PlannedCase planned;
        planned.vehicle = vehicles[vehicle_moves ? i : 0];
        planned.duty = settings[settings_move ? i : 0].duty;
        planned.cost = settings[settings_move ? i : 0].cost;
        planned.mode =
            scenario.mode == model::Mode::anchored ? mode_of(base_vehicle) : model::Mode::blind;
        if (!market_id.empty())
          planned.market =
              market_moves
                  ? std::make_shared<model::Market>(market_at(markets.at(market_id), axes, point))
                  : shared_markets.at(market_id);
        for (std::size_t k = 0; k < axes.size(); ++k)
          planned.axes.push_back(axes[k].values[point[k]].shown);
        if (axes.empty() && plan.baseline < 0 && is_baseline(scenario, *planned.vehicle, market_id))
          plan.baseline = static_cast<int>(plan.cases.size());
        plan.cases.push_back(std::move(planned));
      }
    }
  }
  if (plan.cases.empty())
    throw base::InputError("no truck is left to run: " + base::join(plan.notes, " "));
  refuse_trailers_and_trips(plan, scenario);
  check_heard(catalog, overrides, axes, plan);
  check_baseline(scenario, plan);
  return plan;
}

}  // namespace evpickup::study
