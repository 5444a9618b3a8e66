// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/energy/conditions.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

namespace evpickup::energy {

/// Standard acceleration of gravity (CGPM 1901).
inline constexpr double gravity_m_per_s2 = 9.80665;

/// Rotating parts as a share of the mass: wheels, gears and rotors seen at the wheels. 3 % is the
/// equivalent for both axles that dynamometer practice uses (SAE J2263 recommends 1.5 % an axle).
inline constexpr double rotating_mass_share = 0.03;

/// Growth of rolling resistance per kelvin below the reference temperature, passenger-car and
/// light-truck tyres of class C1: UN R117, Annex 6, 6.2. The regulation uses it near 25 degC; it is
/// used down to -40 degC here.
inline constexpr double rolling_per_kelvin = 0.008;
/// Reference of rolling resistance coefficients (ISO 28580) and of coastdowns (SAE J1263).
inline constexpr units::Temperature tyre_reference = units::celsius(25);
inline constexpr units::Temperature coastdown_reference = units::celsius(20);

/// Density of dry air from the ideal gas law with the pressure of the International Standard
/// Atmosphere (ISO 2533) at the altitude: p = 101325 Pa (1 - 2.25577e-5 h)^5.25588, rho = p /
/// (287.05 T).
[[nodiscard]] units::Density air_density(units::Temperature temperature, units::Length altitude);

/// Forces on a moving truck: F = rolling + viscous v + aero (v + wind)^2 + weight sin(slope) +
/// inertia a.
struct RoadLoad {
  units::Force rolling;
  units::ForcePerSpeed viscous;
  units::ForcePerSpeedSquared aero;
  /// Truck, people, load and trailer.
  units::Mass mass;
  /// The same with rotating parts.
  units::Mass inertia;
};

/// Road load of a truck with its estimates filled in. A certified coastdown polynomial is used
/// where there is one: A and B scaled with mass (against its test mass) and tyre temperature, C
/// with air density (against 20 degC at sea level). Otherwise rolling resistance x weight and 1/2
/// rho Cd A. A trailer adds its weight, its rolling resistance and its drag area.
[[nodiscard]] RoadLoad road_load(const model::Vehicle& vehicle, const Conditions& conditions);

}  // namespace evpickup::energy
