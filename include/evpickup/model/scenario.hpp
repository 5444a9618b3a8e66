// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "evpickup/spec/field.hpp"
#include "evpickup/spec/sourced.hpp"
#include "evpickup/units/money.hpp"
#include "evpickup/units/quantities.hpp"

/// A scenario file: who drives what, where, for how long, at whose cost.
namespace evpickup::model {

using spec::Sourced;

enum class Mode { blind, anchored };
enum class WindFrom { ahead, behind, around };
enum class Timing { start, middle, end };
enum class SweepScale { none, pack };
enum class Minimise { time, cost };

/// One cycle of a mix and its share of the distance.
struct CycleShare {
  std::string cycle;
  Sourced<double> share{1.0};
};

struct Trailer {
  Sourced<units::Mass> mass;
  /// What the trailer adds to the truck's own drag area, wakes included.
  Sourced<units::Area> drag_area;
  Sourced<double> rolling{0.010};
  /// Share of the distance driven with the trailer.
  Sourced<double> share{1.0};
};

/// Shares of the energy by place of charging; they add up to 1.
struct ChargingShares {
  Sourced<double> home{1.0};
  Sourced<double> workplace{0.0};
  Sourced<double> public_ac{0.0};
  Sourced<double> dc_fast{0.0};
};

struct Duty {
  std::vector<CycleShare> cycles;
  Sourced<units::Mileage> distance{units::kilometres_per_year(20000)};
  Sourced<int> years{8};
  Sourced<units::Temperature> ambient{units::celsius(23)};
  Sourced<units::Mass> payload{units::kilograms(0)};
  /// Two occupants of 150 lb, the load of EPA's test weight (40 CFR 86.082-2).
  Sourced<units::Mass> crew{units::kilograms(300 * units::kilograms_per_pound)};
  std::optional<Trailer> trailer;
  Sourced<double> grade{0.0};
  Sourced<units::Speed> wind{units::metres_per_second(0)};
  Sourced<WindFrom> wind_from{WindFrom::ahead};
  Sourced<units::Length> altitude{units::metres(0)};
  Sourced<units::Length> trip{units::kilometres(30)};
  /// Heating and cooling of the cabin are on.
  Sourced<bool> climate_control{true};
  ChargingShares charging;
};

struct Loan {
  Sourced<double> down_payment{0.10};
  Sourced<units::Rate> apr;
  Sourced<units::Time> term;
};

/// A free-form cost: any of per distance, per time and once at purchase.
struct CostLine {
  Sourced<units::DistancePrice> per_km;
  Sourced<units::TimePrice> per_year;
  Sourced<units::Money> once;
};

struct CostSettings {
  Sourced<units::Rate> discount_rate;
  Sourced<Timing> timing{Timing::middle};
  std::optional<Loan> loan;
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

struct ReportSettings {
  std::vector<std::string> write;
};

struct Scenario {
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
const FieldTable<model::Scenario>& fields();
}  // namespace evpickup::spec
