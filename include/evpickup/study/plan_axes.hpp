// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "evpickup/model/scenario.hpp"
#include "evpickup/study/sweep.hpp"

namespace evpickup::study {

/// The axis of a sweep as scenarios write it: a value needs no space before its unit. Throws
/// InputError for values that make no axis.
[[nodiscard]] Axis axis_of(model::Sweep sweep);

/// The axes of a scenario's sweeps. Throws InputError for what a sweep cannot move.
[[nodiscard]] std::vector<Axis> axes_of(const model::Scenario& scenario);

}  // namespace evpickup::study
