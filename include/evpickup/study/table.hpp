// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

/// Tables with a unit and a label per column: the form of all answers.
namespace evpickup::study {

/// Nothing (a value that cannot be had), a number in the column's unit, or a text.
using Cell = std::variant<std::monostate, double, std::string>;

enum class Better { neither, lower, higher };

/// A column. `key` is the JSON and CSV name and ends in the unit; `label` and `unit` are for
/// people.
struct Column {
  std::string key;
  std::string label;
  std::string unit;
  int decimals = 0;
  Better better = Better::neither;
  /// Each number is in the unit that the row's own cell of the column "unit" names.
  bool unit_in_row = false;
  /// Where a page is too narrow, columns without this are left out first.
  bool keep = false;
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  /// Rows that only data files hold, ascending.
  std::vector<std::size_t> data_only_rows = {};
  /// Rows that are not marked as the best of a column, ascending: their trucks do less than others.
  std::vector<std::size_t> unranked_rows = {};

  /// Index of a column by key; throws std::out_of_range.
  [[nodiscard]] std::size_t index(const std::string& key) const;
  [[nodiscard]] const Cell& at(std::size_t row, const std::string& key) const;
};

}  // namespace evpickup::study
