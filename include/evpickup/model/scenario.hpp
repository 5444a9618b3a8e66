// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evpickup/model/study_settings.hpp"
#include "evpickup/spec/field.hpp"
#include "evpickup/spec/sourced.hpp"
#include "evpickup/units/money.hpp"
#include "evpickup/units/quantities.hpp"

/// A scenario file: who drives what, where, for how long, at whose cost.
namespace evpickup::model {

using spec::Sourced;

enum class Mode { blind, anchored };
/// Where the wind comes from; from around and of a climate it comes from all sides alike. The wind
/// of a climate is the mean of a speed that changes.
enum class WindFrom { ahead, behind, around, climate };
enum class Timing { start, middle, end };
enum class SweepScale { none, pack, truck };
enum class Minimise { time, cost };
/// Money of the purchase year, or of each year.
enum class MoneyBasis { real, nominal };
enum class ResaleMethod { retention, by_age, battery_health, end_of_life };
/// When a truck is sold: on the last day, or with the costs of the last year.
enum class ResaleTiming { end, with_costs };
enum class InsuranceBase { value, price };
enum class UpkeepMethod { flat, by_age, growing, events };
/// How batteries age; automatic: by chemistry.
enum class Ageing { automatic, lfp, nmc811, linear, none };
/// What a parity is solved for.
enum class ParityKey { distance, petrol, diesel, electricity, pack_price, price, incentive };

/// One cycle of a mix and its share of the distance.
struct CycleShare {
  std::string cycle;
  Sourced<double> share{1.0};
};

/// Rolling resistance coefficient of a trailer's tyres at 25 degC where nothing else is told: that
/// of all-terrain tyres on pickups, 0.0099, rounded. A judgement; no measured figure of trailer
/// tyres was found.
inline constexpr double trailer_rolling = 0.010;

struct Trailer {
  Sourced<units::Mass> mass;
  /// What the trailer adds to the truck's own drag area, wakes included.
  Sourced<units::Area> drag_area;
  Sourced<double> rolling{trailer_rolling};
  /// Share of the distance driven with the trailer.
  Sourced<double> share{1.0};
};

/// Shares of the energy by place of charging; they add up to 1.
struct ChargingShares {
  Sourced<double> home{1.0};
  Sourced<double> workplace{0.0};
  Sourced<double> public_ac{0.0};
  Sourced<double> dc_fast{0.0};
  /// Hours of the day between which the truck charges at home, for a tariff by the hour.
  Sourced<double> home_from;
  Sourced<double> home_to;
};

/// Power that the truck gives to tools and machines.
struct JobSite {
  Sourced<units::Energy> energy;
  Sourced<double> days{250.0};
  /// What the same energy would cost from the generator that the truck replaces.
  Sourced<units::EnergyPrice> generator_price;
};

/// Power that the truck gives back to the house it is parked at.
struct HouseSupply {
  Sourced<units::Energy> energy;
  Sourced<double> days{365.0};
  /// What this energy would have cost, at the hours in which it is given; the market's price at
  /// home if absent.
  Sourced<units::EnergyPrice> price;
};

/// Entries of a list by month.
inline constexpr std::size_t months_per_year = 12;

struct Duty {
  // Made, copied and destroyed in one source: values with sources are long code.
  Duty();
  Duty(const Duty& other);
  Duty(Duty&& other) noexcept;
  Duty& operator=(const Duty& other);
  Duty& operator=(Duty&& other) noexcept;
  ~Duty();

