// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/distribution.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace study = evpickup::study;

namespace {

const double infinity = std::numeric_limits<double>::infinity();

std::vector<double> shares() {
  std::vector<double> result{1e-12, 1e-6, 1e-3, 0.01, 0.05};
  for (double u = 0.1; u < 0.95; u += 0.05) result.push_back(u);
  for (const double tail : {0.05, 0.01, 1e-3, 1e-6, 1e-12}) result.push_back(1.0 - tail);
  return result;
}

study::PreparedDistribution ready(const study::Shape& shape) {
  return study::prepared({.shape = shape});
}

study::PreparedDistribution ready(const study::Shape& shape, double lowest, double highest) {
  return study::prepared({shape, lowest, highest});
}

// Continuous shapes of all kinds.
std::vector<study::Shape> continuous() {
  return {study::Normal{3.0, 0.5},          study::LogNormal{2.0, 0.3},
          study::Triangular{1.0, 1.5, 4.0}, study::Triangular{1.0, 1.0, 4.0},
          study::Triangular{1.0, 4.0, 4.0}, study::Uniform{1.0, 3.0},
          study::Pert{1.0, 1.5, 4.0},       study::Pert{1.0, 4.0, 4.0, 2.0},
          study::Estimate{1.0, 1.5, 4.0},   study::Estimate{1.0, 1.0, 4.0},
          study::Estimate{1.0, 4.0, 4.0},   study::Estimate{1.0, 2.0, 3.0, 0.5}};
}

// The mean by the midpoint rule over the quantiles.
double mean_of_quantiles(const study::PreparedDistribution& distribution) {
  constexpr int count = 200000;
  double sum = 0.0;
  for (int i = 0; i < count; ++i) sum += study::quantile(distribution, (i + 0.5) / count);
  return sum / count;
}

std::string problem(const study::Shape& shape) {
  const auto found = study::problems({.shape = shape});
  return found.empty() ? "" : found.front();
}

}  // namespace

TEST_CASE("quantiles are those of Boost's distributions") {
  const boost::math::normal normal(3.0, 0.5);
  const boost::math::lognormal lognormal(std::log(2.0), 0.3);
  const boost::math::triangular triangular(1.0, 1.5, 4.0);
  for (const double u : shares()) {
    CAPTURE(u);
    const auto close = [u](const study::Shape& shape, double expected) {
      CHECK(std::abs(study::quantile(ready(shape), u) - expected) < 1e-13 * std::abs(expected));
    };
    close(study::Normal{3.0, 0.5}, quantile(normal, u));
    close(study::LogNormal{2.0, 0.3}, quantile(lognormal, u));
    close(study::Triangular{1.0, 1.5, 4.0}, quantile(triangular, u));
  }
}

TEST_CASE("the table of the PERT distribution is within 1e-8 of the beta distribution") {
  for (const double shape : {0.2, 1.0, 4.0, 20.0, 200.0}) {
    for (const double mode : {0.0, 0.01, 0.3, 0.5, 0.99, 1.0}) {
      CAPTURE(shape);
      CAPTURE(mode);
      const boost::math::beta_distribution<> beta(1.0 + shape * mode, 1.0 + shape * (1.0 - mode));
      const auto pert = ready(study::Pert{0.0, mode, 1.0, shape});
      double worst = 0.0;
      for (int i = 0; i < 997; ++i) {
        const double u = (i + 0.5) / 997.0;
        worst = std::max(worst, std::abs(study::quantile(pert, u) - quantile(beta, u)));
      }
      for (const double u : shares()) {
        worst = std::max(worst, std::abs(study::quantile(pert, u) - quantile(beta, u)));
      }
      CHECK(worst < 1e-8);
    }
  }
}

TEST_CASE("the share below a quantile is the share that it was asked for") {
  for (const auto& shape : continuous()) {
    CAPTURE(shape.index());
    const auto whole = ready(shape);
    const auto cut = ready(shape, 1.2, 3.1);
    double last = -infinity;
    for (const double u : shares()) {
      CAPTURE(u);
      const double x = study::quantile(whole, u);
      CHECK(x >= last);
      last = x;
      CHECK(std::abs(study::cdf(whole, x) - u) < 1e-7 * u + 1e-15);
      CHECK(std::abs(study::cdf(cut, study::quantile(cut, u)) - u) < 1e-8);
    }
  }
}

TEST_CASE("means are exact, truncated or not") {
  for (const auto& shape : continuous()) {
    CAPTURE(shape.index());
    for (const auto& distribution :
         {ready(shape), ready(shape, 1.2, 3.1), ready(shape, 2.0, 9.0)}) {
      CHECK(study::mean(distribution) ==
            doctest::Approx(mean_of_quantiles(distribution)).epsilon(3e-6));
    }
  }
  CHECK(study::mean(ready(study::Pert{1.0, 2.0, 9.0})) == doctest::Approx(3.0).epsilon(1e-12));
  CHECK(study::mean(ready(study::Triangular{1.0, 2.0, 9.0})) == doctest::Approx(4.0));
}

