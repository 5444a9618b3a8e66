// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/results.hpp"

namespace evpickup::report {

/// The whole table as CSV: keys in the first line, one line a row, texts quoted where RFC 4180 asks
/// for it, numbers as the shortest text that reads back the same, nothing for a missing value.
/// Lines end in LF.
[[nodiscard]] std::string write_csv(const study::Results& results, const WriteOptions& options);

}  // namespace evpickup::report
