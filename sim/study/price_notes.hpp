// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/study/plan.hpp"
#include "evpickup/units/money.hpp"

namespace evpickup::study {

/// What the markets of a plan say of prices and the cost leaves aside: a tariff or a growth beside
/// a path of years, a tariff whose hours nobody charges in; and incentives above the price.
[[nodiscard]] std::vector<std::string> price_notes(const Plan& plan,
                                                   const units::ExchangeRates& rates);

}  // namespace evpickup::study
