// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/response_surface.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "evpickup/base/low_discrepancy.hpp"

using namespace evpickup;
using Eigen::ArrayXXd;
using Eigen::Index;

namespace {

/// Points between -1 and 1.
ArrayXXd points(Index count, Index inputs, std::uint64_t seed) {
  const auto sequence = base::scrambled_sobol_sequence(static_cast<std::size_t>(inputs), seed);
  ArrayXXd result(count, inputs);
  for (Index input = 0; input < inputs; ++input)
    base::fill_sobol(sequence, 0, static_cast<std::size_t>(input),
                     {result.col(input).data(), static_cast<std::size_t>(count)});
  return 2.0 * result - 1.0;
}

template <class Model>
ArrayXXd outcomes_of(const ArrayXXd& at, const Model& model) {
  ArrayXXd result(at.rows(), 1);
  for (Index point = 0; point < at.rows(); ++point) result(point, 0) = model(at.row(point));
  return result;
}

template <class Model>
double worst_error(Index inputs, const Model& model) {
  const auto known = points(study::ResponseSurface::points_needed(inputs), inputs, 1);
  const study::ResponseSurface surface(known, outcomes_of(known, model), {0});
  const auto others = points(500, inputs, 2);
  return (surface.at(others) - outcomes_of(others, model)).abs().maxCoeff();
}

}  // namespace

TEST_CASE("a polynomial within the terms is met to rounding") {
  const auto model = [](const auto& x) {
    return 3.0 + x(0) - 2.0 * x(1) * x(2) + x(3) * x(3) * x(0) + x(4) * x(4) * x(4);
  };
  CHECK(worst_error(6, model) < 1e-9);
}

TEST_CASE("a smooth function of few strong inputs is met closely") {
  const auto model = [](const auto& x) {
    return std::exp(0.5 * x(0) - 0.3 * x(1)) / (2.0 + 0.5 * x(2)) + 0.01 * x(5);
  };
  CHECK(worst_error(8, model) < 1e-4);
}

TEST_CASE("without inputs a surface is its mean") {
  const ArrayXXd none(study::ResponseSurface::points_needed(0), 0);
  const study::ResponseSurface surface(none, ArrayXXd::Constant(none.rows(), 2, 7.0), {0, 1});
  CHECK(surface.at(ArrayXXd(3, 0)).isApprox(ArrayXXd::Constant(3, 2, 7.0)));
}

TEST_CASE("inputs are as strong as they move the leading outcomes") {
  const auto known = points(study::ResponseSurface::points_needed(3), 3, 1);
  ArrayXXd outcomes(known.rows(), 2);
  outcomes.col(0) = 4.0 * known.col(0) + 3.0 * known.col(1);
  outcomes.col(1) = known.col(2);
  const auto strengths = study::ResponseSurface(known, outcomes, {0}).strengths();
  CHECK(strengths(0) == doctest::Approx(0.8).epsilon(0.02));
  CHECK(strengths(1) == doctest::Approx(0.6).epsilon(0.02));
  CHECK(strengths(2) < 0.02);
}

TEST_CASE("a point's neighbours change no bit of its outcomes") {
  const auto known = points(study::ResponseSurface::points_needed(4), 4, 1);
  const auto model = [](const auto& x) { return std::exp(x(0) + 0.5 * x(1) * x(3)) - x(2); };
  const study::ResponseSurface surface(known, outcomes_of(known, model), {0});
  const auto others = points(300, 4, 2);
  const ArrayXXd all = surface.at(others);
  for (const Index first : {Index{0}, Index{7}, Index{255}, Index{299}})
    CHECK(surface.at(others.middleRows(first, 1))(0, 0) == all(first, 0));
}

TEST_CASE("too few points for a surface are a fault") {
  const auto few = points(study::ResponseSurface::points_needed(3) - 1, 3, 1);
  CHECK_THROWS_AS(study::ResponseSurface(few, few, {0}), std::logic_error);
}
