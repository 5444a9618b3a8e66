// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/lanes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string_view>

#include "gaps.hpp"

namespace evpickup::cost {
namespace {

using spec::Sourced;

/// Takes the values of one market out of their types, and notes what is missing.
class Values {
 public:
  Values(const model::Market& market, units::Currency currency, const units::ExchangeRates& rates,
         Gaps& gaps)
      : market_(market), currency_(currency), rates_(rates), gaps_(gaps) {}

  /// A value without which there is no cost; a gap and 0 if the market lacks it.
  template <class T>
  [[nodiscard]] double needed(const Sourced<T>& value, std::string_view key) const {
    if (value.has_value()) return plain(*value);
    gaps_.market_lacks(market_, key);
    return 0.0;
  }
  /// The settings' value where they have one, else the market's, which is then needed.
  template <class T>
  [[nodiscard]] double first_of(const Sourced<T>& setting, const Sourced<T>& value,
                                std::string_view key) const {
    return setting.has_value() ? plain(*setting) : needed(value, key);
  }
  /// A value that a market may do without.
  template <class T>
  [[nodiscard]] double or_zero(const Sourced<T>& value) const {
    return value.has_value() ? plain(*value) : 0.0;
  }

  // What a lane holds of each kind of value: amounts and prices in its currency, per metre, joule
  // and year; yearly rates as ratios, terms in months.
  [[nodiscard]] double plain(double ratio) const { return ratio; }
  [[nodiscard]] double plain(units::Rate rate) const { return units::in_per_year(rate); }
  [[nodiscard]] double plain(const units::InterestRate& rate) const { return plain(rate.rate); }
  [[nodiscard]] double plain(units::Time term) const { return 12.0 * units::in_years(term); }
  [[nodiscard]] double plain(const units::Money& money) const {
    return knows(money.currency) ? rates_.convert(money, currency_).amount : 0.0;
  }
  template <class Q>
  [[nodiscard]] double plain(const units::MoneyPer<Q>& price) const {
    return knows(price.currency) ? rates_.convert(price, currency_).amount_per_si : 0.0;
  }
  [[nodiscard]] double plain(const units::TimePrice& price) const {
    return plain(price * units::years(1.0));
  }

 private:
  /// False, with a gap, if there is no rate from this currency to the lanes'.
  [[nodiscard]] bool knows(units::Currency from) const {
    if (from == currency_) return true;
    for (const units::Currency currency : {from, currency_})
      if (!rates_.knows(currency)) gaps_.no_rate(currency);
    return rates_.knows(from) && rates_.knows(currency_);
  }

