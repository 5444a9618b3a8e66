// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

/// Standard output and standard error: what they can show, and the way to them.
namespace evpickup::app {

enum class ColourChoice { automatic, always, never };

struct Terminal {
  /// Columns of text: the variable COLUMNS, else the terminal's own width, else 120.
  std::size_t width = 120;
  bool utf8 = false;
  bool colour = false;
};

/// What standard output can show. UTF-8 by LC_ALL, LC_CTYPE or LANG, whichever is set first.
/// Colour, where it is left to the program: on a terminal that is not dumb, unless NO_COLOR is set.
[[nodiscard]] Terminal standard_output(ColourChoice choice);

/// Writes to standard output. Throws base::InputError if not all of it could be written.
void print(std::string_view text);

/// Writes a line to standard error.
void tell(std::string_view line);

}  // namespace evpickup::app
