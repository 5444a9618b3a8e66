// SPDX-License-Identifier: Apache-2.0
#include "case_cells.hpp"

#include <cctype>

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
  for (const char letter : label) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isalnum(byte) != 0) {
      key += static_cast<char>(std::tolower(byte));
    } else if (!key.ends_with('_')) {
      key += '_';
    }
  }
  key += '_';
  for (const char letter : currency.code()) key += static_cast<char>(letter - 'A' + 'a');
  return key;
}

std::string truck_name(const model::Vehicle& vehicle) {
  return vehicle.model + ", " + vehicle.name;
}

}  // namespace evpickup::study
