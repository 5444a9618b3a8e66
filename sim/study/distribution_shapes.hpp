// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/study/distribution.hpp"

namespace evpickup::study {

/// What is impossible about the shape alone.
[[nodiscard]] std::vector<std::string> shape_problems(const Shape& shape);

/// What the functions of a shape need.
[[nodiscard]] PreparedShape prepare(const Normal& shape);
[[nodiscard]] PreparedShape prepare(const LogNormal& shape);
[[nodiscard]] PreparedShape prepare(const Triangular& shape);
[[nodiscard]] PreparedShape prepare(const Uniform& shape);
[[nodiscard]] PreparedShape prepare(const Pert& shape);
[[nodiscard]] PreparedShape prepare(const Discrete& shape);
[[nodiscard]] PreparedShape prepare(const Empirical& shape);
[[nodiscard]] PreparedShape prepare(const Estimate& shape);

/// Inverse of the untruncated distribution at a share in [0, 1].
[[nodiscard]] double quantile(const Normal& shape, const PreparedShape& ready, double u);
[[nodiscard]] double quantile(const LogNormal& shape, const PreparedShape& ready, double u);
[[nodiscard]] double quantile(const Triangular& shape, const PreparedShape& ready, double u);
[[nodiscard]] double quantile(const Uniform& shape, const PreparedShape& ready, double u);
[[nodiscard]] double quantile(const Pert& shape, const PreparedShape& ready, double u);
[[nodiscard]] double quantile(const Discrete& shape, const PreparedShape& ready, double u);
[[nodiscard]] double quantile(const Empirical& shape, const PreparedShape& ready, double u);
[[nodiscard]] double quantile(const Estimate& shape, const PreparedShape& ready, double u);

/// Share at or below x of the untruncated distribution.
[[nodiscard]] double cdf(const Normal& shape, const PreparedShape& ready, double x);
[[nodiscard]] double cdf(const LogNormal& shape, const PreparedShape& ready, double x);
[[nodiscard]] double cdf(const Triangular& shape, const PreparedShape& ready, double x);
[[nodiscard]] double cdf(const Uniform& shape, const PreparedShape& ready, double x);
[[nodiscard]] double cdf(const Pert& shape, const PreparedShape& ready, double x);
[[nodiscard]] double cdf(const Discrete& shape, const PreparedShape& ready, double x);
[[nodiscard]] double cdf(const Empirical& shape, const PreparedShape& ready, double x);
[[nodiscard]] double cdf(const Estimate& shape, const PreparedShape& ready, double x);

/// Share below x: other than cdf() only where single values have a share.
template <class Shape>
[[nodiscard]] double share_below(const Shape& shape, const PreparedShape& ready, double x) {
  return cdf(shape, ready, x);
}
[[nodiscard]] double share_below(const Discrete& shape, const PreparedShape& ready, double x);
[[nodiscard]] double share_below(const Empirical& shape, const PreparedShape& ready, double x);
[[nodiscard]] double share_below(const Estimate& shape, const PreparedShape& ready, double x);

/// Integral of the quantile over the shares from 0 to u: the untruncated mean for u = 1.
[[nodiscard]] double partial_mean(const Normal& shape, const PreparedShape& ready, double u);
[[nodiscard]] double partial_mean(const LogNormal& shape, const PreparedShape& ready, double u);
[[nodiscard]] double partial_mean(const Triangular& shape, const PreparedShape& ready, double u);
[[nodiscard]] double partial_mean(const Uniform& shape, const PreparedShape& ready, double u);
[[nodiscard]] double partial_mean(const Pert& shape, const PreparedShape& ready, double u);
[[nodiscard]] double partial_mean(const Discrete& shape, const PreparedShape& ready, double u);
[[nodiscard]] double partial_mean(const Empirical& shape, const PreparedShape& ready, double u);
[[nodiscard]] double partial_mean(const Estimate& shape, const PreparedShape& ready, double u);

}  // namespace evpickup::study
