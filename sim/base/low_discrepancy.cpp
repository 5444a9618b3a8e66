// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/low_discrepancy.hpp"

#include <bit>
#include <boost/random/sobol.hpp>
#include <limits>
#include <stdexcept>

#include "evpickup/base/random.hpp"

namespace evpickup::base {
namespace {

constexpr std::size_t bits = 32;

std::uint32_t reversed(std::uint32_t x) {
  x = ((x & 0x55555555U) << 1U) | ((x >> 1U) & 0x55555555U);
  x = ((x & 0x33333333U) << 2U) | ((x >> 2U) & 0x33333333U);
  x = ((x & 0x0f0f0f0fU) << 4U) | ((x >> 4U) & 0x0f0f0f0fU);
  x = ((x & 0x00ff00ffU) << 8U) | ((x >> 8U) & 0x00ff00ffU);
  return (x << 16U) | (x >> 16U);
}

// Vegdahl's hash: each bit depends on the seed and the bits below it alone.
std::uint32_t laine_karras_hash(std::uint32_t x, std::uint32_t seed) {
  x ^= x * 0x3d20adeaU;
  x += seed;
  x *= (seed >> 16U) | 1U;
  x ^= x * 0x05526c56U;
  x ^= x * 0x53a22864U;
  return x;
}

// The middle of the cell, scrambled if the sequence is.
double finished(const SobolSequence& sequence, std::size_t dimension, std::uint32_t cell) {
  if (!sequence.scrambles.empty()) {
    cell = reversed(laine_karras_hash(reversed(cell), sequence.scrambles[dimension]));
  }
  return (static_cast<double>(cell) + 0.5) * 0x1p-32;
}

std::uint32_t cell_of(const std::array<std::uint32_t, bits>& directions, std::uint32_t index) {
  std::uint32_t cell = 0;
  for (std::size_t bit = 0; index != 0; ++bit, index >>= 1U) {
    if ((index & 1U) != 0) cell ^= directions[bit];
  }
  return cell;
}

}  // namespace

SobolSequence sobol_sequence(std::size_t dimensions) {
  if (dimensions > sobol_dimensions_max) {
    throw std::logic_error("sobol_sequence: more than 3667 dimensions");
  }
  SobolSequence sequence{std::vector<std::array<std::uint32_t, bits>>(dimensions), {}};
  if (dimensions == 0) return sequence;

  // In the Gray code's order, point 2^(b+1) - 1 is the direction number of bit b alone; Boost
  // leaves out point 0.
  boost::random::sobol_engine<std::uint32_t, bits> engine(dimensions);
  for (std::size_t bit = 0; bit < bits; ++bit) {
    engine.seed(static_cast<std::uint32_t>((std::uint64_t{2} << bit) - 2U));
    for (auto& directions : sequence.directions) directions[bit] = engine();
  }
  return sequence;
}

SobolSequence scrambled_sobol_sequence(std::size_t dimensions, std::uint64_t seed) {
  SobolSequence sequence = sobol_sequence(dimensions);
  for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
    const std::array<std::uint32_t, 4> counter{static_cast<std::uint32_t>(dimension)};
    const std::array<std::uint32_t, 2> key{static_cast<std::uint32_t>(seed),
                                           static_cast<std::uint32_t>(seed >> 32U)};
    sequence.scrambles.push_back(philox(counter, key)[0]);
  }
  return sequence;
}

double sobol_coordinate(const SobolSequence& sequence, std::uint32_t index, std::size_t dimension) {
  return finished(sequence, dimension, cell_of(sequence.directions[dimension], index));
}

void sobol_point(const SobolSequence& sequence, std::uint32_t index, std::span<double> point) {
  for (std::size_t dimension = 0; dimension < point.size(); ++dimension) {
    point[dimension] = sobol_coordinate(sequence, index, dimension);
  }
}

void fill_sobol(const SobolSequence& sequence, std::uint32_t first, std::size_t dimension,
                std::span<double> values) {
  if (values.empty()) return;
  if (values.size() - 1 > std::numeric_limits<std::uint32_t>::max() - first) {
    throw std::logic_error("fill_sobol: a point's index has more than 32 bits");
  }

  // From one index to the next the bits up to the lowest zero flip: their directions together.
  const auto& directions = sequence.directions[dimension];
  std::array<std::uint32_t, bits> steps = directions;
  for (std::size_t bit = 1; bit < bits; ++bit) steps[bit] ^= steps[bit - 1];

  std::uint32_t cell = cell_of(directions, first);
  std::uint32_t index = first;
  for (std::size_t i = 0; i < values.size(); ++i, ++index) {
    values[i] = finished(sequence, dimension, cell);
    const auto flipped = static_cast<std::size_t>(std::countr_one(index));
    if (flipped < bits) cell ^= steps[flipped];
  }
}

}  // namespace evpickup::base
