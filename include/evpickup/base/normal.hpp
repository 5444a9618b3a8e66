// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace evpickup::base {

/// Share of the standard normal distribution below z, accurate in both tails: erfc(-z / sqrt 2)
/// / 2.
[[nodiscard]] double normal_cdf(double z);

/// Density of the standard normal distribution at z.
[[nodiscard]] double normal_density(double z);

/// The z below which the share u of the standard normal distribution lies: the rational
/// approximation PPND16 of M. J. Wichura, "Algorithm AS 241", Applied Statistics 37 (1988),
/// 477-484, with a relative error near 1e-16. -infinity at 0, infinity at 1, NaN outside [0, 1].
[[nodiscard]] double normal_quantile(double u);

}  // namespace evpickup::base
