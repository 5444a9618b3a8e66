// SPDX-License-Identifier: Apache-2.0
#include "amount_pattern.hpp"

#include <fmt/format.h>

#include <vector>

#include "evpickup/base/text.hpp"

namespace evpickup::spec {

using units::Kind;

namespace {

// A symbol in a regular expression; spaces may stand around the signs that join units.
std::string symbol_pattern(std::string_view symbol) {
  std::string pattern;
  for (const char c : symbol) {
    const bool joint = c == '/' || c == '*';
    const bool special = std::string_view{"*^()+."}.find(c) != std::string_view::npos;
    pattern += fmt::format("{0}{1}{2}{0}", joint ? " *" : "", special ? "\\" : "", c);
  }
  return pattern;
}

}  // namespace

std::string amount_pattern(Kind kind, std::string_view ending) {
  std::vector<std::string> symbols;
  for (const auto& unit : units::symbols(kind)) symbols.push_back(symbol_pattern(unit.symbol));
  if (kind == Kind::fuel_consumption) symbols.emplace_back("mpg");
  std::string unit = symbols.empty() ? "" : fmt::format("(?:{})", base::join(symbols, "|"));
  if (kind == Kind::ratio) unit = "%?";
  if (kind == Kind::money) unit = "[A-Z]{3}";
  if (kind > Kind::money) unit = "[A-Z]{3} */ *" + unit;
  return fmt::format(R"(^ *[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)? *{}{} *$)", unit,
                     ending);
}

}  // namespace evpickup::spec
