// SPDX-License-Identifier: Apache-2.0
#include "case_cells.hpp"

#include <fmt/format.h>

#include <cctype>

#include "evpickup/base/text.hpp"

namespace evpickup::study {

std::vector<Column> case_columns() {
  return {{"vehicle", "vehicle", "", 0, Better::neither},
          {"trim", "trim", "", 0, Better::neither},
          {"market", "market", "", 0, Better::neither}};
}

std::vector<Cell> case_cells(const PlannedCase& planned) {
  return {planned.vehicle->id, planned.vehicle->trim,
          planned.market ? Cell(planned.market->id) : Cell()};
}

std::string money_key(std::string_view label, units::Currency currency) {
  std::string key;
  for (const char letter : base::lower_case(label)) {
    if (std::isalnum(static_cast<unsigned char>(letter)) != 0) {
      key += letter;
    } else if (!key.ends_with('_')) {
      key += '_';
    }
  }
  return key + '_' + base::lower_case(currency.code());
}

std::string truck_name(const model::Vehicle& vehicle) {
  return vehicle.model + ", " + vehicle.name;
}

std::string axis_values(const Plan& plan, const PlannedCase& planned) {
  std::vector<std::string> parts;
  for (std::size_t k = 0; k < plan.axes.size(); ++k) {
    const Column& axis = plan.axes[k];
    const auto* number = std::get_if<double>(&planned.axes[k]);
    const auto* text = std::get_if<std::string>(&planned.axes[k]);
    parts.push_back(fmt::format("{} {}{}", axis.label,
                                number != nullptr ? base::grouped(*number, axis.decimals)
                                : text != nullptr ? *text
                                                  : std::string{},
                                number != nullptr && !axis.unit.empty() ? " " + axis.unit : ""));
  }
  return base::join(parts, ", ");
}

}  // namespace evpickup::study
