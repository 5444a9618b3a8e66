// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "evpickup/report/write_options.hpp"

/// What the parts of a terminal's page need to know.
namespace evpickup::report {

/// How a number stands to what it is compared with.
enum class Tone { plain, better, worse };

/// Terminal escapes (ECMA-48, select graphic rendition), or nothing. Better is blue and worse is
/// orange, which every common form of colour blindness tells apart; signs and marks say the same.
struct Style {
  bool on = false;

  [[nodiscard]] std::string bold(std::string_view text) const;
  [[nodiscard]] std::string dim(std::string_view text) const;
  [[nodiscard]] std::string best(std::string_view text) const;
  [[nodiscard]] std::string toned(Tone tone, std::string_view text) const;

 private:
  [[nodiscard]] std::string around(std::string_view code, std::string_view text) const;
};

struct Page {
  const WriteOptions& options;
  std::size_t width;
  /// Lines of prose are no longer than this.
  std::size_t prose;
  Style style;

  explicit Page(const WriteOptions& wanted);
  [[nodiscard]] std::string_view bullet() const { return options.utf8 ? "\u2022 " : "- "; }
  [[nodiscard]] std::string_view baseline_mark() const { return options.utf8 ? "\u25b8" : ">"; }
  [[nodiscard]] std::string_view missing() const { return options.utf8 ? "\u2013" : "-"; }
  [[nodiscard]] std::string_view arrow() const { return options.utf8 ? "\u2192" : "->"; }
  [[nodiscard]] std::string rule(std::size_t length) const;
};

/// A text several times.
[[nodiscard]] std::string repeated(std::string_view text, std::size_t times);

}  // namespace evpickup::report