  const model::Market& market_;
  units::Currency currency_;
  const units::ExchangeRates& rates_;
  Gaps& gaps_;
};

/// The cases are the program's own making: what is wrong with them is its fault.
void check(std::span<const Case> cases) {
  const auto whole = [](const Case& c) {
    return c.vehicle != nullptr && c.market != nullptr && c.settings != nullptr &&
           c.charging != nullptr && !c.use.empty();
  };
  for (const Case& c : cases) {
    if (!whole(c)) throw std::logic_error("a case of the cost model is incomplete");
    if (!c.vehicle->price.msrp.has_value())
      throw std::logic_error(fmt::format("{} has no price", c.vehicle->key()));
    if (c.use.size() != cases[0].use.size())
      throw std::logic_error("cases of one ledger have different years of ownership");
    if (*c.settings->timing != *cases[0].settings->timing)
      throw std::logic_error("cases of one ledger have different timings");
    if (c.settings->loan.has_value() != cases[0].settings->loan.has_value())
      throw std::logic_error("only some cases of one ledger have a loan");
  }
}

/// Lanes of zeros, with the names of all duties and free-form lines.
Lanes empty_lanes(std::span<const Case> cases, units::Currency currency) {
  Lanes lanes;
  lanes.size = static_cast<Eigen::Index>(cases.size());
  lanes.currency = currency;
  for (Eigen::ArrayXd Lanes::*column : {&Lanes::price_cur,
                                        &Lanes::destination_cur,
                                        &Lanes::freight_cur,
                                        &Lanes::import_vat_cur,
                                        &Lanes::purchase_tax_cur,
                                        &Lanes::incentive_cur,
                                        &Lanes::dealer_fees_cur,
                                        &Lanes::home_charger_cur,
                                        &Lanes::home_cur_per_j,
                                        &Lanes::workplace_cur_per_j,
                                        &Lanes::public_ac_cur_per_j,
                                        &Lanes::dc_fast_cur_per_j,
                                        &Lanes::maintenance_cur_per_m,
                                        &Lanes::tyres_cur_per_m,
                                        &Lanes::repair_cur_per_m,
                                        &Lanes::road_charge_cur_per_m,
                                        &Lanes::insurance_cur_per_year,
                                        &Lanes::insurance_rate_per_year,
                                        &Lanes::registration_cur_per_year,
                                        &Lanes::ev_fee_cur_per_year,
                                        &Lanes::value_cur,
                                        &Lanes::retention_per_year,
                                        &Lanes::discount_per_year,
                                        &Lanes::down_payment_share,
                                        &Lanes::apr_per_year,
                                        &Lanes::loan_months})
    (lanes.*column).setZero(lanes.size);

  // What the first case says of years, timing and loan holds for all.
  if (!cases.empty()) {
    lanes.years = static_cast<int>(cases[0].use.size());
    lanes.timing = *cases[0].settings->timing;
    lanes.has_loan = cases[0].settings->loan.has_value();
  }
  lanes.distance_m.setZero(lanes.size, lanes.years);
  lanes.battery_energy_j.setZero(lanes.size, lanes.years);

  // Names.
  const Eigen::ArrayXd zeros = Eigen::ArrayXd::Zero(lanes.size);
  for (const Case& c : cases) {
    for (const auto& [name, line] : c.settings->lines)
      lanes.free_lines.try_emplace(name, Lanes::FreeLine{zeros, zeros, zeros});
    if (!is_import(*c.vehicle, *c.market)) continue;
    const auto route = c.market->import.find(c.vehicle->origin);
    if (route == c.market->import.end()) continue;
    for (const auto& [name, share] : route->second.duties)
      lanes.duties_cur.try_emplace(name, zeros);
  }
  return lanes;
}

/// The price at home, freight and duties of an import; the value-added tax comes on top of them.
void fill_import(Lanes& lanes, Eigen::Index lane, const Case& c, double vat_rate,
                 const Values& values, Gaps& gaps) {
  const std::string& origin = c.vehicle->origin;
  const auto found = c.market->import.find(origin);
  const model::ImportRoute none;
  const model::ImportRoute& route = found == c.market->import.end() ? none : found->second;
  const auto lacks = [&](std::string_view key) {
    gaps.market_lacks(*c.market, fmt::format("import.{}.{}", origin, key),
                      fmt::format("{} is built in {} and not on sale there: it comes as an import",
                                  c.vehicle->model, origin));
  };

  // Customs value and freight.
  const double price = values.plain(*c.vehicle->price.msrp) * route.price_share.value_or(1.0);
  if (!route.freight.has_value()) lacks("freight");
  lanes.price_cur(lane) = price;
  lanes.freight_cur(lane) = values.or_zero(route.freight);

  // Duties. That none is due has to be said.
  if (route.duties.empty()) lacks("duties.customs");
  double landed = price + lanes.freight_cur(lane);
  for (const auto& [name, share] : route.duties) {
    const double duty = price * values.or_zero(share);
    lanes.duties_cur.at(name)(lane) = duty;
    landed += duty;
  }
  lanes.import_vat_cur(lane) = landed * vat_rate;
  lanes.value_cur(lane) = landed + lanes.import_vat_cur(lane);
}

void fill_purchase(Lanes& lanes, Eigen::Index lane, const Case& c, const Values& values,
                   Gaps& gaps) {
  const model::Purchase& purchase = c.market->purchase;
  const bool without_vat =
      purchase.tax_base.has_value() && *purchase.tax_base == model::TaxBase::price_without_vat;
  const double vat_rate = without_vat ? values.needed(purchase.vat_rate, "purchase.vat_rate")
                                      : values.or_zero(purchase.vat_rate);

  // The truck itself.
  if (is_import(*c.vehicle, *c.market)) {
    fill_import(lanes, lane, c, vat_rate, values, gaps);
  } else {
    lanes.price_cur(lane) = values.plain(*c.vehicle->price.msrp);
    lanes.destination_cur(lane) = values.or_zero(c.vehicle->price.destination);
    lanes.value_cur(lane) = lanes.price_cur(lane);
  }

  // Purchase tax, less the share forgiven, which a cap may limit.
  const double base = lanes.value_cur(lane) / (without_vat ? 1.0 + vat_rate : 1.0);
  const double tax = base * values.needed(purchase.tax_rate, "purchase.tax_rate");
  double forgiven = tax * values.or_zero(purchase.tax_relief);
  if (purchase.tax_relief_cap.has_value())
    forgiven = std::min(forgiven, values.plain(*purchase.tax_relief_cap));
  lanes.purchase_tax_cur(lane) = tax - forgiven;

  // What else is paid or received on the day.
  lanes.incentive_cur(lane) = values.or_zero(purchase.incentive);
  lanes.dealer_fees_cur(lane) = values.or_zero(purchase.dealer_fees);
  lanes.home_charger_cur(lane) = values.or_zero(purchase.home_charger);
}

void fill_energy(Lanes& lanes, Eigen::Index lane, const Case& c, const Values& values, Gaps& gaps) {
  // Use by year.
  for (Eigen::Index year = 0; year < lanes.years; ++year) {
    const model::AnnualUse& use = c.use[static_cast<std::size_t>(year)];
    lanes.distance_m(lane, year) = units::in_metres(use.distance);
    lanes.battery_energy_j(lane, year) = units::in_joules(use.battery_energy);
  }

  // Places without a share need neither price nor efficiency.
  const model::EnergyPrices& prices = c.market->energy;
  const model::ChargingEfficiency& charging = c.market->charging;
  const auto cur_per_j = [&](double share, const Sourced<units::EnergyPrice>& price,
                             std::string_view price_key, const Sourced<double>& efficiency,
                             std::string_view efficiency_key) {
    if (share == 0.0) return 0.0;
    const double cur_per_wall_j = values.needed(price, price_key);
    const double stored = values.needed(efficiency, efficiency_key);
    return stored > 0.0 ? share * cur_per_wall_j / stored : 0.0;
  };
  const double home = c.charging->home.value_or(0.0);
  const double workplace = c.charging->workplace.value_or(0.0);
  const double public_ac = c.charging->public_ac.value_or(0.0);
  const double dc_fast = c.charging->dc_fast.value_or(0.0);
  lanes.home_cur_per_j(lane) = cur_per_j(home, prices.home, "energy.home", charging.efficiency_home,
                                         "charging.efficiency_home");
  lanes.workplace_cur_per_j(lane) =
      cur_per_j(workplace, prices.workplace, "energy.workplace", charging.efficiency_public_ac,
                "charging.efficiency_public_ac");
  lanes.public_ac_cur_per_j(lane) =
      cur_per_j(public_ac, prices.public_ac, "energy.public_ac", charging.efficiency_public_ac,
                "charging.efficiency_public_ac");
  lanes.dc_fast_cur_per_j(lane) = cur_per_j(dc_fast, prices.dc_fast, "energy.dc_fast",
                                            charging.efficiency_dc, "charging.efficiency_dc");

  // Energy that is paid twice or not at all would pass unseen. Shares are written in per cents.
  constexpr double tolerance = 1e-6;
  const double sum = home + workplace + public_ac + dc_fast;
  if (std::abs(sum - 1.0) > tolerance) gaps.shares_add_up_to(sum);
}

void fill_ownership(Lanes& lanes, Eigen::Index lane, const Case& c, const Values& values,
                    Gaps& gaps) {
  const model::Ownership& ownership = c.market->ownership;
  lanes.maintenance_cur_per_m(lane) = values.needed(ownership.maintenance, "ownership.maintenance");
  lanes.tyres_cur_per_m(lane) = values.needed(ownership.tyres, "ownership.tyres");
  lanes.repair_cur_per_m(lane) = values.needed(ownership.repair, "ownership.repair");
  lanes.road_charge_cur_per_m(lane) = values.or_zero(ownership.road_charge);

  // Either part of the insurance may stand alone.
  if (!ownership.insurance_fixed.has_value() && !ownership.insurance_rate.has_value())
    gaps.market_lacks(*c.market, "ownership.insurance_fixed",
                      "or ownership.insurance_rate; one of them is enough");
  lanes.insurance_cur_per_year(lane) = values.or_zero(ownership.insurance_fixed);
  lanes.insurance_rate_per_year(lane) = values.or_zero(ownership.insurance_rate);

  lanes.registration_cur_per_year(lane) =
      values.needed(ownership.registration, "ownership.registration");
  lanes.ev_fee_cur_per_year(lane) = values.or_zero(ownership.ev_fee);
  lanes.retention_per_year(lane) = values.needed(c.market->resale.retention, "resale.retention");
}

void fill_free_lines(Lanes& lanes, Eigen::Index lane, const Case& c, const Values& values) {
  for (const auto& [name, line] : c.settings->lines) {
    Lanes::FreeLine& free_line = lanes.free_lines.at(name);
    free_line.once_cur(lane) = values.or_zero(line.once);
    free_line.cur_per_year(lane) = values.or_zero(line.per_year);
    free_line.cur_per_m(lane) = values.or_zero(line.per_km);
  }
}

void fill_finance(Lanes& lanes, Eigen::Index lane, const Case& c, const Values& values) {
  const model::Finance& finance = c.market->finance;
  lanes.discount_per_year(lane) =
      values.first_of(c.settings->discount_rate, finance.discount_rate, "finance.discount_rate");
  if (!c.settings->loan.has_value()) return;
  const model::Loan& loan = *c.settings->loan;
  lanes.down_payment_share(lane) = loan.down_payment.value_or(0.0);
  lanes.apr_per_year(lane) = values.first_of(loan.apr, finance.apr, "finance.apr");
  lanes.loan_months(lane) = values.first_of(loan.term, finance.loan_term, "finance.loan_term");
}

}  // namespace

bool is_import(const model::Vehicle& vehicle, const model::Market& market) {
  if (vehicle.origin == market.id) return false;
  const auto& sold_in = vehicle.availability.sold_in;
  return !sold_in.has_value() || std::ranges::find(*sold_in, market.id) == sold_in->end();
}

Lanes compile(std::span<const Case> cases, units::Currency currency,
              const units::ExchangeRates& rates) {
  check(cases);
  Lanes lanes = empty_lanes(cases, currency);
  Gaps gaps;
  for (Eigen::Index lane = 0; lane < lanes.size; ++lane) {
    const Case& c = cases[static_cast<std::size_t>(lane)];
    const Values values(*c.market, currency, rates, gaps);
    fill_purchase(lanes, lane, c, values, gaps);
    fill_energy(lanes, lane, c, values, gaps);
    fill_ownership(lanes, lane, c, values, gaps);
    fill_free_lines(lanes, lane, c, values);
    fill_finance(lanes, lane, c, values);
  }
  gaps.throw_if_any();
  return lanes;
}

}  // namespace evpickup::cost
