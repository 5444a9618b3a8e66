// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/cost/lanes.hpp"
#include "gaps.hpp"
#include "values.hpp"

/// The parts of compile(): each fills its columns of one lane, and notes what is missing.
namespace evpickup::cost {

/// One lane being filled.
struct Filling {
  Lanes& lanes;
  Eigen::Index lane = 0;
  const Case& c;
  const Values& values;
  Gaps& gaps;

  /// Calendar year of a year of ownership, 1 for the first.
  [[nodiscard]] int calendar_year(int year) const;
  /// Age of the truck in a year of ownership: 1 in the first year of its life.
  [[nodiscard]] int age(int year) const { return c.age + year; }
};

/// Discount rate, inflation and the level of prices; the other parts need them.
void fill_rates(const Filling& f);
void fill_purchase(const Filling& f);
void fill_use(const Filling& f);
void fill_energy(const Filling& f);
void fill_upkeep(const Filling& f);
void fill_yearly(const Filling& f);
/// What the truck is worth from year to year; needs its value when new.
void fill_value(const Filling& f);
void fill_finance(const Filling& f);
void fill_emissions(const Filling& f);

/// What the truck cost when new: of a used one, what it is bought for over the share of its value
/// that is left, in money of the year in which it was new.
[[nodiscard]] double price_when_new_cur(const Filling& f);
/// Price of a pack at the works in a year of ownership (0: at purchase), in money of the purchase
/// year and the lanes' currency per joule; a gap and 0 if the market has none.
[[nodiscard]] double pack_price_cur_per_j(const Filling& f, int year);
/// The list price that a truck has in a market: its own there, else the one at home; nullptr where
/// it has none, or is built of components.
[[nodiscard]] const Sourced<units::Money>* own_list_price(const model::Vehicle& vehicle,
                                                          const model::Market& market);
/// pack_energy() in joules.
[[nodiscard]] double pack_energy_j(const model::Vehicle& vehicle);

}  // namespace evpickup::cost
