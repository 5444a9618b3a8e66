// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <system_error>

namespace evpickup::base {
namespace {

/// ASCII only, whatever the locale is.
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string_view trim(std::string_view text) {
  constexpr std::string_view white = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t end = text.find(separator); end != std::string_view::npos;
       end = text.find(separator)) {
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.emplace_back(text);
  return parts;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return out;
}

std::string upper_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return out;
}

std::string capitalised(std::string_view text) {
  return upper_case(text.substr(0, 1)) +
         std::string(text.substr(std::min<std::size_t>(1, text.size())));
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::optional<LeadingNumber> leading_number(std::string_view text) {
  // from_chars knows no plus sign.
  std::string_view digits = text;
  if (text.starts_with('+') && !text.starts_with("+-")) digits.remove_prefix(1);

  double value = 0.0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::invalid_argument) return std::nullopt;
  if (error != std::errc{} || !std::isfinite(value)) {
    value = std::numeric_limits<double>::quiet_NaN();
  }
  return LeadingNumber{value, digits.substr(static_cast<std::size_t>(end - digits.data()))};
}

std::optional<double> parse_number(std::string_view text) {
  const auto number = leading_number(text);
  if (!number || !number->rest.empty() || std::isnan(number->value)) return std::nullopt;
  return number->value;
}

std::string shortest(double value) { return fmt::format("{}", value); }

std::string grouped(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (!std::isfinite(value)) return text;

  // A value that rounds to zero has no sign.
  if (text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);

  // Commas from the right, so that the earlier positions stay valid.
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  for (std::size_t at = std::min(text.find('.'), text.size()); at > first + 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
  // Three rows of the table of distances between the starts of both words.
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  std::vector<std::size_t> above(row.size());
  std::vector<std::size_t> two_above(row.size());

  const auto same = [&](std::size_t i, std::size_t j) { return lower(left[i]) == lower(right[j]); };
  for (std::size_t i = 0; i < left.size(); ++i) {
    two_above.swap(above);
    above.swap(row);
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      row[j + 1] = std::min({above[j + 1] + 1, row[j] + 1, above[j] + (same(i, j) ? 0 : 1)});
      if (i > 0 && j > 0 && same(i, j - 1) && same(i - 1, j)) {
        row[j + 1] = std::min(row[j + 1], two_above[j - 1] + 1);
      }
    }
  }
  return row.back();
}

namespace {

/// All candidates that are nearest to a word, if they are near enough.
std::vector<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  std::vector<std::string> best;
  std::size_t best_distance = word.size() / 3 + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance > best_distance || (best.empty() && distance == best_distance)) continue;
    if (distance < best_distance) best.clear();
    best_distance = distance;
    if (std::ranges::find(best, candidate) == best.end()) best.push_back(candidate);
  }
  return best;
}

}  // namespace

std::optional<std::string> did_you_mean(std::string_view word,
                                        std::span<const std::string> candidates) {
  const auto best = nearest(word, candidates);
  return best.empty() ? std::nullopt : std::optional{best.front()};
}

std::string did_you_mean_hint(std::string_view word, std::span<const std::string> candidates) {
  // Of words as near as one another none is likelier: "4wd" may be rwd, fwd or awd.
  constexpr std::size_t most_told = 3;
  auto best = nearest(word, candidates);
  if (best.empty()) return {};
  if (best.size() > most_told) best.resize(1);
  std::string text = fmt::format("\"{}\"", best.front());
  for (std::size_t i = 1; i < best.size(); ++i)
    text += fmt::format("{}\"{}\"", i + 1 < best.size() ? ", " : " or ", best[i]);
  return fmt::format("did you mean {}?", text);
}

}  // namespace evpickup::base
