// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/hours.hpp"

#include <algorithm>
#include <array>

namespace evpickup::model {

namespace {

constexpr double hours_per_day = 24.0;

/// A span in its parts within one day.
std::array<Hours, 2> within_a_day(const Hours& span) {
  if (span.to > span.from) return {{span, {}}};
  return {{{span.from, hours_per_day}, {0.0, span.to}}};
}

}  // namespace

double length(const Hours& span) {
  double sum = 0.0;
  for (const Hours& part : within_a_day(span)) sum += part.to - part.from;
  return sum;
}

double common(const Hours& one, const Hours& other) {
  double sum = 0.0;
  for (const Hours& a : within_a_day(one))
    for (const Hours& b : within_a_day(other))
      sum += std::max(0.0, std::min(a.to, b.to) - std::max(a.from, b.from));
  return sum;
}

}  // namespace evpickup::model
