// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace evpickup::study {

/// Normal distribution; standard_deviation > 0.
struct Normal {
  double mean = 0.0;
  double standard_deviation = 1.0;
};

/// Distribution of a value whose natural logarithm is normal: median > 0, and the logarithm's
/// standard deviation log_deviation > 0. The median times and over exp(log_deviation) hold 68 %
/// between them.
struct LogNormal {
  double median = 1.0;
  double log_deviation = 1.0;
};

/// The log-normal distribution of this mean and standard deviation, both above 0.
[[nodiscard]] LogNormal log_normal_of_mean(double mean, double standard_deviation);

/// Triangle over [low, high], low < high, with its peak at mode, which may be an end.
struct Triangular {
  double low = 0.0;
  double mode = 0.5;
  double high = 1.0;
};

/// Equal density over [low, high], low < high.
struct Uniform {
  double low = 0.0;
  double high = 1.0;
};

/// Beta distribution over [low, high], low < high, with its peak at mode and the mean
/// (low + shape mode + high) / (shape + 2), shape > 0: shape 4 is the PERT of D. G. Malcolm et al.,
/// Operations Research 7 (1959); others the "modified PERT" of D. Vose, "Risk Analysis" (2000).
struct Pert {
  double low = 0.0;
  double mode = 0.5;
  double high = 1.0;
  double shape = 4.0;
};

/// Values in any order with their weights of 0 or more; empty weights mean equal ones.
struct Discrete {
  std::vector<double> values;
  std::vector<double> weights;
};

/// A sample in any order, at least one value: its percentiles as base::percentile() has them.
struct Empirical {
  std::vector<double> values;
};

/// An estimate with its range, low <= value <= high: the two-piece normal distribution with its
/// peak at `value` of which the share `coverage` lies in [low, high] and equal shares below and
/// above (the form of the Bank of England's fan charts; K. F. Wallis, "The Two-Piece Normal,
/// Binormal, or Double Gaussian Distribution", Statistical Science 29(1) (2014), 106-112). The
/// range is thus an interval that the truth may miss, not a bound: bounds of nature are a
/// truncation. low = high makes a constant. A coverage of 80 % is the one that this program reports
/// for its own predictions.
struct Estimate {
  double low = 0.0;
  double value = 0.5;
  double high = 1.0;
  double coverage = 0.8;
};

using Shape =
    std::variant<Normal, LogNormal, Triangular, Uniform, Pert, Discrete, Empirical, Estimate>;

/// A distribution, truncated to [lowest, highest].
struct Distribution {
  Shape shape;
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();
};

/// What is impossible about a distribution, each as "expected ..., got ...", for the caller to say
/// where; empty if it can be drawn from. A truncation has to keep 1e-9 of the distribution.
[[nodiscard]] std::vector<std::string> problems(const Distribution& distribution);

/// The numbers that a shape's functions need, found once for many draws.
struct PreparedShape {
  double below = 0.0;           ///< estimate: share below the value
  double low_deviation = 0.0;   ///< estimate: standard deviation of the piece below
  double high_deviation = 0.0;  ///< estimate: standard deviation of the piece above
  double alpha = 0.0;           ///< PERT: exponents of the beta distribution
  double beta = 0.0;
  std::vector<double> values;  ///< discrete, empirical: in rising order; PERT: table of the inverse
  std::vector<double> shares;  ///< discrete: share up to each value; PERT: slopes of the table
};

/// A distribution made ready for many draws: untruncated shares [from, to] are drawn.
struct PreparedDistribution {
  Distribution distribution;
  PreparedShape shape;
  double from = 0.0;
  double to = 1.0;
};

/// Throws std::logic_error if the distribution has problems().
[[nodiscard]] PreparedDistribution prepared(const Distribution& distribution);

/// The value below which the share u in [0, 1] lies, truncation included. Exact to rounding, but
/// for PERT, whose inverse is a table of cubic pieces: within 1e-8 of [low, high].
[[nodiscard]] double quantile(const PreparedDistribution& distribution, double u);

/// Replaces each share by its quantile: the same bits, in less time.
void to_quantiles(const PreparedDistribution& distribution, std::span<double> shares);

/// Share at or below x, from 0 to 1, truncation included.
[[nodiscard]] double cdf(const PreparedDistribution& distribution, double x);

/// Mean, truncation included.
[[nodiscard]] double mean(const PreparedDistribution& distribution);

}  // namespace evpickup::study
