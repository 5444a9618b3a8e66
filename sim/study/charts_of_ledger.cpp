// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "case_cells.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/cost/items.hpp"
#include "evpickup/study/ledger_table.hpp"
#include "page.hpp"

/// Charts of ledgers by year.
namespace evpickup::study {

namespace {

/// As many items can be told apart; those that come to less stand as one.
constexpr std::size_t most_items = 8;

/// The items of a lane that are not zero, in the order of the ledger.
std::vector<const cost::Item*> items_of(const CaseLedger& at, cost::View view) {
  std::vector<const cost::Item*> items;
  for (const cost::Item& item : at.ledger->items)
    if (cost::belongs(item, view) && (item.flows_cur.col(at.lane) != 0.0).any())
      items.push_back(&item);
  return items;
}

/// Takes the items that come to least, by the size of what is paid, off the list and returns them.
std::vector<const cost::Item*> take_small(const CaseLedger& at,
                                          std::vector<const cost::Item*>& items) {
  if (items.size() <= most_items) return {};
  std::vector<std::pair<double, const cost::Item*>> sizes;
  for (const cost::Item* item : items) sizes.emplace_back(told_flows(at, *item).abs().sum(), item);
  std::ranges::sort(sizes, std::ranges::greater{}, &std::pair<double, const cost::Item*>::first);
  std::vector<const cost::Item*> small;
  for (std::size_t i = most_items; i < sizes.size(); ++i) small.push_back(sizes[i].second);
  std::erase_if(
      items, [&](const cost::Item* item) { return std::ranges::find(small, item) != small.end(); });
  return small;
}

Chart chart_of(const CaseLedger& at, const std::string& name, cost::View view) {
  auto items = items_of(at, view);
  const auto small = take_small(at, items);
  const std::string unit(at.ledger->currency.code());
  const auto column = [&](const std::string& key, const std::string& label) {
    return Column{money_key(key, at.ledger->currency), label, unit, 0, Better::lower};
  };

  Chart chart;
  chart.key = "cost_by_year";
  chart.title = fmt::format("What each year costs: {}", name);
  chart.note = fmt::format(
      "In {}, not discounted; day 0 is the purchase. What comes back stands left of zero; the mark "
      "is the sum of the year.",
      at.ledger->money == model::MoneyBasis::nominal ? "the money of each year"
                                                     : "the money of the day of purchase");
  chart.kind = ChartKind::stacked_bars;
  chart.measure = "cost of the year";
  chart.table.columns = {{"year", "year", "", 0}};
  for (const cost::Item* item : items)
    chart.table.columns.push_back(column(item->key, item->label));
  if (!small.empty()) {
    chart.table.columns.push_back(column("other_items", "Other items"));
    std::vector<std::string> labels;
    for (const cost::Item* item : small) labels.push_back(item->label);
    chart.note += fmt::format(" Other items: {}.", base::join(labels, ", "));
  }
  chart.table.columns.push_back(column("sum", "sum"));

  for (int year = 0; year <= at.ledger->years; ++year) {
    std::vector<Cell> row{year == 0 ? std::string("day 0") : fmt::format("year {}", year)};
    double sum = 0.0;
    const auto amount = [&](const cost::Item* item) {
      const double amount_cur = told_flows(at, *item)(year);
      sum += amount_cur;
      return amount_cur;
    };
    for (const cost::Item* item : items) row.emplace_back(amount(item));
    if (!small.empty()) {
      double others = 0.0;
      for (const cost::Item* item : small) others += amount(item);
      row.emplace_back(others);
    }
    row.emplace_back(sum);
    chart.table.rows.push_back(std::move(row));
  }
  return chart;
}

}  // namespace

Charts ledger_charts(const PageInput& input) {
  Charts charts;
  const auto names = case_names(input.plan);
  for (std::size_t i = 0; i < names.size() && charts.size() < most_single_charts; ++i) {
    if (!input.ledgers[i]) continue;
    charts.push_back(chart_of(*input.ledgers[i], names[i], input.view));
    // Several charts need keys of their own.
    if (charts.size() > 1) charts.back().key += fmt::format("_{}", charts.size());
  }
  std::ranges::move(cumulative_chart(input), std::back_inserter(charts));
  return charts;
}

}  // namespace evpickup::study
