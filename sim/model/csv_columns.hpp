// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/spec/csv.hpp"
#include "evpickup/units/kinds.hpp"

/// What the readers of CSV files (drive cycles, routes) share: columns with units in the heading.
namespace evpickup::model {

/// A column that a kind of file may have, with the units that are accepted for it.
struct CsvColumnRule {
  std::string_view name;
  units::Kind kind;
  std::vector<std::string_view> units;
  bool required = false;
};

/// Reports columns that `what` ("a drive cycle") does not have, and required ones that are missing
/// at `whole`.
void check_csv_columns(const spec::CsvTable& table, std::span<const CsvColumnRule> rules,
                       std::string_view what, const base::SourcePlace& whole,
                       base::Diagnostics& findings);

/// The values of a column in SI units; empty if there is no such column, or if its unit is wrong,
/// which is reported.
[[nodiscard]] std::vector<double> csv_values(const spec::CsvTable& table,
                                             std::span<const CsvColumnRule> rules,
                                             std::string_view name, base::Diagnostics& findings);

/// An error at a row with the column's name as key; at most as many as read_csv collects.
void refuse_csv_row(const spec::CsvTable& table, std::size_t row, std::string_view column,
                    std::string message, std::string hint, base::Diagnostics& findings);

/// The text behind `# key: ` among the comment lines; empty if there is none.
[[nodiscard]] std::string csv_comment(const spec::CsvTable& table, std::string_view key);

}  // namespace evpickup::model
