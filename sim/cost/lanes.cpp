// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/lanes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "compile_parts.hpp"

namespace evpickup::cost {
namespace {

/// The cases are the program's own making: what is wrong with them is its fault.
void check(std::span<const Case> cases) {
  const auto whole = [](const Case& c) {
    return c.vehicle != nullptr && c.market != nullptr && c.settings != nullptr &&
           c.charging != nullptr && !c.use.empty();
  };
  for (const Case& c : cases) {
    if (!whole(c)) throw std::logic_error("a case of the cost model is incomplete");
    const Case& first = cases[0];
    if (!c.bought_for && !list_price(*c.vehicle, *c.market))
      throw std::logic_error(fmt::format("{} has no price", c.vehicle->key()));
    if (c.use.size() != first.use.size())
      throw std::logic_error("cases of one ledger have different years of ownership");
    if (c.age != first.age) throw std::logic_error("cases of one ledger have different ages");
    if (*c.settings->timing != *first.settings->timing ||
        *c.settings->resale_timing != *first.settings->resale_timing)
      throw std::logic_error("cases of one ledger have different timings");
    if (*c.settings->money != *first.settings->money)
      throw std::logic_error("cases of one ledger are told in different money");
    if (c.settings->loan.has_value() != first.settings->loan.has_value())
      throw std::logic_error("only some cases of one ledger have a loan");
    if (c.settings->lease.has_value() != first.settings->lease.has_value())
      throw std::logic_error("only some cases of one ledger have a lease");
  }
}

/// Columns of zeros for all lanes.
void set_zero(Lanes& lanes) {
  Lanes::Purchase& p = lanes.purchase;
  Lanes::Upkeep& u = lanes.upkeep;
  Lanes::Yearly& y = lanes.yearly;
  Lanes::Finance& f = lanes.finance;
  Lanes::Emissions& e = lanes.emissions;
  for (Lanes::Lane* column : {&lanes.discount_per_year,
                              &lanes.inflation_per_year,
                              &p.price_cur,
                              &p.destination_cur,
                              &p.freight_cur,
                              &p.handling_cur,
                              &p.dealer_margin_cur,
                              &p.import_vat_cur,
                              &p.tax_cur,
                              &p.weight_tax_cur,
                              &p.incentive_cur,
                              &p.dealer_fees_cur,
                              &p.vat_reclaimed_cur,
                              &p.home_charger_cur,
                              &p.home_charger_life_years,
                              &lanes.use.odometer_m,
                              &lanes.use.extra_share,
                              &lanes.use.trucks,
                              &u.tyres_cur_per_m,
                              &u.road_charge_cur_per_m,
                              &u.opportunity_cur_per_s,
                              &u.labour_cur_per_s,
                              &u.time_cur_per_s,
                              &y.insurance_cur_per_year,
                              &y.registration_cur_per_year,
                              &y.ev_fee_cur_per_year,
                              &y.demand_cur_per_year,
                              &lanes.value.new_cur,
                              &lanes.value.resale_cur,
                              &f.down_payment_share,
                              &f.loan_rate_per_month,
                              &f.loan_months,
                              &f.deposit_cur,
                              &f.lease_cur_per_month,
                              &f.lease_end_cur,
                              &f.tax_rate,
                              &f.write_off_years,
                              &e.pack_kg,
                              &e.truck_kg,
                              &e.price_cur_per_kg})
    column->setZero(lanes.size);

  Lanes::Use& use = lanes.use;
  Lanes::Energy& n = lanes.energy;
  for (Lanes::ByYear* columns : {&lanes.price_level_by_year,
                                 &use.distance_m_by_year,
                                 &use.towing_share_by_year,
                                 &use.payload_share_by_year,
                                 &use.tyre_load_by_year,
                                 &use.stops_s_by_year,
                                 &n.home_j_by_year,
                                 &n.workplace_j_by_year,
                                 &n.public_ac_j_by_year,
                                 &n.dc_fast_j_by_year,
                                 &n.home_cur_per_j_by_year,
                                 &n.workplace_cur_per_j_by_year,
                                 &n.public_ac_cur_per_j_by_year,
                                 &n.dc_fast_cur_per_j_by_year,
                                 &n.petrol_m3_by_year,
                                 &n.diesel_m3_by_year,
                                 &n.petrol_cur_per_m3_by_year,
                                 &n.diesel_cur_per_m3_by_year,
                                 &n.site_value_cur_by_year,
                                 &n.house_value_cur_by_year,
                                 &u.maintenance_cur_by_year,
                                 &u.repair_cur_per_m_by_year,
                                 &u.new_pack_cur_by_year,
                                 &u.downtime_s_by_year,
                                 &u.refuelling_s_by_year,
                                 &y.insurance_rate_by_year,
                                 &e.new_pack_kg_by_year,
                                 &e.power_kg_by_year,
                                 &e.fuel_kg_by_year})
    columns->setZero(lanes.years, lanes.size);
  for (Lanes::ByYear* columns : {&lanes.value.cur_by_year, &lanes.value.insured_cur_by_year})
    columns->setZero(lanes.years + 1, lanes.size);
  e.use_known.setConstant(lanes.size, false);
  e.production_known.setConstant(lanes.size, false);
}

/// The names of all components, duties and free-form lines.
void set_names(Lanes& lanes, std::span<const Case> cases) {
  const Lanes::Lane zeros = Lanes::Lane::Zero(lanes.size);
  for (const Case& c : cases) {
    for (const auto& [name, line] : c.settings->lines)
      lanes.yearly.free_lines.try_emplace(
          name, Lanes::Yearly::FreeLine{zeros, zeros, zeros, zeros, zeros});
    if (c.bought_for) continue;
    if (own_list_price(*c.vehicle, *c.market) == nullptr)
      for (const auto& [name, component] : c.vehicle->price.components)
        lanes.purchase.components_cur.try_emplace(name, zeros);
    if (!is_import(*c.vehicle, *c.market)) continue;
    const auto route = c.market->import.find(c.vehicle->origin);
    if (route == c.market->import.end()) continue;
    for (const auto& [name, share] : route->second.duties)
      lanes.purchase.duties_cur.try_emplace(name, zeros);
  }
}

/// Lanes of zeros; what the first case says of years, age, timing and finance holds for all.
Lanes empty_lanes(std::span<const Case> cases, units::Currency currency) {
  Lanes lanes;
  lanes.size = static_cast<Eigen::Index>(cases.size());
  lanes.currency = currency;
  if (!cases.empty()) {
    const model::CostSettings& settings = *cases[0].settings;
    lanes.years = static_cast<int>(cases[0].use.size());
    lanes.use.age = cases[0].age;
    lanes.timing = *settings.timing;
    lanes.resale_timing = *settings.resale_timing;
    lanes.money = *settings.money;
    lanes.finance.has_loan = settings.loan.has_value() && !cases[0].bought_for;
    lanes.finance.has_lease = settings.lease.has_value() && !cases[0].bought_for;
  }
  set_zero(lanes);
  set_names(lanes, cases);
  return lanes;
}

}  // namespace

bool is_import(const model::Vehicle& vehicle, const model::Market& market) {
  if (vehicle.origin == market.id || vehicle.price.abroad.contains(market.id)) return false;
  const auto& sold_in = vehicle.availability.sold_in;
  return !sold_in.has_value() || std::ranges::find(*sold_in, market.id) == sold_in->end();
}

const Sourced<units::Money>* own_list_price(const model::Vehicle& vehicle,
                                            const model::Market& market) {
  const auto abroad = vehicle.price.abroad.find(market.id);
  if (abroad != vehicle.price.abroad.end()) return &abroad->second;
  return vehicle.price.msrp.has_value() ? &vehicle.price.msrp : nullptr;
}

std::optional<units::Money> list_price(const model::Vehicle& vehicle, const model::Market& market) {
  if (const auto* own = own_list_price(vehicle, market)) return **own;
  std::optional<units::Money> sum;
  const auto add = [&](const units::Money& part) { sum = sum ? *sum + part : part; };
  for (const auto& [name, component] : vehicle.price.components) {
    const double markup = component.markup.value_or(1.0);
    if (component.fixed.has_value()) add(markup * *component.fixed);
    if (component.per_kwh.has_value() && component.energy.has_value())
      add(markup * (*component.per_kwh * *component.energy));
    if (component.per_kw.has_value() && component.power.has_value())
      add(markup * units::in_kilowatts(*component.power) * *component.per_kw);
  }
  return sum;
}

bool has_engine(const model::Vehicle& vehicle) {
  return vehicle.has_engine() || (vehicle.measured && (vehicle.measured->petrol.has_value() ||
                                                       vehicle.measured->diesel.has_value()));
}

Lanes compile(std::span<const Case> cases, units::Currency currency,
              const units::ExchangeRates& rates) {
  check(cases);
  Lanes lanes = empty_lanes(cases, currency);
  Gaps gaps;
  for (Eigen::Index lane = 0; lane < lanes.size; ++lane) {
    const Case& c = cases[static_cast<std::size_t>(lane)];
    const Values values(*c.market, currency, rates, gaps);
    const Filling filling{lanes, lane, c, values, gaps};
    for (const auto fill : {fill_rates, fill_purchase, fill_use, fill_energy, fill_upkeep,
                            fill_yearly, fill_value, fill_finance, fill_emissions})
      fill(filling);
  }
  gaps.throw_if_any();
  return lanes;
}

}  // namespace evpickup::cost
