// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/pareto.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace study = evpickup::study;

namespace {

using Points = Eigen::ArrayXXd;

study::Box box(Eigen::Index variables, double low, double high) {
  return {Eigen::ArrayXd::Constant(variables, low), Eigen::ArrayXd::Constant(variables, high)};
}

// E. Zitzler, K. Deb, L. Thiele (2000): the front is 1 - sqrt(f1), all other variables 0.
void zdt1(const Points& points, Points& outputs) {
  const auto others = points.rightCols(points.cols() - 1);
  const Eigen::ArrayXd g =
      1.0 + 9.0 * others.rowwise().sum() / static_cast<double>(points.cols() - 1);
  outputs.col(0) = points.col(0);
  outputs.col(1) = g * (1.0 - (points.col(0) / g).sqrt());
}

// T. T. Binh, U. Korn (1997): the front is x = y from 0 to 3, then y = 3 with x from 3 to 5.
void binh_korn(const Points& points, Points& outputs) {
  const auto x = points.col(0);
  const auto y = points.col(1);
  outputs.col(0) = 4.0 * x.square() + 4.0 * y.square();
  outputs.col(1) = (x - 5.0).square() + (y - 5.0).square();
  outputs.col(2) = (x - 5.0).square() + y.square() - 25.0;
  outputs.col(3) = 7.7 - (x - 8.0).square() - (y + 3.0).square();
}

const study::Box binh_korn_box{Eigen::Array2d(0.0, 0.0), Eigen::Array2d(5.0, 3.0)};

// Distance in both objectives, each over its range, from (first, second) to the front.
double distance_to_front(const study::ParetoFront& front, double first, double second,
                         double first_range, double second_range) {
  const Eigen::ArrayXd a = (front.objectives.col(0) - first) / first_range;
  const Eigen::ArrayXd b = (front.objectives.col(1) - second) / second_range;
  return std::sqrt((a.square() + b.square()).minCoeff());
}

void check_sorted(const study::ParetoFront& front) {
  for (Eigen::Index i = 1; i < front.objectives.rows(); ++i) {
    CHECK(front.objectives(i, 0) > front.objectives(i - 1, 0));
    CHECK(front.objectives(i, 1) < front.objectives(i - 1, 1));
  }
}

}  // namespace

TEST_CASE("the front of ZDT1 is found in thirty dimensions") {
  const auto front = study::pareto_front(box(30, 0.0, 1.0), 0, zdt1, {});
  CHECK(front.feasible);
  CHECK(front.evaluations == 25100);
  REQUIRE(front.objectives.rows() >= 90);
  check_sorted(front);
  const Eigen::ArrayXd above = front.objectives.col(1) - (1.0 - front.objectives.col(0).sqrt());
  CHECK(above.mean() < 0.01);
  CHECK(above.maxCoeff() < 0.03);
  // The whole front up to (1, 1) has the volume 2/3.
  CHECK(study::hypervolume(front.objectives, 1.0, 1.0) > 0.655);
  CHECK(study::hypervolume(front.objectives, 1.0, 1.0) < 2.0 / 3.0);
  for (double f = 0.0; f <= 1.0; f += 0.05) {
    CHECK(distance_to_front(front, f, 1.0 - std::sqrt(f), 1.0, 1.0) < 0.03);
  }
}

TEST_CASE("the constrained front of Binh and Korn is found along its whole length") {
  const auto front = study::pareto_front(binh_korn_box, 2, binh_korn, {.generations = 100});
  CHECK(front.feasible);
  CHECK((front.constraints <= 0.0).all());
  CHECK(front.objectives.rows() >= 90);
  check_sorted(front);
  for (double t = 0.0; t <= 5.0; t += 0.1) {
    CAPTURE(t);
    const double y = std::min(t, 3.0);
    const double first = 4.0 * t * t + 4.0 * y * y;
    const double second = (t - 5.0) * (t - 5.0) + (y - 5.0) * (y - 5.0);
    CHECK(distance_to_front(front, first, second, 140.0, 50.0) < 0.03);
  }
}

