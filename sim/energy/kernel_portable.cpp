// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/engine_model.hpp"
#include "kernel_copy.hpp"
#include "kernel_set.hpp"

namespace evpickup::energy {

namespace {

/// Vectors of 16 bytes, which every x86-64 and ARM processor has.
struct Portable {
  template <class V>
  [[gnu::always_inline]] static V min(V a, V b) {
    return a < b ? a : b;
  }
  template <class V>
  [[gnu::always_inline]] static V max(V a, V b) {
    return a > b ? a : b;
  }
  template <class V>
  [[gnu::always_inline]] static V square_root(V a) {
    V root;
    for (unsigned i = 0; i < sizeof(a) / sizeof(a[0]); ++i) {
      if constexpr (sizeof(a[0]) == sizeof(double))
        root[i] = __builtin_sqrt(a[i]);
      else
        root[i] = __builtin_sqrtf(a[i]);
    }
    return root;
  }
  template <class V>
  [[gnu::always_inline]] static bool any_negative(V a) {
    auto lowest = a[0];
    for (unsigned i = 1; i < sizeof(a) / sizeof(a[0]); ++i) lowest = lowest < a[i] ? lowest : a[i];
    return lowest < 0;
  }
};

// Vectors of 16 bytes lie side by side. Sanitizers watch every part of them, so that there one
// vector as wide as all stands for them: the same lanes and bits, less to compile.
#ifdef __SANITIZE_ADDRESS__
constexpr int widest = 64;
#else
constexpr int widest = 16;
#endif
template <class Number, int lanes,
          int bytes = std::min(widest, static_cast<int>(lanes * sizeof(Number)))>
using Side = Pack<Portable, Number, bytes, static_cast<int>(lanes * sizeof(Number)) / bytes>;

}  // namespace

const KernelCopy& portable_kernel() {
  static const KernelCopy copy{
      "one build for all processors",
      drivers<Side<double, 8>, Side<double, 8>>(),
      drivers<Side<float, 16>, Side<float, 8>>(),
      8,
      &drive_engine_lanes<Side<double, 8>>,
      &drive_engine_lanes<Side<double, 8>>,
  };
  return copy;
}

}  // namespace evpickup::energy
