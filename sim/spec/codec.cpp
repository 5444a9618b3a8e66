// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "amount_pattern.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::spec {

namespace {

using units::Kind;

// True for money per something; the kinds of money are the last ones.
bool is_price(Kind kind) { return kind > Kind::money; }

// How far rounding in a change of units may carry a value over its bound.
constexpr double bound_tolerance = 1e-9;

// The symbol that the bounds are given in; an amount of money has none.
std::optional<units::UnitSymbol> bound_symbol(Kind kind, const Bounds& bounds) {
  const auto symbols = units::symbols(kind);
  if (symbols.empty()) return std::nullopt;
  if (bounds.symbol.empty()) return symbols.front();
  const auto found = std::ranges::find(symbols, bounds.symbol, &units::UnitSymbol::symbol);
  if (found == symbols.end())
    throw std::logic_error(fmt::format("{} has no unit {}", units::name(kind), bounds.symbol));
  return *found;
}

// A value in SI units as a number of the bounds' symbol.
double in_bound_unit(double si, Kind kind, const Bounds& bounds) {
  const auto symbol = bound_symbol(kind, bounds);
  return symbol ? (si - symbol->offset) / symbol->factor : si;
}

bool inside(double value, const Bounds& bounds) {
  const auto slack = [](double bound) { return bound_tolerance * std::abs(bound); };
  return value >= bounds.low - slack(bounds.low) && value <= bounds.high + slack(bounds.high);
}

bool inside(const units::Amount& amount, Kind kind, const Bounds& bounds) {
  return inside(in_bound_unit(amount.si, kind, bounds), bounds);
}

// A number as a hint shows it, without the last digits that a multiplication spoils.
std::string hint_number(double value) { return fmt::format("{:.12g}", value); }

std::string did_you_mean(std::string_view text) { return fmt::format("did you mean {}?", text); }

// True if a bare number misses a bound by less than a slipped point would make it.
bool is_near(double number, Kind kind, const Bounds& bounds) {
  constexpr double near = 1.2;
  return std::ranges::any_of(std::array{number / near, number * near}, [&](double other) {
    const auto amount = units::parse(hint_number(other), kind).amount;
    return amount && inside(*amount, kind, bounds);
  });
}

// What was meant if the number is off by 10, 100 or 1000: the nearest that lies inside the bounds.
std::string hint_at_power_of_ten(double number, std::string_view unit, Kind kind,
                                 const Bounds& bounds) {
  if (unit.empty() && is_near(number, kind, bounds)) return {};
  for (const double factor : {10.0, 100.0, 1000.0}) {
    for (const double scaled : {number / factor, number * factor}) {
      const std::string text = hint_number(scaled) + std::string{unit};
      const auto amount = units::parse(text, kind).amount;
      if (amount && inside(*amount, kind, bounds))
        return did_you_mean(unit.empty() ? text : fmt::format("\"{}\"", text));
    }
  }
  return {};
}

// Why an amount that was written as `number` and `unit` is outside the bounds.
Refusal outside(const units::Amount& amount, double number, std::string_view unit, Kind kind,
                const Bounds& bounds) {
  const double value = in_bound_unit(amount.si, kind, bounds);
  const std::string_view side = value < bounds.low ? "too small" : "too large";

  // A percentage without its sign is likelier than a slipped point.
  if (kind == Kind::ratio && unit.empty() && inside(value / 100.0, bounds) && value > 1.0)
    return {std::string{side}, did_you_mean(fmt::format("\"{} %\"", hint_number(number))), nullptr};

  // Where another unit was written, say what the value is in that of the bounds.
  const std::string bound_unit = unit_text(kind, bounds);
  const bool same_unit = bound_unit.empty() || base::trim(unit).ends_with(bound_unit);
  std::string reason{side};
  if (!same_unit && !is_price(kind))
    reason = fmt::format("{}, {}", units::format(amount.si, kind, bounds.symbol), side);
  return {std::move(reason), hint_at_power_of_ten(number, unit, kind, bounds), nullptr};
}

// A number that stands where a number with a unit is needed.
Refusal without_unit(double number, Kind kind, const Bounds& bounds) {
  const auto symbol = bound_symbol(kind, bounds);
  std::string unit{symbol ? symbol->symbol : ""};
  if (kind == Kind::money) unit = "USD";
  if (is_price(kind)) unit = "USD/" + unit;
  return {"needs a unit", fmt::format("write \"{} {}\"", hint_number(number), unit), nullptr};
}

std::optional<units::Amount> read_bare(double number, Kind kind, const Bounds& bounds,
                                       Refusal& refusal) {
  if (!std::isfinite(number)) {
    refusal = {"not a finite number", {}, nullptr};
    return std::nullopt;
  }
  if (kind != Kind::ratio) {
    refusal = without_unit(number, kind, bounds);
    return std::nullopt;
  }
  const units::Amount amount{number, std::nullopt};
  if (inside(amount, kind, bounds)) return amount;
  refusal = outside(amount, number, {}, kind, bounds);
  return std::nullopt;
}

std::optional<units::Amount> read_written(std::string_view text, Kind kind, const Bounds& bounds,
                                          Refusal& refusal) {
  text = base::trim(text);
  if (const auto number = base::parse_number(text))
    return read_bare(*number, kind, bounds, refusal);

  // Of a unit that belongs to another kind the message needs the kind alone.
  const units::ParsedAmount parsed = units::parse(text, kind);
  if (!parsed.amount) {
    const bool other = parsed.other_kind.has_value();
    refusal = {other ? std::string{units::name(*parsed.other_kind)} : parsed.problem, parsed.hint,
               nullptr};
    // An amount of money lacks what it is paid for, as the bounds have it.
    if (other && *parsed.other_kind == Kind::money && is_price(kind) && !bounds.symbol.empty())
      refusal.hint = did_you_mean(fmt::format("\"{}/{}\"", text, bounds.symbol));
    return std::nullopt;
  }
  if (inside(*parsed.amount, kind, bounds)) return parsed.amount;

  const auto number = base::leading_number(text);
  refusal = outside(*parsed.amount, number ? number->value : 0.0, number ? number->rest : text,
                    kind, bounds);
  return std::nullopt;
}

// One [x, "y unit"] of a curve.
std::optional<std::pair<double, double>> read_point(const Node& point, const Bounds& x, Kind kind,
                                                    const Bounds& y, Refusal& refusal) {
  if (point.type != NodeType::array || point.children.size() != 2) {
    refusal = {"a point needs two values", {}, &point};
    return std::nullopt;
  }
  const Node& x_node = point.children.front();
  const Node& y_node = point.children.back();
  const auto x_value = read_amount(x_node, Kind::ratio, x, refusal);
  if (!x_value) {
    refusal.element = &x_node;
    return std::nullopt;
  }
  const auto y_value = read_amount(y_node, kind, y, refusal);
  if (!y_value) {
    refusal.element = &y_node;
    return std::nullopt;
  }
  return std::pair{x_value->si, y_value->si};
}

std::optional<units::Date> read_date(const Node& node) {
  if (node.type == NodeType::date) return node.date;
  if (node.is_text()) return units::parse_date(base::trim(node.text));
  if (node.type == NodeType::integer) return units::parse_date(node.shown());
  return std::nullopt;
}

std::optional<int> read_whole_number(const Node& node, int low, int high, Refusal& refusal) {
  if (node.is_text() && base::parse_number(base::trim(node.text)))
    refusal.hint = "leave out the quotes";
  // 1e3 is a whole number too.
  if (node.type == NodeType::number) {
    if (node.number != std::floor(node.number)) return std::nullopt;
    if (node.number >= low && node.number <= high) return static_cast<int>(node.number);
    refusal.reason = node.number < low ? "too small" : "too large";
    return std::nullopt;
  }
  if (node.type != NodeType::integer) return std::nullopt;
  if (node.integer >= low && node.integer <= high) return static_cast<int>(node.integer);
  refusal.reason = node.integer < low ? "too small" : "too large";
  return std::nullopt;
}

// "5 %/yr real": the last word tells the basis, the unit tells the period.
std::optional<units::InterestRate> read_interest_rate(const Node& node, const Bounds& bounds,
                                                      Refusal& refusal) {
  units::InterestRate rate;
  Node number = node;
  for (const auto& [word, basis] : {std::pair{std::string_view{" real"}, units::RateBasis::real},
                                    {" nominal", units::RateBasis::nominal}}) {
    const std::string_view text = base::trim(number.text);
    if (!number.is_text() || !text.ends_with(word)) continue;
    rate.basis = basis;
    number.text = std::string(text.substr(0, text.size() - word.size()));
    break;
  }
  const auto amount = read_amount(number, Kind::rate, bounds, refusal);
  if (!amount) return std::nullopt;
  rate.rate = units::from_si<units::Rate>(amount->si);
  constexpr int months = 12;
  if (number.text.find("month") != std::string::npos) rate.periods_per_year = months;
  return rate;
}

std::string interest_rate_text(const units::InterestRate& rate, const Bounds& bounds) {
  const std::string_view symbol = rate.periods_per_year == 1 ? bounds.symbol : "%/month";
  std::string text = units::format(units::in_si(rate.rate), Kind::rate, symbol, shown_digits);
  if (rate.basis == units::RateBasis::real) text += " real";
  if (rate.basis == units::RateBasis::nominal) text += " nominal";
  return text;
}

std::optional<bool> read_yes_or_no(const Node& node, Refusal& refusal) {
  if (node.type == NodeType::boolean) return node.boolean;
  constexpr std::array yes{"true", "yes", "on"};
  constexpr std::array no{"false", "no", "off"};
  if (std::ranges::find(yes, node.text) != yes.end()) refusal.hint = "write true, without quotes";
  if (std::ranges::find(no, node.text) != no.end()) refusal.hint = "write false, without quotes";
  return std::nullopt;
}

}  // namespace

