// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "evpickup/energy/charging.hpp"
#include "evpickup/energy/kernel.hpp"
#include "evpickup/energy/runs.hpp"
#include "page.hpp"

/// Charts of range, consumption and charging.
namespace evpickup::study {

namespace {

bool is_driven(const PlannedCase& planned) {
  return planned.vehicle->has_physics() && !planned.vehicle->has_engine();
}

Cell kilometres_or_nothing(units::Length range) {
  const double km = units::in_kilometres(range);
  return km > 0.0 ? Cell(km) : Cell();
}

/// Ranges of trucks on one cycle under conditions.
std::vector<Cell> ranges_on(const PageInput& input, const std::vector<std::size_t>& trucks,
                            const model::DriveCycle& cycle, units::Temperature ambient) {
  std::vector<energy::Case> lanes;
  std::vector<std::size_t> place;
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    const auto& planned = input.plan.cases[trucks[i]];
    if (!is_driven(planned) || planned.vehicle->convention != model::Convention::evpickup) continue;
    energy::Conditions conditions = standard_conditions();
    conditions.ambient = ambient;
    lanes.push_back({planned.vehicle.get(), conditions});
    place.push_back(i);
  }
  std::vector<Cell> ranges(trucks.size());
  if (lanes.empty()) return ranges;
  const auto driven =
      energy::range_figures(energy::compile(lanes, cycle), energy::compile_steps(cycle, 0.0),
                            energy::Precision::standard, input.threads);
  for (std::size_t lane = 0; lane < place.size(); ++lane)
    ranges[place[lane]] =
        kilometres_or_nothing(units::metres(driven.distance_m(static_cast<Eigen::Index>(lane))));
  return ranges;
}

/// Ranges on each truck's duty with all that it may carry beside its crew.
std::vector<Cell> loaded_ranges(const PageInput& input, const std::vector<std::size_t>& trucks) {
  std::vector<model::Duty> duties;
  std::vector<std::size_t> place;
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    const auto& planned = input.plan.cases[trucks[i]];
    if (!is_driven(planned)) continue;
    const auto payload = model::payload(*planned.vehicle);
    if (!payload || *payload <= *planned.duty->crew) continue;
    model::Duty duty = *planned.duty;
    duty.payload.move_to(*payload - *duty.crew);
    duty.payload_share.move_to(1.0);
    duty.trailer.reset();
    duties.push_back(std::move(duty));
    place.push_back(i);
  }
  std::vector<EnergyCase> cases;
  for (std::size_t i = 0; i < duties.size(); ++i)
    cases.push_back({input.plan.cases[trucks[place[i]]].vehicle.get(), &duties[i]});
  const auto figures = drive_figures(cases, input.catalog, input.threads);
  std::vector<Cell> ranges(trucks.size());
  for (std::size_t i = 0; i < figures.size(); ++i)
    ranges[place[i]] = kilometres_or_nothing(figures[i].range);
  return ranges;
}

/// Rows by a rising or falling column; rows without a number last.
void sort_rows(Table& table, std::size_t column, bool rising) {
  const auto key = [&](const std::vector<Cell>& row) {
    const double* value = std::get_if<double>(&row[column]);
    return value == nullptr ? std::numeric_limits<double>::infinity() : rising ? *value : -*value;
  };
  std::ranges::stable_sort(table.rows, {}, key);
}

/// Trucks that move, of a plan without a sweep.
std::vector<std::size_t> moving_trucks(const PageInput& input) {
  if (!input.plan.axes.empty()) return {};
  auto trucks = distinct_trucks(input.plan);
  std::erase_if(trucks, [&](std::size_t at) {
    return !input.plan.cases[at].vehicle->has_physics() ||
           !input.energy[at]->duty.consumption.has_value();
  });
  return trucks;
}

}  // namespace

Charts range_chart(const PageInput& input) {
  const auto trucks = moving_trucks(input);
  if (trucks.empty()) return {};
  const auto highway = model::constant_speed(highway_speed);
  const auto city_cold =
      ranges_on(input, trucks, model::closed(input.catalog.cycle("epa_udds")), cold);
  const auto highway_cold = ranges_on(input, trucks, highway, cold);
  const auto loaded = loaded_ranges(input, trucks);

  Chart chart;
  chart.key = "range_by_condition";
  chart.title = "How far each truck goes, by condition";
  chart.note =
      "City: the EPA's city cycle (UDDS). Highway: a steady 110 km/h. Mild is 23 degC, cold -7 "
      "degC. "
      "Loaded: the duty with all that the truck may carry. Towing: the duty with a trailer, where "
      "the truck may pull it. From a full battery until it is empty.";
  if (std::ranges::any_of(
          trucks, [&](std::size_t at) { return input.plan.cases[at].vehicle->has_engine(); }))
    chart.note += " Of trucks with an engine: as far as battery and tank go together.";
  chart.kind = ChartKind::dots;
  chart.measure = "range";
  const auto column = [](const char* key, const char* label) {
    return Column{key, label, "km", 0, Better::higher};
  };
  chart.table.columns = {{"truck", "truck", "", 0},
                         column("range_city_km", "city, mild"),
                         column("range_city_cold_km", "city, cold"),
                         column("range_highway_km", "highway, mild"),
                         column("range_highway_cold_km", "highway, cold"),
                         column("range_loaded_km", "loaded"),
                         column("range_tow_km", "towing")};
  for (std::size_t i = 0; i < trucks.size(); ++i) {
    const EnergyFigures& figures = *input.energy[trucks[i]];
    chart.table.rows.push_back(
        {energy_name(input.plan, trucks[i]), kilometres_or_nothing(figures.range_city),
         city_cold[i], kilometres_or_nothing(figures.range_highway), highway_cold[i], loaded[i],
         figures.range_tow ? kilometres_or_nothing(*figures.range_tow) : Cell()});
  }
  sort_rows(chart.table, 1, false);
  return {std::move(chart)};
}

