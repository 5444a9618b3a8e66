// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace base = evpickup::base;

namespace {

std::vector<double> draws(std::uint64_t seed, std::uint64_t key, std::size_t count) {
  std::vector<double> values(count);
  base::fill_uniform(seed, 0, key, values);
  return values;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  // A uniform number has the mean 1/2 and the variance 1/12.
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - 0.5) * (b[i] - 0.5);
  return 12.0 * sum / static_cast<double>(a.size());
}

}  // namespace

TEST_CASE("Philox gives the known answers of Random123") {
  using Block = std::array<std::uint32_t, 4>;
  constexpr std::uint32_t ones = 0xffffffffU;
  CHECK(base::philox({0, 0, 0, 0}, {0, 0}) ==
        Block{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U});
  CHECK(base::philox({ones, ones, ones, ones}, {ones, ones}) ==
        Block{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU});
  CHECK(base::philox({0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U},
                     {0xa4093822U, 0x299f31d0U}) ==
        Block{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U});
}

TEST_CASE("a name's key is its FNV-1a") {
  CHECK(base::key_of_name("") == 0xcbf29ce484222325U);
  CHECK(base::key_of_name("a") == 0xaf63dc4c8601ec8cU);
  CHECK(base::key_of_name("foobar") == 0x85944171f73967e8U);
}

TEST_CASE("a uniform number has the bits of its block") {
  // First two words of the known answer for counter 0 and key 0: 0xe169c58d6627e8d5.
  const double expected = (static_cast<double>(0xe169c58d6627eU) + 0.5) * 0x1p-52;
  CHECK(base::uniform(0, 0, 0) == expected);
}

TEST_CASE("draws do not depend on how they are cut into blocks") {
  const std::uint64_t key = base::key_of_name("body.drag_area");
  for (const std::uint64_t start : {std::uint64_t{0}, std::uint64_t{7}, std::uint64_t{1} << 40U}) {
    std::vector<double> whole(101);
    base::fill_uniform(5, start, key, whole);
    for (const std::size_t block : {1U, 2U, 3U, 8U, 64U}) {
      std::vector<double> parts(whole.size());
      for (std::size_t first = 0; first < parts.size(); first += block) {
        const std::size_t count = std::min<std::size_t>(block, parts.size() - first);
        base::fill_uniform(5, start + first, key, std::span(parts).subspan(first, count));
      }
      CHECK(parts == whole);
    }
    for (std::size_t i = 0; i < whole.size(); ++i) {
      CHECK(base::uniform(5, start + i, key) == whole[i]);
    }
  }
}

TEST_CASE("draws fill the open unit interval evenly") {
  constexpr std::size_t count = 100000;
  constexpr std::size_t bins = 100;
  std::array<double, bins> found{};
  for (const double u : draws(1, base::key_of_name("mass"), count)) {
    REQUIRE(u > 0.0);
    REQUIRE(u < 1.0);
    found[static_cast<std::size_t>(u * bins)] += 1.0;
  }
  double chi_square = 0.0;
  constexpr double expected = static_cast<double>(count) / bins;
  for (const double n : found) chi_square += (n - expected) * (n - expected) / expected;
  // 99 degrees of freedom: 0.1 % and 99.9 % points.
  CHECK(chi_square > 60.0);
  CHECK(chi_square < 148.2);
}

TEST_CASE("streams of other names, other seeds and other draws are not correlated") {
  constexpr std::size_t count = 40000;
  const auto mass = draws(1, base::key_of_name("mass"), count);
  const auto drag = draws(1, base::key_of_name("mast"), count);
  const auto other_seed = draws(2, base::key_of_name("mass"), count);
  std::vector<double> shifted(mass.begin() + 1, mass.end());
  shifted.push_back(mass.front());
  // Four standard errors.
  const double bound = 4.0 / std::sqrt(static_cast<double>(count));
  CHECK(std::abs(correlation(mass, drag)) < bound);
  CHECK(std::abs(correlation(mass, other_seed)) < bound);
  CHECK(std::abs(correlation(mass, shifted)) < bound);
  CHECK(correlation(mass, mass) == doctest::Approx(1.0).epsilon(0.02));
}

TEST_CASE("the largest and smallest indices are drawn like any other") {
  constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
  const double u = base::uniform(last, last, last);
  CHECK(u > 0.0);
  CHECK(u < 1.0);
  CHECK(u != base::uniform(last, last - 1, last));
}
