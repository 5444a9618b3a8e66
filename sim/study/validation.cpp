// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

#include "charts_of_validation.hpp"
#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/study/validation_intervals.hpp"
#include "validation_rows.hpp"

namespace evpickup::study {

namespace {

constexpr auto none = Better::neither;

Cell cell(const std::optional<double>& value) { return value ? Cell(*value) : Cell(); }

std::string yes_or_no(bool yes) { return yes ? "yes" : "no"; }

std::vector<Column> row_columns() {
  const auto number = [](const char* key, const char* label) {
    return Column{key, label, "", 1, none, true};
  };
  return {{"kind", "kind", "", 0, none},
          {"truck", "truck", "", 0, none},
          {"quantity", "quantity", "", 0, none},
          {"conditions", "conditions", "", 0, none},
          {"source", "source", "", 0, none},
          number("measured", "measured"),
          {"unit", "unit", "", 0, none},
          number("predicted", "predicted"),
          {"error", "error", "%, points", 1, none},
          {"mode", "mode", "", 0, none},
          {"same_source", "same source", "", 0, none},
          {"counted", "counted", "", 0, none},
          number("measured_low", "measured, low"),
          number("measured_high", "measured, high"),
          {"error_unit", "error in", "", 0, none},
          {"source_url", "address", "", 0, none},
          {"remark", "remark", "", 0, none},
          {"note", "note", "", 0, none}};
}

std::vector<Cell> cells_of(const ValidationKind& kind, const ValidatedRow& row) {
  return {std::string(kind.title),
          row.truck,
          row.quantity,
          row.conditions,
          row.source,
          row.measured,
          row.unit,
          cell(row.predicted),
          cell(row.error()),
          row.mode,
          yes_or_no(row.same_source),
          yes_or_no(row.counted),
          cell(row.low),
          cell(row.high),
          std::string(row.relative ? "%" : "points"),
          row.url,
          row.remark,
          row.note};
}

std::string bar_text(const Bar& bar, bool relative) {
  const char* unit = relative ? "%" : "points";
  switch (bar.statistic) {
  case Statistic::mean_absolute:
    return fmt::format("mean absolute {:g} {}", bar.limit, unit);
  case Statistic::worst:
    return fmt::format("each {:g} {}", bar.limit, unit);
  case Statistic::outside:
    return "inside the band";
  }
  throw std::logic_error("a bar without a statistic");
}

double statistic(const ValidationSummary& summary, Statistic which) {
  switch (which) {
  case Statistic::mean_absolute:
    return summary.mean_absolute;
  case Statistic::worst:
    return std::abs(summary.worst);
  case Statistic::outside:
    return summary.outside;
  }
  throw std::logic_error("a bar without a statistic");
}

bool is_relative(std::span<const ValidatedRow> rows) {
  return rows.empty() || rows.front().relative;
}

Section summary_section() {
  Section section;
  section.key = "summary";
  section.title = "Summary";
  section.table.columns = {{"kind", "kind", "", 0, none},
                           {"rows", "rows", "", 0, none},
                           {"shown", "shown only", "", 0, none},
                           {"mean_error", "mean error", "%, points", 1, none},
                           {"mean_absolute_error", "mean absolute", "%, points", 1, none},
                           {"worst_error", "worst", "%, points", 1, none},
                           {"worst_row", "worst row", "", 0, none},
                           {"bar", "bar", "", 0, none},
                           {"met", "met", "", 0, none}};
  section.remarks.emplace_back(
      "Only rows that count are in the figures. Errors are predicted over measured in per cent; of "
      "figures that are per cent themselves, differences in points.");
  return section;
}

void add_summary(Section& section, const ValidationKind& kind, std::span<const ValidatedRow> rows,
                 const ValidationSummary& summary) {
  std::vector<std::string> bars;
  for (const Bar& bar : kind.bars) bars.push_back(bar_text(bar, is_relative(rows)));
  const bool any = summary.counted > 0;
  const auto figure = [&](double value) { return any ? Cell(value) : Cell(); };
  section.table.rows.push_back(
      {std::string(kind.title), static_cast<double>(summary.counted),
       static_cast<double>(summary.shown), figure(summary.mean), figure(summary.mean_absolute),
       figure(summary.worst), any ? Cell(summary.worst_row) : Cell(),
       bars.empty() ? Cell("none, shown only") : Cell(base::join(bars, ", ")),
       kind.bars.empty() ? Cell() : Cell(yes_or_no(summary.missed.empty()))});
}

Section shown_section() {
  Section section;
  section.key = "shown_only";
  section.title = "Shown, not counted";
  section.table.columns = {{"kind", "kind", "", 0, none},
                           {"row", "row", "", 0, none},
                           {"reason", "reason", "", 0, none}};
  return section;
}

/// Rows of a kind that are shown for one reason share a line.
void add_shown(Section& section, const ValidationKind& kind, std::span<const ValidatedRow> rows) {
  std::map<std::string, std::vector<std::string>> by_reason;
  for (const auto& row : rows)
    if (!row.counted) by_reason[row.remark].push_back(row.truck + ", " + row.source);
  for (const auto& [reason, named] : by_reason)
    section.table.rows.push_back(
        {std::string(kind.title),
         named.size() == 1 ? named.front() : fmt::format("{} rows", named.size()), reason});
}

Section sources_section(const std::vector<std::vector<Cell>>& rows, const Table& table) {
  Section section;
  section.key = "sources";
  section.title = "Sources";
  section.table.columns = {{"source", "source", "", 0, none}, {"url", "address", "", 0, none}};
  std::set<std::string> known;
  for (const auto& row : rows) {
    const auto& title = std::get<std::string>(row[table.index("source")]);
    const auto& url = std::get<std::string>(row[table.index("source_url")]);
    if (known.insert(title + url).second) section.table.rows.push_back({title, url});
  }
  return section;
}

std::vector<const ValidationKind*> chosen_kinds(const std::vector<std::string>& keys) {
  std::vector<const ValidationKind*> chosen;
  std::vector<std::string> known;
  for (const auto& kind : validation_kinds()) {
    known.emplace_back(kind.key);
    if (keys.empty() || std::ranges::find(keys, kind.key) != keys.end()) chosen.push_back(&kind);
  }
  for (const std::string& key : keys) {
    if (std::ranges::find(known, key) != known.end()) continue;
    const std::string hint = base::did_you_mean_hint(key, known);
    throw base::InputError(fmt::format("there is no kind of validation \"{}\"", key),
                           hint.empty() ? "kinds: " + base::join(known, ", ") : hint);
  }
  return chosen;
}

std::vector<std::string> basis_sentences() {
  const std::string counting =
      "Which rows count was fixed before their errors were looked at. Rows that are derived, "
      "inferred, extrapolated, windy or wet, unconfirmed, copied from a forum, or contradicted by "
      "other tests of the same truck are shown and do not count.";
  const std::string modes =
      "blind: the truck's specification alone. anchored: one factor on its road load or losses "
      "makes the model meet the truck's own rating; the prediction is of something else. "
      "calibration: a constant of the program was fitted to this row.";
  const std::string places =
      "Altitude and mean wind of a place are inputs from its climate, never fitted: the way from "
      "Wellington, Colorado, to Cheyenne, Wyoming, lies at 1,600 to 1,900 m, Nebraska east of it "
      "lower, with about 4 m/s at the height of a truck; 2.7 m/s elsewhere; wind comes from all "
      "sides alike, and its speed is spread as over a year.";
  const std::string rounding =
      "Car and Driver rounds ranges down to 10 miles: the middle of the interval is the "
      "measurement. MotorTrend's road-trip range is 95 % of the charge.";
  return {counting, modes, "Temperatures are the rows' own; where a source tells none, 20 degC.",
          places, rounding};
}

}  // namespace

std::optional<double> ValidatedRow::error() const {
  if (!predicted) return std::nullopt;
  return relative ? 100.0 * (*predicted / measured - 1.0) : *predicted - measured;
}

std::optional<double> ValidatedRow::outside() const {
  if (!predicted) return std::nullopt;
  return std::max({0.0, low.value_or(measured) - *predicted, *predicted - high.value_or(measured)});
}

const std::vector<ValidationKind>& validation_kinds() {
  using enum Statistic;
  constexpr auto blind = model::Mode::blind;
  constexpr auto anchored = model::Mode::anchored;
  static const std::vector<ValidationKind> kinds{
      {"certified", "certified trucks", blind, {{worst, 2.0}}, file_rows},
      {"leave_one_out", "calibration without the truck", blind, {{worst, 2.5}}, leave_one_out_rows},
      {"certified_range",
       "range and label factor of certified trucks",
       blind,
       {{worst, 2.5}},
       file_rows},
      {"five_cycle", "five-cycle factor", blind, {{outside, 0.0}}, file_rows},
      {"efficiency", "battery to road", blind, {{worst, 1.5}}, file_rows},
      {"labels", "other US trucks, label", blind, {{mean_absolute, 4.0}, {worst, 8.0}}, file_rows},
      {"label_details", "labels, city, highway and range", blind, {}, file_rows},
      {"engine_tests", "tests of trucks with an engine", blind, {}, file_rows},
      {"engine_tests_others", "the same, other makers", blind, {}, file_rows},
      {"engine_labels",
       "trucks with an engine, label",
       blind,
       {{mean_absolute, 3.0}, {worst, 5.0}},
       file_rows},
      {"engine_details", "trucks with an engine, city, highway and NEDC", blind, {}, file_rows},
      {"electric_range", "electric range of plug-in trucks", blind, {{worst, 8.0}}, file_rows},
      {"highway", "highway range", anchored, {{mean_absolute, 5.0}, {worst, 10.0}}, file_rows},
      {"mixed", "mixed driving", anchored, {}, file_rows},
      {"towing", "towing", anchored, {{mean_absolute, 6.0}}, file_rows},
      {"cold", "cold", anchored, {{worst, 4.0}}, file_rows},
      {"heat", "heat", anchored, {}, file_rows},
      {"payload", "payload", anchored, {}, file_rows},
      {"acceleration", "acceleration", blind, {{mean_absolute, 8.0}}, file_rows},
      {"charging", "fast charging", blind, {{mean_absolute, 10.0}}, file_rows},
      {"mass", "curb mass", blind, {}, file_rows},
      {"fastsim2",
       "FASTSim-2, by its convention",
       blind,
       {{worst, 0.0001}},
       fastsim_convention_rows},
      {"fastsim2_own", "FASTSim-2, our model on its inputs", blind, {}, fastsim_own_rows},
  };
  return kinds;
}

ValidationSummary summarise(const ValidationKind& kind, std::span<const ValidatedRow> rows) {
  ValidationSummary summary;
  double sum = 0.0;
  double sum_absolute = 0.0;
  for (const ValidatedRow& row : rows) {
    const auto error = row.error();
    if (!row.counted || !error) {
      ++summary.shown;
      continue;
    }
    ++summary.counted;
    sum += *error;
    sum_absolute += std::abs(*error);
    summary.outside = std::max(summary.outside, *row.outside());
    if (summary.counted > 1 && std::abs(*error) <= std::abs(summary.worst)) continue;
    summary.worst = *error;
    summary.worst_row = row.truck + ", " + row.quantity;
  }
  if (summary.counted > 0) {
    summary.mean = sum / static_cast<double>(summary.counted);
    summary.mean_absolute = sum_absolute / static_cast<double>(summary.counted);
  }

  for (const Bar& bar : kind.bars) {
    if (summary.counted == 0) {
      summary.missed.push_back(fmt::format("{}: no row counts", kind.title));
      break;
    }
    const double reached = statistic(summary, bar.statistic);
    if (reached <= bar.limit) continue;
    const char* unit = is_relative(rows) ? "%" : "points";
    summary.missed.push_back(
        bar.statistic == Statistic::outside
            ? fmt::format("{}: up to {:.1f} points outside of the band", kind.title, reached)
            : fmt::format("{}: {} {:.1f} {}, the bar is {:g}", kind.title,
                          bar.statistic == Statistic::worst ? "worst error" : "mean absolute error",
                          reached, unit, bar.limit));
  }
  return summary;
}

Validation validate(model::Catalog& catalog, const ValidationOptions& options) {
  ValidationBench bench(catalog, options.threads);
  Validation validation;
  Results& results = validation.results;
  results.scenario = "validation";
  results.title = "Validation";
  results.table.columns = row_columns();
  results.grouped_by = "kind";
  // A terminal takes the kind as the heading of its rows.
  results.shown = {"kind",  "truck",   "quantity", "measured",    "predicted",  "unit",
                   "error", "counted", "mode",     "same_source", "conditions", "source"};

  Section summary = summary_section();
  Section shown = shown_section();
  bool with_calibration = false;
  int judged = 0;
  int met = 0;
  Chart errors = error_chart();
  const auto kinds = chosen_kinds(options.kinds);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const ValidationKind* const kind = kinds[i];
    if (options.progress) options.progress(i, kinds.size(), "kinds");
    const auto rows = kind->rows(*kind, bench);
    for (const auto& row : rows) results.table.rows.push_back(cells_of(*kind, row));
    add_shown(shown, *kind, rows);
    const auto figures = summarise(*kind, rows);
    add_summary(summary, *kind, rows, figures);
    add_errors(errors, *kind, rows, figures);
    validation.missed.insert(validation.missed.end(), figures.missed.begin(), figures.missed.end());
    judged += kind->bars.empty() ? 0 : 1;
    met += !kind->bars.empty() && figures.missed.empty() ? 1 : 0;
    with_calibration = with_calibration || kind->rows == leave_one_out_rows;
  }
  if (options.progress) options.progress(kinds.size(), kinds.size(), "kinds");

  results.description = fmt::format("Predictions of this version held against published "
                                    "measurements: {} of {} kinds with a bar meet it.{}{}",
                                    met, judged, validation.missed.empty() ? "" : " Missed: ",
                                    base::join(validation.missed, "; "));
  results.sections.push_back(std::move(summary));
  if (with_calibration) results.sections.push_back(calibration_section(bench));
  if (options.kinds.empty() && options.draws > 0)
    results.sections.push_back(interval_section(
        predicted_intervals(bench, options.draws, options.progress), options.draws));
  if (!shown.table.rows.empty()) results.sections.push_back(std::move(shown));
  results.sections.push_back(sources_section(results.table.rows, results.table));
  for (const auto& sentence : validation.missed)
    results.notes.push_back("Bar missed. " + sentence + ".");
  results.basis = basis_sentences();
  if (!errors.table.rows.empty()) results.charts.push_back(std::move(errors));
  results.inputs.files = catalog.files_read();
  return validation;
}

}  // namespace evpickup::study
