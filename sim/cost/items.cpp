// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/items.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <ranges>

#include "annuity.hpp"

namespace evpickup::cost {
namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Name = const std::string&;

/// Years x lanes of nothing.
ArrayXXd no_flows(const Lanes& lanes) { return ArrayXXd::Zero(lanes.years + 1, lanes.size); }

/// Lane by lane, what flows on the day of purchase.
ArrayXXd on_day_0(const Lanes& lanes, const ArrayXd& amount_cur) {
  ArrayXXd flows = no_flows(lanes);
  flows.row(0) = amount_cur.transpose();
  return flows;
}

// Flows that follow from one column of the lanes, as the rows of the list use them.
template <ArrayXd Lanes::*column>
ArrayXXd once(const Lanes& lanes, Name) {
  return on_day_0(lanes, lanes.*column);
}

template <ArrayXd Lanes::*column>
ArrayXXd every_year(const Lanes& lanes, Name) {
  ArrayXXd flows = no_flows(lanes);
  flows.bottomRows(lanes.years).rowwise() = (lanes.*column).transpose();
  return flows;
}

template <ArrayXd Lanes::*column>
ArrayXXd by_distance(const Lanes& lanes, Name) {
  ArrayXXd flows = no_flows(lanes);
  flows.bottomRows(lanes.years) = (lanes.distance_m.colwise() * (lanes.*column)).transpose();
  return flows;
}

template <ArrayXd Lanes::*column>
ArrayXXd by_energy(const Lanes& lanes, Name) {
  ArrayXXd flows = no_flows(lanes);
  flows.bottomRows(lanes.years) = (lanes.battery_energy_j.colwise() * (lanes.*column)).transpose();
  return flows;
}

/// Money received. The difference, unlike the negative, keeps nothing at plain zero.
ArrayXXd incentive(const Lanes& lanes, Name) { return on_day_0(lanes, 0.0 - lanes.incentive_cur); }

template <class T>
std::vector<std::string> keys(const std::map<std::string, T>& map) {
  const auto view = std::views::keys(map);
  return {view.begin(), view.end()};
}

std::vector<std::string> duty_names(const Lanes& lanes) { return keys(lanes.duties_cur); }

ArrayXXd duty(const Lanes& lanes, Name name) { return on_day_0(lanes, lanes.duties_cur.at(name)); }

std::vector<std::string> free_line_names(const Lanes& lanes) { return keys(lanes.free_lines); }

ArrayXXd free_line(const Lanes& lanes, Name name) {
  const Lanes::FreeLine& line = lanes.free_lines.at(name);
  ArrayXXd flows = on_day_0(lanes, line.once_cur);
  for (Eigen::Index year = 1; year <= lanes.years; ++year)
    flows.row(year) =
        (line.cur_per_year + line.cur_per_m * lanes.distance_m.col(year - 1)).transpose();
  return flows;
}

/// A premium on what the truck is worth when the year begins.
ArrayXXd insurance(const Lanes& lanes, Name) {
  ArrayXXd flows = no_flows(lanes);
  ArrayXd value_cur = lanes.value_cur;
  for (Eigen::Index year = 1; year <= lanes.years; ++year) {
    flows.row(year) =
        (lanes.insurance_cur_per_year + lanes.insurance_rate_per_year * value_cur).transpose();
    value_cur *= lanes.retention_per_year;
  }
  return flows;
}

/// What a buyer pays for the truck at the end.
ArrayXXd resale(const Lanes& lanes, Name) {
  ArrayXd value_cur = lanes.value_cur;
  for (int year = 1; year <= lanes.years; ++year) value_cur *= lanes.retention_per_year;
  ArrayXXd flows = no_flows(lanes);
  flows.row(lanes.years) = (0.0 - value_cur).transpose();
  return flows;
}

/// What the purchase costs in all: the sum that a loan is a share of.
ArrayXd purchase_cur(const Lanes& lanes) {
  ArrayXd sum = ArrayXd::Zero(lanes.size);
  for (const ItemRow& row : item_rows()) {
    if (row.group != Group::purchase) continue;
    for (const std::string& name : item_names(row, lanes))
      sum += row.flows_cur(lanes, name).row(0).transpose();
  }
  return sum;
}

ArrayXXd down_payment(const Lanes& lanes, Name) {
  if (!lanes.has_loan) return no_flows(lanes);
  return on_day_0(lanes, lanes.down_payment_share * purchase_cur(lanes));
}

/// The payments of the loans, by year of ownership.
struct LoanYears {
  ArrayXXd principal_cur, interest_cur;
};

/// Pays off the loan of one lane month by month. A term that is not whole ends with a smaller
/// payment; what is owed at the end of ownership is paid back then.
void pay_off(LoanYears& paid, Eigen::Index lane, int years, double loan_cur, double rate_per_month,
             double months) {
  // A term of 60 months may have come as 60.00000000000001.
  constexpr double tolerance = 1e-6;
  const int last_month = static_cast<int>(std::ceil(months - tolerance));
  const double payment_cur = loan_cur * annuity_factor(rate_per_month, months);

  double owed_cur = loan_cur;
  for (int month = 1; month <= std::min(last_month, 12 * years); ++month) {
    const int year = (month + 11) / 12;
    const double interest_cur = owed_cur * rate_per_month;
    const double principal_cur = month == last_month ? owed_cur : payment_cur - interest_cur;
    paid.interest_cur(year, lane) += interest_cur;
    paid.principal_cur(year, lane) += principal_cur;
    owed_cur -= principal_cur;
  }
  paid.principal_cur(years, lane) += owed_cur;
}

LoanYears loan_years(const Lanes& lanes) {
  LoanYears paid{no_flows(lanes), no_flows(lanes)};
  if (!lanes.has_loan) return paid;
  const ArrayXd loan_cur = (1.0 - lanes.down_payment_share) * purchase_cur(lanes);
  for (Eigen::Index lane = 0; lane < lanes.size; ++lane)
    pay_off(paid, lane, lanes.years, loan_cur(lane), lanes.apr_per_year(lane) / 12.0,
            lanes.loan_months(lane));
  return paid;
}

ArrayXXd loan_principal(const Lanes& lanes, Name) { return loan_years(lanes).principal_cur; }
ArrayXXd loan_interest(const Lanes& lanes, Name) { return loan_years(lanes).interest_cur; }

constexpr std::string_view annuity_source = "annuity, standard";
constexpr std::string_view energy_formula =
    "share x battery energy(t) / charging efficiency x price at the wall";

constexpr std::array rows{
    // Purchase, all on day 0.
    ItemRow{.key = "price",
            .label = "Price",
            .group = Group::purchase,
            .view = View::economic,
            .formula = "list price; of an import, list price at home x price_share",
            .flows_cur = once<&Lanes::price_cur>},
    ItemRow{.key = "freight",
            .label = "Freight",
            .group = Group::purchase,
            .view = View::economic,
            .formula = "of an import: sea freight and insurance",
            .flows_cur = once<&Lanes::freight_cur>},
    ItemRow{.key = "duty_",
            .label = "Duty: ",
            .group = Group::purchase,
            .view = View::economic,
            .formula = "of an import: rate x price",
            .flows_cur = duty,
            .names = duty_names},
    ItemRow{.key = "import_vat",
            .label = "Value-added tax on import",
            .group = Group::purchase,
            .view = View::economic,
            .formula = "of an import: vat_rate x (price + freight + duties)",
            .flows_cur = once<&Lanes::import_vat_cur>},
    ItemRow{.key = "dealer_fees",
            .label = "Dealer fees",
            .group = Group::purchase,
            .view = View::economic,
            .formula = "as the market gives them",
            .flows_cur = once<&Lanes::dealer_fees_cur>},
    ItemRow{.key = "destination",
            .label = "Destination charge",
            .group = Group::purchase,
            .view = View::economic,
            .formula = "as the maker asks it; none for an import",
            .flows_cur = once<&Lanes::destination_cur>},
    ItemRow{.key = "purchase_tax",
            .label = "Purchase tax",
            .group = Group::purchase,
            .view = View::economic,
            .formula =
                "T = tax_rate x base, less min(tax_relief x T, tax_relief_cap); base: price, "
                "of an import with freight, duties and value-added tax, divided by "
                "(1 + vat_rate) where the tax is on the price without it",
            .source = "cap on the relief: the form of China's relief for new energy vehicles",
            .flows_cur = once<&Lanes::purchase_tax_cur>},
    ItemRow{.key = "incentive",
            .label = "Incentive",
            .group = Group::purchase,
            .view = View::economic,
            .formula = "-(money paid to the buyer)",
            .flows_cur = incentive},
    ItemRow{.key = "home_charger",
            .label = "Home charger",
            .group = Group::purchase,
            .view = View::economic,
            .formula = "bought with the truck, worth nothing at the end",
            .flows_cur = once<&Lanes::home_charger_cur>},
    // Energy.
    ItemRow{.key = "energy_home",
            .label = "Charging at home",
            .group = Group::energy,
            .formula = energy_formula,
            .flows_cur = by_energy<&Lanes::home_cur_per_j>},
    ItemRow{.key = "energy_workplace",
            .label = "Charging at work",
            .group = Group::energy,
            .formula = energy_formula,
            .flows_cur = by_energy<&Lanes::workplace_cur_per_j>},
    ItemRow{.key = "energy_public_ac",
            .label = "Public charging, slow",
            .group = Group::energy,
            .formula = energy_formula,
            .flows_cur = by_energy<&Lanes::public_ac_cur_per_j>},
    ItemRow{.key = "energy_dc_fast",
            .label = "Public charging, fast",
            .group = Group::energy,
            .formula = energy_formula,
            .flows_cur = by_energy<&Lanes::dc_fast_cur_per_j>},
    // Upkeep.
    ItemRow{.key = "maintenance",
            .label = "Maintenance",
            .group = Group::upkeep,
            .formula = "rate x distance(t)",
            .flows_cur = by_distance<&Lanes::maintenance_cur_per_m>},
    ItemRow{.key = "repair",
            .label = "Repair",
            .group = Group::upkeep,
            .formula = "rate x distance(t)",
            .flows_cur = by_distance<&Lanes::repair_cur_per_m>},
    ItemRow{.key = "tyres",
            .label = "Tyres",
            .group = Group::upkeep,
            .formula = "rate x distance(t)",
            .flows_cur = by_distance<&Lanes::tyres_cur_per_m>},
    // Year by year.
    ItemRow{.key = "insurance",
            .label = "Insurance",
            .group = Group::yearly,
            .formula = "insurance_fixed + insurance_rate x V0 x retention^(t-1); V0: the price, of "
                       "an import with freight, duties and value-added tax",
            .source = "a sum and a share of the depreciated value, as in EPA's OMEGA model",
            .flows_cur = insurance},
    ItemRow{.key = "registration",
            .label = "Registration",
            .group = Group::yearly,
            .formula = "each year",
            .flows_cur = every_year<&Lanes::registration_cur_per_year>},
    ItemRow{.key = "ev_fee",
            .label = "Fee on electric vehicles",
            .group = Group::yearly,
            .formula = "each year",
            .flows_cur = every_year<&Lanes::ev_fee_cur_per_year>},
    ItemRow{.key = "road_charge",
            .label = "Road charge",
            .group = Group::yearly,
            .formula = "rate x distance(t)",
            .flows_cur = by_distance<&Lanes::road_charge_cur_per_m>},
    ItemRow{.key = "line_",
            .label = "",
            .group = Group::yearly,
            .formula = "once at purchase; per_year + per_km x distance(t)",
            .flows_cur = free_line,
            .names = free_line_names},
    // Finance: in the cash view this takes the place of the purchase.
    ItemRow{.key = "down_payment",
            .label = "Down payment",
            .group = Group::finance,
            .view = View::cash,
            .formula = "down_payment x sum of the purchase",
            .flows_cur = down_payment},
    ItemRow{.key = "loan_principal",
            .label = "Loan, repayment",
            .group = Group::finance,
            .view = View::cash,
            .formula = "A - interest each month, A = L i / (1 - (1+i)^-n), i = apr / 12, "
                       "L = (1 - down_payment) x sum of the purchase; the rest of L in year N",
            .source = annuity_source,
            .flows_cur = loan_principal},
    ItemRow{.key = "loan_interest",
            .label = "Loan, interest",
            .group = Group::finance,
            .view = View::cash,
            .formula = "i x what is owed, each month; as contracted, without inflation",
            .source = annuity_source,
            .flows_cur = loan_interest},
    // The end.
    ItemRow{.key = "resale",
            .label = "Resale",
            .group = Group::resale,
            .formula = "-V0 x retention^N at the end of year N; V0: the price, of an import with "
                       "freight, duties and value-added tax, as a used truck is worth what a new "
                       "one costs there",
            .source = "geometric depreciation, standard",
            .flows_cur = resale},
};

}  // namespace

std::span<const ItemRow> item_rows() { return rows; }

std::vector<std::string> item_names(const ItemRow& row, const Lanes& lanes) {
  return row.names != nullptr ? row.names(lanes) : std::vector<std::string>{""};
}

}  // namespace evpickup::cost
