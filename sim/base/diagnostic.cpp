// SPDX-License-Identifier: Apache-2.0
#include "evpickup/base/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "evpickup/base/text.hpp"

namespace evpickup::base {
namespace {

std::string_view word(Severity severity) {
  switch (severity) {
  case Severity::note:
    return "note";
  case Severity::warning:
    return "warning";
  case Severity::error:
    break;
  }
  return "error";
}

/// A line as it is shown, and the 1-based column of the finding in it.
struct Excerpt {
  std::string text;
  std::size_t column = 1;
};

/// Cuts a window out of a very long line, and blanks what a terminal would act upon.
Excerpt excerpt(std::string_view line, std::size_t column) {
  constexpr std::size_t width = 160;
  const std::size_t skipped = column > width ? column - width / 2 : 0;
  std::string shown = skipped > 0 ? "..." : "";
  const std::size_t shift = shown.size();

  std::size_t point = 0;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) ++point;
    if (point > skipped + width) {
      shown += "...";
      break;
    }
    if (point > skipped) shown += byte < 0x20U || byte == 0x7FU ? ' ' : c;
  }
  return {std::move(shown), column - skipped + shift};
}

/// The source line with the finding underlined. The underline ends with the line.
std::string quote(const SourcePlace& where) {
  const auto [text, at] =
      excerpt(where.text->line(where.line), std::max<std::size_t>(where.column, 1));
  const std::size_t width = code_points(text);
  const std::size_t column = std::min(at, width + 1);
  const std::size_t length =
      std::clamp<std::size_t>(where.length, 1, std::max<std::size_t>(width + 1 - column, 1));

  const std::string number = std::to_string(where.line);
  return fmt::format("\n   {} | {}\n   {:{}} | {:{}}^{:~<{}}", number, text, "", number.size(), "",
                     column - 1, "", length - 1);
}

/// "3 errors, 1 warning".
std::string tally(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> parts;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::note}) {
    const auto count = std::ranges::count(diagnostics, severity, &Diagnostic::severity);
    if (count > 0) {
      parts.push_back(fmt::format("{} {}{}", count, word(severity), count == 1 ? "" : "s"));
    }
  }
  return join(parts, ", ");
}

}  // namespace

std::string_view SourceText::line(std::size_t number) const {
  std::string_view rest = text;
  for (std::size_t n = 1; n < number; ++n) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

std::string render(const Diagnostic& diagnostic) {
  const SourcePlace& where = diagnostic.where;
  const bool has_line = where.known() && where.line > 0;

  // The place as far as it is known, then what is wrong with what.
  std::string out;
  if (where.known()) out += where.text->name;
  if (has_line) out += fmt::format(":{}:{}", where.line, where.column);
  if (!out.empty()) out += ": ";
  out += fmt::format("{}: ", word(diagnostic.severity));
  if (!diagnostic.key.empty()) out += fmt::format("{}: ", diagnostic.key);
  out += diagnostic.message;

  if (has_line) out += quote(where);
  if (!diagnostic.hint.empty()) out += fmt::format("\n   hint: {}", diagnostic.hint);
  return out;
}

std::string render(std::vector<Diagnostic> diagnostics, std::size_t limit) {
  const auto place = [](const Diagnostic& diagnostic) {
    const SourcePlace& where = diagnostic.where;
    const std::string_view file = where.known() ? std::string_view(where.text->name) : "";
    return std::tuple{file, where.line, where.column};
  };
  std::ranges::stable_sort(diagnostics, {}, place);

  std::string out;
  for (std::size_t i = 0; i < std::min(limit, diagnostics.size()); ++i) {
    if (i > 0) out += '\n';
    out += render(diagnostics[i]);
  }

  // A single finding needs no count.
  if (diagnostics.size() > 1) {
    out += fmt::format("{}{}", out.empty() ? "" : "\n", tally(diagnostics));
  }
  if (diagnostics.size() > limit) out += fmt::format(", {} shown", limit);
  return out;
}

InputError::InputError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(render(diagnostics)), diagnostics_(std::move(diagnostics)) {}

InputError::InputError(Diagnostic diagnostic)
    : InputError(std::vector<Diagnostic>{std::move(diagnostic)}) {}

InputError::InputError(std::string message, std::string hint)
    : InputError(Diagnostic{Severity::error, {}, {}, std::move(message), std::move(hint)}) {}

void Diagnostics::add(Diagnostic diagnostic) { all_.push_back(std::move(diagnostic)); }

void Diagnostics::error(SourcePlace where, std::string key, std::string message, std::string hint) {
  add({Severity::error, std::move(where), std::move(key), std::move(message), std::move(hint)});
}

void Diagnostics::warning(SourcePlace where, std::string key, std::string message,
                          std::string hint) {
  add({Severity::warning, std::move(where), std::move(key), std::move(message), std::move(hint)});
}

bool Diagnostics::has_errors() const {
  return std::ranges::find(all_, Severity::error, &Diagnostic::severity) != all_.end();
}

void Diagnostics::throw_if_errors() const {
  if (has_errors()) throw InputError(all_);
}

}  // namespace evpickup::base
