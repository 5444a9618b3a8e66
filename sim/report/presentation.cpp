// SPDX-License-Identifier: Apache-2.0
#include "presentation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::report {

namespace {

using study::Better;
using study::Cell;
using study::Table;

std::vector<std::string> keys_of(const Table& table) {
  std::vector<std::string> keys;
  for (const auto& column : table.columns) keys.push_back(column.key);
  return keys;
}

/// Index of each key; `unknown` is called for a key that the table does not have.
template <class OnUnknown>
std::vector<std::size_t> indices(const Table& table, const std::vector<std::string>& keys,
                                 const OnUnknown& unknown) {
  std::vector<std::size_t> found;
  for (const std::string& key : keys) {
    const auto column = std::ranges::find(table.columns, key, &study::Column::key);
    if (column == table.columns.end()) {
      unknown(key);
    } else {
      found.push_back(static_cast<std::size_t>(column - table.columns.begin()));
    }
  }
  return found;
}

std::vector<std::size_t> all_columns(const Table& table) {
  std::vector<std::size_t> all(table.columns.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

bool is_numeric(const Table& table, std::size_t column) {
  const auto holds = [&](auto wanted) {
    return std::ranges::any_of(table.rows, [&](const auto& row) {
      return std::holds_alternative<decltype(wanted)>(row[column]);
    });
  };
  return holds(double{}) || (!holds(std::string{}) && !table.columns[column].unit.empty());
}

TextCell text_cell(const Cell& cell, int decimals, std::string_view missing) {
  TextCell out;
  if (const auto* number = std::get_if<double>(&cell)) {
    out.text = base::grouped(*number, decimals);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    out.text = *text;
  } else {
    out.text = missing;
    out.missing = true;
  }
  return out;
}

/// A number as its difference to another, which reads 0 where they read the same.
void tell_difference(TextCell& cell, double number, double reference, const study::Column& column) {
  const double difference = number - reference;
  const std::string size = base::grouped(std::abs(difference), column.decimals);
  if (size.find_first_of("123456789") == std::string::npos) {
    cell.text = "0";
    return;
  }
  cell.text = (difference > 0.0 ? "+" : "-") + size;
  if (column.better == Better::neither) return;
  const bool better = (column.better == Better::lower) == (difference < 0.0);
  cell.tone = better ? Tone::better : Tone::worse;
}

/// Marks the cells that read like the best number of the column, unless all numbers read the same;
/// rows without a rank are neither marked nor beaten.
void mark_best(const Table& table, std::size_t from, TextTable& text, std::size_t to) {
  const Better better = table.columns[from].better;
  if (better == Better::neither) return;

  std::size_t best = npos;
  const auto number = [&](std::size_t row) -> const double* {
    if (std::ranges::binary_search(table.unranked_rows, row)) return nullptr;
    return std::get_if<double>(&table.rows[row][from]);
  };
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (number(row) == nullptr) continue;
    const bool first = best == npos;
    if (first ||
        (better == Better::lower ? *number(row) < *number(best) : *number(row) > *number(best))) {
      best = row;
    }
  }
  if (best == npos) return;

  const std::string shown = text.rows[best][to].text;
  bool differs = false;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (number(row) == nullptr) continue;
    text.rows[row][to].best = text.rows[row][to].text == shown;
    differs = differs || !text.rows[row][to].best;
  }
  if (differs) return;
  for (auto& row : text.rows) row[to].best = false;
}

void require_sound(const Table& table, std::string_view name) {
  std::set<std::string> keys;
  for (const auto& column : table.columns) {
    if (!keys.insert(column.key).second) {
      throw std::logic_error(fmt::format("{}: column {} comes twice", name, column.key));
    }
  }
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (table.rows[row].size() != table.columns.size()) {
      throw std::logic_error(fmt::format("{}: row {} has {} cells for {} columns", name, row,
                                         table.rows[row].size(), table.columns.size()));
    }
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      const auto* number = std::get_if<double>(&table.rows[row][column]);
      if (number != nullptr && !std::isfinite(*number)) {
        throw std::logic_error(fmt::format("{}: {} of row {} is no finite number", name,
                                           table.columns[column].key, row));
      }
    }
  }
}

/// The table without the rows that only data files hold.
Table for_people(Table table) {
  for (auto hidden = table.data_only_rows.rbegin(); hidden != table.data_only_rows.rend(); ++hidden)
    if (*hidden < table.rows.size())
      table.rows.erase(table.rows.begin() + static_cast<std::ptrdiff_t>(*hidden));
  for (std::size_t& row : table.unranked_rows)
    row = static_cast<std::size_t>(shown_row(table, static_cast<int>(row)));
  table.data_only_rows.clear();
  return table;
}

std::size_t group_column(const Table& table, const std::string& grouped_by) {
  if (grouped_by.empty()) return npos;
  const auto found = indices(table, {grouped_by}, [](const std::string& key) {
    throw std::logic_error(
        fmt::format("the results are grouped by a column {} that they lack", key));
  });
  return found.front();
}

}  // namespace

bool TextTable::any_best() const {
  return std::ranges::any_of(
      rows, [](const auto& row) { return std::ranges::any_of(row, &TextCell::best); });
}

