// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/draws.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"

/// The best truck between bounds: one objective with constraints, or the front of two.
namespace evpickup::study {

/// Tables of the scenario's search: for each truck the optimum beside the truck as it is, or the
/// points of its front. Method and number of evaluations go to `notes`. Throws InputError for keys,
/// bounds and columns that do not serve.
[[nodiscard]] std::vector<Section>
optimum_sections(const Plan& plan, const model::Scenario& scenario, model::Catalog& catalog,
                 const RunOptions& options, std::vector<std::string>& notes);

}  // namespace evpickup::study
