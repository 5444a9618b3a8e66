// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"

namespace evpickup::study {

/// Is the working day feasible on one night's charge? One row for each truck and fleet size: energy
/// of every leg (its own cycle, load and trailer at the duty's temperature), of the job site, what
/// is left, and what a night at the plug returns when all trucks share the connection.
[[nodiscard]] Section working_day(const Plan& plan, const model::Scenario& scenario,
                                  model::Catalog& catalog, int threads);

}  // namespace evpickup::study
