// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evpickup/model/annual_use.hpp"
#include "evpickup/model/market.hpp"
#include "evpickup/model/scenario.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/money.hpp"

namespace evpickup::cost {

/// One truck in one market with its finished use: what the ledger needs, as quantities.
struct Case {
  const model::Vehicle* vehicle = nullptr;
  const model::Market* market = nullptr;
  const model::CostSettings* settings = nullptr;
  const model::ChargingShares* charging = nullptr;
  /// One entry a year of ownership, the first year first.
  std::vector<model::AnnualUse> use = {};
  /// Extra trips with what goes beyond the truck's payload, as a share of the distance.
  double extra_share = 0.0;
  /// What the generator's power would cost that the truck's sockets replace.
  std::optional<units::EnergyPrice> generator_price = {};
  /// What a unit of power given to the house saves; the price at home if absent.
  std::optional<units::EnergyPrice> house_price = {};
  /// Of a used truck: its age in years, its odometer, and what it is bought for. Its price is then
  /// that sum; it comes with neither incentive nor import nor delivery. Sum, prices and ledger are
  /// in money of the year in which it was new; from its purchase on they grow.
  int age = 0;
  units::Length odometer = units::metres(0);
  std::optional<units::Money> bought_for = {};
};

/// The compiled form of many cases, one lane each: plain doubles in SI units and in one currency
/// (`_cur`), converted at dated rates. This is where money loses its type. Shares and yearly rates
/// are plain ratios (0.05 for 5 %). Arrays named `_by_year` have a row for each year of ownership
/// and a column for each lane; sums in them are money of that year.
struct Lanes {
  using Lane = Eigen::ArrayXd;
  using ByYear = Eigen::ArrayXXd;

  Eigen::Index size = 0;
  int years = 0;
  units::Currency currency;

  /// Prices and time.
  model::Timing timing = model::Timing::middle;
  model::ResaleTiming resale_timing = model::ResaleTiming::end;
  model::MoneyBasis money = model::MoneyBasis::real;
  /// Nominal discount rate, and growth of prices in general.
  Lane discount_per_year, inflation_per_year;
  /// Prices of each year relative to those of the purchase year.
  ByYear price_level_by_year;

  /// Paid or received on the day of purchase. An import has freight, handling, duties, margin and
  /// value-added tax of its own in place of the destination charge.
  struct Purchase {
    Lane price_cur, destination_cur, freight_cur, handling_cur, dealer_margin_cur, import_vat_cur;
    Lane tax_cur, weight_tax_cur, incentive_cur, dealer_fees_cur, vat_reclaimed_cur;
    Lane home_charger_cur, home_charger_life_years;
    /// Parts of a price that is built up (the price itself is then zero), and duties, by name over
    /// all lanes (0 where a lane has no such line).
    std::map<std::string, Lane> components_cur, duties_cur;
  };
  Purchase purchase;

  struct Use {
    ByYear distance_m_by_year, towing_share_by_year, payload_share_by_year, tyre_load_by_year,
        stops_s_by_year;
    /// Odometer at the start of ownership.
    Lane odometer_m;
    /// What is driven in more trips, as a share of the distance.
    Lane extra_share;
    /// Trucks that do the work, 1 or more.
    Lane trucks;
    int age = 0;
  };
  Use use;

  /// Energy from the wall at each place, fuel, and their prices.
  struct Energy {
    ByYear home_j_by_year, workplace_j_by_year, public_ac_j_by_year, dc_fast_j_by_year;
    ByYear home_cur_per_j_by_year, workplace_cur_per_j_by_year, public_ac_cur_per_j_by_year,
        dc_fast_cur_per_j_by_year;
    ByYear petrol_m3_by_year, diesel_m3_by_year;
    ByYear petrol_cur_per_m3_by_year, diesel_cur_per_m3_by_year;
    /// Worth of the power at the job site, money of the purchase year.
    ByYear site_value_cur_by_year;
    /// Worth of the power given to the house, money of each year.
    ByYear house_value_cur_by_year;
  };
  Energy energy;

  /// Sums and rates at prices of the purchase year, each for the age of its year.
  struct Upkeep {
    ByYear maintenance_cur_by_year, repair_cur_per_m_by_year;
    Lane tyres_cur_per_m, road_charge_cur_per_m;
    /// Price of a new pack with labour in the years that need one, else 0; money of that year.
    ByYear new_pack_cur_by_year;
    ByYear downtime_s_by_year, refuelling_s_by_year;
    Lane opportunity_cur_per_s, labour_cur_per_s, time_cur_per_s;
  };
  Upkeep upkeep;

