// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/spec/codec.hpp"
#include "evpickup/spec/field.hpp"
#include "evpickup/spec/sourced.hpp"
#include "evpickup/units/quantities.hpp"

namespace evpickup::model {

using spec::Sourced;

/// Defaults of FASTSim-2 (NREL, python/fastsim/parameters.py): shape of its regeneration.
inline constexpr double fastsim2_regeneration_a = 500.0;
inline constexpr double fastsim2_regeneration_b = 0.99;

/// What only the convention of FASTSim-2 needs (NREL, github.com/NREL/fastsim, branch fastsim-2).
/// The name that FASTSim has for a value is in brackets. Mass without cargo, drag, tyres, powers
/// and the energy of the whole pack are those of body, battery, powertrain and climate.
struct Fastsim2 {
  /// [cargo_kg] Part of the mass that is driven with body.curb_mass.
  Sourced<units::Mass> cargo;
  /// [min_soc, max_soc] The part of battery.energy_gross that is used.
  Sourced<double> min_charge;
  Sourced<double> max_charge;
  /// [ess_round_trip_eff] In and out of the pack; its root is lost on each way.
  Sourced<double> round_trip_efficiency;
  /// [mc_pwr_out_perc, mc_eff_map] Motor and inverter over the share of powertrain.power.
  Sourced<spec::Curve<double>> motor_efficiency;
  /// [mc_peak_eff_override] The curve is scaled to this peak; the grid of input power is not.
  Sourced<double> motor_peak_efficiency;
  /// [mc_sec_to_peak_pwr] Time from no power to full power.
  Sourced<units::Time> motor_ramp;
  /// [trans_eff]
  Sourced<double> transmission_efficiency;
  /// [max_regen, regen_a, regen_b] Share of braking power by speed u in mph:
  /// max / (1 + a exp(-b (u + 1))).
  Sourced<double> regeneration_max;
  Sourced<double> regeneration_a{fastsim2_regeneration_a};
  Sourced<double> regeneration_b{fastsim2_regeneration_b};
  /// [num_wheels, wheel_inertia_kg_m2]
  Sourced<int> wheels;
  Sourced<units::MomentOfInertia> wheel_inertia;
  /// [wheel_coef_of_fric, drive_axle_weight_frac, veh_cg_m, wheel_base_m] Limit of traction. A
  /// negative height stands for rear or all-wheel drive, as load moves to the driven axle.
  Sourced<double> traction_coefficient;
  Sourced<double> drive_axle_share;
  Sourced<units::Length> centre_of_gravity;
  Sourced<units::Length> wheelbase;
};

/// Points of the grid of output power that FASTSim-2 looks a motor's efficiency up on.
inline constexpr int fastsim2_motor_points = 101;

/// The efficiency at point k of the grid, k / 100 of rated power, by linear interpolation and flat
/// beyond the ends; nothing at point 0.
[[nodiscard]] double fastsim2_motor_efficiency(const spec::Curve<double>& curve, int point);

}  // namespace evpickup::model

namespace evpickup::spec {
template <>
const FieldTable<model::Fastsim2>& fields();
}  // namespace evpickup::spec
