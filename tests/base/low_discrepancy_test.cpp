// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/low_discrepancy.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace base = evpickup::base;

namespace {

constexpr double half_cell = 0x1p-33;

std::vector<double> point(const base::SobolSequence& sequence, std::uint32_t index) {
  std::vector<double> values(sequence.directions.size());
  base::sobol_point(sequence, index, values);
  return values;
}

// Whether each of 2^k equal intervals holds one of the 2^k points from `first` on.
bool evenly_spread(const base::SobolSequence& sequence, std::size_t dimension, std::uint32_t first,
                   std::size_t count) {
  std::vector<double> values(count);
  base::fill_sobol(sequence, first, dimension, values);
  std::vector<int> found(count, 0);
  for (const double u : values) ++found[static_cast<std::size_t>(u * static_cast<double>(count))];
  return std::ranges::count(found, 1) == static_cast<std::ptrdiff_t>(count);
}

}  // namespace

TEST_CASE("the plain sequence begins as Sobol's does") {
  const auto sequence = base::sobol_sequence(3);
  const std::vector<std::vector<double>> expected{
      {0.0, 0.0, 0.0},       {0.5, 0.5, 0.5},       {0.25, 0.75, 0.75},    {0.75, 0.25, 0.25},
      {0.125, 0.625, 0.375}, {0.625, 0.125, 0.875}, {0.375, 0.375, 0.625}, {0.875, 0.875, 0.125}};
  for (std::uint32_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    for (std::size_t d = 0; d < 3; ++d) CHECK(point(sequence, i)[d] == expected[i][d] + half_cell);
  }
}

TEST_CASE("the plain sequence holds the points of Boost's engine, in the order of the index") {
  constexpr std::size_t dimensions = 100;
  const auto sequence = base::sobol_sequence(dimensions);
  boost::random::sobol_engine<std::uint32_t, 32> engine(dimensions);
  for (std::uint32_t i = 1; i < 2000; ++i) {
    const std::uint32_t gray = i ^ (i >> 1U);
    const auto ours = point(sequence, gray);
    for (const double u : ours) REQUIRE(u == (static_cast<double>(engine()) + 0.5) * 0x1p-32);
  }
}

TEST_CASE("points by index are those of the sequence, however it is cut") {
  for (const auto& sequence : {base::sobol_sequence(20), base::scrambled_sobol_sequence(20, 3)}) {
    for (const std::uint32_t first : {0U, 5U, 0xffffff00U}) {
      for (const std::size_t dimension : {0U, 1U, 19U}) {
        std::vector<double> values(256);
        base::fill_sobol(sequence, first, dimension, values);
        for (std::uint32_t i = 0; i < values.size(); ++i) {
          REQUIRE(values[i] == base::sobol_coordinate(sequence, first + i, dimension));
        }
      }
    }
  }
}

TEST_CASE("plain or scrambled, 2^k points lie one in each of 2^k equal intervals") {
  constexpr std::size_t dimensions = 100;
  for (const auto& sequence :
       {base::sobol_sequence(dimensions), base::scrambled_sobol_sequence(dimensions, 77)}) {
    for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
      CAPTURE(dimension);
      for (const std::size_t count : {1U, 2U, 16U, 1024U}) {
        CHECK(evenly_spread(sequence, dimension, 0, count));
        CHECK(evenly_spread(sequence, dimension, static_cast<std::uint32_t>(7 * count), count));
      }
    }
  }
}

TEST_CASE("the first two dimensions are a net after scrambling too") {
  const auto sequence = base::scrambled_sobol_sequence(2, 9);
  // 256 points, one in each cell of each grid of 256 cells.
  for (std::size_t columns = 1; columns <= 256; columns *= 2) {
    const std::size_t rows = 256 / columns;
    std::vector<int> found(256, 0);
    for (std::uint32_t i = 0; i < 256; ++i) {
      const auto p = point(sequence, i);
      const auto column = static_cast<std::size_t>(p[0] * static_cast<double>(columns));
      const auto row = static_cast<std::size_t>(p[1] * static_cast<double>(rows));
      ++found[row * columns + column];
    }
    CHECK(std::ranges::count(found, 1) == 256);
  }
}

TEST_CASE("another seed scrambles otherwise, the same seed alike, and all points are inside") {
  const auto one = base::scrambled_sobol_sequence(5, 1);
  const auto two = base::scrambled_sobol_sequence(5, 2);
  const auto high = base::scrambled_sobol_sequence(5, std::uint64_t{1} << 32U);
  CHECK(point(one, 12) == point(base::scrambled_sobol_sequence(5, 1), 12));
  CHECK(point(one, 12) != point(two, 12));
  CHECK(point(base::scrambled_sobol_sequence(5, 0), 12) != point(high, 12));
  for (std::uint32_t i = 0; i < 4096; ++i) {
    for (const double u : point(one, i)) {
      REQUIRE(u > 0.0);
      REQUIRE(u < 1.0);
    }
  }
}

TEST_CASE("a scrambled sum is far nearer to its integral than independent draws would be") {
  // Mean of the product of 2 u over five dimensions is 1; its standard deviation is 1.8.
  constexpr std::uint32_t count = 4096;
  const auto sequence = base::scrambled_sobol_sequence(5, 4);
  double sum = 0.0;
  for (std::uint32_t i = 0; i < count; ++i) {
    double product = 1.0;
    for (const double u : point(sequence, i)) product *= 2.0 * u;
    sum += product;
  }
  CHECK(std::abs(sum / count - 1.0) < 0.2 * 1.8 / std::sqrt(static_cast<double>(count)));
}

TEST_CASE("too many dimensions and too high an index are faults of the program") {
  CHECK_THROWS_AS((void)base::sobol_sequence(3668), std::logic_error);
  CHECK(base::sobol_sequence(3667).directions.size() == 3667);
  CHECK(base::sobol_sequence(0).directions.empty());
  std::vector<double> values(2);
  CHECK_THROWS_AS(base::fill_sobol(base::sobol_sequence(1), 0xffffffffU, 0, values),
                  std::logic_error);
}
