// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "evpickup/model/scenario.hpp"
#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

/// The heaviest trailer that a truck can handle, in the way of SAE J2807.
namespace evpickup::energy {

/// Slope on which truck and trailer must start (SAE J2807).
inline constexpr double launch_grade = 0.12;
/// Mean grade of the Davis Dam climb of SAE J2807: 3,500 ft in 11.4 miles.
inline constexpr double davis_dam_grade = 3500.0 / (11.4 * 5280.0);
/// Speed that must be held there, for trucks with single rear wheels (SAE J2807).
inline constexpr units::Speed davis_dam_speed = units::miles_per_hour(40);
/// It starts at 100 degF or above.
inline constexpr units::Temperature davis_dam_ambient = units::celsius(38);
/// Share of a trailer's weight on the hitch (SAE J2807, conventional hitches).
inline constexpr double tongue_share = 0.10;
/// Two people of 150 lb (SAE J2807).
inline constexpr units::Mass tow_crew = units::kilograms(300.0 * units::kilograms_per_pound);
/// No trailer above this is looked for.
inline constexpr units::Mass heaviest_trailer = units::kilograms(30000.0);

/// What a trailer adds to the road load beside its mass.
struct TrailerForm {
  units::Area drag_area;
  /// Rolling resistance coefficient at 25 degC.
  double rolling = model::trailer_rolling;
};

/// The heaviest trailer by each test, between 0 and heaviest_trailer.
struct TowingLimits {
  /// Starts on a slope of 12 %: torque, gears and grip, with the hitch load on the truck.
  units::Mass launch;
  /// Holds 40 mph on Davis Dam's mean grade at 38 degC with peak power: heat in motors, gears and
  /// battery is not modelled, so that this is an upper bound.
  units::Mass climb;
  /// Its hitch load of 10 % and two people stay within the payload; absent if no source tells it.
  std::optional<units::Mass> hitch;

  [[nodiscard]] units::Mass least() const;
};

/// Limits of a truck with its estimates filled in.
[[nodiscard]] TowingLimits towing_limits(const model::Vehicle& vehicle, const TrailerForm& form);

/// Power at the wheels that holds 40 mph on Davis Dam's mean grade with a trailer.
[[nodiscard]] units::Power climbing_power(const model::Vehicle& vehicle, const TrailerForm& form,
                                          units::Mass trailer);

}  // namespace evpickup::energy
