// SPDX-License-Identifier: Apache-2.0
#include "step_terms.hpp"

#include <algorithm>

#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/lanes.hpp"

namespace evpickup::energy {

namespace {

StepTerms<double> terms_of(const Steps& steps, Eigen::Index k, double from) {
  StepTerms<double> t{};
  const double to = steps.target_speed_m_per_s(k);
  const double duration = steps.duration_s(k);
  const double square_sum = from * from + to * to;
  const double pace = 0.5 * (from + to);
  t.duration_s = duration;
  t.per_duration = 1.0 / duration;
  t.mean_speed_m_per_s = pace;
  t.distance_m = pace * duration;
  t.sine = steps.slope_sine(k);
  t.cosine = steps.slope_cosine(k);
  t.rolling_m = t.cosine * t.distance_m;
  t.climb_m = t.sine * t.distance_m;
  t.square = (square_sum + from * to) * (1.0 / 3.0) * duration;
  t.cube = 0.5 * pace * square_sum * duration;
  t.cubed_pace = pace * pace * pace * duration;
  t.gain = 0.5 * (to * to - from * from);
  t.per_force = pace > 0.0 ? duration / (t.distance_m * t.distance_m) : 0.0;
  const double fade = (pace - regeneration_fade_low_m_per_s) /
                      (regeneration_fade_high_m_per_s - regeneration_fade_low_m_per_s);
  t.regeneration = regeneration_share * std::clamp(fade, 0.0, 1.0);
  t.from_m_per_s = from;
  t.to_m_per_s = to;
  return t;
}

StepTerms<float> single_of(const StepTerms<double>& t) {
  const auto f = [](double value) { return static_cast<float>(value); };
  return {f(t.duration_s),   f(t.per_duration), f(t.distance_m), f(t.mean_speed_m_per_s),
          f(t.rolling_m),    f(t.climb_m),      f(t.square),     f(t.cube),
          f(t.cubed_pace),   f(t.gain),         f(t.per_force),  f(t.regeneration),
          f(t.from_m_per_s), f(t.to_m_per_s),   f(t.sine),       f(t.cosine)};
}

}  // namespace

StepTable::StepTable(const Steps& steps) : start_speed_m_per_s(steps.start_speed_m_per_s) {
  const auto size = static_cast<std::size_t>(steps.size());
  exact.reserve(size);
  single.reserve(size);
  before.resize(size + 1);
  double from = start_speed_m_per_s;
  for (std::size_t k = 0; k < size; ++k) {
    exact.push_back(terms_of(steps, static_cast<Eigen::Index>(k), from));
    single.push_back(single_of(exact.back()));
    before[k + 1] = before[k];
    before[k + 1].add(exact.back());
    const StepTerms<double>& t = exact.back();
    braking_w_per_kg = std::max(braking_w_per_kg, -t.gain * t.per_duration * t.regeneration);
    falling_w_per_n = std::max(falling_w_per_n, -t.climb_m * t.per_duration * t.regeneration);
    from = t.to_m_per_s;
  }
  repeats = from >= start_speed_m_per_s;
}

}  // namespace evpickup::energy
