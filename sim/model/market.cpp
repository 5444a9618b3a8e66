// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/market.hpp"

namespace evpickup::spec {

using namespace model;

template <>
const FieldTable<EnergyPrices>& fields() {
  const auto price = quantity<units::EnergyPrice>({0, 1e5, "kWh"});
  const auto fuel = quantity<units::VolumePrice>({0, 1e6, "L"});
  static const FieldTable<EnergyPrices> table{
      value("home", &EnergyPrices::home, price, "price of power at home"),
      value("workplace", &EnergyPrices::workplace, price, "price of power at work"),
      value("public_ac", &EnergyPrices::public_ac, price, "price at slow public chargers"),
      value("dc_fast", &EnergyPrices::dc_fast, price, "price at fast chargers"),
      value("petrol", &EnergyPrices::petrol, fuel, "price of regular petrol at the pump"),
      value("diesel", &EnergyPrices::diesel, fuel, "price of diesel at the pump"),
      value("grid_intensity", &EnergyPrices::grid_intensity,
            quantity<units::MassPerEnergy>({0, 2000, "g/kWh"}),
            "greenhouse gas emitted per energy generated, as CO2 equivalent"),
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
            "energy stored per energy taken at a fast charger"),
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
      named_values("duties", &ImportRoute::duties, quantity<double>({0, 5, {}}),
                   "a duty or tariff as a share of the customs value"),
  };
  return table;
}

template <>
const FieldTable<Ownership>& fields() {
  const auto per_distance = quantity<units::DistancePrice>({0, 1e5, "km"});
  const auto per_time = quantity<units::TimePrice>({0, 1e9, "yr"});
  static const FieldTable<Ownership> table{
      value("maintenance", &Ownership::maintenance, per_distance,
            "scheduled maintenance without tyres"),
      value("tyres", &Ownership::tyres, per_distance, "tyres"),
      value("repair", &Ownership::repair, per_distance, "repairs outside the schedule"),
      value("insurance_fixed", &Ownership::insurance_fixed, per_time,
            "part of the insurance that does not depend on the truck's value"),
      value("insurance_rate", &Ownership::insurance_rate, quantity<units::Rate>({0, 30, "%/yr"}),
            "insurance per year as a share of the truck's value"),
      value("registration", &Ownership::registration, per_time, "registration and road tax"),
      value("ev_fee", &Ownership::ev_fee, per_time, "yearly fee that only electric trucks pay"),
      value("road_charge", &Ownership::road_charge, per_distance, "road charge by distance"),
  };
  return table;
}

template <>
const FieldTable<Resale>& fields() {
  static const FieldTable<Resale> table{
      value("retention", &Resale::retention, quantity<double>({0.3, 1.1, {}}),
            "share of its value that a truck keeps each year"),
  };
  return table;
}

template <>
const FieldTable<Finance>& fields() {
  static const FieldTable<Finance> table{
      value("discount_rate", &Finance::discount_rate, quantity<units::Rate>({-5, 50, "%/yr"}),
            "real discount rate"),
      value("apr", &Finance::apr, quantity<units::Rate>({0, 60, "%/yr"}),
            "interest of a car loan, yearly rate paid monthly"),
      value("loan_term", &Finance::loan_term, quantity<units::Time>({1, 240, "month"}),
            "length of a car loan"),
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
      section("finance", &Market::finance, "discounting and loans"),
  };
  return table;
}

}  // namespace evpickup::spec
