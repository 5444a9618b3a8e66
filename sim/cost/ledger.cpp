// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/ledger.hpp"

#include <algorithm>

#include "evpickup/cost/items.hpp"
#include "ledger_parts.hpp"

namespace evpickup::cost {
namespace {

/// "section_232" as people read it.
std::string words(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

/// One item of the ledger.
Item item_of(const ItemRow& row, const std::string& name, const Lanes& lanes, const Rate& discount,
             const Rate& inflation) {
  Item item{std::string(row.key) + name,
            std::string(row.label) + words(name),
            row.group,
            view_of(row, lanes),
            std::string(row.formula),
            std::string(row.source),
            row.flows_cur(lanes, name),
            {},
            {}};
  if (is_zero(item)) {
    item.discounted_cur = item.real_cur = item.flows_cur;
  } else {
    item.discounted_cur = brought_back(row, lanes, item.flows_cur, discount);
    item.real_cur = brought_back(row, lanes, item.flows_cur, inflation);
  }
  return item;
}

/// Adds to an item what it is of another one.
void add_share(Item& item, const Item& of, const Eigen::ArrayXd& share) {
  item.flows_cur += of.flows_cur.rowwise() * share.transpose();
  item.discounted_cur += of.discounted_cur.rowwise() * share.transpose();
  item.real_cur += of.real_cur.rowwise() * share.transpose();
}

/// An item that is a share of those already in the ledger, as a view counts them.
Item share_of_items(const ItemRow& row, const Ledger& ledger, const Lanes& lanes, View of) {
  const bool financed = lanes.finance.has_loan || lanes.finance.has_lease;
  const Eigen::ArrayXXd none = Eigen::ArrayXXd::Zero(lanes.years + 1, lanes.size);
  Item item{std::string(row.key) + (of == View::cash ? "_cash" : ""),
            std::string(row.label),
            row.group,
            financed ? of : View::both,
            std::string(row.formula),
            std::string(row.source),
            none,
            none,
            none};
  for (const Item& other : ledger.items)
    if (belongs(other, of) && (other.group == Group::resale) == (row.group == Group::resale))
      add_share(item, other, lanes.use.trucks - 1.0);
  return item;
}

/// The items of a row that is a share of all others: one for each view that counts other things.
void add_shares_of_all(Ledger& ledger, const ItemRow& row, const Lanes& lanes) {
  if ((lanes.use.trucks == 1.0).all()) {
    ledger.items.push_back(share_of_items(row, Ledger{}, lanes, View::economic));
    return;
  }
  Item economic = share_of_items(row, ledger, lanes, View::economic);
  if (economic.view == View::economic)
    ledger.items.push_back(share_of_items(row, ledger, lanes, View::cash));
  ledger.items.push_back(std::move(economic));
}

}  // namespace

std::string_view label(Group group) {
  switch (group) {
  case Group::purchase:
    return "Purchase";
  case Group::energy:
    return "Energy";
  case Group::upkeep:
    return "Upkeep";
  case Group::yearly:
    return "Insurance, fees and other costs";
  case Group::finance:
    return "Finance";
  case Group::resale:
    break;
  }
  return "Resale";
}

bool belongs(const Item& item, View view) { return item.view == View::both || item.view == view; }

bool is_zero(const Item& item) { return (item.flows_cur == 0.0).all(); }

const Item* Ledger::find(std::string_view key) const {
  const auto found = std::ranges::find(items, key, &Item::key);
  return found == items.end() ? nullptr : &*found;
}

Ledger build_ledger(const Lanes& lanes) {
  Ledger ledger{years_of(lanes), {}};
  const Rate discount = discount_of(lanes);
  const Rate inflation = inflation_of(lanes);

  // A row is one item, or one for each of its names or views.
  for (const ItemRow& row : item_rows()) {
    if (row.of_all) {
      add_shares_of_all(ledger, row, lanes);
      continue;
    }
    for (const std::string& name : item_names(row, lanes))
      ledger.items.push_back(item_of(row, name, lanes, discount, inflation));
  }
  return ledger;
}

Eigen::ArrayXXd total_flows(const Ledger& ledger, View view) {
  Eigen::ArrayXXd total = Eigen::ArrayXXd::Zero(ledger.years + 1, ledger.lanes);
  for (const Item& item : ledger.items)
    if (belongs(item, view)) total += item.flows_cur;
  return total;
}

}  // namespace evpickup::cost
