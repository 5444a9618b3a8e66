// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <future>

#include "answer.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/cost/lanes.hpp"
#include "evpickup/study/basis.hpp"
#include "evpickup/study/claims.hpp"
#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/day.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/ledger_section.hpp"
#include "evpickup/study/market_context.hpp"
#include "evpickup/study/metrics.hpp"
#include "evpickup/study/outcome_checks.hpp"
#include "evpickup/study/parity.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/ratings.hpp"
#include "evpickup/study/row_stream.hpp"
#include "evpickup/study/sections.hpp"
#include "evpickup/study/sweep_answers.hpp"
#include "evpickup/study/trip.hpp"
#include "evpickup/study/yearly_use.hpp"
#include "moved.hpp"
#include "page.hpp"
#include "price_notes.hpp"
#include "run_notes.hpp"
#include "run_parts.hpp"
#include "run_studies.hpp"
#include "sweep_rows.hpp"

namespace evpickup::study {

namespace {

/// Columns of the terminal for a comparison, the most telling first.
const std::vector<std::string> comparison_columns{"trim_name",
                                                  "market",
                                                  "battery_usable_kwh",
                                                  "mass_kg",
                                                  "price_CUR",
                                                  "rated_range_km",
                                                  "range_km",
                                                  "range_highway_km",
                                                  "range_cold_km",
                                                  "range_tow_km",
                                                  "consumption_wall_kwh_per_100km",
                                                  "accel_0_100_s",
                                                  "charge_10_80_min",
                                                  "tco_CUR",
                                                  "tco_CUR_per_km"};
/// Columns behind the axes of a sweep.
const std::vector<std::string> sweep_columns{"mass_kg",
                                             "price_CUR",
                                             "range_km",
                                             "range_highway_km",
                                             "range_cold_km",
                                             "range_tow_km",
                                             "consumption_wall_kwh_per_100km",
                                             "charge_10_80_min",
                                             "energy_CUR_per_year",
                                             "tco_CUR",
                                             "tco_CUR_per_km"};

/// The column of the metric with this key.
Column metric_column(const std::string& key, units::Currency currency) {
  const auto& list = metrics();
  const auto metric =
      std::find_if(list.begin(), list.end(), [&](const Metric& m) { return m.column.key == key; });
  return column_for(*metric, currency);
}

std::vector<std::string> shown_columns(const Plan& plan, units::Currency currency) {
  std::vector<std::string> keys;
  if (!plan.axes.empty()) {
    keys = {"trim_name", "market"};
    for (const auto& axis : plan.axes) keys.push_back(axis.key);
  }
  const bool fuel = std::ranges::any_of(
      plan.cases, [](const PlannedCase& c) { return cost::has_engine(*c.vehicle); });
  const bool time = std::ranges::any_of(
      plan.cases, [](const PlannedCase& c) { return c.cost->value_of_time.has_value(); });
  for (const auto& key : plan.axes.empty() ? comparison_columns : sweep_columns) {
    if (fuel && key == "mass_kg") continue;  // the page is narrow
    keys.push_back(metric_column(key, currency).key);
    if (fuel && key == "consumption_wall_kwh_per_100km") keys.emplace_back("fuel_l_per_100km");
    if (time && key == "charge_10_80_min") keys.emplace_back("stops_h_per_year");
  }
  return keys;
}

/// "of the baseline" columns: difference in per cent.
void add_differences(Results& results, const std::string& key, const std::string& label) {
  const std::size_t column = results.table.index(key);
  const auto& rows = results.table.rows;
  const auto* reference =
      std::get_if<double>(&rows[static_cast<std::size_t>(results.baseline)][column]);
  const std::string stem = key.substr(0, key.find('_'));
  results.table.columns.push_back({stem + "_vs_baseline_percent", label, "%", 1, Better::neither});
  const double base = reference != nullptr ? *reference : 0.0;
  for (auto& row : results.table.rows) {
    const auto* value = std::get_if<double>(&row[column]);
    row.push_back(value != nullptr && base != 0.0 ? Cell(100.0 * (*value / base - 1.0)) : Cell());
  }
}

/// The trip beside a comparison.
void add_trip(Results& results, const Plan& plan, const model::Scenario& scenario,
              model::Catalog& catalog, const RunOptions& options) {
  const auto figures = trip_figures(plan, scenario, catalog, options);
  for (auto& section : trip_sections(plan, scenario, figures, options.audit))
    results.sections.push_back(std::move(section));
  for (auto& note : trip_notes(plan, scenario, figures))
    if (std::ranges::find(results.notes, note) == results.notes.end())
      results.notes.push_back(std::move(note));
  for (auto& sentence : trip_basis(plan, scenario)) results.basis.push_back(std::move(sentence));
}

/// The errors of the model, for a page; a run does not fail for measurements that cannot be read.
std::vector<Section> told_errors(const std::filesystem::path& data_folder, int threads) {
  try {
    return model_errors(data_folder, threads);
  } catch (const base::InputError&) {
    return {};
  }
}

/// What every run tells first.
Results headed(const model::Scenario& scenario, std::vector<Column> columns) {
  Results results;
  results.scenario = scenario.id;
  results.title = scenario.title;
  results.description = scenario.description;
  results.table.columns = std::move(columns);
  results.grouped_by = "vehicle_name";
  return results;
}

/// What a sweep of one axis answers.
void add_sweep_answers(Results& results, const Plan& plan, const model::Scenario& scenario) {
  if (plan.axes.size() != 1) return;
  if (auto answers = sweep_answers(results.table, plan.axes.front(), scenario.required))
    results.sections.insert(results.sections.begin(), std::move(*answers));
}

/// Answer, charts and specification, of all the rest.
void add_page(Results& results, const PageInput& page, const RunOptions& options) {
  results.answer = answer_of(page);
  if (options.charts) add_charts(results, page);
  if (options.page) results.specification = specification(page.plan);
}

/// A sweep, some of its rows at a time.
Results run_sweep(model::Catalog& catalog, const model::Scenario& scenario,
                  const RunOptions& options) {
  SweepRows sweep(catalog, scenario, options);
  if (sweep.size() > most_rows_in_memory)
    throw base::InputError(
        fmt::format("the sweep has {} rows, more than the {} that a table holds in memory",
                    sweep.size(), most_rows_in_memory),
        "stream them to one file: -o FILE.csv or -o FILE.jsonl alone");
  sweep.check_axes();
  const auto facts = facts_for(scenario, catalog);
  Results results = headed(scenario, sweep.columns());
  results.table.rows.reserve(sweep.size());
  const std::size_t at_a_time = sweep.at_a_time();
  for (std::size_t first = 0; first < sweep.size(); first += at_a_time)
    for (auto& row : sweep.rows(first, std::min(first + at_a_time, sweep.size())))
      results.table.rows.push_back(std::move(row));
  results.table.unranked_rows = rows_behind(results.table);
  sweep.finish(results);

  const Plan plan = sweep.first_points_of(results.table.rows);
  results.shown = shown_columns(plan, scenario.currency());
  add_sweep_answers(results, plan, scenario);
  if (facts) add_market_context(results, plan, *facts, catalog);
  add_page(results, {plan, scenario, {}, {}, {}, results, catalog, options.threads}, options);
  return results;
}

/// Every case of a plan at once.
Results run_cases(model::Catalog& catalog, const model::Scenario& scenario,
                  const RunOptions& options) {
  const units::Currency currency = scenario.currency();
  const auto facts = facts_for(scenario, catalog);
  const Plan plan = make_plan(catalog, scenario, options);
  const SharedEnergy energy = compute_energy(plan, catalog, options.threads);
  const auto use = yearly_uses(plan, energy.of_case, options.threads);
  const auto cost = cost_figures(plan, energy.of_case, currency, catalog.exchange_rates());

  Results results = headed(scenario, table_columns(plan, currency));
  results.table.rows = table_rows(plan, energy.of_case, cost, use, options.threads);
  results.table.unranked_rows = rows_behind(results.table);
  results.baseline = plan.baseline;
  if (plan.baseline >= 0) {
    add_differences(results, "range_km", "range vs baseline");
    add_differences(results, metric_column("tco_CUR", currency).key, "cost vs baseline");
  }
  results.shown = shown_columns(plan, currency);

  // Further tables and words.
  std::vector<std::optional<CaseLedger>> ledger_of_case;
  if (plan.axes.empty()) {
    add_cost_sections(results, plan, cost, currency);
    ledger_of_case = ledgers(plan, energy.of_case, currency, catalog.exchange_rates());
    if (auto ledger = ledger_section(plan, ledger_of_case))
      results.sections.push_back(std::move(*ledger));
    for (auto& ratings : ratings_sections(plan, catalog, options))
      results.sections.push_back(std::move(ratings));
    if (auto claims = claims_section(plan, catalog, options))
      results.sections.push_back(std::move(*claims));
    if (scenario.day)
      results.sections.push_back(working_day(plan, scenario, catalog, options.threads));
  }
  if (options.audit) {
    Section audit = audit_section(plan, energy.of_case);
    if (!audit.table.rows.empty()) results.sections.push_back(std::move(audit));
  }
  results.notes = cautions(plan);
  for (auto& note : price_notes(plan, catalog.exchange_rates()))
    results.notes.push_back(std::move(note));
  for (auto& note : leg_notes(plan, scenario)) results.notes.push_back(std::move(note));
  for (auto& note : requirement_notes(plan, scenario)) results.notes.push_back(std::move(note));
  for (auto& note : cycle_notes(plan, catalog)) results.notes.push_back(std::move(note));
  for (auto& note : rating_notes(plan)) results.notes.push_back(std::move(note));
  for (auto& note : case_notes(plan, energy.of_case)) results.notes.push_back(std::move(note));
  results.basis = basis(plan, scenario, catalog.exchange_rates());
  if (!plan.axes.empty()) check_moved(results, plan, scenario);
  add_override_note(results, options);
  if (scenario.parity)
    add_parity(results, plan, scenario, energy.of_case, catalog.exchange_rates());
  if (scenario.trip && plan.axes.empty()) add_trip(results, plan, scenario, catalog, options);
  refuse_studies_of_sweep(scenario);
  add_studies(results, plan, scenario, catalog, options);
  add_sweep_answers(results, plan, scenario);
  if (facts) add_market_context(results, plan, *facts, catalog);
  add_page(
      results,
      {plan, scenario, energy.of_case, cost, ledger_of_case, results, catalog, options.threads},
      options);
  return results;
}

}  // namespace

Results run(model::Catalog& catalog, model::Scenario scenario, const RunOptions& options) {
  scenario = ready_scenario(std::move(scenario), options);
  check_outcomes(scenario);
  check_recorded(scenario, options);
  if (scenario.trip && scenario.duty.cycles.empty()) {
    Results results = run_trip(catalog, scenario, options);
    results.inputs = inputs_of(catalog, scenario, options);
    if (options.charts) results.charts = trip_chart(results, *scenario.trip->start);
    return results;
  }
  const auto errors_later = [&] { return told_errors(catalog.folder(), options.threads); };
  std::future<std::vector<Section>> errors;
  if (options.page)
    errors =
        std::async(options.threads == 1 ? std::launch::deferred : std::launch::async, errors_later);
  Results results = can_stream(scenario) && !options.audit ? run_sweep(catalog, scenario, options)
                                                           : run_cases(catalog, scenario, options);
  if (options.page) results.background = errors.get();
  results.inputs = inputs_of(catalog, scenario, options);
  return results;
}

model::Scenario comparison(const std::vector<std::string>& vehicles, const std::string& market) {
  model::Scenario scenario;
  scenario.id = "comparison";
  scenario.title = "Comparison";
  scenario.description =
      "Standard duty: EPA city and highway cycles, 55 and 45 % of the distance, at 23 degC; 15,000 "
      "miles a year for 8 years, charged at home.";
  scenario.duty.cycles = {{"epa_udds", spec::Sourced<double>(0.55)},
                          {"epa_hwfet", spec::Sourced<double>(0.45)}};
  scenario.duty.distance = spec::Sourced<units::Mileage>(
      units::kilometres_per_year(15000 * units::metres_per_mile / 1e3));
  scenario.cost.estimates = "2026";
  scenario.compare.vehicles = vehicles;
  if (!market.empty()) scenario.compare.markets = {market};
  return scenario;
}

std::size_t Table::index(const std::string& key) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const Column& column) { return column.key == key; });
  if (found == columns.end()) throw std::out_of_range("no column " + key);
  return static_cast<std::size_t>(found - columns.begin());
}

const Cell& Table::at(std::size_t row, const std::string& key) const {
  return rows.at(row)[index(key)];
}

}  // namespace evpickup::study
