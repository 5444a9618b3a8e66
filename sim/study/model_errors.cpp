// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "evpickup/study/validation.hpp"
#include "evpickup/study/validation_bench.hpp"
#include "page.hpp"

/// How far the model is off, in short.
namespace evpickup::study {

namespace {

/// Kinds of measurements that take next to no time, of battery-electric pickups.
constexpr std::array<std::string_view, 7> told_kinds{"labels", "highway",      "mixed",   "towing",
                                                     "cold",   "acceleration", "charging"};

}  // namespace

std::vector<Section> model_errors(const std::filesystem::path& data_folder, int threads) {
  if (!std::filesystem::is_directory(data_folder / "tests" / "validation")) return {};
  // Files that are read here are none of the run's inputs.
  model::Catalog catalog(data_folder);
  ValidationBench bench(catalog, threads);
  Section section;
  section.key = "model_errors";
  section.title = "How far the model was off where such trucks were measured";
  section.table.columns = {{"kind", "measurement", "", 0},
                           {"mode", "mode", "", 0},
                           {"rows", "rows", "", 0},
                           {"mean_error", "mean error", "%", 1},
                           {"mean_absolute_error", "mean size of the error", "%", 1},
                           {"worst_error", "worst", "%", 1},
                           {"worst_row", "worst row", "", 0}};
  for (const auto& kind : validation_kinds()) {
    if (std::ranges::find(told_kinds, kind.key) == told_kinds.end()) continue;
    const ValidationSummary summary = summarise(kind, kind.rows(kind, bench));
    if (summary.counted == 0) continue;
    section.table.rows.push_back({std::string(kind.title),
                                  kind.mode == model::Mode::blind ? "blind" : "anchored",
                                  static_cast<double>(summary.counted), summary.mean,
                                  summary.mean_absolute, summary.worst, summary.worst_row});
  }
  section.remarks.emplace_back(
      "Predicted over measured; of figures that are per cent themselves, the difference in points. "
      "Every row with its source: evpickup validate.");
  return {std::move(section)};
}

}  // namespace evpickup::study
