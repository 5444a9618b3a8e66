// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "evpickup/energy/engine_model.hpp"
#include "evpickup/study/energy_figures.hpp"

namespace evpickup::study {

namespace {

/// A duty that is one leg of the day.
model::Duty duty_of(const model::Leg& leg, const model::Duty& whole) {
  model::Duty duty = whole;
  duty.cycles = {model::CycleShare{leg.cycle, spec::Sourced<double>(1.0)}};
  duty.payload = leg.payload;
  duty.payload_share = spec::Sourced<double>(1.0);
  duty.trailer = leg.trailer;
  return duty;
}

/// Energy of a truck's day by part, from the battery; and fuel, of trucks with an engine.
struct DayEnergy {
  std::vector<units::Energy> legs;
  units::Energy total;
  units::Volume fuel = units::litres(0);
  bool moves = true;
};

/// The job site of a truck with an engine: what the legs left of the charge, then the engine with
/// its generator; an engine without motors drives an alternator.
void add_job_site(const model::Vehicle& vehicle, units::Energy asked, double charge_left,
                  DayEnergy& energy) {
  const units::Energy usable = vehicle.is_charged() ? (1.0 - energy::kept_charge(vehicle, false)) *
                                                          *vehicle.battery.energy_usable
                                                    : units::joules(0);
  const units::Energy of_battery = std::min(asked, charge_left * usable);
  energy.total += of_battery;
  const double per_j =
      vehicle.has_motor()
          ? energy::fuel_per_battery_energy(vehicle)
          : 1.0 / (energy::willans_line(vehicle.engine).slope * energy::alternator_efficiency);
  energy.fuel += units::litres(per_j * units::in_joules(asked - of_battery) /
                               energy::fuel_j_per_l(*vehicle.engine.fuel));
}

/// The day of a truck with an engine: what was charged is used first, over the legs in their order.
DayEnergy engine_day(const model::Vehicle& vehicle, const model::Day& day,
                     const std::vector<DriveFigures>& figures) {
  DayEnergy energy;
  energy.total = units::joules(0);
  double charge_left = vehicle.is_charged() ? 1.0 : 0.0;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    energy.legs.push_back(units::joules(0));
    energy.moves = energy.moves && figures[i].consumption.has_value() && figures[i].fuel;
    if (!energy.moves) continue;
    const FuelFigures& fuel = *figures[i].fuel;
    const units::Length leg = *day.legs[i].distance;
    const units::Length electric = std::min(leg, charge_left * fuel.electric_range);
    if (electric > units::metres(0)) charge_left -= electric / fuel.electric_range;
    energy.legs.back() = fuel.charged_battery * electric;
    energy.total += energy.legs.back();
    energy.fuel += fuel.charged_fuel * electric + fuel.kept * (leg - electric);
  }
  add_job_site(vehicle, *day.job_site_energy, std::max(charge_left, 0.0), energy);
  return energy;
}

DayEnergy day_energy(const PlannedCase& planned, const model::Day& day, model::Catalog& catalog,
                     int threads) {
  std::vector<model::Duty> duties;
  for (const auto& leg : day.legs) duties.push_back(duty_of(leg, *planned.duty));
  std::vector<EnergyCase> cases;
  for (const auto& duty : duties) cases.push_back({planned.vehicle.get(), &duty});
  const auto figures = drive_figures(cases, catalog, threads);
  if (planned.vehicle->has_engine()) return engine_day(*planned.vehicle, day, figures);

  DayEnergy energy;
  energy.total = *day.job_site_energy;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    energy.moves = energy.moves && figures[i].consumption.has_value();
    const units::Consumption use = figures[i].consumption.value_or(units::newtons(0));
    energy.legs.push_back(use * *day.legs[i].distance);
    energy.total += energy.legs.back();
  }
  return energy;
}

/// Energy that a night returns to one truck of a fleet, stored; nothing if charging losses are
/// unknown.
std::optional<units::Energy> night_energy(const PlannedCase& planned, const model::Day& day,
                                          int trucks) {
  if (!planned.market || !planned.market->charging.efficiency_home.has_value()) return std::nullopt;
  units::Power power = *day.charge_power;
  if (planned.vehicle->charging.ac_onboard.has_value())
    power = std::min(power, *planned.vehicle->charging.ac_onboard);
  if (day.connection_power.has_value())
    power = std::min(power, *day.connection_power / static_cast<double>(trucks));
  return *planned.market->charging.efficiency_home * power * *day.overnight;
}

std::string verdict(bool lasts, const std::optional<units::Energy>& night, units::Energy needed) {
  if (!lasts) return "no: the battery is too small";
  if (!night) return "lasts; charging unknown";
  return *night >= needed ? "yes" : "no: the night is too short";
}

/// Of a truck with an engine: the tank must last, whatever was charged.
std::string engine_verdict(const model::Vehicle& vehicle, const model::Day& day,
                           const DayEnergy& energy) {
  return energy.fuel <= (1.0 - *day.reserve) * *vehicle.tank.volume ? "yes"
                                                                    : "no: the tank is too small";
}

