// SPDX-License-Identifier: Apache-2.0
#include "claim_list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evpickup/energy/charging.hpp"
#include "evpickup/energy/performance.hpp"
#include "evpickup/energy/procedures.hpp"
#include "evpickup/energy/towing.hpp"
#include "evpickup/study/energy_figures.hpp"

namespace evpickup::study {

namespace {

using model::Vehicle;
using Key = std::string_view;

// Inputs that claims depend on.

constexpr Key range_inputs[] = {"body.curb_mass",        "body.drag_coefficient",
                                "body.frontal_area",     "body.rolling_resistance",
                                "battery.energy_usable", "battery.resistance",
                                "battery.charge_power",  "powertrain.power"};
constexpr Key acceleration_inputs[] = {
    "body.curb_mass",     "body.drag_coefficient",   "body.rolling_resistance",
    "body.tyre_radius",   "body.rear_axle_share",    "body.centre_of_gravity",
    "battery.resistance", "battery.discharge_power", "powertrain.power",
    "powertrain.torque",  "powertrain.reduction",    "engine.power",
    "engine.torque",      "transmission.first_gear", "transmission.efficiency"};
constexpr Key top_speed_inputs[] = {"body.drag_coefficient",   "body.frontal_area",
                                    "body.rolling_resistance", "body.tyre_radius",
                                    "powertrain.power",        "battery.discharge_power",
                                    "powertrain.reduction",    "powertrain.motor_speed_max"};
constexpr Key charging_inputs[] = {"battery.energy_usable", "charging.dc_peak", "charging.dc_from",
                                   "charging.dc_to", "charging.dc_curve"};
constexpr Key payload_inputs[] = {"body.curb_mass", "body.gross_mass"};
constexpr Key towing_inputs[] = {"body.curb_mass",        "body.gross_mass",
                                 "body.drag_coefficient", "body.tyre_radius",
                                 "body.rear_axle_share",  "body.centre_of_gravity",
                                 "powertrain.power",      "battery.discharge_power",
                                 "powertrain.torque",     "powertrain.reduction",
                                 "engine.power",          "engine.torque"};

// What the model itself may be off, beside its inputs.

/// Blind label ranges of electric pickups outside the calibration are met with a mean absolute
/// error of 3 to 4 % (docs/validation.md).
constexpr double range_error = 0.04;
/// The same and the doubt of driving CLTC-P for CLTC-C: root sum of squares.
constexpr double cltc_error = 0.0894;
/// 0-60 mph tests of trucks with known torque: between the mean absolute and the largest error
/// (docs/validation.md).
constexpr double acceleration_error = 0.10;
/// Charging times of independent tests: the bar of the validation.
constexpr double charging_error = 0.10;
/// Cube root of the power at top speed: 15 % of power are 5 % of speed.
constexpr double top_speed_error = 0.05;
/// Rating and curb mass of one trim with and without options: what files are warned about.
constexpr double payload_error = 0.10;
/// Trailers differ in drag, tyres and hitch load.
constexpr double towing_error = 0.10;

static_assert(cltc_error * cltc_error >
              range_error * range_error + 0.99 * other_cycle_doubt * other_cycle_doubt);

// Claims as files have them.

template <class T, class Convert>
std::vector<Claimed> values(const spec::Sourced<T>& given, Convert convert) {
  std::vector<Claimed> all;
  if (!given.has_value()) return all;
  all.push_back({convert(*given), given.origin.source, given.origin.note});
  for (const auto& other : given.also)
    all.push_back({convert(other.value), other.source, other.note});
  return all;
}

template <auto member, auto convert>
std::vector<Claimed> of_maker(const ClaimKind& /*kind*/, const Vehicle& truck) {
  return values(truck.claims.*member, convert);
}

std::vector<Claimed> rated_range(const ClaimKind& kind, const Vehicle& truck) {
  const auto rating = truck.rating.find(std::string(kind.procedure));
  return rating == truck.rating.end() ? std::vector<Claimed>{}
                                      : values(rating->second.range, units::in_kilometres);
}

std::vector<Claimed> charging_time(const ClaimKind& /*kind*/, const Vehicle& truck) {
  return values(truck.charging.dc_time, units::in_minutes);
}

// Figures of physics.

Figures predicted_range(const ClaimKind& kind, Trucks trucks, const Bench& bench) {
  Figures figures;
  for (const auto& prediction :
       energy::find_procedure(kind.procedure)->predict(trucks, bench.cycles, bench.threads))
    figures.emplace_back(units::in_kilometres(prediction.range));
  return figures;
}

template <class Figure>
Figures one_by_one(Trucks trucks, Figure figure) {
  Figures figures;
  for (const auto* truck : trucks) figures.push_back(figure(*truck));
  return figures;
}

std::optional<double> seconds(const std::optional<units::Time>& time) {
  return time ? std::optional(units::in_seconds(*time)) : std::nullopt;
}

Figures accel_0_100(const ClaimKind& /*kind*/, Trucks trucks, const Bench& /*bench*/) {
  return one_by_one(trucks, [](const Vehicle& truck) {
    return seconds(energy::performance(truck, standard_conditions()).accel_0_100);
  });
}

Figures accel_0_60mph(const ClaimKind& /*kind*/, Trucks trucks, const Bench& /*bench*/) {
  return one_by_one(trucks, [](const Vehicle& truck) {
    return seconds(energy::performance(truck, standard_conditions()).accel_0_60mph);
  });
}

Figures top_speed(const ClaimKind& /*kind*/, Trucks trucks, const Bench& /*bench*/) {
  return one_by_one(trucks, [](const Vehicle& truck) -> std::optional<double> {
    return units::in_kilometres_per_hour(
        energy::performance(truck, standard_conditions()).top_speed);
  });
}

Figures time_on_curve(const ClaimKind& /*kind*/, Trucks trucks, const Bench& /*bench*/) {
  return one_by_one(trucks, [](const Vehicle& truck) -> std::optional<double> {
    const auto curve = energy::charge_curve(truck);
    if (!curve) return std::nullopt;
    return units::in_minutes(
        energy::charge_time(*curve, *truck.battery.energy_usable,
                            truck.charging.dc_from.value_or(energy::usual_charge_from),
                            truck.charging.dc_to.value_or(energy::usual_charge_to)));
  });
}

Figures gross_less_curb(const ClaimKind& /*kind*/, Trucks trucks, const Bench& /*bench*/) {
  return one_by_one(trucks, [](const Vehicle& truck) -> std::optional<double> {
    const auto payload = model::gross_less_curb(truck);
    return payload ? std::optional(units::in_kilograms(*payload)) : std::nullopt;
  });
}

constexpr energy::TrailerForm camper{standard_trailer_drag_area};

Figures heaviest_trailer(const ClaimKind& /*kind*/, Trucks trucks, const Bench& /*bench*/) {
  return one_by_one(trucks, [](const Vehicle& truck) -> std::optional<double> {
    return units::in_kilograms(energy::towing_limits(truck, camper).least());
  });
}

// Words beside the figures.

std::string charging_remark(const ClaimKind& /*kind*/, const Vehicle& filled,
                            const Vehicle& truck) {
  const auto curve = energy::charge_curve(filled);
  if (!curve) return "neither a charge curve nor a peak power is known";
  const double from = truck.charging.dc_from.value_or(energy::usual_charge_from);
  const double to = truck.charging.dc_to.value_or(energy::usual_charge_to);
  const auto mean = (to - from) * *filled.battery.energy_usable /
                    (energy::dc_stored_share * *truck.charging.dc_time);
  return fmt::format(
      "the claim takes {:.0f} kW on average, {} {:.0f} kW; from {:.0f} to {:.0f} %",
      units::in_kilowatts(mean),
      curve->basis == energy::ChargeCurve::Basis::measured ? "measured were up to" : "the peak is",
      units::in_kilowatts(
          std::ranges::max_element(curve->points, {},
                                   [](const auto& point) { return units::in_watts(point.second); })
              ->second),
      100.0 * from, 100.0 * to);
}

std::string payload_remark(const ClaimKind& /*kind*/, const Vehicle& filled,
                           const Vehicle& /*truck*/) {
  if (!filled.body.gross_mass.has_value()) return "no source gives the gross mass";
  return fmt::format("gross mass {:.0f} kg less curb mass {:.0f} kg",
                     units::in_kilograms(*filled.body.gross_mass),
                     units::in_kilograms(*filled.body.curb_mass));
}

/// Of engine and motors together, where that is told.
units::Power rated_power(const Vehicle& truck) {
  if (truck.powertrain.system_power.has_value()) return *truck.powertrain.system_power;
  return truck.has_motor() ? *truck.powertrain.power : *truck.engine.power;
}

std::string towing_remark(const ClaimKind& /*kind*/, const Vehicle& filled, const Vehicle& truck) {
  const auto limits = energy::towing_limits(filled, camper);
  const auto told = [](units::Mass mass) {
    return mass >= energy::heaviest_trailer - units::kilograms(1.0)
               ? std::string("any")
               : fmt::format("{:.0f} kg", units::in_kilograms(mass));
  };
  const auto power = energy::climbing_power(filled, camper, *truck.claims.towing);
  const units::Mass least = limits.least();
  return fmt::format(
      "decided by {}; start on 12 %: {}; 64 km/h on Davis Dam: {}; hitch load within the payload: "
      "{}; the claim takes {:.0f} kW on Davis Dam, {:.0f} % of the rated power",
      limits.hitch && *limits.hitch == least ? "the hitch load within the payload"
      : limits.launch == least               ? "the start on 12 %"
                                             : "the climb of Davis Dam",
      told(limits.launch), told(limits.climb), limits.hitch ? told(*limits.hitch) : "not known",
      units::in_kilowatts(power), 100.0 * (power / rated_power(filled)));
}

std::string range_remark(const ClaimKind& kind, const Vehicle& /*filled*/, const Vehicle& truck) {
  const bool makers = truck.rating.at(std::string(kind.procedure)).estimated.value_or(false);
  std::string text = makers ? "the maker's own estimate" : "";
  if (kind.procedure == "cltc")
    text += std::string(text.empty() ? "" : "; ") + "on the trace of CLTC-P for CLTC-C";
  return text;
}

// What would be the claim itself.

void without_top_speed(Vehicle& truck) { truck.claims.top_speed = {}; }
void without_time(Vehicle& truck) { truck.charging.dc_time = {}; }
void without_payload(Vehicle& truck) { truck.claims.payload = {}; }

constexpr Key range_reason = "blind label ranges of other pickups are met within 3 to 4 %";

ClaimKind rated(Key key, Key label, Key procedure, double error, Key reason) {
  return {.key = key,
          .label = label,
          .unit = "km",
          .decimals = 0,
          .better = Better::higher,
          .modesty = Modesty::contradicts,
          .model_error = error,
          .reason = reason,
          .procedure = procedure,
          .inputs = range_inputs,
          .claimed = &rated_range,
          .prepare = nullptr,
          .physics = &predicted_range,
          .remark = &range_remark};
}

const std::vector<ClaimKind>& all_kinds() {
  static const std::vector<ClaimKind> kinds{
      rated("range_epa", "range, EPA", "epa", range_error, range_reason),
      rated("range_wltp", "range, WLTP", "wltp", range_error, range_reason),
      rated("range_cltc", "range, CLTC", "cltc", cltc_error,
            "the same, and CLTC-P driven in place of CLTC-C"),
      rated("range_nedc", "range, NEDC", "nedc", range_error, range_reason),
      rated("range_korea", "range, Korea", "korea", range_error, range_reason),
      {"accel_0_100", "0-100 km/h", "s", 1, Better::lower, Modesty::is_told, acceleration_error,
       "0-60 mph tests of trucks with known torque are met within 10 % on average", "",
       acceleration_inputs, &of_maker<&model::Claims::accel_0_100, &units::in_seconds>, nullptr,
       &accel_0_100, nullptr},
      {"accel_0_60mph", "0-60 mph", "s", 1, Better::lower, Modesty::is_told, acceleration_error,
       "tests of trucks with known torque are met within 10 % on average", "", acceleration_inputs,
       &of_maker<&model::Claims::accel_0_60mph, &units::in_seconds>, nullptr, &accel_0_60mph,
       nullptr},
      {"top_speed", "top speed", "km/h", 0, Better::higher, Modesty::is_normal, top_speed_error,
       "15 % of power are 5 % of top speed", "", top_speed_inputs,
       &of_maker<&model::Claims::top_speed, &units::in_kilometres_per_hour>, &without_top_speed,
       &top_speed, nullptr},
      {"dc_time", "fast charging", "min", 0, Better::lower, Modesty::is_told, charging_error,
       "charging times of tests are met within 10 %", "", charging_inputs, &charging_time,
       &without_time, &time_on_curve, &charging_remark},
      {"payload", "payload", "kg", 0, Better::higher, Modesty::is_normal, payload_error,
       "options move curb mass and rating of a trim", "", payload_inputs,
       &of_maker<&model::Claims::payload, &units::in_kilograms>, &without_payload, &gross_less_curb,
       &payload_remark},
      {"towing", "towing", "kg", 0, Better::higher, Modesty::is_normal, towing_error,
       "trailers differ in drag, tyres and hitch load", "", towing_inputs,
       &of_maker<&model::Claims::towing, &units::in_kilograms>, nullptr, &heaviest_trailer,
       &towing_remark},
  };
  return kinds;
}

}  // namespace

std::span<const ClaimKind> claim_kinds() { return all_kinds(); }

const ClaimKind* find_claim(std::string_view key) {
  const auto found = std::ranges::find(all_kinds(), key, &ClaimKind::key);
  return found == all_kinds().end() ? nullptr : &*found;
}

}  // namespace evpickup::study
