// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"

/// What a page with pictures shows beside the tables of a run. A new chart is a function and a row
/// of the list in page.cpp.
namespace evpickup::study {

/// A run as its charts see it.
struct PageInput {
  const Plan& plan;
  const model::Scenario& scenario;
  /// One of each for every case of the plan; none of them of a sweep, whose plan has a case for
  /// each row with truck, market and axes alone.
  std::span<const EnergyFigures* const> energy;
  std::span<const std::optional<CostFigures>> cost;
  std::span<const std::optional<CaseLedger>> ledgers;
  /// Table and sections of the run.
  const Results& results;
  model::Catalog& catalog;
  int threads = 0;
  /// Of what is spent year by year.
  cost::View view = cost::View::economic;
};

/// Fills in the charts of a run.
void add_charts(Results& results, const PageInput& input);

/// Names of all cases, "Radar RD6, 86 kWh RWD", with the market where there are several:
/// "Radar RD6, 86 kWh RWD · CN".
[[nodiscard]] std::vector<std::string> case_names(const Plan& plan);

/// Cases of a plan without a sweep that differ in truck or duty, the first of each: what is told of
/// energy alone.
[[nodiscard]] std::vector<std::size_t> distinct_trucks(const Plan& plan);
/// The name of a case without its market.
[[nodiscard]] std::string energy_name(const Plan& plan, std::size_t at);

/// By what lines are coloured: their own names while these can be told apart, else the models, in
/// each of their markets if `with_market`.
[[nodiscard]] std::vector<std::string> colour_names(const Plan& plan,
                                                    std::span<const std::size_t> cases,
                                                    std::span<const std::string> names,
                                                    bool with_market);

/// "range at 110 km/h" of the column range_highway_km, whose label is made for a narrow table; the
/// label of a column that needs no other words.
[[nodiscard]] std::string figure_name(const Column& column);

/// Share of the time for which the truck of a row is slower than the speed trace.
[[nodiscard]] double missed_share(const PageInput& input, std::size_t row);

/// The column of a run's table with this key, or nullptr.
[[nodiscard]] const Column* column_named(const PageInput& input, std::string_view key);
/// The section of a run with this key, or nullptr.
[[nodiscard]] const Section* section_named(const Results& results, std::string_view key);

/// Cells as texts and numbers; an empty text where there is none.
[[nodiscard]] std::string text_of(const Cell& cell);
[[nodiscard]] std::optional<double> number_of(const Cell& cell);

/// The case that a row of a table belongs to which begins with vehicle, trim and market.
[[nodiscard]] std::optional<std::size_t> case_of_row(const Plan& plan,
                                                     const std::vector<Cell>& row);

/// The most trucks of which grids or inputs are drawn one by one.
inline constexpr std::size_t most_single_charts = 4;

using Charts = std::vector<Chart>;
[[nodiscard]] Charts range_chart(const PageInput& input);
[[nodiscard]] Charts consumption_chart(const PageInput& input);
[[nodiscard]] Charts charge_chart(const PageInput& input);
[[nodiscard]] Charts cycle_chart(const PageInput& input);
[[nodiscard]] Charts cost_chart(const PageInput& input);
[[nodiscard]] Charts cumulative_chart(const PageInput& input);
[[nodiscard]] Charts sweep_charts(const PageInput& input);
[[nodiscard]] Charts draw_charts(const PageInput& input);
[[nodiscard]] Charts sensitivity_charts(const PageInput& input);
[[nodiscard]] Charts front_chart(const PageInput& input);
/// Of ledgers alone: each year's items of up to most_single_charts trucks, and what has been spent.
[[nodiscard]] Charts ledger_charts(const PageInput& input);
/// Of a trip that begins at this state of charge, 0 to 1.
[[nodiscard]] Charts trip_chart(const Results& results, double start);

/// Every value of the trucks and markets of a plan that a file or a rule gives.
[[nodiscard]] Specification specification(const Plan& plan);

/// How far the model is off where trucks like these were measured: a row for each kind of
/// measurement. Nothing if the data folder has no measurements; throws InputError for what is wrong
/// with them.
[[nodiscard]] std::vector<Section> model_errors(const std::filesystem::path& data_folder,
                                                int threads);

}  // namespace evpickup::study
