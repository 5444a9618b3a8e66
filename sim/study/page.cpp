// SPDX-License-Identifier: Apache-2.0
#include "page.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "case_cells.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::study {

namespace {

/// All charts in the order of a page. Each gives nothing where the run does not hold its data.
constexpr std::array chart_list{
    &sweep_charts, &front_chart,      &cost_chart,        &draw_charts, &sensitivity_charts,
    &range_chart,  &cumulative_chart, &consumption_chart, &cycle_chart, &charge_chart,
};

/// As many colours can be told apart.
constexpr std::size_t most_colours = 7;

bool has_several_markets(const Plan& plan) {
  std::set<std::string> markets;
  for (const auto& planned : plan.cases)
    if (planned.market) markets.insert(planned.market->id);
  return markets.size() > 1;
}

/// Words for figures whose columns have short labels, by the beginning of their keys.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> figure_names{{
    {"tco_per_km", "cost per distance"},
    {"tco_per_tonne", "cost per payload and distance"},
    {"tco", "total cost"},
    {"price", "list price"},
    {"range_km", "range on the duty"},
    {"range_city", "range in the city"},
    {"range_highway", "range at 110 km/h"},
    {"range_cold", "range at -7 degC"},
    {"range_tow", "range with a trailer"},
    {"consumption_wall", "energy from the wall"},
    {"consumption_kwh", "energy from the battery"},
    {"accel_0_100", "0 to 100 km/h"},
    {"charge_10_80", "charging from 10 to 80 %"},
    {"energy_per_year", "energy cost"},
}};

}  // namespace

void add_charts(Results& results, const PageInput& input) {
  Charts charts;
  for (const auto& make : chart_list) std::ranges::move(make(input), std::back_inserter(charts));
  results.charts = std::move(charts);
}

std::vector<std::string> case_names(const Plan& plan) {
  const bool told = has_several_markets(plan);
  std::vector<std::string> names;
  names.reserve(plan.cases.size());
  for (const auto& planned : plan.cases)
    names.push_back(truck_name(*planned.vehicle) +
                    (told && planned.market ? " · " + base::upper_case(planned.market->id) : ""));
  return names;
}

std::vector<std::size_t> distinct_trucks(const Plan& plan) {
  std::set<std::pair<std::string, const model::Duty*>> seen;
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < plan.cases.size(); ++i)
    if (seen.emplace(plan.cases[i].vehicle->key(), plan.cases[i].duty.get()).second)
      first.push_back(i);
  return first;
}

std::string energy_name(const Plan& plan, std::size_t at) {
  return truck_name(*plan.cases[at].vehicle);
}

std::vector<std::string> colour_names(const Plan& plan, std::span<const std::size_t> cases,
                                      std::span<const std::string> names, bool with_market) {
  if (cases.size() <= most_colours) return {names.begin(), names.end()};
  // A model that is there in several markets has a colour in each.
  std::map<std::string, std::set<std::string>> markets;
  const auto market = [&](std::size_t at) {
    return plan.cases[at].market ? base::upper_case(plan.cases[at].market->id) : std::string{};
  };
  for (const std::size_t at : cases) markets[plan.cases[at].vehicle->model].insert(market(at));
  std::vector<std::string> models;
  models.reserve(cases.size());
  for (const std::size_t at : cases) {
    const std::string& model = plan.cases[at].vehicle->model;
    models.push_back(markets[model].size() > 1 && with_market ? model + " · " + market(at) : model);
  }
  return models;
}

std::string figure_name(const Column& column) {
  // Keys of money name the currency: tco_usd_per_km.
  std::string key = column.key;
  const std::string code = column.unit.substr(0, column.unit.find('/'));
  const std::string currency = "_" + base::lower_case(code);
  if (const auto at = key.find(currency); units::is_currency_code(code) && at != std::string::npos)
    key.erase(at, currency.size());
  const auto* const found = std::ranges::find_if(
      figure_names, [&](const auto& name) { return key.starts_with(name.first); });
  return found != figure_names.end() ? std::string(found->second) : column.label;
}

double missed_share(const PageInput& input, std::size_t row) {
  const Table& table = input.results.table;
  return number_of(table.rows[row][table.index("missed_percent")]).value_or(0.0) / 100.0;
}

const Column* column_named(const PageInput& input, std::string_view key) {
  const auto& columns = input.results.table.columns;
  const auto found = std::ranges::find(columns, key, &Column::key);
  return found != columns.end() ? &*found : nullptr;
}

const Section* section_named(const Results& results, std::string_view key) {
  const auto found = std::ranges::find(results.sections, key, &Section::key);
  return found != results.sections.end() ? &*found : nullptr;
}

std::string text_of(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text != nullptr ? *text : std::string{};
}

std::optional<double> number_of(const Cell& cell) {
  const auto* number = std::get_if<double>(&cell);
  return number != nullptr ? std::optional(*number) : std::nullopt;
}

std::optional<std::size_t> case_of_row(const Plan& plan, const std::vector<Cell>& row) {
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    const PlannedCase& planned = plan.cases[i];
    if (text_of(row[0]) == planned.vehicle->id && text_of(row[1]) == planned.vehicle->trim &&
        text_of(row[2]) == (planned.market ? planned.market->id : ""))
      return i;
  }
  return std::nullopt;
}

}  // namespace evpickup::study
