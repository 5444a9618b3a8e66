// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/study/results.hpp"

/// Head and rows of the forms that can be written row by row.
namespace evpickup::report {

[[nodiscard]] std::string csv_head(const study::Results& results);
void append_csv_row(std::string& out, const std::vector<study::Column>& columns,
                    const std::vector<study::Cell>& row);

[[nodiscard]] std::string json_lines_head(const study::Results& results);
void append_json_line(std::string& out, const std::vector<study::Column>& columns,
                      const std::vector<study::Cell>& row);

}  // namespace evpickup::report
