// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/optimiser.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace study = evpickup::study;

namespace {

using Points = Eigen::ArrayXXd;

study::Box box(Eigen::Index variables, double low, double high) {
  return {Eigen::ArrayXd::Constant(variables, low), Eigen::ArrayXd::Constant(variables, high)};
}

void rosenbrock(const Points& points, Points& outputs) {
  outputs.col(0).setZero();
  for (Eigen::Index i = 0; i + 1 < points.cols(); ++i) {
    outputs.col(0) += 100.0 * (points.col(i + 1) - points.col(i).square()).square() +
                      (1.0 - points.col(i)).square();
  }
}

// Rosenbrock in the disk of radius sqrt 2 around (0, 0), which touches its minimum at (1, 1), and
// cut by x + y <= 1: the optimum moves to the line.
void rosenbrock_below_line(const Points& points, Points& outputs) {
  rosenbrock(points, outputs);
  outputs.col(1) = points.col(0).square() + points.col(1).square() - 2.0;
  outputs.col(2) = points.col(0) + points.col(1) - 1.0;
}

// Tension spring of J. S. Arora, "Introduction to Optimum Design" (1989): wire, coil, coils.
void spring(const Points& points, Points& outputs) {
  const auto d = points.col(0);
  const auto coil = points.col(1);
  const auto n = points.col(2);
  outputs.col(0) = (n + 2.0) * coil * d.square();
  outputs.col(1) = 1.0 - coil.cube() * n / (71785.0 * d.pow(4));
  outputs.col(2) = (4.0 * coil.square() - d * coil) / (12566.0 * (coil * d.cube() - d.pow(4))) +
                   1.0 / (5108.0 * d.square()) - 1.0;
  outputs.col(3) = 1.0 - 140.45 * d / (coil.square() * n);
  outputs.col(4) = (d + coil) / 1.5 - 1.0;
}

}  // namespace

TEST_CASE("the minimum of Rosenbrock's function is found in two and in eight dimensions") {
  for (const Eigen::Index variables : {2, 8}) {
    CAPTURE(variables);
    const auto best =
        study::minimise(box(variables, -5.0, 5.0), 0, rosenbrock, {.evaluations = 60000});
    CHECK(best.feasible);
    CHECK(best.converged);
    CHECK(best.objective < 1e-12);
    CHECK((best.point - 1.0).abs().maxCoeff() < 1e-6);
  }
}

TEST_CASE("constraints move the minimum of Rosenbrock's function onto their edge") {
  const auto best = study::minimise(box(2, -1.5, 1.5), 2, rosenbrock_below_line, {});
  CHECK(best.feasible);
  CHECK(best.converged);
  // On y = 1 - x: the root of the derivative of 100 (1 - x - x^2)^2 + (1 - x)^2 near 0.618.
  double x = 0.618;
  for (int i = 0; i < 50; ++i) {
    const double slope = 200.0 * (1.0 - x - x * x) * (-1.0 - 2.0 * x) - 2.0 * (1.0 - x);
    const double curvature =
        200.0 * (1.0 + 2.0 * x) * (1.0 + 2.0 * x) - 400.0 * (1.0 - x - x * x) + 2.0;
    x -= slope / curvature;
  }
  CHECK(best.point(0) == doctest::Approx(x).epsilon(1e-5));
  CHECK(best.point(1) == doctest::Approx(1.0 - x).epsilon(1e-5));
  REQUIRE(best.constraints.size() == 2);
  CHECK(best.constraints(1) <= 0.0);
  CHECK(best.constraints(1) > -1e-6);
}

TEST_CASE("the lightest tension spring is the known one") {
  study::Box bounds{Eigen::Array3d(0.05, 0.25, 2.0), Eigen::Array3d(2.0, 1.3, 15.0)};
  const auto best = study::minimise(bounds, 4, spring, {.evaluations = 40000});
  CHECK(best.feasible);
  // 0.0126652328 at 0.0516891, 0.3567177, 11.288966.
  CHECK(best.objective == doctest::Approx(0.0126652328).epsilon(1e-7).scale(0.0));
  CHECK(best.objective > 0.01266523);
  CHECK(best.point(0) == doctest::Approx(0.0516891).epsilon(1e-3).scale(0.0));
  CHECK(best.point(2) == doctest::Approx(11.288966).epsilon(5e-3));
}

