// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "page.hpp"

namespace evpickup::report {

/// A number as a bar, with its name before it and its text behind it.
struct Bar {
  std::string label;
  double value = 0.0;
  std::string text;
  bool best = false;
};

/// Bars one below the other, from zero to the largest; what is negative has none. Eighths of a
/// column, or whole ones without UTF-8.
[[nodiscard]] std::string draw_bars(const std::vector<Bar>& bars, const Page& page);

}  // namespace evpickup::report
