// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "evpickup/energy/battery_ageing.hpp"
#include "evpickup/model/annual_use.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

/// A year of a truck as its battery feels it.
namespace evpickup::energy {

inline constexpr int months_per_year = 12;

/// Days on which a truck is driven, where nothing else is said: five of seven. A judgement; a year
/// of fewer driving days has deeper ones.
inline constexpr double usual_driving_days = 5.0 / 7.0 * 365.25;

/// Charge to which a truck is charged from day to day: 100 % for LFP, 90 % for nickel chemistries,
/// as Ford asks its owners (ford.com/support, "How do I maintain my Ford electric vehicle
/// battery?").
[[nodiscard]] double usual_highest_charge(model::Chemistry chemistry);

/// Temperature of the cells through a month: the ambient one, but not below that at which the
/// battery is held while driving (auxiliaries.hpp). Driving, charging and sun that warm the pack
/// are left out, and so are day and night.
[[nodiscard]] units::Temperature cell_temperature(units::Temperature ambient);

/// Of January to December.
using MonthlyTemperatures = std::array<units::Temperature, months_per_year>;
[[nodiscard]] MonthlyTemperatures all_year(units::Temperature ambient);

/// How a truck is driven and charged through a year.
struct BatteryUse {
  /// Usable energy of the battery as it is this year: the new one's by its capacity of today.
  units::Energy usable;
  /// Above 0, 365.25 at most.
  double driving_days = usual_driving_days;
  double highest_charge = 1.0;
  /// Fastest charging, share of the capacity per time: power / usable energy.
  units::Rate charging_rate{};
  MonthlyTemperatures ambient;
};

/// Twelve equal months, together a year, with the year's energy, driving and sockets, spread evenly
/// over its driving days. A day that needs more than the battery holds goes through the whole of
/// it, and its cycles count in full; one that needs more than `highest_charge` starts fuller.
/// Throws std::logic_error if the battery holds nothing or the driving days are no number within a
/// year.
[[nodiscard]] std::array<BatteryStress, months_per_year> battery_year(const model::AnnualUse& year,
                                                                      const BatteryUse& use);

}  // namespace evpickup::energy
