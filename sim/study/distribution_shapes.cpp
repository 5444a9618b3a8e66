// SPDX-License-Identifier: Apache-2.0
#include "distribution_shapes.hpp"

#include <algorithm>
#include <cmath>

#include "evpickup/base/normal.hpp"

namespace evpickup::study {

PreparedShape prepare(const Normal& /*shape*/) { return {}; }
PreparedShape prepare(const LogNormal& /*shape*/) { return {}; }
PreparedShape prepare(const Triangular& /*shape*/) { return {}; }
PreparedShape prepare(const Uniform& /*shape*/) { return {}; }

double quantile(const Normal& shape, const PreparedShape& /*ready*/, double u) {
  return shape.mean + shape.standard_deviation * base::normal_quantile(u);
}

double cdf(const Normal& shape, const PreparedShape& /*ready*/, double x) {
  return base::normal_cdf((x - shape.mean) / shape.standard_deviation);
}

double partial_mean(const Normal& shape, const PreparedShape& /*ready*/, double u) {
  return shape.mean * u - shape.standard_deviation * base::normal_density(base::normal_quantile(u));
}

double quantile(const LogNormal& shape, const PreparedShape& /*ready*/, double u) {
  return shape.median * std::exp(shape.log_deviation * base::normal_quantile(u));
}

double cdf(const LogNormal& shape, const PreparedShape& /*ready*/, double x) {
  return x > 0.0 ? base::normal_cdf(std::log(x / shape.median) / shape.log_deviation) : 0.0;
}

double partial_mean(const LogNormal& shape, const PreparedShape& /*ready*/, double u) {
  const double mean = shape.median * std::exp(0.5 * shape.log_deviation * shape.log_deviation);
  return mean * base::normal_cdf(base::normal_quantile(u) - shape.log_deviation);
}

double quantile(const Triangular& shape, const PreparedShape& /*ready*/, double u) {
  const double width = shape.high - shape.low;
  const double rise = shape.mode - shape.low;
  if (u * width < rise) return shape.low + std::sqrt(u * width * rise);
  return shape.high - std::sqrt((1.0 - u) * width * (shape.high - shape.mode));
}

double cdf(const Triangular& shape, const PreparedShape& /*ready*/, double x) {
  const double width = shape.high - shape.low;
  if (x <= shape.low) return 0.0;
  if (x >= shape.high) return 1.0;
  if (x < shape.mode) {
    return (x - shape.low) / width * ((x - shape.low) / (shape.mode - shape.low));
  }
  return 1.0 - (shape.high - x) / width * ((shape.high - x) / (shape.high - shape.mode));
}

double partial_mean(const Triangular& shape, const PreparedShape& ready, double u) {
  const double x = quantile(shape, ready, u);
  if (x < shape.mode) return u * (shape.low + 2.0 / 3.0 * (x - shape.low));
  const double mean = (shape.low + shape.mode + shape.high) / 3.0;
  return mean - (1.0 - u) * (shape.high - 2.0 / 3.0 * (shape.high - x));
}

double quantile(const Uniform& shape, const PreparedShape& /*ready*/, double u) {
  return shape.low + u * (shape.high - shape.low);
}

double cdf(const Uniform& shape, const PreparedShape& /*ready*/, double x) {
  return std::clamp((x - shape.low) / (shape.high - shape.low), 0.0, 1.0);
}

double partial_mean(const Uniform& shape, const PreparedShape& /*ready*/, double u) {
  return u * (shape.low + 0.5 * u * (shape.high - shape.low));
}

}  // namespace evpickup::study
