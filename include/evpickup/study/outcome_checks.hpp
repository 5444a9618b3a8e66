// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/model/scenario.hpp"
#include "evpickup/units/money.hpp"

namespace evpickup::study {

/// Throws InputError, with their places, for columns that the studies of a scenario ask for and
/// that there are none of.
void check_outcomes(const model::Scenario& scenario);

/// Puts a scenario into another currency: columns of money that it asks for are asked for in that
/// one, and their bounds are converted.
void tell_in(model::Scenario& scenario, units::Currency currency,
             const units::ExchangeRates& rates);

}  // namespace evpickup::study
