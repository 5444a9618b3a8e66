// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "evpickup/cost/ledger.hpp"
#include "evpickup/units/quantities.hpp"

/// Figures of merit over a ledger or its sums, one lane at a time; both give the same bits. All
/// throw std::logic_error for a lane that the ledger does not have, and sums have no View::both.
namespace evpickup::cost {

/// Factor that discounts the costs of row t: 1 at purchase (t = 0), else (1+r)^-(t-1),
/// (1+r)^-(t-1/2) or (1+r)^-t for start, middle or end of the year. What falls on another day has
/// its own: resale (1+r)^-N on the last day, payments of a loan and a lease month by month.
[[nodiscard]] double discount_factor(double rate_per_year, int year, model::Timing timing);

/// Net present value of the costs of a view.
[[nodiscard]] units::Money net_present_value(const Ledger& ledger, Eigen::Index lane,
                                             View view = View::economic);
[[nodiscard]] units::Money net_present_value(const LedgerSums& sums, Eigen::Index lane,
                                             View view = View::economic);
/// Net present value of one item.
[[nodiscard]] units::Money net_present_value(const Ledger& ledger, const Item& item,
                                             Eigen::Index lane);
/// Sum of all flows without discounting, in the ledger's money: of the purchase year, or of each
/// year.
[[nodiscard]] units::Money plain_sum(const Ledger& ledger, Eigen::Index lane,
                                     View view = View::economic);
[[nodiscard]] units::Money plain_sum(const LedgerSums& sums, Eigen::Index lane,
                                     View view = View::economic);
/// Levelised cost: NPV over the distance discounted like the costs of its years, at the real rate
/// for a cost in money of the purchase year, else at the nominal one. Nothing for a truck that is
/// not driven.
[[nodiscard]] std::optional<units::DistancePrice>
levelised_cost(const Ledger& ledger, Eigen::Index lane, View view = View::economic);
[[nodiscard]] std::optional<units::DistancePrice>
levelised_cost(const LedgerSums& sums, Eigen::Index lane, View view = View::economic);
/// The level payment at the end of each year with the same NPV: NPV r / (1 - (1+r)^-N), NPV / N at
/// rate 0; r is the real rate in money of the purchase year, else the nominal one.
[[nodiscard]] units::Money equivalent_annual_cost(const Ledger& ledger, Eigen::Index lane,
                                                  View view = View::economic);
[[nodiscard]] units::Money equivalent_annual_cost(const LedgerSums& sums, Eigen::Index lane,
                                                  View view = View::economic);
/// Discounted cost up to and including year t, for t = 0 .. N. Resale comes in with the last year,
/// so that the last entry is the NPV.
[[nodiscard]] std::vector<double> cumulative_cost_cur(const Ledger& ledger, Eigen::Index lane,
                                                      View view = View::economic);

/// When the dearer purchase has been earned back against a baseline lane of the same ledger: the
/// time from which cumulative discounted cost (economic view) without resale stays at or below the
/// baseline's, with linear interpolation inside the year. 0 if it never is dearer; nothing if it is
/// not earned back in the years of ownership.
[[nodiscard]] std::optional<units::Time> break_even_time(const Ledger& ledger, Eigen::Index lane,
                                                         Eigen::Index baseline);
[[nodiscard]] std::optional<units::Time> break_even_time(const LedgerSums& sums, Eigen::Index lane,
                                                         Eigen::Index baseline);
/// The distance that the lane has driven by then.
[[nodiscard]] std::optional<units::Length>
break_even_distance(const Ledger& ledger, Eigen::Index lane, Eigen::Index baseline);
[[nodiscard]] std::optional<units::Length>
break_even_distance(const LedgerSums& sums, Eigen::Index lane, Eigen::Index baseline);

}  // namespace evpickup::cost
