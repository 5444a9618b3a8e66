// SPDX-License-Identifier: Apache-2.0
#include "charts_of_validation.hpp"

#include <algorithm>
#include <string>

/// Charts of predictions that are held against measurements.
namespace evpickup::study {

Chart error_chart() {
  Chart chart;
  chart.key = "errors";
  chart.title = "How far predictions are off, by kind of measurement";
  chart.note =
      "Predicted over measured, less 1; of figures that are per cent themselves, the difference in "
      "points. A light bar is what the error of each row that counts may be, a dark one what the "
      "mean size of these errors may be; the short line is that mean, on both sides of zero. Kinds "
      "without a bar are shown only.";
  chart.kind = ChartKind::errors;
  chart.measure = "error";
  chart.table.columns = {{"kind", "kind", "", 0},
                         {"counted", "rows", "", 0},
                         {"row", "row", "", 0},
                         {"error", "error", "%, points", 1}};
  chart.marks.columns = {{"kind", "kind", "", 0},
                         {"statistic", "statistic", "", 0},
                         {"low", "from", "%, points", 1},
                         {"high", "to", "%, points", 1}};
  return chart;
}

void add_errors(Chart& chart, const ValidationKind& kind, std::span<const ValidatedRow> rows,
                const ValidationSummary& summary) {
  const std::string title(kind.title);
  for (const ValidatedRow& row : rows)
    if (const auto error = row.error())
      chart.table.rows.push_back({title, std::string(row.counted ? "counts" : "shown only"),
                                  row.truck + ", " + row.quantity, *error});
  const auto mark = [&](const char* statistic, double size) {
    chart.marks.rows.push_back({title, std::string(statistic), -size, size});
  };
  for (const Bar& bar : kind.bars) {
    if (bar.statistic == Statistic::worst) mark("allowed_each", bar.limit);
    if (bar.statistic == Statistic::mean_absolute) mark("allowed_mean", bar.limit);
  }
  if (summary.counted > 0) mark("mean", summary.mean_absolute);
}

}  // namespace evpickup::study
