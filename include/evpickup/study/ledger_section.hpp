// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evpickup/study/ledger_table.hpp"

/// The ledger inside a comparison, and what stands below every ledger.
namespace evpickup::study {

/// Years, distance, timing, discount rate and inflation of some cases as sentences: one if they
/// share it all, else one for each market.
[[nodiscard]] std::vector<std::string> ledger_assumptions(std::span<const LedgerCase> cases);

/// In which money a ledger by year is told and how it is rounded; where the formulas of its items
/// are.
[[nodiscard]] std::vector<std::string> ledger_remarks(const cost::Ledger& ledger);

/// The ledger that a comparison shows: by case if the baseline (or first) truck is there in at
/// least three markets, or if there are two to six cases; else the baseline's by year. Nothing
/// without a ledger.
[[nodiscard]] std::optional<Section>
ledger_section(const Plan& plan, const std::vector<std::optional<CaseLedger>>& ledgers);

}  // namespace evpickup::study
