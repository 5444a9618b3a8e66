// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "evpickup/study/basis.hpp"
#include "page.hpp"

/// Charts of what a figure hangs on.
namespace evpickup::study {

namespace {

/// Inputs that a chart of sensitivity shows, the weightiest.
constexpr std::size_t most_inputs = 12;

/// The columns that a chart takes from a table of sensitivity, by key, and its form; nothing for a
/// table of another method.
struct SensitivityForm {
  ChartKind kind = ChartKind::tornado;
  std::vector<std::string> columns;
  std::string note;
};
std::optional<SensitivityForm> form_of(const Table& table) {
  const auto has = [&](std::string_view key) {
    return std::ranges::find(table.columns, key, &Column::key) != table.columns.end();
  };
  if (has("at_low"))
    return SensitivityForm{ChartKind::tornado,
                           {"input_low", "input_high", "at_low", "base", "at_high"},
                           "Each input by itself goes to its low and its high end, the others stay "
                           "as they are."};
  if (has("total_order"))
    return SensitivityForm{ChartKind::shares,
                           {"first_order", "first_order_low", "first_order_high", "total_order",
                            "total_order_low", "total_order_high"},
                           "Share of the spread that an input makes alone, and with all that it "
                           "does together with others. Lines are 95 % intervals."};
  if (has("mean_absolute"))
    return SensitivityForm{ChartKind::shares,
                           {"mean_absolute", "mean_absolute_low", "mean_absolute_high"},
                           "Mean size of what an input does to the figure over all of its "
                           "distribution. Lines are 95 % intervals."};
  return std::nullopt;
}

Chart sensitivity_chart(const PageInput& input, const Section& section, const SensitivityForm& form,
                        std::size_t at, const Column& outcome) {
  const Table& table = section.table;
  Chart chart;
  chart.key = fmt::format("{}_{}", section.key, at + 1);
  chart.title = fmt::format("What moves {}: {}", figure_name(outcome), case_names(input.plan)[at]);
  chart.note = form.note;
  chart.kind = form.kind;
  chart.table.columns = {table.columns[table.index("input")]};
  for (const auto& key : form.columns)
    chart.table.columns.push_back(table.columns[table.index(key)]);
  for (std::size_t c = 1; c < chart.table.columns.size(); ++c) {
    Column& column = chart.table.columns[c];
    column.better = outcome.better;
    if (form.kind == ChartKind::tornado && !column.unit.empty())
      column.label = column.key == "base" ? figure_name(outcome) : column.label;
    if (form.kind == ChartKind::shares && column.key == "mean_absolute")
      column.label = "effect on " + figure_name(outcome);
  }
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (case_of_row(input.plan, table.rows[row]) != at || chart.table.rows.size() == most_inputs ||
        std::ranges::find(table.data_only_rows, row) != table.data_only_rows.end())
      continue;
    std::vector<Cell> cells{plain_name(text_of(table.rows[row][table.index("input")]))};
    for (const auto& key : form.columns) cells.push_back(table.rows[row][table.index(key)]);
    chart.table.rows.push_back(std::move(cells));
  }
  return chart;
}

}  // namespace

Charts sensitivity_charts(const PageInput& input) {
  Charts charts;
  for (const auto& section : input.results.sections) {
    constexpr std::string_view prefix = "sensitivity_";
    if (!section.key.starts_with(prefix)) continue;
    const Column* outcome = column_named(input, section.key.substr(prefix.size()));
    const auto form = form_of(section.table);
    if (outcome == nullptr || !form) continue;
    std::size_t told = 0;
    for (std::size_t at = 0; at < input.plan.cases.size() && told < most_single_charts; ++at) {
      Chart chart = sensitivity_chart(input, section, *form, at, *outcome);
      if (chart.table.rows.empty()) continue;
      charts.push_back(std::move(chart));
      ++told;
    }
  }
  return charts;
}

}  // namespace evpickup::study