TEST_CASE("a deceptive function with many minima is searched as a whole") {
  const auto rastrigin = [](const Points& points, Points& outputs) {
    outputs.col(0) = 10.0 * static_cast<double>(points.cols());
    for (Eigen::Index i = 0; i < points.cols(); ++i) {
      const Eigen::ArrayXd x = points.col(i) - 0.7;
      outputs.col(0) += x.square() - 10.0 * (2.0 * std::numbers::pi * x).cos();
    }
  };
  const auto best = study::minimise(box(5, -5.0, 5.0), 0, rastrigin, {.evaluations = 60000});
  CHECK(best.objective < 1e-8);
  CHECK((best.point - 0.7).abs().maxCoeff() < 1e-5);
}

TEST_CASE("a minimum in a corner of the box is found there") {
  const auto plane = [](const Points& points, Points& outputs) {
    outputs.col(0) = points.col(0) - 2.0 * points.col(1);
  };
  const auto best = study::minimise(box(2, -1.0, 1.0), 0, plane, {});
  CHECK(best.point(0) == doctest::Approx(-1.0).epsilon(1e-7));
  CHECK(best.point(1) == doctest::Approx(1.0).epsilon(1e-7));
}

TEST_CASE("constraints that cannot be met end with the candidate that misses them least") {
  const auto impossible = [](const Points& points, Points& outputs) {
    outputs.col(0) = points.col(0);
    outputs.col(1) = 1.0 + (points.col(0) - 0.3).square();
  };
  const auto best = study::minimise(box(1, 0.0, 1.0), 1, impossible, {});
  CHECK_FALSE(best.feasible);
  CHECK(best.point(0) == doctest::Approx(0.3).epsilon(1e-3));
}

TEST_CASE("candidates without numbers are avoided") {
  const auto broken = [](const Points& points, Points& outputs) {
    outputs.col(0) =
        (points.col(0) > 0.5).select(std::numeric_limits<double>::quiet_NaN(), -points.col(0));
  };
  const auto best = study::minimise(box(1, 0.0, 1.0), 0, broken, {});
  CHECK(best.feasible);
  CHECK(best.point(0) == doctest::Approx(0.5).epsilon(1e-6));
}

TEST_CASE("the evaluations that are told are those that were made, and stay within their limit") {
  for (const std::size_t limit : {200U, 1000U, 5000U}) {
    std::size_t made = 0;
    const auto counted = [&made](const Points& points, Points& outputs) {
      made += static_cast<std::size_t>(points.rows());
      rosenbrock(points, outputs);
    };
    const auto best = study::minimise(box(4, -5.0, 5.0), 0, counted, {.evaluations = limit});
    CHECK(best.evaluations == made);
    CHECK(made <= limit);
    CHECK_FALSE(best.converged);
  }
}

TEST_CASE("the same seed gives the same bits, another seed another way") {
  const auto run = [](std::uint64_t seed) {
    return study::minimise(box(3, -5.0, 5.0), 0, rosenbrock, {.seed = seed, .evaluations = 3000});
  };
  const auto one = run(1);
  CHECK((one.point == run(1).point).all());
  CHECK_FALSE((one.point == run(2).point).all());
}

TEST_CASE("fixed variables stay where they are") {
  study::Box bounds{Eigen::Array3d(-2.0, 0.5, -2.0), Eigen::Array3d(2.0, 0.5, 2.0)};
  const auto sphere = [](const Points& points, Points& outputs) {
    outputs.col(0) = points.square().rowwise().sum();
  };
  const auto best = study::minimise(bounds, 0, sphere, {});
  CHECK(best.point(1) == 0.5);
  CHECK(best.objective == doctest::Approx(0.25).epsilon(1e-9));
  const auto point = study::minimise(box(1, 0.5, 0.5), 0, sphere, {});
  CHECK(point.converged);
  CHECK(point.objective == 0.25);
}

TEST_CASE("an impossible box is a fault of the program") {
  const auto search = [](const study::Box& bounds) {
    return study::minimise(bounds, 0, rosenbrock, {});
  };
  CHECK_THROWS_AS((void)search({}), std::logic_error);
  CHECK_THROWS_AS((void)search(box(2, 1.0, 0.0)), std::logic_error);
  CHECK_THROWS_AS((void)search({Eigen::Array2d(0.0, 0.0), Eigen::Array3d(1.0, 1.0, 1.0)}),
                  std::logic_error);
  CHECK_THROWS_AS((void)search(box(2, 0.0, std::numeric_limits<double>::infinity())),
                  std::logic_error);
}
