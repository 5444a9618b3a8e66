// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <map>
#include <ranges>
#include <string>
#include <vector>

#include "evpickup/cost/lanes.hpp"

/// How the items of the list fill their flows: years x lanes, row 0 the day of purchase.
namespace evpickup::cost {

using Flows = Eigen::ArrayXXd;
using Name = const std::string&;

/// Nothing in any year.
[[nodiscard]] inline Flows no_flows(const Lanes& lanes) {
  return Flows::Zero(lanes.years + 1, lanes.size);
}
/// What flows on the day of purchase, lane by lane.
[[nodiscard]] inline Flows on_day_0(const Lanes& lanes, const Eigen::ArrayXd& amount_cur) {
  Flows flows = no_flows(lanes);
  flows.row(0) = amount_cur.transpose();
  return flows;
}
/// What flows in the years of ownership, in money of each year.
[[nodiscard]] inline Flows in_years(const Lanes& lanes, const Flows& by_year_cur) {
  Flows flows = no_flows(lanes);
  flows.bottomRows(lanes.years) = by_year_cur;
  return flows;
}
/// What flows in the years of ownership, told in money of the purchase year.
[[nodiscard]] Flows at_prices_of_today(const Lanes& lanes, const Flows& by_year_cur);

template <class T>
[[nodiscard]] std::vector<std::string> names_of(const std::map<std::string, T>& map) {
  const auto view = std::views::keys(map);
  return {view.begin(), view.end()};
}

// Purchase.
[[nodiscard]] std::vector<std::string> component_names(const Lanes& lanes);
[[nodiscard]] Flows component(const Lanes& lanes, Name name);
[[nodiscard]] std::vector<std::string> duty_names(const Lanes& lanes);
[[nodiscard]] Flows duty(const Lanes& lanes, Name name);
[[nodiscard]] Flows incentive(const Lanes& lanes, Name name);
[[nodiscard]] Flows vat_reclaimed(const Lanes& lanes, Name name);
/// What the purchase costs in all: the sum that a loan is a share of, and that is written off.
[[nodiscard]] Eigen::ArrayXd purchase_cur(const Lanes& lanes);

// Energy and upkeep.
[[nodiscard]] Flows site_value(const Lanes& lanes, Name name);
[[nodiscard]] Flows house_value(const Lanes& lanes, Name name);
[[nodiscard]] Flows charger_again(const Lanes& lanes, Name name);
[[nodiscard]] Flows maintenance(const Lanes& lanes, Name name);
[[nodiscard]] Flows repair(const Lanes& lanes, Name name);
[[nodiscard]] Flows tyres(const Lanes& lanes, Name name);
[[nodiscard]] Flows new_packs(const Lanes& lanes, Name name);
[[nodiscard]] Flows extra_trips(const Lanes& lanes, Name name);
[[nodiscard]] Flows downtime(const Lanes& lanes, Name name);
[[nodiscard]] Flows refuelling_labour(const Lanes& lanes, Name name);
[[nodiscard]] Flows refuelling_downtime(const Lanes& lanes, Name name);
[[nodiscard]] Flows time_at_stops(const Lanes& lanes, Name name);

// Year by year.
[[nodiscard]] Flows insurance(const Lanes& lanes, Name name);
[[nodiscard]] Flows road_charge(const Lanes& lanes, Name name);
[[nodiscard]] Flows carbon(const Lanes& lanes, Name name);
[[nodiscard]] std::vector<std::string> free_line_names(const Lanes& lanes);
[[nodiscard]] Flows free_line(const Lanes& lanes, Name name);

// Finance, and the end.
[[nodiscard]] Flows down_payment(const Lanes& lanes, Name name);
[[nodiscard]] Flows loan_principal(const Lanes& lanes, Name name);
[[nodiscard]] Flows loan_interest(const Lanes& lanes, Name name);
[[nodiscard]] Flows discounted_principal(const Lanes& lanes, const Eigen::ArrayXd& rate_per_year);
[[nodiscard]] Flows discounted_interest(const Lanes& lanes, const Eigen::ArrayXd& rate_per_year);
[[nodiscard]] Flows lease_deposit(const Lanes& lanes, Name name);
[[nodiscard]] Flows lease_payments(const Lanes& lanes, Name name);
[[nodiscard]] Flows discounted_lease(const Lanes& lanes, const Eigen::ArrayXd& rate_per_year);
[[nodiscard]] Flows lease_end(const Lanes& lanes, Name name);
[[nodiscard]] Flows discounted_lease_end(const Lanes& lanes, const Eigen::ArrayXd& rate_per_year);
[[nodiscard]] Flows tax_saved(const Lanes& lanes, Name name);
[[nodiscard]] Flows tax_on_sale(const Lanes& lanes, Name name);
[[nodiscard]] Flows discounted_tax_on_sale(const Lanes& lanes, const Eigen::ArrayXd& rate_per_year);
[[nodiscard]] Flows resale(const Lanes& lanes, Name name);
[[nodiscard]] Flows discounted_resale(const Lanes& lanes, const Eigen::ArrayXd& rate_per_year);
[[nodiscard]] Flows charger_left(const Lanes& lanes, Name name);
[[nodiscard]] Flows discounted_charger_left(const Lanes& lanes,
                                            const Eigen::ArrayXd& rate_per_year);

}  // namespace evpickup::cost
