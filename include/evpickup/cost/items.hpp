// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/cost/lanes.hpp"
#include "evpickup/cost/ledger.hpp"

/// The list of everything that a truck costs. A new item is one function and one row here.
namespace evpickup::cost {

/// A row of the list: what an item is and how it fills its flows.
struct ItemRow {
  /// The item's key, or what comes before the name in the keys of named items ("duty_").
  std::string_view key = {};
  /// The item's label, or what comes before the name in the labels of named items ("Duty: ").
  std::string_view label = {};
  Group group = Group::purchase;
  /// Items of purchase, write-off and resale are economic; build_ledger puts them into both views
  /// where neither loan nor lease takes their place.
  View view = View::both;
  /// Of the economic items: the owner of a leased truck pays it beside the lease.
  bool beside_lease = false;
  /// In words and symbols, with t for a year of ownership and N for the last one.
  std::string_view formula = {};
  /// Where the formula comes from; of plain arithmetic, in which file its amounts stand.
  std::string_view source = {};
  /// Years x lanes, row t for year t, in money of that year. `name` says which of the named items
  /// is meant. Purchase items flow on day 0 only, for that is what a loan pays.
  Eigen::ArrayXXd (*flows_cur)(const Lanes& lanes, const std::string& name) = nullptr;
  /// The flows of each year discounted to the day of purchase at a rate per year for each lane,
  /// where they do not fall when the costs of the year do; nullptr where they do.
  Eigen::ArrayXXd (*discounted_cur)(const Lanes& lanes,
                                    const Eigen::ArrayXd& rate_per_year) = nullptr;
  /// Each more kilometre costs more of it: extra trips do.
  bool by_distance = false;
  /// Not a flow of its own but trucks - 1 times all items before it in the list, those of resale
  /// for a row of resale and the others else; flows_cur and discounted_cur are then nullptr.
  bool of_all = false;
  /// The names of the named items of some lanes, in order; nullptr for a single item.
  std::vector<std::string> (*names)(const Lanes& lanes) = nullptr;
};

/// All items, in the order of the ledger.
[[nodiscard]] std::span<const ItemRow> item_rows();

/// The names of a row's items; one empty name for a single item.
[[nodiscard]] std::vector<std::string> item_names(const ItemRow& row, const Lanes& lanes);

}  // namespace evpickup::cost
