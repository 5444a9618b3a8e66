// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"

/// Ledgers as tables: each item a row, under the heading of its group, with the sum of the group
/// below. Items that are zero, and those of the other view, are rows that only data files hold.
namespace evpickup::study {

/// A case with its ledger.
struct LedgerCase {
  const PlannedCase* planned = nullptr;
  CaseLedger at;
};

/// The cases of a plan that have a ledger, in its order. They point into the plan.
[[nodiscard]] std::vector<LedgerCase>
cases_with_ledger(const Plan& plan, const std::vector<std::optional<CaseLedger>>& ledgers);

/// The flows of an item in the money that its ledger is told in, day 0 first.
[[nodiscard]] Eigen::ArrayXd told_flows(const CaseLedger& at, const cost::Item& item);

/// One ledger below the other: columns for the day of purchase, each year and the sum, in the money
/// that the ledger is told in, and for the net present value. The column "heading" groups the rows;
/// "row" tells items from sums ("item", "group", "total") and from what has been spent by the end
/// of each year, discounted ("cumulative"). Totals of both views are there where they differ. All
/// cases must have the same currency; throws std::logic_error without a case.
[[nodiscard]] Table ledger_by_year(std::span<const LedgerCase> cases, cost::View view);

/// Net present values of the economic view: a column for each case, named by the market where all
/// are the same truck. Otherwise as above.
[[nodiscard]] Table ledger_by_case(std::span<const LedgerCase> cases);

/// Keys of the columns of ledger_by_year that people see.
[[nodiscard]] std::vector<std::string> ledger_columns(const Table& table);

}  // namespace evpickup::study