  std::vector<CycleShare> cycles;
  Sourced<units::Mileage> distance{units::kilometres_per_year(20000)};
  /// Distance in each year of age, in place of `distance`; the last one holds for later years.
  Sourced<std::vector<units::Mileage>> distance_by_age;
  Sourced<int> years{8};
  Sourced<units::Temperature> ambient{units::celsius(23)};
  /// January to December, for the energy of a year; `ambient` stays the day that ranges are told
  /// of.
  Sourced<std::vector<units::Temperature>> ambient_by_month;
  Sourced<units::Mass> payload{units::kilograms(0)};
  /// Share of the distance driven with the payload.
  Sourced<double> payload_share{1.0};
  /// Two occupants of 150 lb, the load of EPA's test weight (40 CFR 86.082-2).
  Sourced<units::Mass> crew{units::kilograms(300 * units::kilograms_per_pound)};
  std::optional<Trailer> trailer;
  Sourced<double> grade{0.0};
  Sourced<units::Speed> wind{units::metres_per_second(0)};
  Sourced<WindFrom> wind_from{WindFrom::ahead};
  Sourced<units::Length> altitude{units::metres(0)};
  Sourced<units::Length> trip{units::kilometres(30)};
  /// How far the truck drives on its days, each as frequent as the others, charged each night: how
  /// much of it a truck with an engine drives on what was charged. SAE J2841 if absent.
  Sourced<std::vector<units::Length>> day_distances;
  /// Heating and cooling of the cabin are on.
  Sourced<bool> climate_control{true};
  ChargingShares charging;
  std::optional<JobSite> job_site;
  std::optional<HouseSupply> house_supply;
};

struct Loan {
  Sourced<double> down_payment{0.10};
  Sourced<units::InterestRate> apr;
  Sourced<units::Time> term;
};

/// A truck rented for as long as it is kept, and given back.
struct Lease {
  Sourced<units::Money> deposit;
  Sourced<units::TimePrice> payment;
  Sourced<units::Money> fee;
  /// Distance that the payment includes, and the price of what goes beyond.
  Sourced<units::Mileage> distance;
  Sourced<units::DistancePrice> excess;
};

/// A free-form cost: any of per distance, per time, once at purchase and each so many kilometres.
struct CostLine {
  Sourced<units::DistancePrice> per_km;
  Sourced<units::TimePrice> per_year;
  Sourced<units::Money> once;
  Sourced<units::Money> per_event;
  Sourced<units::Length> every;
};

/// Hours in which a truck that earns money stands still.
struct Downtime {
  /// What an hour costs the business, and the driver's wage while charging or refuelling.
  Sourced<units::TimePrice> opportunity;
  Sourced<units::TimePrice> labour;
  /// In the workshop: planned each year, unplanned by distance and age, and for new tyres.
  Sourced<units::Time> planned;
  Sourced<std::vector<units::TimePerDistance>> unplanned_by_age;
  Sourced<units::Time> tyre_change;
  Sourced<units::Length> tyre_life;
  /// Charging or refuelling in working hours, each year of age.
  Sourced<std::vector<units::Time>> refuelling_by_age;
};

/// How a business counts; all of it is off unless given.
struct Business {
  /// Share of the value-added tax of the purchase that comes back.
  Sourced<double> vat_reclaimed{1.0};
  Sourced<double> tax_rate;
  /// Years over which the purchase is written off in equal parts.
  Sourced<units::Time> write_off;
  /// Price of each kilowatt of a connection, and the truck's part of it.
  Sourced<units::TimePrice> demand_charge_per_kw;
  Sourced<units::Power> demand;
};

/// The truck goes on with a second owner, who buys it for what it is then worth.
struct SecondLife {
  Sourced<int> years;
  /// The first owner's distance if absent.
  Sourced<units::Mileage> distance;
};

/// Ageing of the battery, and when a pack is replaced.
struct BatteryLife {
  Sourced<Ageing> law{Ageing::automatic};
  /// Of the linear law.
  Sourced<units::Rate> fade;
  /// A pack with less than this share of its energy is replaced: by the maker inside the warranty,
  /// else at the owner's cost. 0: never.
  Sourced<double> replace_below{0.7};
};

struct CostSettings {
  // Made, copied and destroyed in one source: values with sources are long code.
  CostSettings();
  CostSettings(const CostSettings& other);
  CostSettings(CostSettings&& other) noexcept;
  CostSettings& operator=(const CostSettings& other);
  CostSettings& operator=(CostSettings&& other) noexcept;
  ~CostSettings();