std::optional<units::Amount> read_amount(const Node& node, Kind kind, const Bounds& bounds,
                                         Refusal& refusal) {
  if (node.is_number()) return read_bare(node.number, kind, bounds, refusal);
  if (node.is_text()) return read_written(node.text, kind, bounds, refusal);
  return std::nullopt;
}

std::string accepted_text(Kind kind, const Bounds& bounds) {
  const std::string unit = unit_text(kind, bounds);
  std::string_view name = units::name(kind);
  if (kind == Kind::ratio) name = "number";
  if (kind == Kind::money) name = "amount of money with its currency";
  return fmt::format("{}, {} .. {}{}{}", name, base::shortest(bounds.low),
                     base::shortest(bounds.high), unit.empty() ? "" : " ", unit);
}

std::string unit_text(Kind kind, const Bounds& bounds) {
  const auto symbol = bound_symbol(kind, bounds);
  if (!symbol || (kind == Kind::ratio && symbol->factor == 1.0)) return {};
  return (is_price(kind) ? "per " : "") + std::string{symbol->symbol};
}

Shape amount_shape(Kind kind, const Bounds& bounds) {
  Shape shape{.form = Shape::Form::text, .pattern = amount_pattern(kind, {})};
  if (kind != Kind::ratio) return shape;
  shape.form = Shape::Form::number;
  shape.low = bounds.low;
  shape.high = bounds.high;
  return shape;
}

