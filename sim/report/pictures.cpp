// SPDX-License-Identifier: Apache-2.0
#include "pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "bars.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/report/unit_system.hpp"
#include "evpickup/study/metrics.hpp"
#include "histograms.hpp"
#include "presentation.hpp"
#include "sparkline.hpp"
#include "wrap.hpp"

namespace evpickup::report {

namespace {

using study::Results;
using study::Table;

/// More bars than this say less than the table.
constexpr std::size_t most_bars = 40;
constexpr std::size_t fewest_points = 3;

const double* number_at(const Table& table, std::size_t row, std::size_t column) {
  return std::get_if<double>(&table.rows[row][column]);
}

/// The columns of money by distance, range and use from the wall that a table has.
std::vector<std::size_t> outcomes_of(const Table& table) {
  std::vector<std::size_t> found;
  const auto add = [&](const auto& wanted) {
    const auto column = std::ranges::find_if(table.columns, wanted);
    if (column != table.columns.end())
      found.push_back(static_cast<std::size_t>(column - table.columns.begin()));
  };
  const auto is_key = [](std::string_view key) {
    return [key](const study::Column& column) { return column.key == key; };
  };
  add(study::is_cost_by_distance);
  add(is_key("range_km"));
  add(is_key("consumption_wall_kwh_per_100km"));
  return found;
}

/// "Per distance, USD/km".
std::string heading(const study::Column& column) {
  std::string label = base::capitalised(column.label);
  return column.unit.empty() ? label : fmt::format("{}, {}", label, column.unit);
}

/// A bar for each row that has the number; nothing for fewer than two.
std::string bars(const Results& results, const Table& table, std::size_t column, const Page& page) {
  std::vector<Bar> all;
  std::vector<bool> ranked;
  const double* best = nullptr;
  const bool lower = table.columns[column].better == study::Better::lower;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const double* number = number_at(table, row, column);
    if (number == nullptr) continue;
    all.push_back({row_name(results, row), *number,
                   base::grouped(*number, table.columns[column].decimals), false});
    ranked.push_back(!std::ranges::binary_search(table.unranked_rows, row));
    if (ranked.back() && (best == nullptr || (lower ? *number < *best : *number > *best)))
      best = number;
  }
  if (best == nullptr || all.size() < 2 || all.size() > most_bars) return {};
  const std::string best_text = base::grouped(*best, table.columns[column].decimals);
  for (std::size_t i = 0; i < all.size(); ++i) all[i].best = ranked[i] && all[i].text == best_text;
  if (std::ranges::all_of(all, &Bar::best))
    for (Bar& bar : all) bar.best = false;
  const std::string drawn = draw_bars(all, page);
  return drawn.empty()
             ? drawn
             : fmt::format("\n{}\n{}", page.style.bold(heading(table.columns[column])), drawn);
}

/// Rows of one truck in one market, in the order of the table.
std::map<std::string, std::vector<std::size_t>> trucks_of(const Results& results) {
  std::map<std::string, std::vector<std::size_t>> trucks;
  const auto columns = name_columns(results);
  for (std::size_t row = 0; row < results.table.rows.size(); ++row)
    trucks[row_name(results, row, columns)].push_back(row);
  return trucks;
}

/// The column that rises from row to row of a truck, before all outcomes: the axis of a sweep.
std::optional<std::size_t> axis_of(const Results& results, const std::vector<std::size_t>& rows) {
  const auto rises = [&](std::size_t column) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const double* before = number_at(results.table, rows[i - 1], column);
      const double* after = number_at(results.table, rows[i], column);
      if (before == nullptr || after == nullptr || *after <= *before) return false;
    }
    return true;
  };
  for (const std::size_t column : shown_columns(results, {}))
    if (rises(column)) return column;
  return std::nullopt;
}

/// Each outcome of a truck along the axis of a sweep.
std::string sparklines(const Results& results, const Table& table, const std::string& truck,
                       const std::vector<std::size_t>& rows, const Page& page) {
  const auto axis = axis_of(results, rows);
  if (!axis) return {};
  const auto ends = [&](std::size_t column, double low, double high) {
    const auto& about = table.columns[column];
    return fmt::format("{} .. {}{}", base::grouped(low, about.decimals),
                       base::grouped(high, about.decimals),
                       about.unit.empty() ? "" : " " + about.unit);
  };
  std::vector<std::size_t> outcomes = outcomes_of(table);
  std::erase(outcomes, *axis);
  std::size_t label = 0;
  for (const std::size_t column : outcomes)
    label = std::max(label, base::code_points(table.columns[column].label));

  std::string lines;
  for (const std::size_t column : outcomes) {
    std::vector<std::optional<double>> values;
    std::vector<double> known;
    for (const std::size_t row : rows) {
      const double* number = number_at(table, row, column);
      values.push_back(number != nullptr ? std::optional{*number} : std::nullopt);
      if (number != nullptr) known.push_back(*number);
    }
    if (known.size() < fewest_points) continue;
    const auto [low, high] = std::ranges::minmax_element(known);
    lines += fmt::format("  {}  {}  {}\n", pad_right(table.columns[column].label, label),
                         sparkline(values, page.options.utf8), ends(column, *low, *high));
  }
  if (lines.empty()) return {};
  const double* first = number_at(table, rows.front(), *axis);
  const double* last = number_at(table, rows.back(), *axis);
  return fmt::format("{}, {} {}\n{}", truck, table.columns[*axis].label, ends(*axis, *first, *last),
                     lines);
}

}  // namespace

std::string pictures(const Results& results, const Page& page) {
  if (results.as_records || !results.table.data_only_rows.empty()) return {};
  std::optional<Table> room;
  const Table& table = as_people_read(results.table, page.options.units, room);
  const auto outcomes = outcomes_of(table);
  if (outcomes.empty()) return {};

  // Several rows of one truck are points of a sweep.
  const auto trucks = trucks_of(results);
  const bool swept = std::ranges::any_of(
      trucks, [](const auto& truck) { return truck.second.size() >= fewest_points; });
  if (swept) {
    std::string out;
    for (const auto& [truck, rows] : trucks) out += sparklines(results, table, truck, rows, page);
    return out.empty() ? out : "\n" + out;
  }
  for (const std::size_t column : outcomes)
    if (std::string drawn = bars(results, table, column, page); !drawn.empty())
      return drawn + draw_histograms(results, page);
  return draw_histograms(results, page);
}

}  // namespace evpickup::report
