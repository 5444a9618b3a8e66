// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "evpickup/model/annual_use.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/plan.hpp"

namespace evpickup::study {

/// The use of a case in each year of its first and second owner.
[[nodiscard]] std::vector<model::AnnualUse> yearly_use(const PlannedCase& planned,
                                                       const EnergyFigures& energy);

}  // namespace evpickup::study
