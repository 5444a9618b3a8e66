// SPDX-License-Identifier: Apache-2.0
#include "recorded_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::study {

namespace {

/// True for CSV, false for JSON lines.
bool has_fields(const std::string& path) {
  const std::string name = base::lower_case(path);
  if (name.ends_with(".csv")) return true;
  if (name.ends_with(".jsonl")) return false;
  throw base::InputError(
      fmt::format("\"{}\" holds no rows of a study: its name ends neither in .csv nor in .jsonl",
                  path),
      "evpickup run SCENARIO --rows STUDY -o FILE.csv or -o FILE.jsonl writes them");
}

/// The keys of a file's columns by its first line; none if the line tells none.
std::vector<std::string> column_keys(const std::string& path, std::ifstream& file) {
  std::string line;
  if (!std::getline(file, line))
    throw base::InputError(fmt::format("\"{}\" cannot be read, or is empty", path));
  if (line.starts_with("{\"schema\":\"evpickup.stamp"))
    throw base::InputError(fmt::format("\"{}\" is a shard of rows", path),
                           "evpickup merge joins shards to one file");
  if (line.ends_with('\r')) line.pop_back();
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (line.starts_with(byte_order_mark) || line.starts_with('"'))
    throw base::InputError(
        fmt::format("\"{}\" begins with {}: another program wrote it", path,
                    line.starts_with('"') ? "a quoted field" : "a byte order mark"),
        "--from-rows reads files as evpickup writes them");
  if (has_fields(path)) return base::split(line, ',');
  std::vector<std::string> keys;
  const auto head = nlohmann::json::parse(line, nullptr, false);
  if (head.is_object() && head.contains("columns") && head["columns"].is_array())
    for (const auto& column : head["columns"])
      if (column.is_object()) keys.push_back(column.value("key", std::string()));
  return keys;
}

std::ifstream opened(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw base::InputError(fmt::format("there is no file \"{}\"", path));
  return file;
}

/// A value of JSON as a field of CSV has it.
std::string field_of(const nlohmann::json& value) {
  if (value.is_number()) return base::shortest(value.get<double>());
  return value.is_string() ? value.get<std::string>() : std::string{};
}

std::string field_of(const Cell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) return base::shortest(*number);
  const auto* text = std::get_if<std::string>(&cell);
  return text != nullptr ? *text : std::string{};
}

/// True if a field holds a cell's value, however a number is written; another machine's C library
/// may draw a value with another last digit.
bool holds(const std::string& field, const Cell& cell) {
  constexpr double last_digits = 1e-9;
  const auto* expected = std::get_if<double>(&cell);
  if (expected == nullptr) return field == field_of(cell);
  const auto number = base::parse_number(field);
  return number && std::abs(*number - *expected) <= last_digits * std::abs(*expected);
}

}  // namespace

std::optional<std::string> recorded_file(const std::vector<std::string>& paths,
                                         std::string_view first_column) {
  std::optional<std::string> found;
  for (const std::string& path : paths) {
    std::ifstream file = opened(path);
    const auto keys = column_keys(path, file);
    if (keys.empty() || keys.front() != first_column) continue;
    if (found)
      throw base::InputError(
          fmt::format("\"{}\" and \"{}\" hold rows of the same study", *found, path),
          "evpickup merge joins shards to one file");
    found = path;
  }
  return found;
}

RecordedRows::RecordedRows(std::string path, const std::vector<Column>& columns)
    : path_(std::move(path)),
      columns_(&columns),
      has_fields_(has_fields(path_)),
      file_(opened(path_)) {
  const auto keys = column_keys(path_, file_);
  for (std::size_t k = 0; k < std::max(keys.size(), columns.size()); ++k) {
    const std::string found = k < keys.size() ? keys[k] : "nothing";
    const std::string expected = k < columns.size() ? columns[k].key : "nothing";
    if (found != expected)
      refuse(fmt::format("its column {} is {}, that of this study {}", k + 1, found, expected));
  }
}

void RecordedRows::refuse(const std::string& what, std::size_t line) const {
  throw base::InputError(
      fmt::format("\"{}\", line {}: it holds no rows of this study: {}", path_,
                  line > 0 ? line : line_, what),
      "rows belong to the scenario, settings and data that they were written with");
}

std::optional<std::string> RecordedRows::next_line() {
  std::string line;
  if (!std::getline(file_, line)) return std::nullopt;
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::vector<std::string> RecordedRows::next() {
  ++line_;
  const auto read = next_line();
  if (!read)
    refuse("there are no more rows; where its command was interrupted, --resume goes on with it");
  const std::string& line = *read;
  std::vector<std::string> fields;
  if (has_fields_) {
    fields = base::split(line, ',');
  } else {
    const auto row = nlohmann::json::parse(line, nullptr, false);
    if (!row.is_object()) refuse("this line is no row");
    for (const Column& column : *columns_) {
      const auto value = row.find(column.key);
      fields.push_back(value == row.end() ? std::string{} : field_of(*value));
    }
  }
  if (fields.size() != columns_->size())
    refuse(fmt::format("{} fields in the place of {}", fields.size(), columns_->size()));
  return fields;
}

double RecordedRows::number(const std::string& field, std::size_t column) const {
  if (field.empty()) return std::numeric_limits<double>::quiet_NaN();
  // No figure of a truck is as large; sums of squares of larger ones overflow.
  constexpr double largest = 1e100;
  const auto number = base::parse_number(field);
  if (!number || std::abs(*number) > largest)
    refuse(fmt::format("{} is \"{}\"", (*columns_)[column].key, field));
  return *number;
}

Eigen::ArrayXXd RecordedRows::figures(const std::vector<std::vector<Cell>>& known,
                                      FigureColumns where) {
  Eigen::ArrayXXd figures(static_cast<Eigen::Index>(known.size()),
                          static_cast<Eigen::Index>(where.last - where.first));
  for (std::size_t row = 0; row < known.size(); ++row) {
    const auto fields = next();
    for (std::size_t k = 0; k < fields.size(); ++k) {
      const bool is_figure = k >= where.first && k < where.last;
      if (is_figure) {
        figures(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(k - where.first)) =
            number(fields[k], k);
      } else if (!holds(fields[k], known[row][k])) {
        refuse(fmt::format("{} is \"{}\", in this study \"{}\"", (*columns_)[k].key, fields[k],
                           field_of(known[row][k])));
      }
    }
  }
  return figures;
}

void RecordedRows::require_same(const Eigen::ArrayXXd& figures, const ComputedRows& again,
                                FigureColumns where) const {
  // Instruction sets of other machines round otherwise.
  constexpr double rounding = 1e-6;
  for (std::size_t i = 0; i < again.rows.size(); ++i)
    for (std::size_t k = where.first; k < where.last; ++k) {
      const std::size_t row = again.numbers[i];
      const double read =
          figures(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(k - where.first));
      const auto* number = std::get_if<double>(&again.rows[i][k]);
      const bool same = number == nullptr
                            ? std::isnan(read)
                            : std::abs(read - *number) <= rounding * std::abs(*number);
      if (!same)
        refuse(fmt::format("{} is \"{}\", computed again \"{}\"", (*columns_)[k].key,
                           std::isnan(read) ? std::string{} : base::shortest(read),
                           field_of(again.rows[i][k])),
               line_ + 1 + row - static_cast<std::size_t>(figures.rows()));
    }
}

void RecordedRows::finish() {
  ++line_;
  if (next_line()) refuse("this study has fewer rows");
}

}  // namespace evpickup::study
