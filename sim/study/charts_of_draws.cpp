// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "evpickup/study/metrics.hpp"
#include "page.hpp"

/// Charts of Monte Carlo studies.
namespace evpickup::study {

namespace {

/// Shares of the bins of one histogram, smoothed a little: (1 4 6 4 1) / 16, which keeps their sum
/// but for the ends.
std::vector<double> smoothed(const std::vector<double>& shares) {
  constexpr std::array weights{1.0 / 16, 4.0 / 16, 6.0 / 16, 4.0 / 16, 1.0 / 16};
  constexpr std::size_t half = weights.size() / 2;
  std::vector<double> result(shares.size());
  for (std::size_t i = 0; i < shares.size(); ++i)
    for (std::size_t k = 0; k < weights.size(); ++k)
      if (i + k >= half && i + k - half < shares.size())
        result[i] += weights[k] * shares[i + k - half];
  return result;
}

/// Densities of one outcome, from its histograms.
std::optional<Chart> density_chart(const PageInput& input, const Section& histograms,
                                   const Column& outcome) {
  /// Areas over one another that can still be told apart.
  constexpr std::size_t most_areas = 7;
  const auto names = case_names(input.plan);
  const Table& table = histograms.table;
  const std::size_t of = table.index("outcome"), from = table.index("from"), to = table.index("to"),
                    share = table.index("share_percent");
  Chart chart;
  chart.key = "density_" + outcome.key;
  chart.title = fmt::format("How sure is it: {}", figure_name(outcome));
  chart.note =
      "Share of the draws for each unit, from histograms of 40 bins that were smoothed over "
      "five of them; without the outermost thousandth on either side.";
  chart.kind = ChartKind::densities;
  chart.table.columns = {{"truck", "truck", "", 0},
                         {outcome.key, figure_name(outcome), outcome.unit, outcome.decimals},
                         {"density", "share of the draws", "% per " + outcome.unit, 4}};
  std::size_t drawn = 0;
  for (std::size_t at = 0; at < input.plan.cases.size(); ++at) {
    std::vector<double> middles, shares;
    double width = 0.0;
    for (const auto& row : table.rows) {
      if (text_of(row[of]) != outcome.key || case_of_row(input.plan, row) != at) continue;
      const double low = number_of(row[from]).value(), high = number_of(row[to]).value();
      middles.push_back(0.5 * (low + high));
      shares.push_back(number_of(row[share]).value());
      width = high - low;
    }
    if (shares.empty()) continue;
    ++drawn;
    const auto smooth = smoothed(shares);
    for (std::size_t i = 0; i < smooth.size(); ++i)
      chart.table.rows.push_back({names[at], middles[i], smooth[i] / width});
  }
  if (drawn == 0 || drawn > most_areas) return std::nullopt;
  return chart;
}

/// Percentiles of one outcome.
std::optional<Chart> spread_chart(const PageInput& input, const Column& outcome) {
  const Section* section = section_named(input.results, "monte_carlo_" + outcome.key);
  if (section == nullptr) return std::nullopt;
  const auto names = case_names(input.plan);
  Chart chart;
  chart.key = "spread_" + outcome.key;
  chart.title = fmt::format("What the draws give: {}", figure_name(outcome));
  chart.note = "The mark is the median; half of the draws lie in the thick bar, nine of ten in the "
               "thin one.";
  chart.kind = ChartKind::spreads;
  chart.measure = figure_name(outcome);
  chart.table.columns = {{"truck", "truck", "", 0}};
  for (const char* key : {"p05", "p25", "p50", "p75", "p95"}) {
    chart.table.columns.push_back(section->table.columns[section->table.index(key)]);
    chart.table.columns.back().better = outcome.better;
  }
  for (const auto& row : section->table.rows) {
    const auto at = case_of_row(input.plan, row);
    if (!at) continue;
    std::vector<Cell> cells{names[*at]};
    for (std::size_t c = 1; c < chart.table.columns.size(); ++c)
      cells.push_back(row[section->table.index(chart.table.columns[c].key)]);
    chart.table.rows.push_back(std::move(cells));
  }
  if (chart.table.rows.empty()) return std::nullopt;
  return chart;
}

/// How likely each truck beats each other in one outcome.
std::optional<Chart> pair_chart(const PageInput& input, const Column& outcome) {
  const Section* pairs = section_named(input.results, "monte_carlo_pairs");
  if (pairs == nullptr) return std::nullopt;
  const auto names = case_names(input.plan);
  std::map<std::string, std::size_t> by_reference;
  for (std::size_t i = 0; i < input.plan.cases.size(); ++i) {
    const auto& planned = input.plan.cases[i];
    by_reference[planned.vehicle->key() + (planned.market ? "@" + planned.market->id : "")] = i;
  }
  Chart chart;
  chart.key = "chances_" + outcome.key;
  chart.title = fmt::format("How likely one truck beats another: {}", figure_name(outcome));
  chart.note = fmt::format("The share of the draws in which the truck of the row has the {} figure "
                           "than the truck of the column.",
                           outcome.better == Better::lower ? "lower" : "higher");
  chart.kind = ChartKind::cells;
  chart.table.columns = {{"against", "against", "", 0},
                         {"truck", "truck", "", 0},
                         {"probability_percent", "chance", "%", 0}};
  const Table& table = pairs->table;
  for (const auto& row : table.rows) {
    if (text_of(row[table.index("outcome")]) != outcome.label) continue;
    const auto at = case_of_row(input.plan, row);
    const auto other = by_reference.find(text_of(row[table.index("against")]));
    const auto chance = number_of(row[table.index("probability_percent")]);
    if (!at || other == by_reference.end() || !chance) continue;
    chart.table.rows.push_back({names[other->second], names[*at], *chance});
    chart.table.rows.push_back({names[*at], names[other->second], 100.0 - *chance});
  }
  if (chart.table.rows.empty()) return std::nullopt;
  return chart;
}

/// Chances are drawn for cost per distance and range; those of other figures are much the same.
bool is_compared(const Column& outcome) {
  return outcome.key == "range_km" || is_cost_by_distance(outcome);
}

}  // namespace

Charts draw_charts(const PageInput& input) {
  const Section* histograms = section_named(input.results, "monte_carlo_histogram");
  if (histograms == nullptr) return {};
  Charts charts;
  const auto add = [&](std::optional<Chart> chart) {
    if (chart) charts.push_back(std::move(*chart));
  };
  for (const auto& column : input.results.table.columns) {
    if (section_named(input.results, "monte_carlo_" + column.key) == nullptr) continue;
    auto density = density_chart(input, *histograms, column);
    if (density) {
      add(std::move(density));
    } else {
      add(spread_chart(input, column));
    }
    if (is_compared(column)) add(pair_chart(input, column));
  }
  return charts;
}

}  // namespace evpickup::study
