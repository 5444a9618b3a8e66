// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/statistics.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "evpickup/base/normal.hpp"
#include "evpickup/base/random.hpp"

namespace base = evpickup::base;

namespace {

using Numbers = std::vector<double>;

Numbers normal_draws(std::uint64_t seed, std::size_t count) {
  Numbers values(count);
  base::fill_uniform(seed, 0, 1, values);
  for (double& value : values) value = base::normal_quantile(value);
  return values;
}

}  // namespace

TEST_CASE("equal weights count fully, one heavy weight counts as one") {
  CHECK(base::effective_sample_size(Numbers{2.0, 2.0, 2.0, 2.0}) == 4.0);
  CHECK(base::effective_sample_size(Numbers{1.0, 0.0, 0.0}) == 1.0);
  CHECK(base::effective_sample_size(Numbers{3.0, 1.0}) == doctest::Approx(1.6));
  CHECK(base::effective_sample_size(Numbers{0.0, 0.0}) == 0.0);
  CHECK(base::effective_sample_size(7, {}) == 7.0);
}

TEST_CASE("whole weights act as repeated values in the mean") {
  const Numbers repeated{1.0, 4.0, 4.0, 4.0};
  CHECK(base::weighted_mean(Numbers{1.0, 4.0}, Numbers{1.0, 3.0}) == 3.25);
  CHECK(base::weighted_mean(repeated, {}) == 3.25);
  CHECK(base::weighted_standard_deviation(repeated, {}) == doctest::Approx(1.5));
  CHECK(base::standard_error_of_mean(repeated, {}) == doctest::Approx(0.75));
}

TEST_CASE("the scale of the weights and values without weight do not matter") {
  const Numbers values{1.0, 2.0, 5.0, 1e9};
  const Numbers weights{1.0, 2.0, 0.5, 0.0};
  const Numbers larger{8.0, 16.0, 4.0, 0.0};
  CHECK(base::weighted_mean(values, weights) == base::weighted_mean(values, larger));
  CHECK(base::weighted_standard_deviation(values, weights) ==
        doctest::Approx(
            base::weighted_standard_deviation(Numbers{1.0, 2.0, 5.0}, Numbers{8.0, 16.0, 4.0})));
  const auto sample = base::sorted_sample(values, weights);
  CHECK(sample.values == Numbers{1.0, 2.0, 5.0});
  CHECK(base::percentile(sample, 1.0) == 5.0);
}

TEST_CASE("percentiles are linear between the middles of the sorted values") {
  const auto sample = base::sorted_sample(Numbers{40.0, 10.0, 30.0, 20.0}, {});
  CHECK(base::percentile(sample, 0.0) == 10.0);
  CHECK(base::percentile(sample, 0.125) == 10.0);
  CHECK(base::percentile(sample, 0.25) == 15.0);
  CHECK(base::percentile(sample, 0.5) == 25.0);
  CHECK(base::percentile(sample, 0.875) == 40.0);
  CHECK(base::percentile(sample, 1.0) == 40.0);
}

TEST_CASE("a percentile moves towards the heavier value") {
  const auto sample = base::sorted_sample(Numbers{20.0, 10.0}, Numbers{3.0, 1.0});
  // Middles at 1/8 and 5/8.
  CHECK(base::percentile(sample, 0.125) == 10.0);
  CHECK(base::percentile(sample, 0.375) == 15.0);
  CHECK(base::percentile(sample, 0.7) == 20.0);
}

TEST_CASE("weights of an importance sample give the percentiles of its target") {
  // Uniform draws with the weight u are draws of the density 2 u: the median is sqrt(1/2).
  Numbers values(20000);
  base::fill_uniform(3, 0, 9, values);
  const auto sample = base::sorted_sample(values, values);
  const double error = base::standard_error_of_percentile(sample, 0.5);
  CHECK(std::abs(base::percentile(sample, 0.5) - std::sqrt(0.5)) < 3.0 * error);
  // n effective = 3/4 n; the density at the median is sqrt 2.
  CHECK(error == doctest::Approx(0.5 / std::sqrt(15000.0) / std::sqrt(2.0)).epsilon(0.1));
}