TEST_CASE("a truncated distribution stays inside its bounds, at both ends of the shares too") {
  auto shapes = continuous();
  shapes.emplace_back(study::Empirical{{0.5, 1.0, 1.5, 2.5, 3.5}});
  for (const auto& shape : shapes) {
    CAPTURE(shape.index());
    const auto distribution = ready(shape, 1.3, 2.7);
    CHECK(study::quantile(distribution, 0.0) == doctest::Approx(1.3).epsilon(1e-7));
    CHECK(study::quantile(distribution, 1.0) == doctest::Approx(2.7).epsilon(1e-7));
    CHECK(study::quantile(distribution, 0.0) >= 1.3);
    CHECK(study::quantile(distribution, 1.0) <= 2.7);
    CHECK(study::cdf(distribution, 1.29) == 0.0);
    CHECK(study::cdf(distribution, 2.7) == 1.0);
  }
}

TEST_CASE("an estimate peaks at its value and holds its coverage between low and high") {
  const std::vector<study::Estimate> estimates{{1.0, 1.5, 4.0},      {1.0, 2.5, 4.0},
                                               {1.0, 1.0, 4.0},      {1.0, 4.0, 4.0},
                                               {1.0, 1.000001, 4.0}, {1.0, 1.2, 1.3, 0.95}};
  for (const auto& estimate : estimates) {
    const auto distribution = ready(estimate);
    const double outside = 0.5 * (1.0 - estimate.coverage);
    CAPTURE(estimate.value);
    CHECK(study::cdf(distribution, estimate.low) == doctest::Approx(outside).epsilon(1e-9));
    CHECK(study::cdf(distribution, estimate.high) == doctest::Approx(1.0 - outside).epsilon(1e-9));

    // The density falls to both sides, and does not jump at the peak.
    const double step = 1e-4 * (estimate.high - estimate.low);
    const auto density = [&](double from) {
      return (study::cdf(distribution, from + step) - study::cdf(distribution, from)) / step;
    };
    CHECK(density(estimate.value) > density(estimate.value + 0.2 * (estimate.high - estimate.low)));
    CHECK(density(estimate.value - step) == doctest::Approx(density(estimate.value)).epsilon(0.01));
  }
}

TEST_CASE("a symmetric estimate is a normal distribution") {
  const auto estimate = ready(study::Estimate{8.0, 10.0, 12.0});
  const auto normal = ready(study::Normal{10.0, 2.0 / 1.2815515655446004});
  for (const double u : shares()) {
    CHECK(study::quantile(estimate, u) ==
          doctest::Approx(study::quantile(normal, u)).epsilon(1e-12));
  }
}

TEST_CASE("an estimate without a width is a constant, within a truncation too") {
  const auto constant = ready(study::Estimate{2.0, 2.0, 2.0}, 2.0, 2.0);
  for (const double u : {0.0, 0.3, 1.0}) CHECK(study::quantile(constant, u) == 2.0);
  CHECK(study::mean(constant) == 2.0);
}

TEST_CASE("discrete values come as often as their weights say, and never when cut off") {
  const study::Discrete shape{{5.0, 1.0, 3.0, 7.0}, {1.0, 2.0, 1.0, 0.0}};
  const auto whole = ready(shape);
  CHECK(study::quantile(whole, 0.0) == 1.0);
  CHECK(study::quantile(whole, 0.49) == 1.0);
  CHECK(study::quantile(whole, 0.51) == 3.0);
  CHECK(study::quantile(whole, 0.76) == 5.0);
  CHECK(study::quantile(whole, 1.0) == 5.0);
  CHECK(study::cdf(whole, 2.0) == 0.5);
  CHECK(study::cdf(whole, 3.0) == 0.75);
  CHECK(study::mean(whole) == doctest::Approx(2.5));

  const auto cut = ready(shape, 3.0, 5.0);
  CHECK(study::quantile(cut, 0.0) == 3.0);
  CHECK(study::quantile(cut, 0.49) == 3.0);
  CHECK(study::quantile(cut, 1.0) == 5.0);
  CHECK(study::mean(cut) == doctest::Approx(4.0));
  CHECK(study::quantile(ready(shape, 0.0, 3.5), 1.0) == 3.0);
}

