// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/model/catalog.hpp"
#include "evpickup/model/validation_file.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"
#include "evpickup/study/validation_bench.hpp"
#include "evpickup/study/validation_intervals.hpp"

/// Predictions held against measurements: what `evpickup validate` tells.
namespace evpickup::study {

/// A measurement beside its prediction, in units that people read.
struct ValidatedRow {
  std::string truck;
  std::string quantity;
  std::string conditions;
  std::string source;
  std::string url;
  double measured = 0.0;
  /// What the source leaves open, or the band that a row is judged by.
  std::optional<double> low, high;
  /// Nothing if the truck cannot be predicted; `remark` says why.
  std::optional<double> predicted;
  std::string unit;
  /// The error is relative; otherwise it is a difference in points of per cent.
  bool relative = true;
  /// "blind", "anchored", or "calibration" if a constant of the program was fitted to the row.
  std::string mode;
  /// An input of the prediction is anchored, calibrated or scaled on the source of the row.
  bool same_source = false;
  bool counted = true;
  /// Why it does not count.
  std::string remark;
  /// The source's own words, such as "rounded down to 230".
  std::string note;

  /// Predicted over measured less 1 in per cent, or the difference in points.
  [[nodiscard]] std::optional<double> error() const;
  /// How far the prediction lies outside of low..high, 0 inside.
  [[nodiscard]] std::optional<double> outside() const;
};

/// What a kind of rows is judged by.
enum class Statistic { mean_absolute, worst, outside };
struct Bar {
  Statistic statistic = Statistic::mean_absolute;
  double limit = 0.0;
};

/// A kind of comparison. Where rows are read from a file, that is tests/validation/KEY.toml.
struct ValidationKind {
  std::string_view key;
  std::string_view title;
  model::Mode mode = model::Mode::blind;
  std::vector<Bar> bars;
  std::vector<ValidatedRow> (*rows)(const ValidationKind& kind, ValidationBench& bench) = nullptr;
};

/// All kinds, in the order of the table. A new kind is a function and a row here.
[[nodiscard]] const std::vector<ValidationKind>& validation_kinds();

/// Errors of the rows of a kind that count.
struct ValidationSummary {
  std::size_t counted = 0;
  std::size_t shown = 0;
  double mean = 0.0;
  double mean_absolute = 0.0;
  /// Largest error, with its sign, and its row.
  double worst = 0.0;
  std::string worst_row;
  double outside = 0.0;
  /// A sentence for each bar that is missed. A kind with bars and no row that counts misses them.
  std::vector<std::string> missed;
};
[[nodiscard]] ValidationSummary summarise(const ValidationKind& kind,
                                          std::span<const ValidatedRow> rows);

struct ValidationOptions {
  /// Keys of the kinds to run; all if empty. An unknown one is an InputError with did-you-mean.
  std::vector<std::string> kinds;
  int threads = 0;
  /// Draws by which intervals of predictions are found, where all kinds are run; 0: none.
  int draws = interval_draws;
  /// Told of kinds, then of the measurements whose intervals are found; may be empty.
  TellProgress progress = {};
};

struct Validation {
  Results results;
  /// The bars that are missed, as sentences.
  std::vector<std::string> missed;
};

/// Runs every comparison. Throws InputError for what is wrong with the files.
[[nodiscard]] Validation validate(model::Catalog& catalog, const ValidationOptions& options);

}  // namespace evpickup::study
