// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/battery_use.hpp"

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include "evpickup/energy/auxiliaries.hpp"

namespace evpickup::energy {

namespace {

constexpr double days_per_year = 365.25;

}  // namespace

double usual_highest_charge(model::Chemistry chemistry) {
  return chemistry == model::Chemistry::lfp ? 1.0 : 0.9;
}

units::Temperature cell_temperature(units::Temperature ambient) {
  return std::max(ambient, battery_held_at);
}

MonthlyTemperatures all_year(units::Temperature ambient) {
  MonthlyTemperatures months;
  months.fill(ambient);
  return months;
}

std::array<BatteryStress, months_per_year> battery_year(const model::AnnualUse& year,
                                                        const BatteryUse& use) {
  if (use.usable <= units::Energy{}) throw std::logic_error("a battery that holds nothing ages");
  if (use.driving_days <= 0.0 || use.driving_days > days_per_year)
    throw std::logic_error("driving days that are not within a year");

  BatteryStress month;
  month.duration = units::years(1.0 / months_per_year);
  month.driving_share = use.driving_days / days_per_year;
  month.cycles = year.from_battery() / (use.driving_days * use.usable);
  month.depth = std::min(1.0, month.cycles);
  month.highest_charge = std::max(use.highest_charge, month.depth);
  month.charging_rate = use.charging_rate;

  std::array<BatteryStress, months_per_year> months;
  months.fill(month);
  for (std::size_t i = 0; i < months.size(); ++i)
    months[i].cells = cell_temperature(use.ambient[i]);
  return months;
}

}  // namespace evpickup::energy
