// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace evpickup::base {

/// The 64-bit key of a name: FNV-1a over its bytes (Fowler, Noll, Vo; RFC 9923). It is the same on
/// every machine; an empty name has the offset basis as its key.
[[nodiscard]] constexpr std::uint64_t key_of_name(std::string_view name) {
  constexpr std::uint64_t offset_basis = 0xcbf29ce484222325U;
  constexpr std::uint64_t prime = 0x00000100000001b3U;
  std::uint64_t key = offset_basis;
  for (const char letter : name) key = (key ^ static_cast<unsigned char>(letter)) * prime;
  return key;
}

/// One block of Philox4x32 with 10 rounds: four random words for a counter and a key (Salmon,
/// Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011), by Random123.
[[nodiscard]] std::array<std::uint32_t, 4> philox(const std::array<std::uint32_t, 4>& counter,
                                                  const std::array<std::uint32_t, 2>& key);

/// Draw `draw` of the stream `key` under `seed`: uniform in the open interval (0, 1), an odd
/// multiple of 2^-53. It depends on the three numbers alone, not on what was drawn before, and is
/// the same on every machine. Two neighbouring draws share one block of Philox.
[[nodiscard]] double uniform(std::uint64_t seed, std::uint64_t draw, std::uint64_t key);

/// Fills `values` with the draws first, first + 1, ...: the same bits as uniform() gives, in half
/// the time.
void fill_uniform(std::uint64_t seed, std::uint64_t first, std::uint64_t key,
                  std::span<double> values);

}  // namespace evpickup::base
