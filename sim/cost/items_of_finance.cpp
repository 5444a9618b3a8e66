// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "annuity.hpp"
#include "evpickup/cost/items.hpp"
#include "item_flows.hpp"
#include "times.hpp"

/// The flows of purchase, finance and the end.
namespace evpickup::cost {
namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;

constexpr double months_per_year = 12.0;

/// What falls on the last day of ownership.
Flows on_last_day(const Lanes& lanes, const ArrayXd& amount_cur) {
  Flows flows = no_flows(lanes);
  flows.row(lanes.years) = amount_cur.transpose();
  return flows;
}

/// Flows of the last row discounted over a number of years.
Flows discounted_last(Flows flows, const ArrayXd& rate_per_year, double after_years) {
  const auto last = flows.rows() - 1;
  flows.row(last) /= growth(rate_per_year, after_years).transpose();
  return flows;
}

/// When the truck is sold, in years after the purchase.
double sold_after_years(const Lanes& lanes) {
  return lanes.resale_timing == model::ResaleTiming::end
             ? lanes.years
             : years_after_purchase(lanes.years, lanes.timing);
}

/// The payments of the loans by year of ownership, each discounted from the end of its month.
struct LoanYears {
  Flows principal_cur, interest_cur;
};

/// Pays off the loan of one lane month by month. A term that is not whole ends with a smaller
/// payment; what is owed at the end of ownership is paid back then.
void pay_off(LoanYears& paid, Eigen::Index lane, int years, double loan_cur, double rate_per_month,
             double months, double discount_per_year) {
  // A term of 60 months may have come as 60.00000000000001.
  constexpr double tolerance = 1e-6;
  const int last_month = static_cast<int>(std::ceil(months - tolerance));
  const double payment_cur = loan_cur * annuity_factor(rate_per_month, months);
  const auto factor = [=](int month) {
    return std::pow(1.0 + discount_per_year, -month / months_per_year);
  };

  double owed_cur = loan_cur;
  for (int month = 1; month <= std::min(last_month, 12 * years); ++month) {
    const int year = (month + 11) / 12;
    const double interest_cur = owed_cur * rate_per_month;
    const double principal_cur = month == last_month ? owed_cur : payment_cur - interest_cur;
    paid.interest_cur(year, lane) += interest_cur * factor(month);
    paid.principal_cur(year, lane) += principal_cur * factor(month);
    owed_cur -= principal_cur;
  }
  paid.principal_cur(years, lane) += owed_cur * factor(12 * years);
}

LoanYears loan_years(const Lanes& lanes, const ArrayXd& discount_per_year) {
  LoanYears paid{no_flows(lanes), no_flows(lanes)};
  if (!lanes.finance.has_loan) return paid;
  const ArrayXd loan_cur = (1.0 - lanes.finance.down_payment_share) * purchase_cur(lanes);
  for (Eigen::Index lane = 0; lane < lanes.size; ++lane)
    pay_off(paid, lane, lanes.years, loan_cur(lane), lanes.finance.loan_rate_per_month(lane),
            lanes.finance.loan_months(lane), discount_per_year(lane));
  return paid;
}

/// Rates at which nothing is discounted.
ArrayXd no_rates(const Lanes& lanes) { return ArrayXd::Zero(lanes.size); }

bool writes_nothing_off(const Lanes& lanes) { return (lanes.finance.write_off_years <= 0.0).all(); }

/// Book value that is left in each lane at the end of ownership, as a share of the purchase.
double share_written_off(double write_off_years, int years) {
  return write_off_years > 0.0 ? std::min(1.0, years / write_off_years) : 0.0;
}

}  // namespace

std::vector<std::string> component_names(const Lanes& lanes) {
  return names_of(lanes.purchase.components_cur);
}
Flows component(const Lanes& lanes, Name name) {
  return on_day_0(lanes, lanes.purchase.components_cur.at(name));
}
std::vector<std::string> duty_names(const Lanes& lanes) {
  return names_of(lanes.purchase.duties_cur);
}
Flows duty(const Lanes& lanes, Name name) {
  return on_day_0(lanes, lanes.purchase.duties_cur.at(name));
}

// Money received. The difference, unlike the negative, keeps nothing at plain zero.
Flows incentive(const Lanes& lanes, Name) {
  return on_day_0(lanes, 0.0 - lanes.purchase.incentive_cur);
}
Flows vat_reclaimed(const Lanes& lanes, Name) {
  return on_day_0(lanes, 0.0 - lanes.purchase.vat_reclaimed_cur);
}

ArrayXd purchase_cur(const Lanes& lanes) {
  ArrayXd sum = ArrayXd::Zero(lanes.size);
  for (const ItemRow& row : item_rows()) {
    if (row.group != Group::purchase) continue;
    for (const std::string& name : item_names(row, lanes))
      sum += row.flows_cur(lanes, name).row(0).transpose();
  }
  return sum;
}

