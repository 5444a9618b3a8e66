// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/vehicle.hpp"

namespace evpickup::model {

/// What check_consistency reports, without the name of the trim: trims that share the values share
/// the finding.
[[nodiscard]] std::vector<base::Diagnostic> consistency_findings(const Vehicle& vehicle);

/// What is missing or does not fit in a truck of the convention fastsim2; nothing for others.
[[nodiscard]] std::vector<base::Diagnostic> fastsim2_findings(const Vehicle& vehicle);

/// What does not fit together in a truck with an engine, or in one that has none.
[[nodiscard]] std::vector<base::Diagnostic> engine_findings(const Vehicle& vehicle);

}  // namespace evpickup::model
