// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "evpickup/base/text.hpp"
#include "evpickup/study/basis.hpp"
#include "evpickup/study/metrics.hpp"
#include "page.hpp"
#include "run_notes.hpp"

/// Charts of sweeps and searches.
namespace evpickup::study {

namespace {

/// Keys of the figures that a sweep is drawn for: cost per distance, range, consumption.
std::vector<std::string> swept_figures(const PageInput& input) {
  std::vector<std::string> keys;
  for (const auto& metric : metrics())
    for (const char* wanted : {"tco_CUR_per_km", "range_km", "consumption_wall_kwh_per_100km"})
      if (metric.column.key == wanted)
        keys.push_back(column_for(metric, input.scenario.currency()).key);
  // The figure that matters most is on top.
  std::ranges::stable_sort(keys, {},
                           [](const std::string& key) { return !key.starts_with("tco"); });
  return keys;
}

bool has_numbers(const Table& table, std::size_t column) {
  return std::ranges::any_of(table.rows,
                             [&](const auto& row) { return number_of(row[column]).has_value(); });
}

/// Rows of a sweep by what does not move in it: truck and market.
std::map<std::string, std::vector<std::size_t>> rows_by_name(const PageInput& input) {
  const auto names = case_names(input.plan);
  std::map<std::string, std::vector<std::size_t>> rows;
  for (std::size_t i = 0; i < names.size(); ++i) rows[names[i]].push_back(i);
  return rows;
}

/// True if the truck of a row is slower than the speed trace for a part of the time worth a note.
bool falls_behind(const PageInput& input, std::size_t row) {
  return missed_share(input, row) > missed_worth_telling;
}

/// Figures over one axis of numbers, the least cost marked.
Chart line_sweep(const PageInput& input) {
  const Table& table = input.results.table;
  const Column& axis = input.plan.axes.front();
  const std::size_t x = table.index(axis.key);
  Chart chart;
  chart.key = "sweep";
  chart.title = fmt::format("What changes with {}", axis.label);
  chart.kind = ChartKind::lines;
  chart.table.columns = {{"colour", "truck", "", 0}, {"truck", "truck", "", 0}, axis};
  std::vector<std::size_t> figures;
  for (const auto& key : swept_figures(input))
    if (const std::size_t at = table.index(key); has_numbers(table, at)) {
      figures.push_back(at);
      chart.table.columns.push_back(table.columns[at]);
      chart.table.columns.back().label = figure_name(table.columns[at]);
    }
  chart.marks.columns = chart.table.columns;
  chart.marks.columns.push_back({"label", "label", "", 0});
  for (const auto& [name, rows] : rows_by_name(input)) {
    std::optional<std::size_t> best;
    for (const std::size_t row : rows) {
      std::vector<Cell> cells{name, name, table.rows[row][x]};
      for (const std::size_t figure : figures) cells.push_back(table.rows[row][figure]);
      chart.table.rows.push_back(std::move(cells));
      if (figures.empty() || !table.columns[figures.front()].key.starts_with("tco")) continue;
      const auto cost = number_of(table.rows[row][figures.front()]);
      if (!cost) continue;
      const bool better = best && *cost < *number_of(table.rows[*best][figures.front()]);
      // What falls behind the speed trace is the best only among its like.
      if (!best ||
          (falls_behind(input, *best) == falls_behind(input, row) ? better
                                                                  : falls_behind(input, *best)))
        best = row;
    }
    if (!best) continue;
    std::vector<Cell> cells{name, name, table.rows[*best][x]};
    for (std::size_t k = 0; k < figures.size(); ++k)
      cells.push_back(k == 0 ? table.rows[*best][figures[k]] : Cell());
    cells.emplace_back(
        fmt::format("least cost at {:g} {}", *number_of(table.rows[*best][x]), axis.unit));
    chart.marks.rows.push_back(std::move(cells));
  }
  if (chart.marks.rows.empty()) {
    chart.marks = {};
  } else {
    chart.note = "Marked: the value of least cost per distance.";
  }
  return chart;
}

/// The start of a text, up to so many letters.
std::string shortened(const std::string& text, std::size_t most) {
  if (base::code_points(text) <= most) return text;
  std::string start = text;
  while (base::code_points(start) >= most) start.pop_back();
  return start + "…";
}

/// One figure over an axis of words: a row of dots for each truck.
Charts word_sweep(const PageInput& input) {
  /// Longer words would fill the legend.
  constexpr std::size_t longest_word = 40;
  const Table& table = input.results.table;
  const std::size_t axis = table.index(input.plan.axes.front().key);
  Charts charts;
  for (const auto& key : swept_figures(input)) {
    const std::size_t figure = table.index(key);
    if (!has_numbers(table, figure)) continue;
    Chart chart;
    chart.key = fmt::format("sweep_{}", charts.size() + 1);
    chart.title = fmt::format("What {} is by {}", figure_name(table.columns[figure]),
                              input.plan.axes.front().label);
    chart.kind = ChartKind::dots;
    chart.measure = figure_name(table.columns[figure]);
    chart.table.columns = {{"truck", "truck", "", 0}};
    std::map<std::string, std::size_t> places;
    for (const auto& row : table.rows) {
      const std::string word = text_of(row[axis]);
      if (!places.try_emplace(word, places.size() + 1).second) continue;
      Column column = table.columns[figure];
      column.key += fmt::format("_{}", places.size());
      column.label = shortened(word, longest_word);
      chart.table.columns.push_back(std::move(column));
    }
    for (const auto& [name, rows] : rows_by_name(input)) {
      std::vector<Cell> cells(chart.table.columns.size());
      cells[0] = name;
      for (const std::size_t row : rows)
        cells[places.at(text_of(table.rows[row][axis]))] = table.rows[row][figure];
      chart.table.rows.push_back(std::move(cells));
    }
    charts.push_back(std::move(chart));
  }
  return charts;
}

/// A grid over two axes, a chart for each truck.
Charts grid_sweep(const PageInput& input) {
  const Table& table = input.results.table;
  std::optional<std::size_t> figure;
  for (const auto& key : swept_figures(input))
    if (!figure && has_numbers(table, table.index(key))) figure = table.index(key);
  if (!figure) return {};
  const std::size_t x = table.index(input.plan.axes[0].key);
  const std::size_t y = table.index(input.plan.axes[1].key);
  Charts charts;
  for (const auto& [name, rows] : rows_by_name(input)) {
    if (charts.size() == most_single_charts) break;
    Chart chart;
    chart.key = fmt::format("sweep_{}", charts.size() + 1);
    chart.title = fmt::format("{}: {}", name, figure_name(table.columns[*figure]));
    chart.kind = ChartKind::cells;
    for (const std::size_t column : {x, y, *figure}) {
      chart.table.columns.push_back(table.columns[column]);
      if (column == *figure) chart.table.columns.back().label = figure_name(table.columns[column]);
    }
    for (const std::size_t row : rows)
      chart.table.rows.push_back(
          {table.rows[row][x], table.rows[row][y], table.rows[row][*figure]});
    charts.push_back(std::move(chart));
  }
  return charts;
}

}  // namespace

Charts sweep_charts(const PageInput& input) {
  const auto& axes = input.plan.axes;
  const auto numeric = [&](const Column& axis) {
    return has_numbers(input.results.table, input.results.table.index(axis.key));
  };
  if (axes.size() == 1 && !numeric(axes.front())) return word_sweep(input);
  if (axes.empty() || !std::ranges::all_of(axes, numeric)) return {};
  if (axes.size() == 1) return {line_sweep(input)};
  if (axes.size() == 2) return grid_sweep(input);
  return {};
}

Charts front_chart(const PageInput& input) {
  const Section* section = section_named(input.results, "pareto_front");
  if (section == nullptr || !input.scenario.optimise) return {};
  std::vector<std::string> goals = input.scenario.optimise->minimise;
  for (const auto& key : input.scenario.optimise->maximise) goals.push_back(key);
  if (goals.size() != 2) return {};
  const auto names = case_names(input.plan);
  const Table& table = section->table;
  Chart chart;
  chart.key = "front";
  chart.title = "Trucks of which none is better in both";
  chart.kind = ChartKind::front;
  chart.table.columns = {{"truck", "truck", "", 0}, {"point", "point", "", 0}};
  std::vector<std::size_t> told{table.index(goals[0]), table.index(goals[1])};
  // What was varied follows the goals, for those who point at a truck.
  for (const auto& variable : input.scenario.optimise->variables)
    told.push_back(table.index(variable.key));
  for (const std::size_t at : told) {
    chart.table.columns.push_back(table.columns[at]);
    Column& column = chart.table.columns.back();
    const Column* metric = column_named(input, column.key);
    column.label = metric != nullptr ? figure_name(*metric) : plain_name(column.key);
  }
  for (const auto& row : table.rows) {
    const auto at = case_of_row(input.plan, row);
    if (!at) continue;
    const bool is_now = text_of(row[table.index("truck")]) == "as it is";
    std::vector<Cell> cells{names[*at], is_now ? "as it is" : "on the front"};
    for (const std::size_t column : told) cells.push_back(row[column]);
    chart.table.rows.push_back(std::move(cells));
  }
  std::ranges::stable_sort(chart.table.rows, {}, [](const auto& row) {
    return std::pair{text_of(row[0]), number_of(row[2]).value_or(0.0)};
  });
  if (chart.table.rows.empty()) return {};
  return {std::move(chart)};
}

}  // namespace evpickup::study
