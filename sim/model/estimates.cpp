// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/estimates.hpp"

#include <algorithm>

#include <cmath>
#include <stdexcept>

#include "estimation_rules.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::model {

namespace {

// Everything in the order of its use: later rules use what earlier ones gave.
const std::vector<AppliedRule>& all_rules() {
  static const std::vector<AppliedRule> rules = [] {
    std::vector<AppliedRule> all;
    for (const auto part : {engine_rules(), battery_rules(), body_rules(), drive_rules()})
      all.insert(all.end(), part.begin(), part.end());
    return all;
  }();
  return rules;
}

// The positive number behind `mark` and spaces at the start of a text, and takes both off it.
std::optional<double> take_number(std::string_view& text, std::string_view mark) {
  if (!text.starts_with(mark)) return std::nullopt;
  const auto number = base::leading_number(base::trim(text.substr(mark.size())));
  if (!number || !(number->value > 0.0)) return std::nullopt;
  text = number->rest;
  return number->value;
}

}  // namespace

std::span<const EstimationRule> estimation_rules() {
  static const std::vector<EstimationRule> rules = [] {
    std::vector<EstimationRule> all;
    for (const auto& applied : all_rules()) all.push_back(applied.rule);
    return all;
  }();
  return rules;
}

bool has_sizes(const Vehicle& vehicle) {
  return (!vehicle.has_motor() || vehicle.battery.has_size()) &&
         (!vehicle.has_engine() || vehicle.has_engine_size());
}

void estimate_missing(Vehicle& vehicle) {
  if (!vehicle.has_physics()) return;
  if (!has_sizes(vehicle))
    throw std::logic_error("estimate_missing: no source gives the size of battery or engine");
  if (!vehicle.powertrain.drive.has_value())
    throw std::logic_error("estimate_missing: the driven axles are not known");

  // Rules of what a truck does not have are passed by.
  const auto has = [&](const AppliedRule& applied) {
    const std::string_view section = applied.rule.key.substr(0, applied.rule.key.find('.'));
    if (section == "battery") return vehicle.has_motor();
    if (section == "engine" || section == "transmission" || section == "tank" ||
        section == "generator" || section == "operation" || applied.rule.key == "powertrain.layout")
      return vehicle.has_engine();
    if (section == "powertrain") return vehicle.has_motor();
    return true;
  };
  for (const auto& applied : all_rules())
    if (has(applied)) applied.apply(vehicle, std::string{applied.rule.rule});
}

units::Mass pack_mass(units::Energy gross, Chemistry chemistry) {
  const double kwh = units::in_kilowatt_hours(gross);
  if (!(kwh > 0.0)) throw std::logic_error("pack_mass: the energy must be positive");
  const double kg_per_kwh = chemistry == Chemistry::lfp ? 6.602 + 25.62 / std::pow(kwh, 1.016)
                                                        : 5.266 + 20.60 / std::pow(kwh, 1.129);
  return units::kilograms(kwh * kg_per_kwh);
}

std::optional<units::Length> tyre_radius(std::string_view size) {
  constexpr double metres_per_inch = 0.0254;
  constexpr double largest_rim_in = 28.0;
  std::string_view rest = base::trim(size);
  for (const std::string_view prefix : {"LT", "P"})
    if (rest.starts_with(prefix)) rest.remove_prefix(prefix.size());
  const auto first = take_number(rest, "");

  // "35x12.50R20" and "35 in": the outer diameter. A smaller number is that of the wheel.
  const std::string_view unit = base::trim(rest);
  if (first && *first > largest_rim_in && (unit.starts_with('x') || unit.starts_with("in")))
    return units::metres(0.5 * metres_per_inch * *first);

  // Width in mm, height of the sidewall in per cent of it, rim in inches.
  const auto width_mm = first;
  const auto sidewall_percent = take_number(rest, "/");
  if (rest.starts_with(' ')) rest = base::trim(rest);
  if (rest.starts_with('Z')) rest.remove_prefix(1);
  const auto rim_inches = take_number(rest, "R");
  if (!width_mm || !sidewall_percent || !rim_inches) return std::nullopt;

  const double sidewall_m = *width_mm / 1000.0 * *sidewall_percent / 100.0;
  return units::metres(0.5 * metres_per_inch * *rim_inches + sidewall_m);
}

std::vector<RuleFactor> rule_factors(const Vehicle& vehicle, std::string_view key) {
  if (key != "battery.resistance") return {};
  const bool by_power = *vehicle.powertrain.kind == PowertrainKind::hev;
  return {{"battery.voltage", 2.0},
          {by_power ? "battery.discharge_power" : "battery.energy_usable", -1.0}};
}

std::vector<std::string> estimated_keys(const Vehicle& vehicle) {
  // A certified road load stands for these.
  static const std::vector<std::string> in_road_load{"body.drag_coefficient", "body.frontal_area",
                                                     "body.tyre_class", "body.rolling_resistance"};
  std::vector<std::string> keys;
  spec::visit_leaves(vehicle, "", [&](const spec::Leaf& leaf) {
    if (leaf.origin->how != spec::How::estimated) return;
    const bool unused = vehicle.body.has_road_load() &&
                        std::ranges::find(in_road_load, leaf.path) != in_road_load.end();
    if (!unused) keys.push_back(leaf.path);
  });
  return keys;
}

}  // namespace evpickup::model
