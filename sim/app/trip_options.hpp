// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/model/scenario.hpp"

/// The options of `trip` and `cost` that stand for keys of a scenario.
namespace evpickup::app {

/// An option that sets one key.
struct TripOption {
  std::string_view name;
  std::string_view key;
  std::string_view text;
  std::string_view help;
  std::string_view group;
};

/// What was typed for an option.
struct TripSetting {
  std::string name;
  std::string key;
  std::string value;
};

inline constexpr std::string_view trailer_key = "duty.trailer";

inline constexpr std::array trip_options{
    TripOption{"--distance", "trip.distance", "LENGTH", "how far, such as \"800 km\" or \"500 mi\"",
               "Road"},
    TripOption{"--speed", "trip.speed", "SPEED", "speed that is kept, such as \"110 km/h\"",
               "Road"},
    TripOption{"--cycle", "trip.cycle", "NAME", "repeat a drive cycle in place of a speed", "Road"},
    TripOption{"--route", "trip.route", "FILE",
               "a road in place of distance and speed: name in scenarios/routes, or CSV", "Road"},
    TripOption{"--grade", "duty.grade", "SHARE", "slope all along the way, such as \"1 %\"",
               "Road"},
    TripOption{"--altitude", "duty.altitude", "HEIGHT", "height above the sea", "Road"},
    TripOption{"--ambient", "duty.ambient", "TEMPERATURE",
               "temperature outside, by default 23 degC", "Weather"},
    TripOption{"--wind", "duty.wind", "SPEED", "wind against the truck, such as \"5 m/s\"",
               "Weather"},
    TripOption{"--wind-from", "duty.wind_from", "ahead|behind|around", "where the wind comes from",
               "Weather"},
    TripOption{"--trailer", trailer_key, "MASS[,AREA]",
               "a trailer and the drag area that it adds (2 m^2, a camper, if left out); "
               "rating: each truck's tow rating",
               "Load"},
    TripOption{"--payload", "duty.payload", "MASS", "load beside the crew of two", "Load"},
    TripOption{"--start", "trip.start", "SHARE", "state of charge at the start, by default 90 %",
               "Charging"},
    TripOption{"--arrive", "trip.arrive", "SHARE",
               "least state of charge at chargers and at the end, by default 10 %", "Charging"},
    TripOption{"--charger", "trip.charger", "POWER", "power of the chargers, by default 350 kW",
               "Charging"},
    TripOption{"--charger-spacing", "trip.charger_spacing", "LENGTH",
               "distance between chargers; without it one is wherever it is wanted", "Charging"},
    TripOption{"--stop-time", "trip.stop_time", "TIME",
               "time of a stop beside charging, by default 6 min", "Charging"},
    TripOption{"--minimise", "trip.minimise", "time|cost", "what stops make as small as can be",
               "Charging"},
    TripOption{"--least-speed", "trip.least_speed", "SPEED",
               "speed that must be held on every climb", "Road"},
};

/// The same for `cost`.
inline constexpr std::array cost_options{
    TripOption{"--years", "duty.years", "N", "years of ownership, by default 8", "Input"},
    TripOption{"--distance", "duty.distance", "MILEAGE",
               "distance of a year, such as \"15000 mi/yr\" or \"20000 km/yr\"", "Input"},
};

/// Puts the settings on top of a scenario. Throws base::InputError that names the option.
void apply(model::Scenario& scenario, const std::vector<TripSetting>& settings);

}  // namespace evpickup::app
