// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/model/scenario.hpp"

namespace evpickup::study {

/// Throws InputError, with their places, for columns that the studies of a scenario ask for and
/// that there are none of.
void check_outcomes(const model::Scenario& scenario);

}  // namespace evpickup::study
