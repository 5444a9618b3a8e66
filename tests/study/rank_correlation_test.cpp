// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/rank_correlation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/random.hpp"

namespace base = evpickup::base;
namespace study = evpickup::study;

namespace {

const std::vector<std::string> names{"mass", "drag", "price", "life"};

Eigen::ArrayXXd independent(Eigen::Index draws) {
  Eigen::ArrayXXd block(draws, static_cast<Eigen::Index>(names.size()));
  for (Eigen::Index i = 0; i < block.cols(); ++i) {
    base::fill_uniform(11, 0, base::key_of_name(names[static_cast<std::size_t>(i)]),
                       {block.col(i).data(), static_cast<std::size_t>(draws)});
  }
  return block;
}

Eigen::ArrayXd ranks(const Eigen::ArrayXd& values) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(values.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::sort(order, {}, [&](Eigen::Index i) { return values(i); });
  Eigen::ArrayXd result(values.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    result(order[rank]) = static_cast<double>(rank);
  }
  return result;
}

double spearman(const Eigen::ArrayXXd& block, Eigen::Index a, Eigen::Index b) {
  const Eigen::ArrayXd x = ranks(block.col(a)) - 0.5 * static_cast<double>(block.rows() - 1);
  const Eigen::ArrayXd y = ranks(block.col(b)) - 0.5 * static_cast<double>(block.rows() - 1);
  return (x * y).sum() / std::sqrt(x.square().sum() * y.square().sum());
}

std::string error(const std::vector<study::RankCorrelation>& correlations) {
  try {
    (void)study::gaussian_copula(correlations, names);
  } catch (const base::InputError& failure) {
    return failure.diagnostics().front().message;
  }
  return "";
}

}  // namespace

TEST_CASE("draws have the rank correlations that were asked for, and keep their distributions") {
  constexpr Eigen::Index draws = 40000;
  const std::vector<study::RankCorrelation> wanted{{0, 1, 0.7}, {3, 0, -0.4}, {1, 3, 0.1}};
  auto block = independent(draws);
  const Eigen::ArrayXXd before = block;
  study::correlate(study::gaussian_copula(wanted, names), block);

  // About three standard errors.
  constexpr double error = 0.015;
  CHECK(std::abs(spearman(block, 0, 1) - 0.7) < error);
  CHECK(std::abs(spearman(block, 0, 3) + 0.4) < error);
  CHECK(std::abs(spearman(block, 1, 3) - 0.1) < error);
  CHECK(std::abs(spearman(block, 1, 2)) < error);

  for (Eigen::Index i = 0; i < block.cols(); ++i) {
    CHECK(block.col(i).mean() == doctest::Approx(0.5).epsilon(0.01));
    CHECK((block.col(i) < 0.1).cast<double>().mean() == doctest::Approx(0.1).epsilon(0.05));
    CHECK((block.col(i) > 0.0).all());
    CHECK((block.col(i) < 1.0).all());
  }

  // An input without correlations keeps its bits, the first one its values.
  CHECK((block.col(2) == before.col(2)).all());
  CHECK((block.col(0) - before.col(0)).abs().maxCoeff() < 1e-14);
}

TEST_CASE("a single draw is correlated to the same bits as a row of a block") {
  const std::vector<study::RankCorrelation> wanted{{0, 1, 0.7}, {1, 3, -0.5}};
  const auto copula = study::gaussian_copula(wanted, names);
  auto block = independent(50);
  const Eigen::ArrayXXd before = block;
  study::correlate(copula, block.middleRows(10, 40));
  CHECK((block.topRows(10) == before.topRows(10)).all());
  for (Eigen::Index draw = 10; draw < 50; ++draw) {
    std::array<double, 4> one{};
    for (Eigen::Index i = 0; i < 4; ++i) one[static_cast<std::size_t>(i)] = before(draw, i);
    study::correlate(copula, one);
    for (Eigen::Index i = 0; i < 4; ++i) CHECK(one[static_cast<std::size_t>(i)] == block(draw, i));
  }
}

TEST_CASE("strong correlations and far tails stay inside the open interval") {
  const std::vector<study::RankCorrelation> wanted{{0, 1, 0.999}, {0, 2, 0.999}, {1, 2, 0.999}};
  const auto copula = study::gaussian_copula(wanted, names);
  std::array<double, 4> high{1.0 - 0x1p-53, 1.0 - 0x1p-53, 1.0 - 0x1p-53, 0.5};
  study::correlate(copula, high);
  for (const double u : high) CHECK(u < 1.0);
  std::array<double, 4> low{0x1p-53, 0x1p-53, 0x1p-53, 0.5};
  study::correlate(copula, low);
  for (const double u : low) CHECK(u > 0.0);
}

TEST_CASE("without correlations nothing changes") {
  const auto copula = study::gaussian_copula({}, names);
  std::array<double, 4> draw{0.1, 0.2, 0.3, 0.4};
  study::correlate(copula, draw);
  CHECK(draw == std::array<double, 4>{0.1, 0.2, 0.3, 0.4});
}

TEST_CASE("correlations that contradict one another are refused with the pair that does most") {
  CHECK(error({{0, 1, 0.6}, {1, 2, 0.6}, {0, 2, -0.9}, {0, 3, 0.1}}) ==
        "expected rank correlations that agree with one another (a positive definite matrix), got "
        "-0.9 for \"mass\" and \"price\", which the other correlations of these inputs contradict");
  CHECK(error({{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, 0.7}}).empty());
  CHECK(error({{0, 1, 0.999}, {1, 2, 0.999}, {0, 2, 0.99}}).find("positive definite") !=
        std::string::npos);
}

TEST_CASE("impossible pairs are refused by name") {
  CHECK(error({{0, 1, 1.0}}) ==
        "expected a rank correlation between -1 and 1, got 1 for \"mass\" and \"drag\"");
  CHECK(error({{2, 2, 0.5}}) ==
        "expected a correlation between two inputs, got \"price\" with itself");
  CHECK(error({{0, 1, 0.5}, {1, 0, 0.4}}) ==
        "expected one rank correlation for \"drag\" and \"mass\", got two");
  CHECK(error({{0, 4, 0.5}}) == "expected correlations between 4 inputs, got numbers 0 and 4");
}
