// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/model/scenario.hpp"
#include "evpickup/study/case_grid.hpp"
#include "evpickup/study/results.hpp"
#include "run_parts.hpp"

/// Whether what a sweep varies moves anything.
namespace evpickup::study {

/// What a truck lacks for a path to mean anything of it: "no engine" for engine.power of an
/// electric truck; empty if it lacks nothing.
[[nodiscard]] std::string what_is_lacking(const Path& path, const model::Vehicle& vehicle);

/// Throws InputError if a figure of no truck depends on an axis of the scenario; adds a note to the
/// results if those of some trucks do not. Trucks that cannot move are not asked. `results.table`
/// holds the metrics of the cases, then their axes.
void check_moved(Results& results, const Plan& plan, const model::Scenario& scenario,
                 const SharedEnergy& energy);

}  // namespace evpickup::study
