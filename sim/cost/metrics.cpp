// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>

#include "annuity.hpp"

namespace evpickup::cost {
namespace {

void check_lane(const Ledger& ledger, Eigen::Index lane) {
  if (lane < 0 || lane >= ledger.lanes) throw std::logic_error("no such lane in the ledger");
}

/// Discount factors of rows 0 .. N for the costs of a lane's years.
std::vector<double> factors(const Ledger& ledger, Eigen::Index lane) {
  std::vector<double> result;
  for (int year = 0; year <= ledger.years; ++year)
    result.push_back(discount_factor(ledger.discount_per_year(lane), year, ledger.timing));
  return result;
}

/// The factor of what falls on the last day.
double last_day_factor(const Ledger& ledger, Eigen::Index lane) {
  return discount_factor(ledger.discount_per_year(lane), ledger.years, model::Timing::end);
}

double net_present_value_cur(const Ledger& ledger, const Item& item, Eigen::Index lane) {
  check_lane(ledger, lane);
  if (item.group == Group::resale)
    return item.flows_cur(ledger.years, lane) * last_day_factor(ledger, lane);
  const auto factor = factors(ledger, lane);
  double sum = 0.0;
  for (int year = 0; year <= ledger.years; ++year)
    sum += item.flows_cur(year, lane) * factor[static_cast<std::size_t>(year)];
  return sum;
}

double net_present_value_cur(const Ledger& ledger, Eigen::Index lane, View view) {
  check_lane(ledger, lane);
  double sum = 0.0;
  for (const Item& item : ledger.items)
    if (belongs(item, view)) sum += net_present_value_cur(ledger, item, lane);
  return sum;
}

/// Discounted cost up to and including each year, without resale.
std::vector<double> spent_cur(const Ledger& ledger, Eigen::Index lane, View view) {
  check_lane(ledger, lane);
  std::vector<double> spent = factors(ledger, lane);
  double sum = 0.0;
  for (int year = 0; year <= ledger.years; ++year) {
    double year_cur = 0.0;
    for (const Item& item : ledger.items)
      if (belongs(item, view) && item.group != Group::resale)
        year_cur += item.flows_cur(year, lane);
    double& entry = spent[static_cast<std::size_t>(year)];
    sum += year_cur * entry;
    entry = sum;
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
  if (year == 0) return 1.0;
  switch (timing) {
  case model::Timing::start:
    return std::pow(1.0 + rate_per_year, -(year - 1.0));
  case model::Timing::middle:
    return std::pow(1.0 + rate_per_year, -(year - 0.5));
  case model::Timing::end:
    break;
  }
  return std::pow(1.0 + rate_per_year, -static_cast<double>(year));
}

units::Money net_present_value(const Ledger& ledger, Eigen::Index lane, View view) {
  return {net_present_value_cur(ledger, lane, view), ledger.currency, {}};
}

units::Money net_present_value(const Ledger& ledger, const Item& item, Eigen::Index lane) {
  return {net_present_value_cur(ledger, item, lane), ledger.currency, {}};
}

units::Money plain_sum(const Ledger& ledger, Eigen::Index lane, View view) {
  check_lane(ledger, lane);
  // Year by year: the order in which Eigen sums a column depends on where it lies in memory.
  double sum = 0.0;
  for (const Item& item : ledger.items) {
    if (!belongs(item, view)) continue;
    for (int year = 0; year <= ledger.years; ++year) sum += item.flows_cur(year, lane);
  }
  return {sum, ledger.currency, {}};
}

units::DistancePrice levelised_cost(const Ledger& ledger, Eigen::Index lane, View view) {
  const double npv_cur = net_present_value_cur(ledger, lane, view);
  const auto factor = factors(ledger, lane);
  double distance_m = 0.0;
  for (int year = 1; year <= ledger.years; ++year)
    distance_m += ledger.distance_m(year, lane) * factor[static_cast<std::size_t>(year)];
  return {npv_cur / distance_m, ledger.currency, {}};
}

units::Money equivalent_annual_cost(const Ledger& ledger, Eigen::Index lane, View view) {
  const double npv_cur = net_present_value_cur(ledger, lane, view);
  return {
      npv_cur * annuity_factor(ledger.discount_per_year(lane), ledger.years), ledger.currency, {}};
}

std::vector<double> cumulative_cost_cur(const Ledger& ledger, Eigen::Index lane, View view) {
  std::vector<double> cumulative = spent_cur(ledger, lane, view);
  for (const Item& item : ledger.items)
    if (belongs(item, view) && item.group == Group::resale)
      cumulative.back() += net_present_value_cur(ledger, item, lane);
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
