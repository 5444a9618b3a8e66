// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "evpickup/study/claims.hpp"
#include "evpickup/study/results.hpp"

/// Claims, conflicting values and equivalents of ratings as tables.
namespace evpickup::study {

/// Columns of claims_table that people see, the last first to go.
inline constexpr std::size_t shown_claim_columns = 8;

[[nodiscard]] Table claims_table(std::span<const ClaimCheck> checks);
/// Every uncertain input of every claim, for data files.
[[nodiscard]] Section inputs_section(std::span<const ClaimCheck> checks);
/// Conflicting values of one truck or of all trims of a model.
[[nodiscard]] Section conflicts_section(std::vector<ConflictCheck> conflicts, bool one_truck);
[[nodiscard]] Section equivalents_section(std::span<const Equivalent> equivalents);

}  // namespace evpickup::study
