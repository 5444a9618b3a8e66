// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "evpickup/base/text.hpp"
#include "fastsim_record.hpp"

namespace evpickup::model {

namespace {

struct Cell {
  std::string text;
  base::SourcePlace where;
};
using Row = std::vector<Cell>;

/// Rows of a table after RFC 4180: cells in quotes may hold commas, line ends and doubled quotes.
std::vector<Row> rows_of(const FastsimText& source) {
  const std::string_view text = source->text;
  std::vector<Row> rows;
  Row row;
  std::size_t line = 1;
  std::size_t line_start = 0;
  std::size_t at = 0;
  const auto place = [&] { return base::SourcePlace{source, line, at - line_start + 1, 1}; };
  while (at < text.size()) {
    Cell cell{{}, place()};
    if (text[at] == '"') {
      bool closed = false;
      for (++at; at < text.size() && !closed; ++at) {
        if (text[at] == '\n') {
          ++line;
          line_start = at + 1;
        }
        const bool doubled = text[at] == '"' && at + 1 < text.size() && text[at + 1] == '"';
        closed = text[at] == '"' && !doubled;
        if (doubled) ++at;
        if (!closed) cell.text += text[at];
      }
      if (!closed)
        throw base::InputError(base::Diagnostic{
            base::Severity::error, cell.where, {}, "a quote is opened and never closed", {}});
    }
    while (at < text.size() && text[at] != ',' && text[at] != '\n') cell.text += text[at++];
    if (cell.text.ends_with('\r')) cell.text.pop_back();
    row.push_back(std::move(cell));

    // A comma starts a cell, be it empty; a line end the next row.
    const bool comma = at < text.size() && text[at] == ',';
    const bool ends = !comma || at + 1 == text.size();
    if (comma && ends) row.push_back({{}, place()});
    if (at < text.size()) ++at;
    if (!ends) continue;
    const bool blank =
        std::ranges::all_of(row, [](const Cell& each) { return base::trim(each.text).empty(); });
    if (!blank) rows.push_back(std::move(row));
    row.clear();
    ++line;
    line_start = at;
  }
  return rows;
}

/// The column with this heading, the number of columns if there is none.
std::size_t column_of(const Row& heading, std::string_view name) {
  const auto found = std::ranges::find_if(
      heading, [&](const Cell& cell) { return base::trim(cell.text) == name; });
  return static_cast<std::size_t>(found - heading.begin());
}

/// One row a parameter: "Param Name", "Param Value".
FastsimRecord upright(const std::vector<Row>& rows, std::size_t name, std::size_t value,
                      base::Diagnostics& findings) {
  FastsimRecord record;
  record.where = rows.front().front().where;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const Row& row = rows[i];
    if (name >= row.size() || base::trim(row[name].text).empty()) continue;
    FastsimValue cell{{}, row[name].where};
    if (value < row.size()) cell = fastsim_cell(row[value].text, row[value].where);
    put(record, row[name].text, std::move(cell), findings);
  }
  return record;
}

FastsimRecord across(const Row& heading, const Row& row, base::Diagnostics& findings) {
  FastsimRecord record;
  record.where = row.front().where;
  if (row.size() > heading.size()) {
    findings.error(row[heading.size()].where, {},
                   fmt::format("expected at most {} cells as in the heading, got {}",
                               heading.size(), row.size()),
                   "lists of numbers stand in quotes");
    return record;
  }
  for (std::size_t i = 0; i < row.size(); ++i)
    if (!base::trim(heading[i].text).empty())
      put(record, heading[i].text, fastsim_cell(row[i].text, row[i].where), findings);
  return record;
}

}  // namespace

std::vector<FastsimRecord> fastsim_csv(const FastsimText& text) {
  const auto rows = rows_of(text);
  base::Diagnostics findings;
  std::vector<FastsimRecord> records;
  if (rows.size() < 2) {
    findings.error({text, 0, 0, 1}, {}, "expected a heading and at least one vehicle");
    findings.throw_if_errors();
  }
  const Row& heading = rows.front();
  const std::size_t name = column_of(heading, "Param Name");
  const std::size_t value = column_of(heading, "Param Value");
  if (name < heading.size() && value < heading.size()) {
    records.push_back(upright(rows, name, value, findings));
  } else {
    for (std::size_t i = 1; i < rows.size(); ++i)
      records.push_back(across(heading, rows[i], findings));
  }
  findings.throw_if_errors();
  return records;
}

}  // namespace evpickup::model
