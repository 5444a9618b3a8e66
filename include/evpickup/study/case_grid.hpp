// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/study/plan.hpp"
#include "evpickup/study/sweep.hpp"
#include "evpickup/units/money.hpp"

/// The cases of a plan, made when they are asked for: a grid of any size takes the memory of its
/// parts that are in use.
namespace evpickup::study {

/// A truck in one of its markets before any axis moves it.
struct GridEntry {
  /// Overrides applied, anchored, estimates not yet filled in. Shared by the truck's markets.
  std::shared_ptr<const model::Vehicle> vehicle;
  model::Mode mode = model::Mode::blind;
  /// Absent if the scenario names no market.
  std::shared_ptr<const model::Market> market;
  /// As the scenario names it.
  std::string market_name;
};

class CaseGrid {
 public:
  CaseGrid(model::Scenario scenario, std::vector<Axis> axes, std::vector<GridEntry> entries,
           units::ExchangeRates rates);

  [[nodiscard]] const std::vector<Axis>& axes() const { return axes_; }
  [[nodiscard]] const std::vector<GridEntry>& entries() const { return entries_; }
  /// Points of the axes' grid, 1 without axes.
  [[nodiscard]] std::size_t points() const { return points_; }
  /// Number of cases: entries x points. Points run faster than entries, the last axis fastest.
  [[nodiscard]] std::size_t size() const { return points_ * entries_.size(); }
  /// The entry of a case.
  [[nodiscard]] const GridEntry& entry_of(std::size_t index) const;

  /// The same for cases whose trucks differ at most by the size of a pack that all else follows.
  struct Family {
    const model::Vehicle* vehicle = nullptr;
    std::size_t number = 0;

    [[nodiscard]] auto operator<=>(const Family&) const = default;
  };
  [[nodiscard]] Family family_of(std::size_t index) const;

  /// Cases [first, last). Trucks, duties and markets that cases have in common are shared, also
  /// with cases of earlier calls while they are few. A value that its key does not take is an
  /// InputError.
  [[nodiscard]] std::vector<PlannedCase> cases(std::size_t first, std::size_t last, int threads);

 private:
  /// A part of cases by its owner and the number of its point on the axes that move it.
  template <class Part>
  using Shared = std::map<std::pair<const void*, std::size_t>, std::shared_ptr<const Part>>;
  struct Settings {
    std::shared_ptr<const model::Duty> duty;
    std::shared_ptr<const model::CostSettings> cost;
  };

  model::Scenario scenario_;
  std::vector<Axis> axes_;
  std::vector<GridEntry> entries_;
  units::ExchangeRates rates_;
  std::size_t points_ = 1;
  /// Trucks of families, estimates filled in, and trucks with their packs.
  Shared<model::Vehicle> families_;
  Shared<model::Vehicle> vehicles_;
  Shared<model::Market> markets_;
  Shared<Settings> settings_;
};

/// A plan without its cases, and the grid that makes them.
struct PlannedGrid {
  Plan plan;
  CaseGrid grid;
};

/// What make_plan does but for making the cases.
[[nodiscard]] PlannedGrid plan_grid(model::Catalog& catalog, const model::Scenario& scenario,
                                    const RunOptions& options);

}  // namespace evpickup::study
