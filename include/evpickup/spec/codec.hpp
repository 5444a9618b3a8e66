// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evpickup/spec/document.hpp"
#include "evpickup/spec/shape.hpp"
#include "evpickup/units/interest_rate.hpp"
#include "evpickup/units/kinds.hpp"

namespace evpickup::spec {

/// Why a node is not a value: a clause after `got ...`, a hint, and the element at fault where it
/// is not the node as a whole.
struct Refusal {
  std::string reason;
  std::string hint;
  const Node* element = nullptr;
};

/// The way from a node to a T and back to text, with the words for what it accepts.
template <class T>
struct Codec {
  std::string accepts;  ///< "energy, 5 .. 400 kWh"
  std::function<std::optional<T>(const Node&, Refusal&)> read;
  std::function<std::string(const T&)> write;
  std::string unit;  ///< "kWh", as unit_text says it; empty for what is no number of a unit
  std::optional<units::Kind> kind = {};  ///< of a single number with a unit
  Shape shape = {};
};

/// The smallest and largest number accepted, in the unit `symbol` (empty: the preferred unit).
/// For prices the symbol is the denominator: 0 .. 100 per kWh.
struct Bounds {
  double low = 0.0;
  double high = 0.0;
  std::string_view symbol;
};

/// The amount at a node of text `"86 kWh"` (or a bare number for a ratio), inside the bounds.
/// Nothing, and the reason in `refusal`, for a number without its unit, of another kind, not finite
/// or outside.
[[nodiscard]] std::optional<units::Amount> read_amount(const Node& node, units::Kind kind,
                                                       const Bounds& bounds, Refusal& refusal);
/// "energy, 5 .. 400 kWh".
[[nodiscard]] std::string accepted_text(units::Kind kind, const Bounds& bounds);
/// The unit of the bounds: "kWh", "per kWh" for a price, nothing for ratios and amounts of money.
[[nodiscard]] std::string unit_text(units::Kind kind, const Bounds& bounds);
/// A text of a number and a unit of the kind; of ratios a bare number inside the bounds too.
[[nodiscard]] Shape amount_shape(units::Kind kind, const Bounds& bounds);

/// Significant digits with which a quantity is shown; more would pretend to know.
inline constexpr int shown_digits = 5;

/// A number with a unit. `kind` is needed where the type alone does not tell (force, consumption).
/// Made in sim/spec/values.cpp for each type of quantity.
template <class T>
[[nodiscard]] Codec<T> quantity(Bounds bounds, units::Kind kind = units::KindOf<T>::value);

/// A day, a month or a year: the date 2026-10-09, the text "2026-10", the number 2026.
[[nodiscard]] Codec<units::Date> calendar_date();
/// Any text that is not empty.
[[nodiscard]] Codec<std::string> any_text();
/// A whole number inside the bounds.
[[nodiscard]] Codec<int> whole_number(int low, int high);
/// true or false.
[[nodiscard]] Codec<bool> yes_or_no();
/// A list of texts.
[[nodiscard]] Codec<std::vector<std::string>> text_list();
/// A list of whole numbers inside the bounds.
[[nodiscard]] Codec<std::vector<int>> whole_numbers(int low, int high);

/// A list of at least one of what `element` reads; one value alone is a list of one.
template <class T>
[[nodiscard]] Codec<std::vector<T>> list_of(Codec<T> element, std::string accepts);
/// One value for each year of a truck's life, the last one for all later years:
/// `["0.04 USD/km", "0.05 USD/km"]`.
template <class T>
[[nodiscard]] Codec<std::vector<T>> by_age(const Codec<T>& element) {
  return list_of(element, "a list, for each year of age: " + element.accepts);
}

/// A rate with its period and, if it says so, its basis: "5 %/yr", "5 %/yr real",
/// "0.4 %/month nominal".
[[nodiscard]] Codec<units::InterestRate> interest_rate(Bounds bounds);

/// Values by calendar year, rising.
template <class T>
using Path = std::vector<std::pair<int, T>>;
/// A list of [year, value] with rising years: `[[2026, "0.18 USD/kWh"], [2030, "0.2 USD/kWh"]]`.
template <class T>
[[nodiscard]] Codec<Path<T>> path(const Codec<T>& element);

/// Words, each of which stands for a number.
class Words {
 public:
  void add(std::string_view word, std::ptrdiff_t value) { words_.emplace_back(word, value); }
  /// `one of "a", "b"`.
  [[nodiscard]] std::string accepts() const;
  /// The number of the word at a node; anything else is refused with did-you-mean.
  [[nodiscard]] std::optional<std::ptrdiff_t> read(const Node& node, Refusal& refusal) const;
  /// The word of a number, empty if there is none.
  [[nodiscard]] std::string write(std::ptrdiff_t value) const;
  [[nodiscard]] Shape shape() const;

