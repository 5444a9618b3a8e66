// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/model/scenario.hpp"
#include "evpickup/study/draws.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"

/// Whether what a study varies moves anything.
namespace evpickup::study {

/// What a truck lacks for a path to mean anything of it: "no engine" for engine.power of an
/// electric truck; empty if it lacks nothing.
[[nodiscard]] std::string what_is_lacking(const Path& path, const model::Vehicle& vehicle);

/// Throws InputError if a figure of no truck depends on an axis of the scenario; adds a note to the
/// results if those of some trucks do not. Trucks that cannot move are not asked. The rows of
/// `results.table` hold metrics and then the values of the axes; the plan has a case for each row,
/// with its truck and market.
void check_moved(Results& results, const Plan& plan, const model::Scenario& scenario);

/// Which cases of an evaluation have an outcome that depends on input `of` of its `inputs`, tried
/// at several points. Cases without a figure at one of them count as moved.
[[nodiscard]] std::vector<bool> moved_cases(DrawEvaluation& draws, Eigen::Index inputs,
                                            Eigen::Index of);

/// Throws InputError for keys of inputs.vary on which no outcome of the scenario's draws depends,
/// of any truck.
void check_varied(const Plan& plan, const model::Scenario& scenario, model::Catalog& catalog,
                  const RunOptions& options);

}  // namespace evpickup::study
