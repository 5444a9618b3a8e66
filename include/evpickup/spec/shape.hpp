// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

/// What values and tables look like in a file, as an editor must know them.
namespace evpickup::spec {

/// What a value looks like, without what it means. Checks that need more than the value itself
/// (dates that exist, numbers that rise, bounds of a text with a unit) are left to reading.
struct Shape {
  enum class Form { any, text, number, whole_number, yes_or_no, date, list, pair };
  Form form = Form::any;
  /// Of a text: these words and no others.
  std::vector<std::string> words = {};
  /// A regular expression (ECMAScript) of a text, empty for any; a number may be such a text too.
  std::string pattern = {};
  /// Ends of a number; of a list the least length is `low`.
  std::optional<double> low = {};
  std::optional<double> high = {};
  /// What a list holds; both members of a pair.
  std::vector<Shape> elements = {};
};

/// Any text that is not blank.
[[nodiscard]] Shape text_shape();
[[nodiscard]] Shape list_shape(Shape element);
[[nodiscard]] Shape pair_shape(Shape first, Shape second);

/// A key of a format, with all that stands below it.
struct Outline {
  enum class Kind {
    value,
    section,  ///< a table with `children` as its keys
    named,    ///< a table of such tables, or of values, by name: `children`, or one without a key
    list      ///< a list of such tables
  };
  Kind kind = Kind::value;
  std::string key = {};
  std::string doc = {};
  bool required = false;
  // Of a value.
  std::string accepts = {};
  std::string unit = {};
  Shape shape = {};
  /// It may be written with its source: { value = ..., source = ..., ... }.
  bool sourced = false;
  // Of what holds others.
  std::vector<Outline> children = {};
  /// The names that there are; any if empty.
  std::vector<std::string> names = {};
};

}  // namespace evpickup::spec
