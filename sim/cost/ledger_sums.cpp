// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/items.hpp"
#include "ledger_parts.hpp"

namespace evpickup::cost {
namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;

/// Adds each lane's sum over the years. Year by year: the order in which Eigen sums a column
/// depends on where it lies in memory.
void add_columns(ArrayXd& sums, const ArrayXXd& by_year) {
  for (Eigen::Index lane = 0; lane < by_year.cols(); ++lane) {
    double sum = 0.0;
    for (Eigen::Index year = 0; year < by_year.rows(); ++year) sum += by_year(year, lane);
    sums(lane) += sum;
  }
}

LedgerSums::OfView no_sums(const Lanes& lanes) {
  return {ArrayXd::Zero(lanes.size), ArrayXd::Zero(lanes.size),
          ArrayXXd::Zero(lanes.years + 1, lanes.size)};
}

/// What the sums take of an item: its flows in the money told, and discounted.
struct Part {
  Group group;
  View view;
  const ArrayXXd& told_cur;
  const ArrayXXd& discounted_cur;
};

void add(LedgerSums::OfView& sums, const Part& part) {
  add_columns(sums.npv_cur, part.discounted_cur);
  add_columns(sums.plain_cur, part.told_cur);
  if (part.group != Group::resale) sums.spent_cur += part.discounted_cur;
}

void add(LedgerSums& sums, const Part& part) {
  if (part.view != View::cash) add(sums.economic, part);
  if (part.view != View::economic && sums.is_financed) add(sums.cash, part);
  if (part.group == Group::energy) sums.energy_cur += part.told_cur.row(1).transpose();
}

/// Adds the items of a row, which is no share of others.
void add_row(LedgerSums& sums, const ItemRow& row, const Lanes& lanes, const Rate& discount,
             const Rate& inflation) {
  const View view = view_of(row, lanes);
  for (const std::string& name : item_names(row, lanes)) {
    const ArrayXXd flows_cur = row.flows_cur(lanes, name);
    if ((flows_cur == 0.0).all()) continue;
    const ArrayXXd discounted_cur = brought_back(row, lanes, flows_cur, discount);
    if (lanes.money == model::MoneyBasis::nominal) {
      add(sums, {row.group, view, flows_cur, discounted_cur});
    } else {
      add(sums, {row.group, view, brought_back(row, lanes, flows_cur, inflation), discounted_cur});
    }
  }
}

}  // namespace

LedgerSums sum_ledger(const Lanes& lanes) {
  LedgerSums sums{years_of(lanes), no_sums(lanes), no_sums(lanes), ArrayXd::Zero(lanes.size),
                  lanes.finance.has_loan || lanes.finance.has_lease};

  // Items that are shares of all others need them whole.
  if ((lanes.use.trucks != 1.0).any()) {
    const bool nominal = lanes.money == model::MoneyBasis::nominal;
    for (const Item& item : build_ledger(lanes).items)
      add(sums,
          {item.group, item.view, nominal ? item.flows_cur : item.real_cur, item.discounted_cur});
    return sums;
  }

  const Rate discount = discount_of(lanes);
  const Rate inflation = inflation_of(lanes);
  for (const ItemRow& row : item_rows())
    if (!row.of_all) add_row(sums, row, lanes, discount, inflation);
  return sums;
}

}  // namespace evpickup::cost
