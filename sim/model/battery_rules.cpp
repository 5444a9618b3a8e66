// SPDX-License-Identifier: Apache-2.0
#include "estimation_rules.hpp"

namespace evpickup::model {

namespace {

using units::kilowatt_hours;
using units::volts;

void usable_from_gross(Vehicle& vehicle, const std::string& origin) {
  Battery& battery = vehicle.battery;
  if (!battery.energy_gross.has_value()) return;
  const auto gross = *battery.energy_gross;
  fill_between(battery.energy_usable, 0.91 * gross, 0.95 * gross, 0.995 * gross, origin);
}

void usable_from_nominal(Vehicle& vehicle, const std::string& origin) {
  Battery& battery = vehicle.battery;
  if (!battery.energy_nominal.has_value()) return;
  const auto nominal = *battery.energy_nominal;
  fill_between(battery.energy_usable, 0.90 * nominal, 0.95 * nominal, 1.00 * nominal, origin);
}

// Packs that an engine helps are used between closer limits.
void usable_beside_engine(Vehicle& vehicle, const std::string& origin, PowertrainKind kind,
                          double low, double share, double high) {
  const Battery& battery = vehicle.battery;
  if (*vehicle.powertrain.kind != kind) return;
  const auto& whole =
      battery.energy_gross.has_value() ? battery.energy_gross : battery.energy_nominal;
  if (whole.has_value())
    fill_between(vehicle.battery.energy_usable, low * *whole, share * *whole, high * *whole,
                 origin);
}

void gross_from_usable(Vehicle& vehicle, const std::string& origin) {
  Battery& battery = vehicle.battery;
  const auto usable = *battery.energy_usable;
  fill_between(battery.energy_gross, usable / 0.995, usable / 0.95, usable / 0.91, origin);
}

void mass_of_pack(Vehicle& vehicle, const std::string& origin) {
  Battery& battery = vehicle.battery;
  fill(battery.mass, pack_mass(*battery.energy_gross, *battery.chemistry), 0.95, 1.25, origin);
}

// R = t V^2 / E: packs of one cell in other numbers and orders have the same t.
void resistance(Vehicle& vehicle, const std::string& origin) {
  Battery& battery = vehicle.battery;
  const auto after = [&](double time_s) {
    const double volt = units::in_si(*battery.voltage);
    return units::ohms(time_s * volt * volt / units::in_joules(*battery.energy_usable));
  };
  fill_between(battery.resistance, after(97.0), after(160.0), after(270.0), origin);
}

}  // namespace

std::span<const AppliedRule> battery_rules() {
  static const AppliedRule rules[] = {
      {{"battery.chemistry", "nmc, as in most electric pickups",
        "published chemistries; a judgement where there are none"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_word(vehicle.battery.chemistry, Chemistry::nmc, origin);
       }},
      {{"battery.energy_usable", "0.40 x gross or printed energy in a hybrid that is not charged",
        "packs that serve power are used between about 30 and 70 %; a judgement"},
       [](Vehicle& vehicle, const std::string& origin) {
         usable_beside_engine(vehicle, origin, PowertrainKind::hev, 0.30, 0.40, 0.60);
       }},
      {{"battery.energy_usable", "0.90 x gross or printed energy in a plug-in hybrid",
        "EPA OMEGA, mass_scaling.csv, has 0.75 for older ones; packs of 20 kWh and more of today "
        "are used as those of electric trucks; a judgement"},
       [](Vehicle& vehicle, const std::string& origin) {
         usable_beside_engine(vehicle, origin, PowertrainKind::phev, 0.75, 0.90, 0.95);
       }},
      {{"battery.energy_usable", "0.95 x gross energy",
        "EPA OMEGA, mass_scaling.csv, usable_battery_capacity_norm; range: F-150 Lightning 0.91, "
        "Hummer EV 0.995"},
       usable_from_gross},
      {{"battery.energy_usable", "0.95 x printed energy, which may be gross or usable",
        "as for gross energy; range: usable energy was printed (1.00), or a small share of the "
        "gross "
        "energy is used (0.90)"},
       usable_from_nominal},
      {{"battery.energy_gross", "usable energy / 0.95", "the rule for usable energy, turned round"},
       gross_from_usable},
      {{"battery.mass", "pack mass by gross energy and chemistry",
        "EPA OMEGA, mass_scaling.csv, model year 2023; range: the Hummer EV's pack is 17 % heavier "
        "by "
        "its EPA filing, packs of LFP at 125 Wh/kg are 16 % heavier"},
       mass_of_pack},
      {{"battery.voltage", "400 V, class of most electric pickups",
        "some only charge at 800 V; range: 350 V to 800 V throughout"},
       [](Vehicle& vehicle, const std::string& origin) {
         fill_between(vehicle.battery.voltage, volts(350), volts(400), volts(800), origin);
       }},
      {{"battery.resistance", "160 s x voltage^2 / usable energy",
        "1 mohm for a cell of 100 Ah and 3.7 V (equivalent circuit example of PyBaMM) is 97 s, "
        "0.155 ohm at 400 V and 77 kWh (VW ID.4 of SUMO) is about 270 s; the geometric mean"},
       resistance},
  };
  return rules;
}

}  // namespace evpickup::model