Codec<units::Date> calendar_date() {
  return {
      "a date such as 2026-10-09, 2026-10 or 2026",
      [](const Node& node, Refusal&) { return read_date(node); },
      [](const units::Date& date) { return date.text(); },
      {},
      {},
      {.form = Shape::Form::date},
  };
}

Codec<std::string> any_text() {
  return {
      "a text",
      [](const Node& node, Refusal& refusal) -> std::optional<std::string> {
        if (node.is_text() && !base::trim(node.text).empty()) return node.text;
        if (node.is_text()) refusal.reason = "empty";
        if (node.is_number()) refusal.hint = fmt::format("write \"{}\"", node.shown());
        return std::nullopt;
      },
      [](const std::string& text) { return text; },
      {},
      {},
      text_shape(),
  };
}

Codec<int> whole_number(int low, int high) {
  return {
      fmt::format("whole number, {} .. {}", low, high),
      [=](const Node& node, Refusal& refusal) {
        return read_whole_number(node, low, high, refusal);
      },
      [](const int& value) { return fmt::format("{}", value); },
      {},
      {},
      {.form = Shape::Form::whole_number,
       .low = static_cast<double>(low),
       .high = static_cast<double>(high)},
  };
}

Codec<bool> yes_or_no() {
  return {
      "true or false",
      read_yes_or_no,
      [](const bool& value) { return std::string{value ? "true" : "false"}; },
      {},
      {},
      {.form = Shape::Form::yes_or_no},
  };
}