TEST_CASE("a front that cannot be feasible is the candidate that misses its constraints least") {
  const auto impossible = [](const Points& points, Points& outputs) {
    outputs.col(0) = points.col(0);
    outputs.col(1) = -points.col(0);
    outputs.col(2) = 1.0 + (points.col(0) - 0.3).abs();
  };
  const auto front = study::pareto_front(box(1, 0.0, 1.0), 1, impossible, {.generations = 60});
  CHECK_FALSE(front.feasible);
  REQUIRE(front.points.rows() == 1);
  CHECK(front.points(0, 0) == doctest::Approx(0.3).epsilon(1e-3));
}

TEST_CASE("candidates without numbers do not reach the front") {
  const auto broken = [](const Points& points, Points& outputs) {
    const auto half = points.col(0) > 0.5;
    outputs.col(0) = half.select(std::numeric_limits<double>::quiet_NaN(), points.col(0));
    outputs.col(1) = 1.0 - points.col(0);
  };
  const auto front = study::pareto_front(box(1, 0.0, 1.0), 0, broken, {.generations = 30});
  CHECK(front.feasible);
  CHECK((front.points.col(0) <= 0.5).all());
  CHECK(front.objectives.rows() > 20);
}

TEST_CASE("objectives that agree have a front of one point") {
  const auto same = [](const Points& points, Points& outputs) {
    outputs.col(0) = (points.col(0) > 0.2).select(points.col(0), 0.2);
    outputs.col(1) = 2.0 * outputs.col(0);
  };
  const auto front = study::pareto_front(box(1, 0.0, 1.0), 0, same, {.generations = 30});
  REQUIRE(front.objectives.rows() == 1);
  CHECK(front.objectives(0, 0) == 0.2);
}

TEST_CASE("the same seed gives the same front, another seed another one, and all is counted") {
  std::size_t made = 0;
  const auto counted = [&made](const Points& points, Points& outputs) {
    made += static_cast<std::size_t>(points.rows());
    binh_korn(points, outputs);
  };
  const auto run = [&](std::uint64_t seed) {
    return study::pareto_front(binh_korn_box, 2, counted,
                               {.seed = seed, .population = 20, .generations = 10});
  };
  const auto one = run(1);
  CHECK(one.evaluations == made);
  const auto again = run(1);
  REQUIRE(one.points.rows() == again.points.rows());
  CHECK((one.points == again.points).all());
  const auto other = run(2);
  CHECK_FALSE((other.points.rows() == one.points.rows() && (other.points == one.points).all()));
}

TEST_CASE("the volume that a front dominates counts each part once") {
  Points front(4, 2);
  front << 2.0, 1.0, 1.0, 2.0, 2.5, 2.5, 9.0, 0.0;
  CHECK(study::hypervolume(front, 3.0, 3.0) == 3.0);
  CHECK(study::hypervolume(front, 1.0, 1.0) == 0.0);
}

TEST_CASE("an impossible search for a front is a fault of the program") {
  CHECK_THROWS_AS((void)study::pareto_front(box(2, 0.0, 1.0), 0, zdt1, {.population = 5}),
                  std::logic_error);
  CHECK_THROWS_AS((void)study::pareto_front(box(2, 0.0, 1.0), 0, zdt1, {.population = 2}),
                  std::logic_error);
  CHECK_THROWS_AS((void)study::pareto_front({}, 0, zdt1, {}), std::logic_error);
}

TEST_CASE("the front of points holds those that none beats, in order and once each") {
  Points objectives(7, 2);
  objectives << 3.0, 1.0,  // front
      1.0, 4.0,            // front
      2.0, 4.0,            // beaten by the one before
      2.0, 2.0,            // front
      2.0, 2.0,            // the same again
      4.0, 3.0,            // beaten
      3.0, 1.5;            // beaten by the first
  const auto rows = study::front_of(objectives, 7);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0] == 1);
  CHECK((rows[1] == 3 || rows[1] == 4));
  CHECK(rows[2] == 0);
}

TEST_CASE("of a front with too many points the ends stay, and those with the most room") {
  Points objectives(5, 2);
  objectives << 0.0, 10.0, 1.0, 9.0, 1.1, 8.9, 5.0, 5.0, 10.0, 0.0;
  const auto rows = study::front_of(objectives, 3);
  REQUIRE(rows.size() == 3);
  CHECK(rows.front() == 0);
  CHECK(rows[1] == 3);
  CHECK(rows.back() == 4);
}
