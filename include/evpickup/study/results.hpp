// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// The one form in which every study hands over its answer: typed tables with a unit and a label
/// per column, and what the numbers rest on. Writers turn it into text; nothing is computed after
/// this.
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

  /// Index of a column by key; throws std::out_of_range.
  [[nodiscard]] std::size_t index(const std::string& key) const;
  [[nodiscard]] const Cell& at(std::size_t row, const std::string& key) const;
};

/// A further table with its own title, such as the cost by item. `key` names it in JSON.
struct Section {
  std::string key;
  std::string title;
  Table table;
  std::vector<std::string> remarks;
  /// Too long for people: only data files hold it.
  bool data_only = false;
  /// Number of columns that people see, from the first; 0 for all.
  std::size_t shown_columns = 0;
  /// Number of rows that people see, from the first; all if absent.
  std::optional<std::size_t> shown_rows = {};
  /// Column by which a terminal groups rows, empty for none.
  std::string grouped_by = {};
};

/// What a run was made of, so that it can be repeated.
struct Inputs {
  /// Name and SHA-256.
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<std::string> overrides;
  std::string currency;
};

struct Results {
  std::string scenario;
  std::string title;
  std::string description;
  Inputs inputs;
  /// One row a case, the whole set of columns, core columns first.
  Table table;
  /// Keys of the columns that answer the question, for terminal and Markdown.
  std::vector<std::string> shown;
  /// Column by which a terminal groups rows ("vehicle"), empty for none.
  std::string grouped_by;
  /// Row that differences refer to, or -1.
  int baseline = -1;
  /// Rows are told one below the other and not in columns, for cells that hold sentences.
  bool as_records = false;
  std::vector<Section> sections;
  /// Sentences a reader needs beside the numbers: null values, missed traces, warnings.
  std::vector<std::string> notes;
  /// What the numbers rest on: estimates, their rules and sources.
  std::vector<std::string> basis;
};

}  // namespace evpickup::study
