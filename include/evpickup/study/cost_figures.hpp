// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evpickup/cost/emissions.hpp"
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

/// What the truck costs its second owner, in money of the first purchase year.
struct SecondOwner {
  units::Money bought_for;
  units::Money npv;
  /// Nothing for a truck that is not driven.
  std::optional<units::DistancePrice> per_distance;
};

/// Money and emissions of one case, in the reporting currency.
struct CostFigures {
  units::Money price;
  units::Money npv;
  units::Money plain_sum;
  /// Nothing for a truck that is not driven.
  std::optional<units::DistancePrice> per_distance;
  units::Money equivalent_annual;
  /// Charged energy and fuel in the first year.
  units::Money energy_per_year;
  /// The owner's cash view, if the scenario has a loan or a lease.
  std::optional<units::Money> cash_npv;
  std::optional<units::Time> break_even_time;
  std::optional<units::Length> break_even_distance;
  std::optional<SecondOwner> second_owner;
  std::vector<CostLine> lines;
  /// Greenhouse gas per distance, kg/m, and over the years of ownership; absent where the market
  /// lacks a factor.
  std::optional<double> emitted_kg_per_m, emitted_in_use_kg_per_m;
  std::optional<units::Mass> emitted;
  /// Payload that the duty carries, by distance, in kilograms.
  double mean_payload_kg = 0.0;
};

/// A case as the cost model takes it: truck, market, settings, and its use in the years of its
/// (first) ownership, of which `use` holds one each or more. The planned case must outlive it.
[[nodiscard]] cost::Case case_of(const PlannedCase& planned,
                                 const std::vector<model::AnnualUse>& use);

/// True if a case can have a cost: it has a market, its truck a price and a consumption.
[[nodiscard]] bool has_cost(const PlannedCase& planned, const EnergyFigures& energy);

/// A case's lane in the ledger that it shares with others.
struct CaseLedger {
  std::shared_ptr<const cost::Lanes> lanes;
  std::shared_ptr<const cost::Ledger> ledger;
  Eigen::Index lane = 0;
  /// Lane of the plan's baseline in the same ledger, or -1.
  Eigen::Index baseline = -1;
};

/// Ledgers of all cases of a plan; nothing where a truck has no price, no market, or does not move.
/// Cases with the same settings and years share one. Values that a market lacks are an InputError.
[[nodiscard]] std::vector<std::optional<CaseLedger>>
ledgers(const Plan& plan, std::span<const EnergyFigures* const> energy, units::Currency currency,
        const units::ExchangeRates& rates);

/// Cost of all cases of a plan, from their ledgers. Break-even refers to the plan's baseline if
/// that shares the ledger.
[[nodiscard]] std::vector<std::optional<CostFigures>>
cost_figures(const Plan& plan, std::span<const EnergyFigures* const> energy,
             units::Currency currency, const units::ExchangeRates& rates);

/// The same for a sweep, with the use of each case over all years (yearly_uses), in parallel, and
/// without `lines`.
[[nodiscard]] std::vector<std::optional<CostFigures>>
cost_figures(const Plan& plan, std::span<const EnergyFigures* const> energy,
             std::span<const std::vector<model::AnnualUse>> use, units::Currency currency,
             const units::ExchangeRates& rates, int threads);

/// Energy taken at the wall per distance: battery energy over the charging efficiency at each
/// place, by the duty's shares; a charger at work has the efficiency of a public one. Absent where
/// the market does not give an efficiency that is needed.
[[nodiscard]] std::optional<units::Consumption>
wall_consumption(units::Consumption battery, const model::ChargingShares& shares,
                 const model::Market& market);

}  // namespace evpickup::study
