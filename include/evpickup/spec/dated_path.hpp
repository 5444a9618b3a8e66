// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "evpickup/spec/codec.hpp"

namespace evpickup::spec {

/// The value of a dated path in a calendar year: linear between its years, level outside. The path
/// holds at least one value, as every path that was read does; `plain` takes a value to a number.
template <class T, class Plain>
[[nodiscard]] double in_year(const Path<T>& path, int year, const Plain& plain) {
  const auto above = std::ranges::find_if(path, [=](const auto& p) { return p.first >= year; });
  if (above == path.end()) return plain(path.back().second);
  if (above == path.begin() || above->first == year) return plain(above->second);
  const auto below = above - 1;
  const double share = static_cast<double>(year - below->first) / (above->first - below->first);
  return (1.0 - share) * plain(below->second) + share * plain(above->second);
}

}  // namespace evpickup::spec
