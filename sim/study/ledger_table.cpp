// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/ledger_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "case_cells.hpp"

namespace evpickup::study {

namespace {

constexpr std::array groups{cost::Group::purchase, cost::Group::energy,  cost::Group::upkeep,
                            cost::Group::yearly,   cost::Group::finance, cost::Group::resale};

/// One amount for each year of ownership, day 0 first.
using Amounts = Eigen::ArrayXd;

bool is_zero(const cost::Item& item, Eigen::Index lane) {
  return (item.flows_cur.col(lane) == 0.0).all();
}

/// Year by year, for sums that do not depend on where a column lies in memory.
double sum_of(const Amounts& amounts) {
  double sum = 0.0;
  for (const double amount : amounts) sum += amount;
  return sum;
}

bool has_views(const PlannedCase& planned) {
  return planned.cost->loan.has_value() || planned.cost->lease.has_value();
}

std::string_view name(cost::View view) {
  switch (view) {
  case cost::View::economic:
    return "economic";
  case cost::View::cash:
    return "cash";
  case cost::View::both:
    break;
  }
  return "both";
}

std::string row_label(cost::View view) { return fmt::format("Total, {} view", name(view)); }

Column text_column(std::string key) {
  Column column{key, key, "", 0, Better::neither};
  column.keep = key == "label" || key == "heading";
  if (key == "label") column.label = "item";
  return column;
}

Column money_column(std::string_view key, std::string label, units::Currency currency, bool keep) {
  Column column{money_key(key, currency), std::move(label), std::string(currency.code()), 0,
                Better::neither};
  column.keep = keep;
  return column;
}

/// A row of a ledger by year.
struct Line {
  std::string_view group;
  std::string item;
  std::string label;
  std::string_view row;
  std::string_view view;
  Amounts amounts;
  double npv_cur = 0.0;
  std::string formula;
  std::string source;
  bool shown = true;
};

/// The items of one group that a view holds, and their sum. The sum is shown if any item is.
void add_group(std::vector<Line>& lines, const CaseLedger& at, cost::Group group, cost::View view) {
  Line sum{label(group), {}, "sum", "group", name(view), Amounts::Zero(at.ledger->years + 1),
           0.0,          {}, {},    false};
  for (const cost::Item& item : at.ledger->items) {
    if (item.group != group) continue;
    const bool counts = cost::belongs(item, view);
    const bool shown = counts && !is_zero(item, at.lane);
    const double npv_cur = cost::net_present_value(*at.ledger, item, at.lane).amount;
    lines.push_back({label(group), item.key, item.label, "item", name(item.view),
                     told_flows(at, item), npv_cur, item.formula, item.source, shown});
    if (!counts) continue;
    sum.amounts += lines.back().amounts;
    sum.npv_cur += npv_cur;
    sum.shown = sum.shown || shown;
  }
  lines.push_back(std::move(sum));
}

Line total_of(const CaseLedger& at, cost::View view, std::string label) {
  Line total{"All items",
             {},
             std::move(label),
             "total",
             name(view),
             Amounts::Zero(at.ledger->years + 1),
             cost::net_present_value(*at.ledger, at.lane, view).amount,
             {},
             {}};
  for (const cost::Item& item : at.ledger->items)
    if (cost::belongs(item, view)) total.amounts += told_flows(at, item);
  return total;
}

/// What has been spent by the end of each year, discounted; its last year is the NPV. For data
/// files: with it the years would not fit on a page.
Line cumulative_of(const CaseLedger& at, cost::View view) {
  const auto cumulative = cost::cumulative_cost_cur(*at.ledger, at.lane, view);
  return {
      "All items",
      {},
      "Spent so far",
      "cumulative",
      name(view),
      Eigen::Map<const Amounts>(cumulative.data(), static_cast<Eigen::Index>(cumulative.size())),
      cumulative.back(),
      {},
      {},
      false};
}

std::vector<Line> lines_of(const LedgerCase& one, cost::View view) {
  std::vector<Line> lines;
  for (const cost::Group group : groups) add_group(lines, one.at, group, view);
  if (!has_views(*one.planned)) {
    lines.push_back(total_of(one.at, view, "Total"));
  } else {
    for (const cost::View each : {cost::View::economic, cost::View::cash})
      lines.push_back(total_of(one.at, each, row_label(each)));
  }
  lines.push_back(cumulative_of(one.at, view));
  return lines;
}

/// "Radar RD6, 86 kWh RWD, us", without what all cases share.
std::string case_name(const PlannedCase& planned, std::span<const LedgerCase> cases) {
  const auto all = [&](const auto& same) {
    return std::ranges::all_of(cases, [&](const LedgerCase& one) { return same(*one.planned); });
  };
  const bool one_truck =
      all([&](const auto& other) { return other.vehicle->key() == planned.vehicle->key(); });
  const bool one_market =
      all([&](const auto& other) { return other.market->id == planned.market->id; });
  if (one_truck) return planned.market->name;
  const std::string truck = truck_name(*planned.vehicle);
  return one_market ? truck : truck + ", " + planned.market->id;
}

units::Currency currency_of(std::span<const LedgerCase> cases) {
  if (cases.empty()) throw std::logic_error("a table of ledgers needs a ledger");
  return cases.front().at.ledger->currency;
}

/// All items of some cases by key, group by group and in the order of their ledgers.
std::vector<const cost::Item*> items_of(std::span<const LedgerCase> cases, cost::Group group) {
  std::vector<const cost::Item*> items;
  std::set<std::string_view> keys;
  for (const LedgerCase& one : cases)
    for (const cost::Item& item : one.at.ledger->items)
      if (item.group == group && cost::belongs(item, cost::View::economic) &&
          keys.insert(item.key).second)
        items.push_back(&item);
  return items;
}

/// Rows of a table, and which of them people do not see.
class Rows {
 public:
  explicit Rows(Table& table) : table_(table) {}
  void add(std::vector<Cell> row, bool shown) {
    if (!shown) table_.data_only_rows.push_back(table_.rows.size());
    table_.rows.push_back(std::move(row));
  }

