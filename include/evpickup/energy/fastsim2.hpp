// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>

#include "evpickup/energy/conditions.hpp"
#include "evpickup/model/vehicle.hpp"

/// The convention of FASTSim-2: the battery-electric equations of NREL's simulator (Brooker et al.,
/// SAE 2015-01-0973; github.com/NREL/fastsim, branch fastsim-2, commit bd9111bb), so that a vehicle
/// imported from it gives its numbers. docs/physics.md lists them. It knows neither weather nor
/// wind nor trailers, and its only mass beside the truck is cargo.
namespace evpickup::energy {

struct Lanes;
struct Steps;
struct State;
struct Tally;
struct Trace;

/// Constants of the convention.
inline constexpr double fastsim2_air_kg_per_m3 = 1.2;
inline constexpr double fastsim2_gravity_m_per_s2 = 9.81;
inline constexpr double fastsim2_mph_per_m_per_s = 2.2369;

/// One truck as the equations take it, in FASTSim's own units (kW, kWh) so that its look-ups fall
/// on the same side of their steps.
struct Fastsim2Lane {
  double mass_kg = 0.0;
  double drag_coefficient = 0.0;
  double frontal_area_m2 = 0.0;
  double rolling = 0.0;
  double wheel_radius_m = 1.0;
  /// Of all wheels together.
  double wheel_inertia_kg_m2 = 0.0;
  double auxiliary_kw = 0.0;
  // Battery.
  double pack_kwh = 0.0;
  double discharge_kw = 0.0;
  double charge_kw = 0.0;
  double root_efficiency = 1.0;
  double min_charge = 0.0;
  double max_charge = 1.0;
  // Motor, on its grid of output power; highest_in[k] is the largest input power up to point k.
  double motor_kw = 0.0;
  double motor_ramp_s = 1.0;
  double transmission = 1.0;
  std::array<double, model::fastsim2_motor_points> efficiency{};
  std::array<double, model::fastsim2_motor_points> motor_out_kw{};
  std::array<double, model::fastsim2_motor_points> highest_in_kw{};
  // Regeneration and traction.
  double regeneration_max = 0.0;
  double regeneration_a = 0.0;
  double regeneration_b = 0.0;
  double traction_n = 0.0;

  [[nodiscard]] double usable_j() const {
    return (max_charge - min_charge) * pack_kwh * units::joules_per_kilowatt_hour;
  }
  /// Mass that the wheels' inertia is worth.
  [[nodiscard]] double wheels_kg() const {
    return wheel_inertia_kg_m2 / (wheel_radius_m * wheel_radius_m);
  }
  [[nodiscard]] double auxiliary_w() const { return 1e3 * auxiliary_kw; }
};

/// Compiles a truck of the convention (std::logic_error for another, or if a value is missing).
/// Payload is carried as further cargo. Crew is part of the cargo that the truck's file has; the
/// other conditions have no place in the equations.
[[nodiscard]] Fastsim2Lane fastsim2_lane(const model::Vehicle& vehicle,
                                         const Conditions& conditions);

/// drive_block for lanes of this convention, called by it. A step starts with the motor's power of
/// the step before, the first of a call with none. Distance is the sum of end speed x duration, as
/// FASTSim counts miles. A lane that neither moves nor drains over all steps, having no auxiliary
/// load, counts as empty.
void drive_fastsim2_block(const Lanes& lanes, const Steps& steps, Eigen::Index first, State& state,
                          Tally& tally, Trace* trace);

}  // namespace evpickup::energy