bool TextTable::any_missing() const {
  return std::ranges::any_of(
      rows, [](const auto& row) { return std::ranges::any_of(row, &TextCell::missing); });
}

std::vector<std::size_t> shown_columns(const study::Results& results, const WriteOptions& options) {
  const Table& table = results.table;
  if (!options.columns.empty()) {
    base::Diagnostics problems;
    const auto keys = keys_of(table);
    auto found = indices(table, options.columns, [&](const std::string& key) {
      problems.error({}, "--columns", fmt::format("there is no column \"{}\"", key),
                     base::did_you_mean_hint(key, keys));
    });
    problems.throw_if_errors();
    return found;
  }
  if (results.shown.empty()) return all_columns(table);
  return indices(table, results.shown, [](const std::string& key) {
    throw std::logic_error(fmt::format("the results show a column {} that they lack", key));
  });
}

const Table& as_people_read(const Table& table, UnitSystem units, std::optional<Table>& room) {
  if (units == UnitSystem::si && table.data_only_rows.empty()) return table;
  return room.emplace(in_units(for_people(table), units));
}

TextTable as_text(const Table& table, std::span<const std::size_t> columns,
                  const WriteOptions& options, std::optional<std::size_t> reference) {
  std::optional<Table> room;
  const Table& converted = as_people_read(table, options.units, room);
  const std::string_view missing = options.utf8 ? "\u2013" : "-";

  TextTable text;
  text.rows.resize(converted.rows.size());
  for (auto& row : text.rows) row.reserve(columns.size());
  for (const std::size_t index : columns) {
    const auto& column = converted.columns[index];
    text.columns.push_back(
        {column.key, column.label, column.unit, is_numeric(converted, index), column.keep});
    for (std::size_t row = 0; row < converted.rows.size(); ++row) {
      text.rows[row].push_back(text_cell(converted.rows[row][index], column.decimals, missing));
    }
    mark_best(converted, index, text, text.columns.size() - 1);
    const auto* base = reference && *reference < converted.rows.size()
                           ? std::get_if<double>(&converted.rows[*reference][index])
                           : nullptr;
    if (base == nullptr) continue;
    for (std::size_t row = 0; row < converted.rows.size(); ++row)
      if (const auto* number = std::get_if<double>(&converted.rows[row][index]);
          number != nullptr && row != *reference)
        tell_difference(text.rows[row].back(), *number, *base, column);
  }
  return text;
}

std::optional<std::size_t> reference_row(const study::Results& results,
                                         const WriteOptions& options) {
  if (!options.deltas || results.table.rows.size() < 2) return std::nullopt;
  return results.baseline < 0
             ? std::size_t{0}
             : static_cast<std::size_t>(shown_row(results.table, results.baseline));
}

bool has_shown_rows(const study::Section& section) {
  return !section.table.rows.empty() && section.shown_rows != std::size_t{0};
}

TextTable section_as_text(const study::Section& section, std::span<const std::size_t> columns,
                          const WriteOptions& options) {
  Table table = section.table;
  for (auto& column : table.columns) column.better = Better::neither;
  if (section.shown_rows) table.rows.resize(std::min(table.rows.size(), *section.shown_rows));
  return as_text(table, columns, options);
}

std::vector<std::size_t> shown_columns(const study::Section& section) {
  auto columns = all_columns(section.table);
  if (section.shown_columns > 0) columns.resize(std::min(columns.size(), section.shown_columns));
  return columns;
}

std::size_t group_column(const study::Results& results) {
  return group_column(results.table, results.grouped_by);
}

std::size_t group_column(const study::Section& section) {
  return group_column(section.table, section.grouped_by);
}

int shown_row(const Table& table, int row) {
  const auto& hidden = table.data_only_rows;
  return row - static_cast<int>(std::ranges::count_if(
                   hidden, [=](std::size_t other) { return static_cast<int>(other) < row; }));
}

std::string baseline_name(const study::Results& results) {
  return results.baseline < 0 ? std::string{}
                              : row_name(results, static_cast<std::size_t>(results.baseline));
}

std::vector<std::size_t> name_columns(const study::Results& results) {
  std::vector<std::size_t> columns = shown_columns(results, {});
  const std::size_t group = group_column(results);
  if (group == npos) return columns;
  std::erase(columns, group);
  columns.insert(columns.begin(), group);
  return columns;
}

std::string row_name(const study::Results& results, std::size_t at) {
  return row_name(results, at, name_columns(results));
}

std::string row_name(const study::Results& results, std::size_t at,
                     std::span<const std::size_t> columns) {
  constexpr std::size_t parts_at_most = 3;
  const auto& row = results.table.rows[at];
  std::vector<std::string> parts;
  for (const std::size_t column : columns) {
    const auto* text = std::get_if<std::string>(&row[column]);
    if (text != nullptr && parts.size() < parts_at_most) parts.push_back(*text);
  }
  return base::join(parts, ", ");
}

void require_sound(const study::Results& results) {
  require_sound(results.table, "results");
  for (const auto& section : results.sections) require_sound(section.table, section.key);
  if (results.baseline >= static_cast<int>(results.table.rows.size())) {
    throw std::logic_error("results: the baseline is no row");
  }
}

}  // namespace evpickup::report
