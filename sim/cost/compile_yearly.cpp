// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "compile_parts.hpp"
#include "times.hpp"

namespace evpickup::cost {
namespace {

/// Mean yearly fade of the fleet whose resale prices are known: its trucks were sold with such
/// batteries (Geotab, 2025 study of battery health: 2.3 % a year).
constexpr double usual_fade_per_year = 0.023;
/// Below this share a pack is replaced, so that no truck of the fleet is sold with less.
constexpr double least_usual_health = 0.7;
double usual_health(int age) {
  return std::max(least_usual_health, 1.0 - usual_fade_per_year * age);
}

/// Share of the value when new that is left at the end of an age; 1 at age 0. `health`: the pack's
/// energy relative to new at that age.
double share_left(const Filling& f, int age, double health) {
  if (age == 0) return 1.0;
  const model::Resale& resale = f.c.market->resale;
  const bool engine = has_engine(*f.c.vehicle);
  if (*f.c.settings->resale == model::ResaleMethod::by_age)
    return engine ? f.values.at_age(resale.by_age_combustion, age, "resale.by_age_combustion")
                  : f.values.at_age(resale.by_age, age, "resale.by_age");
  const double retention =
      engine ? f.values.needed(resale.retention_combustion, "resale.retention_combustion")
             : f.values.needed(resale.retention, "resale.retention");
  double share = std::pow(retention, age);
  if (*f.c.settings->resale == model::ResaleMethod::battery_health)
    share *= health / usual_health(age);
  return share;
}

/// The worth of the metal and of the used pack, in money of the last year.
double end_of_life_cur(const Filling& f) {
  const model::Market& market = *f.c.market;
  const double scrap_cur = f.values.needed(market.resale.scrap, "resale.scrap");
  const double pack_j = pack_energy_j(*f.c.vehicle) * f.c.use.back().health_end;
  const double pack_cur = pack_j > 0.0 ? pack_j * f.values.needed(market.battery.second_life_price,
                                                                  "battery.second_life_price")
                                       : 0.0;
  return (scrap_cur + pack_cur) * std::pow(1.0 + f.lanes.inflation_per_year(f.lane), f.lanes.years);
}

void fill_insurance(const Filling& f) {
  const model::Ownership& ownership = f.c.market->ownership;
  const bool by_age = ownership.insurance_by_age.has_value();

  // Either part of the insurance may stand alone.
  if (!ownership.insurance_fixed.has_value() && !ownership.insurance_rate.has_value() && !by_age)
    f.gaps.market_lacks(*f.c.market, "ownership.insurance_fixed",
                        "or ownership.insurance_rate; one of them is enough");
  f.lanes.yearly.insurance_cur_per_year(f.lane) = f.values.or_zero(ownership.insurance_fixed);
  for (int year = 1; year <= f.lanes.years; ++year)
    f.lanes.yearly.insurance_rate_by_year(year - 1, f.lane) =
        by_age
            ? f.values.at_age(ownership.insurance_by_age, f.age(year), "ownership.insurance_by_age")
            : f.values.or_zero(ownership.insurance_rate);
}

/// The fee on electric trucks: the state's if one is chosen, else the country's.
double ev_fee_cur_per_year(const Filling& f) {
  const model::Ownership& ownership = f.c.market->ownership;
  const std::string& state = f.c.settings->state;
  if (has_engine(*f.c.vehicle)) return 0.0;
  if (state.empty()) return f.values.or_zero(ownership.ev_fee);
  const auto found = ownership.ev_fee_by_state.find(state);
  if (found == ownership.ev_fee_by_state.end()) {
    f.gaps.no_state(*f.c.market, state);
    return 0.0;
  }
  return f.values.or_zero(found->second);
}

}  // namespace

double price_when_new_cur(const Filling& f) {
  const double share = share_left(f, f.c.age, f.c.use.front().health_start);
  return f.lanes.value.new_cur(f.lane) / (share > 0.0 ? share : 1.0) *
         std::pow(1.0 + f.lanes.inflation_per_year(f.lane), f.c.age);
}

void fill_value(const Filling& f) {
  Lanes::Value& value = f.lanes.value;
  const double new_cur = value.new_cur(f.lane);
  const double at_start = share_left(f, f.c.age, f.c.use.front().health_start);
  for (int year = 0; year <= f.lanes.years; ++year) {
    const double health = year == 0 ? f.c.use.front().health_start
                                    : f.c.use[static_cast<std::size_t>(year - 1)].health_end;
    const double share = share_left(f, f.c.age + year, health) / at_start;
    value.cur_by_year(year, f.lane) = new_cur * share;
    value.insured_cur_by_year(year, f.lane) =
        *f.c.settings->insurance == model::InsuranceBase::price ? new_cur : new_cur * share;
  }
  value.resale_cur(f.lane) = *f.c.settings->resale == model::ResaleMethod::end_of_life
                                 ? end_of_life_cur(f)
                                 : value.cur_by_year(f.lanes.years, f.lane);
}

void fill_yearly(const Filling& f) {
  Lanes::Yearly& yearly = f.lanes.yearly;
  const model::Ownership& ownership = f.c.market->ownership;
  fill_insurance(f);
  yearly.registration_cur_per_year(f.lane) =
      f.values.needed(ownership.registration, "ownership.registration");
  yearly.ev_fee_cur_per_year(f.lane) = ev_fee_cur_per_year(f);

  // Its part of the load that the connection is paid for.
  if (const auto& business = f.c.settings->business; business && business->demand.has_value())
    yearly.demand_cur_per_year(f.lane) =
        f.values.or_zero(business->demand_charge_per_kw) * units::in_kilowatts(*business->demand);

  for (const auto& [name, line] : f.c.settings->lines) {
    Lanes::Yearly::FreeLine& free_line = yearly.free_lines.at(name);
    free_line.once_cur(f.lane) = f.c.age == 0 ? f.values.or_zero(line.once) : 0.0;
    free_line.cur_per_year(f.lane) = f.values.or_zero(line.per_year);
    free_line.cur_per_m(f.lane) = f.values.or_zero(line.per_km);
    free_line.event_cur(f.lane) = f.values.or_zero(line.per_event);
    free_line.event_m(f.lane) = line.every.has_value() ? units::in_metres(*line.every) : 0.0;
  }
}

}  // namespace evpickup::cost
