// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "evpickup/energy/lanes.hpp"

/// A pack of lanes as the compiler's own vector type (GCC and Clang): arithmetic is elementwise,
/// and each instruction set's copy of the kernel lowers it to its own registers with the same bits.
/// Everything here is forced inline, so that it becomes part of each copy.
namespace evpickup::energy {

using Pack = double __attribute__((vector_size(block_lanes * sizeof(double))));
using Mask = decltype(Pack{} < Pack{});

[[gnu::always_inline]] inline Pack pack(double value) { return Pack{} + value; }

[[gnu::always_inline]] inline Pack load(const Eigen::ArrayXd& array, Eigen::Index first) {
  Pack p;
  for (Eigen::Index i = 0; i < block_lanes; ++i) p[i] = array(first + i);
  return p;
}

[[gnu::always_inline]] inline void store(Eigen::ArrayXd& array, Eigen::Index first, const Pack& p) {
  for (Eigen::Index i = 0; i < block_lanes; ++i) array(first + i) = p[i];
}

[[gnu::always_inline]] inline Pack max(const Pack& a, const Pack& b) { return a > b ? a : b; }
[[gnu::always_inline]] inline Pack min(const Pack& a, const Pack& b) { return a < b ? a : b; }
[[gnu::always_inline]] inline Pack positive(const Pack& a) { return max(a, Pack{}); }
[[gnu::always_inline]] inline Pack magnitude(const Pack& a) { return max(a, -a); }

[[gnu::always_inline]] inline Pack square_root(const Pack& a) {
  Pack root;
  for (Eigen::Index i = 0; i < block_lanes; ++i) root[i] = __builtin_sqrt(a[i]);
  return root;
}

/// True if any lane is above zero.
[[gnu::always_inline]] inline bool any_positive(const Pack& a) {
  double largest = a[0];
  for (Eigen::Index i = 1; i < block_lanes; ++i) largest = largest > a[i] ? largest : a[i];
  return largest > 0.0;
}

}  // namespace evpickup::energy
