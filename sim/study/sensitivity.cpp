// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "case_cells.hpp"
#include "evpickup/study/sensitivity_methods.hpp"
#include "sensitivity_rows.hpp"

namespace evpickup::study {

namespace {

/// One truck of the study, its outcomes at all of its points, and room for notes.
struct Subject {
  const SensitivitySubject* of = nullptr;
  Eigen::ArrayXXd results;
  std::vector<std::string>* notes = nullptr;

  [[nodiscard]] std::size_t inputs() const { return of->inputs.inputs.size(); }
  template <class Design>
  [[nodiscard]] const Design& design() const {
    return std::get<Design>(of->design);
  }
};

/// The values of an outcome; nothing, and a note, if a point of the design has none.
std::optional<std::vector<double>> whole(const Subject& subject, std::size_t k,
                                         const Column& outcome) {
  const auto column = subject.results.col(static_cast<Eigen::Index>(k));
  if (!column.isFinite().all()) {
    subject.notes->push_back(
        fmt::format("{}: not all trucks of the study have a figure for \"{}\"; it is left out.",
                    subject.of->planned().vehicle->key(), outcome.label));
    return std::nullopt;
  }
  return std::vector<double>(column.begin(), column.end());
}

std::vector<Cell> start_of_row(const Subject& subject, std::size_t input) {
  auto row = case_cells(subject.of->planned());
  row.emplace_back(subject.of->inputs.inputs[input].name);
  return row;
}

std::vector<Column> start_of_columns() {
  auto columns = case_columns();
  columns.push_back({"input", "input", "", 0, Better::neither, false, true});
  return columns;
}

/// The value of an input at a share of its distribution, with its unit.
std::string shown(const Subject& subject, std::size_t input, double share) {
  for (const auto& value : subject.of->inputs.of_case.front())
    if (value.input == input)
      return units::format({quantile(value.distribution, share), value.currency}, value.kind, 4);
  return {};
}

Column number(std::string key, std::string label, const Column& outcome) {
  return {std::move(key), std::move(label), outcome.unit, std::max(outcome.decimals, 1)};
}
Column share_column(std::string key, std::string label) {
  return {std::move(key), std::move(label), "", 3};
}

/// The order of inputs by a measure, the largest first.
template <class Measure>
std::vector<std::size_t> ranked(std::size_t inputs, Measure measure) {
  std::vector<std::size_t> order(inputs);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return measure(a) > measure(b); });
  return order;
}

/// Inputs that move nothing are rows of data files alone.
void add_row(Table& table, std::vector<Cell> row, bool shown) {
  if (!shown) table.data_only_rows.push_back(table.rows.size());
  table.rows.push_back(std::move(row));
}
/// Share of the variance below which an input is not shown: it would be printed as 0.
constexpr double least_share = 0.0005;

void add_tornado(const Subject& subject, std::span<const Column> outcomes,
                 std::vector<Section>& sections) {
  const auto& design = subject.design<TornadoDesign>();
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    const auto found = whole(subject, k, outcomes[k]);
    if (!found) continue;
    const std::vector<double>& values = *found;
    for (const TornadoBar& bar : tornado_bars(design, values)) {
      auto row = start_of_row(subject, bar.input);
      row.emplace_back(shown(subject, bar.input, design.low));
      row.emplace_back(shown(subject, bar.input, design.high));
      row.emplace_back(bar.low_output);
      row.emplace_back(values.front());
      row.emplace_back(bar.high_output);
      row.emplace_back(std::abs(bar.high_output - bar.low_output));
      add_row(sections[k].table, std::move(row), bar.low_output != bar.high_output);
    }
  }
}

void add_morris(const Subject& subject, std::span<const Column> outcomes,
                std::vector<Section>& sections) {
  const auto& design = subject.design<SensitivityDesign>();
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    const auto found = whole(subject, k, outcomes[k]);
    if (!found) continue;
    const std::vector<double>& values = *found;
    const auto indices = morris_indices(design, values, Bootstrap{});
    for (const std::size_t input :
         ranked(subject.inputs(), [&](std::size_t i) { return indices[i].mean_absolute.value; })) {
      const MorrisIndex& index = indices[input];
      auto row = start_of_row(subject, input);
      for (const double value : {index.mean_absolute.value, index.mean_absolute.low,
                                 index.mean_absolute.high, index.mean, index.standard_deviation})
        row.emplace_back(value);
      add_row(sections[k].table, std::move(row), index.mean_absolute.value > 0.0);
    }
  }
}

