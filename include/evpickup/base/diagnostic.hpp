// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace evpickup::base {

/// A text that was read from a file, from the command line or from a test. `name` is what a
/// message shows as its place.
struct SourceText {
  std::string name;
  std::string text;

  /// The 1-based line without its line end, empty beyond the last line.
  [[nodiscard]] std::string_view line(std::size_t number) const;
};

/// A place in a SourceText. Line and column count from 1, columns in code points; line 0 means
/// "the whole text". `length` is the number of code points that a message underlines.
struct SourcePlace {
  std::shared_ptr<const SourceText> text;
  std::size_t line = 0;
  std::size_t column = 0;
  std::size_t length = 1;

  [[nodiscard]] bool known() const { return text != nullptr; }
};

enum class Severity { note, warning, error };

/// One finding about an input: where, which key, what is wrong, and what would help.
/// `message` is a full statement such as `expected energy, 5 .. 400 kWh, got "63 kW" (power)`.
struct Diagnostic {
  Severity severity = Severity::error;
  SourcePlace where;
  std::string key;
  std::string message;
  std::string hint;
};

/// The text of one finding as a person reads it: `file:line:column: error: key: message`, the
/// line, a caret under the place and the hint.
[[nodiscard]] std::string render(const Diagnostic& diagnostic);

/// All findings, sorted by file, line and column, at most `limit` of them and a closing count.
[[nodiscard]] std::string render(std::vector<Diagnostic> diagnostics, std::size_t limit = 20);

/// Input that cannot be used. It carries all findings, not only the first; what() is their text.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Diagnostic> diagnostics);
  explicit InputError(Diagnostic diagnostic);
  /// An error without a place in a file, such as a wrong command line argument.
  explicit InputError(std::string message, std::string hint = {});

  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

/// Collects findings while an input is read, so that all of them can be told at once.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void error(SourcePlace where, std::string key, std::string message, std::string hint = {});
  void warning(SourcePlace where, std::string key, std::string message, std::string hint = {});

  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }
  /// Throws InputError with everything collected if there is at least one error.
  void throw_if_errors() const;

 private:
  std::vector<Diagnostic> all_;
};

}  // namespace evpickup::base
