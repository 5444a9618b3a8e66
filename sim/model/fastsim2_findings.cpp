// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "consistency_findings.hpp"
#include "evpickup/model/consistency.hpp"
#include "evpickup/units/kinds.hpp"

/// Whether a truck has what the convention of FASTSim-2 computes with.
namespace evpickup::model {

namespace {

using base::Diagnostic;
using base::Severity;

/// How far usable energy may lie from the used part of the pack: rounding in a file.
constexpr double usable_tolerance = 1e-6;

Diagnostic error(base::SourcePlace where, std::string key, std::string message,
                 std::string hint = {}) {
  return {Severity::error, std::move(where), std::move(key), std::move(message), std::move(hint)};
}

/// Values of other sections that the convention cannot do without. Nothing is estimated for it.
std::vector<std::pair<std::string, bool>> needed_values(const Vehicle& v) {
  return {{"body.curb_mass", v.body.curb_mass.has_value()},
          {"body.drag_coefficient", v.body.drag_coefficient.has_value()},
          {"body.frontal_area", v.body.frontal_area.has_value()},
          {"body.rolling_resistance", v.body.rolling_resistance.has_value()},
          {"body.tyre_radius", v.body.tyre_radius.has_value()},
          {"battery.energy_gross", v.battery.energy_gross.has_value()},
          {"battery.discharge_power", v.battery.discharge_power.has_value()},
          {"battery.charge_power", v.battery.charge_power.has_value()},
          {"powertrain.power", v.powertrain.power.has_value()},
          {"climate.auxiliary_power", v.climate.auxiliary_power.has_value()}};
}

void check_window(const Vehicle& vehicle, std::vector<Diagnostic>& findings) {
  const Fastsim2& own = *vehicle.fastsim2;
  if (!own.min_charge.has_value() || !own.max_charge.has_value()) return;
  const double share = *own.max_charge - *own.min_charge;
  if (share <= 0.0) {
    findings.push_back(error(own.max_charge.origin.where, "fastsim2.max_charge",
                             fmt::format("full at {:.4g} is not above empty at {:.4g}",
                                         *own.max_charge, *own.min_charge)));
    return;
  }
  const Battery& battery = vehicle.battery;
  if (!battery.energy_gross.has_value() || !battery.energy_usable.has_value()) return;
  const auto used = share * *battery.energy_gross;
  if (std::abs(*battery.energy_usable / used - 1.0) <= usable_tolerance) return;
  findings.push_back(error(
      battery.energy_usable.origin.where, "battery.energy_usable",
      fmt::format("usable energy of {} is not what lies between empty and full, {}",
                  units::format(units::to_amount(*battery.energy_usable), units::Kind::energy),
                  units::format(units::to_amount(used), units::Kind::energy)),
      "in the convention fastsim2 it is energy_gross x (max_charge - min_charge)"));
}

void check_motor(const Fastsim2& own, std::vector<Diagnostic>& findings) {
  if (!own.motor_efficiency.has_value()) return;
  for (int k = 1; k < fastsim2_motor_points; ++k) {
    if (fastsim2_motor_efficiency(*own.motor_efficiency, k) > 0.0) continue;
    findings.push_back(error(own.motor_efficiency.origin.where, "fastsim2.motor_efficiency",
                             fmt::format("the efficiency at {} % of power is zero", k)));
    return;
  }
}

void check_traction(const Fastsim2& own, std::vector<Diagnostic>& findings) {
  if (!own.centre_of_gravity.has_value() || !own.wheelbase.has_value() ||
      !own.traction_coefficient.has_value())
    return;
  const double transfer = *own.centre_of_gravity / *own.wheelbase * *own.traction_coefficient;
  if (1.0 + transfer > 0.0) return;
  findings.push_back(error(own.centre_of_gravity.origin.where, "fastsim2.centre_of_gravity",
                           "load transfer leaves no weight on the other axle: 1 + friction x "
                           "height / wheelbase is not above zero"));
}

}  // namespace

std::vector<Diagnostic> fastsim2_findings(const Vehicle& vehicle) {
  std::vector<Diagnostic> findings;
  if (vehicle.convention != Convention::fastsim2) return findings;
  if (!vehicle.fastsim2) {
    findings.push_back(error({}, "fastsim2", "convention = \"fastsim2\" needs this section",
                             "evpickup import fastsim writes it from a vehicle of FASTSim-2"));
  }
  for (const auto& [key, is_there] : needed_values(vehicle)) {
    if (!is_there)
      findings.push_back(error({}, key, "missing value, which the convention fastsim2 needs"));
  }
  if (vehicle.body.has_road_load()) {
    findings.push_back({Severity::warning,
                        vehicle.body.road_load_a.origin.where,
                        "body.road_load_a",
                        "the convention fastsim2 takes drag and rolling coefficients and not the "
                        "certified road load",
                        {}});
  }
  if (vehicle.fastsim2) {
    check_window(vehicle, findings);
    check_motor(*vehicle.fastsim2, findings);
    check_traction(*vehicle.fastsim2, findings);
  }
  return findings;
}

void check_convention(const Vehicle& vehicle) {
  base::Diagnostics diagnostics;
  for (Diagnostic& each : fastsim2_findings(vehicle)) {
    each.message = fmt::format("{}: {}", vehicle.key(), each.message);
    diagnostics.add(std::move(each));
  }
  diagnostics.throw_if_errors();
}

}  // namespace evpickup::model
