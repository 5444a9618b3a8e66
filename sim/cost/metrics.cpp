// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>

#include "annuity.hpp"
#include "times.hpp"

namespace evpickup::cost {
namespace {

void check_lane(const Ledger& ledger, Eigen::Index lane) {
  if (lane < 0 || lane >= ledger.lanes) throw std::logic_error("no such lane in the ledger");
}

/// The rate that figures in the ledger's money are told at.
double told_rate_per_year(const Ledger& ledger, Eigen::Index lane) {
  const double nominal = ledger.discount_per_year(lane);
  return ledger.money == model::MoneyBasis::nominal
             ? nominal
             : units::real_of_nominal(nominal, ledger.inflation_per_year(lane));
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

/// Discounted cost up to and including each year, without resale.
std::vector<double> spent_cur(const Ledger& ledger, Eigen::Index lane, View view) {
  check_lane(ledger, lane);
  std::vector<double> spent;
  double sum = 0.0;
  for (int year = 0; year <= ledger.years; ++year) {
    for (const Item& item : ledger.items)
      if (belongs(item, view) && item.group != Group::resale)
        sum += item.discounted_cur(year, lane);
    spent.push_back(sum);
  }
  return spent;
}

/// Break-even in years of ownership, by linear interpolation between the ends of years.
std::optional<double> break_even_year(const Ledger& ledger, Eigen::Index lane,
                                      Eigen::Index baseline) {
  const auto ours = spent_cur(ledger, lane, View::economic);
  const auto theirs = spent_cur(ledger, baseline, View::economic);
  const auto dearer_by = [&](std::size_t year) { return ours[year] - theirs[year]; };

  // Back from the end to the last time that the lane is dearer.
  std::size_t year = ours.size() - 1;
  if (dearer_by(year) > 0.0) return std::nullopt;
  while (year > 0 && dearer_by(year) <= 0.0) --year;
  const double before = dearer_by(year);
  if (before <= 0.0) return 0.0;
  return static_cast<double>(year) + before / (before - dearer_by(year + 1));
}

}  // namespace

double discount_factor(double rate_per_year, int year, model::Timing timing) {
  return std::pow(1.0 + rate_per_year, -years_after_purchase(year, timing));
}

units::Money net_present_value(const Ledger& ledger, Eigen::Index lane, View view) {
  return {net_present_value_cur(ledger, lane, view), ledger.currency, {}};
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

std::optional<units::DistancePrice> levelised_cost(const Ledger& ledger, Eigen::Index lane,
                                                   View view) {
  const double npv_cur = net_present_value_cur(ledger, lane, view);
  const double rate_per_year = told_rate_per_year(ledger, lane);
  double distance_m = 0.0;
  for (int year = 1; year <= ledger.years; ++year)
    distance_m +=
        ledger.distance_m(year, lane) * discount_factor(rate_per_year, year, ledger.timing);
  if (distance_m <= 0.0) return std::nullopt;
  return units::DistancePrice{npv_cur / distance_m, ledger.currency, {}};
}

units::Money equivalent_annual_cost(const Ledger& ledger, Eigen::Index lane, View view) {
  const double npv_cur = net_present_value_cur(ledger, lane, view);
  return {npv_cur * annuity_factor(told_rate_per_year(ledger, lane), ledger.years),
          ledger.currency,
          {}};
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
  const auto year = break_even_year(ledger, lane, baseline);
  return year ? std::optional{units::years(*year)} : std::nullopt;
}

std::optional<units::Length> break_even_distance(const Ledger& ledger, Eigen::Index lane,
                                                 Eigen::Index baseline) {
  const auto year = break_even_year(ledger, lane, baseline);
  if (!year) return std::nullopt;

  // The whole years, and the share of the one in which it happens.
  double distance_m = 0.0;
  for (int t = 1; t <= ledger.years; ++t) {
    const double share = std::clamp(*year - (t - 1.0), 0.0, 1.0);
    distance_m += share * ledger.distance_m(t, lane);
  }
  return units::metres(distance_m);
}

}  // namespace evpickup::cost
