// SPDX-License-Identifier: Apache-2.0
#include "terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <system_error>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::app {

namespace {

/// The value of an environment variable, empty if it is not set.
std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : value;
}

bool is_terminal() { return isatty(STDOUT_FILENO) == 1; }

std::optional<std::size_t> width_by_variable() {
  constexpr double widest = 10000.0;
  const auto columns = base::parse_number(environment("COLUMNS"));
  if (!columns || *columns < 1.0 || *columns > widest) return std::nullopt;
  return static_cast<std::size_t>(*columns);
}

std::optional<std::size_t> width_of_terminal() {
  winsize size{};
  if (!is_terminal() || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return std::nullopt;
  }
  return size.ws_col;
}

bool utf8_locale() {
  std::string_view locale;
  for (const char* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (locale.empty()) locale = environment(variable);
  }
  // "en_US.UTF-8", "C.utf8", also with a modifier behind it.
  const std::string lower = base::lower_case(locale);
  return lower.find("utf-8") != std::string::npos || lower.find("utf8") != std::string::npos;
}

bool wants_colour(ColourChoice choice) {
  if (choice != ColourChoice::automatic) return choice == ColourChoice::always;
  return is_terminal() && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

}  // namespace

Terminal standard_output(ColourChoice choice) {
  Terminal terminal;
  if (const auto width = width_by_variable()) {
    terminal.width = *width;
  } else if (const auto own = width_of_terminal()) {
    terminal.width = *own;
  }
  terminal.utf8 = utf8_locale();
  terminal.colour = wants_colour(choice);
  return terminal;
}

void print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (std::fflush(stdout) == 0 && written) return;
  throw base::InputError(
      fmt::format("standard output cannot be written: {}", std::generic_category().message(errno)));
}

void tell(std::string_view line) { fmt::print(stderr, "{}\n", line); }

}  // namespace evpickup::app
