// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "evpickup/spec/field.hpp"
#include "evpickup/spec/sourced.hpp"
#include "evpickup/units/money.hpp"
#include "evpickup/units/quantities.hpp"

/// What a truck costs to buy and to run in one country, as that market's dated file says. What a
/// file leaves blank stays absent; whoever needs it reports the key that is missing.
namespace evpickup::model {

using spec::Sourced;

/// A price by the hour of the day, local time: from 22 to 6 holds over midnight.
struct TariffHours {
  Sourced<double> from;
  Sourced<double> to;
  Sourced<units::EnergyPrice> price;
};

/// Prices that are dated themselves, by calendar year: linear between years, level outside. They
/// take the place of the price of today and its growth.
struct PricePaths {
  /// True: money of each year; false or absent: money of the purchase year.
  Sourced<bool> nominal;
  Sourced<spec::Path<units::EnergyPrice>> home, workplace, public_ac, dc_fast;
  Sourced<spec::Path<units::VolumePrice>> petrol, diesel;
  Sourced<spec::Path<units::MassPerEnergy>> grid_intensity;
};

/// Yearly growth of prices; real unless it says nominal.
struct PriceGrowth {
  Sourced<units::InterestRate> electricity, petrol, diesel;
};

struct EnergyPrices {
  Sourced<units::EnergyPrice> home;
  Sourced<units::EnergyPrice> workplace;
  Sourced<units::EnergyPrice> public_ac;
  Sourced<units::EnergyPrice> dc_fast;
  Sourced<units::VolumePrice> petrol;
  Sourced<units::VolumePrice> diesel;
  Sourced<units::MassPerEnergy> grid_intensity;
  /// Prices at home by the hour, for who charges at set hours (duty.charging.home_from).
  std::vector<TariffHours> home_tariff;
  PriceGrowth growth;
  PricePaths path;
};

/// Energy stored per energy that a fast charger delivers, cooling and cabin included: 123 of 137
/// kWh and 73 of 84 kWh (0.87 .. 0.90) on Rivian R1Ts (Out of Spec, InsideEVs 2022). It belongs to
/// truck and charger, not to a country: charging times, trips and costs all take it from here.
inline constexpr double dc_stored_share = 0.89;

/// Energy stored in the battery per energy taken at the wall. Fast chargers have dc_stored_share
/// where a market has no efficiency_dc of its own, which moves what fast charging costs over the
/// years, not how long it takes.
struct ChargingEfficiency {
  Sourced<double> efficiency_home;
  Sourced<double> efficiency_public_ac;
  Sourced<double> efficiency_dc;

