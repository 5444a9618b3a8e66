// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/cost/ledger.hpp"
#include "evpickup/study/run.hpp"

namespace evpickup::study {

/// The ledgers of a scenario's trucks in its markets, year by year, with its duty and cost settings
/// alone: no sweep, day, trip or baseline. The section "figures" holds what they come to. Throws
/// InputError as run() does, for a truck that has no cost (no price, cannot move), each of them
/// named, and for the cash view without a loan or lease.
[[nodiscard]] Results ledger_report(model::Catalog& catalog, model::Scenario scenario,
                                    const RunOptions& options, cost::View view);

}  // namespace evpickup::study
