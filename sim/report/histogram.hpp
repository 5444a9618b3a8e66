// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace evpickup::report {

/// A share of the draws between two values.
struct Bin {
  double from = 0.0;
  double to = 0.0;
  double share = 0.0;
};

/// Where a page shows values: `width` columns from `low` to `high`.
struct Scale {
  double low = 0.0;
  double high = 1.0;
  std::size_t width = 1;

  /// The column of a value, from 0 to width - 1.
  [[nodiscard]] std::size_t column(double value) const;
};

/// The share that falls into each column of a scale; a bin is spread evenly over what it covers.
[[nodiscard]] std::vector<double> on_scale(const std::vector<Bin>& bins, const Scale& scale);

/// A line from the 10th to the 90th percentile with the median marked: `|---+----|`.
[[nodiscard]] std::string percentile_line(double p10, double p50, double p90, const Scale& scale,
                                          bool utf8);

}  // namespace evpickup::report
