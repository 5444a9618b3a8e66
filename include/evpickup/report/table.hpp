// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/results.hpp"

namespace evpickup::report {

/// The results as a terminal shows them, at most `options.width` columns wide: title, description,
/// the answer in a sentence or two, the chosen columns with rows under a heading for each group,
/// the best value of a column and the baseline marked, then sections, notes and what the numbers
/// rest on. Text columns are wrapped where space is short; what still does not fit is left out from
/// the right, and a line says which columns those are.
[[nodiscard]] std::string write_table(const study::Results& results, const WriteOptions& options);

}  // namespace evpickup::report
