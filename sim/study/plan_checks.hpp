// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/scenario.hpp"

namespace evpickup::study {

/// What must go together in a scenario and --set or a sweep can put asunder.
void check_together(const model::Scenario& scenario, base::Diagnostics& diagnostics);

}  // namespace evpickup::study
