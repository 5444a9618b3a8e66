// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "evpickup/base/text.hpp"

namespace evpickup::spec {

namespace {

constexpr std::size_t findings_limit = 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

using TextPointer = std::shared_ptr<const base::SourceText>;

// One line of the file without its end.
struct Line {
  std::string_view text;
  std::size_t number = 0;
};

// One cell without the spaces around it.
struct Cell {
  std::string_view text;
  std::size_t column = 1;
};

std::vector<Line> lines_of(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::vector<Line> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back({text.substr(0, end), number});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  std::size_t column = 1;
  for (bool more = true; more;) {
    const std::size_t comma = line.find(',');
    const std::string_view raw = line.substr(0, comma);
    const std::string_view text = base::trim(raw);
    const std::size_t indent = text.empty() ? 0 : raw.find_first_not_of(" \t");
    cells.push_back({text, column + indent});
    column += base::code_points(raw) + 1;
    more = comma != std::string_view::npos;
    if (more) line.remove_prefix(comma + 1);
  }
  return cells;
}

base::SourcePlace place_of(const TextPointer& text, const Line& line, const Cell& cell) {
  return {text, line.number, cell.column, std::max<std::size_t>(base::code_points(cell.text), 1)};
}

// `speed [km/h]` as name and unit; nothing if the brackets are wrong or the name is none.
std::optional<CsvColumn> column_of(std::string_view heading) {
  const std::size_t open = heading.find('[');
  const std::string name{base::trim(heading.substr(0, open))};
  if (name.empty() || base::parse_number(name)) return std::nullopt;
  if (open == std::string_view::npos) return CsvColumn{name, {}, {}, {}};
  if (heading.find(']') != heading.size() - 1) return std::nullopt;
  const auto unit = base::trim(heading.substr(open + 1, heading.size() - open - 2));
  return CsvColumn{name, std::string{unit}, {}, {}};
}

void read_heading(CsvTable& table, const Line& line, const TextPointer& text,
                  base::Diagnostics& findings) {
  for (const Cell& cell : cells_of(line.text)) {
    auto column = column_of(cell.text);
    const auto where = place_of(text, line, cell);
    if (!column) {
      const bool semicolons = line.text.find(';') != std::string_view::npos;
      findings.error(where, {}, fmt::format("expected a column heading, got \"{}\"", cell.text),
                     semicolons ? "columns are separated by commas"
                                : "write a name and a unit, such as speed [km/h]");
      continue;
    }
    if (table.find(column->name) != nullptr)
      findings.error(where, {}, fmt::format("column \"{}\" is given twice", column->name));
    column->where = where;
    table.columns.push_back(std::move(*column));
  }
}

void read_row(CsvTable& table, const Line& line, const TextPointer& text,
              base::Diagnostics& findings) {
  const auto cells = cells_of(line.text);
  table.rows.push_back(
      {text, line.number, 1, std::max<std::size_t>(base::code_points(line.text), 1)});
  if (cells.size() != table.columns.size()) {
    findings.error(table.rows.back(), {},
                   fmt::format("expected {} cells as in the heading, got {}", table.columns.size(),
                               cells.size()));
    return;
  }
  for (std::size_t i = 0; i < cells.size() && findings.all().size() < findings_limit; ++i) {
    const auto number = base::parse_number(cells[i].text);
    if (!number)
      findings.error(place_of(text, line, cells[i]), table.columns[i].name,
                     fmt::format("expected a finite number, got \"{}\"", cells[i].text));
    table.columns[i].values.push_back(number.value_or(0.0));
  }
}

}  // namespace

const CsvColumn* CsvTable::find(std::string_view name) const {
  const auto found = std::ranges::find(columns, name, &CsvColumn::name);
  return found == columns.end() ? nullptr : &*found;
}

CsvTable read_csv(const std::shared_ptr<const base::SourceText>& text) {
  CsvTable table;
  base::Diagnostics findings;
  for (const Line& line : lines_of(text->text)) {
    const std::string_view trimmed = base::trim(line.text);
    if (trimmed.empty()) continue;
    if (trimmed.starts_with('#')) {
      table.comments.emplace_back(base::trim(trimmed.substr(1)));
    } else if (table.columns.empty()) {
      read_heading(table, line, text, findings);
      findings.throw_if_errors();
    } else {
      read_row(table, line, text, findings);
    }
    if (findings.all().size() >= findings_limit) break;
  }

  // Nothing to read is an error of the file as a whole.
  if (!findings.has_errors() && table.rows.empty())
    findings.error({text, 0, 0, 1}, {}, "the table has no rows of numbers",
                   "the first line names the columns with their units, such as speed [km/h]");
  findings.throw_if_errors();
  return table;
}

}  // namespace evpickup::spec
