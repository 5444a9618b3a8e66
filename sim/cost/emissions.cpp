// SPDX-License-Identifier: Apache-2.0
#include "evpickup/cost/emissions.hpp"

#include <array>
#include <stdexcept>

namespace evpickup::cost {
namespace {

double pack(const Lanes& lanes, int year, Eigen::Index lane) {
  return year == 0 ? lanes.emissions.pack_kg(lane) : 0.0;
}
double truck(const Lanes& lanes, int year, Eigen::Index lane) {
  return year == 0 ? lanes.emissions.truck_kg(lane) : 0.0;
}

/// What columns of the years tell of one year.
double in_year(const Lanes::ByYear& by_year, int year, Eigen::Index lane) {
  return year == 0 ? 0.0 : by_year(year - 1, lane);
}
double new_packs(const Lanes& lanes, int year, Eigen::Index lane) {
  return in_year(lanes.emissions.new_pack_kg_by_year, year, lane);
}
double power(const Lanes& lanes, int year, Eigen::Index lane) {
  return in_year(lanes.emissions.power_kg_by_year, year, lane);
}
double fuel(const Lanes& lanes, int year, Eigen::Index lane) {
  return in_year(lanes.emissions.fuel_kg_by_year, year, lane);
}

constexpr std::array rows{
    EmissionRow{"pack", "Making the battery", "emissions.battery_lfp or battery_nmc x energy", true,
                pack},
    EmissionRow{"truck", "Making the truck", "emissions.truck x (curb mass - mass of the battery)",
                true, truck},
    EmissionRow{"new_pack", "Making a second battery", "as the first, in the year it is replaced",
                true, new_packs},
    EmissionRow{"power", "Power",
                "energy from the wall(t) x grid_intensity(year) / grid_efficiency", false, power},
    EmissionRow{"fuel", "Fuel", "volume(t) x emissions.petrol or diesel", false, fuel},
};

bool in_scope(const EmissionRow& row, EmissionScope scope) {
  return scope == EmissionScope::lifetime || row.production == (scope == EmissionScope::production);
}

}  // namespace

std::span<const EmissionRow> emission_rows() { return rows; }

std::optional<units::Mass> emitted(const Lanes& lanes, Eigen::Index lane, EmissionScope scope) {
  if (lane < 0 || lane >= lanes.size) throw std::logic_error("no such lane");
  if (scope != EmissionScope::use && !lanes.emissions.production_known(lane)) return std::nullopt;
  if (scope != EmissionScope::production && !lanes.emissions.use_known(lane)) return std::nullopt;
  double sum_kg = 0.0;
  for (const EmissionRow& row : rows) {
    if (!in_scope(row, scope)) continue;
    for (int year = 0; year <= lanes.years; ++year) sum_kg += row.emitted_kg(lanes, year, lane);
  }
  return units::kilograms(sum_kg);
}

std::optional<double> emitted_kg_per_m(const Lanes& lanes, Eigen::Index lane, EmissionScope scope) {
  const auto mass = emitted(lanes, lane, scope);
  if (!mass) return std::nullopt;
  double distance_m = 0.0;
  for (int year = 0; year < lanes.years; ++year)
    distance_m += lanes.use.distance_m_by_year(year, lane);
  if (distance_m <= 0.0) return std::nullopt;
  return units::in_kilograms(*mass) / distance_m;
}

}  // namespace evpickup::cost
