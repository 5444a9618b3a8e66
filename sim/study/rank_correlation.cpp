// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/rank_correlation.hpp"

#include <fmt/format.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/normal.hpp"

namespace evpickup::study {
namespace {

// Below this a pivot is rounding, and the matrix as good as singular.
constexpr double least_pivot = 1e-10;

std::string pair_name(const RankCorrelation& pair, std::span<const std::string> names) {
  return fmt::format("\"{}\" and \"{}\"", names[pair.first], names[pair.second]);
}

void check_pair(const RankCorrelation& pair, std::span<const std::string> names) {
  if (pair.first >= names.size() || pair.second >= names.size()) {
    throw base::InputError(fmt::format("expected correlations between {} inputs, got numbers {} "
                                       "and {}",
                                       names.size(), pair.first, pair.second));
  }
  if (pair.first == pair.second) {
    throw base::InputError(fmt::format(
        "expected a correlation between two inputs, got \"{}\" with itself", names[pair.first]));
  }
  const bool inside = pair.rho > -1.0 && pair.rho < 1.0;
  if (!inside) {
    throw base::InputError(
        fmt::format("expected a rank correlation between -1 and 1, got {} for {}", pair.rho,
                    pair_name(pair, names)),
        "inputs that move as one are better given as one input");
  }
}

void check_twice(std::span<const RankCorrelation> correlations,
                 std::span<const std::string> names) {
  for (std::size_t i = 0; i < correlations.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (std::minmax(correlations[i].first, correlations[i].second) ==
          std::minmax(correlations[j].first, correlations[j].second)) {
        throw base::InputError(fmt::format("expected one rank correlation for {}, got two",
                                           pair_name(correlations[i], names)));
      }
    }
  }
}

std::vector<std::size_t> correlated_inputs(std::span<const RankCorrelation> correlations) {
  std::vector<std::size_t> inputs;
  for (const auto& pair : correlations) {
    inputs.push_back(pair.first);
    inputs.push_back(pair.second);
  }
  std::ranges::sort(inputs);
  const auto repeated = std::ranges::unique(inputs);
  inputs.erase(repeated.begin(), repeated.end());
  return inputs;
}

Eigen::Index place(const std::vector<std::size_t>& inputs, std::size_t input) {
  return std::ranges::lower_bound(inputs, input) - inputs.begin();
}

// The least eigenvalue is the sum over pairs of 2 v_i v_j r_ij, and 1: the most negative is blamed.
[[noreturn]] void refuse(std::span<const RankCorrelation> correlations,
                         const std::vector<std::size_t>& inputs, const Eigen::MatrixXd& matrix,
                         std::span<const std::string> names) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  const Eigen::VectorXd direction = solver.eigenvectors().col(0);
  const RankCorrelation* worst = &correlations.front();
  double least = std::numeric_limits<double>::infinity();
  for (const auto& pair : correlations) {
    const Eigen::Index i = place(inputs, pair.first);
    const Eigen::Index j = place(inputs, pair.second);
    const double part = direction(i) * direction(j) * matrix(i, j);
    if (part < least) {
      least = part;
      worst = &pair;
    }
  }
  throw base::InputError(
      fmt::format("expected rank correlations that agree with one another (a positive definite "
                  "matrix), got {} for {}, which the other correlations of these inputs contradict",
                  worst->rho, pair_name(*worst, names)),
      "bring this correlation nearer to 0, or to what the others imply");
}

// Cholesky's factor in plain loops: Eigen's own depends in its last bits on the processor. False
// unless the matrix is positive definite.
bool factorise(const Eigen::MatrixXd& matrix, Eigen::MatrixXd& factor) {
  factor.setZero(matrix.rows(), matrix.cols());
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    for (Eigen::Index j = 0; j <= i; ++j) {
      double sum = matrix(i, j);
      for (Eigen::Index k = 0; k < j; ++k) sum -= factor(i, k) * factor(j, k);
      if (i == j && !(sum > least_pivot)) return false;
      factor(i, j) = i == j ? std::sqrt(sum) : sum / factor(j, j);
    }
  }
  return true;
}

// Correlates the draw whose input i is at values[i * stride].
void correlate_strided(const GaussianCopula& copula, double* values, std::size_t stride,
                       std::vector<double>& scores) {
  const std::size_t count = copula.inputs.size();
  for (std::size_t i = 0; i < count; ++i) {
    scores[i] = base::normal_quantile(values[copula.inputs[i] * stride]);
  }
  for (std::size_t i = 0; i < count; ++i) {
    double sum = 0.0;
    for (std::size_t k = 0; k <= i; ++k) {
      sum += copula.factor(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) * scores[k];
    }
    // A far tail must not round to 1.
    constexpr double below_one = 1.0 - 0x1p-53;
    values[copula.inputs[i] * stride] = std::min(base::normal_cdf(sum), below_one);
  }
}

}  // namespace

GaussianCopula gaussian_copula(std::span<const RankCorrelation> correlations,
                               std::span<const std::string> names) {
  for (const auto& pair : correlations) check_pair(pair, names);
  check_twice(correlations, names);

  GaussianCopula copula{correlated_inputs(correlations), {}};
  const auto size = static_cast<Eigen::Index>(copula.inputs.size());
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(size, size);
  for (const auto& pair : correlations) {
    const Eigen::Index i = place(copula.inputs, pair.first);
    const Eigen::Index j = place(copula.inputs, pair.second);
    matrix(i, j) = 2.0 * std::sin(std::numbers::pi / 6.0 * pair.rho);
    matrix(j, i) = matrix(i, j);
  }
  if (!factorise(matrix, copula.factor)) refuse(correlations, copula.inputs, matrix, names);
  return copula;
}

void correlate(const GaussianCopula& copula, std::span<double> uniforms) {
  std::vector<double> scores(copula.inputs.size());
  correlate_strided(copula, uniforms.data(), 1, scores);
}

void correlate(const GaussianCopula& copula, Eigen::Ref<Eigen::ArrayXXd> uniforms) {
  std::vector<double> scores(copula.inputs.size());
  const auto stride = static_cast<std::size_t>(uniforms.outerStride());
  for (Eigen::Index draw = 0; draw < uniforms.rows(); ++draw) {
    correlate_strided(copula, uniforms.data() + draw, stride, scores);
  }
}

}  // namespace evpickup::study
