// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "evpickup/cost/items.hpp"

/// How the rows of the list become items, for a whole ledger and for its sums alone.
namespace evpickup::cost {

/// A rate per year for each lane, and what it makes of 1 until the costs of each year fall.
struct Rate {
  Eigen::ArrayXd per_year;
  Eigen::ArrayXXd growth;
};
[[nodiscard]] Rate discount_of(const Lanes& lanes);
[[nodiscard]] Rate inflation_of(const Lanes& lanes);

[[nodiscard]] Years years_of(const Lanes& lanes);

/// The view of an item. What is economic alone is in both views unless the cash view has something
/// in its place: the purchase, where a loan or a lease is paid; the rest, where a leased truck is
/// not the owner's to write off and to sell. A home charger is no part of a lease.
[[nodiscard]] View view_of(const ItemRow& row, const Lanes& lanes);

/// The flows of an item brought back to the day of purchase.
[[nodiscard]] Eigen::ArrayXXd brought_back(const ItemRow& row, const Lanes& lanes,
                                           const Eigen::ArrayXXd& flows, const Rate& rate);

}  // namespace evpickup::cost
