// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "evpickup/energy/battery_model.hpp"
#include "evpickup/energy/charging.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

/// A stop at a fast charger: power over state of charge and battery temperature, and the warmth of
/// the battery that driving and charging leave.
namespace evpickup::energy {

/// Temperature of a battery from which on it takes the whole of its charge curve. Curves are
/// measured on warm batteries.
inline constexpr units::Temperature full_charging_temperature = units::celsius(23);

/// Share of its charge curve that a battery takes at a temperature: 1 at 23 degC and above, below
/// that resistance_factor(23 degC) / resistance_factor(T), 0.50 at 0 degC and 0.36 at -10 degC.
/// What limits charging is the voltage that drives the current through the cell's resistance, at
/// the upper voltage limit and before lithium plates the anode; at the same voltage the current
/// falls as resistance grows. Named estimate: the true share lies between this (every point of the
/// curve is the cell's limit) and 1 (none is). Against it: 36 % less charge after 30 minutes at 0
/// degC than at 25 degC, about 500 charges of Nissan Leaf taxis (Motoaki, Yi and Salisbury, Energy
/// Policy 122:162, 2018), for batteries that warm up meanwhile.
[[nodiscard]] double cold_charging_share(units::Temperature battery);

/// Specific heat of cells by chemistry (batterydesign.net, "Specific Heat Capacity of Lithium Ion
/// Cells": NMC 1040, NCA 830, LFP 1130 J/(kg K); literature 800 to 1130), used for all of the pack.
[[nodiscard]] double cell_heat_j_per_kg_k(model::Chemistry chemistry);

/// Time constant with which a pack takes on the temperature outside. Named estimate: 10 h, range 5
/// to 20 h, of a closed pack in the floor.
inline constexpr units::Time pack_cooling_time = units::hours(10);
/// Above this the pack's cooling holds it: common limit of liquid-cooled packs while charging.
inline constexpr units::Temperature pack_cooled_from = units::celsius(35);

/// The pack as one body that its losses warm and the air outside cools.
struct PackHeat {
  double heat_capacity_j_per_k = 0.0;

  /// Temperature after some time with heat from losses and heaters, exact for even heating, held
  /// below pack_cooled_from (or the air outside where that is warmer).
  [[nodiscard]] double after(double temperature_k, double ambient_k, double heat_j,
                             double time_s) const;
};
/// The battery has its mass and chemistry (model::estimate_missing).
[[nodiscard]] PackHeat pack_heat(const model::Battery& battery);

/// What a stretch of charging takes and leaves.
struct ChargeStep {
  double time_s = 0.0;
  double temperature_k = 0.0;
  /// Energy that the charger gave.
  double charger_j = 0.0;
};
/// Two steps, one after the other.
[[nodiscard]] ChargeStep then(const ChargeStep& first, const ChargeStep& second);

/// Energy between two states of charge: charge at the open-circuit voltage.
[[nodiscard]] units::Energy stored_energy(const BatteryModel& battery, double from, double to);

/// One truck at chargers of one power.
struct FastCharger {
  ChargeCurve curve;
  /// Usable energy, resistance and voltage at the reference temperature of resistance.
  BatteryModel battery;
  PackHeat heat;
  units::Power site;

  /// Power that the charger gives: the curve's share for the temperature, the site's at most.
  [[nodiscard]] units::Power power(double state_of_charge, units::Temperature temperature) const;
  /// Charges from one state of charge to another in small steps. What is stored is charge at the
  /// voltage of the moment, and dc_stored_share of what the charger gives; the resistance's losses
  /// warm the pack on the way.
  [[nodiscard]] ChargeStep charge(double from, double to, double temperature_k) const;
};

/// Absent if no source tells how the truck charges.
[[nodiscard]] std::optional<FastCharger> fast_charger(const model::Vehicle& vehicle,
                                                      units::Power site);

}  // namespace evpickup::energy
