// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/model/scenario.hpp"
#include "evpickup/study/plan.hpp"

/// What a scenario asks of trucks that run by the equations of FASTSim-2, and these cannot tell.
namespace evpickup::study {

/// Throws InputError if a truck of the convention fastsim2 is to tow, on the duty or in a leg of
/// the day, or to make a trip: its equations have neither trailer nor weather, and a drive without
/// them would answer another question.
void refuse_trailers_and_trips(const Plan& plan, const model::Scenario& scenario);

/// A sentence for each such truck with what of its duty is left out (temperature, altitude, wind,
/// crew), and with the figures that come from our own model all the same.
[[nodiscard]] std::vector<std::string> convention_cautions(const Plan& plan);

}  // namespace evpickup::study
