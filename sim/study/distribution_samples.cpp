// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "distribution_shapes.hpp"

namespace evpickup::study {
namespace {

// Middle of value i's share among so many values.
double middle(std::size_t i, std::size_t count) {
  return (static_cast<double>(i) + 0.5) / static_cast<double>(count);
}

// Share at x between the values before and at `next`.
double share_between(const std::vector<double>& values, std::size_t next, double x) {
  if (next == 0) return 0.0;
  if (next == values.size()) return 1.0;
  const double part = (x - values[next - 1]) / (values[next] - values[next - 1]);
  return (static_cast<double>(next) - 0.5 + part) / static_cast<double>(values.size());
}

std::size_t first_at_least(const std::vector<double>& values, double x) {
  return static_cast<std::size_t>(std::ranges::lower_bound(values, x) - values.begin());
}

std::size_t first_above(const std::vector<double>& values, double x) {
  return static_cast<std::size_t>(std::ranges::upper_bound(values, x) - values.begin());
}

}  // namespace

PreparedShape prepare(const Discrete& shape) {
  // In the order of the values; equal ones keep theirs.
  std::vector<std::size_t> order(shape.values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&shape](std::size_t i) { return shape.values[i]; });

  PreparedShape ready;
  double sum = 0.0;
  for (const std::size_t i : order) {
    const double weight = shape.weights.empty() ? 1.0 : shape.weights[i];
    if (weight == 0.0) continue;
    sum += weight;
    ready.values.push_back(shape.values[i]);
    ready.shares.push_back(sum);
  }
  for (double& share : ready.shares) share /= sum;
  return ready;
}

double quantile(const Discrete& /*shape*/, const PreparedShape& ready, double u) {
  return ready.values[std::min(first_above(ready.shares, u), ready.values.size() - 1)];
}

double cdf(const Discrete& /*shape*/, const PreparedShape& ready, double x) {
  const std::size_t next = first_above(ready.values, x);
  return next == 0 ? 0.0 : ready.shares[next - 1];
}

double share_below(const Discrete& /*shape*/, const PreparedShape& ready, double x) {
  const std::size_t next = first_at_least(ready.values, x);
  return next == 0 ? 0.0 : ready.shares[next - 1];
}

double partial_mean(const Discrete& /*shape*/, const PreparedShape& ready, double u) {
  double sum = 0.0;
  double before = 0.0;
  for (std::size_t i = 0; i < ready.values.size() && before < u; ++i) {
    sum += ready.values[i] * (std::min(ready.shares[i], u) - before);
    before = ready.shares[i];
  }
  return sum;
}

PreparedShape prepare(const Empirical& shape) {
  PreparedShape ready;
  ready.values = shape.values;
  std::ranges::sort(ready.values);
  return ready;
}

double quantile(const Empirical& /*shape*/, const PreparedShape& ready, double u) {
  const std::size_t last = ready.values.size() - 1;
  const double at = u * static_cast<double>(ready.values.size()) - 0.5;
  if (at <= 0.0) return ready.values.front();
  const std::size_t i = std::min(static_cast<std::size_t>(at), last);
  if (i == last) return ready.values.back();
  const double part = at - static_cast<double>(i);
  return ready.values[i] + part * (ready.values[i + 1] - ready.values[i]);
}

double cdf(const Empirical& /*shape*/, const PreparedShape& ready, double x) {
  return share_between(ready.values, first_above(ready.values, x), x);
}

double share_below(const Empirical& /*shape*/, const PreparedShape& ready, double x) {
  return share_between(ready.values, first_at_least(ready.values, x), x);
}

double partial_mean(const Empirical& shape, const PreparedShape& ready, double u) {
  const std::size_t count = ready.values.size();
  double before = std::min(u, middle(0, count));
  double sum = before * ready.values.front();

  // Trapezoids between the middles, then the constant end.
  for (std::size_t i = 1; i < count && before < u; ++i) {
    const double share = std::min(u, middle(i, count));
    const double mean_value =
        0.5 * (quantile(shape, ready, before) + quantile(shape, ready, share));
    sum += (share - before) * mean_value;
    before = share;
  }
  return sum + (u - before) * ready.values.back();
}

}  // namespace evpickup::study
