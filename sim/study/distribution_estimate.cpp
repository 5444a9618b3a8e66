// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "distribution_shapes.hpp"
#include "evpickup/base/normal.hpp"

namespace evpickup::study {
namespace {

// Standard deviation of a piece that holds the share `piece`, of which `outside` lies farther from
// the peak than `distance`.
double piece_deviation(double distance, double piece, double outside) {
  return distance / -base::normal_quantile(0.5 * outside / piece);
}

}  // namespace

// The density is continuous at the peak if the pieces' shares are as their deviations. The lower
// piece's deviation falls with its share and the upper one's rises: one solution, by bisection.
PreparedShape prepare(const Estimate& shape) {
  PreparedShape ready;
  ready.below = 0.5;
  if (shape.low == shape.high) return ready;

  const double outside = 0.5 * (1.0 - shape.coverage);
  const double below_value = shape.value - shape.low;
  const double above_value = shape.high - shape.value;
  if (below_value == 0.0) {
    ready.below = outside;
    ready.high_deviation = piece_deviation(above_value, 1.0 - outside, outside);
    ready.low_deviation = ready.high_deviation * outside / (1.0 - outside);
    return ready;
  }
  if (above_value == 0.0) {
    ready.below = 1.0 - outside;
    ready.low_deviation = piece_deviation(below_value, 1.0 - outside, outside);
    ready.high_deviation = ready.low_deviation * outside / (1.0 - outside);
    return ready;
  }

  double least = outside;
  double most = 1.0 - outside;
  while (true) {
    const double share = 0.5 * (least + most);
    ready.below = share;
    ready.low_deviation = piece_deviation(below_value, share, outside);
    ready.high_deviation = piece_deviation(above_value, 1.0 - share, outside);
    if (share <= least || share >= most) return ready;
    if ((1.0 - share) * ready.low_deviation > share * ready.high_deviation) {
      least = share;
    } else {
      most = share;
    }
  }
}

double quantile(const Estimate& shape, const PreparedShape& ready, double u) {
  if (ready.low_deviation == 0.0) return shape.value;
  if (u < ready.below) {
    return shape.value + ready.low_deviation * base::normal_quantile(0.5 * u / ready.below);
  }
  const double above = 1.0 - ready.below;
  return shape.value - ready.high_deviation * base::normal_quantile(0.5 * (1.0 - u) / above);
}

double cdf(const Estimate& shape, const PreparedShape& ready, double x) {
  if (ready.low_deviation == 0.0) return x < shape.value ? 0.0 : 1.0;
  if (x < shape.value) {
    return 2.0 * ready.below * base::normal_cdf((x - shape.value) / ready.low_deviation);
  }
  const double above = 1.0 - ready.below;
  return 1.0 - 2.0 * above * base::normal_cdf((shape.value - x) / ready.high_deviation);
}

double share_below(const Estimate& shape, const PreparedShape& ready, double x) {
  if (ready.low_deviation == 0.0) return x <= shape.value ? 0.0 : 1.0;
  return cdf(shape, ready, x);
}

double partial_mean(const Estimate& shape, const PreparedShape& ready, double u) {
  if (ready.low_deviation == 0.0) return shape.value * u;
  const auto lower_piece = [&ready](double share) {
    const double z = base::normal_quantile(0.5 * share / ready.below);
    return -2.0 * ready.below * ready.low_deviation * base::normal_density(z);
  };
  if (u < ready.below) return shape.value * u + lower_piece(u);

  const double above = 1.0 - ready.below;
  const double z = base::normal_quantile(0.5 * (1.0 - u) / above);
  const double upper_piece =
      2.0 * above * ready.high_deviation * (base::normal_density(0.0) - base::normal_density(z));
  return shape.value * u + lower_piece(ready.below) + upper_piece;
}

}  // namespace evpickup::study
