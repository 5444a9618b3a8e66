// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/ledger.hpp"

#include <algorithm>

#include "evpickup/cost/items.hpp"

namespace evpickup::cost {
namespace {

/// "section_232" as people read it.
std::string words(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

/// The view of an item: without a loan the purchase is paid at once in both of them.
View view_of(const ItemRow& row, const Lanes& lanes) {
  return row.group == Group::purchase && !lanes.has_loan ? View::both : row.view;
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
  Ledger ledger{lanes.size,
                lanes.years,
                lanes.currency,
                lanes.timing,
                lanes.discount_per_year,
                Eigen::ArrayXXd::Zero(lanes.years + 1, lanes.size),
                {}};
  ledger.distance_m.bottomRows(lanes.years) = lanes.distance_m.transpose();

  // A row is one item, or one for each of its names.
  for (const ItemRow& row : item_rows()) {
    for (const std::string& name : item_names(row, lanes))
      ledger.items.push_back({std::string(row.key) + name, std::string(row.label) + words(name),
                              row.group, view_of(row, lanes), std::string(row.formula),
                              std::string(row.source), row.flows_cur(lanes, name)});
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
