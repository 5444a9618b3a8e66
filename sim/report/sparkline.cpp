// SPDX-License-Identifier: Apache-2.0
#include "sparkline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace evpickup::report {

namespace {

constexpr std::array<std::string_view, 8> blocks{"\u2581", "\u2582", "\u2583", "\u2584",
                                                 "\u2585", "\u2586", "\u2587", "\u2588"};
constexpr std::array<std::string_view, 8> signs{"_", ".", ":", "-", "=", "+", "*", "#"};

/// The height of a share from 0 to 1.
std::string_view height_of(double share, bool utf8) {
  const auto levels = static_cast<double>(blocks.size() - 1);
  const auto level = static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * levels));
  return utf8 ? blocks[level] : signs[level];
}

}  // namespace

std::string sparkline(std::span<const std::optional<double>> values, bool utf8) {
  std::optional<double> low;
  std::optional<double> high;
  for (const auto& value : values) {
    if (!value) continue;
    low = std::min(low.value_or(*value), *value);
    high = std::max(high.value_or(*value), *value);
  }
  constexpr double half = 0.5;
  std::string line;
  for (const auto& value : values)
    line += !value ? " " : height_of(*high > *low ? (*value - *low) / (*high - *low) : half, utf8);
  return line;
}

std::string density_line(std::span<const double> values, double largest, bool utf8) {
  /// Less than half of the lowest height is a blank.
  const double least = 0.5 / static_cast<double>(blocks.size());
  std::string line;
  for (const double value : values) {
    const double share = largest > 0.0 ? value / largest : 0.0;
    line += share < least ? " " : height_of(share, utf8);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace evpickup::report
