// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/unit_system.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <regex>
#include <string>
#include <utility>

#include "evpickup/base/text.hpp"
#include "evpickup/units/quantities.hpp"

namespace evpickup::report {

namespace {

constexpr double kilometres_per_mile = units::metres_per_mile / 1e3;
constexpr double litres_per_gallon = 1e3 * units::cubic_metres_per_gallon;
/// International foot and inch (NIST SP 811, exact).
constexpr double metres_per_foot = 0.3048;
constexpr double millimetres_per_inch = 25.4;

/// A unit and what it becomes: value in `to` = factor * value in `from` + offset.
struct Conversion {
  std::string_view from;
  std::string_view to;
  double factor = 1.0;
  double offset = 0.0;
  int more_decimals = 0;
};

constexpr std::array conversions{
    Conversion{"km", "mi", 1.0 / kilometres_per_mile},
    Conversion{"m", "ft", 1.0 / metres_per_foot},
    Conversion{"mm", "in", 1.0 / millimetres_per_inch, 0.0, 1},
    Conversion{"kg", "lb", 1.0 / units::kilograms_per_pound},
    Conversion{"km/h", "mph", 1.0 / kilometres_per_mile},
    Conversion{"km/yr", "mi/yr", 1.0 / kilometres_per_mile},
    Conversion{"degC", "degF", 1.8, 32.0},
    Conversion{"kWh/100 km", "kWh/100 mi", kilometres_per_mile},
    Conversion{"L", "gal", 1.0 / litres_per_gallon, 0.0, 1},
};

void convert_cells(study::Table& table, std::size_t column,
                   const std::function<study::Cell(double)>& convert) {
  for (auto& row : table.rows) {
    if (const auto* number = std::get_if<double>(&row.at(column))) row[column] = convert(*number);
  }
}

void apply(study::Table& table, std::size_t index, const Conversion& conversion) {
  study::Column& column = table.columns[index];
  column.unit = conversion.to;
  column.decimals += conversion.more_decimals;
  convert_cells(table, index, [&](double x) { return conversion.factor * x + conversion.offset; });
}

/// "USD/km" to "USD/mi", "g/km" to "g/mi".
void apply_per_distance(study::Table& table, std::size_t index) {
  std::string& unit = table.columns[index].unit;
  unit.replace(unit.size() - 2, 2, "mi");
  convert_cells(table, index, [](double x) { return kilometres_per_mile * x; });
}

/// Energy or fuel by distance to miles a gallon: `miles` is what one unit of it comes to. Nothing
/// used, or a charge gained as downhill, has no such figure.
void apply_economy(study::Table& table, std::size_t index, std::string_view unit, double miles) {
  study::Column& column = table.columns[index];
  for (const auto& [from, to] : {std::pair{"consumption", "economy"}, {"Consumption", "Economy"}}) {
    const std::size_t at = column.label.find(from);
    if (at != std::string::npos) column.label.replace(at, std::string_view{from}.size(), to);
  }
  column.unit = unit;
  if (column.better == study::Better::lower) column.better = study::Better::higher;
  convert_cells(table, index, [&](double used) -> study::Cell {
    if (used <= 0.0) return std::monostate{};
    return miles / used;
  });
}

/// Wall consumption in kWh/100 km to miles per gallon of petrol with the same energy.
void apply_mpge(study::Table& table, std::size_t index) {
  apply_economy(table, index, "MPGe", 100.0 * kilowatt_hours_per_gallon / kilometres_per_mile);
}

/// Fuel in L/100 km to miles per gallon.
void apply_mpg(study::Table& table, std::size_t index) {
  apply_economy(table, index, "mpg", 100.0 * litres_per_gallon / kilometres_per_mile);
}

/// Numbers whose unit stands in their row. The cell with the unit is converted last.
void convert_by_row(study::Table& table) {
  const auto names_unit = std::ranges::find(table.columns, "unit", &study::Column::key);
  if (names_unit == table.columns.end()) return;
  const auto at = static_cast<std::size_t>(names_unit - table.columns.begin());
  for (auto& row : table.rows) {
    const auto* unit = std::get_if<std::string>(&row[at]);
    const auto* const found = unit == nullptr
                                  ? conversions.end()
                                  : std::ranges::find(conversions, *unit, &Conversion::from);
    if (found == conversions.end()) continue;
    for (std::size_t index = 0; index < table.columns.size(); ++index) {
      auto* number = std::get_if<double>(&row[index]);
      if (table.columns[index].unit_in_row && number != nullptr)
        *number = found->factor * *number + found->offset;
    }
    row[at] = std::string(found->to);
  }
}

void convert_column(study::Table& table, std::size_t index) {
  const study::Column& column = table.columns[index];
  const auto* const row = std::ranges::find(conversions, column.unit, &Conversion::from);
  const bool wall = column.key.find("wall") != std::string::npos;

  if (column.unit == "kWh/100 km" && wall) {
    apply_mpge(table, index);
  } else if (column.unit == "L/100 km") {
    apply_mpg(table, index);
  } else if (row != conversions.end()) {
    apply(table, index, *row);
  } else if (column.unit.ends_with("/km")) {
    apply_per_distance(table, index);
  }
}

}  // namespace

std::optional<UnitSystem> unit_system(std::string_view name) {
  if (name == "si") return UnitSystem::si;
  if (name == "us") return UnitSystem::us;
  return std::nullopt;
}

study::Table in_units(study::Table table, UnitSystem system) {
  if (system == UnitSystem::us) {
    if (std::ranges::any_of(table.columns, &study::Column::unit_in_row)) convert_by_row(table);
    for (std::size_t index = 0; index < table.columns.size(); ++index) {
      convert_column(table, index);
    }
  }
  return table;
}

namespace {

/// "1,023" in kilometres, or a price per kilometre, in miles.
std::string number_in_miles(const std::string& text, bool per_distance) {
  std::string digits = text;
  std::erase(digits, ',');
  const auto value = base::parse_number(digits);
  if (!value) return text;
  const auto point = digits.find('.');
  const auto decimals = point == std::string::npos ? 0 : digits.size() - point - 1;
  return base::grouped(per_distance ? *value * kilometres_per_mile : *value / kilometres_per_mile,
                       static_cast<int>(decimals));
}

}  // namespace

std::vector<std::string> in_units(std::vector<std::string> sentences, UnitSystem system) {
  if (system == UnitSystem::si) return sentences;
  // A number, perhaps a second one, and a unit that is no part of a longer one.
  static const std::regex figure(
      "([0-9][0-9,]*(?:\\.[0-9]+)?)( to )?([0-9][0-9,]*(?:\\.[0-9]+)?)? ([A-Z]{3}/)?km(?![\\w/])");
  for (std::string& sentence : sentences) {
    std::string out;
    auto from = sentence.cbegin();
    for (std::sregex_iterator found(sentence.cbegin(), sentence.cend(), figure), end; found != end;
         ++found) {
      const std::smatch& match = *found;
      out.append(from, match[0].first);
      out += number_in_miles(match[1].str(), match[4].matched);
      if (match[3].matched)
        out += match[2].str() + number_in_miles(match[3].str(), match[4].matched);
      out += " " + match[4].str() + "mi";
      from = match[0].second;
    }
    out.append(from, sentence.cend());
    sentence = std::move(out);
  }
  return sentences;
}

}  // namespace evpickup::report