  [[nodiscard]] Sourced<double> at_fast_chargers() const {
    return efficiency_dc.has_value() ? efficiency_dc : Sourced<double>{dc_stored_share};
  }
};

enum class TaxBase { price, price_without_vat };
/// What duties are shares of: the price alone (free on board), or with freight and insurance.
enum class CustomsBasis { fob, cif };

struct Purchase {
  Sourced<double> tax_rate;
  Sourced<TaxBase> tax_base;
  Sourced<double> vat_rate;
  Sourced<double> tax_relief;
  Sourced<units::Money> tax_relief_cap;
  Sourced<units::Money> incentive;
  Sourced<units::Money> dealer_fees;
  Sourced<units::Money> home_charger;
  /// A charger is bought again at the end of its life; what is left of it at the end is worth its
  /// share. Absent: it outlasts the truck and is worth nothing then.
  Sourced<units::Time> home_charger_life;
  /// Part of the price without value-added tax that bears none.
  Sourced<units::Money> vat_free;
  /// Tax on each kilogram of curb mass above weight_free.
  Sourced<units::MassPrice> weight_tax;
  Sourced<units::Mass> weight_free;
};

/// What it takes to bring a truck in from one country of origin. Customs value is the list price at
/// home times price_share (what remains without the home country's value-added tax), with freight
/// where the basis is cif; duties are shares of it.
struct ImportRoute {
  Sourced<double> price_share{1.0};
  Sourced<CustomsBasis> customs_basis{CustomsBasis::fob};
  Sourced<units::Money> freight;
  /// Port, approval and registration of one truck.
  Sourced<units::Money> handling;
  /// What importer and dealer add, as a share of the price landed and cleared.
  Sourced<double> dealer_margin;
  std::map<std::string, Sourced<double>> duties;
};

/// A job of maintenance that comes back every so many kilometres.
struct Service {
  Sourced<units::Length> every;
  Sourced<units::Money> cost;
};

/// Upkeep of one kind of powertrain.
struct Upkeep {
  Sourced<units::DistancePrice> maintenance;
  Sourced<units::DistancePrice> repair;
  Sourced<std::vector<units::DistancePrice>> maintenance_by_age;
  /// Rate at an odometer of 100,000 km, for cost.maintenance = "growing".
  Sourced<units::DistancePrice> maintenance_at_100000_km;
  /// Jobs by name, for cost.maintenance = "events".
  std::map<std::string, Service> services;
  Sourced<std::vector<units::DistancePrice>> repair_by_age;
};

struct Ownership : Upkeep {
  Sourced<units::DistancePrice> tyres;
  /// Of trucks with an engine; Upkeep itself is of battery-electric ones.
  Upkeep combustion;
  /// Premium by age as a share of the insured sum.
  Sourced<std::vector<units::Rate>> insurance_by_age;
  Sourced<units::TimePrice> insurance_fixed;
  Sourced<units::Rate> insurance_rate;
  Sourced<units::TimePrice> registration;
  Sourced<units::TimePrice> ev_fee;
  Sourced<units::DistancePrice> road_charge;
  /// Fee on electric trucks of one state or province; cost.state chooses.
  std::map<std::string, Sourced<units::TimePrice>> ev_fee_by_state;
};

struct Resale {
  /// Share of its value that a truck keeps each year.
  Sourced<double> retention;
  Sourced<double> retention_combustion;
  /// Share of the value when new that is left at the end of each year of age.
  Sourced<std::vector<double>> by_age;
  Sourced<std::vector<double>> by_age_combustion;
  /// Paid for a truck that is taken apart, without its pack.
  Sourced<units::Money> scrap;
};

/// A pack as a spare part.
struct PackPrices {
  /// Price of a pack at the works per nominal energy.
  Sourced<units::EnergyPrice> pack_price;
  Sourced<spec::Path<units::EnergyPrice>> pack_price_path;
  /// What a buyer pays over the price at the works.
  Sourced<double> retail_markup;
  Sourced<units::Money> replacement_labour;
  /// What a used pack brings per energy that it still holds.
  Sourced<units::EnergyPrice> second_life_price;
};

struct Finance {
  Sourced<units::InterestRate> discount_rate;
  Sourced<units::InterestRate> apr;
  Sourced<units::Time> loan_term;
  Sourced<units::InterestRate> inflation;
};

/// Greenhouse gases as CO2 equivalent.
struct Emissions {
  /// Production of a pack per nominal energy, by chemistry.
  Sourced<units::MassPerEnergy> battery_lfp;
  Sourced<units::MassPerEnergy> battery_nmc;
  /// Production of the truck without its pack, per mass.
  Sourced<double> truck;
  /// Burning fuel.
  Sourced<units::Density> petrol;
  Sourced<units::Density> diesel;
  /// Energy at the plug per energy generated.
  Sourced<double> grid_efficiency;
};

struct Market {
  // Made, copied and destroyed in one source: values with sources are long code.
  Market();
  Market(const Market& other);
  Market(Market&& other) noexcept;
  Market& operator=(const Market& other);
  Market& operator=(Market&& other) noexcept;
  ~Market();

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
  PackPrices battery;
  Finance finance;
  Emissions emissions;

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
const FieldTable<model::TariffHours>& fields();
template <>
const FieldTable<model::PricePaths>& fields();
template <>
const FieldTable<model::PriceGrowth>& fields();
template <>
const FieldTable<model::Service>& fields();
template <>
const FieldTable<model::Upkeep>& fields();
template <>
const FieldTable<model::PackPrices>& fields();
template <>
const FieldTable<model::Emissions>& fields();
template <>
const FieldTable<model::Market>& fields();
}  // namespace evpickup::spec
