// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/json.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "evpickup/base/text.hpp"
#include "evpickup/version.hpp"
#include "presentation.hpp"
#include "row_forms.hpp"

namespace evpickup::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr int indent = 2;

Json cell_json(const study::Cell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) return *number;
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return nullptr;
}

Json columns_json(const study::Table& table) {
  Json columns = Json::array();
  for (const auto& column : table.columns) {
    columns.push_back({{"key", column.key}, {"label", column.label}, {"unit", column.unit}});
  }
  return columns;
}

Json rows_json(const study::Table& table) {
  Json rows = Json::array();
  for (const auto& row : table.rows) {
    Json object = Json::object();
    for (std::size_t c = 0; c < row.size(); ++c) object[table.columns[c].key] = cell_json(row[c]);
    rows.push_back(std::move(object));
  }
  return rows;
}

Json inputs_json(const study::Inputs& inputs) {
  Json files = Json::array();
  for (const auto& [name, sha256] : inputs.files) {
    files.push_back({{"name", name}, {"sha256", sha256}});
  }
  return {
      {"files", std::move(files)}, {"overrides", inputs.overrides}, {"currency", inputs.currency}};
}

Json sections_json(const std::vector<study::Section>& sections) {
  Json all = Json::array();
  for (const auto& section : sections) {
    all.push_back({{"key", section.key},
                   {"title", section.title},
                   {"columns", columns_json(section.table)},
                   {"rows", rows_json(section.table)},
                   {"remarks", section.remarks}});
  }
  return all;
}

/// What stands at the beginning of every form of JSON.
Json head_json(std::string_view schema, const study::Results& results) {
  return {{"schema", schema},
          {"tool", {{"name", "evpickup"}, {"version", std::string{version}}}},
          {"scenario", results.scenario},
          {"title", results.title},
          {"inputs", inputs_json(results.inputs)},
          {"columns", columns_json(results.table)}};
}

/// An argument such as a value of --set may hold bytes that are no UTF-8; they are replaced.
std::string text_of(const Json& json, int indentation) {
  return json.dump(indentation, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string json_lines_head(const study::Results& results) {
  return text_of(head_json("evpickup.rows/1", results), -1) + "\n";
}

void append_json_line(std::string& out, const std::vector<study::Column>& columns,
                      const std::vector<study::Cell>& row) {
  char separator = '{';
  for (std::size_t c = 0; c < row.size(); ++c) {
    out += separator;
    separator = ',';
    out += '"';
    out += columns[c].key;
    out += "\":";
    if (const auto* number = std::get_if<double>(&row[c])) {
      out += base::shortest(*number);
    } else {
      out += text_of(cell_json(row[c]), -1);
    }
  }
  out += "}\n";
}

std::string write_json_lines(const study::Results& results, const WriteOptions& /*options*/) {
  require_sound(results);
  std::string out = json_lines_head(results);
  for (const auto& row : results.table.rows) append_json_line(out, results.table.columns, row);
  return out;
}

std::string write_json(const study::Results& results, const WriteOptions& /*options*/) {
  require_sound(results);
  Json document = head_json("evpickup.results/1", results);
  document["rows"] = rows_json(results.table);
  document["notes"] = results.notes;
  document["basis"] = results.basis;
  document["sections"] = sections_json(results.sections);
  return text_of(document, indent) + "\n";
}

}  // namespace evpickup::report
