// SPDX-License-Identifier: Apache-2.0
#include "syntax_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "evpickup/base/text.hpp"

namespace evpickup::spec {

namespace {

// What toml++ says, and what it means to a person who has not read the standard.
struct Wording {
  std::string_view parser;
  std::string_view ours;
  bool whole_sentence = false;         // the rest of the parser's sentence says nothing more
  bool quotes_may_be_missing = false;  // text without quotes brings this sentence about
};
constexpr std::array wordings{
    Wording{"encountered end-of-file", "unexpected end of the file"},
    Wording{"expected a comment or whitespace", "expected the end of the line", false, true},
    Wording{"expected keys, tables, whitespace or comments", "expected a key or a [table]"},
    Wording{"expected comma or closing", "expected a comma or a closing", false, true},
    Wording{"expected digit", "expected a digit", false, true},
    Wording{"could not determine value type", "expected a value", true, true},
    Wording{"expected 'true'", "expected a value", true, true},
    Wording{"expected 'false'", "expected a value", true, true},
    Wording{"expected 'nan'", "expected a value", true, true},
    Wording{"expected 'inf'", "expected a value", true, true},
    Wording{"could not be interpreted as a value", "is too large or too small for a number"},
    Wording{"exceeded maximum nested value depth", "values are nested too deeply", true},
};

// The sentence without "Error while parsing key-value pair: ".
std::string_view without_scope(std::string_view description) {
  if (!description.starts_with("Error while parsing ")) return description;
  const std::size_t colon = description.find(": ");
  return colon == std::string_view::npos ? description : description.substr(colon + 2);
}

const Wording* find_wording(std::string_view sentence) {
  const auto found = std::ranges::find_if(wordings, [&](const Wording& wording) {
    return sentence.find(wording.parser) != std::string_view::npos;
  });
  return found == wordings.end() ? nullptr : &*found;
}

std::string reworded(std::string_view sentence, const Wording& wording) {
  if (wording.whole_sentence) return std::string{wording.ours};
  const std::size_t at = sentence.find(wording.parser);
  return fmt::format("{}{}{}", sentence.substr(0, at), wording.ours,
                     sentence.substr(at + wording.parser.size()));
}

// The text between the first and the last single quote: a key, a number, a character.
std::optional<std::string_view> quoted(std::string_view sentence) {
  const std::size_t first = sentence.find('\'');
  const std::size_t last = sentence.rfind('\'');
  if (first == last) return std::nullopt;
  return sentence.substr(first + 1, last - first - 1);
}

// The byte at which a column of code points starts, at most the length of the line.
std::size_t byte_of_column(std::string_view line, std::size_t column) {
  std::size_t byte = 0;
  for (std::size_t seen = 1; byte < line.size(); ++byte) {
    const bool starts_code_point = (static_cast<unsigned char>(line[byte]) & 0xC0U) != 0x80U;
    if (starts_code_point && seen++ == column) break;
  }
  return byte;
}

// Moves the place onto `word` if the line holds it, preferably before the place.
void move_onto(base::SourcePlace& place, std::string_view word) {
  const std::string_view line = place.text->line(place.line);
  std::size_t byte = line.rfind(word, byte_of_column(line, place.column));
  if (byte == std::string_view::npos) byte = line.find(word);
  if (byte == std::string_view::npos) return;
  place.column = base::code_points(line.substr(0, byte)) + 1;
  place.length = base::code_points(word);
}

// The key that starts at the place, for sentences that do not name it.
std::string_view key_at(const base::SourcePlace& place) {
  const std::string_view line = place.text->line(place.line);
  const std::string_view rest = line.substr(byte_of_column(line, place.column));
  return base::trim(rest.substr(0, rest.find_first_of(".=]")));
}

// `key "x" is given twice`, placed on the key.
base::Diagnostic repeated_key(std::string_view sentence, base::SourcePlace place) {
  const std::string_view line = place.text->line(place.line);
  const std::string key{quoted(sentence).value_or(key_at(place))};
  move_onto(place, key);
  const bool is_table =
      base::trim(line).starts_with('[') && sentence.find(" table ") != sentence.npos;
  return {base::Severity::error,
          std::move(place),
          {},
          fmt::format("{} \"{}\" is given twice", is_table ? "table" : "key", key),
          {}};
}

// Text that was written without quotes, such as 63 kWh behind `value =`.
std::optional<std::string_view> unquoted_text(const base::SourcePlace& place) {
  const std::string_view line = place.text->line(place.line);
  const std::size_t equals = line.rfind('=', byte_of_column(line, place.column));
  if (equals == std::string_view::npos) return std::nullopt;
  const std::string_view rest = line.substr(equals + 1);
  const std::string_view text = base::trim(rest.substr(0, rest.find_first_of(",}#")));
  if (text.empty() || text.find_first_of("\"'[{") != std::string_view::npos) return std::nullopt;
  return text;
}

// True if a text runs into the end of its line.
bool lacks_closing_quote(std::string_view sentence, const base::SourcePlace& place) {
  return sentence.find("control characters") != std::string_view::npos &&
         place.column > base::code_points(place.text->line(place.line));
}

}  // namespace

base::Diagnostic syntax_error(std::string_view description, base::SourcePlace at) {
  const std::string_view sentence = without_scope(description);
  if (sentence.starts_with("cannot redefine existing"))
    return repeated_key(sentence, std::move(at));
  if (lacks_closing_quote(sentence, at))
    return {base::Severity::error, std::move(at), {}, "a text without its closing quote", {}};

  // Underline the text that lacks its quotes, or else the number or key that the sentence names.
  const Wording* wording = find_wording(sentence);
  const bool unquoted = wording != nullptr && wording->quotes_may_be_missing;
  const auto text = unquoted ? unquoted_text(at) : std::nullopt;
  const auto word = text ? text : quoted(sentence);
  if (word && word->size() > 1) move_onto(at, *word);

  const std::string hint = text ? fmt::format("write text in quotes: \"{}\"", *text) : "";
  std::string message = wording != nullptr ? reworded(sentence, *wording) : std::string{sentence};
  return {base::Severity::error, std::move(at), {}, std::move(message), hint};
}

}  // namespace evpickup::spec
