// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/ledger_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "case_cells.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::study {

namespace {

constexpr const char* formula_remark =
    "The formula of each item: evpickup list items, and the column \"formula\" in CSV and JSON.";

std::string rate_text(double per_year) { return fmt::format("{:.3g} %/yr", 100.0 * per_year); }

std::string timing_text(const CaseLedger& at, const model::CostSettings& settings) {
  const std::string_view when = at.ledger->timing == model::Timing::start    ? "at the start"
                                : at.ledger->timing == model::Timing::middle ? "in the middle"
                                                                             : "at the end";
  return fmt::format("costs fall {} of each year, resale {}", when,
                     *settings.resale_timing == model::ResaleTiming::end
                         ? "on the last day"
                         : "with the costs of the last year");
}

std::string assumptions(const LedgerCase& one) {
  const cost::Ledger& ledger = *one.at.ledger;
  const auto lane = one.at.lane;
  double distance_m = 0.0;
  for (int year = 1; year <= ledger.years; ++year) distance_m += ledger.distance_m(year, lane);
  const double nominal = ledger.discount_per_year(lane);
  const double inflation = ledger.inflation_per_year(lane);
  const std::string rates =
      inflation == 0.0
          ? fmt::format("discount rate {} real, no inflation", rate_text(nominal))
          : fmt::format("discount rate {} real, which is {} nominal at an inflation of {}",
                        rate_text(units::real_of_nominal(nominal, inflation)), rate_text(nominal),
                        rate_text(inflation));
  return fmt::format("{} years and {} km; {}; {}.", ledger.years,
                     base::grouped(distance_m / 1e3, 0), timing_text(one.at, *one.planned->cost),
                     rates);
}

/// The case that a comparison is about: its baseline, else the first one.
const LedgerCase& leading(const Plan& plan, std::span<const LedgerCase> cases) {
  const auto found = std::ranges::find_if(cases, [&](const LedgerCase& one) {
    return plan.baseline >= 0 &&
           one.planned == &plan.cases[static_cast<std::size_t>(plan.baseline)];
  });
  return found == cases.end() ? cases.front() : *found;
}

/// The cases that stand side by side; none if one ledger is told by year.
std::vector<LedgerCase> side_by_side(const LedgerCase& lead, std::span<const LedgerCase> cases) {
  constexpr std::size_t fewest_markets = 3;
  constexpr std::size_t most_cases = 6;
  std::vector<LedgerCase> same;
  for (const LedgerCase& one : cases)
    if (one.planned->vehicle->key() == lead.planned->vehicle->key()) same.push_back(one);
  if (same.size() >= fewest_markets) return same;
  if (cases.size() >= 2 && cases.size() <= most_cases) return {cases.begin(), cases.end()};
  return {};
}

/// The table of a section with the columns that people see in front.
void set_table(Section& section, Table table, const std::vector<std::string>& shown) {
  std::vector<std::size_t> order;
  for (const std::string& key : shown) order.push_back(table.index(key));
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    if (std::ranges::find(order, c) == order.end()) order.push_back(c);

  section.table.data_only_rows = table.data_only_rows;
  for (const std::size_t c : order) section.table.columns.push_back(table.columns[c]);
  for (const auto& row : table.rows) {
    auto& to = section.table.rows.emplace_back();
    for (const std::size_t c : order) to.push_back(row[c]);
  }
  section.shown_columns = shown.size();
  section.grouped_by = "heading";
}

}  // namespace

std::vector<std::string> ledger_assumptions(std::span<const LedgerCase> cases) {
  std::vector<std::pair<std::string, std::vector<std::string>>> markets_by_text;
  for (const LedgerCase& one : cases) {
    const std::string text = assumptions(one);
    auto found =
        std::ranges::find(markets_by_text, text, &decltype(markets_by_text)::value_type::first);
    if (found == markets_by_text.end()) found = markets_by_text.insert(found, {text, {}});
    auto& markets = found->second;
    if (std::ranges::find(markets, one.planned->market->id) == markets.end())
      markets.push_back(one.planned->market->id);
  }
  std::vector<std::string> sentences;
  for (const auto& [text, markets] : markets_by_text)
    sentences.push_back(markets_by_text.size() == 1 ? text
                                                    : base::join(markets, ", ") + ": " + text);
  return sentences;
}

std::vector<std::string> ledger_remarks(const cost::Ledger& ledger) {
  return {
      fmt::format("Years and sum are in money of {}; NPV is what they are worth on the day of "
                  "purchase, discounted. Rounded to whole {}.",
                  ledger.money == model::MoneyBasis::nominal ? "each year" : "the purchase year",
                  ledger.currency.code()),
      formula_remark};
}

std::optional<Section> ledger_section(const Plan& plan,
                                      const std::vector<std::optional<CaseLedger>>& ledgers) {
  const auto cases = cases_with_ledger(plan, ledgers);
  if (cases.empty()) return std::nullopt;
  const LedgerCase& lead = leading(plan, cases);
  const PlannedCase& planned = *lead.planned;
  const std::string name = truck_name(*planned.vehicle);
  Section section;

  const auto columns = side_by_side(lead, cases);
  if (!columns.empty()) {
    const bool one_truck = std::ranges::all_of(columns, [&](const LedgerCase& one) {
      return one.planned->vehicle->key() == planned.vehicle->key();
    });
    section.key = "ledger_by_case";
    section.title = one_truck ? fmt::format("What the truck costs in each market: {}, net present "
                                            "value",
                                            name)
                              : "What each truck costs, net present value";
    Table table = ledger_by_case(columns);
    const auto shown = ledger_columns(table);
    set_table(section, std::move(table), shown);
    section.remarks = ledger_assumptions(columns);
  } else {
    const std::span<const LedgerCase> one(&lead, 1);
    section.key = "ledger_by_year";
    section.title =
        fmt::format("Ledger of the {} by year: {}, {}",
                    plan.baseline >= 0 ? "baseline" : "first truck", name, planned.market->id);
    Table table = ledger_by_year(one, cost::View::economic);
    const auto shown = ledger_columns(table);
    set_table(section, std::move(table), shown);
    section.remarks = ledger_assumptions(one);
  }
  const auto remarks = ledger_remarks(*lead.at.ledger);
  section.remarks.insert(section.remarks.end(), remarks.begin() + (columns.empty() ? 0 : 1),
                         remarks.end());
  section.remarks.emplace_back("The years of each truck: evpickup cost VEHICLE --market NAME "
                               "--scenario FILE.");
  return section;
}

}  // namespace evpickup::study
