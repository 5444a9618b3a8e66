// SPDX-License-Identifier: Apache-2.0
#include "evpickup/units/kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <utility>
#include <vector>

#include "evpickup/base/text.hpp"

namespace evpickup::units {
namespace {

// Factors that more than one row needs. Exact by definition (NIST SP 811) where nothing is said.
constexpr double foot = 0.3048;
constexpr double inch = 0.0254;
constexpr double mile = metres_per_mile;
constexpr double pound = kilograms_per_pound;
constexpr double pound_force = newtons_per_pound_force;
constexpr double standard_gravity = 9.80665;
constexpr double gallon = cubic_metres_per_gallon;
constexpr double litre = 1e-3;
constexpr double hour = seconds_per_hour;
constexpr double day = 24.0 * hour;
constexpr double year = seconds_per_year;
constexpr double month = year / 12.0;
constexpr double kilowatt_hour = joules_per_kilowatt_hour;
constexpr double kilometre_per_hour = 1e3 / hour;
constexpr double mile_per_hour = mile / hour;
/// 550 ft*lbf/s and 75 kgf*m/s.
constexpr double mechanical_horsepower = 550.0 * foot * pound_force;
constexpr double metric_horsepower = 75.0 * standard_gravity;

struct Row {
  Kind kind;
  std::string_view name;
  /// The preferred symbol first; unused places are empty.
  std::array<UnitSymbol, 10> symbols;
};

// clang-format off
/// Everything that is known about a kind, in the order of Kind.
constexpr Row table[] = {
    {Kind::ratio, "ratio", {{{"1", 1.0}, {"%", 0.01}}}},
    {Kind::mass, "mass", {{{"kg", 1.0}, {"t", 1e3}, {"g", 1e-3}, {"lb", pound}}}},
    {Kind::length, "length",
     {{{"km", 1e3}, {"m", 1.0}, {"mm", 1e-3}, {"cm", 1e-2}, {"mi", mile}, {"ft", foot},
       {"in", inch}}}},
    {Kind::area, "area", {{{"m^2", 1.0}, {"ft^2", foot * foot}}}},
    {Kind::volume, "volume", {{{"m^3", 1.0}, {"L", litre}, {"gal", gallon}}}},
    {Kind::time, "time",
     {{{"s", 1.0}, {"min", 60.0}, {"h", hour}, {"d", day}, {"day", day}, {"month", month},
       {"yr", year}}}},
    {Kind::speed, "speed", {{{"km/h", kilometre_per_hour}, {"m/s", 1.0}, {"mph", mile_per_hour}}}},
    {Kind::mileage, "mileage",
     {{{"km/yr", 1e3 / year}, {"mi/yr", mile / year}, {"km/d", 1e3 / day}, {"mi/d", mile / day}}}},
    {Kind::acceleration, "acceleration", {{{"m/s^2", 1.0}, {"g", standard_gravity}}}},
    {Kind::force, "force",
     {{{"N", 1.0}, {"kN", 1e3}, {"lbf", pound_force}, {"kgf", standard_gravity}}}},
    {Kind::force_per_speed, "force per speed",
     {{{"N/(m/s)", 1.0}, {"lbf/mph", pound_force / mile_per_hour},
       {"N/(km/h)", 1.0 / kilometre_per_hour}}}},
    {Kind::force_per_speed_squared, "force per speed squared",
     {{{"N/(m/s)^2", 1.0}, {"lbf/mph^2", pound_force / (mile_per_hour * mile_per_hour)},
       {"N/(km/h)^2", 1.0 / (kilometre_per_hour * kilometre_per_hour)}}}},
    {Kind::energy, "energy",
     {{{"kWh", kilowatt_hour}, {"Wh", hour}, {"MWh", 1e3 * kilowatt_hour}, {"MJ", 1e6},
       {"J", 1.0}}}},
    {Kind::consumption, "consumption",
     {{{"kWh/100 km", kilowatt_hour / 1e5}, {"kWh/100km", kilowatt_hour / 1e5},
       {"Wh/km", hour / 1e3}, {"kWh/km", kilowatt_hour / 1e3},
       {"kWh/100 mi", kilowatt_hour / (100.0 * mile)},
       {"kWh/100mi", kilowatt_hour / (100.0 * mile)},
       {"kWh/mi", kilowatt_hour / mile}, {"Wh/mi", hour / mile}, {"J/m", 1.0}}}},
    {Kind::fuel_consumption, "fuel consumption",
     {{{"L/100 km", litre / 1e5}, {"L/100km", litre / 1e5}, {"L/km", litre / 1e3},
       {"gal/100 mi", gallon / (100.0 * mile)}, {"gal/mi", gallon / mile}}}},
    {Kind::power, "power",
     {{{"kW", 1e3}, {"W", 1.0}, {"MW", 1e6}, {"hp", mechanical_horsepower},
       {"PS", metric_horsepower}}}},
    {Kind::torque, "torque",
     {{{"N*m", 1.0}, {"Nm", 1.0}, {"lbf*ft", pound_force * foot}, {"lb*ft", pound_force * foot},
       {"kgf*m", standard_gravity}}}},
    {Kind::angular_speed, "angular speed", {{{"rpm", std::numbers::pi / 30.0}, {"rad/s", 1.0}}}},
    {Kind::voltage, "voltage", {{{"V", 1.0}}}},
    {Kind::current, "current", {{{"A", 1.0}}}},
    {Kind::resistance, "resistance", {{{"ohm", 1.0}, {"mohm", 1e-3}}}},
    {Kind::mass_per_energy, "mass per energy",
     {{{"g/kWh", 1e-3 / kilowatt_hour}, {"kg/kWh", 1.0 / kilowatt_hour}}}},
    {Kind::density, "density",
     {{{"kg/L", 1.0 / litre}, {"g/L", 1e-3 / litre}, {"kg/m^3", 1.0}, {"g/gal", 1e-3 / gallon}}}},
    {Kind::time_per_distance, "time per distance",
     {{{"h/1000 km", hour / 1e6}, {"h/1000 mi", hour / (1e3 * mile)}, {"h/km", hour / 1e3},
       {"h/mi", hour / mile}}}},
    {Kind::moment_of_inertia, "moment of inertia", {{{"kg*m^2", 1.0}}}},
    {Kind::rate, "rate",
     {{{"%/yr", 0.01 / year}, {"1/yr", 1.0 / year}, {"%/month", 0.01 / month}}}},
    {Kind::temperature, "temperature",
     {{{"degC", 1.0, celsius_zero_kelvin}, {"K", 1.0},
       {"degF", 5.0 / 9.0, celsius_zero_kelvin - 32.0 * 5.0 / 9.0}}}},
    {Kind::temperature_difference, "temperature difference", {{{"K", 1.0}}}},
    {Kind::money, "amount of money", {}},
    {Kind::money_per_energy, "price per energy",
     {{{"kWh", 1.0 / kilowatt_hour}, {"MWh", 1e-3 / kilowatt_hour}}}},
    {Kind::money_per_distance, "price per distance", {{{"km", 1e-3}, {"mi", 1.0 / mile}}}},
    {Kind::money_per_time, "price per time",
     {{{"yr", 1.0 / year}, {"month", 1.0 / month}, {"h", 1.0 / hour}}}},
    {Kind::money_per_volume, "price per volume", {{{"L", 1.0 / litre}, {"gal", 1.0 / gallon}}}},
    {Kind::money_per_mass, "price per mass",
     {{{"kg", 1.0}, {"t", 1e-3}, {"lb", 1.0 / pound}}}},
};
// clang-format on

constexpr bool in_order_of_kinds() {
  for (std::size_t i = 0; i < std::size(table); ++i) {
    if (table[i].kind != static_cast<Kind>(i)) return false;
  }
  return table[std::size(table) - 1].kind == Kind::money_per_mass;
}
static_assert(in_order_of_kinds());

const Row& row(Kind kind) { return table[static_cast<std::size_t>(kind)]; }

/// The kinds of money are the last ones.
bool is_money(Kind kind) { return kind >= Kind::money; }

/// "a power", "an energy".
std::string with_article(Kind kind) {
  const bool vowel = std::string_view("aeiou").find(name(kind).front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", name(kind));
}

/// `text` without the spaces around slashes and stars.
std::string compact(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool joint = c == '/' || c == '*';
    while (joint && out.ends_with(' ')) out.pop_back();
    const bool behind_joint = out.ends_with('/') || out.ends_with('*');
    if (c != ' ' || !behind_joint) out += c;
  }
  return out;
}

/// The symbol of a kind that is written like `written`, nullptr if there is none.
const UnitSymbol* find_symbol(Kind kind, std::string_view written) {
  const auto all = symbols(kind);
  const auto found = std::ranges::find(all, written, &UnitSymbol::symbol);
  return found == all.end() ? nullptr : &*found;
}

/// What turns a written number into an Amount.
struct Unit {
  UnitSymbol symbol;
  std::optional<Currency> currency;
};

/// `written` as a unit of the kind. Money is written CNY, a price CNY/kWh.
std::optional<Unit> find_unit(Kind kind, std::string_view written) {
  std::optional<Currency> currency;
  if (is_money(kind)) {
    const std::string_view code = written.substr(0, 3);
    written.remove_prefix(code.size());
    if (!is_currency_code(code)) return std::nullopt;
    currency = Currency(code);
    if (kind == Kind::money) {
      return written.empty() ? std::optional(Unit{{}, currency}) : std::nullopt;
    }
    if (!written.starts_with('/')) return std::nullopt;
    written.remove_prefix(1);
  }
  const UnitSymbol* symbol = find_symbol(kind, written);
  return symbol != nullptr ? std::optional(Unit{*symbol, currency}) : std::nullopt;
}

/// The first kind that has `written` as a unit.
std::optional<Kind> find_kind(std::string_view written) {
  for (const Row& candidate : table) {
    if (find_unit(candidate.kind, written)) return candidate.kind;
  }
  return std::nullopt;
}

/// All units of a kind as they are written, money in the given currency.
std::vector<std::string> spellings(Kind kind, std::string_view currency = "USD") {
  if (kind == Kind::money) return {std::string(currency)};
  std::vector<std::string> all;
  for (const UnitSymbol& symbol : symbols(kind)) {
    all.push_back(is_money(kind) ? fmt::format("{}/{}", currency, symbol.symbol)
                                 : std::string(symbol.symbol));
  }
  return all;
}

/// The spellings as one text for messages.
std::string listed(Kind kind) {
  if (kind == Kind::ratio) return "%, or without a unit";
  return base::join(spellings(kind), ", ") + (is_money(kind) ? ", ..." : "");
}

/// The unit of the kind that `written` was meant to be: one begins with the other (kW, kWh), or few
/// letters differ, but not all of them. Of several that `written` begins, the preferred one.
std::optional<std::string> meant_unit(Kind kind, std::string_view written) {
  const std::string_view code = written.substr(0, 3);
  std::optional<std::string> best;
  std::size_t best_distance = std::numeric_limits<std::size_t>::max();
  for (const std::string& unit : spellings(kind, is_currency_code(code) ? code : "USD")) {
    std::size_t distance = base::edit_distance(written, unit);
    if (unit.starts_with(written)) distance = std::min<std::size_t>(distance, 1);
    const bool near = distance <= std::max<std::size_t>(1, written.size() / 3) &&
                      distance < std::max(written.size(), unit.size());
    if ((near || written.starts_with(unit)) && distance < best_distance) {
      best = unit;
      best_distance = distance;
    }
  }
  return best;
}

ParsedAmount refuse(std::string problem, std::string hint = {},
                    std::optional<Kind> other_kind = {}) {
  return {std::nullopt, std::move(problem), std::move(hint), other_kind};
}

std::string did_you_mean(std::string_view text) {
  return fmt::format("did you mean \"{}\"?", text);
}

/// `178,800 CNY` or `5,5 kWh`: three digits behind each comma make it a separator of thousands.
ParsedAmount refuse_comma(std::string_view text) {
  const std::size_t end = std::min(text.find_first_not_of("+-0123456789.,"), text.size());
  const auto parts = base::split(text.substr(0, end), ',');
  const auto three_digits = [](std::string_view part) {
    return part.find('.') == 3 || part.size() == 3;
  };
  const bool thousands =
      parts.front() != "0" && std::all_of(parts.begin() + 1, parts.end(), three_digits);
  const std::string number = base::join(parts, thousands ? "" : ".");
  return refuse("a comma in the number", base::parse_number(number)
                                             ? did_you_mean(number + std::string(text.substr(end)))
                                             : "");
}

/// What is wrong with `written`, which is no unit of the kind.
ParsedAmount refuse_unit(Kind kind, std::string_view text, std::string_view number,
                         std::string_view written) {
  if (written.empty()) return refuse(fmt::format("needs a unit ({})", listed(kind)));

  const auto meant = meant_unit(kind, written);
  const std::string hint =
      meant ? did_you_mean(fmt::format("{} {}", base::trim(number), *meant))
            : fmt::format("{} is written in {}", with_article(kind), listed(kind));

  // "KWH" for an energy is a slip of the shift key, not money of a country KWH.
  const bool wrong_case = meant && base::edit_distance(written, *meant) == 0;
  const auto other = wrong_case ? std::nullopt : find_kind(written);
  if (other) return refuse(fmt::format("\"{}\" is {}", text, with_article(*other)), hint, other);
  return refuse(fmt::format("unknown unit \"{}\"", written), hint);
}

/// `value` rounded to significant digits.
double rounded(double value, int digits) {
  const auto number = base::parse_number(fmt::format("{:.{}e}", value, digits - 1));
  return number.value_or(value) + 0.0;  // no negative zero
}

/// A number with commas between thousands and no trailing zeros.
std::string for_people(double value) {
  std::string plain = base::shortest(value);
  if (plain.find('e') != std::string::npos) return plain;
  const std::size_t point = std::min(plain.find('.'), plain.size() - 1);
  return base::grouped(value, static_cast<int>(plain.size() - 1 - point));
}

}  // namespace

std::string_view name(Kind kind) { return row(kind).name; }

std::span<const UnitSymbol> symbols(Kind kind) {
  const auto& all = row(kind).symbols;
  const auto end = std::ranges::find(all, std::string_view{}, &UnitSymbol::symbol);
  return {all.begin(), end};
}

ParsedAmount parse(std::string_view text, Kind kind) {
  text = base::trim(text);
  const auto number = base::leading_number(text);
  if (!number) {
    return refuse("does not start with a number",
                  kind == Kind::ratio ? "write a number such as 0.5"
                                      : fmt::format("write a number and a unit such as \"5 {}\"",
                                                    spellings(kind).front()));
  }
  if (std::isnan(number->value)) return refuse("not a finite number");
  if (number->rest.starts_with(',')) return refuse_comma(text);

  // A ratio may stand alone: it is a number of ones.
  std::string written = compact(base::trim(number->rest));
  if (written.empty() && kind == Kind::ratio) written = symbols(kind).front().symbol;
  // Distance by fuel, the inverse of the kind.
  if (kind == Kind::fuel_consumption && written == "mpg" && number->value > 0.0)
    return {Amount{gallon / (mile * number->value), {}}, {}, {}, {}};
  const auto unit = find_unit(kind, written);
  if (!unit) {
    return refuse_unit(kind, text, text.substr(0, text.size() - number->rest.size()), written);
  }

  // A small factor divides by its inverse, so that 57 % is the double 0.57.
  const double factor = unit->symbol.factor;
  const double scaled = factor < 1.0 ? number->value / (1.0 / factor) : number->value * factor;
  const double si = scaled + unit->symbol.offset;
  if (!std::isfinite(si)) return refuse("not a finite number");
  return {Amount{si, unit->currency}, {}, {}, {}};
}

std::string format(double si, Kind kind, std::string_view symbol, int digits) {
  if (kind == Kind::money && symbol.empty()) return base::shortest(rounded(si, digits));
  const UnitSymbol* unit = symbol.empty() ? &symbols(kind).front() : find_symbol(kind, symbol);
  if (unit == nullptr) {
    throw std::logic_error(fmt::format("{} is not written in {}", with_article(kind), symbol));
  }
  std::string number = base::shortest(rounded((si - unit->offset) / unit->factor, digits));
  if (kind == Kind::ratio && unit == &symbols(kind).front()) return number;
  return fmt::format("{} {}{}", number, is_money(kind) ? "per " : "", unit->symbol);
}

std::string format(const Amount& amount, Kind kind, int digits) {
  if (!amount.currency) return format(amount.si, kind, {}, digits);
  if (!is_money(kind)) {
    throw std::logic_error(fmt::format("{} has no currency", with_article(kind)));
  }
  const double factor = kind == Kind::money ? 1.0 : symbols(kind).front().factor;
  return fmt::format("{} {}", for_people(rounded(amount.si / factor, digits)),
                     spellings(kind, amount.currency->code()).front());
}

}  // namespace evpickup::units
