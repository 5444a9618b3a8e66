// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/model/scenario.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/plan.hpp"

/// Sentences beside the table of a run.
namespace evpickup::study {

/// Share of the time below which falling behind the speed trace is not worth a sentence.
inline constexpr double missed_worth_telling = 5e-4;

/// Notes on single cases: trucks that fall behind the trace, that do not move, that have no price.
[[nodiscard]] std::vector<std::string> case_notes(const Plan& plan,
                                                  std::span<const EnergyFigures* const> energy);

/// Legs of the working day on which a truck carries or pulls more than it may.
[[nodiscard]] std::vector<std::string> leg_notes(const Plan& plan, const model::Scenario& scenario);

/// Requirements that are not answered: beside no axis, or several.
[[nodiscard]] std::vector<std::string> requirement_notes(const Plan& plan,
                                                         const model::Scenario& scenario);

/// Cycles that do not come back to where they started, for a range repeats them.
[[nodiscard]] std::vector<std::string> cycle_notes(const Plan& plan, model::Catalog& catalog);

}  // namespace evpickup::study
