// SPDX-License-Identifier: Apache-2.0
#include "histogram.hpp"

#include <algorithm>
#include <cmath>

#include "page.hpp"

namespace evpickup::report {

std::size_t Scale::column(double value) const {
  const double share = high > low ? (value - low) / (high - low) : 0.0;
  const auto last = static_cast<double>(width - 1);
  return static_cast<std::size_t>(
      std::clamp(std::floor(share * static_cast<double>(width)), 0.0, last));
}

std::vector<double> on_scale(const std::vector<Bin>& bins, const Scale& scale) {
  std::vector<double> columns(scale.width, 0.0);
  const double step = (scale.high - scale.low) / static_cast<double>(scale.width);
  for (const Bin& bin : bins) {
    if (!(bin.to > bin.from) || step <= 0.0) continue;
    for (std::size_t i = scale.column(bin.from); i <= scale.column(bin.to); ++i) {
      const double from = scale.low + step * static_cast<double>(i);
      const double common = std::min(bin.to, from + step) - std::max(bin.from, from);
      columns[i] += bin.share * std::max(common, 0.0) / (bin.to - bin.from);
    }
  }
  return columns;
}

std::string percentile_line(double p10, double p50, double p90, const Scale& scale, bool utf8) {
  const std::size_t first = scale.column(p10);
  const std::size_t last = std::max(scale.column(p90), first);
  const std::size_t middle = std::clamp(scale.column(p50), first, last);
  std::string line(first, ' ');
  for (std::size_t i = first; i <= last; ++i) {
    if (i == middle) {
      line += utf8 ? "\u253c" : "+";
    } else if (i == first) {
      line += utf8 ? "\u251c" : "|";
    } else if (i == last) {
      line += utf8 ? "\u2524" : "|";
    } else {
      line += utf8 ? "\u2500" : "-";
    }
  }
  return line;
}

}  // namespace evpickup::report
