// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <optional>

#include "evpickup/base/text.hpp"
#include "spelling.hpp"
#include "vega.hpp"

/// Charts with a row for each name: dots, stacked bars, spreads, tornado, shares.
namespace evpickup::report {

namespace {

/// Pixels that a number behind the longest bar may need.
constexpr int room_for_number = 36;

/// Height of a row whose name takes two lines, and of one whose name takes one.
constexpr int tall_row = 34;
constexpr int low_row = 24;

/// Height of all rows. A width that fits a page and a height by steps do not go together.
int height_of(const study::Table& table, int row) {
  return row * static_cast<int>(std::max<std::size_t>(table.rows.size(), 1));
}

std::optional<double> number(const study::Cell& cell) {
  const auto* value = std::get_if<double>(&cell);
  return value != nullptr ? std::optional(*value) : std::nullopt;
}

/// The title of an axis that several columns share.
std::string measure_title(const study::Chart& chart, const study::Column& column) {
  study::Column shared = column;
  shared.label = chart.measure;
  return axis_title(shared);
}

/// The labels of some columns, in their order.
Json labels(const study::Table& table, std::size_t first, std::size_t last) {
  Json list = Json::array();
  for (std::size_t c = first; c < last; ++c) list.push_back(spelled(table.columns[c].label));
  return list;
}

/// A row for each number of the columns [first, last): name, label and value.
Json long_rows(const study::Table& table, std::size_t first, std::size_t last) {
  Json rows = Json::array();
  for (const auto& row : table.rows)
    for (std::size_t c = first; c < last; ++c)
      if (number(row[c]))
        rows.push_back({{"name", text_of(row[0])},
                        {"series", spelled(table.columns[c].label)},
                        {"value", value_of(row[c], table.columns[c])},
                        {"order", c}});
  return rows;
}

}  // namespace

Json draw_dots(const study::Chart& chart) {
  const auto& table = chart.table;
  const auto& first = table.columns.at(1);
  const std::string title = measure_title(chart, first);
  Json x = number_axis("value", title);
  x["scale"] = {{"zero", true}};
  const Json order = labels(table, 1, table.columns.size());
  Json colour = colour_of("series", order);
  Json shape = {{"field", "series"}, {"type", "nominal"}, {"sort", order}};
  return {
      {"width", "container"},
      {"height", height_of(table, tall_row)},
      {"data", {{"values", long_rows(table, 1, table.columns.size())}}},
      {"encoding", {{"y", name_axis(table, 0, "name")}}},
      {"layer",
       {{{"mark", {{"type", "rule"}, {"strokeWidth", 2}, {"opacity", 0.25}}},
         {"encoding",
          {{"x",
            {{"field", "value"}, {"aggregate", "min"}, {"type", "quantitative"}, {"title", title}}},
           {"x2", {{"field", "value"}, {"aggregate", "max"}}}}}},
        {{"mark", {{"type", "point"}, {"filled", true}, {"size", 85}, {"opacity", 1}}},
         {"encoding",
          {{"x", x},
           {"color", colour},
           {"shape", shape},
           {"tooltip",
            {tooltip("name", "truck", "nominal"), tooltip("series", "condition", "nominal"),
             Json{{"field", "value"},
                  {"type", "quantitative"},
                  {"title", title},
                  {"format", number_format(first.decimals)}}}}}}}}}};
}

Json draw_stacked_bars(const study::Chart& chart) {
  const auto& table = chart.table;
  const std::size_t last = table.columns.size() - 1;
  const auto& total = table.columns[last];
  const std::string title = measure_title(chart, total);
  const std::string name = spelled(table.columns.front().label);
  Json totals = Json::array();
  for (const auto& row : table.rows) {
    double end = 0.0;
    for (std::size_t c = 1; c < last; ++c) end += std::max(0.0, number(row[c]).value_or(0.0));
    if (!number(row[last])) continue;
    totals.push_back({{"name", text_of(row[0])},
                      {"total", value_of(row[last], total)},
                      {"end", end},
                      {"text", base::grouped(*number(row[last]), total.decimals)}});
  }
  return {
      {"width", "container"},
      {"height", height_of(table, tall_row)},
      {"padding", {{"left", 5}, {"top", 5}, {"right", room_for_number}, {"bottom", 5}}},
      {"encoding", {{"y", name_axis(table, 0, "name")}}},
      {"layer",
       {{{"data", {{"values", long_rows(table, 1, last)}}},
         {"mark", {{"type", "bar"}, {"height", {{"band", 0.62}}}}},
         {"encoding",
          {{"x",
            {{"field", "value"}, {"type", "quantitative"}, {"stack", "zero"}, {"title", title}}},
           {"color", colour_of("series", labels(table, 1, last))},
           {"order", {{"field", "order"}, {"type", "quantitative"}}},
           {"tooltip",
            {tooltip("name", name, "nominal"), tooltip("series", "part", "nominal"),
             Json{{"field", "value"},
                  {"type", "quantitative"},
                  {"title", spelled(total.unit)},
                  {"format", number_format(total.decimals)}}}}}}},
        {{"data", {{"values", totals}}},
         {"mark",
          {{"type", "text"}, {"align", "left"}, {"dx", 6}, {"fontWeight", 600}, {"style", "told"}}},
         {"encoding",
          {{"x", {{"field", "end"}, {"type", "quantitative"}, {"title", title}}},
           {"text", {{"field", "text"}, {"type", "nominal"}}}}}},
        {{"data", {{"values", totals}}},
         {"mark", {{"type", "tick"}, {"thickness", 2.5}, {"size", 24}, {"style", "mark"}}},
         {"encoding",
          {{"x", {{"field", "total"}, {"type", "quantitative"}, {"title", title}}},
           {"tooltip",
            {tooltip("name", name, "nominal"),
             Json{{"field", "total"},
                  {"type", "quantitative"},
                  {"title", title},
                  {"format", number_format(total.decimals)}}}}}}}}}};
}

Json draw_spreads(const study::Chart& chart) {
  const auto& table = chart.table;
  const auto& middle = table.columns.at(3);
  const std::string title = measure_title(chart, middle);
  const auto between = [&](std::size_t low, std::size_t high) {
    Json x = number_axis(field(table.columns[low]), title);
    x["scale"] = {{"zero", false}};
    return Json{{"x", x}, {"x2", {{"field", field(table.columns[high])}}}};
  };
  Json told = Json::array();
  for (const auto& column : table.columns) told.push_back(tooltip(column));
  Json point = number_axis(field(middle), title);
  point["scale"] = {{"zero", false}};
  return {
      {"width", "container"},
      {"height", height_of(table, tall_row)},
      {"data", {{"values", rows_of(table)}}},
      {"encoding", {{"y", name_axis(table, 0, field(table.columns[0]))}, {"tooltip", told}}},
      {"layer",
       {{{"mark", {{"type", "rule"}, {"strokeWidth", 2}, {"opacity", 0.6}, {"style", "series"}}},
         {"encoding", between(1, 5)}},
        {{"mark", {{"type", "bar"}, {"height", 12}, {"style", "series"}}},
         {"encoding", between(2, 4)}},
        {{"mark", {{"type", "tick"}, {"thickness", 3}, {"size", 20}, {"style", "mark"}}},
         {"encoding", {{"x", point}}}}}}};
}

Json draw_tornado(const study::Chart& chart) {
  const auto& table = chart.table;
  const auto& base_column = table.columns.at(4);
  Json rows = Json::array();
  for (const auto& row : table.rows)
    for (const bool high : {false, true}) {
      const std::size_t c = high ? 5 : 3;
      const auto base = number(row[4]), value = number(row[c]);
      if (!base || !value) continue;
      rows.push_back({{"name", text_of(row[0])},
                      {"end", high ? "input at its high end" : "input at its low end"},
                      {"input", spelled(text_of(row[high ? 2 : 1]))},
                      {"base", value_of(row[4], base_column)},
                      {"value", value_of(row[c], base_column)},
                      {"leftward", *value < *base}});
    }
  const std::string title = axis_title(base_column);
  Json x = number_axis("base", title);
  // Room for words at the ends of the longest bars.
  x["scale"] = {{"zero", false}, {"padding", 70}};
  Json value = number_axis("value", title);
  value["scale"] = x["scale"];
  const auto label = [&](bool leftward) {
    return Json{{"transform", {{{"filter", leftward ? "datum.leftward" : "!datum.leftward"}}}},
                {"mark",
                 {{"type", "text"},
                  {"align", leftward ? "right" : "left"},
                  {"dx", leftward ? -5 : 5},
                  {"style", "told"}}},
                {"encoding", {{"x", value}, {"text", {{"field", "input"}, {"type", "nominal"}}}}}};
  };
  return {
      {"width", "container"},
      {"height", height_of(table, low_row + 4)},
      {"data", {{"values", rows}}},
      {"encoding", {{"y", name_axis(table, 0, "name")}}},
      {"layer",
       {{{"mark", {{"type", "bar"}, {"height", {{"band", 0.7}}}}},
         {"encoding",
          {{"x", x},
           {"x2", {{"field", "value"}}},
           {"color", colour_of("end", {"input at its low end", "input at its high end"})},
           {"tooltip",
            {tooltip("name", "input", "nominal"), tooltip("input", "moved to", "nominal"),
             Json{{"field", "value"},
                  {"type", "quantitative"},
                  {"title", title},
                  {"format", number_format(base_column.decimals)}}}}}}},
        label(true),
        label(false),
        {{"mark", {{"type", "rule"}, {"style", "mark"}}},
         {"encoding",
          {{"x",
            {{"field", "base"}, {"aggregate", "mean"}, {"type", "quantitative"}, {"title", title}}},
           {"y", nullptr}}}}}}};
}

Json draw_shares(const study::Chart& chart) {
  const auto& table = chart.table;
  Json rows = Json::array();
  Json order = Json::array();
  for (std::size_t c = 1; c + 2 < table.columns.size(); c += 3) {
    const auto& measure = table.columns[c];
    order.push_back(spelled(measure.label));
    for (const auto& row : table.rows)
      if (number(row[c]))
        rows.push_back({{"name", text_of(row[0])},
                        {"measure", spelled(measure.label)},
                        {"value", value_of(row[c], measure)},
                        {"low", value_of(row[c + 1], measure)},
                        {"high", value_of(row[c + 2], measure)}});
  }
  const auto& first = table.columns.at(1);
  const bool one = order.size() == 1;
  const std::string title =
      one ? axis_title(first) : std::string("share of the variance (1 = all of it)");
  Json x = number_axis("value", title);
  const auto offset = Json{{"field", "measure"}, {"type", "nominal"}, {"sort", order}};
  Json bar_encoding{{"x", x},
                    {"tooltip",
                     {tooltip("name", "input", "nominal"), tooltip("measure", "measure", "nominal"),
                      Json{{"field", "value"},
                           {"type", "quantitative"},
                           {"title", title},
                           {"format", number_format(first.decimals)}},
                      Json{{"field", "low"},
                           {"type", "quantitative"},
                           {"title", "from"},
                           {"format", number_format(first.decimals)}},
                      Json{{"field", "high"},
                           {"type", "quantitative"},
                           {"title", "to"},
                           {"format", number_format(first.decimals)}}}}};
  Json range_encoding{{"x", {{"field", "low"}, {"type", "quantitative"}, {"title", title}}},
                      {"x2", {{"field", "high"}}}};
  Json bar{{"type", "bar"}};
  if (one) {
    bar["height"] = {{"band", 0.6}};
    bar["style"] = "series";
  } else {
    bar_encoding["color"] = colour_of("measure", order);
    bar_encoding["yOffset"] = offset;
    range_encoding["yOffset"] = offset;
  }
  return {{"width", "container"},
          {"height", height_of(table, one ? low_row : tall_row)},
          {"data", {{"values", rows}}},
          {"encoding", {{"y", name_axis(table, 0, "name")}}},
          {"layer",
           {{{"mark", bar}, {"encoding", bar_encoding}},
            {{"mark", {{"type", "rule"}, {"style", "mark"}, {"strokeWidth", 1.5}}},
             {"encoding", range_encoding}}}}};
}

}  // namespace evpickup::report
