// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "evpickup/cost/metrics.hpp"
#include "example.hpp"

/// Ledgers of examples, and a look into them.
namespace example {

inline constexpr double half_a_cent = 0.005;

inline cost::Ledger ledger_of(const std::vector<Example>& examples,
                              units::Currency currency = usd) {
  std::vector<cost::Case> cases;
  for (const Example& e : examples) cases.push_back(e.as_case());
  return cost::build_ledger(cost::compile(cases, currency, rates()));
}

inline const cost::Item& item(const cost::Ledger& ledger, const std::string& key) {
  const cost::Item* found = ledger.find(key);
  REQUIRE_MESSAGE(found != nullptr, key);
  return *found;
}
/// What flows in a year, in the first lane.
inline double flow(const cost::Ledger& ledger, const std::string& key, int year) {
  return item(ledger, key).flows_cur(year, 0);
}
/// All that flows, not discounted.
inline double sum(const cost::Ledger& ledger, const std::string& key, Eigen::Index lane = 0) {
  return item(ledger, key).flows_cur.col(lane).sum();
}
inline double npv(const cost::Ledger& ledger, cost::View view = cost::View::economic) {
  return cost::net_present_value(ledger, 0, view).amount;
}
inline double npv(const cost::Ledger& ledger, const std::string& key) {
  return cost::net_present_value(ledger, item(ledger, key), 0).amount;
}

inline void check_to_the_cent(double actual, double expected) {
  CAPTURE(actual);
  CAPTURE(expected);
  CHECK(std::abs(actual - expected) < half_a_cent);
}

inline units::InterestRate real(double per_year) {
  return {units::per_year(per_year), 1, units::RateBasis::real};
}
inline units::InterestRate nominal(double per_year) {
  return {units::per_year(per_year), 1, units::RateBasis::nominal};
}

/// A lease of 500 a month with 2,000 at the start and 400 at the end, 15,000 km a year and 0.10 for
/// each beyond.
inline void take_lease(Example& e) {
  model::Lease& lease = e.settings.lease.emplace();
  give(lease.deposit, 2000.0, usd);
  give(lease.payment, units::TimePrice{500.0 * 12.0 / units::seconds_per_year, usd, {}});
  give(lease.fee, 400.0, usd);
  give(lease.distance, units::kilometres_per_year(15000));
  give(lease.excess, per_km(0.10, usd));
}

/// A business that gets its value-added tax back, writes off in five years and pays 25 %.
inline void run_business(Example& e) {
  model::Business& business = e.settings.business.emplace();
  give(business.tax_rate, 0.25);
  give(business.write_off, units::years(5));
}

/// Hours as in NREL's T3CO.
inline void stand_still(Example& e) {
  model::Downtime& downtime = e.settings.downtime.emplace();
  const auto an_hour = [](double cur) { return units::TimePrice{cur / 3600.0, usd, {}}; };
  give(downtime.opportunity, an_hour(40.0));
  give(downtime.labour, an_hour(25.0));
  give(downtime.planned, units::hours(8));
  give(downtime.tyre_change, units::hours(1));
  give(downtime.tyre_life, units::kilometres(80000));
  give(downtime.unplanned_by_age, std::vector{units::hours(1) / units::kilometres(10000),
                                              units::hours(2) / units::kilometres(10000)});
  give(downtime.refuelling_by_age, std::vector{units::hours(10), units::hours(12)});
}

}  // namespace example