Charts consumption_chart(const PageInput& input) {
  /// Below this a cause would be printed as 0.
  constexpr double least_kwh_per_100km = 0.005;
  auto trucks = moving_trucks(input);
  std::erase_if(trucks, [&](std::size_t at) { return !is_driven(input.plan.cases[at]); });
  if (trucks.empty()) return {};
  const auto& causes = input.energy[trucks.front()]->duty.causes_j_per_m;
  const auto value = [&](std::size_t at, std::size_t cause) {
    const auto& own = input.energy[at]->duty.causes_j_per_m;
    return cause < own.size()
               ? units::in_kilowatt_hours_per_100km(units::newtons(own[cause].energy_j))
               : 0.0;
  };
  std::vector<std::size_t> told;
  for (std::size_t cause = 0; cause < causes.size(); ++cause)
    if (std::ranges::any_of(trucks, [&](std::size_t at) {
          return std::abs(value(at, cause)) >= least_kwh_per_100km;
        }))
      told.push_back(cause);
  if (told.empty()) return {};

  Chart chart;
  chart.key = "consumption_by_cause";
  chart.title = "Where the energy goes";
  chart.note = "Energy from the battery on the scenario's duty, by cause: rolling and air drag, "
               "losses of motors and gears (drive), of the battery itself (pack), of the friction "
               "brakes, and what electronics (base), cabin and battery conditioning (heat) take.";
  chart.kind = ChartKind::stacked_bars;
  chart.measure = "energy from the battery";
  chart.table.columns = {{"truck", "truck", "", 0}};
  const auto column = [](std::string key, std::string label) {
    return Column{std::move(key), std::move(label), "kWh/100 km", 2, Better::lower};
  };
  for (const std::size_t cause : told)
    chart.table.columns.push_back(column(
        fmt::format("{}_kwh_per_100km", causes[cause].key.substr(0, causes[cause].key.size() - 2)),
        std::string(causes[cause].label)));
  chart.table.columns.push_back(column("battery_kwh_per_100km", "in all"));
  for (const std::size_t at : trucks) {
    std::vector<Cell> row{energy_name(input.plan, at)};
    double total = 0.0;
    for (const std::size_t cause : told) {
      row.emplace_back(value(at, cause));
      total += value(at, cause);
    }
    row.emplace_back(total);
    chart.table.rows.push_back(std::move(row));
  }
  sort_rows(chart.table, chart.table.columns.size() - 1, true);
  return {std::move(chart)};
}

namespace {

/// Points of a charge curve.
constexpr int charge_step_percent = 5;

bool is_same_model(const Plan& plan, std::size_t one, std::size_t other) {
  return plan.cases[one].vehicle->model == plan.cases[other].vehicle->model;
}

bool is_same_curve(const energy::ChargeCurve& one, const energy::ChargeCurve& other) {
  for (int percent = 0; percent <= 100; percent += charge_step_percent)
    if (one.at(percent / 100.0) != other.at(percent / 100.0)) return false;
  return one.basis == other.basis;
}

std::string basis_text(energy::ChargeCurve::Basis basis) {
  switch (basis) {
  case energy::ChargeCurve::Basis::measured:
    return "measured";
  case energy::ChargeCurve::Basis::from_time:
    return "scaled to a time";
  case energy::ChargeCurve::Basis::from_peak:
    return "scaled to a peak";
  }
  return {};
}

}  // namespace

