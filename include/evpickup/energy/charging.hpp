// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "evpickup/model/market.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

/// Fast charging over the state of charge.
namespace evpickup::energy {

/// Energy stored per energy that a fast charger delivers.
using model::dc_stored_share;

/// Window of a stated charging time whose ends the file leaves open.
inline constexpr double usual_charge_from = 0.10;
inline constexpr double usual_charge_to = 0.80;

/// Power of a fast charger over the truck's state of charge, and how it is known.
struct ChargeCurve {
  enum class Basis { measured, from_time, from_peak };
  Basis basis = Basis::measured;
  spec::Curve<units::Power> points;

  [[nodiscard]] units::Power at(double state_of_charge) const;
};

/// Form of a charge curve where only its peak or a time is known, relative to the plateau: mean of
/// measured sessions of R1T and Lightning (flat to about 58 %, 40 % left at 80 %).
[[nodiscard]] const spec::Curve<double>& standard_charge_form();

/// The truck's curve: measured points where its file has them; else the standard form scaled so
/// that the stated charging time is met; else the standard form below the stated peak. Absent if
/// the file has none of them, and for an engine truck that is not charged.
[[nodiscard]] std::optional<ChargeCurve> charge_curve(const model::Vehicle& vehicle);

/// Time from one state of charge to another.
[[nodiscard]] units::Time charge_time(const ChargeCurve& curve, units::Energy usable, double from,
                                      double to);
/// Energy stored in a time that starts at a state of charge.
[[nodiscard]] units::Energy energy_stored(const ChargeCurve& curve, units::Energy usable,
                                          double from, units::Time time);

}  // namespace evpickup::energy