  Sourced<units::InterestRate> discount_rate;
  Sourced<units::InterestRate> inflation;
  Sourced<MoneyBasis> money{MoneyBasis::real};
  /// Calendar year of the purchase; the year of the market's file if absent.
  Sourced<int> purchase_year;
  Sourced<Timing> timing{Timing::middle};
  Sourced<ResaleMethod> resale{ResaleMethod::retention};
  Sourced<ResaleTiming> resale_timing{ResaleTiming::end};
  Sourced<InsuranceBase> insurance{InsuranceBase::value};
  Sourced<UpkeepMethod> maintenance{UpkeepMethod::flat};
  Sourced<UpkeepMethod> repair{UpkeepMethod::flat};
  /// Import duties count.
  Sourced<bool> duties{true};
  /// State or province, where a market's fees differ by it.
  std::string state;
  Sourced<units::MassPrice> carbon_price;
  /// What an hour at a charger on the road is worth.
  Sourced<units::TimePrice> value_of_time;
  /// A load beyond what a truck may carry goes in more trips.
  Sourced<bool> extra_trips{false};
  /// Maintenance per distance with a trailer or at full load, relative to without.
  Sourced<double> towing_maintenance{1.0};
  /// The same with the payload; no source gives a figure for either.
  Sourced<double> payload_maintenance{1.0};
  /// Trucks that the work of one takes whose payload nothing cuts; the whole sum times this.
  Sourced<double> payload_penalty{1.0};
  BatteryLife battery;
  std::optional<Loan> loan;
  std::optional<Lease> lease;
  std::optional<Downtime> downtime;
  std::optional<Business> business;
  std::optional<SecondLife> second_life;
  std::map<std::string, CostLine> lines;
  /// Name of a file of scenarios/estimates whose values come on top of the market files, or empty.
  std::string estimates;
  /// `[cost.markets.ID]`: values on top of that market's file and of the estimates.
  std::optional<spec::Node> markets;
};

struct Compare {
  std::vector<std::string> vehicles;
  std::vector<std::string> markets;
  std::string baseline;
};

/// One axis of a sweep: a key and either its values or from, to and step, each with its unit.
struct Sweep {
  std::string key;
  std::optional<spec::Node> values;
  std::optional<spec::Node> from;
  std::optional<spec::Node> to;
  std::optional<spec::Node> step;
  /// Number of values by equal ratios, in place of a step.
  std::optional<spec::Node> log;
  SweepScale scale = SweepScale::none;
};

struct Leg {
  std::string name;
  std::string cycle;
  Sourced<units::Length> distance;
  Sourced<units::Mass> payload{units::kilograms(0)};
  std::optional<Trailer> trailer;
};

/// One working day, repeated: is it feasible on the charge of one night?
struct Day {
  std::vector<int> trucks{1};
  Sourced<units::Time> overnight{units::hours(10)};
  Sourced<units::Power> charge_power{units::kilowatts(7.4)};
  Sourced<units::Power> connection_power;
  Sourced<double> reserve{0.10};
  Sourced<units::Energy> job_site_energy{units::kilowatt_hours(0)};
  std::vector<Leg> legs;
};

/// One long drive with stops at fast chargers. The road is one of: a route file, a distance at a
/// steady speed, a distance on a repeated drive cycle. Weather, load and trailer are the duty's.
struct Trip {
  // Made, copied and destroyed in one source: values with sources are long code.
  Trip();
  Trip(const Trip& other);
  Trip(Trip&& other) noexcept;
  Trip& operator=(const Trip& other);
  Trip& operator=(Trip&& other) noexcept;
  ~Trip();

