// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/case_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "evpickup/base/parallel.hpp"
#include "evpickup/model/consistency.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/pack_scaling.hpp"
#include "plan_checks.hpp"

namespace evpickup::study {

namespace {

/// One point of the grid: an index into each axis.
using Point = std::vector<std::size_t>;

/// Shared parts that are kept from one call to the next, of each kind.
constexpr std::size_t kept_parts = 1024;
/// Parts that one thread makes at a time.
constexpr std::size_t parts_at_a_time = 8;

std::size_t grid_size(const std::vector<Axis>& axes) {
  std::size_t size = 1;
  for (const auto& axis : axes) {
    if (axis.size() > most_points / size)
      throw base::InputError(fmt::format("the sweep has more than {} points", most_points),
                             "use larger steps or fewer axes");
    size *= axis.size();
  }
  return size;
}

/// The last axis runs fastest.
Point point_at(const std::vector<Axis>& axes, std::size_t index) {
  Point point(axes.size());
  for (std::size_t k = axes.size(); k-- > 0;) {
    point[k] = index % axes[k].size();
    index /= axes[k].size();
  }
  return point;
}

/// Which axes move a part.
using Moving = std::vector<bool>;

Moving moving(const std::vector<Axis>& axes, const std::function<bool(const Path&)>& is_moved) {
  Moving result;
  for (const auto& axis : axes) result.push_back(is_moved(axis.path));
  return result;
}

/// Number of a point among those that differ on moving axes.
std::size_t number_of(const std::vector<Axis>& axes, const Moving& is_moving, const Point& point) {
  std::size_t number = 0;
  for (std::size_t k = 0; k < axes.size(); ++k)
    if (is_moving[k]) number = number * axes[k].size() + point[k];
  return number;
}

/// Those of the axes that do not scale a pack.
Moving without_packs(Moving is_moving, const std::vector<Axis>& axes) {
  for (std::size_t k = 0; k < axes.size(); ++k)
    is_moving[k] = is_moving[k] && axes[k].scale == model::SweepScale::none;
  return is_moving;
}

Moving moving_trucks(const std::vector<Axis>& axes, const model::Vehicle& vehicle) {
  return moving(axes, [&](const Path& path) { return concerns(path, vehicle); });
}

/// The truck at a point of the grid, estimates filled in, before a pack is scaled.
model::Vehicle family_at(model::Vehicle vehicle, const std::vector<Axis>& axes,
                         const Moving& is_moving, const Point& point) {
  for (std::size_t k = 0; k < axes.size(); ++k)
    if (is_moving[k] && axes[k].scale == model::SweepScale::none)
      set(vehicle, axes[k].path, axes[k].at(point[k]).node);
  model::check_convention(vehicle);
  model::estimate_missing(vehicle);
  return vehicle;
}

/// A truck of a family with the packs of a point.
model::Vehicle scaled(model::Vehicle vehicle, const std::vector<Axis>& axes,
                      const Moving& is_moving, const Point& point,
                      const units::ExchangeRates& rates) {
  for (std::size_t k = 0; k < axes.size(); ++k) {
    if (!is_moving[k] || axes[k].scale == model::SweepScale::none) continue;
    const auto& node = axes[k].at(point[k]).node;
    if (!vehicle.battery.energy_usable.has_value() || !vehicle.battery.energy_gross.has_value())
      throw base::InputError(
          base::Diagnostic{base::Severity::error, node.where, axes[k].path.text,
                           vehicle.key() + " has no battery whose size could be swept",
                           "leave the truck out, or sweep a key that it has"});
    // The value is read by the key's own field, then the truck is rebuilt around it.
    model::Vehicle probe;
    probe.sources = vehicle.sources;
    set(probe, axes[k].path, node);
    const units::Energy usable = *probe.battery.energy_usable;
    vehicle = axes[k].scale == model::SweepScale::truck
                  ? with_pack_and_structure(vehicle, usable, rates)
                  : with_pack(std::move(vehicle), usable, rates);
  }
  return vehicle;
}

/// The scenario at a point of the grid.
model::Scenario scenario_at(model::Scenario scenario, const std::vector<Axis>& axes,
                            const Moving& is_moving, const Point& point) {
  for (std::size_t k = 0; k < axes.size(); ++k)
    if (is_moving[k]) set(scenario, axes[k].path, axes[k].at(point[k]).node);
  base::Diagnostics diagnostics;
  check_together(scenario, diagnostics);
  diagnostics.throw_if_errors();
  return scenario;
}

model::Market market_at(model::Market market, const std::vector<Axis>& axes,
                        const Moving& is_moving, const Point& point) {
  for (std::size_t k = 0; k < axes.size(); ++k)
    if (is_moving[k]) set(market, axes[k].path, axes[k].at(point[k]).node);
  return market;
}

/// Parts that are still to be made.
class ToMake {
 public:
  /// The place of a part among the shared ones; `make` is kept for later if there is none yet.
  template <class Map, class Make>
  const typename Map::mapped_type* place(Map& shared, const typename Map::key_type& key,
                                         Make make) {
    const auto [found, is_new] = shared.try_emplace(key);
    auto* slot = &found->second;
    if (is_new) work_.push_back([slot, make = std::move(make)] { *slot = make(); });
    return slot;
  }
  void make_all(int threads) const {
    base::for_each_block(work_.size(), parts_at_a_time, threads,
                         [&](std::size_t first, std::size_t last) {
                           for (std::size_t i = first; i < last; ++i) work_[i]();
                         });
  }

