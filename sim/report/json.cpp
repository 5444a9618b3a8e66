// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/json.hpp"

#include <nlohmann/json.hpp>
#include <string>

#include "evpickup/version.hpp"
#include "presentation.hpp"

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

}  // namespace

std::string write_json(const study::Results& results, const WriteOptions& /*options*/) {
  require_sound(results);
  const Json document{{"schema", "evpickup.results/1"},
                      {"tool", {{"name", "evpickup"}, {"version", std::string{version}}}},
                      {"scenario", results.scenario},
                      {"title", results.title},
                      {"inputs", inputs_json(results.inputs)},
                      {"columns", columns_json(results.table)},
                      {"rows", rows_json(results.table)},
                      {"notes", results.notes},
                      {"basis", results.basis},
                      {"sections", sections_json(results.sections)}};

  // An argument such as a value of --set may hold bytes that are no UTF-8; they are replaced.
  return document.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace evpickup::report
