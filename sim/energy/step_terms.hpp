// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace evpickup::energy {

struct Steps;

/// What a step on the trace is made of, the same for all trucks. Work and losses of a truck are its
/// coefficients times these; integrals of v, v^2 and v^3 over linear speed are exact.
template <class T>
struct StepTerms {
  T duration_s, per_duration, distance_m, mean_speed_m_per_s;
  T rolling_m;     ///< distance on the slope, for rolling
  T climb_m;       ///< height gained
  T square, cube;  ///< integrals of v^2 and v^3
  T cubed_pace;    ///< mean speed cubed, times the duration
  T gain;          ///< half the gain of v^2
  T per_force;     ///< duration over distance squared; 0 for a stand
  T regeneration;  ///< share of the braking that is offered to the motors
  T from_m_per_s, to_m_per_s, sine, cosine;
};

/// Sums over the steps before one, of the terms that a truck's sums are linear in.
struct TermSums {
  double duration_s = 0, distance_m = 0, rolling_m = 0, climb_m = 0;
  double square = 0, cube = 0, cubed_pace = 0, gain = 0;

  void add(const StepTerms<double>& step, double sign = 1.0) {
    duration_s += sign * step.duration_s;
    distance_m += sign * step.distance_m;
    rolling_m += sign * step.rolling_m;
    climb_m += sign * step.climb_m;
    square += sign * step.square;
    cube += sign * step.cube;
    cubed_pace += sign * step.cubed_pace;
    gain += sign * step.gain;
  }
};

/// A cycle as the copies of the kernel read it.
struct StepTable {
  explicit StepTable(const Steps& steps);

  std::vector<StepTerms<double>> exact;
  std::vector<StepTerms<float>> single;
  /// One more than steps: the last are those of the whole cycle.
  std::vector<TermSums> before;
  double start_speed_m_per_s = 0.0;
  /// Hardest braking that motors are offered, by its parts: W per kg of inertia, W per N of weight.
  double braking_w_per_kg = 0.0, falling_w_per_n = 0.0;
  /// True if the end is not slower than the start, so that the next cycle is like the first.
  bool repeats = false;
};

}  // namespace evpickup::energy
