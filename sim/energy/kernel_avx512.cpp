// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/engine_model.hpp"
#include "evpickup/energy/kernel.hpp"
#include "kernel_copy.hpp"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__)
#include <immintrin.h>

#pragma GCC push_options
#pragma GCC target("arch=x86-64-v4")
#include "kernel_set.hpp"

namespace evpickup::energy {

namespace {

struct Avx512 {
  [[gnu::always_inline]] static __m512d min(__m512d a, __m512d b) { return _mm512_min_pd(a, b); }
  [[gnu::always_inline]] static __m512d max(__m512d a, __m512d b) { return _mm512_max_pd(a, b); }
  [[gnu::always_inline]] static __m512d square_root(__m512d a) { return _mm512_sqrt_pd(a); }
  [[gnu::always_inline]] static bool any_negative(__m512d a) {
    return _mm512_movepi64_mask(_mm512_castpd_si512(a)) != 0;
  }
  [[gnu::always_inline]] static __m512 min(__m512 a, __m512 b) { return _mm512_min_ps(a, b); }
  [[gnu::always_inline]] static __m512 max(__m512 a, __m512 b) { return _mm512_max_ps(a, b); }
  [[gnu::always_inline]] static __m512 square_root(__m512 a) { return _mm512_sqrt_ps(a); }
  [[gnu::always_inline]] static bool any_negative(__m512 a) {
    return _mm512_movepi32_mask(_mm512_castps_si512(a)) != 0;
  }
  [[gnu::always_inline]] static __m256 min(__m256 a, __m256 b) { return _mm256_min_ps(a, b); }
  [[gnu::always_inline]] static __m256 max(__m256 a, __m256 b) { return _mm256_max_ps(a, b); }
  [[gnu::always_inline]] static __m256 square_root(__m256 a) { return _mm256_sqrt_ps(a); }
  [[gnu::always_inline]] static bool any_negative(__m256 a) { return _mm256_movemask_ps(a) != 0; }
};

constexpr KernelCopy copy{
    "x86-64-v4 (AVX-512)",
    drivers<Pack<Avx512, double, 64, 4>, Pack<Avx512, double, 64, 1>>(),
    drivers<Pack<Avx512, float, 64, 2>, Pack<Avx512, float, 32, 1>>(),
    32,
    &drive_engine_lanes<Pack<Avx512, double, 64, 4>>,
    &drive_engine_lanes<Pack<Avx512, double, 64, 1>>,
};

}  // namespace

}  // namespace evpickup::energy
#pragma GCC pop_options

const evpickup::energy::KernelCopy* evpickup::energy::avx512_kernel() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")
             ? &copy
             : nullptr;
}

#else

const evpickup::energy::KernelCopy* evpickup::energy::avx512_kernel() { return nullptr; }

#endif
