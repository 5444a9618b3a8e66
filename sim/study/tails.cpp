// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/tails.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>

namespace evpickup::study {

namespace {

using Eigen::Index;

/// A tail is cut off if so many of its draws are bad.
constexpr double worth_cutting = 0.07;
/// Bad draws that make a tail.
constexpr int fewest_bad = 2;
/// Part of the draws that a tail may be.
constexpr std::size_t longest_tail = 8;

/// An end of an input's part, moved inwards.
struct Cut {
  /// Share of the tail that is bad times how many that are.
  double worth = 0.0;
  std::size_t input = 0;
  bool high = false;
  double end = 0.0;
};

/// The best cut of one tail of the draws that are left, which rise.
std::optional<Cut> best_cut(const std::vector<Index>& rising, bool high, const auto& values,
                            const std::vector<bool>& is_bad) {
  const auto inwards = [&](std::size_t k) { return rising[high ? rising.size() - 1 - k : k]; };
  std::optional<Cut> best;
  int bad = 0;
  for (std::size_t k = 0; k + 1 < rising.size() / longest_tail; ++k) {
    if (is_bad[static_cast<std::size_t>(inwards(k))]) ++bad;
    // Draws of one value go together.
    const double end = values(inwards(k + 1));
    if (end == values(inwards(k))) continue;
    const double share = bad / static_cast<double>(k + 1);
    if (bad < fewest_bad || share < worth_cutting) continue;
    if (!best || share * bad > best->worth)
      best = Cut{.worth = share * bad, .high = high, .end = end};
  }
  return best;
}

}  // namespace

std::vector<Believed> believed_parts(const Eigen::ArrayXXd& values, const Eigen::ArrayXd& errors,
                                     double bad) {
  const auto draws = static_cast<std::size_t>(values.rows());
  const auto inputs = static_cast<std::size_t>(values.cols());
  std::vector<bool> is_bad(draws);
  for (std::size_t k = 0; k < draws; ++k) is_bad[k] = errors(static_cast<Index>(k)) > bad;

  // The draws of each input from low to high.
  std::vector<Believed> parts(inputs);
  std::vector<std::vector<Index>> rising(inputs, std::vector<Index>(draws));
  for (std::size_t input = 0; input < inputs; ++input) {
    const auto column = values.col(static_cast<Index>(input));
    parts[input] = {column.minCoeff(), column.maxCoeff()};
    std::iota(rising[input].begin(), rising[input].end(), Index{0});
    std::ranges::sort(rising[input], {}, [&](Index draw) { return column(draw); });
  }

  for (;;) {
    std::optional<Cut> best;
    for (std::size_t input = 0; input < inputs; ++input) {
      const auto column = values.col(static_cast<Index>(input));
      for (const bool high : {false, true}) {
        auto cut = best_cut(rising[input], high, column, is_bad);
        if (!cut || (best && cut->worth <= best->worth)) continue;
        cut->input = input;
        best = cut;
      }
    }
    if (!best) return parts;

    // What lies beyond the cut is gone from all inputs.
    (best->high ? parts[best->input].high : parts[best->input].low) = best->end;
    const auto cut = values.col(static_cast<Index>(best->input));
    const Believed within = parts[best->input];
    for (auto& left : rising)
      std::erase_if(left,
                    [&](Index draw) { return cut(draw) < within.low || cut(draw) > within.high; });
  }
}

bool is_believed(const std::vector<Believed>& parts, const Eigen::ArrayXXd& values,
                 Eigen::Index draw) {
  for (std::size_t input = 0; input < parts.size(); ++input) {
    const double value = values(draw, static_cast<Index>(input));
    if (value < parts[input].low || value > parts[input].high) return false;
  }
  return true;
}

}  // namespace evpickup::study
