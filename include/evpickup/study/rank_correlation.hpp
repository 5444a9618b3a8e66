// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace evpickup::study {

/// Spearman's rank correlation of two inputs, by their numbers; -1 < rho < 1.
struct RankCorrelation {
  std::size_t first = 0;
  std::size_t second = 0;
  double rho = 0.0;
};

/// A Gaussian copula over the inputs that have correlations; the others stay independent.
struct GaussianCopula {
  std::vector<std::size_t> inputs;  ///< numbers of the correlated inputs, rising
  Eigen::MatrixXd factor;           ///< lower Cholesky factor of their normal scores' correlation
};

/// The copula of which the inputs' ranks correlate as asked: between normal scores the correlation
/// is 2 sin(pi rho / 6) (K. Pearson, "On Further Methods of Determining Correlation", 1907); pairs
/// that are not named have 0. Throws base::InputError, naming inputs by `names`, for a rho outside
/// (-1, 1), an input with itself, an unknown number, a pair given twice, and correlations that
/// contradict one another; of these it names the pair that does most to make the matrix's least
/// eigenvalue negative.
[[nodiscard]] GaussianCopula gaussian_copula(std::span<const RankCorrelation> correlations,
                                             std::span<const std::string> names);

/// Correlates one draw in place: `uniforms` holds a number in (0, 1) for each input, independent
/// before, and uniform in (0, 1) each by itself after. The first correlated input keeps its value
/// but for rounding.
void correlate(const GaussianCopula& copula, std::span<double> uniforms);

/// The same for each row of a block of draws x inputs, with the same bits.
void correlate(const GaussianCopula& copula, Eigen::Ref<Eigen::ArrayXXd> uniforms);

}  // namespace evpickup::study
