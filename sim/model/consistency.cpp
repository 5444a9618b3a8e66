// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/consistency.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "consistency_findings.hpp"
#include "estimation_rules.hpp"
#include "evpickup/units/kinds.hpp"

namespace evpickup::model {

namespace {

using base::Diagnostic;
using base::Severity;

// How far two published figures may lie apart before it is worth a word.
constexpr double tolerance = 0.10;
// A pack heavier than this share of the truck is a slip: the heaviest known is a third.
constexpr double pack_share_limit = 0.5;
// Highest speed at which a certified road load must not push the truck.
constexpr double road_load_top_km_per_h = 130.0;

// Given by the file; estimates are not held against anything.
template <class T>
bool given(const Sourced<T>& value) {
  return value.has_value() && !value.estimated();
}

// A value as a message shows it.
template <class T>
std::string shown(const T& value, int digits = 4) {
  return units::format(units::to_amount(value), units::KindOf<T>::value, digits);
}

template <class T>
Diagnostic finding(Severity severity, const Sourced<T>& at, std::string key, std::string message,
                   std::string hint = {}) {
  return {severity, at.origin.where, std::move(key), std::move(message), std::move(hint)};
}

using Findings = std::vector<Diagnostic>;

void check_energy(const Battery& battery, Findings& findings) {
  if (!given(battery.energy_gross) || !given(battery.energy_usable)) return;
  if (*battery.energy_usable <= *battery.energy_gross) return;
  findings.push_back(
      finding(Severity::error, battery.energy_usable, "battery.energy_usable",
              fmt::format("usable energy of {} is above the gross energy of {}",
                          shown(*battery.energy_usable), shown(*battery.energy_gross)),
              "a source that does not say which of the two it gives belongs to "
              "energy_nominal"));
}

// Smallest force of A + B v + C v^2 on [0, top]: at an end, or where the slope is zero.
std::pair<double, double> smallest_force(double a, double b, double c, double top_m_per_s) {
  const auto force = [&](double v) { return a + b * v + c * v * v; };
  double at_m_per_s = force(top_m_per_s) < force(0.0) ? top_m_per_s : 0.0;
  if (c != 0.0) {
    const double vertex = std::clamp(-b / (2.0 * c), 0.0, top_m_per_s);
    if (force(vertex) < force(at_m_per_s)) at_m_per_s = vertex;
  }
  return {force(at_m_per_s), at_m_per_s};
}

void check_road_load(const Body& body, Findings& findings) {
  if (!given(body.road_load_a) || !given(body.road_load_b) || !given(body.road_load_c)) return;
  const auto top = units::kilometres_per_hour(road_load_top_km_per_h);
  const auto [force_n, at_m_per_s] =
      smallest_force(units::in_si(*body.road_load_a), units::in_si(*body.road_load_b),
                     units::in_si(*body.road_load_c), units::in_metres_per_second(top));
  if (force_n >= 0.0) return;
  findings.push_back(finding(Severity::error, body.road_load_b, "body.road_load_b",
                             fmt::format("the road load A + B v + C v^2 is {} at {}: it would push "
                                         "the truck",
                                         shown(units::newtons(force_n), 3),
                                         shown(units::metres_per_second(at_m_per_s), 3)),
                             "A, B and C must be of one test, each in its own unit"));
}

void check_payload(const Vehicle& vehicle, Findings& findings) {
  const Body& body = vehicle.body;
  if (!given(body.gross_mass) || !given(body.curb_mass)) return;
  if (*body.gross_mass <= *body.curb_mass) {
    findings.push_back(finding(Severity::warning, body.gross_mass, "body.gross_mass",
                               fmt::format("gross mass of {} leaves nothing to carry above the "
                                           "curb mass of {}",
                                           shown(*body.gross_mass), shown(*body.curb_mass))));
    return;
  }
  if (!given(vehicle.claims.payload)) return;
  const auto left = *body.gross_mass - *body.curb_mass;
  const double ratio = *vehicle.claims.payload / left;
  if (std::abs(ratio - 1.0) <= tolerance) return;
  findings.push_back(
      finding(Severity::warning, vehicle.claims.payload, "claims.payload",
              fmt::format("payload of {} is {:.0f} % {} gross minus curb mass, {}",
                          shown(*vehicle.claims.payload), 100.0 * std::abs(ratio - 1.0),
                          ratio > 1.0 ? "above" : "below", shown(left))));
}

void check_motor(const Powertrain& powertrain, Findings& findings) {
  if (!given(powertrain.power) || !given(powertrain.torque)) return;
  const bool speed_given = given(powertrain.motor_speed_max);
  const auto speed = speed_given ? *powertrain.motor_speed_max
                                 : units::radians_per_second(motor_speed_default_rad_per_s);
  const auto reachable =
      units::watts(units::in_newton_metres(*powertrain.torque) * units::in_si(speed));
  if (*powertrain.power <= reachable) return;
  findings.push_back(
      finding(Severity::warning, powertrain.power, "powertrain.power",
              fmt::format("power of {} is above the {} that {} at {}{} can give",
                          shown(*powertrain.power), shown(reachable), shown(*powertrain.torque),
                          shown(speed), speed_given ? "" : " (assumed)")));
}

void check_motor_sum(const Powertrain& powertrain, Findings& findings) {
  if (!given(powertrain.power) || !given(powertrain.front_power) || !given(powertrain.rear_power))
    return;
  const auto sum = *powertrain.front_power + *powertrain.rear_power;
  const double ratio = sum / *powertrain.power;
  if (std::abs(ratio - 1.0) <= tolerance) return;
  findings.push_back(finding(Severity::warning, powertrain.power, "powertrain.power",
                             fmt::format("front and rear motors add up to {}, the system is given "
                                         "as {}",
                                         shown(sum), shown(*powertrain.power))));
}

void check_pack_mass(const Vehicle& vehicle, Findings& findings) {
  if (!given(vehicle.battery.mass) || !given(vehicle.body.curb_mass)) return;
  const double share = *vehicle.battery.mass / *vehicle.body.curb_mass;
  if (share <= pack_share_limit) return;
  findings.push_back(finding(Severity::warning, vehicle.battery.mass, "battery.mass",
                             fmt::format("pack of {} is {:.0f} % of the curb mass of {}",
                                         shown(*vehicle.battery.mass), 100.0 * share,
                                         shown(*vehicle.body.curb_mass))));
}

void check_measured(const Vehicle& vehicle, Findings& findings) {
  const auto& measured = vehicle.measured;
  const bool any = measured && (measured->electricity.has_value() || measured->petrol.has_value() ||
                                measured->diesel.has_value());
  if (vehicle.has_physics() || any) return;
  findings.push_back(finding(Severity::error, vehicle.powertrain.kind, "measured",
                             "a truck of the kind \"measured\" has no consumption",
                             "give measured.electricity, measured.petrol or measured.diesel"));
}

}  // namespace

std::vector<Diagnostic> consistency_findings(const Vehicle& vehicle) {
  Findings findings;
  check_energy(vehicle.battery, findings);
  check_road_load(vehicle.body, findings);
  check_payload(vehicle, findings);
  check_motor(vehicle.powertrain, findings);
  check_motor_sum(vehicle.powertrain, findings);
  check_pack_mass(vehicle, findings);
  check_measured(vehicle, findings);
  for (Diagnostic& each : engine_findings(vehicle)) findings.push_back(std::move(each));
  for (Diagnostic& each : fastsim2_findings(vehicle)) findings.push_back(std::move(each));
  return findings;
}

void check_consistency(const Vehicle& vehicle, base::Diagnostics& diagnostics) {
  for (Diagnostic& each : consistency_findings(vehicle)) {
    each.message += fmt::format(", in trim {}", vehicle.trim);
    diagnostics.add(std::move(each));
  }
}

}  // namespace evpickup::model
