// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

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

/// Energy of a truck's day by part.
struct DayEnergy {
  std::vector<units::Energy> legs;
  units::Energy total;
  bool moves = true;
};

DayEnergy day_energy(const PlannedCase& planned, const model::Day& day, model::Catalog& catalog,
                     int threads) {
  std::vector<model::Duty> duties;
  for (const auto& leg : day.legs) duties.push_back(duty_of(leg, *planned.duty));
  std::vector<EnergyCase> cases;
  for (const auto& duty : duties) cases.push_back({planned.vehicle.get(), &duty});
  const auto figures = drive_figures(cases, catalog, threads);

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

std::vector<Column> columns_of(const model::Day& day) {
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
                                     {"night_kwh", "night returns", "kWh", 1, Better::higher},
                                     {"feasible", "feasible", "", 0, Better::neither}})
    columns.push_back(column);
  return columns;
}

std::vector<Cell> row_of(const PlannedCase& planned, const model::Day& day, const DayEnergy& energy,
                         int trucks) {
  const units::Energy usable = *planned.vehicle->battery.energy_usable;
  const double left = 1.0 - energy.total / usable;
  const auto night = night_energy(planned, day, trucks);
  std::vector<Cell> row{planned.vehicle->id, planned.vehicle->trim, static_cast<double>(trucks)};
  for (const auto& leg : energy.legs) row.emplace_back(units::in_kilowatt_hours(leg));
  row.emplace_back(units::in_kilowatt_hours(*day.job_site_energy));
  row.emplace_back(units::in_kilowatt_hours(energy.total));
  row.emplace_back(units::in_kilowatt_hours(usable));
  row.emplace_back(100 * left);
  row.push_back(night ? Cell(units::in_kilowatt_hours(*night)) : Cell());
  row.emplace_back(energy.moves ? verdict(left >= *day.reserve, night, energy.total)
                                : "no: it cannot follow the cycle");
  return row;
}

}  // namespace

Section working_day(const Plan& plan, const model::Scenario& scenario, model::Catalog& catalog,
                    int threads) {
  const model::Day& day = *scenario.day;
  Section section;
  section.key = "working_day";
  section.title = "The working day on one night's charge";
  section.table.columns = columns_of(day);
  std::set<std::string> without_sockets;
  std::set<std::string> without_physics;
  std::set<std::string> with_engine;
  for (const auto& planned : plan.cases) {
    if (planned.vehicle->has_engine()) {
      with_engine.insert(planned.vehicle->key());
      continue;
    }
    if (!planned.vehicle->has_physics()) {
      without_physics.insert(planned.vehicle->key());
      continue;
    }
    const DayEnergy energy = day_energy(planned, day, catalog, threads);
    for (const int trucks : day.trucks)
      section.table.rows.push_back(row_of(planned, day, energy, trucks));
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
  for (const auto& key : with_engine)
    section.remarks.push_back(
        key + " is left out: it has an engine, and the day asks how far a charge goes.");
  for (const auto& key : without_physics)
    section.remarks.push_back(key + " is left out: only its consumption is known.");
  return section;
}

}  // namespace evpickup::study
