// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/scenario.hpp"
#include "evpickup/units/money.hpp"

namespace evpickup::study {

/// What must go together in a scenario and --set or a sweep can put asunder.
void check_together(const model::Scenario& scenario, base::Diagnostics& diagnostics);

/// Throws InputError, with their places, for amounts of the cost settings in currencies without an
/// exchange rate.
void check_currencies(const model::Scenario& scenario, const units::ExchangeRates& rates);

}  // namespace evpickup::study
