// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

/// Losses between battery terminals and wheels, and the limits of the drive.
namespace evpickup::energy {

/// Power lost at wheel force F [N] and speed v [m/s], in watts:
/// standby + speed v + windage v^3 + force_squared F^2 + force_speed |F| v.
/// The terms are those of a loss polynomial of an electric machine (Larminie and Lowry, Electric
/// Vehicle Technology Explained, ch. 7: copper ~ torque^2, iron ~ speed, windage ~ speed^3,
/// constant), and one for gears and inverter that follows the power.
struct DriveLosses {
  double standby_w = 0.0;
  double speed_w_per_m_s = 0.0;
  double windage_w_per_m3_s3 = 0.0;
  double force_squared_w_per_n2 = 0.0;
  double force_speed_share = 0.0;
};

/// All its coefficients, in this order.
inline constexpr std::array<double DriveLosses::*, 5> loss_terms{
    &DriveLosses::standby_w, &DriveLosses::speed_w_per_m_s, &DriveLosses::windage_w_per_m3_s3,
    &DriveLosses::force_squared_w_per_n2, &DriveLosses::force_speed_share};

/// The one global calibration of this program. Coefficients of a drive of 400 kW, fitted once by
/// non-negative least squares to the battery-side energy of UDDS and HWFET of the four trucks with
/// certified road load and published unadjusted results (EPA, model year 2022: Ford F-150 Lightning
/// SR, ER, Platinum; Rivian R1T), recharge efficiency 0.86. In the fit the remaining
/// error is 1.4 % at most, with the battery's voltage curve 1.9 %. Windage
/// comes out as zero: coastdowns already hold it.
inline constexpr DriveLosses calibrated_losses{215.0, 28.8, 0.0, 1.34e-4, 0.0242};
inline constexpr units::Power calibrated_power = units::kilowatts(400);

/// Share of standby and speed losses that remains when the front motors are uncoupled.
inline constexpr double uncoupled_share = 0.5;

/// Losses of a drive of another power: constant and speed terms grow with the square root of rated
/// power, the copper term falls with it. (The exponent cannot be told from four trucks of 337 to
/// 623 kW.) All are multiplied by the truck's correction of losses. `calibration` are the losses of
/// a drive of calibrated_power.
[[nodiscard]] DriveLosses drive_losses(const model::Vehicle& vehicle,
                                       const DriveLosses& calibration = calibrated_losses);

/// Share of braking that is offered to the motors; brakes of the undriven part and blending take 5
/// %.
inline constexpr double regeneration_share = 0.95;
/// Strongest deceleration that motors brake with, in g: comfort limit of one-pedal driving.
inline constexpr double regeneration_deceleration_g = 0.30;
/// Between these speeds regeneration fades out before a stop (FASTSim's sigmoid has its half at 2.4
/// m/s).
inline constexpr double regeneration_fade_low_m_per_s = 1.4;
inline constexpr double regeneration_fade_high_m_per_s = 3.4;

/// Mechanical efficiency of a single-speed reduction gear under full load, which lowers the largest
/// wheel force (the energy it loses is part of DriveLosses).
inline constexpr double full_load_gear_efficiency = 0.97;

/// Largest wheel force of the motors at standstill: torque x reduction / tyre radius.
[[nodiscard]] units::Force peak_wheel_force(const model::Vehicle& vehicle);
/// Largest power at the wheels.
[[nodiscard]] units::Power peak_wheel_power(const model::Vehicle& vehicle);

}  // namespace evpickup::energy
