// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Hours of the day.
namespace evpickup::model {

/// A span from one hour to another, both 0 .. 24. One that does not end after it starts goes over
/// midnight; from an hour to the same is the whole day.
struct Hours {
  double from = 0.0;
  double to = 0.0;
};

/// How long a span is, in hours.
[[nodiscard]] double length(const Hours& span);
/// How long two spans have in common, in hours.
[[nodiscard]] double common(const Hours& one, const Hours& other);

}  // namespace evpickup::model
