// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"

/// Further tables of a comparison.
namespace evpickup::study {

/// Cost by group of items, net present value, and the import duties of trucks from abroad line by
/// line. Nothing is added where no case has a cost.
void add_cost_sections(Results& results, const Plan& plan,
                       const std::vector<std::optional<CostFigures>>& cost,
                       units::Currency currency);

/// Energy per distance by cause, and how far the balance is off.
[[nodiscard]] Section audit_section(const Plan& plan,
                                    const std::vector<const EnergyFigures*>& energy);

}  // namespace evpickup::study
