// SPDX-License-Identifier: Apache-2.0
#include "ledger_parts.hpp"

#include "times.hpp"

namespace evpickup::cost {

Rate discount_of(const Lanes& lanes) {
  return {lanes.discount_per_year,
          growth_by_year(lanes.discount_per_year, lanes.years, lanes.timing)};
}

Rate inflation_of(const Lanes& lanes) {
  return {lanes.inflation_per_year, lanes.price_level_by_year};
}

Years years_of(const Lanes& lanes) {
  Years years{lanes.size,
              lanes.years,
              lanes.currency,
              lanes.timing,
              lanes.money,
              lanes.discount_per_year,
              lanes.inflation_per_year,
              Eigen::ArrayXXd::Zero(lanes.years + 1, lanes.size)};
  years.distance_m.bottomRows(lanes.years) = lanes.use.distance_m_by_year;
  return years;
}

View view_of(const ItemRow& row, const Lanes& lanes) {
  if (row.view != View::economic) return row.view;
  const Lanes::Finance& finance = lanes.finance;
  const bool replaced = (finance.has_lease && !row.beside_lease) ||
                        (finance.has_loan && row.group == Group::purchase);
  return replaced ? View::economic : View::both;
}

Eigen::ArrayXXd brought_back(const ItemRow& row, const Lanes& lanes, const Eigen::ArrayXXd& flows,
                             const Rate& rate) {
  if (row.discounted_cur != nullptr) return row.discounted_cur(lanes, rate.per_year);
  Eigen::ArrayXXd result = flows;
  result.bottomRows(lanes.years) /= rate.growth;
  return result;
}

}  // namespace evpickup::cost