TEST_CASE("the standard error of a percentile is the spread of repeated studies") {
  constexpr std::size_t studies = 400;
  constexpr std::size_t count = 400;
  for (const double share : {0.1, 0.5, 0.9}) {
    Numbers found;
    double errors = 0.0;
    for (std::size_t study = 0; study < studies; ++study) {
      const auto sample = base::sorted_sample(normal_draws(study, count), {});
      found.push_back(base::percentile(sample, share));
      errors += base::standard_error_of_percentile(sample, share) / studies;
    }
    CAPTURE(share);
    CHECK(errors == doctest::Approx(base::weighted_standard_deviation(found, {})).epsilon(0.12));
  }
}

TEST_CASE("a histogram holds each draw once, with the upper edge in its last bin") {
  const Numbers values{-1.0, 0.0, 0.5, 1.0, 1.99, 2.0, 2.01, 3.0};
  const auto plain = base::histogram(values, {}, 0.0, 2.0, 2);
  CHECK(plain.weights == Numbers{2.0, 3.0});
  CHECK(plain.below == 1.0);
  CHECK(plain.above == 2.0);
  const Numbers weights{1.0, 0.5, 0.5, 2.0, 2.0, 2.0, 4.0, 0.0};
  const auto weighted = base::histogram(values, weights, 0.0, 2.0, 2);
  CHECK(weighted.weights == Numbers{1.0, 6.0});
  CHECK(weighted.above == 4.0);
}

TEST_CASE("the probability of a lower value goes by weight, and a tie counts half") {
  const Numbers a{1.0, 2.0, 3.0, 4.0};
  const Numbers b{2.0, 1.0, 3.0, 5.0};
  CHECK(base::probability_less(a, b, {}) == 0.625);
  CHECK(base::probability_less(a, b, Numbers{1.0, 0.0, 0.0, 1.0}) == 1.0);
  CHECK(base::probability_less(a, b, Numbers{1.0, 7.0, 0.0, 0.0}) == 0.125);
}

TEST_CASE("the standard error of a probability is the binomial one, and never nothing") {
  CHECK(base::standard_error_of_probability(0.3, 1e6) ==
        doctest::Approx(std::sqrt(0.21e-6)).epsilon(1e-4));
  CHECK(base::standard_error_of_probability(0.0, 100.0) == doctest::Approx(0.5 / 101.0));
  CHECK(base::standard_error_of_probability(1.0, 100.0) == doctest::Approx(0.5 / 101.0));
}

TEST_CASE("nothing has no statistics, and misuse is a fault of the program") {
  CHECK(std::isnan(base::weighted_mean({}, {})));
  CHECK(std::isnan(base::weighted_mean(Numbers{1.0}, Numbers{0.0})));
  CHECK(std::isnan(base::weighted_standard_deviation(Numbers{1.0}, {})));
  CHECK(std::isnan(base::percentile(base::sorted_sample({}, {}), 0.5)));
  CHECK(std::isnan(base::standard_error_of_probability(0.5, 0.0)));
  const double not_a_number = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS((void)base::weighted_mean(Numbers{not_a_number}, {}), std::logic_error);
  CHECK_THROWS_AS((void)base::weighted_mean(Numbers{1.0}, Numbers{-1.0}), std::logic_error);
  CHECK_THROWS_AS((void)base::weighted_mean(Numbers{1.0}, Numbers{1.0, 1.0}), std::logic_error);
  CHECK_THROWS_AS((void)base::histogram(Numbers{1.0}, {}, 1.0, 1.0, 3), std::logic_error);
  CHECK_THROWS_AS((void)base::probability_less(Numbers{1.0}, Numbers{}, {}), std::logic_error);
}
