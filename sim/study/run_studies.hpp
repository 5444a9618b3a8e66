// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"

namespace evpickup::study {

/// Monte Carlo, sensitivity and optimum study a comparison as it is: beside a sweep they are an
/// InputError.
void refuse_studies_of_sweep(const model::Scenario& scenario);

/// Files of rows that none of the scenario's studies would write are an InputError.
void check_recorded(const model::Scenario& scenario, const RunOptions& options);

/// Adds what the scenario asks of its uncertain inputs: Monte Carlo, sensitivity, optimum.
void add_studies(Results& results, const Plan& plan, const model::Scenario& scenario,
                 model::Catalog& catalog, const RunOptions& options);

}  // namespace evpickup::study