  struct Yearly {
    Lane insurance_cur_per_year;
    ByYear insurance_rate_by_year;
    Lane registration_cur_per_year, ev_fee_cur_per_year, demand_cur_per_year;
    /// A free-form line of the scenario, by name; its parts add up.
    struct FreeLine {
      Lane once_cur, cur_per_year, cur_per_m, event_cur, event_m;
    };
    std::map<std::string, FreeLine> free_lines;
  };
  Yearly yearly;

  /// What the truck is worth: insurance and resale follow it.
  struct Value {
    /// New: the list price in this market, or for an import what a list price would hold, price +
    /// freight + handling + duties + margin + value-added tax.
    Lane new_cur;
    /// At the start of each year, and at the end of the last one; years + 1 rows. The insurance of
    /// trucks that are insured at their price sees insured_cur_by_year alone.
    ByYear cur_by_year, insured_cur_by_year;
    Lane resale_cur;
  };
  Value value;

  struct Finance {
    bool has_loan = false, has_lease = false;
    Lane down_payment_share, loan_rate_per_month, loan_months;
    Lane deposit_cur, lease_cur_per_month, lease_end_cur;
    Lane tax_rate, write_off_years;
  };
  Finance finance;

  /// Greenhouse gases as CO2 equivalent, in kilograms; price in money of the purchase year.
  struct Emissions {
    Lane pack_kg, truck_kg;
    ByYear new_pack_kg_by_year, power_kg_by_year, fuel_kg_by_year;
    Lane price_cur_per_kg;
    /// False where the market lacks a factor that the lane needs.
    Eigen::Array<bool, Eigen::Dynamic, 1> use_known, production_known;
  };
  Emissions emissions;
};

/// Compiles cases into lanes.
///
/// Prices of the market are those of the purchase year. They grow with inflation from then on;
/// prices of energy with a growth of their own, or along a dated path. The discount rate is real
/// unless it says nominal, interest of a loan nominal unless it says real.
///
/// Purchase tax is rate x base. The base is the truck's value when new, or that value without the
/// value-added tax in it, value / (1 + vat_rate), or (value + vat_rate x vat_free) / (1 + vat_rate)
/// where a part of it bears none. Relief forgives a share of the tax, up to a cap:
/// max(tax x (1 - tax_relief), tax - tax_relief_cap), the form of China's relief for new energy
/// vehicles in 2026 and 2027. An import costs its list price at home times the route's price_share,
/// plus freight and handling, plus duties as shares of that price, plus the margin of importer and
/// dealer, plus the value-added tax (of all of these above vat_free) that list prices in this
/// market hold.
///
/// Energy from the wall at a place is share x battery energy / charging efficiency; a charger at
/// work has the efficiency of a public one with alternating current.
///
/// Repair that grows follows repair.hpp, in American dollars of 2019 at today's rate.
///
/// Needed of a market: tax_rate (vat_rate if the base is without it), price and efficiency of each
/// place that has a share, the price of each fuel that is burnt, maintenance, tyres, repair,
/// insurance_fixed or insurance_rate, registration, retention (or what the method of resale needs);
/// discount_rate, apr and loan_term unless the settings give them; for an import freight and at
/// least one duty, 0 % if none is due; the price of a pack where one is replaced. Without its value
/// a relief, incentive, fee, charge, home charger or inflation counts as none.
///
/// Throws InputError with everything that stands in the way, of all cases, each thing once: a
/// needed value that a market lacks (with its key, the market's file and the --set that gives it
/// for one run), an exchange rate that is missing, shares of charging that do not add up to 1, a
/// loan beside a lease, a state whose fee the market does not list.
/// Throws std::logic_error unless each case is whole, its vehicle has a price, and all cases have
/// the same years, age and settings of timing, money and finance.
[[nodiscard]] Lanes compile(std::span<const Case> cases, units::Currency currency,
                            const units::ExchangeRates& rates);

/// True if the truck comes from abroad into this market: built elsewhere, not on sale there and
/// without a list price there.
[[nodiscard]] bool is_import(const model::Vehicle& vehicle, const model::Market& market);

/// The list price of a truck in a market, else the one at home, else the sum of its components;
/// nothing if it has none of them. The components must share one currency: throws
/// units::CurrencyMismatch.
[[nodiscard]] std::optional<units::Money> list_price(const model::Vehicle& vehicle,
                                                     const model::Market& market);

/// True if the truck burns fuel.
[[nodiscard]] bool has_engine(const model::Vehicle& vehicle);

/// Nominal energy of the pack, or the gross or usable energy in its place; 0 if none of them is
/// known.
[[nodiscard]] units::Energy pack_energy(const model::Vehicle& vehicle);

}  // namespace evpickup::cost