void add_sobol(const Subject& subject, std::span<const Column> outcomes,
               std::vector<Section>& sections) {
  const auto& design = subject.design<SensitivityDesign>();
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    const auto found = whole(subject, k, outcomes[k]);
    if (!found) continue;
    const std::vector<double>& values = *found;
    const SobolIndices indices = sobol_indices(design, values, Bootstrap{});
    for (const std::size_t input : ranked(subject.inputs(), [&](std::size_t i) {
           return indices.inputs[i].total_order.value;
         })) {
      const auto& [first, total] = indices.inputs[input];
      auto row = start_of_row(subject, input);
      for (const double value :
           {first.value, first.low, first.high, total.value, total.low, total.high})
        row.emplace_back(value);
      add_row(sections[k].table, std::move(row), total.value >= least_share);
    }
  }
}

/// The empty table of an outcome.
Section section_for(const Column& outcome, model::SensitivityMethod method) {
  Section section;
  section.key = "sensitivity_" + outcome.key;
  auto& columns = section.table.columns;
  columns = start_of_columns();
  switch (method) {
  case model::SensitivityMethod::tornado:
    section.title = fmt::format("What moves {}, one input at a time", outcome.label);
    columns.push_back({"input_low", "low", "", 0});
    columns.push_back({"input_high", "high", "", 0});
    for (const auto& [key, label] : {std::pair{"at_low", "at low"},
                                     {"base", "base"},
                                     {"at_high", "at high"},
                                     {"span", "span"}}) {
      columns.push_back(number(key, label, outcome));
      columns.back().keep = true;
    }
    section.remarks.push_back(fmt::format(
        "Each input goes to the {:.0f} % and the {:.0f} % of its distribution, the others stay.",
        100 * tornado_low, 100 * tornado_high));
    break;
  case model::SensitivityMethod::morris:
    section.title = fmt::format("What moves {}, Morris's screening", outcome.label);
    columns.push_back(number("mean_absolute", "mu*", outcome));
    columns.push_back(number("mean_absolute_low", "from", outcome));
    columns.push_back(number("mean_absolute_high", "to", outcome));
    columns.push_back(number("mean", "mu", outcome));
    columns.push_back(number("standard_deviation", "sigma", outcome));
    section.remarks.emplace_back(
        "mu* is the mean size of an effect over the whole of an input's distribution; a large "
        "sigma means that it depends on other inputs or is not linear.");
    break;
  case model::SensitivityMethod::sobol:
    section.title =
        fmt::format("Where the spread of {} comes from, Sobol's indices", outcome.label);
    for (const auto& [key, label] : {std::pair{"first_order", "alone"},
                                     {"first_order_low", "from"},
                                     {"first_order_high", "to"},
                                     {"total_order", "in all"},
                                     {"total_order_low", "from"},
                                     {"total_order_high", "to"}})
      columns.push_back(share_column(key, label));
    section.remarks.emplace_back(
        "Shares of the variance: by the input alone, and with all its interactions; from and to "
        "are the ends of 95 % intervals.");
    break;
  }
  return section;
}

}  // namespace

std::vector<Section> sensitivity_sections(const Plan& plan, const model::Scenario& scenario,
                                          model::Catalog& catalog, const RunOptions& options,
                                          std::vector<std::string>& notes) {
  SensitivityRows rows(catalog, scenario, plan, options);
  const auto outcomes = rows.outcomes();
  std::optional<RecordedRows> recorded;
  if (auto file = recorded_file(options.recorded, "point"))
    recorded.emplace(std::move(*file), rows.columns());

  std::vector<Section> sections;
  const auto method = scenario.sensitivity->method;
  for (const auto& outcome : outcomes) sections.push_back(section_for(outcome, method));
  for (std::size_t at = 0; at < rows.subjects().size(); ++at) {
    const Subject subject{rows.subjects()[at].get(),
                          recorded ? rows.figures_of(at, *recorded) : rows.figures_of(at), &notes};
    switch (method) {
    case model::SensitivityMethod::tornado:
      add_tornado(subject, outcomes, sections);
      break;
    case model::SensitivityMethod::morris:
      add_morris(subject, outcomes, sections);
      break;
    case model::SensitivityMethod::sobol:
      add_sobol(subject, outcomes, sections);
      break;
    }
  }
  if (recorded) recorded->finish();
  std::erase_if(sections, [](const Section& section) { return section.table.rows.empty(); });
  notes.push_back(fmt::format("Sensitivity: {} evaluations; each truck by itself and blind to its "
                              "rating. Inputs that move nothing are told in data files alone.",
                              rows.size()));
  return sections;
}

}  // namespace evpickup::study
