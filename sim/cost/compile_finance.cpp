// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "compile_parts.hpp"
#include "times.hpp"

namespace evpickup::cost {
namespace {

constexpr double months_per_year = 12.0;

void fill_loan(const Filling& f, const model::Loan& loan) {
  Lanes::Finance& finance = f.lanes.finance;
  const model::Finance& market = f.c.market->finance;
  finance.down_payment_share(f.lane) = loan.down_payment.value_or(0.0);
  finance.loan_months(f.lane) = f.values.first_of(loan.term, market.loan_term, "finance.loan_term");

  // A yearly rate of interest is paid in twelfths (annual percentage rate).
  const Sourced<units::InterestRate>& apr = loan.apr.has_value() ? loan.apr : market.apr;
  if (!apr.has_value()) {
    f.gaps.market_lacks(*f.c.market, "finance.apr");
    return;
  }
  const double simple = units::in_per_year(apr->rate);
  finance.loan_rate_per_month(f.lane) =
      (apr->basis == units::RateBasis::real
           ? units::nominal_of_real(simple, f.lanes.inflation_per_year(f.lane))
           : simple) /
      months_per_year;
}

void fill_lease(const Filling& f, const model::Lease& lease) {
  Lanes::Finance& finance = f.lanes.finance;
  finance.deposit_cur(f.lane) = f.values.or_zero(lease.deposit);
  finance.lease_cur_per_month(f.lane) = f.values.or_zero(lease.payment) / months_per_year;
  double excess_m = 0.0;
  if (lease.distance.has_value()) {
    const double included_m = units::in_metres(*lease.distance * units::years(1.0));
    for (int year = 1; year <= f.lanes.years; ++year)
      excess_m += f.lanes.use.distance_m_by_year(year - 1, f.lane) - included_m;
  }
  finance.lease_end_cur(f.lane) =
      f.values.or_zero(lease.fee) + std::max(0.0, excess_m) * f.values.or_zero(lease.excess);
}

}  // namespace

void fill_rates(const Filling& f) {
  const model::Finance& market = f.c.market->finance;
  const model::CostSettings& settings = *f.c.settings;
  const Sourced<units::InterestRate>& growth =
      settings.inflation.has_value() ? settings.inflation : market.inflation;
  const double inflation = growth.has_value() ? units::effective_per_year(*growth) : 0.0;
  f.lanes.inflation_per_year(f.lane) = inflation;
  for (int year = 1; year <= f.lanes.years; ++year)
    f.lanes.price_level_by_year(year - 1, f.lane) =
        std::pow(1.0 + inflation, years_after_purchase(year, f.lanes.timing));

  const Sourced<units::InterestRate>& rate =
      settings.discount_rate.has_value() ? settings.discount_rate : market.discount_rate;
  if (!rate.has_value()) {
    f.gaps.market_lacks(*f.c.market, "finance.discount_rate");
    return;
  }
  f.lanes.discount_per_year(f.lane) =
      units::nominal_per_year(*rate, inflation, units::RateBasis::real);
}

void fill_finance(const Filling& f) {
  const model::CostSettings& settings = *f.c.settings;
  // A used truck is paid for at once.
  if (settings.loan && !f.c.bought_for) fill_loan(f, *settings.loan);
  if (settings.lease && !f.c.bought_for) fill_lease(f, *settings.lease);
  if (settings.loan && settings.lease) f.gaps.loan_beside_lease();
  if (!settings.business) return;
  f.lanes.finance.tax_rate(f.lane) = settings.business->tax_rate.value_or(0.0);
  if (settings.business->write_off.has_value())
    f.lanes.finance.write_off_years(f.lane) = units::in_years(*settings.business->write_off);
}

}  // namespace evpickup::cost
