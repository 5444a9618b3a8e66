// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trip_drive.hpp"

/// Trips of trucks with an engine, which stop at pumps.
namespace evpickup::study {

/// The trip of a truck with an engine. The tank is used as batteries are: from the trip's start to
/// what must be left, and it is filled so far as the way needs. What was charged is used first, and
/// nobody charges on the way. With the charge kept the engine heats the cabin. Estimates are filled
/// in, the tank included.
[[nodiscard]] TripFigures engine_trip(const model::Vehicle& vehicle, const Road& road,
                                      const energy::Conditions& conditions,
                                      const model::Trip& trip);

}  // namespace evpickup::study
