// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <optional>

#include "evpickup/energy/battery_ageing.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

/// Who pays when a battery has faded.
namespace evpickup::energy {

/// Share of the new capacity that makers warrant: Rivian R1T (Green Car Reports, 30 March 2021),
/// Ford F-150 Lightning (Recharged, "Ford Lightning battery warranty"), BYD in Europe (EV Powered,
/// 250,000 km); after eight years or 160,000 km UN GTR No. 22 asks as much of passenger cars
/// (electrive, 15 November 2021).
inline constexpr double usual_warranted_capacity = 0.70;

struct BatteryWarranty {
  units::Time duration = units::seconds(std::numeric_limits<double>::infinity());
  units::Length distance = units::metres(std::numeric_limits<double>::infinity());
  double capacity = usual_warranted_capacity;
};

/// The warranty that a truck's sources tell. A limit that they leave open does not end it; absent
/// if they tell neither time nor distance.
[[nodiscard]] std::optional<BatteryWarranty>
battery_warranty(const model::Battery& battery, double capacity = usual_warranted_capacity);

enum class Replacement { none, by_maker, by_owner };

/// A battery below the capacity with which its owner can do.
[[nodiscard]] bool needs_replacement(const BatteryHealth& health, double smallest_capacity);

/// What happens to a battery at an age of the truck and its distance: below the warranted capacity
/// within time and distance of the warranty the maker replaces it (some only bring it back to the
/// warranted capacity); else the owner does once it is below the capacity that is needed.
[[nodiscard]] Replacement replacement(const BatteryHealth& health, double smallest_capacity,
                                      const std::optional<BatteryWarranty>& warranty,
                                      units::Time age, units::Length distance);

}  // namespace evpickup::energy
