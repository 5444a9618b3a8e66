// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Packs of lanes for the copies of the kernel: some native vectors of the compiler (GCC and Clang)
/// side by side, so that their operations interleave. Everything is elementwise and forced inline;
/// a copy's own `Isa` says how its instruction set takes minima, roots and tests, and keeps the
/// copies apart. All instruction sets give the same bits.
namespace evpickup::energy {

template <class Number, int bytes>
struct Native {
  // NOLINTNEXTLINE(modernize-use-using): the attribute needs a declaration.
  typedef Number Vector __attribute__((vector_size(bytes)));
  using Mask = decltype(Vector{} < Vector{});
};

template <class IsaType, class NumberType, int bytes, int vectors>
struct Pack {
  using Isa = IsaType;
  using Number = NumberType;
  using Vector = typename Native<Number, bytes>::Vector;
  static constexpr int count = vectors;
  static constexpr int per_vector = bytes / static_cast<int>(sizeof(Number));
  static constexpr int lanes = per_vector * count;

  struct Mask {
    static constexpr int count = vectors;
    typename Native<Number, bytes>::Mask part[count];
  };
  Vector part[count];

  [[gnu::always_inline]] static Pack all(Number value) {
    Pack p;
#pragma GCC unroll 8
    for (int i = 0; i < count; ++i) p.part[i] = Vector{} + value;
    return p;
  }
  [[gnu::always_inline]] static Pack load(const double* from) {
    Pack p;
    for (int i = 0; i < lanes; ++i)
      p.part[i / per_vector][i % per_vector] = static_cast<Number>(from[i]);
    return p;
  }
  [[gnu::always_inline]] Number at(int lane) const {
    return part[lane / per_vector][lane % per_vector];
  }
};

template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline Pack<I, N, bytes, count>
operator+(const Pack<I, N, bytes, count>& a, const Pack<I, N, bytes, count>& b) {
  Pack<I, N, bytes, count> r;
#pragma GCC unroll 8
  for (int i = 0; i < count; ++i) r.part[i] = a.part[i] + b.part[i];
  return r;
}
template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline Pack<I, N, bytes, count>
operator-(const Pack<I, N, bytes, count>& a, const Pack<I, N, bytes, count>& b) {
  Pack<I, N, bytes, count> r;
#pragma GCC unroll 8
  for (int i = 0; i < count; ++i) r.part[i] = a.part[i] - b.part[i];
  return r;
}
template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline Pack<I, N, bytes, count>
operator*(const Pack<I, N, bytes, count>& a, const Pack<I, N, bytes, count>& b) {
  Pack<I, N, bytes, count> r;
#pragma GCC unroll 8
  for (int i = 0; i < count; ++i) r.part[i] = a.part[i] * b.part[i];
  return r;
}
template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline Pack<I, N, bytes, count>
operator/(const Pack<I, N, bytes, count>& a, const Pack<I, N, bytes, count>& b) {
  Pack<I, N, bytes, count> r;
#pragma GCC unroll 8
  for (int i = 0; i < count; ++i) r.part[i] = a.part[i] / b.part[i];
  return r;
}
template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline Pack<I, N, bytes, count> operator*(const Pack<I, N, bytes, count>& a,
                                                                 N b) {
  return a * Pack<I, N, bytes, count>::all(b);
}
template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline Pack<I, N, bytes, count> operator+(const Pack<I, N, bytes, count>& a,
                                                                 N b) {
  return a + Pack<I, N, bytes, count>::all(b);
}
template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline Pack<I, N, bytes, count> operator-(const Pack<I, N, bytes, count>& a,
                                                                 N b) {
  return a - Pack<I, N, bytes, count>::all(b);
}
template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline Pack<I, N, bytes, count>&
operator+=(Pack<I, N, bytes, count>& a, const Pack<I, N, bytes, count>& b) {
  return a = a + b;
}
/// a where a is smaller than b, else b (also where one is not a number).
template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline Pack<I, N, bytes, count> min(const Pack<I, N, bytes, count>& a,
                                                           const Pack<I, N, bytes, count>& b) {
  Pack<I, N, bytes, count> r;
#pragma GCC unroll 8
  for (int i = 0; i < count; ++i) r.part[i] = I::min(a.part[i], b.part[i]);
  return r;
}
template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline Pack<I, N, bytes, count> max(const Pack<I, N, bytes, count>& a,
                                                           const Pack<I, N, bytes, count>& b) {
  Pack<I, N, bytes, count> r;
#pragma GCC unroll 8
  for (int i = 0; i < count; ++i) r.part[i] = I::max(a.part[i], b.part[i]);
  return r;
}
template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline Pack<I, N, bytes, count>
square_root(const Pack<I, N, bytes, count>& a) {
  Pack<I, N, bytes, count> r;
#pragma GCC unroll 8
  for (int i = 0; i < count; ++i) r.part[i] = I::square_root(a.part[i]);
  return r;
}
template <class P>
[[gnu::always_inline]] inline P positive(const P& a) {
  return max(a, P::all(0));
}
template <class P>
[[gnu::always_inline]] inline P magnitude(const P& a) {
  return max(a, P::all(0) - a);
}

template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline auto operator<(const Pack<I, N, bytes, count>& a,
                                             const Pack<I, N, bytes, count>& b) {
  typename Pack<I, N, bytes, count>::Mask m;
#pragma GCC unroll 8
  for (int i = 0; i < count; ++i) m.part[i] = a.part[i] < b.part[i];
  return m;
}
template <class P>
[[gnu::always_inline]] inline P select(const typename P::Mask& mask, const P& a, const P& b) {
  P r;
#pragma GCC unroll 8
  for (int i = 0; i < P::count; ++i) r.part[i] = mask.part[i] ? a.part[i] : b.part[i];
  return r;
}
/// True if any lane is below zero.
template <class I, class N, int bytes, int count>
[[gnu::always_inline]] inline bool any_negative(const Pack<I, N, bytes, count>& a) {
  auto lowest = a.part[0];
#pragma GCC unroll 8
  for (int i = 1; i < count; ++i) lowest = I::min(lowest, a.part[i]);
  return I::any_negative(lowest);
}

template <class M>
[[gnu::always_inline]] inline M both(const M& a, const M& b) {
  M r;
  for (int i = 0; i < M::count; ++i) r.part[i] = a.part[i] & b.part[i];
  return r;
}
template <class M>
[[gnu::always_inline]] inline M either(const M& a, const M& b) {
  M r;
  for (int i = 0; i < M::count; ++i) r.part[i] = a.part[i] | b.part[i];
  return r;
}
template <class M>
[[gnu::always_inline]] inline M opposite(const M& a) {
  M r;
  for (int i = 0; i < M::count; ++i) r.part[i] = ~a.part[i];
  return r;
}
template <class P>
[[gnu::always_inline]] inline bool holds(const typename P::Mask& mask, int lane) {
  return mask.part[lane / P::per_vector][lane % P::per_vector] != 0;
}
template <class P>
[[gnu::always_inline]] inline bool any(const typename P::Mask& mask) {
  return any_negative(select<P>(mask, P::all(-1), P::all(0)));
}

}  // namespace evpickup::energy
