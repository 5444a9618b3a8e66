// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/anchoring.hpp"
#include "evpickup/study/overrides.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"

/// From a scenario to the list of cases that a study computes.
namespace evpickup::study {

/// One truck in one market on one duty. Parts that cases have in common are shared, so that each
/// energy figure is computed once.
struct PlannedCase {
  std::shared_ptr<const model::Vehicle> vehicle;
  std::shared_ptr<const model::Duty> duty;
  std::shared_ptr<const model::CostSettings> cost;
  /// Absent if the scenario names no market: then only energy is told.
  std::shared_ptr<const model::Market> market;
  /// Value of each sweep axis.
  std::vector<Cell> axes;
  /// Blind where the truck has no rating, or one that its specification cannot meet.
  model::Mode mode = model::Mode::blind;
};

/// A truck of a plan and the factor that makes it meet its rating.
struct AnchoredTruck {
  std::string key;
  Anchor anchor;
};

struct Plan {
  std::vector<Column> axes;
  std::vector<PlannedCase> cases;
  /// Each truck once, as its file has it with overrides on top: no estimates, not anchored.
  std::vector<model::Vehicle> trucks;
  /// One for each truck that has a rating, in anchored runs.
  std::vector<AnchoredTruck> anchors;
  /// Index of the baseline case, or -1.
  int baseline = -1;
  std::vector<std::string> notes;
};

/// Cases of a scenario in the order of its vehicles, markets and sweep values. Overrides have been
/// applied to the scenario already and are applied to vehicles and markets here.
[[nodiscard]] Plan make_plan(model::Catalog& catalog, const model::Scenario& scenario,
                             const RunOptions& options);

/// The truck of a reference with overrides applied and its estimates filled in, anchored unless the
/// options say blind. Throws InputError if it has no battery size, or is only announced and not
/// asked for.
[[nodiscard]] model::Vehicle ready_vehicle(model::Catalog& catalog, const std::string& reference,
                                           const RunOptions& options,
                                           const base::SourcePlace& where = {});

/// A market by its id or by the path of its file, looked for beside the scenario's first, with the
/// scenario's own values and the overrides on top.
[[nodiscard]] model::Market ready_market(model::Catalog& catalog, const model::Scenario& scenario,
                                         const std::string& id, const RunOptions& options);

/// The scenario with `--set duty...`, `--set cost...` applied.
[[nodiscard]] model::Scenario ready_scenario(model::Scenario scenario, const RunOptions& options);

/// What the scenario says of its report, with `--set report...` on top: what is written where is
/// asked before anything runs. Throws InputError for a path or value of `--set report...` that is
/// not accepted; other overrides are looked at by the run.
[[nodiscard]] model::ReportSettings ready_report(const model::Scenario& scenario,
                                                 const RunOptions& options);

}  // namespace evpickup::study
