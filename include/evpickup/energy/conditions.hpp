// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "evpickup/model/scenario.hpp"
#include "evpickup/units/quantities.hpp"

namespace evpickup::energy {

/// A trailer as the road feels it.
struct TrailerLoad {
  units::Mass mass;
  /// Drag area that the trailer adds to the truck's, wakes included.
  units::Area drag_area;
  /// Rolling resistance coefficient at 25 degC.
  double rolling = model::trailer_rolling;

  [[nodiscard]] bool operator==(const TrailerLoad&) const = default;
};

/// A trailer of a file as the road feels it. Its mass and drag area must be given.
[[nodiscard]] TrailerLoad trailer_load(const model::Trailer& trailer);

/// What a drive meets beside the truck and the speed trace.
struct Conditions {
  units::Temperature ambient = units::celsius(23);
  units::Length altitude = units::metres(0);
  units::Speed wind = units::metres_per_second(0);
  model::WindFrom wind_from = model::WindFrom::ahead;
  units::Mass payload = units::kilograms(0);
  units::Mass crew = units::kilograms(0);
  std::optional<TrailerLoad> trailer;
  /// Rise over run, added to the grade of the cycle.
  double grade = 0.0;
  /// Distance between two cold starts.
  units::Length trip = units::kilometres(30);
  /// Share of a full warm-up that each of those starts needs: 0 for a cabin that is warm already.
  double warm_up_share = 1.0;
  /// Heating and cooling of the cabin are on.
  bool climate_control = true;
  /// On a chassis dynamometer: the road load of a coastdown at 20 degC and sea level times this
  /// factor, whatever the temperature of the test cell. Wind and altitude do not act there.
  std::optional<double> dynamometer;

  [[nodiscard]] bool operator==(const Conditions&) const = default;
};

/// The conditions of a duty, with its trailer or without.
[[nodiscard]] Conditions conditions(const model::Duty& duty, bool with_trailer);

}  // namespace evpickup::energy