Codec<std::vector<std::string>> text_list() { return list_of(any_text(), "a list of texts"); }

Codec<std::vector<int>> whole_numbers(int low, int high) {
  return list_of(whole_number(low, high),
                 fmt::format("a list of whole numbers, {} .. {}", low, high));
}

Codec<units::InterestRate> interest_rate(Bounds bounds) {
  return {
      accepted_text(Kind::rate, bounds) + ", and \"real\" or \"nominal\"",
      [=](const Node& node, Refusal& refusal) { return read_interest_rate(node, bounds, refusal); },
      [=](const units::InterestRate& rate) { return interest_rate_text(rate, bounds); },
      unit_text(Kind::rate, bounds),
      {},
      {.form = Shape::Form::text, .pattern = amount_pattern(Kind::rate, "(?: real| nominal)?")},
  };
}

std::optional<int> detail::read_year(const Node& point, const int* last, Refusal& refusal) {
  if (point.type != NodeType::array || point.children.size() != 2) {
    refusal = {"a point needs a year and a value", {}, &point};
    return std::nullopt;
  }
  const Node& year = point.children.front();
  const auto number = detail::read_element(whole_number(1900, 2200), year, refusal);
  if (number && last != nullptr && *number <= *last) {
    refusal = {"not above the year before", {}, &year};
    return std::nullopt;
  }
  return number;
}

std::string Words::accepts() const {
  std::string text;
  for (const auto& [word, value] : words_)
    text += (text.empty() ? "one of \"" : ", \"") + word + '"';
  return text;
}

std::optional<std::ptrdiff_t> Words::read(const Node& node, Refusal& refusal) const {
  if (!node.is_text()) return std::nullopt;
  std::vector<std::string> known;
  for (const auto& [word, value] : words_) {
    if (word == node.text) return value;
    known.push_back(word);
  }
  refusal.hint = base::did_you_mean_hint(node.text, known);
  return std::nullopt;
}

Shape Words::shape() const {
  Shape shape{.form = Shape::Form::text};
  for (const auto& [word, value] : words_) shape.words.push_back(word);
  return shape;
}

std::string Words::write(std::ptrdiff_t value) const {
  const auto found = std::ranges::find(words_, value, [](const auto& each) { return each.second; });
  return found != words_.end() ? found->first : std::string{};
}

std::optional<std::vector<std::pair<double, double>>>
read_curve(const Node& node, Bounds x, Kind kind, const Bounds& y, Refusal& refusal) {
  if (node.type != NodeType::array) return std::nullopt;
  std::vector<std::pair<double, double>> points;
  for (const Node& element : node.children) {
    const auto point = read_point(element, x, kind, y, refusal);
    if (!point) return std::nullopt;
    if (!points.empty() && point->first <= points.back().first) {
      refusal = {"not above the one before", {}, &element.children.front()};
      return std::nullopt;
    }
    points.push_back(*point);
  }
  if (points.size() >= 2) return points;
  refusal.reason = "needs at least two points";
  return std::nullopt;
}

}  // namespace evpickup::spec