Flows down_payment(const Lanes& lanes, Name) {
  if (!lanes.finance.has_loan) return no_flows(lanes);
  return on_day_0(lanes, lanes.finance.down_payment_share * purchase_cur(lanes));
}

Flows loan_principal(const Lanes& lanes, Name) {
  return loan_years(lanes, no_rates(lanes)).principal_cur;
}
Flows loan_interest(const Lanes& lanes, Name) {
  return loan_years(lanes, no_rates(lanes)).interest_cur;
}
Flows discounted_principal(const Lanes& lanes, const ArrayXd& rate_per_year) {
  return loan_years(lanes, rate_per_year).principal_cur;
}
Flows discounted_interest(const Lanes& lanes, const ArrayXd& rate_per_year) {
  return loan_years(lanes, rate_per_year).interest_cur;
}

Flows lease_deposit(const Lanes& lanes, Name) { return on_day_0(lanes, lanes.finance.deposit_cur); }

Flows lease_payments(const Lanes& lanes, Name) { return discounted_lease(lanes, no_rates(lanes)); }

Flows discounted_lease(const Lanes& lanes, const ArrayXd& rate_per_year) {
  // Rent is due when a month begins.
  Flows flows = no_flows(lanes);
  if (!lanes.finance.has_lease) return flows;
  for (int month = 0; month < 12 * lanes.years; ++month)
    flows.row(month / 12 + 1) +=
        (lanes.finance.lease_cur_per_month / growth(rate_per_year, month / months_per_year))
            .transpose();
  return flows;
}

Flows lease_end(const Lanes& lanes, Name) {
  return on_last_day(lanes, lanes.finance.lease_end_cur);
}
Flows discounted_lease_end(const Lanes& lanes, const ArrayXd& rate_per_year) {
  return discounted_last(lease_end(lanes, {}), rate_per_year, lanes.years);
}

Flows tax_saved(const Lanes& lanes, Name) {
  // Equal parts of the purchase, the last one smaller where the span is not whole.
  Flows flows = no_flows(lanes);
  if (writes_nothing_off(lanes)) return flows;
  const ArrayXd bought_cur = purchase_cur(lanes);
  for (Eigen::Index lane = 0; lane < lanes.size; ++lane) {
    const double write_off_years = lanes.finance.write_off_years(lane);
    for (int year = 1; year <= lanes.years; ++year) {
      const double share =
          share_written_off(write_off_years, year) - share_written_off(write_off_years, year - 1);
      flows(year, lane) = 0.0 - lanes.finance.tax_rate(lane) * share * bought_cur(lane);
    }
  }
  return flows;
}

Flows tax_on_sale(const Lanes& lanes, Name) {
  // Profit is what the truck brings above its book value; a loss saves tax.
  if (writes_nothing_off(lanes)) return no_flows(lanes);
  const ArrayXd bought_cur = purchase_cur(lanes);
  ArrayXd tax_cur = ArrayXd::Zero(lanes.size);
  for (Eigen::Index lane = 0; lane < lanes.size; ++lane) {
    const double write_off_years = lanes.finance.write_off_years(lane);
    if (write_off_years <= 0.0) continue;
    const double book_cur =
        bought_cur(lane) * (1.0 - share_written_off(write_off_years, lanes.years));
    tax_cur(lane) = lanes.finance.tax_rate(lane) * (lanes.value.resale_cur(lane) - book_cur);
  }
  return on_last_day(lanes, tax_cur);
}
Flows discounted_tax_on_sale(const Lanes& lanes, const ArrayXd& rate_per_year) {
  return discounted_last(tax_on_sale(lanes, {}), rate_per_year, sold_after_years(lanes));
}

Flows resale(const Lanes& lanes, Name) { return on_last_day(lanes, 0.0 - lanes.value.resale_cur); }
Flows discounted_resale(const Lanes& lanes, const ArrayXd& rate_per_year) {
  return discounted_last(resale(lanes, {}), rate_per_year, sold_after_years(lanes));
}

Flows charger_left(const Lanes& lanes, Name) {
  ArrayXd left_cur = ArrayXd::Zero(lanes.size);
  for (Eigen::Index lane = 0; lane < lanes.size; ++lane) {
    const double life_years = lanes.purchase.home_charger_life_years(lane);
    if (life_years <= 0.0) continue;
    const double age_years = std::fmod(static_cast<double>(lanes.years), life_years);
    const double share = age_years == 0.0 ? 0.0 : 1.0 - age_years / life_years;
    left_cur(lane) = share * lanes.purchase.home_charger_cur(lane) *
                     std::pow(1.0 + lanes.inflation_per_year(lane), lanes.years);
  }
  return on_last_day(lanes, 0.0 - left_cur);
}
Flows discounted_charger_left(const Lanes& lanes, const ArrayXd& rate_per_year) {
  return discounted_last(charger_left(lanes, {}), rate_per_year, lanes.years);
}

}  // namespace evpickup::cost
