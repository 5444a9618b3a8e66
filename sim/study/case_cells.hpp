// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/units/money.hpp"

/// How tables name cases and columns of money.
namespace evpickup::study {

/// Columns of vehicle, trim and market.
[[nodiscard]] std::vector<Column> case_columns();
[[nodiscard]] std::vector<Cell> case_cells(const PlannedCase& planned);

/// "import duties" and USD as "import_duties_usd".
[[nodiscard]] std::string money_key(std::string_view label, units::Currency currency);

/// "Radar RD6, 86 kWh RWD".
[[nodiscard]] std::string truck_name(const model::Vehicle& vehicle);

/// Where a case lies on the axes of a sweep: "usable 60 kWh, ambient -7 degC"; empty without axes.
[[nodiscard]] std::string axis_values(const Plan& plan, const PlannedCase& planned);

}  // namespace evpickup::study
