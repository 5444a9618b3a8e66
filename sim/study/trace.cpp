// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "evpickup/energy/engine_trace.hpp"
#include "evpickup/energy/kernel.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/run.hpp"

/// One case second by second.
namespace evpickup::study {

namespace {

Column column(const char* key, const char* label, const char* unit) {
  return {key, label, unit, 3, Better::neither};
}

std::vector<Column> trace_columns() {
  return {column("cycle", "cycle", ""),
          column("time_s", "time", "s"),
          column("target_speed_km_per_h", "target speed", "km/h"),
          column("speed_km_per_h", "speed", "km/h"),
          column("distance_km", "distance", "km"),
          column("wheel_force_n", "wheel force", "N"),
          column("wheel_power_kw", "wheel power", "kW"),
          column("brake_power_kw", "brakes", "kW"),
          column("drive_loss_kw", "drive loss", "kW"),
          column("auxiliary_power_kw", "auxiliaries", "kW"),
          column("terminal_power_kw", "battery terminals", "kW"),
          column("resistance_loss_kw", "resistance loss", "kW"),
          column("battery_power_kw", "battery", "kW"),
          column("state_of_charge", "state of charge", "")};
}

std::vector<Cell> trace_row(const std::string& cycle, const energy::TraceStep& step) {
  return {cycle,
          step.time_s,
          3.6 * step.target_speed_m_per_s,
          3.6 * step.speed_m_per_s,
          step.distance_m / 1e3,
          step.wheel_force_n,
          step.wheel_power_w / 1e3,
          step.brake_power_w / 1e3,
          step.drive_loss_w / 1e3,
          step.auxiliary_power_w / 1e3,
          step.terminal_power_w / 1e3,
          step.resistance_loss_w / 1e3,
          step.battery_power_w / 1e3,
          step.state_of_charge};
}

/// What trucks with an engine have beside.
std::vector<Column> engine_columns() {
  return {column("charge", "charge", ""),
          column("fuel_power_kw", "fuel", "kW"),
          column("engine_loss_kw", "engine loss", "kW"),
          column("gearbox_loss_kw", "gearbox loss", "kW"),
          column("generator_loss_kw", "generator loss", "kW"),
          column("engine_running", "engine runs", "")};
}

/// A cycle from a full battery and with the charge kept, the first of trucks that are charged.
void add_engine_rows(const energy::EngineLanes& lanes, const energy::Steps& steps,
                     const std::string& cycle, Table& table) {
  const auto add = [&](const energy::EngineLanes& driven, double drained, const char* charge) {
    energy::EngineState state(driven.lanes.padded);
    energy::EngineTally tally(driven.lanes.padded);
    state.common.speed_m_per_s.setConstant(steps.start_speed_m_per_s);
    state.common.drained_j = drained * driven.lanes.usable_j;
    const auto record = energy::trace_engines(driven, steps, state, tally);
    for (std::size_t k = 0; k < record.common.size(); ++k) {
      auto row = trace_row(cycle, record.common[k]);
      const auto& engine = record.engine[k];
      row.insert(row.end(),
                 {charge, engine.fuel_power_w / 1e3, engine.engine_loss_w / 1e3,
                  engine.gearbox_loss_w / 1e3, engine.generator_loss_w / 1e3, engine.running});
      table.rows.push_back(std::move(row));
    }
  };
  if (lanes.charged(0) > 0.5) add(lanes, 0.0, "used");
  add(energy::heated_by_engine(lanes), lanes.kept_drained(0), "kept");
}

/// The case that a reference means, the first of the vehicle if it names no trim; the baseline,
/// else the first, if it is empty.
const PlannedCase& chosen_case(const Plan& plan, const std::string& vehicle) {
  if (vehicle.empty()) return plan.cases[static_cast<std::size_t>(std::max(plan.baseline, 0))];
  // A truck that was named by the path of its file goes by the file's name.
  std::string key = vehicle.substr(0, vehicle.find('@'));
  const auto path_end = key.find(".toml:");
  if (path_end != std::string::npos)
    key = std::filesystem::path(key.substr(0, path_end)).filename().string() +
          key.substr(path_end + std::string_view{".toml"}.size());
  for (const auto& planned : plan.cases)
    if (planned.vehicle->key() == key || planned.vehicle->id == key) return planned;
  throw base::InputError(fmt::format("the scenario has no case of \"{}\" to trace", vehicle));
}

}  // namespace

Table trace(model::Catalog& catalog, model::Scenario scenario, const RunOptions& options,
            const std::string& vehicle) {
  scenario = ready_scenario(std::move(scenario), options);
  if (scenario.duty.cycles.empty())
    throw base::InputError("a trip has no second-by-second table",
                           "--trace is for the cycles of a duty: evpickup run, compare");
  const Plan plan = make_plan(catalog, scenario, options);
  const PlannedCase& planned = chosen_case(plan, vehicle);
  if (!planned.vehicle->has_physics())
    throw base::InputError(
        fmt::format("{} has no second-by-second table: only its consumption is known",
                    planned.vehicle->key()),
        "--trace-vehicle chooses another truck");
  Table table;
  table.columns = trace_columns();
  const bool engine = planned.vehicle->has_engine();
  if (engine) std::ranges::copy(engine_columns(), std::back_inserter(table.columns));
  // Each cycle of the mix once, from a full battery, with an engine also with the charge kept; with
  // the trailer if the duty has one.
  for (const auto& part : planned.duty->cycles) {
    const model::DriveCycle& cycle = catalog.cycle(part.cycle);
    const energy::Case input{planned.vehicle.get(), energy::conditions(*planned.duty, true)};
    const energy::Steps steps = energy::compile_steps(cycle, input.conditions.grade);
    if (engine) {
      add_engine_rows(energy::compile_engines({&input, 1}, cycle), steps, cycle.id, table);
      continue;
    }
    const energy::Lanes lanes = energy::compile({&input, 1}, cycle);
    energy::State state(lanes.padded);
    energy::Tally tally(lanes.padded);
    energy::Trace record;
    state.speed_m_per_s.setConstant(steps.start_speed_m_per_s);
    energy::drive_block(lanes, steps, 0, state, tally, &record);
    for (const auto& step : record.steps) table.rows.push_back(trace_row(cycle.id, step));
  }
  return table;
}

}  // namespace evpickup::study
