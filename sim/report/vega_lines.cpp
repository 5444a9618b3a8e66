// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <vector>

#include "spelling.hpp"
#include "vega.hpp"

/// Charts with two axes of numbers: lines, densities, cells, fronts.
namespace evpickup::report {

namespace {

/// Heights of a chart that has a page's width, and of one of several panels.
constexpr int whole_height = 360;
constexpr int panel_height = 150;
/// Pixels that the last of the slanting names above a table of cells may need.
constexpr int room_for_names = 72;
/// Heights of a row of cells.
constexpr int tall_row = 36;
constexpr int low_row = 26;

bool is_numeric(const study::Table& table, std::size_t column) {
  return std::ranges::any_of(
      table.rows, [&](const auto& row) { return std::holds_alternative<double>(row[column]); });
}

/// Where the legend is clicked, other lines step back.
Json pick(const std::string& field) {
  return {{{"name", "pick"},
           {"select", {{"type", "point"}, {"fields", Json::array({field})}}},
           {"bind", "legend"}}};
}
Json picked_opacity(double opacity) {
  return {{"condition", {{"param", "pick"}, {"value", opacity}}}, {"value", 0.08}};
}

/// What is told of a row: each column once, of colour and line only those that differ.
Json told_columns(const study::Table& table) {
  Json told = Json::array();
  for (std::size_t c = 1; c < table.columns.size(); ++c) told.push_back(tooltip(table.columns[c]));
  return told;
}

/// Rows of lines as one object for each line, whose columns of numbers are lists: names are not
/// repeated. `flattened` takes them apart again.
Json line_rows(const study::Table& table) {
  Json lines = Json::array();
  const std::vector<study::Cell>* last = nullptr;
  for (const auto& row : table.rows) {
    if (last == nullptr || text_of((*last)[1]) != text_of(row[1])) {
      Json line = Json::object();
      for (std::size_t c = 0; c < row.size(); ++c)
        line[field(table.columns[c])] =
            is_numeric(table, c) ? Json::array() : Json(text_of(row[c]));
      lines.push_back(std::move(line));
    }
    last = &row;
    for (std::size_t c = 2; c < row.size(); ++c)
      if (is_numeric(table, c))
        lines.back()[field(table.columns[c])].push_back(value_of(row[c], table.columns[c]));
  }
  return lines;
}
Json flattened(const study::Table& table) {
  Json columns = Json::array();
  for (std::size_t c = 2; c < table.columns.size(); ++c)
    if (is_numeric(table, c)) columns.push_back(field(table.columns[c]));
  return Json::array({Json{{"flatten", columns}}});
}

/// The column of words behind the panels, by which lines are dashed; 0 if there is none.
std::size_t dash_column(const study::Table& table) {
  const std::size_t last = table.columns.size() - 1;
  return last > 3 && !is_numeric(table, last) ? last : 0;
}

/// To which side of its point a text keeps within the chart.
std::string_view align_of(const study::Table& table, const study::Cell& at) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const auto& row : table.rows)
    if (const auto* x = std::get_if<double>(&row[2])) {
      low = std::min(low, *x);
      high = std::max(high, *x);
    }
  const auto* x = std::get_if<double>(&at);
  if (x == nullptr || low >= high) return "center";
  const double share = (*x - low) / (high - low);
  return share < 0.2 ? "left" : share > 0.8 ? "right" : "center";
}

/// Layers of points that stand out, and what they are.
void add_marks(Json& layers, const study::Chart& chart, std::size_t y) {
  if (chart.marks.rows.empty() || !is_numeric(chart.marks, y)) return;
  const Json data{{"values", rows_of(chart.marks)}};
  const auto& columns = chart.table.columns;
  layers.push_back(
      {{"data", data},
       {"mark",
        {{"type", "point"}, {"filled", true}, {"size", 110}, {"opacity", 1}, {"style", "stop"}}},
       {"encoding",
        {{"tooltip", Json::array({tooltip(columns[1]), tooltip("label", "mark", "nominal"),
                                  tooltip(columns[y])})}}}});
  // Words near an end of the axis go the other way.
  for (const std::string_view align : {"left", "center", "right"}) {
    study::Table words = chart.marks;
    std::erase_if(words.rows,
                  [&](const auto& row) { return align_of(chart.table, row[2]) != align; });
    if (words.rows.empty()) continue;
    layers.push_back(
        {{"data", {{"values", rows_of(words)}}},
         {"mark", {{"type", "text"}, {"dy", -14}, {"align", align}, {"style", "told"}}},
         {"encoding", {{"text", {{"field", "label"}, {"type", "nominal"}}}, {"color", nullptr}}}});
  }
}