 private:
  Table& table_;
};

}  // namespace

std::vector<LedgerCase> cases_with_ledger(const Plan& plan,
                                          const std::vector<std::optional<CaseLedger>>& ledgers) {
  std::vector<LedgerCase> cases;
  for (std::size_t i = 0; i < plan.cases.size(); ++i)
    if (ledgers[i]) cases.push_back({&plan.cases[i], *ledgers[i]});
  return cases;
}

Eigen::ArrayXd told_flows(const CaseLedger& at, const cost::Item& item) {
  const bool nominal = at.ledger->money == model::MoneyBasis::nominal;
  return (nominal ? item.flows_cur : item.real_cur).col(at.lane);
}

Table ledger_by_year(std::span<const LedgerCase> cases, cost::View view) {
  const units::Currency currency = currency_of(cases);
  int years = 0;
  for (const LedgerCase& one : cases) years = std::max(years, one.at.ledger->years);

  Table table;
  table.columns = case_columns();
  for (const char* key : {"heading", "group", "item", "label", "row", "view"})
    table.columns.push_back(text_column(key));
  for (int year = 0; year <= years; ++year)
    table.columns.push_back(
        money_column(fmt::format("year_{}", year),
                     year == 0 ? std::string("day 0") : fmt::format("year {}", year), currency,
                     year < 2 || year == years));
  table.columns.push_back(money_column("sum", "sum", currency, true));
  table.columns.push_back(money_column("npv", "NPV", currency, true));
  for (const char* key : {"formula", "source"}) table.columns.push_back(text_column(key));

  Rows rows(table);
  for (const LedgerCase& one : cases) {
    const std::string prefix =
        cases.size() == 1 ? std::string{} : case_name(*one.planned, cases) + ": ";
    for (const Line& line : lines_of(one, view)) {
      std::vector<Cell> row = case_cells(*one.planned);
      for (const std::string_view text : {std::string_view(line.group), std::string_view(line.item),
                                          std::string_view(line.label), line.row, line.view})
        row.emplace_back(std::string(text));
      row.insert(row.begin() + 3, prefix + std::string(line.group));
      for (int year = 0; year <= years; ++year)
        row.push_back(year < line.amounts.size() ? Cell(line.amounts(year)) : Cell());
      row.push_back(line.row == "cumulative" ? Cell() : Cell(sum_of(line.amounts)));
      row.emplace_back(line.npv_cur);
      row.emplace_back(line.formula);
      row.emplace_back(line.source);
      rows.add(std::move(row), line.shown);
    }
  }
  return table;
}

Table ledger_by_case(std::span<const LedgerCase> cases) {
  const units::Currency currency = currency_of(cases);
  Table table;
  for (const char* key : {"heading", "label", "item", "row"})
    table.columns.push_back(text_column(key));
  for (const LedgerCase& one : cases) {
    const PlannedCase& planned = *one.planned;
    std::string key = planned.vehicle->id + "_" + planned.vehicle->trim + "_" + planned.market->id;
    // A truck may be named twice.
    const auto taken = [&] {
      return std::ranges::find(table.columns, money_key(key, currency), &Column::key) !=
             table.columns.end();
    };
    while (taken()) key += "_again";
    table.columns.push_back(money_column(key, case_name(planned, cases), currency, false));
  }

  Rows rows(table);
  std::vector<double> total(cases.size());
  for (const cost::Group group : groups) {
    std::vector<double> sum(cases.size());
    bool any_shown = false;
    for (const cost::Item* item : items_of(cases, group)) {
      std::vector<Cell> row{std::string(label(group)), item->label, item->key, "item"};
      bool shown = false;
      for (std::size_t i = 0; i < cases.size(); ++i) {
        const CaseLedger& at = cases[i].at;
        const cost::Item* own = at.ledger->find(item->key);
        const double npv_cur =
            own == nullptr ? 0.0 : cost::net_present_value(*at.ledger, *own, at.lane).amount;
        shown = shown || (own != nullptr && !is_zero(*own, at.lane));
        sum[i] += npv_cur;
        row.emplace_back(npv_cur);
      }
      rows.add(std::move(row), shown);
      any_shown = any_shown || shown;
    }
    std::vector<Cell> row{std::string(label(group)), "sum", "", "group"};
    for (std::size_t i = 0; i < cases.size(); ++i) {
      row.emplace_back(sum[i]);
      total[i] += sum[i];
    }
    rows.add(std::move(row), any_shown);
  }
  std::vector<Cell> row{"All items", "Total", "", "total"};
  for (const double sum : total) row.emplace_back(sum);
  rows.add(std::move(row), true);
  return table;
}

std::vector<std::string> ledger_columns(const Table& table) {
  std::vector<std::string> keys{"heading", "label"};
  for (const Column& column : table.columns)
    if (!column.unit.empty()) keys.push_back(column.key);
  return keys;
}

}  // namespace evpickup::study
