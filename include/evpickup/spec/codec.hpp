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

/// Significant digits with which a quantity is shown; more would pretend to know.
inline constexpr int shown_digits = 5;

/// A number with a unit. `kind` is needed where the type alone does not tell (force, consumption).
template <class T>
[[nodiscard]] Codec<T> quantity(Bounds bounds, units::Kind kind = units::KindOf<T>::value) {
  return {
      accepted_text(kind, bounds),
      [=](const Node& node, Refusal& refusal) -> std::optional<T> {
        const auto amount = read_amount(node, kind, bounds, refusal);
        if (!amount) return std::nullopt;
        return units::from_amount<T>(*amount);
      },
      [=](const T& value) {
        // In the unit of the bounds; money in its own currency.
        const units::Amount amount = units::to_amount(value);
        return amount.currency ? units::format(amount, kind)
                               : units::format(amount.si, kind, bounds.symbol, shown_digits);
      },
      unit_text(kind, bounds),
  };
}

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

/// One word of a list; anything else is refused with did-you-mean.
[[nodiscard]] std::optional<std::size_t>
read_word(const Node& node, const std::vector<std::string>& words, Refusal& refusal);
/// The word that stands for each value of an enumeration.
template <class E>
[[nodiscard]] Codec<E> one_of(std::initializer_list<std::pair<std::string_view, E>> choices) {
  std::vector<std::string> words;
  std::vector<E> values;
  std::string accepts;
  for (const auto& [word, value] : choices) {
    accepts += (words.empty() ? "\"" : ", \"") + std::string(word) + '"';
    words.emplace_back(word);
    values.push_back(value);
  }
  return {
      "one of " + accepts,
      [=](const Node& node, Refusal& refusal) -> std::optional<E> {
        const auto index = read_word(node, words, refusal);
        if (!index) return std::nullopt;
        return values[*index];
      },
      [=](const E& value) {
        for (std::size_t i = 0; i < values.size(); ++i)
          if (values[i] == value) return words[i];
        return std::string{};
      },
      {},
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
  };
}

}  // namespace evpickup::spec