Charts charge_chart(const PageInput& input) {
  std::vector<std::size_t> trucks;
  std::vector<std::string> names;
  std::vector<energy::ChargeCurve> curves;
  for (const std::size_t at : moving_trucks(input)) {
    auto curve = energy::charge_curve(*input.plan.cases[at].vehicle);
    if (!curve) continue;
    // Trims of a model that charge alike are one line.
    std::size_t same = 0;
    while (same < trucks.size() &&
           !(is_same_model(input.plan, trucks[same], at) && is_same_curve(curves[same], *curve)))
      ++same;
    if (same < trucks.size()) {
      names[same] += " / " + input.plan.cases[at].vehicle->name;
      continue;
    }
    trucks.push_back(at);
    names.push_back(energy_name(input.plan, at));
    curves.push_back(std::move(*curve));
  }
  if (trucks.empty()) return {};
  const auto colours = colour_names(input.plan, trucks, names, false);

  Chart chart;
  chart.key = "charge_curves";
  chart.title = "Power of fast charging over the state of charge";
  chart.note = "A warm battery at a charger that gives all it takes. A curve that no source gives "
               "has the form of measured sessions of other trucks, scaled to the time or the peak "
               "that is published.";
  chart.kind = ChartKind::lines;
  chart.table.columns = {{"colour", "model", "", 0},
                         {"truck", "truck", "", 0},
                         {"state_of_charge_percent", "state of charge", "%", 0},
                         {"power_kw", "charging power", "kW", 0, Better::higher},
                         {"basis", "curve", "", 0}};
  for (std::size_t i = 0; i < trucks.size(); ++i)
    for (int percent = 0; percent <= 100; percent += charge_step_percent)
      chart.table.rows.push_back({colours[i], names[i], static_cast<double>(percent),
                                  units::in_kilowatts(curves[i].at(percent / 100.0)),
                                  basis_text(curves[i].basis)});
  return {std::move(chart)};
}

namespace {

/// Trucks whose drive is shown second by second: the baseline, the cheapest and the one that goes
/// farthest.
std::vector<std::size_t> traced_trucks(const PageInput& input) {
  auto trucks = moving_trucks(input);
  std::erase_if(trucks, [&](std::size_t at) { return !is_driven(input.plan.cases[at]); });
  std::vector<std::size_t> chosen;
  const auto choose = [&](std::size_t at) {
    const auto* vehicle = input.plan.cases[at].vehicle.get();
    if (is_driven(input.plan.cases[at]) && std::ranges::none_of(chosen, [&](std::size_t other) {
          return input.plan.cases[other].vehicle.get() == vehicle;
        }))
      chosen.push_back(at);
  };
  if (trucks.empty()) return chosen;
  if (input.plan.baseline >= 0) choose(static_cast<std::size_t>(input.plan.baseline));
  choose(*std::ranges::min_element(
      trucks, {}, [&](std::size_t at) { return input.energy[at]->duty.consumption->value(); }));
  choose(*std::ranges::max_element(
      trucks, {}, [&](std::size_t at) { return input.energy[at]->duty.range.value(); }));
  for (const std::size_t at : trucks)
    if (chosen.size() < 2) choose(at);
  return chosen;
}

}  // namespace

Charts cycle_chart(const PageInput& input) {
  /// Steps of a second that become one point.
  constexpr std::size_t together = 2;
  /// Points of the table of numbers: every minute.
  constexpr std::size_t told_every = 30;
  const auto trucks = traced_trucks(input);
  if (trucks.empty()) return {};
  const auto& cycles = input.plan.cases[trucks.front()].duty->cycles;
  if (cycles.empty()) return {};
  const auto longest =
      std::ranges::max_element(cycles, {}, [](const auto& part) { return *part.share; });
  const model::DriveCycle& cycle = input.catalog.cycle(longest->cycle);

  Chart chart;
  chart.key = "drive_cycle";
  chart.title = fmt::format("Once along the cycle {}", cycle.id);
  chart.note = "Speed, power at the battery's terminals (below zero while braking charges it) and "
               "state of charge from a full battery, on the scenario's duty. Points are means over "
               "two seconds; the table tells one of each minute.";
  chart.kind = ChartKind::lines;
  chart.told_every = told_every;
  chart.table.columns = {{"colour", "truck", "", 0},
                         {"truck", "truck", "", 0},
                         {"time_s", "time", "s", 0},
                         {"speed_km_per_h", "speed", "km/h", 0},
                         {"terminal_power_kw", "battery power", "kW", 1},
                         {"state_of_charge_percent", "state of charge", "%", 2}};
  for (const std::size_t at : trucks) {
    const PlannedCase& planned = input.plan.cases[at];
    const energy::Case one{planned.vehicle.get(), energy::conditions(*planned.duty, false)};
    const energy::Lanes lanes = energy::compile({&one, 1}, cycle);
    const energy::Steps steps = energy::compile_steps(cycle, one.conditions.grade);
    energy::State state(lanes.padded);
    energy::Tally tally(lanes.padded);
    energy::Trace record;
    state.speed_m_per_s.setConstant(steps.start_speed_m_per_s);
    energy::drive_block(lanes, steps, 0, state, tally, &record);
    const std::string name = energy_name(input.plan, at);
    for (std::size_t i = 0; i + together <= record.steps.size(); i += together) {
      const auto part = std::span(record.steps).subspan(i, together);
      const auto mean = [&](auto of) {
        return std::accumulate(part.begin(), part.end(), 0.0,
                               [&](double sum, const auto& step) { return sum + of(step); }) /
               static_cast<double>(together);
      };
      chart.table.rows.push_back(
          {name, name, part.back().time_s,
           mean([](const auto& step) { return 3.6 * step.speed_m_per_s; }),
           mean([](const auto& step) { return step.terminal_power_w / 1e3; }),
           100.0 * part.back().state_of_charge});
    }
  }
  return {std::move(chart)};
}

}  // namespace evpickup::study