/// What all panels of a chart have in common.
enum class Place { only, first, between, last };

/// One panel: column `y` over column 2.
Json panel(const study::Chart& chart, std::size_t y, Place place) {
  const auto& columns = chart.table.columns;
  const bool only = place == Place::only;
  Json x = number_axis(field(columns[2]), number_title(columns[2]));
  x["scale"] = {{"nice", false}, {"zero", false}};
  if (place == Place::first || place == Place::between) {
    x["title"] = nullptr;
    x["axis"] = {{"labels", false}, {"ticks", false}};
  }
  Json value = number_axis(field(columns[y]), number_title(columns[y]));
  value["scale"] = {{"zero", only}};
  if (!only) value["axis"] = {{"tickCount", 5}};
  Json line{{"mark", {{"type", "line"}, {"strokeWidth", only ? 2 : 1.6}, {"opacity", 0.9}}},
            {"encoding", Json::object()}};
  if (only) {
    line["params"] = pick(field(columns[0]));
    line["encoding"]["opacity"] = picked_opacity(0.9);
  }
  if (const std::size_t dash = dash_column(chart.table); dash > 0)
    line["encoding"]["strokeDash"] = {{"field", field(columns[dash])},
                                      {"type", "nominal"},
                                      {"legend", {{"title", nullptr}, {"orient", "bottom"}}}};
  Json layers = Json::array({line});
  layers.push_back({{"mark", {{"type", "point"}, {"filled", true}, {"size", 70}, {"opacity", 0}}},
                    {"encoding", {{"tooltip", told_columns(chart.table)}}}});
  add_marks(layers, chart, y);
  return {{"width", "container"},
          {"height", only ? whole_height : panel_height},
          {"encoding",
           {{"x", x},
            {"y", value},
            {"color", colour_of(field(columns[0]))},
            {"detail", {{"field", field(columns[1])}, {"type", "nominal"}}}}},
          {"layer", layers}};
}

}  // namespace

Json draw_lines(const study::Chart& chart) {
  std::vector<std::size_t> panels;
  for (std::size_t c = 3; c < chart.table.columns.size(); ++c)
    if (is_numeric(chart.table, c)) panels.push_back(c);
  Json spec{{"data", {{"values", line_rows(chart.table)}}}, {"transform", flattened(chart.table)}};
  if (panels.size() == 1) {
    spec.update(panel(chart, panels.front(), Place::only));
    return spec;
  }
  Json all = Json::array();
  for (const std::size_t c : panels)
    all.push_back(panel(chart, c,
                        c == panels.front()  ? Place::first
                        : c == panels.back() ? Place::last
                                             : Place::between));
  spec["vconcat"] = all;
  spec["spacing"] = 14;
  spec["resolve"] = {{"scale", {{"x", "shared"}, {"color", "shared"}}}};
  return spec;
}

Json draw_densities(const study::Chart& chart) {
  const auto& columns = chart.table.columns;
  Json x = number_axis(field(columns[1]), number_title(columns[1]));
  x["scale"] = {{"zero", false}, {"nice", false}};
  Json y = number_axis(field(columns[2]), number_title(columns[2]));
  y["stack"] = nullptr;
  return {{"width", "container"},
          {"height", 260},
          {"data", {{"values", rows_of(chart.table)}}},
          {"params", pick(field(columns[0]))},
          {"mark",
           {{"type", "area"}, {"interpolate", "monotone"}, {"line", true}, {"fillOpacity", 0.28}}},
          {"encoding",
           {{"x", x},
            {"y", y},
            {"color", colour_of(field(columns[0]))},
            {"opacity", picked_opacity(0.85)},
            {"tooltip", Json::array({tooltip(columns[0])})}}}};
}

