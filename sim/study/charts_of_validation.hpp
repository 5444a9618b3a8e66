// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "evpickup/study/chart.hpp"
#include "evpickup/study/validation.hpp"

/// What a page shows of predictions beside their measurements.
namespace evpickup::study {

/// A chart of errors without rows yet.
[[nodiscard]] Chart error_chart();

/// Adds the rows of a kind with an error, what its bars allow, and the mean size of its errors.
void add_errors(Chart& chart, const ValidationKind& kind, std::span<const ValidatedRow> rows,
                const ValidationSummary& summary);

}  // namespace evpickup::study
