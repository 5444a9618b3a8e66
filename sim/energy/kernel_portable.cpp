// SPDX-License-Identifier: Apache-2.0
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

}  // namespace

const KernelCopy& portable_kernel() {
  static const KernelCopy copy{
      "one build for all processors",
      drivers<Pack<Portable, double, 16, 4>, Pack<Portable, double, 16, 4>>(),
      drivers<Pack<Portable, float, 16, 4>, Pack<Portable, float, 16, 2>>(),
      &drive_engine_lanes<Pack<Portable, double, 16, 4>>,
  };
  return copy;
}

}  // namespace evpickup::energy
