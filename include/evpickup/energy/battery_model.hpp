// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

/// The battery as an open-circuit voltage behind a resistance, in normalised form: the voltage is
/// divided by its mean over the usable window, current multiplied by it, so that only the usable
/// energy and one resistance remain. A pack of 400 V and one of 800 V with equal losses are equal.
namespace evpickup::energy {

inline constexpr int voltage_terms = 6;

/// Normalised open-circuit voltage over the usable state of charge z in 0..1, a polynomial
/// c0 + c1 z + ... + c5 z^5 whose integral over 0..1 is one.
using VoltageShape = std::array<double, voltage_terms>;

/// Shape by chemistry, fitted to published half-cell data: nickel chemistries by LG M50 (Chen et
/// al., J. Electrochem. Soc. 167:080534, 2020), LFP by A123 (Prada et al., J. Electrochem. Soc.
/// 160:A616, 2013; Afshar et al. 2017), both as collected in PyBaMM, over the window that vehicles
/// use.
[[nodiscard]] const VoltageShape& voltage_shape(model::Chemistry chemistry);
/// Highest charging voltage over the mean open-circuit voltage: 4.20 V for nickel cells, 3.65 V for
/// LFP.
[[nodiscard]] double charging_voltage(model::Chemistry chemistry);
[[nodiscard]] double normalised_voltage(const VoltageShape& shape, double state_of_charge);

/// Growth of resistance in the cold: exp(Ea/R (1/T - 1/298.15 K)) with 20 kJ/mol (PyBaMM's
/// equivalent circuit example); 1 at 25 degC and above, 2.6 at -6.7 degC.
[[nodiscard]] double resistance_factor(units::Temperature temperature);

/// Smallest voltage under load over the mean open-circuit voltage: 2.8 V of 3.74 V for nickel
/// cells, 2.5 V of 3.23 V for LFP give 0.75 and 0.77.
inline constexpr double smallest_voltage = 0.75;

/// What the kernel needs of a battery.
struct BatteryModel {
  units::Energy usable;
  VoltageShape shape{};
  /// Resistance over the square of the mean voltage, 1/W, at the ambient temperature.
  double resistance_per_w = 0.0;
  /// Highest charging voltage, normalised.
  double largest_voltage = 1.0;
  units::Power discharge_limit;
  units::Power charge_limit;
};

/// The battery of a truck with its estimates filled in, soaked at a temperature. Charge power falls
/// in the cold as resistance grows.
[[nodiscard]] BatteryModel battery_model(const model::Battery& battery,
                                         units::Temperature temperature);

}  // namespace evpickup::energy
