// SPDX-License-Identifier: Apache-2.0
#include "estimation_rules.hpp"

namespace evpickup::model {

namespace {

using units::kilograms;
using units::metres;

constexpr double pound_kg = units::kilograms_per_pound;

// Certified test mass: curb mass and two occupants, rounded to a class.
void mass_from_road_load(Vehicle& vehicle, const std::string& origin) {
  Body& body = vehicle.body;
  if (!body.road_load_mass.has_value()) return;
  const auto mass = *body.road_load_mass - kilograms(300.0 * pound_kg);
  const bool wide_class = *body.road_load_mass > kilograms(5500.0 * pound_kg);
  const auto half_class = kilograms((wide_class ? 250.0 : 125.0) * pound_kg);
  fill_between(body.curb_mass, mass - half_class, mass, mass + half_class, origin);
}

void mass_from_payload(Vehicle& vehicle, const std::string& origin) {
  Body& body = vehicle.body;
  if (!body.gross_mass.has_value() || !vehicle.claims.payload.has_value()) return;
  const auto mass = *body.gross_mass - *vehicle.claims.payload;
  if (mass > kilograms(0)) fill(body.curb_mass, mass, 0.95, 1.05, origin);
}

// The truck without its pack goes by its bulk.
units::Mass mass_by_bulk(const Vehicle& vehicle, double kg_per_m3) {
  const Body& body = vehicle.body;
  const auto bulk = *body.length * *body.width * *body.height;
  const auto pack = vehicle.battery.mass.value_or(kilograms(0));
  return bulk * units::kilograms_per_cubic_metre(kg_per_m3) + pack;
}

void mass_one_axle(Vehicle& vehicle, const std::string& origin) {
  if (*vehicle.powertrain.drive == Drive::all) return;
  fill(vehicle.body.curb_mass, mass_by_bulk(vehicle, 92.0), 0.90, 1.10, origin);
}

void mass_of_hybrids(Vehicle& vehicle, const std::string& origin) {
  if (!vehicle.has_engine() || !vehicle.has_motor() || *vehicle.powertrain.drive != Drive::all)
    return;
  fill(vehicle.body.curb_mass, mass_by_bulk(vehicle, 117.0), 0.88, 1.12, origin);
}

void mass_two_axles(Vehicle& vehicle, const std::string& origin) {
  fill(vehicle.body.curb_mass, mass_by_bulk(vehicle, 106.0), 0.88, 1.12, origin);
}

void frontal_area(Vehicle& vehicle, const std::string& origin) {
  const auto outline = *vehicle.body.width * *vehicle.body.height;
  fill_between(vehicle.body.frontal_area, 0.82 * outline, 0.86 * outline, 0.90 * outline, origin);
}

// One row for each class of tyre: the coefficient and its range.
template <TyreClass tyre_class>
void rolling(Vehicle& vehicle, const std::string& origin, double low, double value, double high) {
  if (*vehicle.body.tyre_class == tyre_class)
    fill_between(vehicle.body.rolling_resistance, low, value, high, origin);
}

void radius_from_size(Vehicle& vehicle, const std::string& origin) {
  Body& body = vehicle.body;
  if (!body.tyre_size.has_value()) return;
  const auto unloaded = tyre_radius(*body.tyre_size);
  if (unloaded)
    fill_between(body.tyre_radius, 0.95 * *unloaded, 0.97 * *unloaded, 0.99 * *unloaded, origin);
}

void radius_of_heavy_trucks(Vehicle& vehicle, const std::string& origin) {
  if (*vehicle.body.curb_mass > kilograms(2700.0))
    fill_between(vehicle.body.tyre_radius, metres(0.40), metres(0.42), metres(0.44), origin);
}

constexpr std::string_view rolling_basis =
    "effective values of trucks with certified loads and of public labels, bearing and gear drag "
    "included";
constexpr std::string_view size_basis =
    "F-150 Lightning, R1T, Silverado EV, Sierra EV, Hummer EV and Cybertruck; all within 8 %";

}  // namespace

std::span<const AppliedRule> body_rules() {
  static const AppliedRule rules[] = {
      {{"body.length", "5.80 m, median of US electric pickups", size_basis},
       [](Vehicle& vehicle, const std::string& origin) {
         fill(vehicle.body.length, metres(5.80), 0.92, 1.08, origin);
       }},
      {{"body.width", "2.10 m, median of US electric pickups", size_basis},
       [](Vehicle& vehicle, const std::string& origin) {
         fill(vehicle.body.width, metres(2.10), 0.92, 1.08, origin);
       }},
      {{"body.height", "1.93 m, median of US electric pickups", size_basis},
       [](Vehicle& vehicle, const std::string& origin) {
         fill(vehicle.body.height, metres(1.93), 0.92, 1.08, origin);
       }},
      {{"body.curb_mass", "certified test mass less 300 lb",
        "loaded vehicle weight is curb weight and 300 lb (40 CFR 86.082-2); classes of test weight "
        "are "
        "250 lb wide up to 5,500 lb and 500 lb above (40 CFR 86.129-80, 1066.805)"},
       mass_from_road_load},
      {{"body.curb_mass", "gross mass less payload",
        "definition of the payload; range is a judgement"},
       mass_from_payload},
      {{"body.curb_mass", "92 kg/m^3 x length x width x height + pack (one driven axle)",
        "Musso EV 91, Slate Truck 96 kg/m^3 with packs by the rule for their mass; range is a "
        "judgement"},
       mass_one_axle},
      {{"body.curb_mass",
        "117 kg/m^3 x length x width x height + pack (engine and motors, two driven axles)",
        "F-150 PowerBoost 106, Shark 6 120, Cannon Alpha 124 kg/m^3 with packs by the rule for "
        "their "
        "mass: all within 12 %"},
       mass_of_hybrids},
      {{"body.curb_mass", "106 kg/m^3 x length x width x height + pack (two driven axles)",
        "seven models with published mass, 93 (F-150 Lightning) to 121 kg/m^3 (Silverado EV RST) "
        "with "
        "packs by the rule for their mass: all within 12 %"},
       mass_two_axles},
      {{"body.frontal_area", "0.86 x width x height",
        "0.85 in FASTSim's vehicle import; 0.87 for the F-150 Lightning (3.54 m^2 by computed "
        "flow, "
        "80.0 in x 78.9 in)"},
       frontal_area},
      {{"body.drag_coefficient", "0.39, median of pickups",
        "makers' figures (R1T 0.30 to Hummer EV 0.50) and FASTSim's pickups (0.375 to 0.40)"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_between(vehicle.body.drag_coefficient, 0.33, 0.39, 0.46, origin);
       }},
      {{"body.tyre_class", "road tyres, as no source names others",
        "the tyre of most trims on sale"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_word(vehicle.body.tyre_class, TyreClass::road, origin);
       }},
      {{"body.rolling_resistance", "0.0067 for road tyres", rolling_basis},
       [](Vehicle& vehicle, const std::string& origin) {
         rolling<TyreClass::road>(vehicle, origin, 0.0057, 0.0067, 0.0085);
       }},
      {{"body.rolling_resistance", "0.0079 for sport tyres",
        "road tyres and one class of the EU tyre label, 0.0012 (Regulation (EC) No 1222/2009: "
        "class B from 0.0066 to 0.0077, C to 0.0090); range: as road tyres, to two classes worse"},
       [](Vehicle& vehicle, const std::string& origin) {
         rolling<TyreClass::sport>(vehicle, origin, 0.0067, 0.0079, 0.0092);
       }},
      {{"body.rolling_resistance", "0.0099 for all-terrain tyres", rolling_basis},
       [](Vehicle& vehicle, const std::string& origin) {
         rolling<TyreClass::all_terrain>(vehicle, origin, 0.0085, 0.0099, 0.0115);
       }},
      {{"body.rolling_resistance", "0.0103 for mud-terrain tyres",
        "road tyres and 0.0036: by so much five Silverados and Sierras on mud-terrain tyres roll "
        "harder than the same trucks without (certified loads, EPA test car list MY2022); range: "
        "smallest difference, to the largest load with the drag of its four-wheel drive"},
       [](Vehicle& vehicle, const std::string& origin) {
         rolling<TyreClass::mud_terrain>(vehicle, origin, 0.0099, 0.0103, 0.0124);
       }},
      {{"body.tyre_radius", "0.97 x radius by the tyre's size",
        "a loaded tyre rolls on a radius a few per cent below that of its size; range is a "
        "judgement"},
       radius_from_size},
      {{"body.tyre_radius", "0.42 m above 2,700 kg, as no source names the tyres",
        "mean loaded radius of F-150 Lightning, R1T, Cybertruck, Silverado EV RST and Hummer EV, "
        "0.405 to 0.431 m; all are heavier"},
       radius_of_heavy_trucks},
      {{"body.tyre_radius", "0.38 m, as no source names the tyres",
        "loaded radius of 265/60R18 to 275/65R18, common on pickups; range: 0.35 m small pickups, "
        "0.42 m tyres of 35 in"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_between(vehicle.body.tyre_radius, metres(0.35), metres(0.38), metres(0.42), origin);
       }},
      {{"body.rear_axle_share", "0.50, for a pack between the axles", "range is a judgement"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_between(vehicle.body.rear_axle_share, 0.42, 0.50, 0.55, origin);
       }},
      {{"body.centre_of_gravity", "0.62 m, for a pickup with its pack in the floor",
        "between FASTSim's default for cars (0.53 m) and a pickup with an engine (0.72 m); a "
        "judgement"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_between(vehicle.body.centre_of_gravity, metres(0.53), metres(0.62), metres(0.72),
                      origin);
       }},
  };
  return rules;
}

}  // namespace evpickup::model
