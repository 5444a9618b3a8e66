// SPDX-License-Identifier: Apache-2.0
#include "estimation_rules.hpp"

namespace evpickup::model {

namespace {

using units::in_kilowatts;
using units::in_litres;
using units::in_newton_metres;
using units::kilowatts;
using units::litres;
using units::newton_metres;

// Above these an engine is filled by a turbocharger.
constexpr double natural_torque_limit_per_l = 125.0;
constexpr double natural_power_limit_per_l = 70.0;

bool is_diesel(const Engine& engine) { return *engine.fuel == Fuel::diesel; }
bool is_turbo(const Engine& engine) { return *engine.aspiration == Aspiration::turbo; }
bool is_kind(const Vehicle& vehicle, PowertrainKind kind) {
  return *vehicle.powertrain.kind == kind;
}
bool is_series(const Vehicle& vehicle) { return *vehicle.powertrain.layout == Layout::series; }

void aspiration_by_size(Vehicle& vehicle, const std::string& origin) {
  Engine& engine = vehicle.engine;
  bool turbo = is_diesel(engine);
  if (engine.displacement.has_value()) {
    const double size_l = in_litres(*engine.displacement);
    if (engine.torque.has_value())
      turbo = turbo || in_newton_metres(*engine.torque) / size_l > natural_torque_limit_per_l;
    if (engine.power.has_value())
      turbo = turbo || in_kilowatts(*engine.power) / size_l > natural_power_limit_per_l;
  }
  fill_word(engine.aspiration, turbo ? Aspiration::turbo : Aspiration::natural, origin);
}

// Power and torque for each litre: low, usual, high.
struct PerLitre {
  double low, usual, high;
};
PerLitre power_per_litre(const Engine& engine) {
  if (is_diesel(engine)) return {52.0, 62.0, 75.0};
  return is_turbo(engine) ? PerLitre{75.0, 87.0, 100.0} : PerLitre{45.0, 52.0, 65.0};
}
PerLitre torque_per_litre(const Engine& engine) {
  if (is_diesel(engine)) return {170.0, 190.0, 215.0};
  return is_turbo(engine) ? PerLitre{165.0, 185.0, 205.0} : PerLitre{90.0, 97.0, 105.0};
}

void power_by_generator(Vehicle& vehicle, const std::string& origin) {
  if (!vehicle.generator.power.has_value() || vehicle.engine.displacement.has_value()) return;
  const auto power = *vehicle.generator.power;
  fill_between(vehicle.engine.power, power / 0.95, power / 0.93, power / 0.80, origin);
}

void size_by_power(Vehicle& vehicle, const std::string& origin) {
  Engine& engine = vehicle.engine;
  if (!engine.power.has_value()) return;
  const double kw = in_kilowatts(*engine.power);
  const PerLitre per = power_per_litre(engine);
  fill_between(engine.displacement, litres(kw / per.high), litres(kw / per.usual),
               litres(kw / per.low), origin);
}

void power_by_size(Vehicle& vehicle, const std::string& origin) {
  Engine& engine = vehicle.engine;
  const double size_l = in_litres(*engine.displacement);
  const PerLitre per = power_per_litre(engine);
  fill_between(engine.power, kilowatts(per.low * size_l), kilowatts(per.usual * size_l),
               kilowatts(per.high * size_l), origin);
}

void torque_by_size(Vehicle& vehicle, const std::string& origin) {
  Engine& engine = vehicle.engine;
  const double size_l = in_litres(*engine.displacement);
  const PerLitre per = torque_per_litre(engine);
  fill_between(engine.torque, newton_metres(per.low * size_l), newton_metres(per.usual * size_l),
               newton_metres(per.high * size_l), origin);
}

void layout(Vehicle& vehicle, const std::string& origin) {
  if (is_kind(vehicle, PowertrainKind::ice)) return;
  const bool series = is_kind(vehicle, PowertrainKind::erev);
  fill_word(vehicle.powertrain.layout, series ? Layout::series : Layout::parallel, origin);
}

void generator_power(Vehicle& vehicle, const std::string& origin) {
  if (!vehicle.has_motor() || *vehicle.powertrain.layout == Layout::parallel) return;
  const auto power = *vehicle.engine.power;
  fill_between(vehicle.generator.power, 0.80 * power, 0.93 * power, 0.95 * power, origin);
}

void generator_efficiency(Vehicle& vehicle, const std::string& origin) {
  if (!vehicle.has_motor() || *vehicle.powertrain.layout == Layout::parallel) return;
  fill_between(vehicle.generator.efficiency, 0.91, 0.93, 0.95, origin);
}

// What only a gearbox between engine and wheels has.
template <class T>
void gearbox(Vehicle& vehicle, Sourced<T> Transmission::*member, T low, T value, T high,
             const std::string& origin) {
  if (vehicle.has_motor() && is_series(vehicle)) return;
  fill_between(vehicle.transmission.*member, low, value, high, origin);
}

void charge_kept(Vehicle& vehicle, const std::string& origin) {
  if (is_kind(vehicle, PowertrainKind::hev))
    fill_between(vehicle.operation.sustain_charge, 0.4, 0.5, 0.6, origin);
  else if (vehicle.is_charged())
    fill_between(vehicle.operation.sustain_charge, 0.05, 0.12, 0.20, origin);
}

}  // namespace

std::span<const AppliedRule> engine_rules() {
  static const AppliedRule rules[] = {
      {{"powertrain.layout", "series for an erev, parallel for others, as no source names it",
        "an erev's engine drives a generator alone; most hybrid pickups have their motor at the "
        "gearbox (F-150 PowerBoost, Tundra, Cannon Alpha)"},
       layout},
      {{"engine.power", "generator power / 0.93, where no source gives the engine's size",
        "the rule for the generator, turned round"},
       power_by_generator},
      {{"engine.cycle", "by the fuel: otto or diesel, as no source names it",
        "Atkinson engines are named where they are fitted"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_word(vehicle.engine.cycle,
                   is_diesel(vehicle.engine) ? EngineCycle::diesel : EngineCycle::otto, origin);
       }},
      {{"engine.aspiration",
        "turbo for diesels and above 125 N*m or 70 kW per litre, natural for others",
        "engines of pickups: 5.3 l V8 98 N*m and 50 kW per litre, 3.3 l V6 108 and 64, 2.7 l "
        "EcoBoost 201 and 90"},
       aspiration_by_size},
      {{"engine.displacement", "power / 87 kW per litre (turbo), 52 (natural), 62 (diesel)",
        "engines of pickups (2.3 and 2.7 l EcoBoost 87 and 90, 5.3 l V8 50, 2.8 l diesel 54, 3.0 l "
        "diesel 61 kW per litre)"},
       size_by_power},
      {{"engine.power", "87 kW per litre (turbo), 52 (natural), 62 (diesel)",
        "the rule for the displacement, turned round"},
       power_by_size},
      {{"engine.torque", "185 N*m per litre (turbo), 97 (natural), 190 (diesel)",
        "engines of pickups (2.3 and 2.7 l EcoBoost 183 and 201, 5.3 l V8 98, 2.8 l diesel 179, "
        "2.2 l diesel 200 N*m per litre)"},
       torque_by_size},
      {{"engine.idle_speed", "650 rpm, diesel 750 rpm", "warm engines of pickups; a judgement"},
       [](Vehicle& vehicle, const std::string& origin) {
         constexpr double rad_per_s = std::numbers::pi / 30.0;
         const double rpm = is_diesel(vehicle.engine) ? 750.0 : 650.0;
         fill(vehicle.engine.idle_speed, units::radians_per_second(rpm * rad_per_s), 0.85, 1.15,
              origin);
       }},
      {{"engine.stop_start", "in hybrids; none in others, as no source names it",
        "an engine beside a motor that drives stops; makers name it where they fit it to others"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_word(vehicle.engine.stop_start, vehicle.has_motor(), origin);
       }},
      {{"engine.cylinder_deactivation", "none, as no source names it",
        "makers name it where they fit it"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_word(vehicle.engine.cylinder_deactivation, false, origin);
       }},
      {{"transmission.gears", "8, between the 6 to 10 of automatic gearboxes of pickups",
        "10R80 10, 8L90 and 8HP 8, AC60E 6"},
       [](Vehicle& vehicle, const std::string& origin) {
         gearbox(vehicle, &Transmission::gears, 6, 8, 10, origin);
       }},
      {{"transmission.first_gear", "4.6, a usual first gear", "10R80 4.70, 8L90 4.56, 8HP70 4.71"},
       [](Vehicle& vehicle, const std::string& origin) {
         gearbox(vehicle, &Transmission::first_gear, 4.0, 4.6, 4.8, origin);
       }},
      {{"transmission.top_gear", "0.65, a usual highest gear",
        "10R80 0.636, 8L90 0.65, 8HP70 0.67"},
       [](Vehicle& vehicle, const std::string& origin) {
         gearbox(vehicle, &Transmission::top_gear, 0.60, 0.65, 0.70, origin);
       }},
      {{"transmission.final_drive", "3.5, a usual axle",
        "axles of pickups lie between 3.2 and 3.9"},
       [](Vehicle& vehicle, const std::string& origin) {
         gearbox(vehicle, &Transmission::final_drive, 3.15, 3.5, 3.9, origin);
       }},
      {{"transmission.efficiency", "0.95 in gear",
        "gearbox 0.96 to 0.98 with its converter locked; the axle's drag is in the coastdown; "
        "range is a judgement"},
       [](Vehicle& vehicle, const std::string& origin) {
         gearbox(vehicle, &Transmission::efficiency, 0.92, 0.95, 0.97, origin);
       }},
      {{"generator.power", "0.93 x engine power", "by its efficiency; range is a judgement"},
       generator_power},
      {{"generator.efficiency", "0.93, rectifier included",
        "generator and rectifier, 0.91 to 0.95; a judgement"},
       generator_efficiency},
      {{"tank.volume", "80 L, between small and large tanks",
        "tanks of pickups hold 60 to 136 L; a judgement"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_between(vehicle.tank.volume, litres(60), litres(80), litres(110), origin);
       }},
      {{"operation.sustain_charge",
        "0.12 of the usable energy where it is charged, 0.5 in a hybrid",
        "plug-in hybrids start their engine at 15 to 25 % as shown; a judgement"},
       charge_kept},
      {{"operation.charge_band", "0.03 of the usable energy", "a judgement"},
       [](Vehicle& vehicle, const std::string& origin) {
         if (vehicle.is_charged())
           fill_between(vehicle.operation.charge_band, 0.01, 0.03, 0.05, origin);
       }},
      {{"operation.hold_charge", "0.6 of the usable energy", "a judgement"},
       [](Vehicle& vehicle, const std::string& origin) {
         if (vehicle.is_charged())
           fill_between(vehicle.operation.hold_charge, 0.4, 0.6, 0.8, origin);
       }},
  };
  return rules;
}

}  // namespace evpickup::model
