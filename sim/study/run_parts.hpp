// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "evpickup/model/annual_use.hpp"
#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/metrics.hpp"
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

/// Columns of a plan's table: every metric, then the axes.
[[nodiscard]] std::vector<Column> table_columns(const Plan& plan, units::Currency currency);
/// Its rows, one a case. `estimated` holds the cell of "estimated_inputs" of each case, which takes
/// long to find; empty if they are to be found.
[[nodiscard]] std::vector<std::vector<Cell>>
table_rows(const Plan& plan, std::span<const EnergyFigures* const> energy,
           std::span<const std::optional<CostFigures>> cost,
           std::span<const std::vector<model::AnnualUse>> use, int threads,
           std::span<const Cell> estimated = {});

/// The column of the inputs that a rule estimated.
inline constexpr std::string_view estimated_column = "estimated_inputs";
[[nodiscard]] const Metric& metric_named(std::string_view key);

/// Files read and values put on top of them.
[[nodiscard]] Inputs inputs_of(const model::Catalog& catalog, const model::Scenario& scenario,
                               const RunOptions& options);

/// Says first what was put on top of the files, if anything was.
void add_override_note(Results& results, const RunOptions& options);

}  // namespace evpickup::study
