// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "evpickup/spec/field.hpp"
#include "evpickup/spec/sourced.hpp"
#include "evpickup/units/money.hpp"
#include "evpickup/units/quantities.hpp"

/// What a truck costs to buy and to run in one country, as that market's dated file says. What a
/// file leaves blank stays absent; whoever needs it reports the key that is missing.
namespace evpickup::model {

using spec::Sourced;

struct EnergyPrices {
  Sourced<units::EnergyPrice> home;
  Sourced<units::EnergyPrice> workplace;
  Sourced<units::EnergyPrice> public_ac;
  Sourced<units::EnergyPrice> dc_fast;
  Sourced<units::VolumePrice> petrol;
  Sourced<units::VolumePrice> diesel;
  Sourced<units::MassPerEnergy> grid_intensity;
};

/// Energy stored in the battery per energy taken at the wall.
struct ChargingEfficiency {
  Sourced<double> efficiency_home;
  Sourced<double> efficiency_public_ac;
  Sourced<double> efficiency_dc;
};

enum class TaxBase { price, price_without_vat };

struct Purchase {
  Sourced<double> tax_rate;
  Sourced<TaxBase> tax_base;
  Sourced<double> vat_rate;
  Sourced<double> tax_relief;
  Sourced<units::Money> tax_relief_cap;
  Sourced<units::Money> incentive;
  Sourced<units::Money> dealer_fees;
  Sourced<units::Money> home_charger;
};

/// What it takes to bring a truck in from one country of origin. Customs value is the list price at
/// home times price_share (what remains without the home country's value-added tax); duties are
/// shares of it.
struct ImportRoute {
  Sourced<double> price_share{1.0};
  Sourced<units::Money> freight;
  std::map<std::string, Sourced<double>> duties;
};

struct Ownership {
  Sourced<units::DistancePrice> maintenance;
  Sourced<units::DistancePrice> tyres;
  Sourced<units::DistancePrice> repair;
  Sourced<units::TimePrice> insurance_fixed;
  Sourced<units::Rate> insurance_rate;
  Sourced<units::TimePrice> registration;
  Sourced<units::TimePrice> ev_fee;
  Sourced<units::DistancePrice> road_charge;
};

struct Resale {
  Sourced<double> retention;
};

struct Finance {
  Sourced<units::Rate> discount_rate;
  Sourced<units::Rate> apr;
  Sourced<units::Time> loan_term;
};

struct Market {
  std::string id;
  std::string name;
  std::string currency_code;
  units::Date date;
  std::shared_ptr<const spec::Sources> sources;
  base::SourcePlace where;

  EnergyPrices energy;
  ChargingEfficiency charging;
  Purchase purchase;
  std::map<std::string, ImportRoute> import;
  Ownership ownership;
  Resale resale;
  Finance finance;

  [[nodiscard]] units::Currency currency() const { return units::Currency(currency_code); }
};

}  // namespace evpickup::model

namespace evpickup::spec {
template <>
const FieldTable<model::EnergyPrices>& fields();
template <>
const FieldTable<model::ChargingEfficiency>& fields();
template <>
const FieldTable<model::Purchase>& fields();
template <>
const FieldTable<model::ImportRoute>& fields();
template <>
const FieldTable<model::Ownership>& fields();
template <>
const FieldTable<model::Resale>& fields();
template <>
const FieldTable<model::Finance>& fields();
template <>
const FieldTable<model::Market>& fields();
}  // namespace evpickup::spec
