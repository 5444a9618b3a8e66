// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"

namespace evpickup::study {

/// Rated and predicted figures side by side: every truck of a plan on each procedure that it is
/// rated by or that the options ask for, with the factor of its anchoring. Where the options ask
/// for procedures, a second table has the parts of their tests: masses, energies, consumption from
/// the battery and from the wall. Nothing to tell gives nothing.
[[nodiscard]] std::vector<Section> ratings_sections(const Plan& plan, model::Catalog& catalog,
                                                    const RunOptions& options);

/// Trucks whose rated range and rated consumption do not go together with their usable energy.
[[nodiscard]] std::vector<std::string> rating_notes(const Plan& plan);

}  // namespace evpickup::study
