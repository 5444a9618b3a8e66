// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/yearly_use.hpp"

#include <algorithm>
#include <stdexcept>

#include "battery_years.hpp"
#include "evpickup/base/parallel.hpp"
#include "evpickup/energy/auxiliaries.hpp"
#include "evpickup/energy/fast_charging.hpp"
#include "evpickup/energy/refuelling.hpp"
#include "evpickup/energy/towing.hpp"

namespace evpickup::study {

namespace {

using units::in_joules;
using units::in_si;

/// One of the equal parts of a year, a month or the whole of it. Times and heat are of each joule
/// that is stored in the battery.
struct Season {
  units::Temperature ambient;
  units::Consumption consumption;
  units::FuelConsumption fuel = units::litres_per_100km(0);
  double road_s_per_j = 0.0;
  double heat_j_per_j = 0.0;
};

/// Seconds at the plug for each joule stored by alternating current at one place. Losses are not
/// counted where the market does not tell them.
double plug_s_per_j(const model::Vehicle& vehicle, const spec::Sourced<double>* efficiency) {
  units::Power power = usual_charge_power();
  if (vehicle.charging.ac_onboard.has_value())
    power = std::min(power, *vehicle.charging.ac_onboard);
  const double stored = efficiency != nullptr ? efficiency->value_or(1.0) : 1.0;
  return 1.0 / (stored * in_si(power));
}

/// Seconds at the plug for each joule stored, over the duty's places of charging by alternating
/// current.
double mean_plug_s_per_j(const PlannedCase& planned) {
  const model::Vehicle& vehicle = *planned.vehicle;
  const auto& shares = planned.duty->charging;
  const auto* market = planned.market ? &planned.market->charging : nullptr;
  const auto* at_home = market != nullptr ? &market->efficiency_home : nullptr;
  const auto* outside = market != nullptr ? &market->efficiency_public_ac : nullptr;
  return *shares.home * plug_s_per_j(vehicle, at_home) +
         (*shares.workplace + *shares.public_ac) * plug_s_per_j(vehicle, outside);
}

/// Leaving the road, paying and getting back, as on a trip.
units::Time stop_time() {
  static const units::Time time = *model::Trip{}.stop_time;
  return time;
}

/// The charger of a trip.
units::Power charger_power() {
  static const units::Power power = *model::Trip{}.charger;
  return power;
}

/// Seconds of stops at fast chargers for each joule stored, by a battery of a temperature.
double stop_s_per_j(const energy::FastCharger& charger, units::Temperature battery) {
  const auto step = charger.charge(stop_from, stop_to, units::in_kelvin(battery));
  return (step.time_s + units::in_seconds(stop_time())) /
         in_joules(energy::stored_energy(charger.battery, stop_from, stop_to));
}

/// Time of stops at pumps: the tank is filled from a tenth, as batteries are charged. Nothing for a
/// truck whose tank is not known.
units::Time refuelling_time(const model::Vehicle& vehicle, units::Volume fuel) {
  if (!vehicle.tank.volume.has_value()) return units::seconds(0);
  const double stops = fuel / ((1.0 - stop_from) * *vehicle.tank.volume);
  return stops * stop_time() + energy::pumping_time(fuel);
}

/// Power that holds the pack while it charges, from the wall; the law of driving.
double hold_w(const model::Vehicle& vehicle, units::Temperature ambient) {
  const double frost_k = std::max(0.0, units::in_kelvin(energy::battery_held_at - ambient));
  return energy::battery_heating_w_per_k_kg *
         units::in_kilograms(vehicle.battery.mass.value_or(units::kilograms(0))) * frost_k;
}

/// Time at chargers, and what it takes to keep the pack from freezing there.
void add_charging(std::vector<Season>& seasons, const PlannedCase& planned, StopTimes stops) {
  const model::Vehicle& vehicle = *planned.vehicle;
  const double fast_share = *planned.duty->charging.dc_fast;
  const bool is_held = std::ranges::any_of(
      seasons, [&](const Season& season) { return hold_w(vehicle, season.ambient) > 0.0; });
  if (stops == StopTimes::unwanted && !is_held) return;
  const auto charger =
      fast_share > 0.0 ? energy::fast_charger(vehicle, charger_power()) : std::nullopt;
  const double plug_s = mean_plug_s_per_j(planned);
  for (std::size_t i = 0; i < seasons.size(); ++i) {
    Season& season = seasons[i];
    const double held_w = hold_w(vehicle, season.ambient);
    const bool as_before = i > 0 && season.ambient == seasons[i - 1].ambient;
    if (as_before) {
      season.road_s_per_j = seasons[i - 1].road_s_per_j;
    } else if (charger && (stops == StopTimes::wanted || held_w > 0.0)) {
      season.road_s_per_j =
          fast_share * stop_s_per_j(*charger, energy::cell_temperature(season.ambient));
    }
    season.heat_j_per_j = held_w * (plug_s + season.road_s_per_j);
  }
}

/// Months where the duty has their temperatures, else one season.
std::vector<Season> seasons_of(const PlannedCase& planned, const EnergyFigures& figures,
                               StopTimes stops) {
  const model::Duty& duty = *planned.duty;
  std::vector<Season> seasons;
  if (!figures.duty.consumption) return seasons;
  if (!duty.ambient_by_month.has_value()) {
    seasons.push_back({*duty.ambient, *figures.duty.consumption});
    if (figures.duty.fuel) seasons.back().fuel = figures.duty.fuel->mean;
  } else {
    for (std::size_t i = 0; i < figures.monthly.size(); ++i) {
      seasons.push_back({(*duty.ambient_by_month)[i], figures.monthly[i]});
      if (!figures.monthly_fuel.empty()) seasons.back().fuel = figures.monthly_fuel[i];
    }
  }

  if (planned.vehicle->is_charged()) add_charging(seasons, planned, stops);
  return seasons;
}

/// Year of use, from 1.
units::Length distance_in(const PlannedCase& planned, int year) {
  const model::Duty& duty = *planned.duty;
  const auto& second = planned.cost->second_life;
  const auto& by_age = duty.distance_by_age;
  units::Mileage mileage = *duty.distance;
  if (second && year > *duty.years && second->distance.has_value()) {
    mileage = *second->distance;
  } else if (by_age.has_value() && !by_age->empty()) {
    mileage = (*by_age)[std::min(static_cast<std::size_t>(year), by_age->size()) - 1];
  }
  return mileage * units::years(1);
}

/// Mean mass on the truck's own tyres over that with its crew alone.
double tyre_load(const model::Vehicle& vehicle, const model::Duty& duty) {
  if (!vehicle.body.curb_mass.has_value()) return 1.0;
  const units::Mass alone = *vehicle.body.curb_mass + *duty.crew;
  units::Mass load = *duty.payload_share * *duty.payload;
  if (duty.trailer) load += *duty.trailer->share * energy::tongue_share * *duty.trailer->mass;
  return 1.0 + load / alone;
}

bool is_electric(const model::Vehicle& vehicle) {
  return vehicle.is_charged() || (vehicle.measured && vehicle.measured->electricity.has_value());
}

/// What does not depend on the battery's age. Battery energy is the model's, whatever was measured.
model::AnnualUse modelled_use(const PlannedCase& planned, std::span<const Season> seasons,
                              int year) {
  const model::Duty& duty = *planned.duty;
  model::AnnualUse use;
  use.distance = distance_in(planned, year);
  if (duty.trailer) use.towing_distance = *duty.trailer->share * use.distance;
  if (*duty.payload > units::kilograms(0))
    use.payload_distance = *duty.payload_share * use.distance;
  use.tyre_load = tyre_load(*planned.vehicle, duty);
  if (duty.job_site && is_electric(*planned.vehicle))
    use.site_energy = *duty.job_site->days * *duty.job_site->energy;
  if (duty.house_supply && is_electric(*planned.vehicle))
    use.house_energy = *duty.house_supply->days * *duty.house_supply->energy;
  const auto parts = static_cast<double>(seasons.size());
  for (const Season& season : seasons) {
    const units::Energy driving = use.distance * season.consumption / parts;
    const units::Energy stored = driving + (use.site_energy + use.house_energy) / parts;
    use.battery_energy += driving;
    if (planned.vehicle->has_engine()) {
      const bool diesel = *planned.vehicle->engine.fuel == model::Fuel::diesel;
      (diesel ? use.diesel : use.petrol) += use.distance * season.fuel / parts;
    }
    use.charging_heat += season.heat_j_per_j * stored;
    use.road_charging += units::seconds(season.road_s_per_j * in_joules(stored));
  }
  return use;
}

/// Puts what was measured in the model's place.
void take_measured(const model::Measured& measured, model::AnnualUse& use) {
  if (measured.electricity.has_value()) {
    use.wall_energy = use.distance * *measured.electricity;
    use.battery_energy = units::joules(0);
    use.charging_heat = units::joules(0);
  }
  const bool fuel = measured.petrol.has_value() || measured.diesel.has_value();
  if (fuel) use.petrol = use.diesel = units::litres(0);
  if (measured.petrol.has_value()) use.petrol = use.distance * *measured.petrol;
  if (measured.diesel.has_value()) use.diesel = use.distance * *measured.diesel;
}

bool has_consumption(const std::optional<model::Measured>& measured) {
  return measured && (measured->electricity.has_value() || measured->petrol.has_value() ||
                      measured->diesel.has_value());
}

std::vector<units::Temperature> temperatures_of(std::span<const Season> seasons) {
  std::vector<units::Temperature> all;
  for (const Season& season : seasons) all.push_back(season.ambient);
  return all;
}

}  // namespace

units::Power usual_charge_power() {
  static const units::Power power = *model::Day{}.charge_power;
  return power;
}

int years_of_use(const model::Duty& duty, const model::CostSettings& cost) {
  return *duty.years + (cost.second_life ? *cost.second_life->years : 0);
}

std::vector<model::AnnualUse> yearly_use(const PlannedCase& planned, const EnergyFigures& energy,
                                         int years, StopTimes stops) {
  if (years < 0) throw std::logic_error("a truck is used for less than no years");
  const model::Vehicle& vehicle = *planned.vehicle;
  const auto seasons =
      vehicle.has_physics() ? seasons_of(planned, energy, stops) : std::vector<Season>{};
  if (vehicle.has_physics() ? seasons.empty() : !has_consumption(vehicle.measured)) return {};

  std::optional<BatteryYears> battery;
  if (vehicle.is_charged())
    battery.emplace(vehicle, planned.cost->battery, temperatures_of(seasons));
  std::vector<model::AnnualUse> uses;
  uses.reserve(static_cast<std::size_t>(years));
  for (int year = 1; year <= years; ++year) {
    model::AnnualUse use = modelled_use(planned, seasons, year);
    if (battery) battery->pass(use);
    if (vehicle.measured) take_measured(*vehicle.measured, use);
    use.refuelling = refuelling_time(vehicle, use.petrol + use.diesel);
    uses.push_back(use);
  }
  return uses;
}

std::vector<std::vector<model::AnnualUse>> yearly_uses(const Plan& plan,
                                                       std::span<const EnergyFigures* const> energy,
                                                       int threads, StopTimes stops) {
  constexpr std::size_t cases_at_a_time = 8;
  std::vector<std::vector<model::AnnualUse>> uses(plan.cases.size());
  base::for_each_block(
      plan.cases.size(), cases_at_a_time, threads, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i)
          uses[i] = yearly_use(plan.cases[i], *energy[i],
                               years_of_use(*plan.cases[i].duty, *plan.cases[i].cost), stops);
      });
  return uses;
}

}  // namespace evpickup::study
