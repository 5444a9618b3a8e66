// SPDX-License-Identifier: Apache-2.0
#include "wrap.hpp"

#include <algorithm>
#include <utility>

#include "evpickup/base/text.hpp"

namespace evpickup::report {

namespace {

/// Bytes of the first `count` code points.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (std::size_t seen = 0; at < text.size(); ++at) {
    const bool starts = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (starts && ++seen > count) break;
  }
  return at;
}

/// Adds the words of one line of text to `lines`.
void wrap_line(std::string_view text, std::size_t width, std::vector<std::string>& lines) {
  std::string line;
  std::size_t length = 0;
  const auto end_line = [&] {
    lines.push_back(std::exchange(line, {}));
    length = 0;
  };

  for (const std::string& word : base::split(text, ' ')) {
    std::string_view rest = word;
    if (rest.empty()) continue;
    if (length > 0 && length + 1 + base::code_points(rest) > width) end_line();
    for (; base::code_points(rest) > width; rest.remove_prefix(bytes_of(rest, width))) {
      lines.emplace_back(rest.substr(0, bytes_of(rest, width)));
    }
    if (length > 0) line += ' ';
    line += rest;
    length = base::code_points(line);
  }
  end_line();
}

std::string spaces_for(std::string_view text, std::size_t width) {
  const std::size_t length = base::code_points(text);
  return std::string(width > length ? width - length : 0, ' ');
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  text = base::trim(text);
  const bool plain =
      text.find('\n') == std::string_view::npos && text.find("  ") == std::string_view::npos;
  if (plain && base::code_points(text) <= width) return {std::string{text}};

  std::vector<std::string> lines;
  for (const std::string& line : base::split(text, '\n')) {
    wrap_line(line, std::max<std::size_t>(width, 1), lines);
  }
  return lines;
}

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    longest = std::max(longest, base::code_points(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return longest;
}

std::string pad_left(std::string_view text, std::size_t width) {
  return spaces_for(text, width).append(text);
}

std::string pad_right(std::string_view text, std::size_t width) {
  return std::string{text} + spaces_for(text, width);
}

std::string paragraph(std::string_view text, std::size_t width, std::string_view first) {
  const std::size_t indent = base::code_points(first);
  const std::string others(indent, ' ');
  std::string out;
  for (const std::string& line : wrap(text, width > indent ? width - indent : 1)) {
    const std::string_view start = out.empty() ? first : std::string_view{others};
    out.append(base::trim(line).empty() ? std::string_view{} : start).append(line).append("\n");
  }
  return out;
}

}  // namespace evpickup::report
