// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Texts in a space of so many code points.
namespace evpickup::report {

/// The words of `text` in lines of at most `width`; a longer word is cut. Line ends in the text are
/// kept, white space at line ends is not. At least one line, `width` at least 1.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// The length of the longest word.
[[nodiscard]] std::size_t longest_word(std::string_view text);

[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t width);

/// A paragraph in lines of `width`: `first` stands before the first line, as many spaces before the
/// others. Ends with a line end.
[[nodiscard]] std::string paragraph(std::string_view text, std::size_t width,
                                    std::string_view first = {});

}  // namespace evpickup::report
