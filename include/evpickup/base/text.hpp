// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evpickup::base {

/// `text` without white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// The parts of `text` between separators; empty parts are kept.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

/// The parts joined with `separator` between them.
[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view separator);

/// ASCII letters in lower case, in upper case, and the first letter in upper case; other characters
/// as they are.
[[nodiscard]] std::string lower_case(std::string_view text);
[[nodiscard]] std::string upper_case(std::string_view text);
[[nodiscard]] std::string capitalised(std::string_view text);

/// A decimal number at the start of a text and what follows it. `value` is NaN if a double cannot
/// hold the number ("1e999", "nan", "inf").
struct LeadingNumber {
  double value = 0.0;
  std::string_view rest;
};

/// The number that `text` starts with (sign, digits, decimal point, exponent), independent of the
/// locale; nothing if it starts with something else, white space included.
[[nodiscard]] std::optional<LeadingNumber> leading_number(std::string_view text);

/// A finite decimal number that fills the whole text, independent of the locale. "1e999", "nan",
/// "inf", "12abc" and "" give nothing.
[[nodiscard]] std::optional<double> parse_number(std::string_view text);

/// The shortest decimal text that reads back as the same double.
[[nodiscard]] std::string shortest(double value);

/// `value` with a fixed number of decimals and a comma between thousands, for people.
[[nodiscard]] std::string grouped(double value, int decimals);

/// Number of code points in a UTF-8 text.
[[nodiscard]] std::size_t code_points(std::string_view text);

/// Edit distance with transpositions of neighbours (optimal string alignment), upper and lower
/// case equal.
[[nodiscard]] std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidate that `word` was most likely meant to be, if one is near enough (edit distance
/// with transpositions, at most a third of the word's length, upper and lower case equal).
[[nodiscard]] std::optional<std::string> did_you_mean(std::string_view word,
                                                      std::span<const std::string> candidates);

/// `did you mean "x"?` or an empty text: the hint that goes with an unknown word.
[[nodiscard]] std::string did_you_mean_hint(std::string_view word,
                                            std::span<const std::string> candidates);

}  // namespace evpickup::base
