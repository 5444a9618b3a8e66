// SPDX-License-Identifier: Apache-2.0
#include "page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "evpickup/base/text.hpp"

namespace evpickup::report {

namespace {

constexpr std::size_t narrowest_width = 40;
/// Lines of prose longer than this are hard to read.
constexpr std::size_t prose_width = 100;
/// Of the 256 colours of xterm.
constexpr std::string_view blue = "38;5;33";
constexpr std::string_view bold_blue = "1;38;5;33";
constexpr std::string_view orange = "38;5;208";

}  // namespace

std::string Style::bold(std::string_view text) const { return around("1", text); }
std::string Style::dim(std::string_view text) const { return around("2", text); }
std::string Style::best(std::string_view text) const { return around(bold_blue, text); }

std::string Style::toned(Tone tone, std::string_view text) const {
  if (tone == Tone::plain) return std::string{text};
  return around(tone == Tone::better ? blue : orange, text);
}

// Line by line, so that a pager that shows half of a text shows its style too.
std::string Style::around(std::string_view code, std::string_view text) const {
  if (!on || text.empty()) return std::string{text};
  std::vector<std::string> lines = base::split(text, '\n');
  for (std::string& line : lines) {
    if (!line.empty()) line = fmt::format("\x1b[{}m{}\x1b[0m", code, line);
  }
  return base::join(lines, "\n");
}

Page::Page(const WriteOptions& wanted)
    : options(wanted),
      width(std::max(wanted.width, narrowest_width)),
      prose(std::min(width, prose_width)),
      style{wanted.colour} {}

std::string Page::rule(std::size_t length) const {
  return repeated(options.utf8 ? "\u2500" : "-", length);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace evpickup::report
