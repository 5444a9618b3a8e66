// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string_view>

#include "evpickup/study/results.hpp"

namespace evpickup::app {

/// What --verbose tells on standard error: steps with the time they took, and what they rested on.
/// Silent without it.
class Narration {
 public:
  explicit Narration(bool verbose) : verbose_(verbose), last_(Clock::now()) {}

  /// "run: 0.12 s", counted from the step before.
  void step(std::string_view what);
  /// The files that were read with the beginning of their hash, overrides, and what was estimated.
  void rests_on(const study::Results& results) const;

 private:
  using Clock = std::chrono::steady_clock;
  bool verbose_;
  Clock::time_point last_;
};

}  // namespace evpickup::app
