// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/study/results.hpp"

namespace evpickup::report {

/// Units that people read: kilometres and kilograms, or miles, pounds and mpg-equivalents. Data
/// files always keep the units of their keys.
enum class UnitSystem { si, us };

/// "si" or "us"; nothing for any other text.
[[nodiscard]] std::optional<UnitSystem> unit_system(std::string_view name);

/// Energy of one US gallon of petrol in kWh, by which mpg-equivalents are counted: 33,705 Wh
/// (40 CFR 600.002).
inline constexpr double kilowatt_hours_per_gallon = 33.705;

/// The table in the units of `system`. A column is converted by its unit: km, m, mm, kg, km/h,
/// degC, km/yr and anything per km. Consumption in kWh/100 km becomes mpg-equivalents where its key
/// says that it is at the wall, and kWh/100 mi otherwise; mpg-equivalents turn lower-is-better
/// round. Numbers whose unit stands in their row (Column::unit_in_row) are converted row by row.
/// Columns without such a unit stay as they are, and so do texts.
[[nodiscard]] study::Table in_units(study::Table table, UnitSystem system);

/// Sentences of an answer in the units of `system`: numbers before "km" or before a price per km,
/// alone or as "1 to 2 km", with as many decimals as they had. Everything else stays as it is.
[[nodiscard]] std::vector<std::string> in_units(std::vector<std::string> sentences,
                                                UnitSystem system);

}  // namespace evpickup::report
