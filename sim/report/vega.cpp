// SPDX-License-Identifier: Apache-2.0
#include "vega.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "evpickup/base/text.hpp"
#include "spelling.hpp"

namespace evpickup::report {

namespace {

using study::ChartKind;

constexpr std::string_view schema = "https://vega.github.io/schema/vega-lite/v6.json";

constexpr std::array all_forms{
    ChartForm{ChartKind::dots, "dots", &draw_dots},
    ChartForm{ChartKind::stacked_bars, "stacked_bars", &draw_stacked_bars},
    ChartForm{ChartKind::lines, "lines", &draw_lines},
    ChartForm{ChartKind::densities, "densities", &draw_densities},
    ChartForm{ChartKind::spreads, "spreads", &draw_spreads},
    ChartForm{ChartKind::cells, "cells", &draw_cells},
    ChartForm{ChartKind::tornado, "tornado", &draw_tornado},
    ChartForm{ChartKind::shares, "shares", &draw_shares},
    ChartForm{ChartKind::front, "front", &draw_front},
    ChartForm{ChartKind::errors, "errors", &draw_errors},
};

/// Puts a width in place of every "container".
void set_width(Json& spec, int width) {
  if (spec.is_array() || spec.is_object())
    for (auto& part : spec) set_width(part, width);
  if (spec.is_object() && spec.contains("width") && spec["width"] == "container")
    spec["width"] = width;
}

}  // namespace

std::span<const ChartForm> chart_forms() { return all_forms; }

study::Chart in_units(study::Chart chart, UnitSystem system) {
  chart.table = in_units(std::move(chart.table), system);
  if (!chart.marks.columns.empty()) chart.marks = in_units(std::move(chart.marks), system);
  return chart;
}

Json vega_spec(const study::Chart& chart) {
  const auto* const form = std::ranges::find(all_forms, chart.kind, &ChartForm::kind);
  if (form == all_forms.end()) throw std::logic_error("a chart of a kind without a form");
  Json spec{{"$schema", schema}, {"name", chart.key}, {"description", chart.title}};
  spec.update(form->draw(chart));
  return spec;
}

Json vega_spec(const study::Chart& chart, int width) {
  Json spec = vega_spec(chart);
  for (const char* whole : {"$schema", "padding"}) spec.erase(whole);
  spec["title"] = spelled(chart.title);
  set_width(spec, width);
  return spec;
}

std::string axis_title(const study::Column& column) {
  const std::string label = spelled(column.label);
  return column.unit.empty() ? label : fmt::format("{} ({})", label, spelled(column.unit));
}

std::string number_title(const study::Column& column) {
  return column.unit.empty() ? axis_title(column) + " (no unit)" : axis_title(column);
}

std::string field(const study::Column& column) {
  std::string name = column.key;
  std::ranges::replace_if(
      name, [](char letter) { return letter == '.' || letter == '[' || letter == ']'; }, '_');
  return name;
}

Json value_of(const study::Cell& cell, const study::Column& column) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  const auto* number = std::get_if<double>(&cell);
  if (number == nullptr) return nullptr;
  // One digit more than is told, so that lines stay smooth.
  const double scale = std::pow(10.0, std::max(column.decimals, 0) + 1);
  return std::round(*number * scale) / scale;
}

Json rows_of(const study::Table& table) {
  Json rows = Json::array();
  for (const auto& row : table.rows) {
    Json object = Json::object();
    for (std::size_t c = 0; c < row.size(); ++c)
      object[field(table.columns[c])] = value_of(row[c], table.columns[c]);
    rows.push_back(std::move(object));
  }
  return rows;
}

std::string text_of(const study::Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text != nullptr ? *text : std::string{};
}

Json name_axis(const study::Table& table, std::size_t column, const std::string& field) {
  // The first of two lines stands above the middle.
  constexpr int half_line = 7;
  const bool two = std::ranges::any_of(table.rows, [&](const auto& row) {
    return text_of(row[column]).find(", ") != std::string::npos;
  });
  const Json raised{
      {"condition", {{"test", "indexof(datum.label, ', ') >= 0"}, {"value", -half_line}}},
      {"value", 0}};
  constexpr std::string_view two_lines =
      "indexof(datum.label, ', ') < 0 ? datum.label : [slice(datum.label, 0, "
      "indexof(datum.label, ', ')), slice(datum.label, indexof(datum.label, ', ') + 2)]";
  return {{"field", field},
          {"type", "nominal"},
          {"sort", nullptr},
          {"axis",
           {{"title", nullptr},
            {"labelExpr", two_lines},
            {"labelLimit", 0},
            {"domain", false},
            {"ticks", false},
            {"labelOffset", two ? raised : Json(0)},
            {"labelPadding", 8}}}};
}

Json number_axis(const std::string& field, const std::string& title) {
  return {{"field", field}, {"type", "quantitative"}, {"title", title}};
}

Json colour_of(const std::string& field, const Json& order) {
  return {{"field", field},
          {"type", "nominal"},
          {"sort", order},
          {"legend", {{"title", nullptr}, {"orient", "top"}}}};
}

Json tooltip(const std::string& field, const std::string& title, const std::string& type) {
  return {{"field", field}, {"type", type}, {"title", title}};
}

Json tooltip(const study::Column& column) {
  Json told = tooltip(field(column), axis_title(column),
                      column.unit.empty() && column.decimals == 0 ? "nominal" : "quantitative");
  if (told["type"] == "quantitative") told["format"] = number_format(column.decimals);
  return told;
}

std::string number_format(int decimals) { return fmt::format(",.{}f", std::max(decimals, 0)); }

}  // namespace evpickup::report
