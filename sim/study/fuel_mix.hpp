// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "evpickup/energy/engine_drive.hpp"
#include "evpickup/study/energy_figures.hpp"

/// Drives of trucks with an engine as parts of a mix: sums over shares of the distance first, then
/// what they come to.
namespace evpickup::study {

/// Adds one lane's drive by its share. Until finish_fuel() the figures hold sums: of share / range
/// in 1/m, of share x consumption.
void add_fuel(const energy::EngineFigures& driven, const model::Vehicle& vehicle, std::size_t lane,
              double share, DriveFigures& figures);

/// Ranges, utility factor and means from the sums.
void finish_fuel(const model::Vehicle& vehicle, const model::Duty& duty, DriveFigures& figures);

/// Share of the distance that a truck with an electric range drives on what was charged: of the
/// duty's days where they are given, each begun with a full battery, else the individual curve of
/// SAE J2841.
[[nodiscard]] double duty_utility_factor(const model::Duty& duty, units::Length electric_range);

}  // namespace evpickup::study
