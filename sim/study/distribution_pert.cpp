// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstddef>

#include "distribution_shapes.hpp"

namespace evpickup::study {
namespace {

// Without long doubles, which are not the same on all machines.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

// The inverse of a beta distribution is smooth, and straight at both ends, if value and share are
// taken as logits, log(x / (1 - x)). The table holds it between shares of 2^-53 and 1 - 2^-53.
constexpr double logit_end = 36.75;
constexpr std::size_t pieces = 735;
constexpr double step = 2.0 * logit_end / static_cast<double>(pieces);

double share_of_logit(double logit) { return 1.0 / (1.0 + std::exp(-logit)); }

}  // namespace

PreparedShape prepare(const Pert& shape) {
  PreparedShape ready;
  const double width = shape.high - shape.low;
  ready.alpha = 1.0 + shape.shape * ((shape.mode - shape.low) / width);
  ready.beta = 1.0 + shape.shape * ((shape.high - shape.mode) / width);
  const double log_beta = boost::math::lgamma(ready.alpha, Policy{}) +
                          boost::math::lgamma(ready.beta, Policy{}) -
                          boost::math::lgamma(ready.alpha + ready.beta, Policy{});

  for (std::size_t i = 0; i <= pieces; ++i) {
    const double logit = static_cast<double>(i) * step - logit_end;
    const double lower = share_of_logit(logit);
    const double upper = share_of_logit(-logit);

    // The smaller of the two shares keeps its digits, and so does the smaller of x and 1 - x.
    double complement = 0.0;
    const double x =
        lower < upper
            ? boost::math::ibeta_inv(ready.alpha, ready.beta, lower, &complement, Policy{})
            : boost::math::ibetac_inv(ready.alpha, ready.beta, upper, &complement, Policy{});
    const double log_x = std::log(x);
    const double log_complement = std::log(complement);
    ready.values.push_back(log_x - log_complement);
    ready.shares.push_back(lower * upper *
                           std::exp(log_beta - ready.alpha * log_x - ready.beta * log_complement));
  }
  return ready;
}

double quantile(const Pert& shape, const PreparedShape& ready, double u) {
  if (u <= 0.0) return shape.low;
  if (u >= 1.0) return shape.high;
  const double logit = std::log(u / (1.0 - u));
  const double at = std::clamp((logit + logit_end) / step, 0.0, static_cast<double>(pieces));
  const std::size_t i = std::min(static_cast<std::size_t>(at), pieces - 1);

  // Cubic Hermite piece.
  const double t = at - static_cast<double>(i);
  const double rise = ready.values[i + 1] - ready.values[i];
  const double first = step * ready.shares[i] - rise;
  const double last = rise - step * ready.shares[i + 1];
  const double value = ready.values[i] + t * (rise + (1.0 - t) * (first * (1.0 - t) + last * t));
  return shape.low + (shape.high - shape.low) * share_of_logit(value);
}

double cdf(const Pert& shape, const PreparedShape& ready, double x) {
  const double part = std::clamp((x - shape.low) / (shape.high - shape.low), 0.0, 1.0);
  return boost::math::ibeta(ready.alpha, ready.beta, part, Policy{});
}

double partial_mean(const Pert& shape, const PreparedShape& ready, double u) {
  const double width = shape.high - shape.low;
  const double part = std::clamp((quantile(shape, ready, u) - shape.low) / width, 0.0, 1.0);
  return shape.low * u + width * (ready.alpha / (ready.alpha + ready.beta)) *
                             boost::math::ibeta(ready.alpha + 1.0, ready.beta, part, Policy{});
}

}  // namespace evpickup::study