TEST_CASE("an empirical distribution has its sample's percentiles") {
  const study::Empirical shape{{40.0, 10.0, 30.0, 20.0}};
  const auto whole = ready(shape);
  CHECK(study::quantile(whole, 0.0) == 10.0);
  CHECK(study::quantile(whole, 0.25) == 15.0);
  CHECK(study::quantile(whole, 0.5) == 25.0);
  CHECK(study::quantile(whole, 1.0) == 40.0);
  CHECK(study::cdf(whole, 9.0) == 0.0);
  CHECK(study::cdf(whole, 10.0) == 0.125);
  CHECK(study::cdf(whole, 25.0) == 0.5);
  CHECK(study::mean(whole) == doctest::Approx(25.0));
  const auto cut = ready(shape, 15.0, 100.0);
  CHECK(study::quantile(cut, 0.0) == 15.0);
  CHECK(study::mean(cut) == doctest::Approx(mean_of_quantiles(cut)).epsilon(1e-6));
  CHECK(study::mean(ready(study::Empirical{{3.0}})) == 3.0);
  CHECK(study::mean(ready(study::Empirical{{3.0, 3.0, 6.0}})) == doctest::Approx(4.0));
}

TEST_CASE("the log-normal distribution of a mean and a standard deviation has them") {
  const auto distribution = ready(study::log_normal_of_mean(5.0, 2.0));
  CHECK(study::mean(distribution) == doctest::Approx(5.0));
  double squares = 0.0;
  constexpr int count = 200000;
  for (int i = 0; i < count; ++i) {
    const double x = study::quantile(distribution, (i + 0.5) / count);
    squares += (x - 5.0) * (x - 5.0) / count;
  }
  CHECK(std::sqrt(squares) == doctest::Approx(2.0).epsilon(1e-3));
}

TEST_CASE("many shares at once give the same bits as one after another") {
  auto shapes = continuous();
  shapes.emplace_back(study::Discrete{{1.0, 2.0}, {}});
  shapes.emplace_back(study::Empirical{{1.0, 2.0, 3.0}});
  for (const auto& shape : shapes) {
    const auto distribution = ready(shape, 1.0, 3.5);
    auto values = shares();
    study::to_quantiles(distribution, values);
    for (std::size_t i = 0; i < values.size(); ++i) {
      CHECK(values[i] == study::quantile(distribution, shares()[i]));
    }
  }
}

TEST_CASE("impossible distributions are told with what was expected and what came") {
  CHECK(problem(study::Normal{0.0, 0.0}) == "expected a standard deviation above 0, got 0");
  CHECK(problem(study::Normal{infinity, 1.0}) == "expected a finite mean, got inf");
  CHECK(problem(study::LogNormal{-1.0, 1.0}) == "expected a median above 0, got -1");
  CHECK(problem(study::Uniform{2.0, 1.0}) ==
        "expected low below high, both finite, got low 2 and high 1");
  CHECK(problem(study::Triangular{0.0, 3.0, 1.0}) ==
        "expected mode from low to high, got low 0, mode 3 and high 1");
  CHECK(problem(study::Pert{0.0, 0.5, 1.0, 0.0}) == "expected a shape above 0, got 0");
  CHECK(problem(study::Discrete{{}, {}}) == "expected at least one value, got none");
  CHECK(problem(study::Discrete{{1.0}, {1.0, 2.0}}) ==
        "expected one weight for each value, got 1 values and 2 weights");
  CHECK(problem(study::Discrete{{1.0}, {0.0}}) ==
        "expected a weight above 0, got only weights of 0");
  CHECK(problem(study::Discrete{{1.0}, {-1.0}}) ==
        "expected weights of 0 or more, got one that is negative or not finite");
  CHECK(problem(study::Empirical{{1.0, infinity}}) ==
        "expected finite values only, got one that is infinite or not a number");
  CHECK(problem(study::Estimate{1.0, 0.5, 2.0}) ==
        "expected value from low to high, got low 1, value 0.5 and high 2");
  CHECK(problem(study::Estimate{1.0, 1.5, 2.0, 1.0}) ==
        "expected a coverage between 0 and 1, got 1");
  for (const auto& shape : continuous()) CHECK(problem(shape).empty());
}

TEST_CASE("a truncation that keeps nothing is told") {
  const auto found = study::problems({study::Uniform{0.0, 1.0}, 2.0, 3.0});
  REQUIRE(found.size() == 1);
  CHECK(found.front() ==
        "expected a truncation that keeps a part of the distribution, got 2 .. 3 with less than "
        "1e-09 of it");
  CHECK(study::problems({study::Uniform{0.0, 1.0}, 3.0, 2.0}).front() ==
        "expected a lowest value up to the highest, got 3 and 2");
  CHECK(study::problems({study::Discrete{{1.0, 3.0}, {}}, 1.5, 2.5}).size() == 1);
  CHECK_THROWS_AS((void)study::prepared({study::Uniform{0.0, 1.0}, 2.0, 3.0}), std::logic_error);
}
