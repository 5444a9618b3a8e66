// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "page.hpp"
#include "presentation.hpp"

/// Where the columns of a text table stand in a terminal of a given width.
namespace evpickup::report {

/// Spaces between two columns; the mark of a best value takes the first of them.
inline constexpr std::size_t column_gap = 2;

struct Layout {
  /// The columns that are kept, and the width of each.
  std::vector<std::size_t> columns;
  std::vector<std::size_t> widths;
};

/// Widths with which the table takes at most `available` places, the last column's mark included.
/// Text columns become narrower first (their cells are wrapped), then whole columns are left out
/// from the right, those that a table wants to keep last; one always stays.
[[nodiscard]] Layout fit(const TextTable& table, std::size_t available);

/// The table as lines without line ends: headings (labels, then units, both wrapped), then one or
/// more lines for each row, as `rows[i]`. Best and toned
/// numbers are styled.
struct DrawnTable {
  std::vector<std::string> heading;
  std::vector<std::vector<std::string>> rows;
  std::size_t width = 0;
};
[[nodiscard]] DrawnTable draw(const TextTable& table, const Layout& layout, const Style& style);

}  // namespace evpickup::report
