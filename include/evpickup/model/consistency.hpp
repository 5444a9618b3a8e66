// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/vehicle.hpp"

namespace evpickup::model {

/// Checks the given values of a trim against one another. Errors: usable above gross energy, a
/// road load whose force is negative somewhere between 0 and 130 km/h, a truck of the kind
/// "measured" without any consumption. Warnings: gross mass not
/// above curb mass, payload differing from gross minus curb mass by more than 10 %, power above
/// what torque and motor speed allow (16,000 rpm where no speed is given), front and rear motors
/// that do not add up to the system power within 10 %, pack heavier than half the truck. Estimated
/// values are not checked. Each sentence ends with the trim; reading a file tells what trims share
/// once.
void check_consistency(const Vehicle& vehicle, base::Diagnostics& diagnostics);

/// Throws InputError with all that a truck of the convention fastsim2 lacks, and with what does not
/// fit together in it: reading a file checks the same, but values may be set on top of it. Trucks
/// of our own convention pass.
void check_convention(const Vehicle& vehicle);

}  // namespace evpickup::model
