// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/market.hpp"

#include "hour_field.hpp"

namespace evpickup::spec {

using namespace model;

namespace {

/// A member of Upkeep as one of Ownership, whose own keys are those of battery-electric trucks.
template <class T>
Sourced<T> Ownership::*own(Sourced<T> Upkeep::*member) {
  return member;
}

Codec<units::EnergyPrice> energy_price() { return quantity<units::EnergyPrice>({0, 1e5, "kWh"}); }
Codec<units::VolumePrice> fuel_price() { return quantity<units::VolumePrice>({0, 1e6, "L"}); }
Codec<units::MassPerEnergy> intensity() {
  return quantity<units::MassPerEnergy>({0, 2000, "g/kWh"});
}

/// The services of Upkeep as those of Ownership.
std::map<std::string, Service> Ownership::*own(std::map<std::string, Service> Upkeep::*member) {
  return member;
}

/// The rows of Upkeep for a struct that has its members.
template <class S, class Member>
FieldTable<S> upkeep_rows(Member member) {
  const auto per_distance = quantity<units::DistancePrice>({0, 1e5, "km"});
  return {
      value("maintenance", member(&Upkeep::maintenance), per_distance,
            "scheduled maintenance without tyres"),
      value("repair", member(&Upkeep::repair), per_distance, "repairs outside the schedule"),
      value("maintenance_by_age", member(&Upkeep::maintenance_by_age), by_age(per_distance),
            "scheduled maintenance in each year of age, for cost.maintenance = \"by_age\""),
      value("maintenance_at_100000_km", member(&Upkeep::maintenance_at_100000_km), per_distance,
            "rate of maintenance at 100,000 km on the odometer, in proportion to which it grows, "
            "for cost.maintenance = \"growing\""),
      named_sections("services", member(&Upkeep::services),
                     "a job of maintenance, for cost.maintenance = \"events\""),
      value("repair_by_age", member(&Upkeep::repair_by_age), by_age(per_distance),
            "repairs in each year of age, for cost.repair = \"by_age\""),
  };
}

}  // namespace

template <>
const FieldTable<TariffHours>& fields() {
  const auto hour = hour_of_day();
  static const FieldTable<TariffHours> table{
      value("from", &TariffHours::from, hour, "hour of the day, 0 to 24", Need::required),
      value("to", &TariffHours::to, hour, "hour of the day; below from: of the next day",
            Need::required),
      value("price", &TariffHours::price, energy_price(), "price in these hours", Need::required),
  };
  return table;
}

template <>
const FieldTable<PriceGrowth>& fields() {
  const auto rate = interest_rate({-20, 30, "%/yr"});
  static const FieldTable<PriceGrowth> table{
      value("electricity", &PriceGrowth::electricity, rate,
            "yearly growth of all prices of power, real unless it says nominal"),
      value("petrol", &PriceGrowth::petrol, rate, "yearly growth of the price of petrol"),
      value("diesel", &PriceGrowth::diesel, rate, "yearly growth of the price of diesel"),
  };
  return table;
}

template <>
const FieldTable<PricePaths>& fields() {
  const auto power = path(energy_price());
  const auto fuel = path(fuel_price());
  static const FieldTable<PricePaths> table{
      value("nominal", &PricePaths::nominal, yes_or_no(),
            "the prices of the paths are in money of each year, not of the purchase year"),
      value("home", &PricePaths::home, power, "price of power at home by calendar year"),
      value("workplace", &PricePaths::workplace, power, "price of power at work"),
      value("public_ac", &PricePaths::public_ac, power, "price at slow public chargers"),
      value("dc_fast", &PricePaths::dc_fast, power, "price at fast chargers"),
      value("petrol", &PricePaths::petrol, fuel, "price of petrol by calendar year"),
      value("diesel", &PricePaths::diesel, fuel, "price of diesel by calendar year"),
      value("grid_intensity", &PricePaths::grid_intensity, path(intensity()),
            "emissions of power by calendar year"),
  };
  return table;
}

template <>
const FieldTable<EnergyPrices>& fields() {
  const auto price = energy_price();
  const auto fuel = fuel_price();
  static const FieldTable<EnergyPrices> table{
      value("home", &EnergyPrices::home, price, "price of power at home"),
      value("workplace", &EnergyPrices::workplace, price, "price of power at work"),
      value("public_ac", &EnergyPrices::public_ac, price, "price at slow public chargers"),
      value("dc_fast", &EnergyPrices::dc_fast, price, "price at fast chargers"),
      value("petrol", &EnergyPrices::petrol, fuel, "price of regular petrol at the pump"),
      value("diesel", &EnergyPrices::diesel, fuel, "price of diesel at the pump"),
      value("grid_intensity", &EnergyPrices::grid_intensity, intensity(),
            "greenhouse gas emitted per energy generated, as CO2 equivalent"),
      list_of_sections("home_tariff", &EnergyPrices::home_tariff,
                       "prices at home by the hour, used with duty.charging.home_from"),
      section("growth", &EnergyPrices::growth, "growth of energy prices"),
      section("path", &EnergyPrices::path, "prices by calendar year"),
  };
  return table;
}

template <>
const FieldTable<ChargingEfficiency>& fields() {
  const auto share = quantity<double>({0.3, 1, {}});
  static const FieldTable<ChargingEfficiency> table{
      value("efficiency_home", &ChargingEfficiency::efficiency_home, share,
            "energy stored per energy taken at a home charger"),
      value("efficiency_public_ac", &ChargingEfficiency::efficiency_public_ac, share,
            "energy stored per energy taken at a slow public charger"),
      value("efficiency_dc", &ChargingEfficiency::efficiency_dc, share,
            "energy stored per energy taken at a fast charger; 0.89 if absent, as in charging "
            "times and trips"),
  };
  return table;
}

template <>
const FieldTable<Purchase>& fields() {
  const auto money = quantity<units::Money>({0, 1e9, {}});
  const auto share = quantity<double>({0, 1, {}});
  static const FieldTable<Purchase> table{
      value("tax_rate", &Purchase::tax_rate, quantity<double>({0, 3, {}}),
            "sales or purchase tax as a share of the taxable price"),
      value("tax_base", &Purchase::tax_base,
            one_of<TaxBase>(
                {{"price", TaxBase::price}, {"price_without_vat", TaxBase::price_without_vat}}),
            "what the purchase tax is taken of"),
      value("vat_rate", &Purchase::vat_rate, share,
            "value-added tax that a list price of this market already holds"),
      value("tax_relief", &Purchase::tax_relief, share, "share of the purchase tax forgiven"),
      value("tax_relief_cap", &Purchase::tax_relief_cap, money,
            "largest amount of purchase tax forgiven"),
      value("incentive", &Purchase::incentive, money, "money paid to the buyer"),
      value("dealer_fees", &Purchase::dealer_fees, money, "fees that the dealer adds"),
      value("home_charger", &Purchase::home_charger, money, "home charger, bought with the truck"),
      value("home_charger_life", &Purchase::home_charger_life, quantity<units::Time>({1, 50, "yr"}),
            "life of a home charger"),
      value("vat_free", &Purchase::vat_free, money,
            "part of a price without value-added tax that bears none"),
      value("weight_tax", &Purchase::weight_tax, quantity<units::MassPrice>({0, 1e6, "kg"}),
            "tax on curb mass above weight_free"),
      value("weight_free", &Purchase::weight_free, quantity<units::Mass>({0, 10000, "kg"}),
            "curb mass that bears no weight tax"),
  };
  return table;
}

template <>
const FieldTable<ImportRoute>& fields() {
  static const FieldTable<ImportRoute> table{
      value("price_share", &ImportRoute::price_share, quantity<double>({0.3, 1, {}}),
            "customs value as a share of the list price at home, such as 1/1.13 without 13 % VAT"),
      value("freight", &ImportRoute::freight, quantity<units::Money>({0, 1e9, {}}),
            "sea freight and insurance for one truck"),
      value("customs_basis", &ImportRoute::customs_basis,
            one_of<CustomsBasis>({{"fob", CustomsBasis::fob}, {"cif", CustomsBasis::cif}}),
            "what duties are shares of: fob, the price alone; cif, the price with freight and "
            "insurance"),
      value("handling", &ImportRoute::handling, quantity<units::Money>({0, 1e9, {}}),
            "port, approval and first registration of one truck"),
      value("dealer_margin", &ImportRoute::dealer_margin, quantity<double>({0, 2, {}}),
            "what importer and dealer add, as a share of the price landed and cleared"),
      named_values("duties", &ImportRoute::duties, quantity<double>({0, 5, {}}),
                   "a duty or tariff as a share of the customs value"),
  };
  return table;
}

template <>
const FieldTable<Service>& fields() {
  static const FieldTable<Service> table{
      value("every", &Service::every, quantity<units::Length>({100, 1e6, "km"}),
            "distance between two such jobs", Need::required),
      value("cost", &Service::cost, quantity<units::Money>({0, 1e8, {}}), "price of one job",
            Need::required),
  };
  return table;
}

template <>
const FieldTable<Upkeep>& fields() {
  static const FieldTable<Upkeep> table = upkeep_rows<Upkeep>([](auto member) { return member; });
  return table;
}

template <>
const FieldTable<Ownership>& fields() {
  static const FieldTable<Ownership> table = [] {
    const auto per_distance = quantity<units::DistancePrice>({0, 1e5, "km"});
    const auto per_time = quantity<units::TimePrice>({0, 1e9, "yr"});
    const auto rate = quantity<units::Rate>({0, 30, "%/yr"});
    FieldTable<Ownership> rows = upkeep_rows<Ownership>([](auto member) { return own(member); });
    rows.append({
        section("combustion", &Ownership::combustion, "upkeep of trucks with an engine"),
        value("tyres", &Ownership::tyres, per_distance, "tyres"),
        value("insurance_fixed", &Ownership::insurance_fixed, per_time,
              "part of the insurance that does not depend on the truck's value"),
        value("insurance_rate", &Ownership::insurance_rate, rate,
              "insurance per year as a share of the truck's value"),
        value("insurance_by_age", &Ownership::insurance_by_age, by_age(rate),
              "insurance as a share of the insured sum in each year of age, in place of "
              "insurance_rate"),
        value("registration", &Ownership::registration, per_time, "registration and road tax"),
        value("ev_fee", &Ownership::ev_fee, per_time, "yearly fee that only electric trucks pay"),
        named_values("ev_fee_by_state", &Ownership::ev_fee_by_state, per_time,
                     "fee on electric trucks of one state, chosen by cost.state"),
        value("road_charge", &Ownership::road_charge, per_distance, "road charge by distance"),
    });
    return rows;
  }();
  return table;
}

template <>
const FieldTable<Resale>& fields() {
  const auto share = quantity<double>({0.3, 1.1, {}});
  const auto shares = by_age(quantity<double>({0, 1.5, {}}));
  static const FieldTable<Resale> table{
      value("retention", &Resale::retention, share,
            "share of its value that a truck keeps each year"),
      value("retention_combustion", &Resale::retention_combustion, share,
            "the same of a truck with an engine"),
      value("by_age", &Resale::by_age, shares,
            "share of the value when new that is left at the end of each year of age, for "
            "cost.resale = \"by_age\""),
      value("by_age_combustion", &Resale::by_age_combustion, shares,
            "the same of a truck with an engine"),
      value("scrap", &Resale::scrap, quantity<units::Money>({0, 1e8, {}}),
            "paid for a truck that is taken apart, without its pack"),
  };
  return table;
}

template <>
const FieldTable<PackPrices>& fields() {
  static const FieldTable<PackPrices> table{
      value("pack_price", &PackPrices::pack_price, energy_price(),
            "price of a pack at the works per nominal energy"),
      value("pack_price_path", &PackPrices::pack_price_path, path(energy_price()),
            "the same by calendar year"),
      value("retail_markup", &PackPrices::retail_markup, quantity<double>({1, 5, {}}),
            "price of a pack at the dealer over its price at the works"),
      value("replacement_labour", &PackPrices::replacement_labour,
            quantity<units::Money>({0, 1e8, {}}), "labour of exchanging a pack"),
      value("second_life_price", &PackPrices::second_life_price, energy_price(),
            "what a used pack brings per energy that it still holds"),
  };
  return table;
}

template <>
const FieldTable<Finance>& fields() {
  static const FieldTable<Finance> table{
      value("discount_rate", &Finance::discount_rate, interest_rate({-5, 50, "%/yr"}),
            "discount rate, real unless it says nominal"),
      value("apr", &Finance::apr, interest_rate({0, 60, "%/yr"}),
            "interest of a car loan, yearly rate paid monthly, nominal unless it says real"),
      value("loan_term", &Finance::loan_term, quantity<units::Time>({1, 240, "month"}),
            "length of a car loan"),
      value("inflation", &Finance::inflation, interest_rate({-5, 100, "%/yr"}),
            "growth of all prices that have no growth of their own; none if absent"),
  };
  return table;
}

template <>
const FieldTable<Emissions>& fields() {
  const auto production = quantity<units::MassPerEnergy>({0, 500, "kg/kWh"});
  const auto burning = quantity<units::Density>({0, 5, "kg/L"});
  static const FieldTable<Emissions> table{
      value("battery_lfp", &Emissions::battery_lfp, production,
            "emitted in making a pack of lithium iron phosphate, per nominal energy"),
      value("battery_nmc", &Emissions::battery_nmc, production,
            "the same of a pack of nickel manganese cobalt and its relatives"),
      value("truck", &Emissions::truck, quantity<double>({0, 50, {}}),
            "emitted in making the truck without its pack, mass per mass"),
      value("petrol", &Emissions::petrol, burning, "emitted in burning petrol"),
      value("diesel", &Emissions::diesel, burning, "emitted in burning diesel"),
      value("grid_efficiency", &Emissions::grid_efficiency, quantity<double>({0.5, 1, {}}),
            "energy at the plug per energy generated"),
  };
  return table;
}

template <>
const FieldTable<Market>& fields() {
  static const FieldTable<Market> table{
      section("energy", &Market::energy, "energy prices and the grid's emissions"),
      section("charging", &Market::charging, "charging losses"),
      section("purchase", &Market::purchase, "taxes, incentives and fees at purchase"),
      named_sections("import", &Market::import, "duties by the truck's country of origin"),
      section("ownership", &Market::ownership, "maintenance, insurance and yearly fees"),
      section("resale", &Market::resale, "what a used truck is worth"),
      section("battery", &Market::battery, "packs as spare parts"),
      section("finance", &Market::finance, "discounting, inflation and loans"),
      section("emissions", &Market::emissions,
              "greenhouse gases of making trucks and burning fuel"),
  };
  return table;
}

}  // namespace evpickup::spec