std::vector<Column> columns_of(const model::Day& day, bool engines) {
  std::vector<Column> columns{{"vehicle", "vehicle", "", 0, Better::neither},
                              {"trim", "trim", "", 0, Better::neither},
                              {"trucks", "trucks", "", 0, Better::neither}};
  for (std::size_t i = 0; i < day.legs.size(); ++i)
    columns.push_back(
        {fmt::format("leg_{}_kwh", i + 1), day.legs[i].name, "kWh", 1, Better::neither});
  for (const Column& column :
       std::initializer_list<Column>{{"job_site_kwh", "job site", "kWh", 1, Better::neither},
                                     {"day_kwh", "day", "kWh", 1, Better::lower},
                                     {"usable_kwh", "battery", "kWh", 0, Better::neither},
                                     {"left_percent", "left", "%", 0, Better::higher},
                                     {"night_kwh", "night returns", "kWh", 1, Better::higher}})
    columns.push_back(column);
  if (engines) columns.push_back({"fuel_l", "fuel", "L", 1, Better::lower});
  columns.push_back({"feasible", "feasible", "", 0, Better::neither});
  return columns;
}

std::vector<Cell> row_of(const PlannedCase& planned, const model::Day& day, const DayEnergy& energy,
                         int trucks, bool engines) {
  const model::Vehicle& vehicle = *planned.vehicle;
  const bool is_charged = vehicle.is_charged();
  const units::Energy usable = is_charged ? *vehicle.battery.energy_usable : units::joules(0);
  const double left = is_charged ? 1.0 - energy.total / usable : 0.0;
  const auto night = is_charged ? night_energy(planned, day, trucks) : std::nullopt;
  const auto if_charged = [&](double value) { return is_charged ? Cell(value) : Cell(); };
  std::vector<Cell> row{vehicle.id, vehicle.trim, static_cast<double>(trucks)};
  for (const auto& leg : energy.legs) row.push_back(if_charged(units::in_kilowatt_hours(leg)));
  row.emplace_back(units::in_kilowatt_hours(*day.job_site_energy));
  row.push_back(if_charged(units::in_kilowatt_hours(energy.total)));
  row.push_back(if_charged(units::in_kilowatt_hours(usable)));
  row.push_back(if_charged(100 * left));
  row.push_back(night ? Cell(units::in_kilowatt_hours(*night)) : Cell());
  if (engines) row.push_back(vehicle.has_engine() ? Cell(units::in_litres(energy.fuel)) : Cell());
  if (!energy.moves)
    row.emplace_back("no: it cannot follow the cycle");
  else if (vehicle.has_engine())
    row.emplace_back(engine_verdict(vehicle, day, energy));
  else
    row.emplace_back(verdict(left >= *day.reserve, night, energy.total));
  return row;
}

}  // namespace

Section working_day(const Plan& plan, const model::Scenario& scenario, model::Catalog& catalog,
                    int threads) {
  const model::Day& day = *scenario.day;
  Section section;
  section.key = "working_day";
  section.title = "The working day on one night's charge";
  const bool engines =
      std::ranges::any_of(plan.cases, [](const PlannedCase& c) { return c.vehicle->has_engine(); });
  section.table.columns = columns_of(day, engines);
  std::set<std::string> without_sockets;
  std::set<std::string> without_physics;
  for (const auto& planned : plan.cases) {
    if (!planned.vehicle->has_physics()) {
      without_physics.insert(planned.vehicle->key());
      continue;
    }
    const DayEnergy energy = day_energy(planned, day, catalog, threads);
    for (const int trucks : day.trucks)
      section.table.rows.push_back(row_of(planned, day, energy, trucks, engines));
    if (day.job_site_energy->value() > 0.0 && !planned.vehicle->charging.v2l.has_value())
      without_sockets.insert(planned.vehicle->key());
  }
  section.remarks.push_back(fmt::format(
      "{:.3g} h at {:.3g} kW a truck{}; {:.0f} % of the usable energy must remain.",
      units::in_hours(*day.overnight), units::in_kilowatts(*day.charge_power),
      day.connection_power.has_value()
          ? fmt::format(", {:.3g} kW for all", units::in_kilowatts(*day.connection_power))
          : "",
      100 * *day.reserve));
  for (const auto& key : without_sockets)
    section.remarks.push_back("No source says that " + key + " has sockets in the bed.");
  if (engines)
    section.remarks.emplace_back("Trucks with an engine use what was charged first, over the legs "
                                 "in their order, then fuel: "
                                 "their tank must last with the same reserve. The job site takes "
                                 "what is left of the charge, "
                                 "then the engine.");
  for (const auto& key : without_physics)
    section.remarks.push_back(key + " is left out: only its consumption is known.");
  return section;
}

}  // namespace evpickup::study