 private:
  std::vector<std::pair<std::string, std::ptrdiff_t>> words_;
};
/// The word that stands for each value of an enumeration.
template <class E>
[[nodiscard]] Codec<E> one_of(std::initializer_list<std::pair<std::string_view, E>> choices) {
  Words words;
  for (const auto& [word, value] : choices) words.add(word, static_cast<std::ptrdiff_t>(value));
  return {
      words.accepts(),
      [words](const Node& node, Refusal& refusal) -> std::optional<E> {
        const auto value = words.read(node, refusal);
        return value ? std::optional{static_cast<E>(*value)} : std::nullopt;
      },
      [words](const E& value) { return words.write(static_cast<std::ptrdiff_t>(value)); },
      {},
      {},
      words.shape(),
  };
}

/// A curve: a list of [x, "y unit"] points with increasing x.
template <class Y>
using Curve = std::vector<std::pair<double, Y>>;
/// The points of a curve, y in SI units. Nothing, and the reason, unless x rises from point to
/// point.
[[nodiscard]] std::optional<std::vector<std::pair<double, double>>>
read_curve(const Node& node, Bounds x, units::Kind kind, const Bounds& y, Refusal& refusal);
template <class Y>
[[nodiscard]] Codec<Curve<Y>> curve(Bounds x, Bounds y,
                                    units::Kind kind = units::KindOf<Y>::value) {
  return {
      "a list of [number, " + accepted_text(kind, y) + "] with rising numbers",
      [=](const Node& node, Refusal& refusal) -> std::optional<Curve<Y>> {
        const auto points = read_curve(node, x, kind, y, refusal);
        if (!points) return std::nullopt;
        Curve<Y> result;
        for (const auto& [at, si] : *points) result.emplace_back(at, units::from_si<Y>(si));
        return result;
      },
      [=](const Curve<Y>& value) {
        std::string text;
        for (const auto& [at, y_value] : value)
          text += (text.empty() ? "" : ", ") + units::format(at, units::Kind::ratio) + ": " +
                  units::format(units::to_amount(y_value), kind);
        return text;
      },
      {},
      {},
      list_shape(pair_shape(amount_shape(units::Kind::ratio, x), amount_shape(kind, y))),
  };
}

namespace detail {

/// The year of a [year, value]; nothing, and the reason, if it is not a year above `last`.
[[nodiscard]] std::optional<int> read_year(const Node& point, const int* last, Refusal& refusal);

/// Reads with a codec and notes the node as the one at fault.
template <class T>
[[nodiscard]] std::optional<T> read_element(const Codec<T>& codec, const Node& element,
                                            Refusal& refusal) {
  auto value = codec.read(element, refusal);
  if (!value && refusal.element == nullptr) refusal.element = &element;
  return value;
}

}  // namespace detail

template <class T>
Codec<std::vector<T>> list_of(Codec<T> element, std::string accepts) {
  return {
      std::move(accepts),
      [element](const Node& node, Refusal& refusal) -> std::optional<std::vector<T>> {
        if (node.type != NodeType::array) return std::nullopt;
        std::vector<T> list;
        for (const Node& child : node.children) {
          auto value = detail::read_element(element, child, refusal);
          if (!value) return std::nullopt;
          list.push_back(std::move(*value));
        }
        return list;
      },
      [element](const std::vector<T>& list) {
        std::string text;
        for (const T& value : list) text += (text.empty() ? "" : ", ") + element.write(value);
        return text;
      },
      {},
      {},
      list_shape(element.shape),
  };
}

template <class T>
Codec<Path<T>> path(const Codec<T>& element) {
  return {
      "a list of [year, " + element.accepts + "] with rising years",
      [element](const Node& node, Refusal& refusal) -> std::optional<Path<T>> {
        if (node.type != NodeType::array || node.children.empty()) return std::nullopt;
        Path<T> result;
        for (const Node& point : node.children) {
          const int* last = result.empty() ? nullptr : &result.back().first;
          const auto year = detail::read_year(point, last, refusal);
          if (!year) return std::nullopt;
          auto value = detail::read_element(element, point.children.back(), refusal);
          if (!value) return std::nullopt;
          result.emplace_back(*year, std::move(*value));
        }
        return result;
      },
      [element](const Path<T>& points) {
        std::string text;
        for (const auto& [year, value] : points)
          text += (text.empty() ? "" : ", ") + std::to_string(year) + ": " + element.write(value);
        return text;
      },
      {},
      {},
      list_shape(pair_shape({.form = Shape::Form::whole_number}, element.shape)),
  };
}

}  // namespace evpickup::spec
