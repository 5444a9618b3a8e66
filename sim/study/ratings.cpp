// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/ratings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "evpickup/energy/epa_test.hpp"
#include "evpickup/energy/procedures.hpp"

namespace evpickup::study {

namespace {

constexpr auto none = Better::neither;

std::vector<Column> columns() {
  return {
      {"vehicle", "vehicle", "", 0, none},
      {"trim", "trim", "", 0, none},
      {"procedure", "procedure", "", 0, none},
      {"rated_range_km", "rated", "km", 0, none},
      {"predicted_range_km", "predicted", "km", 0, none},
      {"range_off_percent", "off", "%", 1, none},
      {"rated_wall_kwh_per_100km", "rated", "kWh/100 km", 1, none},
      {"predicted_wall_kwh_per_100km", "predicted", "kWh/100 km", 1, none},
      {"consumption_off_percent", "off", "%", 1, none},
      {"label_factor", "label factor", "", 3, none},
      {"anchor_factor", "factor", "", 3, none},
      {"anchored_on", "on", "", 0, none},
  };
}

/// Columns that only data files hold, after those above.
std::vector<Column> further_columns() {
  return {
      {"rated_wall_city_kwh_per_100km", "rated, city", "kWh/100 km", 1, none},
      {"predicted_wall_city_kwh_per_100km", "city", "kWh/100 km", 1, none},
      {"rated_wall_highway_kwh_per_100km", "rated, highway", "kWh/100 km", 1, none},
      {"predicted_wall_highway_kwh_per_100km", "highway", "kWh/100 km", 1, none},
      {"predicted_battery_kwh_per_100km", "from the battery", "kWh/100 km", 1, none},
      {"five_cycle_factor", "five-cycle factor", "", 3, none},
      {"predicted_range_city_km", "city", "km", 0, none},
      {"predicted_range_highway_km", "highway", "km", 0, none},
      {"predicted_range_cold_km", "cold", "km", 0, none},
      {"anchor_factor_low", "factor, low", "", 3, none},
      {"anchor_factor_high", "factor, high", "", 3, none},
      {"blind_off_percent", "blind, off", "%", 1, none},
      {"rated_fuel_l_per_100km", "rated fuel", "L/100 km", 1, none},
      {"predicted_fuel_l_per_100km", "fuel", "L/100 km", 1, none},
      {"fuel_off_percent", "fuel, off", "%", 1, none},
      {"predicted_fuel_city_l_per_100km", "fuel, city", "L/100 km", 1, none},
      {"predicted_fuel_highway_l_per_100km", "fuel, highway", "L/100 km", 1, none},
      {"predicted_fuel_weighted_l_per_100km", "fuel, weighted", "L/100 km", 1, none},
      {"rated_electric_range_km", "rated electric", "km", 0, none},
      {"predicted_electric_range_km", "electric", "km", 0, none},
      {"electric_range_off_percent", "electric, off", "%", 1, none},
      {"predicted_utility_factor", "utility factor", "", 3, none},
  };
}

std::vector<std::shared_ptr<const model::Vehicle>> distinct_trucks(const Plan& plan) {
  std::vector<std::shared_ptr<const model::Vehicle>> trucks;
  for (const auto& planned : plan.cases)
    if (std::ranges::none_of(
            trucks, [&](const auto& truck) { return truck->key() == planned.vehicle->key(); }))
      trucks.push_back(planned.vehicle);
  return trucks;
}

Cell off(const Cell& rated, double predicted) {
  const auto* value = std::get_if<double>(&rated);
  return value != nullptr ? Cell(100.0 * (predicted / *value - 1.0)) : Cell();
}

template <class T, class Convert>
Cell maybe(const T& value, Convert convert) {
  return value.has_value() ? Cell(convert(*value)) : Cell();
}

std::string part_name(AnchoredPart part) {
  return part == AnchoredPart::road_load ? "road load" : "losses";
}

std::vector<Cell> row(const model::Vehicle& truck, const energy::Procedure& procedure,
                      const energy::Prediction& predicted, const AnchoredTruck* anchored) {
  const auto rating = truck.rating.find(std::string(procedure.key));
  const bool rated = rating != truck.rating.end();
  const Cell range = rated ? maybe(rating->second.range, units::in_kilometres) : Cell();
  const Cell wall =
      rated ? maybe(rating->second.consumption, units::in_kilowatt_hours_per_100km) : Cell();
  const auto rated_wall = [&](spec::Sourced<units::Consumption> model::Rating::*figure) {
    return rated ? maybe(rating->second.*figure, units::in_kilowatt_hours_per_100km) : Cell();
  };
  // The factor of the five-cycle method, where a procedure knows one.
  const bool has_factor = predicted.unbounded_factor != predicted.least_factor;
  const double predicted_range = units::in_kilometres(predicted.range);
  const double predicted_wall = units::in_kilowatt_hours_per_100km(predicted.consumption);
  const Cell fuel =
      rated ? maybe(rating->second.fuel_combined, units::in_litres_per_100km) : Cell();
  const Cell electric = rated ? maybe(rating->second.electric_range, units::in_kilometres) : Cell();
  const auto off_from = [](const Cell& from, const Cell& to) {
    const auto* value = std::get_if<double>(&to);
    return value != nullptr ? off(from, *value) : Cell();
  };
  const Cell predicted_fuel = maybe(predicted.fuel_combined, units::in_litres_per_100km);
  const Cell predicted_electric = maybe(predicted.electric_range, units::in_kilometres);
  const bool uses_wall = !truck.has_engine() || truck.is_charged();
  const bool here = anchored != nullptr && anchored->anchor.target.procedure == procedure.key;
  std::string name(procedure.key);
  if (rated && rating->second.estimated.value_or(false)) name += " (maker's)";
  std::vector<Cell> cells{
      truck.id,
      truck.trim,
      name,
      range,
      predicted_range,
      off(range, predicted_range),
      wall,
      uses_wall ? Cell(predicted_wall) : Cell(),
      uses_wall ? off(wall, predicted_wall) : Cell(),
      uses_wall ? Cell(predicted.label_factor) : Cell(),
      here && anchored->anchor.found ? Cell(anchored->anchor.factor) : Cell(),
      here ? Cell(part_name(anchored->anchor.part) +
                  (anchored->anchor.refusal.empty() ? "" : ", refused"))
           : Cell(),
      rated_wall(&model::Rating::consumption_city),
      maybe(predicted.consumption_city, units::in_kilowatt_hours_per_100km),
      rated_wall(&model::Rating::consumption_highway),
      maybe(predicted.consumption_highway, units::in_kilowatt_hours_per_100km),
      units::in_kilowatt_hours_per_100km(predicted.battery_consumption),
      has_factor ? Cell(predicted.unbounded_factor) : Cell(),
      maybe(predicted.range_city, units::in_kilometres),
      maybe(predicted.range_highway, units::in_kilometres),
      maybe(predicted.range_cold, units::in_kilometres),
      here && anchored->anchor.found ? Cell(anchored->anchor.range.low) : Cell(),
      here && anchored->anchor.found ? Cell(anchored->anchor.range.high) : Cell(),
      here ? Cell(100.0 * std::expm1(anchored->anchor.blind_misfit)) : Cell(),
      fuel,
      predicted_fuel,
      off_from(fuel, predicted_fuel),
      maybe(predicted.fuel_city, units::in_litres_per_100km),
      maybe(predicted.fuel_highway, units::in_litres_per_100km),
      maybe(predicted.fuel_weighted, units::in_litres_per_100km),
      electric,
      predicted_electric,
      off_from(electric, predicted_electric),
      maybe(predicted.utility_factor, [](double share) { return share; })};
  // A truck that cannot drive a test has no figure of it.
  for (Cell& cell : cells)
    if (const auto* value = std::get_if<double>(&cell); value != nullptr && !std::isfinite(*value))
      cell = {};
  return cells;
}

/// The table of what ratings are made of, without rows.
Section tests_section() {
  Section section;
  section.key = "rating_tests";
  section.title = "The tests behind the predicted ratings";
  section.table.columns = {
      {"vehicle", "vehicle", "", 0, none},
      {"trim", "trim", "", 0, none},
      {"procedure", "procedure", "", 0, none},
      {"part", "part", "", 0, none},
      {"battery_kwh_per_100km", "from the battery", "kWh/100 km", 1, none},
      {"wall_kwh_per_100km", "from the wall", "kWh/100 km", 1, none},
      {"label_range_km", "label range", "km", 0, none},
      {"test_mass_kg", "test mass", "kg", 0, none},
      {"usable_kwh", "usable energy", "kWh", 1, none},
      {"recharge_kwh", "recharge, wall", "kWh", 1, none},
  };
  section.remarks = {
      "Consumption is that of the test itself, before any label factor; label range: usable energy "
      "over consumption from the battery, times the label factor where the procedure has one. "
      "Recharge: energy from the wall that fills an empty battery."};
  return section;
}

std::vector<Cell> part_row(const model::Vehicle& truck, const energy::Procedure& procedure,
                           const energy::Prediction& predicted, const energy::TestPart& part) {
  const bool has_range = part.range_factor > 0.0;
  return {truck.id,
          truck.trim,
          std::string(procedure.key),
          part.name,
          units::in_kilowatt_hours_per_100km(part.battery),
          units::in_kilowatt_hours_per_100km(energy::at_wall(part.battery)),
          has_range ? Cell(units::in_kilometres(
                          units::Length(part.range_factor * predicted.usable / part.battery)))
                    : Cell(),
          units::in_kilograms(predicted.test_mass),
          units::in_kilowatt_hours(predicted.usable),
          units::in_kilowatt_hours(energy::at_wall(predicted.usable))};
}

const AnchoredTruck* anchored(const Plan& plan, const model::Vehicle& truck) {
  const auto found = std::ranges::find(plan.anchors, truck.key(), &AnchoredTruck::key);
  return found == plan.anchors.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Section> ratings_sections(const Plan& plan, model::Catalog& catalog,
                                      const RunOptions& options) {
  Section section;
  section.key = "ratings";
  section.title = "Rated and predicted";
  section.table.columns = columns();
  section.shown_columns = section.table.columns.size();
  for (auto& column : further_columns()) section.table.columns.push_back(std::move(column));

  // Each procedure drives all of its trucks at once; rows come truck by truck.
  const auto trucks = distinct_trucks(plan);
  std::vector<std::vector<std::vector<Cell>>> rows(trucks.size());
  std::vector<std::vector<std::vector<Cell>>> parts(trucks.size());
  for (const auto& procedure : energy::procedures()) {
    const bool asked =
        std::ranges::find(options.procedures, procedure.key) != options.procedures.end();
    std::vector<std::size_t> here;
    std::vector<const model::Vehicle*> pointers;
    for (std::size_t i = 0; i < trucks.size(); ++i) {
      // Another convention's trucks are not put on our dynamometer.
      if (trucks[i]->convention != model::Convention::evpickup) continue;
      if (!trucks[i]->has_physics()) continue;
      if (!asked && !trucks[i]->rating.contains(std::string(procedure.key))) continue;
      here.push_back(i);
      pointers.push_back(trucks[i].get());
    }
    if (here.empty()) continue;
    const auto predictions = procedure.predict(pointers, cycle_library(catalog), options.threads);
    for (std::size_t n = 0; n < here.size(); ++n) {
      const auto& truck = *trucks[here[n]];
      rows[here[n]].push_back(row(truck, procedure, predictions[n], anchored(plan, truck)));
      if (!asked) continue;
      for (const auto& part : predictions[n].parts)
        parts[here[n]].push_back(part_row(truck, procedure, predictions[n], part));
    }
  }
  for (auto& of_truck : rows)
    for (auto& each : of_truck) section.table.rows.push_back(std::move(each));
  if (section.table.rows.empty()) return {};

  if (!plan.anchors.empty())
    section.remarks.emplace_back(
        "factor: what the road load (where estimated) or the losses (where the road load is "
        "certified) are multiplied by to meet the rating; 1 means that the specification alone "
        "does.");
  if (std::ranges::any_of(section.table.rows, [](const auto& cells) {
        return std::get<std::string>(cells[2]).starts_with("cltc");
      }))
    section.remarks.emplace_back(
        "cltc is driven on the trace of CLTC-P; China rates goods vehicles on CLTC-C, whose trace "
        "is not public.");

  Section tests = tests_section();
  for (auto& of_truck : parts)
    for (auto& each : of_truck) tests.table.rows.push_back(std::move(each));
  std::vector<Section> sections{std::move(section)};
  if (!tests.table.rows.empty()) sections.push_back(std::move(tests));
  return sections;
}

std::vector<std::string> rating_notes(const Plan& plan) {
  /// Rated range and consumption are rounded and may be declared apart; beyond this they disagree.
  constexpr double worth_telling = 0.04;
  std::vector<std::string> notes;
  for (const auto& [key, anchor] : plan.anchors) {
    if (!anchor.refusal.empty() || !anchor.range_misfit ||
        std::abs(*anchor.range_misfit) < worth_telling)
      continue;
    notes.push_back(fmt::format(
        "{}: anchored on its rated consumption, the model's range is {:+.0f} % off the rated one; "
        "its usable energy, or one of the two ratings, is in doubt.",
        key, 100.0 * std::expm1(*anchor.range_misfit)));
  }
  return notes;
}

}  // namespace evpickup::study
