// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/normal.hpp"

#include <doctest/doctest.h>

#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

namespace base = evpickup::base;

TEST_CASE("the normal quantile agrees with Boost's to rounding, in the middle and in the tails") {
  const boost::math::normal normal;
  for (double u = 0x1p-60; u < 0.5; u *= 1.37) {
    CAPTURE(u);
    const double z = boost::math::quantile(normal, u);
    CHECK(base::normal_quantile(u) == doctest::Approx(z).epsilon(2e-15));
    // The mirrored share is exact only where 1 - u is.
    const double mirrored = 1.0 - u;
    if (mirrored < 1.0) {
      CHECK(base::normal_quantile(mirrored) == -base::normal_quantile(1.0 - mirrored));
    }
  }
  CHECK(base::normal_quantile(0.5) == 0.0);
}

TEST_CASE("the normal distribution and its quantile undo one another") {
  for (double z = -8.0; z < 5.0; z += 0.05) {
    CAPTURE(z);
    // Above the middle the share itself is rounded.
    const double error = 1e-16 / base::normal_density(z) + 1e-14;
    CHECK(std::abs(base::normal_quantile(base::normal_cdf(z)) - z) < error);
  }
  CHECK(base::normal_cdf(0.0) == 0.5);
  CHECK(base::normal_cdf(1.959963984540054) == doctest::Approx(0.975).epsilon(1e-15));
  CHECK(base::normal_density(0.0) == doctest::Approx(0.3989422804014327).epsilon(1e-15));
}

TEST_CASE("the normal quantile is infinite at the ends and not a number outside") {
  CHECK(base::normal_quantile(0.0) == -std::numeric_limits<double>::infinity());
  CHECK(base::normal_quantile(1.0) == std::numeric_limits<double>::infinity());
  CHECK(std::isnan(base::normal_quantile(-0.1)));
  CHECK(std::isnan(base::normal_quantile(1.1)));
  CHECK(std::isnan(base::normal_quantile(std::numeric_limits<double>::quiet_NaN())));
}
