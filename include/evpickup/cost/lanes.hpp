// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "evpickup/model/annual_use.hpp"
#include "evpickup/model/market.hpp"
#include "evpickup/model/scenario.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/money.hpp"

namespace evpickup::cost {

/// One truck in one market with its finished use: what the ledger needs, as quantities.
struct Case {
  const model::Vehicle* vehicle = nullptr;
  const model::Market* market = nullptr;
  const model::CostSettings* settings = nullptr;
  const model::ChargingShares* charging = nullptr;
  /// One entry a year of ownership, the first year first.
  std::vector<model::AnnualUse> use;
};

/// The compiled form of many cases, one lane each: plain doubles in SI units and in one currency
/// (`_cur`), converted at dated rates. This is where money loses its type. Shares and yearly rates
/// are plain ratios (0.05 for 5 %).
struct Lanes {
  Eigen::Index size = 0;
  int years = 0;
  units::Currency currency;

  // Purchase. An import has freight, duties and value-added tax of its own instead of destination.
  Eigen::ArrayXd price_cur, destination_cur, freight_cur, import_vat_cur;
  Eigen::ArrayXd purchase_tax_cur, incentive_cur, dealer_fees_cur, home_charger_cur;
  /// Duty lines by name, over all lanes (0 where a lane has no such line).
  std::map<std::string, Eigen::ArrayXd> duties_cur;
  // Energy, a row for each lane and a column for each year.
  Eigen::ArrayXXd distance_m, battery_energy_j;
  /// Money per joule out of the battery at each place: share x price / charging efficiency.
  Eigen::ArrayXd home_cur_per_j, workplace_cur_per_j, public_ac_cur_per_j, dc_fast_cur_per_j;
  // Upkeep.
  Eigen::ArrayXd maintenance_cur_per_m, tyres_cur_per_m, repair_cur_per_m, road_charge_cur_per_m;
  Eigen::ArrayXd insurance_cur_per_year, insurance_rate_per_year;
  Eigen::ArrayXd registration_cur_per_year, ev_fee_cur_per_year;
  /// A free-form line of the scenario, by name; its parts add up.
  struct FreeLine {
    Eigen::ArrayXd once_cur, cur_per_year, cur_per_m;
  };
  std::map<std::string, FreeLine> free_lines;
  // Value and finance.
  /// What the truck is worth when new: the list price in this market, or for an import what a list
  /// price would hold, price + freight + duties + value-added tax. Insurance and resale start here.
  Eigen::ArrayXd value_cur;
  Eigen::ArrayXd retention_per_year, discount_per_year;
  model::Timing timing = model::Timing::middle;
  bool has_loan = false;
  Eigen::ArrayXd down_payment_share, apr_per_year, loan_months;
};

/// Compiles cases into lanes.
///
/// Purchase tax is rate x base. The base is the truck's value when new, or that value without the
/// value-added tax in it, value / (1 + vat_rate). Relief forgives a share of the tax, up to a cap:
/// max(tax x (1 - tax_relief), tax - tax_relief_cap), the form of China's relief for new energy
/// vehicles in 2026 and 2027. An import costs its list price at home times the route's price_share,
/// plus freight, plus duties as shares of that price, plus the value-added tax (of all of these)
/// that list prices in this market hold.
///
/// The energy price at a place counts per joule out of the battery: share x price / charging
/// efficiency. A charger at work has the efficiency of a public one with alternating current.
///
/// Needed of a market: tax_rate (vat_rate if the base is without it), price and efficiency of each
/// place that has a share, maintenance, tyres, repair, insurance_fixed or insurance_rate,
/// registration, retention; discount_rate, apr and loan_term unless the settings give them; for an
/// import freight and at least one duty, 0 % if none is due. Without its value a relief, incentive,
/// fee, charge or home charger counts as none.
///
/// Throws InputError with everything that stands in the way, of all cases, each thing once: a
/// needed value that a market lacks (with its key, the market's file and the --set that gives it
/// for one run), an exchange rate that is missing, shares of charging that do not add up to 1.
/// Throws std::logic_error unless each case is whole, its vehicle has a price, and all cases have
/// the same years, timing, and either all a loan or none.
[[nodiscard]] Lanes compile(std::span<const Case> cases, units::Currency currency,
                            const units::ExchangeRates& rates);

/// True if the truck comes from abroad into this market: built elsewhere and not on sale there.
[[nodiscard]] bool is_import(const model::Vehicle& vehicle, const model::Market& market);

}  // namespace evpickup::cost
