// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace evpickup::base {

/// The Sobol sequence in so many dimensions, for access by index. The direction numbers are those
/// of S. Joe and F. Y. Kuo, SIAM J. Sci. Comput. 30 (2008), 2635-2654, as Boost.Random has them; 32
/// bits for each dimension. Points come in the order of the binary index, not of its Gray code:
/// the first 2^k points are the same set in both.
struct SobolSequence {
  std::vector<std::array<std::uint32_t, 32>> directions;  ///< for each dimension, one for each bit
  std::vector<std::uint32_t> scrambles;  ///< seed of each dimension's scrambling; empty without
};

/// The most dimensions of a SobolSequence.
inline constexpr std::size_t sobol_dimensions_max = 3667;

/// The plain sequence. Throws std::logic_error for more than sobol_dimensions_max dimensions.
[[nodiscard]] SobolSequence sobol_sequence(std::size_t dimensions);

/// The same with a nested uniform ("Owen") scrambling of each dimension by itself, seeded by `seed`
/// and the dimension's number: by hash, after B. Burley, "Practical Hash-based Owen Scrambling",
/// JCGT 9(4) (2020), 1-20, with the Laine-Karras hash in the constants of N. Vegdahl, "Building a
/// Better LK Hash" (2021). It keeps the number of points in each elementary interval.
[[nodiscard]] SobolSequence scrambled_sobol_sequence(std::size_t dimensions, std::uint64_t seed);

/// Coordinate of point `index` in `dimension`: in the open interval (0, 1), the middle of one of
/// 2^32 equal cells. Point 0 of the plain sequence is therefore 2^-33, not 0. The dimension is one
/// of the sequence's.
[[nodiscard]] double sobol_coordinate(const SobolSequence& sequence, std::uint32_t index,
                                      std::size_t dimension);

/// All coordinates of point `index`; `point` has as many values as the sequence dimensions.
void sobol_point(const SobolSequence& sequence, std::uint32_t index, std::span<double> point);

/// Coordinates of the points first, first + 1, ... in one dimension: the same bits as
/// sobol_coordinate() gives, with one operation for a point instead of one for each bit. Throws
/// std::logic_error if the last index does not fit into 32 bits.
void fill_sobol(const SobolSequence& sequence, std::uint32_t first, std::size_t dimension,
                std::span<double> values);

}  // namespace evpickup::base
