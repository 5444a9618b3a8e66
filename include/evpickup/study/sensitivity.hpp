// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/draws.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"

/// Which inputs a truck's figures hang on: one at a time, by Morris's screening, or by Sobol's
/// shares of the variance (sensitivity_methods.hpp).
namespace evpickup::study {

/// Shares at which a tornado moves an input: the ends of what four of five trucks keep to.
inline constexpr double tornado_low = 0.1;
inline constexpr double tornado_high = 0.9;

/// Tables of the scenario's sensitivity study, one for each of its outcomes, a row for each truck
/// and input, the weightiest first. Each truck is studied by itself, blind to its rating: the
/// factor that a rating would tell is one of the inputs. Notes go to `notes`.
[[nodiscard]] std::vector<Section>
sensitivity_sections(const Plan& plan, const model::Scenario& scenario, model::Catalog& catalog,
                     const RunOptions& options, std::vector<std::string>& notes);

}  // namespace evpickup::study
