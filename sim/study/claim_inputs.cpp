// SPDX-License-Identifier: Apache-2.0
#include "claim_inputs.hpp"

namespace evpickup::study {

namespace {

using model::Battery;
using model::Body;
using model::Charging;
using model::Powertrain;
using model::Vehicle;

template <auto part, auto member>
bool has_range(const Vehicle& filled) {
  const auto& value = filled.*part.*member;
  return value.has_value() && value.range && value.range->first != value.range->second;
}

/// The same for what a certified road load stands for.
template <auto part, auto member>
bool has_range_and_counts(const Vehicle& filled) {
  return !filled.body.has_road_load() && has_range<part, member>(filled);
}

template <auto part, auto member>
void put_end(const Vehicle& filled, bool high, Vehicle& truck) {
  const auto& range = *(filled.*part.*member).range;
  spec::Origin origin;
  origin.how = spec::How::given;
  (truck.*part.*member).set(high ? range.second : range.first, origin);
}

template <auto part, auto member>
constexpr UncertainInput row(std::string_view key) {
  return {key, &has_range<part, member>, &put_end<part, member>};
}
template <auto part, auto member>
constexpr UncertainInput coastdown_row(std::string_view key) {
  return {key, &has_range_and_counts<part, member>, &put_end<part, member>};
}

bool only_peak_is_known(const Vehicle& filled) {
  return !filled.charging.dc_curve.has_value() && filled.charging.dc_peak.has_value();
}

void put_form(const Vehicle& filled, bool high, Vehicle& truck) {
  if (high) return;
  const auto peak = *filled.charging.dc_peak;
  truck.charging.dc_curve.set({{0.0, peak}, {1.0, peak}}, {});
}

constexpr UncertainInput rows[] = {
    row<&Vehicle::body, &Body::curb_mass>("body.curb_mass"),
    row<&Vehicle::body, &Body::gross_mass>("body.gross_mass"),
    coastdown_row<&Vehicle::body, &Body::drag_coefficient>("body.drag_coefficient"),
    coastdown_row<&Vehicle::body, &Body::frontal_area>("body.frontal_area"),
    coastdown_row<&Vehicle::body, &Body::rolling_resistance>("body.rolling_resistance"),
    row<&Vehicle::body, &Body::tyre_radius>("body.tyre_radius"),
    row<&Vehicle::body, &Body::rear_axle_share>("body.rear_axle_share"),
    row<&Vehicle::body, &Body::centre_of_gravity>("body.centre_of_gravity"),
    row<&Vehicle::battery, &Battery::energy_usable>("battery.energy_usable"),
    row<&Vehicle::battery, &Battery::resistance>("battery.resistance"),
    row<&Vehicle::battery, &Battery::discharge_power>("battery.discharge_power"),
    row<&Vehicle::battery, &Battery::charge_power>("battery.charge_power"),
    row<&Vehicle::powertrain, &Powertrain::power>("powertrain.power"),
    row<&Vehicle::powertrain, &Powertrain::torque>("powertrain.torque"),
    row<&Vehicle::powertrain, &Powertrain::reduction>("powertrain.reduction"),
    row<&Vehicle::powertrain, &Powertrain::motor_speed_max>("powertrain.motor_speed_max"),
    row<&Vehicle::charging, &Charging::dc_peak>("charging.dc_peak"),
    row<&Vehicle::charging, &Charging::dc_from>("charging.dc_from"),
    row<&Vehicle::charging, &Charging::dc_to>("charging.dc_to"),
    {charge_form_key, &only_peak_is_known, &put_form},
};

}  // namespace

std::span<const UncertainInput> uncertain_inputs() { return rows; }

}  // namespace evpickup::study
