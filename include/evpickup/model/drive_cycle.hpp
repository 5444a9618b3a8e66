// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/units/quantities.hpp"

namespace evpickup::model {

/// A speed trace. Speed is linear between points; `grade` (rise over run) of point k holds for the
/// step that begins there. All vectors have the same length, at least 2; time rises strictly.
struct DriveCycle {
  std::string id;
  std::string title;
  std::string source;
  std::vector<double> time_s;
  std::vector<double> speed_m_per_s;
  std::vector<double> grade;

  [[nodiscard]] units::Time duration() const;
  [[nodiscard]] units::Length distance() const;
  [[nodiscard]] units::Speed top_speed() const;
  [[nodiscard]] std::size_t steps() const { return time_s.size() - 1; }
  /// Height of the end above the start.
  [[nodiscard]] units::Length rise() const;
};

/// A cycle that can be repeated: where it ends at another speed than it starts with, a step at 1
/// m/s^2 on the flat leads back, so that no speed comes for nothing.
[[nodiscard]] DriveCycle closed(DriveCycle cycle);

/// Reads a cycle from CSV with units in its heading: `time [s]`, `speed [m/s | km/h | mph]`, and
/// optionally `grade [% | 1]` or `elevation [m | ft]`. Time steps may be uneven. Throws InputError
/// for text, negative speed, time that does not rise, an acceleration beyond 12 m/s^2 (a wrong
/// unit), or a distance of zero.
[[nodiscard]] DriveCycle read_drive_cycle(const std::shared_ptr<const base::SourceText>& text,
                                          std::string id);

/// A steady speed on the flat, one step of one minute.
[[nodiscard]] DriveCycle constant_speed(units::Speed speed);

}  // namespace evpickup::model