Json draw_cells(const study::Chart& chart) {
  const auto& table = chart.table;
  const auto& columns = table.columns;
  const bool names = !is_numeric(table, 0);
  const bool chances = names && columns[2].unit == "%";
  /// Cells in which a number can still be read.
  constexpr std::size_t most_told = 200;
  const std::string value = field(columns[2]);
  double low = 0.0, high = 0.0;
  bool any = false;
  for (const auto& row : table.rows)
    if (const auto* number = std::get_if<double>(&row[2])) {
      low = any ? std::min(low, *number) : *number;
      high = any ? std::max(high, *number) : *number;
      any = true;
    }
  std::set<study::Cell> down;
  for (const auto& row : table.rows) down.insert(row[1]);
  Json x, y;
  if (names) {
    x = name_axis(table, 0, field(columns[0]));
    x["axis"]["orient"] = "top";
    x["axis"]["labelAngle"] = -35;
    x["axis"]["labelAlign"] = "left";
    x["axis"]["labelOffset"] = 0;
    y = name_axis(table, 1, field(columns[1]));
    // The same order both ways, so that the diagonal is empty.
    Json order = Json::array();
    for (const auto& row : table.rows)
      if (std::ranges::find(order, Json(text_of(row[1]))) == order.end())
        order.push_back(text_of(row[1]));
    x["sort"] = order;
    y["sort"] = order;
  } else {
    x = {{"field", field(columns[0])},
         {"type", "ordinal"},
         {"title", number_title(columns[0])},
         {"axis", {{"labelAngle", 0}, {"labelOverlap", true}}}};
    y = {{"field", field(columns[1])},
         {"type", "ordinal"},
         {"title", number_title(columns[1])},
         {"sort", "descending"}};
  }
  Json scale =
      chances ? Json{{"scheme", "blueorange"}, {"domain", {0, 100}}, {"reverse", true}}
              : Json{{"scheme", "viridis"}, {"reverse", columns[2].better == study::Better::lower}};
  const double middle = 0.5 * (low + high);
  const bool dark_is_low = columns[2].better != study::Better::lower;
  const std::string on_dark = chances       ? "abs(datum." + value + " - 50) > 32"
                              : dark_is_low ? "datum." + value + " < " + std::to_string(middle)
                                            : "datum." + value + " > " + std::to_string(middle);
  Json layers = Json::array();
  layers.push_back(
      {{"mark", {{"type", "rect"}}},
       {"encoding",
        {{"color",
          {{"field", value},
           {"type", "quantitative"},
           {"scale", scale},
           {"legend",
            {{"title", axis_title(columns[2])}, {"orient", "top"}, {"gradientLength", 180}}}}},
         {"tooltip",
          Json::array({tooltip(columns[1]), tooltip(columns[0]), tooltip(columns[2])})}}}});
  if (table.rows.size() <= most_told)
    layers.push_back(
        {{"mark", {{"type", "text"}}},
         {"encoding",
          {{"text",
            {{"field", value},
             {"type", "quantitative"},
             {"format", number_format(columns[2].decimals)}}},
           {"color",
            {{"condition", {{"test", on_dark}, {"value", "#ffffff"}}}, {"value", "#111111"}}}}}});
  Json spec{
      {"width", "container"},
      {"height", static_cast<int>(down.size()) * (names ? tall_row : low_row)},
      {"padding", {{"left", 5}, {"top", 5}, {"right", names ? room_for_names : 5}, {"bottom", 5}}},
      {"data", {{"values", rows_of(table)}}},
      {"encoding", {{"x", x}, {"y", y}}},
      {"layer", layers}};
  return spec;
}

Json draw_front(const study::Chart& chart) {
  const auto& columns = chart.table.columns;
  Json x = number_axis(field(columns[2]), number_title(columns[2]));
  x["scale"] = {{"zero", false}};
  Json y = number_axis(field(columns[3]), number_title(columns[3]));
  y["scale"] = {{"zero", false}};
  const std::string kind = field(columns[1]);
  return {{"width", "container"},
          {"height", whole_height},
          {"data", {{"values", rows_of(chart.table)}}},
          {"encoding", {{"x", x}, {"y", y}, {"color", colour_of(field(columns[0]))}}},
          {"layer",
           {{{"transform", {{{"filter", "datum." + kind + " == 'on the front'"}}}},
             {"mark", {{"type", "line"}, {"strokeWidth", 1.5}, {"opacity", 0.5}}}},
            {{"mark", {{"type", "point"}, {"filled", true}, {"size", 80}, {"opacity", 0.95}}},
             {"encoding",
              {{"shape",
                {{"field", kind},
                 {"type", "nominal"},
                 {"scale",
                  {{"domain", {"on the front", "as it is"}}, {"range", {"circle", "diamond"}}}},
                 {"legend", {{"title", nullptr}, {"orient", "top"}}}}},
               {"size",
                {{"condition", {{"test", "datum." + kind + " == 'as it is'"}, {"value", 220}}},
                 {"value", 60}}},
               {"tooltip", told_columns(chart.table)}}}}}}};
}

}  // namespace evpickup::report
