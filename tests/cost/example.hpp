// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/cost/lanes.hpp"

/// A truck in a market with round figures, to be varied by the tests.
namespace example {

namespace cost = evpickup::cost;
namespace model = evpickup::model;
namespace units = evpickup::units;

inline const units::Currency usd{"USD"};
inline const units::Currency cny{"CNY"};

template <class T>
void give(model::Sourced<T>& target, T value) {
  target = model::Sourced<T>{std::move(value)};
}

inline void give(model::Sourced<units::Money>& target, double amount, units::Currency currency) {
  give(target, units::Money{amount, currency, {}});
}

inline void give(model::Sourced<units::InterestRate>& target, units::Rate rate) {
  give(target, units::InterestRate{rate});
}

inline units::EnergyPrice per_kwh(double amount, units::Currency currency) {
  return {amount / units::joules_per_kilowatt_hour, currency, {}};
}

inline units::DistancePrice per_km(double amount, units::Currency currency) {
  return {amount / 1e3, currency, {}};
}

inline units::TimePrice per_year(double amount, units::Currency currency) {
  return {amount / units::seconds_per_year, currency, {}};
}

/// Everything that a case points to.
struct Example {
  model::Vehicle vehicle;
  model::Market market;
  model::CostSettings settings;
  model::ChargingShares charging;
  std::vector<model::AnnualUse> use;
  /// Of a used truck.
  int age = 0;
  units::Length odometer = units::metres(0);
  std::optional<units::Money> bought_for;

  [[nodiscard]] cost::Case as_case() const {
    return {.vehicle = &vehicle,
            .market = &market,
            .settings = &settings,
            .charging = &charging,
            .use = use,
            .age = age,
            .odometer = odometer,
            .bought_for = bought_for};
  }
};

/// 20,000 km and 5,000 kWh a year.
inline std::vector<model::AnnualUse> steady_use(int years, double km = 20000.0) {
  return {static_cast<std::size_t>(years),
          {units::kilometres(km), units::kilowatt_hours(km / 4.0)}};
}

/// A truck of 50,000, kept for three years; all amounts times `scale`, in any currency.
inline Example truck(units::Currency currency = usd, double scale = 1.0) {
  Example e;
  e.vehicle.id = "maker_truck";
  e.vehicle.trim = "base";
  e.vehicle.model = "Maker Truck";
  e.vehicle.origin = "us";
  give(e.vehicle.availability.sold_in, std::vector<std::string>{"us"});
  give(e.vehicle.price.msrp, 50000.0 * scale, currency);
  give(e.vehicle.price.destination, 1500.0 * scale, currency);

  // At home 0.20 out of the battery, at work 0.10, slow 0.40, fast 0.50.
  e.market.id = "us";
  e.market.currency_code = std::string(currency.code());
  give(e.market.energy.home, per_kwh(0.18 * scale, currency));
  give(e.market.energy.workplace, per_kwh(0.09 * scale, currency));
  give(e.market.energy.public_ac, per_kwh(0.36 * scale, currency));
  give(e.market.energy.dc_fast, per_kwh(0.475 * scale, currency));
  give(e.market.charging.efficiency_home, 0.90);
  give(e.market.charging.efficiency_public_ac, 0.90);
  give(e.market.charging.efficiency_dc, 0.95);
  give(e.charging.home, 0.5);
  give(e.charging.workplace, 0.1);
  give(e.charging.public_ac, 0.1);
  give(e.charging.dc_fast, 0.3);

  give(e.market.purchase.tax_rate, 0.05);
  give(e.market.purchase.incentive, 1000.0 * scale, currency);
  give(e.market.purchase.dealer_fees, 300.0 * scale, currency);
  give(e.market.purchase.home_charger, 700.0 * scale, currency);

  give(e.market.ownership.maintenance, per_km(0.05 * scale, currency));
  give(e.market.ownership.repair, per_km(0.01 * scale, currency));
  give(e.market.ownership.tyres, per_km(0.008 * scale, currency));
  give(e.market.ownership.road_charge, per_km(0.002 * scale, currency));
  give(e.market.ownership.insurance_fixed, per_year(1000.0 * scale, currency));
  give(e.market.ownership.insurance_rate, units::per_year(0.02));
  give(e.market.ownership.registration, per_year(150.0 * scale, currency));
  give(e.market.ownership.ev_fee, per_year(200.0 * scale, currency));
  give(e.market.resale.retention, 0.8);
  give(e.market.finance.discount_rate, units::per_year(0.05));

  model::CostLine& parking = e.settings.lines["parking"];
  give(parking.once, 250.0 * scale, currency);
  give(parking.per_year, per_year(300.0 * scale, currency));
  give(parking.per_km, per_km(0.001 * scale, currency));
  e.use = steady_use(3);
  return e;
}

/// The same truck built in China, where its price holds 13 % of value-added tax, with freight of
/// 2,000 and duties of 25 % and 100 %.
inline Example import_from_china() {
  Example e = truck();
  e.vehicle.origin = "cn";
  give(e.vehicle.availability.sold_in, std::vector<std::string>{"cn"});
  give(e.vehicle.price.msrp, 226000.0, cny);
  model::ImportRoute& route = e.market.import["cn"];
  give(route.price_share, 1.0 / 1.13);
  give(route.freight, 2000.0, usd);
  give(route.duties["mfn"], 0.25);
  give(route.duties["section_301"], 1.00);
  return e;
}

inline void take_loan(Example& e, double down_payment, double apr, double months) {
  e.settings.loan.emplace();
  give(e.settings.loan->down_payment, down_payment);
  give(e.settings.loan->apr, units::per_year(apr));
  give(e.settings.loan->term, units::years(months / 12.0));
}

/// 8 CNY to the dollar.
inline units::ExchangeRates rates() {
  units::ExchangeRates result{usd};
  result.set(cny, 8.0, units::Date{2026, 10, 9});
  return result;
}

}  // namespace example
