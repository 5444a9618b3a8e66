// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"

/// The explicit list of what a study tells about a case: a new figure is one row.
namespace evpickup::study {

/// A case with all its figures.
struct CaseView {
  const PlannedCase* planned = nullptr;
  const EnergyFigures* energy = nullptr;
  const CostFigures* cost = nullptr;  ///< nullptr without price or market
  /// Every year of every owner (yearly_use.hpp).
  std::span<const model::AnnualUse> use = {};
};

/// Figures that a metric is made of: the drive of the duty alone, its years of use too, those of
/// other conditions, performance and charging too, or money.
enum class Needs { duty, years, sides, cost };

/// One column. `CUR` in key or unit stands for the reporting currency.
struct Metric {
  Column column;
  std::string doc;
  Cell (*get)(const CaseView& view) = nullptr;
  Needs needs = Needs::duty;
};

/// All metrics, the core columns of the results format first and in their order.
[[nodiscard]] const std::vector<Metric>& metrics();

/// The column of a metric for a reporting currency.
[[nodiscard]] Column column_for(const Metric& metric, units::Currency currency);

/// Keys of the columns that hold figures, which studies can ask for.
[[nodiscard]] std::vector<std::string> figure_keys(units::Currency currency);

/// True of the column of cost per distance in any currency.
[[nodiscard]] bool is_cost_by_distance(const Column& column);

/// The rating that a truck is first known by: EPA, WLTP, CLTC, NEDC or Korea, in this order.
[[nodiscard]] std::optional<std::pair<std::string, const model::Rating*>>
leading_rating(const model::Vehicle& vehicle);

/// "55 % epa_udds + 45 % epa_hwfet, 23 degC".
[[nodiscard]] std::string duty_text(const model::Duty& duty);

}  // namespace evpickup::study
