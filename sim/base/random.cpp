// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/random.hpp"

#include <Random123/philox.h>

#include <cstddef>

namespace evpickup::base {
namespace {

std::uint32_t low_word(std::uint64_t value) { return static_cast<std::uint32_t>(value); }
std::uint32_t high_word(std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32U); }

// 52 random bits and a half: never 0, never 1, and exact in a double.
double in_open_interval(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t bits = (static_cast<std::uint64_t>(high) << 32U) | low;
  return (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52;
}

// The draws 2 * pair and 2 * pair + 1.
std::array<double, 2> uniform_pair(std::uint64_t seed, std::uint64_t pair, std::uint64_t key) {
  const auto words = philox({low_word(pair), high_word(pair), low_word(key), high_word(key)},
                            {low_word(seed), high_word(seed)});
  return {in_open_interval(words[0], words[1]), in_open_interval(words[2], words[3])};
}

}  // namespace

std::array<std::uint32_t, 4> philox(const std::array<std::uint32_t, 4>& counter,
                                    const std::array<std::uint32_t, 2>& key) {
  const r123::Philox4x32::ctr_type words{{counter[0], counter[1], counter[2], counter[3]}};
  const r123::Philox4x32::ukey_type seed{{key[0], key[1]}};
  const auto block = r123::Philox4x32{}(words, seed);
  return {block[0], block[1], block[2], block[3]};
}

double uniform(std::uint64_t seed, std::uint64_t draw, std::uint64_t key) {
  return uniform_pair(seed, draw / 2, key)[draw % 2];
}

void fill_uniform(std::uint64_t seed, std::uint64_t first, std::uint64_t key,
                  std::span<double> values) {
  std::size_t at = 0;

  // The second half of a pair that began before.
  if (first % 2 == 1 && !values.empty()) values[at++] = uniform(seed, first, key);

  for (; at + 2 <= values.size(); at += 2) {
    const auto pair = uniform_pair(seed, (first + at) / 2, key);
    values[at] = pair[0];
    values[at + 1] = pair[1];
  }
  if (at < values.size()) values[at] = uniform(seed, first + at, key);
}

}  // namespace evpickup::base
