// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/cost/lanes.hpp"

/// The ledger: items x years x lanes of nominal cash flows, each in money of its year, a cost
/// positive. Row 0 is the day of purchase, row t the year t of ownership; resale falls on the last
/// day.
namespace evpickup::cost {

enum class Group { purchase, energy, upkeep, yearly, finance, resale };
/// "Purchase", "Energy", ... as tables head it.
[[nodiscard]] std::string_view label(Group group);

/// Which of the two views an item belongs to. The economic view pays the purchase on day 0; the
/// owner's cash view pays the down payment and the loan instead, or the lease, and a leased truck
/// is given back, not sold. They are never added together. Without loan and lease both views hold
/// the same items.
enum class View { both, economic, cash };

/// One line of the ledger; row t of `flows_cur` is year t, a column is a lane.
struct Item {
  std::string key;
  std::string label;
  Group group = Group::purchase;
  View view = View::both;
  std::string formula;
  std::string source;
  Eigen::ArrayXXd flows_cur;
  /// The same flows discounted to the day of purchase, and in money of the purchase year.
  Eigen::ArrayXXd discounted_cur, real_cur;
};

/// True if the item is part of a view's total. View::both asks for what both views share.
[[nodiscard]] bool belongs(const Item& item, View view);
/// True if nothing flows in any year of any lane: a line that a table need not show.
[[nodiscard]] bool is_zero(const Item& item);

/// The years of some lanes, and how their money is told.
struct Years {
  Eigen::Index lanes = 0;
  int years = 0;
  units::Currency currency;
  model::Timing timing = model::Timing::middle;
  /// In which money sums, distances and payments are told.
  model::MoneyBasis money = model::MoneyBasis::real;
  /// Nominal discount rate and inflation of each lane.
  Eigen::ArrayXd discount_per_year, inflation_per_year;
  /// Metres in each year: row t is year t, a column is a lane; row 0 is zero.
  Eigen::ArrayXXd distance_m;
};

/// All items of some lanes.
struct Ledger : Years {
  std::vector<Item> items;

  /// The item with a key, or nullptr.
  [[nodiscard]] const Item* find(std::string_view key) const;
};

/// What studies of many lanes ask of a ledger: its sums alone.
struct LedgerSums : Years {
  /// Of one view, lane by lane.
  struct OfView {
    /// Net present value, and the sum without discounting in the money told.
    Eigen::ArrayXd npv_cur, plain_cur;
    /// Discounted cost of each year without resale; row 0 is the day of purchase.
    Eigen::ArrayXXd spent_cur;
  };
  /// The cash view is kept apart where there is a loan or a lease.
  OfView economic, cash;
  /// Charged energy and fuel of the first year, in the money told.
  Eigen::ArrayXd energy_cur;
  bool is_financed = false;
};

/// All items of all lanes, in the order of the list in items.hpp. Items that are zero everywhere
/// are kept. Each lane's figures are the same bits whatever other lanes there are.
[[nodiscard]] Ledger build_ledger(const Lanes& lanes);

/// The sums of build_ledger() without its items, bit for bit, in a third of the time.
[[nodiscard]] LedgerSums sum_ledger(const Lanes& lanes);

/// Sum of the items of a view: years x lanes.
[[nodiscard]] Eigen::ArrayXXd total_flows(const Ledger& ledger, View view = View::economic);

}  // namespace evpickup::cost
