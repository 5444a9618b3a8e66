// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace evpickup::base {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

void require(bool good, const char* what) {
  if (!good) throw std::logic_error(what);
}

void check_weights(std::size_t count, std::span<const double> weights) {
  require(weights.empty() || weights.size() == count, "statistics: not one weight for each value");
  require(std::ranges::all_of(weights, [](double w) { return w >= 0.0 && std::isfinite(w); }),
          "statistics: a weight is negative or not finite");
}

void check(std::span<const double> values, std::span<const double> weights) {
  check_weights(values.size(), weights);
  require(std::ranges::none_of(values, [](double x) { return std::isnan(x); }),
          "statistics: a value is not a number");
}

double weight_of(std::span<const double> weights, std::size_t i) {
  return weights.empty() ? 1.0 : weights[i];
}

double sum_of_weights(std::size_t count, std::span<const double> weights) {
  if (weights.empty()) return static_cast<double>(count);
  return std::accumulate(weights.begin(), weights.end(), 0.0);
}

}  // namespace

double effective_sample_size(std::span<const double> weights) {
  check_weights(weights.size(), weights);
  double sum = 0.0;
  double squares = 0.0;
  for (const double w : weights) {
    sum += w;
    squares += w * w;
  }
  return squares > 0.0 ? sum * (sum / squares) : 0.0;
}

double effective_sample_size(std::size_t count, std::span<const double> weights) {
  return weights.empty() ? static_cast<double>(count) : effective_sample_size(weights);
}

double weighted_mean(std::span<const double> values, std::span<const double> weights) {
  check(values, weights);
  double sum = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double w = weight_of(weights, i);
    if (w > 0.0) sum += w * values[i];
  }
  const double total = sum_of_weights(values.size(), weights);
  return total > 0.0 ? sum / total : nothing;
}

double weighted_standard_deviation(std::span<const double> values,
                                   std::span<const double> weights) {
  const double mean = weighted_mean(values, weights);
  double squares = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double w = weight_of(weights, i);
    if (w > 0.0) squares += w * (values[i] - mean) * (values[i] - mean);
  }
  const double size = effective_sample_size(values.size(), weights);
  if (!(size > 1.0)) return nothing;
  return std::sqrt(squares / (sum_of_weights(values.size(), weights) * (1.0 - 1.0 / size)));
}

double standard_error_of_mean(std::span<const double> values, std::span<const double> weights) {
  return weighted_standard_deviation(values, weights) /
         std::sqrt(effective_sample_size(values.size(), weights));
}

SortedSample sorted_sample(std::span<const double> values, std::span<const double> weights) {
  check(values, weights);
  SortedSample sample;
  sample.effective_size = effective_sample_size(values.size(), weights);

  // Without weights the values sort faster by themselves.
  if (weights.empty()) {
    sample.values.assign(values.begin(), values.end());
    std::ranges::sort(sample.values);
    sample.middles.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      sample.middles[i] = (static_cast<double>(i) + 0.5) / static_cast<double>(values.size());
    }
    return sample;
  }

  // Equal values keep the order of their weights, so that the sums are the same in any order.
  struct Draw {
    double value;
    double weight;
    auto operator<=>(const Draw&) const = default;
  };
  std::vector<Draw> draws;
  draws.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (weights[i] > 0.0) draws.push_back({values[i], weights[i]});
  }
  std::ranges::sort(draws, [](const Draw& a, const Draw& b) { return a < b; });

  double total = 0.0;
  for (const auto& draw : draws) total += draw.weight;
  sample.values.reserve(draws.size());
  sample.middles.reserve(draws.size());
  double before = 0.0;
  for (const auto& draw : draws) {
    sample.values.push_back(draw.value);
    sample.middles.push_back((before + 0.5 * draw.weight) / total);
    before += draw.weight;
  }
  return sample;
}

double percentile(const SortedSample& sample, double share) {
  require(share >= 0.0 && share <= 1.0, "percentile: the share is outside [0, 1]");
  if (sample.values.empty()) return nothing;
  const auto above = std::ranges::lower_bound(sample.middles, share);
  if (above == sample.middles.begin()) return sample.values.front();
  if (above == sample.middles.end()) return sample.values.back();

  const auto i = static_cast<std::size_t>(above - sample.middles.begin());
  const double low = sample.values[i - 1];
  const double high = sample.values[i];
  if (low == high) return low;
  const double part = (share - sample.middles[i - 1]) / (sample.middles[i] - sample.middles[i - 1]);
  return low + part * (high - low);
}

double standard_error_of_percentile(const SortedSample& sample, double share) {
  if (!(sample.effective_size > 0.0)) return nothing;
  const double error = std::sqrt(share * (1.0 - share) / sample.effective_size);
  return 0.5 * (percentile(sample, std::min(share + error, 1.0)) -
                percentile(sample, std::max(share - error, 0.0)));
}

Histogram histogram(std::span<const double> values, std::span<const double> weights, double low,
                    double high, std::size_t bins) {
  check(values, weights);
  require(low < high && std::isfinite(low) && std::isfinite(high), "histogram: an empty range");
  require(bins > 0, "histogram: no bins");
  Histogram result{low, high, std::vector<double>(bins, 0.0), 0.0, 0.0};
  const double scale = static_cast<double>(bins) / (high - low);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double w = weight_of(weights, i);
    if (values[i] < low) {
      result.below += w;
    } else if (values[i] > high) {
      result.above += w;
    } else {
      const auto bin = static_cast<std::size_t>((values[i] - low) * scale);
      result.weights[std::min(bin, bins - 1)] += w;
    }
  }
  return result;
}

double probability_less(std::span<const double> a, std::span<const double> b,
                        std::span<const double> weights) {
  check(a, weights);
  check(b, weights);
  require(a.size() == b.size(), "probability_less: draws without a partner");
  double less = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double w = weight_of(weights, i);
    if (a[i] < b[i]) less += w;
    if (a[i] == b[i]) less += 0.5 * w;
  }
  const double total = sum_of_weights(a.size(), weights);
  return total > 0.0 ? less / total : nothing;
}

double standard_error_of_probability(double probability, double effective_size) {
  require(probability >= 0.0 && probability <= 1.0, "standard error: not a probability");
  if (!(effective_size > 0.0)) return nothing;
  const double n = effective_size;
  return std::sqrt(probability * (1.0 - probability) / n + 0.25 / (n * n)) / (1.0 + 1.0 / n);
}

}  // namespace evpickup::base