  Sourced<units::Length> distance;
  Sourced<units::Speed> speed;
  std::string cycle;
  /// Name of a file of scenarios/routes or path of a CSV file.
  std::string route;
  /// State of charge at the start, and the least at chargers and at the destination.
  Sourced<double> start{0.9};
  Sourced<double> arrive{0.1};
  /// Leaving the road, plugging in, paying, getting back: an assumption, a few minutes at a charger
  /// beside the motorway.
  Sourced<units::Time> stop_time{units::minutes(6)};
  /// What a charger of the road gives at most.
  Sourced<units::Power> charger{units::kilowatts(350)};
  /// Distance between chargers; absent: there is one wherever it is wanted.
  Sourced<units::Length> charger_spacing;
  Minimise minimise = Minimise::time;
  /// Each truck pulls a trailer of its own tow rating; the duty's mass is for those whose rating no
  /// source gives.
  Sourced<bool> tow_rating{false};
  /// Speed below which the truck must not fall, such as the 40 mph of SAE J2807.
  Sourced<units::Speed> least_speed;
};

/// Where two trucks cost the same: each truck against the baseline of the comparison.
struct Parity {
  std::vector<ParityKey> solve;
  /// First and last purchase year of "in which year is it cheaper"; absent: not asked.
  Sourced<int> from;
  Sourced<int> to;
};

struct ReportSettings {
  std::vector<std::string> write;
  /// Name of a file of scenarios/facts that the report tells of, or empty.
  std::string market_facts;
};

struct Scenario {
  // Made, copied and destroyed in one source: values with sources are long code.
  Scenario();
  Scenario(const Scenario& other);
  Scenario(Scenario&& other) noexcept;
  Scenario& operator=(const Scenario& other);
  Scenario& operator=(Scenario&& other) noexcept;
  ~Scenario();

  std::string id;
  std::string title;
  std::string description;
  std::string currency_code = "USD";
  Mode mode = Mode::anchored;
  std::shared_ptr<const spec::Sources> sources;
  std::shared_ptr<const base::SourceText> text;

  Duty duty;
  CostSettings cost;
  Compare compare;
  std::vector<Sweep> sweeps;
  std::optional<Day> day;
  std::optional<Trip> trip;
  std::optional<Parity> parity;
  /// What is drawn by monte_carlo and sensitivity.
  InputSettings inputs;
  std::optional<MonteCarlo> monte_carlo;
  std::optional<Sensitivity> sensitivity;
  std::optional<Optimise> optimise;
  /// What a truck must do to count as fit in the answers of a sweep.
  std::vector<Constraint> required;
  ReportSettings report;

  [[nodiscard]] units::Currency currency() const { return units::Currency(currency_code); }
};

}  // namespace evpickup::model

namespace evpickup::spec {
template <>
const FieldTable<model::CycleShare>& fields();
template <>
const FieldTable<model::Trailer>& fields();
template <>
const FieldTable<model::ChargingShares>& fields();
template <>
const FieldTable<model::Duty>& fields();
template <>
const FieldTable<model::Loan>& fields();
template <>
const FieldTable<model::CostLine>& fields();
template <>
const FieldTable<model::CostSettings>& fields();
template <>
const FieldTable<model::Compare>& fields();
template <>
const FieldTable<model::Sweep>& fields();
template <>
const FieldTable<model::Leg>& fields();
template <>
const FieldTable<model::Day>& fields();
template <>
const FieldTable<model::Trip>& fields();
template <>
const FieldTable<model::ReportSettings>& fields();
template <>
const FieldTable<model::JobSite>& fields();
template <>
const FieldTable<model::HouseSupply>& fields();
template <>
const FieldTable<model::Lease>& fields();
template <>
const FieldTable<model::Downtime>& fields();
template <>
const FieldTable<model::Business>& fields();
template <>
const FieldTable<model::SecondLife>& fields();
template <>
const FieldTable<model::BatteryLife>& fields();
template <>
const FieldTable<model::Parity>& fields();
template <>
const FieldTable<model::Scenario>& fields();
}  // namespace evpickup::spec
