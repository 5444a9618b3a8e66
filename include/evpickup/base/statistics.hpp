// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace evpickup::base {

// In all functions `weights` is empty, which means equal weights, or holds a weight of 0 or more
// for each value; a weight of 0 leaves its value out. Empty values or weights that sum to 0 give
// NaN. Values that are not a number, negative weights and different sizes throw std::logic_error.

/// Number of equally weighted draws that would tell as much: (sum w)^2 / sum w^2 (L. Kish, "Survey
/// Sampling", 1965). 0 for no weights.
[[nodiscard]] double effective_sample_size(std::span<const double> weights);

/// The same with `count` equal weights for empty `weights`.
[[nodiscard]] double effective_sample_size(std::size_t count, std::span<const double> weights);

/// Mean: sum w x / sum w.
[[nodiscard]] double weighted_mean(std::span<const double> values, std::span<const double> weights);

/// Standard deviation with n - 1: sqrt(sum w (x - mean)^2 / (sum w (1 - 1 / n))), n the effective
/// sample size. NaN for a single value.
[[nodiscard]] double weighted_standard_deviation(std::span<const double> values,
                                                 std::span<const double> weights);

/// Standard error of the mean: standard deviation over the root of the effective sample size.
[[nodiscard]] double standard_error_of_mean(std::span<const double> values,
                                            std::span<const double> weights);

/// Values with their weights in rising order, sorted once for many percentiles. `middles` are the
/// shares at which the values lie: the sum of the weights before a value and half its own, over the
/// sum of all.
struct SortedSample {
  std::vector<double> values;
  std::vector<double> middles;
  double effective_size = 0.0;
};
[[nodiscard]] SortedSample sorted_sample(std::span<const double> values,
                                         std::span<const double> weights);

/// Value below which a share from 0 to 1 lies: linear between the middles of the sorted values,
/// and the first or last value beyond them. With equal weights definition 5 of R. J. Hyndman and
/// Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996).
[[nodiscard]] double percentile(const SortedSample& sample, double share);

/// Standard error of a percentile: half the distance between the percentiles of share - e and
/// share + e, with e = sqrt(share (1 - share) / effective size) (R. S. Woodruff, "Confidence
/// Intervals for Medians and Other Position Measures", JASA 47 (1952)). It needs no density. For
/// independent draws; scrambled Sobol points do better than it says.
[[nodiscard]] double standard_error_of_percentile(const SortedSample& sample, double share);

/// Weights of equal bins from `low` to `high`. A bin holds its lower edge, the last one its upper
/// edge too; what lies outside is counted beside them.
struct Histogram {
  double low = 0.0;
  double high = 0.0;
  std::vector<double> weights;
  double below = 0.0;
  double above = 0.0;
};

/// A histogram over [low, high] of `bins` bins; equal weights count 1 each. Throws std::logic_error
/// unless low < high, both finite, and there is a bin.
[[nodiscard]] Histogram histogram(std::span<const double> values, std::span<const double> weights,
                                  double low, double high, std::size_t bins);

/// Share of the paired draws in which a < b, by weight; a tie counts half.
[[nodiscard]] double probability_less(std::span<const double> a, std::span<const double> b,
                                      std::span<const double> weights);

/// Standard error of a probability that was found from so many independent draws: half the width
/// of the score interval at one standard error (E. B. Wilson, "Probable Inference", JASA 22
/// (1927)), which is not 0 at the probabilities 0 and 1. NaN without draws.
[[nodiscard]] double standard_error_of_probability(double probability, double effective_size);

}  // namespace evpickup::base
