// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/results.hpp"

namespace evpickup::report {

/// All of the results as JSON, schema `evpickup.results/1`: schema, tool, scenario, title, inputs,
/// columns, rows, notes, basis and sections. A missing value is null.
[[nodiscard]] std::string write_json(const study::Results& results, const WriteOptions& options);

/// JSON lines, schema `evpickup.rows/1`: schema, tool, scenario, title, inputs and columns in the
/// first line, then a line a row with the columns' keys. A missing value is null. Notes, basis and
/// sections are left to write_json.
[[nodiscard]] std::string write_json_lines(const study::Results& results,
                                           const WriteOptions& options);

}  // namespace evpickup::report
