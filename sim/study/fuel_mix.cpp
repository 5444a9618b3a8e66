// SPDX-License-Identifier: Apache-2.0
#include "fuel_mix.hpp"

#include <algorithm>
#include <cmath>

#include "evpickup/energy/utility_factor.hpp"

namespace evpickup::study {

namespace {

/// Distance of a measured drive below which a truck counts as not moving.
constexpr double standing_m = 10.0;

}  // namespace

double duty_utility_factor(const model::Duty& duty, units::Length electric_range) {
  const auto& days = duty.day_distances;
  if (!days.has_value() || days->empty())
    return energy::utility_factor(energy::UtilityFactor::individual, electric_range);
  units::Length charged = units::metres(0);
  units::Length all = units::metres(0);
  for (const units::Length& day : *days) {
    charged += std::min(day, electric_range);
    all += day;
  }
  return charged / all;
}

void add_fuel(const energy::EngineFigures& driven, const model::Vehicle& vehicle, std::size_t lane,
              double share, DriveFigures& figures) {
  const auto at = static_cast<Eigen::Index>(lane);
  const double j_per_m3 = 1e3 * energy::fuel_j_per_l(*vehicle.engine.fuel);
  const auto volume = [&](double newtons) {
    return units::FuelConsumption::from_value(share * newtons / j_per_m3);
  };
  if (!figures.fuel) figures.fuel.emplace();
  FuelFigures& fuel = *figures.fuel;
  const double distance_m = driven.kept.common.distance_m(at);
  if (distance_m < standing_m) {
    fuel.kept = units::FuelConsumption::from_value(INFINITY);
    return;
  }
  fuel.kept += volume(driven.kept_fuel_n(at));
  fuel.charged_fuel += volume(driven.depleting_fuel_n(at));
  fuel.charged_battery += share * units::newtons(driven.depleting_battery_n(at));
  fuel.electric_range += units::metres(share / std::max(driven.depleting_m(at), 1e-3));
  fuel.charge_change = std::max(fuel.charge_change, std::abs(driven.charge_change(at)));
  figures.missed_share += share * driven.kept_missed(at);

  const energy::Balance balance = energy::balance(driven.kept, at);
  figures.imbalance = std::max(
      {figures.imbalance, balance.imbalance, energy::balance(driven.depleting, at).imbalance});
  if (figures.causes_j_per_m.empty()) {
    figures.causes_j_per_m = balance.terms;
    for (auto& cause : figures.causes_j_per_m) cause.energy_j = 0.0;
  }
  for (std::size_t i = 0; i < balance.terms.size(); ++i)
    figures.causes_j_per_m[i].energy_j += share * balance.terms[i].energy_j / distance_m;
}

void finish_fuel(const model::Vehicle& vehicle, const model::Duty& duty, DriveFigures& figures) {
  FuelFigures& fuel = *figures.fuel;
  if (!std::isfinite(fuel.kept.value()) || fuel.kept.value() <= 0.0) {
    figures.range = units::metres(0);
    figures.consumption.reset();
    fuel = {};
    return;
  }
  fuel.electric_range =
      vehicle.is_charged() ? units::metres(1.0 / fuel.electric_range.value()) : units::metres(0);
  fuel.tank_range = *vehicle.tank.volume / fuel.kept;
  figures.range = fuel.electric_range + fuel.tank_range;
  const double utility =
      vehicle.is_charged() ? duty_utility_factor(duty, fuel.electric_range) : 0.0;
  fuel.utility_factor = utility;
  fuel.mean = utility * fuel.charged_fuel + (1.0 - utility) * fuel.kept;
  figures.consumption = utility * fuel.charged_battery;
}

}  // namespace evpickup::study
