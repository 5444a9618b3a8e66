// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/vehicle.hpp"

namespace evpickup::model {

/// What check_consistency reports, without the name of the trim: trims that share the values share
/// the finding.
[[nodiscard]] std::vector<base::Diagnostic> consistency_findings(const Vehicle& vehicle);

}  // namespace evpickup::model
