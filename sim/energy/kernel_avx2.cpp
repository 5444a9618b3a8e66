// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/engine_model.hpp"
#include "evpickup/energy/kernel.hpp"
#include "kernel_copy.hpp"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__)
#include <immintrin.h>

#pragma GCC push_options
#pragma GCC target("arch=x86-64-v3")
#include "kernel_set.hpp"

namespace evpickup::energy {

namespace {

struct Avx2 {
  [[gnu::always_inline]] static __m256d min(__m256d a, __m256d b) { return _mm256_min_pd(a, b); }
  [[gnu::always_inline]] static __m256d max(__m256d a, __m256d b) { return _mm256_max_pd(a, b); }
  [[gnu::always_inline]] static __m256d square_root(__m256d a) { return _mm256_sqrt_pd(a); }
  [[gnu::always_inline]] static bool any_negative(__m256d a) { return _mm256_movemask_pd(a) != 0; }
  [[gnu::always_inline]] static __m256 min(__m256 a, __m256 b) { return _mm256_min_ps(a, b); }
  [[gnu::always_inline]] static __m256 max(__m256 a, __m256 b) { return _mm256_max_ps(a, b); }
  [[gnu::always_inline]] static __m256 square_root(__m256 a) { return _mm256_sqrt_ps(a); }
  [[gnu::always_inline]] static bool any_negative(__m256 a) { return _mm256_movemask_ps(a) != 0; }
};

constexpr KernelCopy copy{
    "x86-64-v3 (AVX2)",
    drivers<Pack<Avx2, double, 32, 4>, Pack<Avx2, double, 32, 2>>(),
    drivers<Pack<Avx2, float, 32, 4>, Pack<Avx2, float, 32, 1>>(),
    &drive_engine_lanes<Pack<Avx2, double, 32, 2>>,
};

}  // namespace

}  // namespace evpickup::energy
#pragma GCC pop_options

const evpickup::energy::KernelCopy* evpickup::energy::avx2_kernel() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &copy : nullptr;
}

#else

const evpickup::energy::KernelCopy* evpickup::energy::avx2_kernel() { return nullptr; }

#endif
