// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "distribution_shapes.hpp"

namespace evpickup::study {
namespace {

// The least share of a distribution that a truncation may keep: below it rounding shows.
constexpr double least_kept_share = 1e-9;

// The shape with its numbers, its shares cut to what the truncation leaves.
template <class Kind>
PreparedDistribution with_truncation(const Distribution& distribution, const Kind& shape) {
  PreparedDistribution result{distribution, prepare(shape), 0.0, 1.0};
  if (distribution.lowest > -std::numeric_limits<double>::infinity()) {
    result.from = share_below(shape, result.shape, distribution.lowest);
  }
  if (distribution.highest < std::numeric_limits<double>::infinity()) {
    result.to = cdf(shape, result.shape, distribution.highest);
  }
  return result;
}

PreparedDistribution with_truncation(const Distribution& distribution) {
  return std::visit([&](const auto& shape) { return with_truncation(distribution, shape); },
                    distribution.shape);
}

std::vector<std::string> problems_before_truncation(const Distribution& distribution) {
  auto found = shape_problems(distribution.shape);
  if (!(distribution.lowest <= distribution.highest)) {
    found.push_back(fmt::format("expected a lowest value up to the highest, got {} and {}",
                                distribution.lowest, distribution.highest));
  }
  return found;
}

std::vector<std::string> problems_of_truncation(const PreparedDistribution& ready) {
  if (ready.to - ready.from >= least_kept_share) return {};
  return {fmt::format(
      "expected a truncation that keeps a part of the distribution, got {} .. {} with less than "
      "{} of it",
      ready.distribution.lowest, ready.distribution.highest, least_kept_share)};
}

// Rounding of the mapped share must not leave the bounds.
template <class Kind>
double truncated_quantile(const PreparedDistribution& ready, const Kind& shape, double u) {
  const double share = ready.from + u * (ready.to - ready.from);
  return std::clamp(quantile(shape, ready.shape, share), ready.distribution.lowest,
                    ready.distribution.highest);
}

// A mapped share that rounds onto an end must not fall on the neighbour that was cut off.
double truncated_quantile(const PreparedDistribution& ready, const Discrete& shape, double u) {
  const double share = ready.from + u * (ready.to - ready.from);
  return quantile(shape, ready.shape, std::min(share, std::nextafter(ready.to, 0.0)));
}

}  // namespace

LogNormal log_normal_of_mean(double mean, double standard_deviation) {
  const double variation = standard_deviation / mean;
  const double variance = std::log1p(variation * variation);
  return {mean / std::sqrt(1.0 + variation * variation), std::sqrt(variance)};
}

std::vector<std::string> problems(const Distribution& distribution) {
  auto found = problems_before_truncation(distribution);
  if (found.empty()) found = problems_of_truncation(with_truncation(distribution));
  return found;
}

PreparedDistribution prepared(const Distribution& distribution) {
  const auto stop_at = [](const std::vector<std::string>& found) {
    if (!found.empty()) throw std::logic_error("distribution: " + found.front());
  };
  stop_at(problems_before_truncation(distribution));
  auto result = with_truncation(distribution);
  stop_at(problems_of_truncation(result));
  return result;
}

double quantile(const PreparedDistribution& distribution, double u) {
  return std::visit([&](const auto& shape) { return truncated_quantile(distribution, shape, u); },
                    distribution.distribution.shape);
}

void to_quantiles(const PreparedDistribution& distribution, std::span<double> shares) {
  std::visit(
      [&](const auto& shape) {
        for (double& share : shares) share = truncated_quantile(distribution, shape, share);
      },
      distribution.distribution.shape);
}

double cdf(const PreparedDistribution& distribution, double x) {
  if (x < distribution.distribution.lowest) return 0.0;
  if (x >= distribution.distribution.highest) return 1.0;
  const double share =
      std::visit([&](const auto& shape) { return cdf(shape, distribution.shape, x); },
                 distribution.distribution.shape);
  return std::clamp((share - distribution.from) / (distribution.to - distribution.from), 0.0, 1.0);
}

double mean(const PreparedDistribution& distribution) {
  return std::visit(
      [&](const auto& shape) {
        const double part = partial_mean(shape, distribution.shape, distribution.to) -
                            partial_mean(shape, distribution.shape, distribution.from);
        return part / (distribution.to - distribution.from);
      },
      distribution.distribution.shape);
}

}  // namespace evpickup::study
