// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>

#include "spelling.hpp"
#include "vega.hpp"

/// Charts of errors beside what is allowed.
namespace evpickup::report {

namespace {

/// Height of the row of a name.
constexpr int row_height = 30;

/// The marks of one statistic, with the names of `table`.
Json marks_of(const study::Chart& chart, std::string_view statistic) {
  study::Table marks = chart.marks;
  std::erase_if(marks.rows, [&](const auto& row) { return text_of(row[1]) != statistic; });
  return {{"values", rows_of(marks)}};
}

}  // namespace

Json draw_errors(const study::Chart& chart) {
  const auto& table = chart.table;
  const auto& columns = table.columns;
  const std::string title = number_title(columns[3]);
  Json names = Json::array();
  for (const auto& row : table.rows)
    if (std::ranges::find(names, Json(text_of(row[0]))) == names.end())
      names.push_back(text_of(row[0]));
  Json y = name_axis(table, 0, field(columns[0]));
  y["sort"] = names;

  const std::string low = field(chart.marks.columns[2]), high = field(chart.marks.columns[3]);
  const auto told = [&](const char* what) {
    return Json::array({tooltip(columns[0]), Json{{"field", high},
                                                  {"type", "quantitative"},
                                                  {"title", what + (" (" + columns[3].unit + ")")},
                                                  {"format", number_format(columns[3].decimals)}}});
  };
  const auto allowed = [&](const char* statistic, double opacity, int height, const char* what) {
    return Json{
        {"data", marks_of(chart, statistic)},
        {"mark", {{"type", "bar"}, {"height", height}, {"style", "series"}, {"opacity", opacity}}},
        {"encoding",
         {{"x", number_axis(low, title)}, {"x2", {{"field", high}}}, {"tooltip", told(what)}}}};
  };
  const auto mean = [&](const std::string& end) {
    return Json{{"data", marks_of(chart, "mean")},
                {"mark", {{"type", "tick"}, {"thickness", 2.5}, {"size", 20}, {"style", "mark"}}},
                {"encoding",
                 {{"x", number_axis(end, title)}, {"tooltip", told("mean size of the errors")}}}};
  };
  const Json order{"counts", "shown only"};
  return {{"width", "container"},
          {"height", row_height * static_cast<int>(names.size())},
          {"data", {{"values", rows_of(table)}}},
          {"encoding", {{"y", y}}},
          {"layer",
           {allowed("allowed_each", 0.2, 22, "each error at most"),
            allowed("allowed_mean", 0.35, 12, "mean size at most"),
            {{"mark", {{"type", "point"}, {"filled", true}, {"size", 42}, {"opacity", 0.8}}},
             {"encoding",
              {{"x", number_axis(field(columns[3]), title)},
               {"color", colour_of(field(columns[1]), order)},
               {"shape", {{"field", field(columns[1])}, {"type", "nominal"}, {"sort", order}}},
               {"tooltip", {tooltip(columns[0]), tooltip(columns[2]), tooltip(columns[3])}}}}},
            mean(low),
            mean(high)}}};
}

}  // namespace evpickup::report
