// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/units/quantities.hpp"

namespace evpickup::model {

/// A road from a start to a destination: points with a speed limit and, where the file tells them,
/// height and temperature. All vectors have the same length, at least 2; what a file does not tell
/// is empty.
struct Route {
  std::string id;
  std::string title;
  std::string source;
  /// Rises strictly, from 0.
  std::vector<double> distance_m;
  /// The limit of point k holds from there to the next point; above 0.
  std::vector<double> speed_limit_m_per_s;
  /// Height above the sea, linear between points.
  std::vector<double> elevation_m;
  /// Temperature outside, linear between points.
  std::vector<double> ambient_k;

  [[nodiscard]] units::Length length() const { return units::metres(distance_m.back()); }
};

/// Reads a route from CSV with units in its heading: `distance [km | mi | m]`, `speed_limit [km/h |
/// mph | m/s]`, and optionally `elevation [m | ft]` and `ambient [degC | degF]`. Throws InputError
/// with the place of each finding: text, a distance that does not rise, a speed limit that is not
/// above 0 or beyond 70 m/s (a wrong unit), a slope above 50 %, a temperature beyond -60 .. 60
/// degC, fewer than two rows.
[[nodiscard]] Route read_route(const std::shared_ptr<const base::SourceText>& text, std::string id);

/// A road of one speed limit and unknown height. Length and speed are above 0, otherwise
/// std::logic_error.
[[nodiscard]] Route even_route(units::Length length, units::Speed speed);

}  // namespace evpickup::model
