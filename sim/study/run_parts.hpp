// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"

/// What comparisons and ledgers share.
namespace evpickup::study {

/// Energy of every case; cases that share truck and duty share the figures.
struct SharedEnergy {
  std::vector<EnergyFigures> figures;
  std::vector<const EnergyFigures*> of_case;
};

[[nodiscard]] SharedEnergy compute_energy(const Plan& plan, model::Catalog& catalog, int threads);

/// Files read and values put on top of them.
[[nodiscard]] Inputs inputs_of(const model::Catalog& catalog, const model::Scenario& scenario,
                               const RunOptions& options);

/// Says first what was put on top of the files, if anything was.
void add_override_note(Results& results, const RunOptions& options);

}  // namespace evpickup::study
