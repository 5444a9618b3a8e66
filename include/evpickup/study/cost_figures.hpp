// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evpickup/cost/metrics.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/plan.hpp"

namespace evpickup::study {

/// Net present value of one line of the ledger.
struct CostLine {
  std::string key;
  std::string label;
  cost::Group group = cost::Group::purchase;
  cost::View view = cost::View::both;
  double npv_cur = 0.0;
};

/// Money of one case, in the reporting currency.
struct CostFigures {
  units::Money price;
  units::Money npv;
  units::Money plain_sum;
  units::DistancePrice per_distance;
  units::Money equivalent_annual;
  /// Charged energy in the first year.
  units::Money energy_per_year;
  /// The owner's cash view, if the scenario has a loan.
  std::optional<units::Money> cash_npv;
  std::optional<units::Time> break_even_time;
  std::optional<units::Length> break_even_distance;
  std::vector<CostLine> lines;
};

/// Cost of all cases of a plan; nothing where a truck has no price, no market, or does not move.
/// Cases with the same settings and years share one ledger, and break-even refers to the plan's
/// baseline if that is among them. Values that a market lacks are an InputError.
[[nodiscard]] std::vector<std::optional<CostFigures>>
cost_figures(const Plan& plan, std::span<const EnergyFigures* const> energy,
             units::Currency currency, const units::ExchangeRates& rates);

/// Energy taken at the wall per distance: battery energy over the charging efficiency at each
/// place, by the duty's shares; a charger at work has the efficiency of a public one. Absent where
/// the market does not give an efficiency that is needed.
[[nodiscard]] std::optional<units::Consumption>
wall_consumption(units::Consumption battery, const model::ChargingShares& shares,
                 const model::Market& market);

}  // namespace evpickup::study
