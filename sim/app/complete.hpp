// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What may be typed next. Shells ask for it through `evpickup __complete WORD...`, so that their
/// scripts know nothing of commands, options and data.
namespace evpickup::app {

inline constexpr std::string_view complete_word = "__complete";

struct Candidate {
  std::string word;
  /// A few words about it; may be empty.
  std::string help;
};

/// The words that may stand in the place of the last of `words`, which may be empty or begun; the
/// others stand before it. Nothing where a file name is expected, or nothing is known.
[[nodiscard]] std::vector<Candidate> candidates(const std::vector<std::string>& words);

}  // namespace evpickup::app