 private:
  std::vector<std::function<void()>> work_;
};

template <class Map>
void forget_if_many(Map& shared) {
  if (shared.size() > kept_parts) shared.clear();
}

}  // namespace

CaseGrid::CaseGrid(model::Scenario scenario, std::vector<Axis> axes, std::vector<GridEntry> entries,
                   units::ExchangeRates rates)
    : scenario_(std::move(scenario)),
      axes_(std::move(axes)),
      entries_(std::move(entries)),
      rates_(std::move(rates)),
      points_(grid_size(axes_)) {}

const GridEntry& CaseGrid::entry_of(std::size_t index) const {
  return entries_.at(index / points_);
}

CaseGrid::Family CaseGrid::family_of(std::size_t index) const {
  const auto& vehicle = *entry_of(index).vehicle;
  const Moving by_family = without_packs(moving_trucks(axes_, vehicle), axes_);
  return {&vehicle, number_of(axes_, by_family, point_at(axes_, index % points_))};
}

std::vector<PlannedCase> CaseGrid::cases(std::size_t first, std::size_t last, int threads) {
  forget_if_many(families_);
  forget_if_many(vehicles_);
  forget_if_many(markets_);
  forget_if_many(settings_);
  const Moving by_scenario =
      moving(axes_, [](const Path& path) { return path.target == Target::scenario; });

  // What each case is made of; what is new is made in parallel, once.
  struct Places {
    const std::shared_ptr<const model::Vehicle>* vehicle;
    const std::shared_ptr<const model::Market>* market;
    const std::shared_ptr<const Settings>* settings;
  };
  std::vector<PlannedCase> cases(last - first);
  std::vector<Places> places;
  ToMake families, to_make;
  Moving by_vehicle, by_family, by_market;
  const GridEntry* entry = nullptr;
  for (std::size_t i = first; i < last; ++i) {
    if (entry != &entry_of(i)) {
      entry = &entry_of(i);
      by_vehicle = moving_trucks(axes_, *entry->vehicle);
      by_family = without_packs(by_vehicle, axes_);
      by_market = moving(axes_, [&](const Path& path) {
        return path.target == Target::market && entry->market != nullptr &&
               path.owner == entry->market->id;
      });
    }
    const Point point = point_at(axes_, i % points_);
    const auto& vehicle = entry->vehicle;
    const auto& market = entry->market;
    const auto* family =
        families.place(families_, {vehicle.get(), number_of(axes_, by_family, point)},
                       [this, &vehicle, by_family, point] {
                         return std::make_shared<const model::Vehicle>(
                             family_at(*vehicle, axes_, by_family, point));
                       });
    const bool scales = by_family != by_vehicle && vehicle->has_physics();
    places.push_back(
        {!scales ? family
                 : to_make.place(vehicles_, {vehicle.get(), number_of(axes_, by_vehicle, point)},
                                 [this, family, by_vehicle, point] {
                                   return std::make_shared<const model::Vehicle>(
                                       scaled(**family, axes_, by_vehicle, point, rates_));
                                 }),
         market == nullptr
             ? nullptr
             : to_make.place(markets_, {market.get(), number_of(axes_, by_market, point)},
                             [this, &market, by_market, point] {
                               return std::make_shared<const model::Market>(
                                   market_at(*market, axes_, by_market, point));
                             }),
         to_make.place(settings_, {nullptr, number_of(axes_, by_scenario, point)},
                       [this, by_scenario, point] {
                         const auto at = scenario_at(scenario_, axes_, by_scenario, point);
                         return std::make_shared<const Settings>(
                             Settings{std::make_shared<model::Duty>(at.duty),
                                      std::make_shared<model::CostSettings>(at.cost)});
                       })});
    PlannedCase& planned = cases[i - first];
    planned.mode = entry->mode;
    for (std::size_t k = 0; k < axes_.size(); ++k)
      planned.axes.push_back(axes_[k].at(point[k]).shown);
  }
  families.make_all(threads);
  to_make.make_all(threads);

  for (std::size_t i = 0; i < cases.size(); ++i) {
    cases[i].vehicle = *places[i].vehicle;
    if (places[i].market != nullptr) cases[i].market = *places[i].market;
    cases[i].duty = (*places[i].settings)->duty;
    cases[i].cost = (*places[i].settings)->cost;
  }
  return cases;
}

}  // namespace evpickup::study
