// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/energy/conditions.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

/// Engine and gearbox: fuel by the Willans line, limits, engine speed.
namespace evpickup::energy {

/// Fuel energy in a litre (lower heating value). Petrol: 33.705 kWh a US gallon, by which the EPA
/// states MPGe. Diesel: 43.0 MJ/kg and 0.85 kg/L (carculator).
inline constexpr double petrol_j_per_l = 33.705 * 3.6e6 / 3.785411784;
inline constexpr double diesel_j_per_l = 43.0e6 * 0.85;
[[nodiscard]] double fuel_j_per_l(model::Fuel fuel);

/// Willans line of an engine: fuel power = (crank power + friction) / slope, where friction is a
/// mean pressure times displacement times speed / 4 pi (L. Guzzella and A. Sciarretta, Vehicle
/// Propulsion Systems, 3.1: slopes of about 0.4, pressures of 0.1 to 0.2 MPa for petrol).
struct WillansLine {
  double slope = 0.0;
  double friction_pa = 0.0;
  /// What fuel grows by from load_limit to full load: knock and enrichment, as a share.
  double load_loss = 0.0;
};
/// Load from which load_loss acts, as a share of rated power.
inline constexpr double load_limit = 0.40;

/// The second global calibration of this program: slope and friction of the Otto line, without and
/// with a turbocharger, the share of friction that is left on part of the cylinders, the torque
/// that gears are chosen for and the speed at which the converter locks have the values that
/// together meet FTP and HWFET of 45 certified petrol pickups of Ford and General Motors best (EPA
/// test car list of 2022; validate prints them, and the trucks of other makers that had no part in
/// it). load_loss: FASTSim's table of efficiency, 0.36 at 0.2 and 0.30 at full load.
inline constexpr WillansLine otto_line{0.421, 1.33e5, 0.20};
inline constexpr double turbo_friction_pa = 1.61e5;
/// Atkinson: the Otto line with the ratio of peak efficiencies in FASTSim's tables, 0.40 to 0.36.
inline constexpr WillansLine atkinson_line{0.421 * 0.40 / 0.36, 1.33e5, 0.20};
/// Diesel: the friction is lower than a petrol engine's by the pumping work that it does not do
/// (ratio of the offsets of Willans lines fitted to FASTSim's tables, 0.0168 / 2.519 to 0.0303 /
/// 2.836); the slope is that of 11 certified diesel pickups of General Motors, Ram and Jeep.
inline constexpr WillansLine diesel_line{0.445, 0.83e5, 0.05};
[[nodiscard]] WillansLine willans_line(const model::Engine& engine);

/// Share of its friction that an engine keeps on part of its cylinders, part of the calibration
/// above, and the mean pressure up to which it can.
inline constexpr double light_friction_share = 0.846;
inline constexpr double light_pressure_pa = 4.0e5;

/// Slowest speed of the engine in gear, and that of its rated power: a judgement for pickups.
inline constexpr double petrol_low_rad_per_s = 115.0;
inline constexpr double petrol_rated_rad_per_s = 576.0;
inline constexpr double diesel_low_rad_per_s = 115.0;
inline constexpr double diesel_rated_rad_per_s = 366.0;

/// Gears are chosen so that an engine turns as slowly as it can with this share of its largest
/// torque: what is left is for pulling away without a shift. Part of the calibration above.
inline constexpr double geared_torque_share = 0.465;
/// Below this speed the converter slips: its efficiency is v / lock speed, at least the smallest.
/// Part of the calibration above: launches and shifts of a stepped gearbox.
inline constexpr units::Speed converter_lock = units::metres_per_second(14.5);
inline constexpr double converter_smallest = 0.50;

/// Share of standing time in which stop-start stops the engine: not while cold.
inline constexpr double stop_share = 0.85;
/// Below this speed a driven engine idles, above it fuel is cut while the truck slows.
inline constexpr double fuel_cut_m_per_s = 4.0;

/// Fuel that warms an engine to its working temperature, for each kelvin and litre of displacement,
/// beside what its waste heat does. Measured: the first bag of the FTP takes 0.0226 litres of
/// petrol or 0.0300 of diesel more a litre of displacement than the third, on the same trace after
/// ten minutes' rest (mean of the certified pickups above; the third has hot_start_share of a
/// warm-up).
inline constexpr double petrol_warm_up_j_per_k_l = 14.4e3;
inline constexpr double diesel_warm_up_j_per_k_l = 21.8e3;
inline constexpr units::Temperature warm_engine = units::celsius(90);

/// Efficiency of a 12 V alternator with its belt; a common figure.
inline constexpr double alternator_efficiency = 0.65;
/// Electronics of a truck with an engine where its file does not tell: fuel pump, ignition, fans
/// beside what any truck has. A judgement.
inline constexpr units::Power engine_auxiliary_power = units::watts(400);

/// What the certified tests of the F-150 PowerBoost (4x2 and 4x4) call for, the third calibration:
/// the engine of a hybrid starts above this share of its motors' power, and as motors help while it
/// launches and shifts, its converter locks at a lower speed.
inline constexpr double hybrid_start_share = 0.15;
inline constexpr units::Speed hybrid_lock = units::metres_per_second(9.5);
/// Largest charging power of a running engine beside driving, as a share of the motors' power.
inline constexpr double hybrid_charging_share = 0.30;
/// Share of their power to which motors drive alone.
inline constexpr double motor_only_share = 0.90;
/// Band of charge in a hybrid that is not charged, as a share of its usable energy.
inline constexpr double hybrid_band = 0.50;

/// Way of a power split's engine to the wheels: 0.7 by gears of 0.97, 0.3 by generator and motor
/// (0.93 x 0.90). The share is a judgement.
inline constexpr double power_split_efficiency = 0.7 * 0.97 + 0.3 * 0.93 * 0.90;

/// Largest power of an engine in thin or warm air: a naturally aspirated one follows the density of
/// the air (ISO 1585 by its first factor), a turbocharged one keeps its power down to 0.75 of the
/// density at sea level, as far as its turbocharger has room. The room is a judgement.
[[nodiscard]] units::Power engine_power(const model::Vehicle& vehicle, units::Temperature ambient,
                                        units::Length altitude);

/// Engine turns by distance in a gear, rad/m.
[[nodiscard]] double turns_per_metre(const model::Vehicle& vehicle, double gear);

/// Fuel energy of a whole warm-up after a cold start.
[[nodiscard]] units::Energy engine_warm_up(const model::Vehicle& vehicle,
                                           units::Temperature ambient);

/// Largest wheel force of engine and motors at standstill, without the limit of grip.
[[nodiscard]] units::Force engine_wheel_force(const model::Vehicle& vehicle);

/// Fuel energy that one joule in the battery is worth while the charge is kept: the slope of the
/// Willans line and the way from crank to battery. By it the net change of charge of a test is
/// corrected (SAE J1711, net energy change).
[[nodiscard]] double fuel_per_battery_energy(const model::Vehicle& vehicle);

/// The charge that is kept once the battery was used, as a share of the usable energy: by hold mode
/// where that is on.
[[nodiscard]] double kept_charge(const model::Vehicle& vehicle, bool towing);

}  // namespace evpickup::energy
