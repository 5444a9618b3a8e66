// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/csv.hpp"

#include <string_view>

#include "evpickup/base/text.hpp"
#include "presentation.hpp"
#include "row_forms.hpp"

namespace evpickup::report {

namespace {

/// RFC 4180: a field with a comma, a quote or a line end is quoted, and its quotes are doubled.
void append_text(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_cell(std::string& out, const study::Cell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) {
    out += base::shortest(*number);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    append_text(out, *text);
  }
}

}  // namespace

std::string csv_head(const study::Results& results) {
  std::string out;
  std::string_view separator;
  for (const auto& column : results.table.columns) {
    out += separator;
    append_text(out, column.key);
    separator = ",";
  }
  out += '\n';
  return out;
}

void append_csv_row(std::string& out, const std::vector<study::Column>& /*columns*/,
                    const std::vector<study::Cell>& row) {
  std::string_view separator;
  for (const auto& cell : row) {
    out += separator;
    append_cell(out, cell);
    separator = ",";
  }
  out += '\n';
}

std::string write_csv(const study::Results& results, const WriteOptions& /*options*/) {
  require_sound(results);
  std::string out = csv_head(results);
  for (const auto& row : results.table.rows) append_csv_row(out, results.table.columns, row);
  return out;
}

}  // namespace evpickup::report
