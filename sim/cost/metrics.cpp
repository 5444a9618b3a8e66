// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include "annuity.hpp"
#include "times.hpp"

namespace evpickup::cost {
namespace {

void check_lane(const Years& years, Eigen::Index lane) {
  if (lane < 0 || lane >= years.lanes) throw std::logic_error("no such lane in the ledger");
}

/// The rate that figures in the ledger's money are told at.
double told_rate_per_year(const Years& years, Eigen::Index lane) {
  const double nominal = years.discount_per_year(lane);
  return years.money == model::MoneyBasis::nominal
             ? nominal
             : units::real_of_nominal(nominal, years.inflation_per_year(lane));
}

/// Sum of a lane's column, year by year: the order in which Eigen sums a column depends on where it
/// lies in memory.
double column_sum(const Eigen::ArrayXXd& flows, Eigen::Index lane) {
  double sum = 0.0;
  for (Eigen::Index year = 0; year < flows.rows(); ++year) sum += flows(year, lane);
  return sum;
}

double net_present_value_cur(const Ledger& ledger, Eigen::Index lane, View view) {
  check_lane(ledger, lane);
  double sum = 0.0;
  for (const Item& item : ledger.items)
    if (belongs(item, view)) sum += column_sum(item.discounted_cur, lane);
  return sum;
}

/// The sums of a view.
const LedgerSums::OfView& of_view(const LedgerSums& sums, Eigen::Index lane, View view) {
  check_lane(sums, lane);
  if (view == View::both) throw std::logic_error("sums are of one view of a ledger");
  return sums.is_financed && view == View::cash ? sums.cash : sums.economic;
}

/// Discounted cost up to and including each year, of that of each year.
std::vector<double> added_up(std::vector<double> by_year) {
  for (std::size_t year = 1; year < by_year.size(); ++year) by_year[year] += by_year[year - 1];
  return by_year;
}

/// Discounted cost up to and including each year, without resale.
std::vector<double> spent_cur(const Ledger& ledger, Eigen::Index lane, View view) {
  check_lane(ledger, lane);
  std::vector<double> by_year(static_cast<std::size_t>(ledger.years) + 1, 0.0);
  for (const Item& item : ledger.items)
    if (belongs(item, view) && item.group != Group::resale)
      for (int year = 0; year <= ledger.years; ++year)
        by_year[static_cast<std::size_t>(year)] += item.discounted_cur(year, lane);
  return added_up(std::move(by_year));
}
std::vector<double> spent_cur(const LedgerSums& sums, Eigen::Index lane, View view) {
  const auto by_year = of_view(sums, lane, view).spent_cur.col(lane);
  return added_up({by_year.begin(), by_year.end()});
}

std::optional<units::DistancePrice> levelised(const Years& years, Eigen::Index lane,
                                              double npv_cur) {
  const double rate_per_year = told_rate_per_year(years, lane);
  double distance_m = 0.0;
  for (int year = 1; year <= years.years; ++year)
    distance_m += years.distance_m(year, lane) * discount_factor(rate_per_year, year, years.timing);
  if (distance_m <= 0.0) return std::nullopt;
  return units::DistancePrice{npv_cur / distance_m, years.currency, {}};
}

units::Money equivalent_annual(const Years& years, Eigen::Index lane, double npv_cur) {
  return {
      npv_cur * annuity_factor(told_rate_per_year(years, lane), years.years), years.currency, {}};
}

/// Break-even in years of ownership, by linear interpolation between the ends of years.
std::optional<double> break_even_year(const std::vector<double>& ours,
                                      const std::vector<double>& theirs) {
  const auto dearer_by = [&](std::size_t year) { return ours[year] - theirs[year]; };

  // Back from the end to the last time that the lane is dearer.
  std::size_t year = ours.size() - 1;
  if (dearer_by(year) > 0.0) return std::nullopt;
  while (year > 0 && dearer_by(year) <= 0.0) --year;
  const double before = dearer_by(year);
  if (before <= 0.0) return 0.0;
  return static_cast<double>(year) + before / (before - dearer_by(year + 1));
}

template <class LedgerOrSums>
std::optional<double> break_even_year(const LedgerOrSums& of, Eigen::Index lane,
                                      Eigen::Index baseline) {
  return break_even_year(spent_cur(of, lane, View::economic),
                         spent_cur(of, baseline, View::economic));
}

std::optional<units::Time> in_time(const std::optional<double>& year) {
  return year ? std::optional{units::years(*year)} : std::nullopt;
}

/// What the lane has driven by a time: the whole years, and a share of the one in which it falls.
std::optional<units::Length> driven(const Years& years, Eigen::Index lane,
                                    const std::optional<double>& year) {
  if (!year) return std::nullopt;
  double distance_m = 0.0;
  for (int t = 1; t <= years.years; ++t) {
    const double share = std::clamp(*year - (t - 1.0), 0.0, 1.0);
    distance_m += share * years.distance_m(t, lane);
  }
  return units::metres(distance_m);
}

}  // namespace

double discount_factor(double rate_per_year, int year, model::Timing timing) {
  return std::pow(1.0 + rate_per_year, -years_after_purchase(year, timing));
}

units::Money net_present_value(const Ledger& ledger, Eigen::Index lane, View view) {
  return {net_present_value_cur(ledger, lane, view), ledger.currency, {}};
}
units::Money net_present_value(const LedgerSums& sums, Eigen::Index lane, View view) {
  return {of_view(sums, lane, view).npv_cur(lane), sums.currency, {}};
}

units::Money net_present_value(const Ledger& ledger, const Item& item, Eigen::Index lane) {
  check_lane(ledger, lane);
  return {column_sum(item.discounted_cur, lane), ledger.currency, {}};
}

units::Money plain_sum(const Ledger& ledger, Eigen::Index lane, View view) {
  check_lane(ledger, lane);
  const bool nominal = ledger.money == model::MoneyBasis::nominal;
  double sum = 0.0;
  for (const Item& item : ledger.items)
    if (belongs(item, view)) sum += column_sum(nominal ? item.flows_cur : item.real_cur, lane);
  return {sum, ledger.currency, {}};
}
units::Money plain_sum(const LedgerSums& sums, Eigen::Index lane, View view) {
  return {of_view(sums, lane, view).plain_cur(lane), sums.currency, {}};
}

std::optional<units::DistancePrice> levelised_cost(const Ledger& ledger, Eigen::Index lane,
                                                   View view) {
  return levelised(ledger, lane, net_present_value_cur(ledger, lane, view));
}
std::optional<units::DistancePrice> levelised_cost(const LedgerSums& sums, Eigen::Index lane,
                                                   View view) {
  return levelised(sums, lane, of_view(sums, lane, view).npv_cur(lane));
}

units::Money equivalent_annual_cost(const Ledger& ledger, Eigen::Index lane, View view) {
  return equivalent_annual(ledger, lane, net_present_value_cur(ledger, lane, view));
}
units::Money equivalent_annual_cost(const LedgerSums& sums, Eigen::Index lane, View view) {
  return equivalent_annual(sums, lane, of_view(sums, lane, view).npv_cur(lane));
}

std::vector<double> cumulative_cost_cur(const Ledger& ledger, Eigen::Index lane, View view) {
  std::vector<double> cumulative = spent_cur(ledger, lane, view);
  for (const Item& item : ledger.items)
    if (belongs(item, view) && item.group == Group::resale)
      cumulative.back() += column_sum(item.discounted_cur, lane);
  return cumulative;
}

std::optional<units::Time> break_even_time(const Ledger& ledger, Eigen::Index lane,
                                           Eigen::Index baseline) {
  return in_time(break_even_year(ledger, lane, baseline));
}
std::optional<units::Time> break_even_time(const LedgerSums& sums, Eigen::Index lane,
                                           Eigen::Index baseline) {
  return in_time(break_even_year(sums, lane, baseline));
}

std::optional<units::Length> break_even_distance(const Ledger& ledger, Eigen::Index lane,
                                                 Eigen::Index baseline) {
  return driven(ledger, lane, break_even_year(ledger, lane, baseline));
}
std::optional<units::Length> break_even_distance(const LedgerSums& sums, Eigen::Index lane,
                                                 Eigen::Index baseline) {
  return driven(sums, lane, break_even_year(sums, lane, baseline));
}

}  // namespace evpickup::cost
