// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/validation_quantities.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "evpickup/energy/auxiliaries.hpp"
#include "evpickup/energy/charging.hpp"
#include "evpickup/energy/fuel_label.hpp"
#include "evpickup/energy/performance.hpp"
#include "evpickup/model/estimates.hpp"

namespace evpickup::study {

namespace {

using Predicted = std::optional<double>;
using units::Kind;

const energy::EpaTest& epa_test(const Comparison& c) {
  return c.bench.epa_test(c.row.vehicles.front());
}
/// The label is predicted from the specification alone, whatever the mode.
const energy::Prediction& epa_label(const Comparison& c) {
  return c.bench.rating(c.row.vehicles.front(), "epa", model::Mode::blind, c.row.where);
}

template <class Q>
Predicted si(const std::optional<Q>& value) {
  return value ? Predicted(units::in_si(*value)) : std::nullopt;
}

// The EPA's tests and label.

Predicted udds_wall(const Comparison& c) {
  return units::in_newtons(energy::at_wall(epa_test(c).udds));
}
Predicted hwfet_wall(const Comparison& c) {
  return units::in_newtons(energy::at_wall(epa_test(c).hwfet));
}
Predicted label_combined(const Comparison& c) {
  return units::in_newtons(epa_label(c).consumption);
}
Predicted label_city(const Comparison& c) { return si(epa_label(c).consumption_city); }
Predicted label_highway(const Comparison& c) { return si(epa_label(c).consumption_highway); }
Predicted label_range(const Comparison& c) { return units::in_metres(epa_label(c).range); }
Predicted label_range_city(const Comparison& c) { return si(epa_label(c).range_city); }
Predicted label_range_highway(const Comparison& c) { return si(epa_label(c).range_highway); }
Predicted label_factor(const Comparison& c) { return epa_test(c).label_factor(); }
Predicted five_cycle_factor(const Comparison& c) { return epa_test(c).five_cycle_factor(); }

/// The first truck's factor less the mean of the others'.
Predicted five_cycle_difference(const Comparison& c) {
  const auto& trucks = c.row.vehicles;
  if (trucks.size() < 2) return std::nullopt;
  double others = 0.0;
  for (std::size_t i = 1; i < trucks.size(); ++i)
    others += c.bench.epa_test(trucks[i]).five_cycle_factor();
  return c.bench.epa_test(trucks.front()).five_cycle_factor() -
         others / static_cast<double>(trucks.size() - 1);
}

units::Speed mean_speed(const Comparison& c, const std::string& cycle) {
  const auto& driven = c.bench.catalog().cycle(cycle);
  return driven.distance() / driven.duration();
}
Predicted efficiency_udds(const Comparison& c) {
  const auto& test = epa_test(c);
  return battery_to_road(test.udds, test.udds_traction, test.udds_braking,
                         mean_speed(c, "epa_udds"));
}
Predicted efficiency_hwfet(const Comparison& c) {
  const auto& test = epa_test(c);
  return battery_to_road(test.hwfet, test.hwfet_traction, test.hwfet_braking,
                         mean_speed(c, "epa_hwfet"));
}

// Trucks with an engine.

Predicted label_fuel(const Comparison& c) { return si(epa_label(c).fuel_combined); }
Predicted label_fuel_city(const Comparison& c) { return si(epa_label(c).fuel_city); }
Predicted label_fuel_highway(const Comparison& c) { return si(epa_label(c).fuel_highway); }
/// Fuel in FTP and HWFET, before it is put on the label, 55 and 45 % of the way.
Predicted epa_fuel(const Comparison& c) {
  const auto& label = epa_label(c);
  if (!label.fuel_city || !label.fuel_highway) return std::nullopt;
  return units::in_si(energy::city_weight * energy::in_test(energy::city_line, *label.fuel_city) +
                      (1.0 - energy::city_weight) *
                          energy::in_test(energy::highway_line, *label.fuel_highway));
}
Predicted nedc_fuel(const Comparison& c) {
  return si(c.bench.rating(c.row.vehicles.front(), "nedc", c.mode, c.row.where).fuel_combined);
}
Predicted epa_electric_range(const Comparison& c) {
  return si(c.bench.rating(c.row.vehicles.front(), "epa", c.mode, c.row.where).electric_range);
}
Predicted nedc_electric_range(const Comparison& c) {
  return si(c.bench.rating(c.row.vehicles.front(), "nedc", c.mode, c.row.where).electric_range);
}

// Drives.

bool drives(const model::TestConditions& conditions) {
  return conditions.speed.has_value() || !conditions.cycles.empty();
}
Predicted range(const Comparison& c) {
  if (!drives(c.row.conditions)) return std::nullopt;
  return units::in_metres(c.bench.range(c.truck(), c.row.conditions));
}
/// Usable energy over range: what a trip computer tells.
Predicted consumption(const Comparison& c) {
  if (!drives(c.row.conditions)) return std::nullopt;
  return units::in_newtons(*c.row.conditions.used * *c.truck().battery.energy_usable /
                           c.bench.range(c.truck(), c.row.conditions));
}
/// Mean over the trucks of range over range under the reference conditions, less 1.
Predicted range_change(const Comparison& c) {
  if (!c.row.reference || !drives(c.row.conditions) || !drives(*c.row.reference))
    return std::nullopt;
  double sum = 0.0;
  for (const auto& name : c.row.vehicles) {
    const auto& truck = c.bench.truck(name, c.mode, c.row.where);
    sum += c.bench.range(truck, c.row.conditions) / c.bench.range(truck, *c.row.reference) - 1.0;
  }
  return sum / static_cast<double>(c.row.vehicles.size());
}

// Power, charging, mass.

Predicted accel_0_60mph(const Comparison& c) {
  return si(energy::performance(c.truck(), conditions_of(c.row.conditions)).accel_0_60mph);
}

Predicted accel_0_60mph_standing(const Comparison& c) {
  return si(energy::performance(c.truck(), conditions_of(c.row.conditions)).accel_0_60mph_standing);
}

/// What the truck's charging curve is made of (energy::charge_curve).
std::string_view charge_key(const model::Vehicle& vehicle) {
  if (vehicle.charging.dc_curve.has_value()) return "charging.dc_curve";
  return vehicle.charging.dc_time.has_value() ? "charging.dc_time" : "charging.dc_peak";
}

/// Time of a charge, if curve and ends are known.
std::optional<units::Time> charge(const Comparison& c) {
  const auto curve = energy::charge_curve(c.truck());
  const auto& conditions = c.row.conditions;
  if (!curve || !conditions.charge_from.has_value() || !conditions.charge_to.has_value())
    return std::nullopt;
  return energy::charge_time(*curve, *c.truck().battery.energy_usable, *conditions.charge_from,
                             *conditions.charge_to);
}
Predicted charge_time(const Comparison& c) { return si(charge(c)); }
/// Mean power that the charger delivers.
Predicted charge_power_mean(const Comparison& c) {
  const auto time = charge(c);
  if (!time) return std::nullopt;
  const double share = *c.row.conditions.charge_to - *c.row.conditions.charge_from;
  return units::in_watts(share * *c.truck().battery.energy_usable / energy::dc_stored_share /
                         *time);
}
/// Power of the charger at one state of charge.
Predicted charge_power(const Comparison& c) {
  const auto curve = energy::charge_curve(c.truck());
  if (!curve || !c.row.conditions.charge_from.has_value()) return std::nullopt;
  return units::in_watts(curve->at(*c.row.conditions.charge_from));
}

/// Curb mass by the estimation rule, as if no source told it.
Predicted curb_mass(const Comparison& c) {
  model::Vehicle unknown = c.bench.catalog().vehicle(c.row.vehicles.front(), c.row.where);
  if (!unknown.has_physics()) return std::nullopt;
  unknown.body.curb_mass = {};
  model::estimate_missing(unknown);
  return units::in_kilograms(*unknown.body.curb_mass);
}

constexpr spec::Bounds consumption_bounds{10, 200, "kWh/100 mi"};
constexpr spec::Bounds fuel_bounds{1, 50, "L/100 km"};
constexpr std::string_view fuel_unit = "L/100 km";
constexpr spec::Bounds range_bounds{20, 2000, "km"};
constexpr spec::Bounds factor_bounds{0, 100, "%"};
constexpr std::string_view consumption_unit = "kWh/100 km";

}  // namespace

const model::Vehicle& Comparison::truck() const {
  return bench.truck(row.vehicles.front(), mode, row.where);
}

std::span<const ValidationQuantity> validation_quantities() {
  constexpr bool points = false;
  static const ValidationQuantity rows[] = {
      {{"udds_wall", Kind::consumption, consumption_bounds},
       "UDDS, from the wall",
       consumption_unit,
       true,
       nullptr,
       udds_wall},
      {{"hwfet_wall", Kind::consumption, consumption_bounds},
       "HWFET, from the wall",
       consumption_unit,
       true,
       nullptr,
       hwfet_wall},
      {{"label_city", Kind::consumption, consumption_bounds},
       "label, city",
       consumption_unit,
       true,
       nullptr,
       label_city},
      {{"label_highway", Kind::consumption, consumption_bounds},
       "label, highway",
       consumption_unit,
       true,
       nullptr,
       label_highway},
      {{"label_combined", Kind::consumption, consumption_bounds},
       "label, combined",
       consumption_unit,
       true,
       nullptr,
       label_combined},
      {{"label_range", Kind::length, range_bounds},
       "label range",
       "km",
       true,
       nullptr,
       label_range},
      {{"label_range_city", Kind::length, range_bounds},
       "label range, city",
       "km",
       true,
       nullptr,
       label_range_city},
      {{"label_range_highway", Kind::length, range_bounds},
       "label range, highway",
       "km",
       true,
       nullptr,
       label_range_highway},
      {{"label_factor", Kind::ratio, factor_bounds},
       "label factor",
       "%",
       true,
       nullptr,
       label_factor},
      {{"label_fuel", Kind::fuel_consumption, fuel_bounds},
       "label, fuel",
       fuel_unit,
       true,
       nullptr,
       label_fuel},
      {{"label_fuel_city", Kind::fuel_consumption, fuel_bounds},
       "label, fuel, city",
       fuel_unit,
       true,
       nullptr,
       label_fuel_city},
      {{"label_fuel_highway", Kind::fuel_consumption, fuel_bounds},
       "label, fuel, highway",
       fuel_unit,
       true,
       nullptr,
       label_fuel_highway},
      {{"epa_fuel", Kind::fuel_consumption, fuel_bounds},
       "FTP and HWFET, fuel",
       fuel_unit,
       true,
       nullptr,
       epa_fuel},
      {{"nedc_fuel", Kind::fuel_consumption, fuel_bounds},
       "NEDC, fuel, charge kept",
       fuel_unit,
       true,
       nullptr,
       nedc_fuel},
      {{"epa_electric_range", Kind::length, range_bounds},
       "label, electric range",
       "km",
       true,
       nullptr,
       epa_electric_range},
      {{"nedc_electric_range", Kind::length, range_bounds},
       "NEDC, electric range",
       "km",
       true,
       nullptr,
       nedc_electric_range},
      {{"five_cycle_factor", Kind::ratio, factor_bounds},
       "five-cycle factor",
       "%",
       points,
       nullptr,
       five_cycle_factor},
      {{"five_cycle_difference", Kind::ratio, {-100, 100, "%"}},
       "five-cycle factor, difference",
       "%",
       points,
       nullptr,
       five_cycle_difference},
      {{"efficiency_udds", Kind::ratio, factor_bounds},
       "battery to road, UDDS",
       "%",
       points,
       nullptr,
       efficiency_udds},
      {{"efficiency_hwfet", Kind::ratio, factor_bounds},
       "battery to road, HWFET",
       "%",
       points,
       nullptr,
       efficiency_hwfet},
      {{"range", Kind::length, range_bounds}, "range", "km", true, nullptr, range},
      {{"consumption", Kind::consumption, {10, 400, "kWh/100 mi"}},
       "consumption, trip computer",
       consumption_unit,
       true,
       nullptr,
       consumption},
      {{"range_change", Kind::ratio, {-100, 100, "%"}},
       "range, change",
       "%",
       points,
       nullptr,
       range_change},
      {{"accel_0_60mph", Kind::time, {1, 60, "s"}},
       "0-60 mph, 1 ft rollout",
       "s",
       true,
       nullptr,
       accel_0_60mph},
      {{"accel_0_60mph_standing", Kind::time, {1, 60, "s"}},
       "0-60 mph, from a stand",
       "s",
       true,
       nullptr,
       accel_0_60mph_standing},
      {{"charge_time", Kind::time, {1, 600, "min"}},
       "DC charge, time",
       "min",
       true,
       charge_key,
       charge_time},
      {{"charge_power_mean", Kind::power, {1, 1000, "kW"}},
       "DC charge, mean power",
       "kW",
       true,
       charge_key,
       charge_power_mean},
      {{"charge_power", Kind::power, {1, 1000, "kW"}},
       "DC charge, power",
       "kW",
       true,
       charge_key,
       charge_power},
      {{"curb_mass", Kind::mass, {500, 6000, "kg"}},
       "curb mass by rule",
       "kg",
       true,
       nullptr,
       curb_mass},
  };
  return rows;
}

const ValidationQuantity& validation_quantity(std::string_view key) {
  for (const auto& quantity : validation_quantities())
    if (quantity.measured.key == key) return quantity;
  throw std::out_of_range("there is no such quantity");
}

const std::vector<model::MeasuredQuantity>& measured_quantities() {
  static const std::vector<model::MeasuredQuantity> list = [] {
    std::vector<model::MeasuredQuantity> all;
    for (const auto& quantity : validation_quantities()) all.push_back(quantity.measured);
    return all;
  }();
  return list;
}

double battery_to_road(units::Consumption battery, units::Force traction, units::Force braking,
                       units::Speed mean_speed) {
  // a eta^2 + b eta - traction = 0.
  const double a = energy::regeneration_share * units::in_newtons(braking);
  const double b = units::in_newtons(battery - energy::base_auxiliary_power / mean_speed);
  const double c = units::in_newtons(traction);
  if (a <= 0.0) return c / b;
  return (-b + std::sqrt(b * b + 4.0 * a * c)) / (2.0 * a);
}

}  // namespace evpickup::study
