// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/repair.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "evpickup/cost/lanes.hpp"

namespace evpickup::cost {
namespace {

constexpr double pickup = 0.7;
constexpr std::array by_age_usd_per_mile{0.0, 0.0, 0.00333, 0.01, 0.0167};
constexpr double more_each_year_usd_per_mile = 0.00333;
constexpr double growth_per_usd = 2e-5;
constexpr double dearest_usd = 100000.0;

double factor(RepairKind kind) {
  switch (kind) {
  case RepairKind::combustion:
    return 1.0;
  case RepairKind::hybrid:
    return 0.91;
  case RepairKind::plug_in_hybrid:
    return 0.86;
  case RepairKind::electric:
    break;
  }
  return 0.67;
}

}  // namespace

RepairKind repair_kind(const model::Vehicle& vehicle) {
  if (!has_engine(vehicle)) return RepairKind::electric;
  if (vehicle.is_charged() && vehicle.has_engine()) return RepairKind::plug_in_hybrid;
  if (vehicle.has_engine())
    return vehicle.has_motor() ? RepairKind::hybrid : RepairKind::combustion;
  if (vehicle.measured->electricity.has_value()) return RepairKind::plug_in_hybrid;
  return *vehicle.measured->hybrid ? RepairKind::hybrid : RepairKind::combustion;
}

units::DistancePrice omega_repair(RepairKind kind, const units::Money& price, int age) {
  const units::Currency usd{"USD"};
  if (price.currency != usd) throw units::CurrencyMismatch(price.currency, usd);
  if (age < 0) throw std::logic_error("a truck is younger than new");

  // Beyond the table each year adds the same.
  const int last = static_cast<int>(by_age_usd_per_mile.size()) - 1;
  const double at_age = by_age_usd_per_mile[static_cast<std::size_t>(std::min(age, last))] +
                        more_each_year_usd_per_mile * std::max(0, age - last);
  const double usd_per_mile = pickup * factor(kind) * at_age *
                              std::exp(growth_per_usd * std::min(price.amount, dearest_usd));
  return {usd_per_mile / units::metres_per_mile, usd, {}};
}

}  // namespace evpickup::cost
