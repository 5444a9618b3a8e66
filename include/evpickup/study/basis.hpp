// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/study/plan.hpp"

namespace evpickup::study {

/// What the numbers of a plan rest on, as sentences: the model and its calibration, estimated
/// inputs by truck, estimated values by market, exchange rates with their days.
[[nodiscard]] std::vector<std::string> basis(const Plan& plan, const model::Scenario& scenario,
                                             const units::ExchangeRates& rates);

/// What a reader must know to compare: prices of different years, different rating procedures,
/// trailers and loads beyond what a truck may carry.
[[nodiscard]] std::vector<std::string> cautions(const Plan& plan);

/// "body.curb_mass" -> "curb mass", "tank.volume" -> "tank volume".
[[nodiscard]] std::string plain_name(const std::string& key);

}  // namespace evpickup::study
