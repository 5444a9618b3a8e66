// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "case_cells.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/study/basis.hpp"
#include "evpickup/study/market_context.hpp"
#include "evpickup/study/trip.hpp"
#include "trip_columns.hpp"

/// Trips as tables and sentences.
namespace evpickup::study {
namespace {

Column in_currency(Column column, units::Currency currency) {
  const auto at = column.key.find("CUR");
  if (at == std::string::npos) return column;
  column.unit = currency.code();
  column.key.replace(at, 3, base::lower_case(currency.code()));
  return column;
}

/// True if the truck was not driven at all, so that there is nothing to tell but why.
bool has_figures(const TripFigures& figures) { return figures.distance > units::metres(0); }

/// Table of the trip behind the columns that name the truck.
void fill(Table& table, const TripView& view, std::vector<Cell> row,
          const std::vector<TripColumn>& columns) {
  for (const auto& column : columns) {
    const bool always = column.column.key == "arrives";
    row.push_back(always || has_figures(view.figures) ? column.get(view) : Cell());
  }
  table.rows.push_back(std::move(row));
}

Section stops_section(const Plan& plan, const std::vector<TripFigures>& figures) {
  Section section;
  section.key = "trip_stops";
  section.title = "Stops of the trip";
  section.table.columns = case_columns();
  for (const Column& column :
       std::initializer_list<Column>{{"stop", "stop", "", 0, Better::neither},
                                     {"at_km", "at", "km", 0, Better::neither},
                                     {"arrive_percent", "arrive", "%", 1, Better::neither},
                                     {"leave_percent", "leave", "%", 1, Better::neither},
                                     {"charging_min", "charging", "min", 1, Better::neither},
                                     {"charger_kwh", "energy", "kWh", 1, Better::neither},
                                     {"power_kw", "mean power", "kW", 0, Better::neither},
                                     {"battery_degc", "battery", "degC", 0, Better::neither}})
    section.table.columns.push_back(column);
  const bool pumps = std::ranges::any_of(
      figures, [](const TripFigures& f) { return f.tank_left && !f.stops.empty(); });
  if (pumps) section.table.columns.push_back({"fuel_l", "fuel", "L", 1, Better::neither});
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    for (std::size_t k = 0; k < figures[i].stops.size(); ++k) {
      const TripStop& stop = figures[i].stops[k];
      auto row = case_cells(plan.cases[i]);
      row.emplace_back(static_cast<double>(k + 1));
      row.emplace_back(units::in_kilometres(stop.at));
      row.emplace_back(100 * stop.arrive);
      row.emplace_back(100 * stop.leave);
      if (figures[i].tank_left) {
        row.resize(section.table.columns.size() - 1);
        row.emplace_back(units::in_litres(stop.fuel));
      } else {
        row.emplace_back(units::in_minutes(stop.charging));
        row.emplace_back(units::in_kilowatt_hours(stop.energy));
        row.push_back(stop.charging > units::seconds(0)
                          ? Cell(units::in_kilowatts(stop.energy / stop.charging))
                          : Cell());
        row.emplace_back(units::in_celsius(stop.temperature));
        row.resize(section.table.columns.size());
      }
      section.table.rows.push_back(std::move(row));
    }
  }
  section.remarks.emplace_back(
      "energy: what the charger gave; battery: its temperature on arrival.");
  if (pumps) section.remarks.emplace_back("At pumps, arrive and leave are shares of the tank.");
  return section;
}

Section balance_section(const Plan& plan, const std::vector<TripFigures>& figures) {
  Section section;
  section.key = "trip_energy_balance";
  section.title = "Energy balance of the trip by cause";
  section.table.columns = case_columns();
  section.table.columns.push_back({"imbalance", "imbalance", "", 12, Better::neither});
  // Trucks with an engine have causes that others lack.
  std::vector<std::string_view> keys;
  for (const auto& f : figures) {
    for (const auto& term : f.balance.terms) {
      if (std::ranges::find(keys, term.key) != keys.end()) continue;
      keys.push_back(term.key);
      section.table.columns.push_back(
          {std::string(term.key.substr(0, term.key.size() - 2)) + "_kwh", std::string(term.label),
           "kWh", 2, Better::neither});
    }
  }
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    const auto& balance = figures[i].balance;
    if (balance.terms.empty()) continue;
    auto row = case_cells(plan.cases[i]);
    row.emplace_back(balance.imbalance);
    for (const auto key : keys) {
      const auto term = std::ranges::find(balance.terms, key, &energy::BalanceTerm::key);
      row.push_back(term == balance.terms.end()
                        ? Cell()
                        : Cell(units::in_kilowatt_hours(units::joules(term->energy_j))));
    }
    section.table.rows.push_back(std::move(row));
  }
  return section;
}

// In both systems of units, for sentences that no writer converts.
std::string in_both(units::Length length) {
  return fmt::format("{:.4g} km ({:.4g} mi)", units::in_kilometres(length),
                     units::in_miles(length));
}
std::string in_both(units::Speed speed) {
  return fmt::format("{:.3g} km/h ({:.3g} mph)", units::in_kilometres_per_hour(speed),
                     speed / units::miles_per_hour(1));
}
std::string in_both(units::Temperature temperature) {
  const double celsius = units::in_celsius(temperature);
  return fmt::format("{:.3g} degC ({:.3g} degF)", celsius, 1.8 * celsius + 32.0);
}

/// The temperature outside; a route may have its own, which goes before that of the duty.
std::string weather_text(const model::Scenario& scenario, const std::vector<TripFigures>& figures) {
  const auto tried = std::ranges::find_if(
      figures, [](const TripFigures& f) { return f.coldest.has_value() && f.warmest.has_value(); });
  if (scenario.trip->route.empty() || tried == figures.end())
    return in_both(*scenario.duty.ambient);
  if (*tried->coldest == *tried->warmest) return in_both(*tried->coldest);
  return fmt::format("{} to {} along it", in_both(*tried->coldest), in_both(*tried->warmest));
}

/// "800 km at 110 km/h", and the weather.
std::string road_text(const model::Scenario& scenario, const std::vector<TripFigures>& figures) {
  const model::Trip& trip = *scenario.trip;
  const model::Duty& duty = scenario.duty;
  std::string text = !trip.route.empty()
                         ? "Route " + trip.route
                         : fmt::format("{} {}", in_both(*trip.distance),
                                       trip.cycle.empty() ? "at " + in_both(*trip.speed)
                                                          : "on the cycle " + trip.cycle);
  text += ", " + weather_text(scenario, figures);
  if (duty.trailer)
    text += *trip.tow_rating
                ? std::string(", each truck with a trailer of its tow rating")
                : fmt::format(", trailer of {} kg and {:.3g} m^2",
                              base::grouped(units::in_kilograms(*duty.trailer->mass), 0),
                              units::in_square_metres(*duty.trailer->drag_area));
  text += fmt::format(
      "; {:.3g} % at the start, {:.3g} % at least at chargers and at the end. Chargers of {:.3g} "
      "kW {}, {:.3g} min a stop beside charging; the least {}.",
      100 * *trip.start, 100 * *trip.arrive, units::in_kilowatts(*trip.charger),
      trip.charger_spacing.has_value() ? "every " + in_both(*trip.charger_spacing)
                                       : "wherever they are wanted",
      units::in_minutes(*trip.stop_time),
      trip.minimise == model::Minimise::time ? "time" : "energy cost");
  return text;
}

}  // namespace

std::vector<Section> trip_sections(const Plan& plan, const model::Scenario& scenario,
                                   const std::vector<TripFigures>& figures, bool audit) {
  Section trip;
  trip.key = "trip";
  trip.title = "Trip";
  trip.table.columns = case_columns();
  const auto columns = trip_columns(plan, true);
  for (const auto& column : columns)
    trip.table.columns.push_back(in_currency(column.column, scenario.currency()));
  for (std::size_t i = 0; i < plan.cases.size(); ++i)
    fill(trip.table, {plan.cases[i], figures[i]}, case_cells(plan.cases[i]), columns);
  trip.remarks.push_back(road_text(scenario, figures));

  std::vector<Section> sections{std::move(trip)};
  Section stops = stops_section(plan, figures);
  if (!stops.table.rows.empty()) sections.push_back(std::move(stops));
  Section balance = balance_section(plan, figures);
  if (audit && !balance.table.rows.empty()) sections.push_back(std::move(balance));
  return sections;
}

std::vector<std::string> trip_notes(const Plan& plan, const model::Scenario& scenario,
                                    const std::vector<TripFigures>& figures) {
  /// Share of the time, and charge, below which a difference is not worth a sentence.
  constexpr double worth_telling = 2e-3;
  std::vector<std::string> notes;
  const auto add = [&](std::string note) {
    if (std::ranges::find(notes, note) == notes.end()) notes.push_back(std::move(note));
  };
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    const auto& vehicle = *plan.cases[i].vehicle;
    const auto& f = figures[i];
    if (!f.failure.empty()) add(f.failure);
    if (!vehicle.has_physics()) continue;
    const units::Mass load =
        *vehicle.body.curb_mass + *plan.cases[i].duty->payload + *plan.cases[i].duty->crew;
    if (f.rating_unknown)
      add(fmt::format("{}: no source says what it may tow; its trailer weighs {:.0f} kg.",
                      vehicle.key(), units::in_kilograms(f.trailer)));
    if (vehicle.body.gross_mass.has_value() && load > *vehicle.body.gross_mass)
      add(fmt::format("{} is overloaded: {:.0f} kg with its load, {:.0f} kg allowed.",
                      vehicle.key(), units::in_kilograms(load),
                      units::in_kilograms(*vehicle.body.gross_mass)));
    if (!has_figures(f)) continue;
    if (f.behind_share > worth_telling && f.failure.empty())
      add(fmt::format("{} is slower than the road for {:.1f} % of the driving time{}.",
                      vehicle.key(), 100 * f.behind_share,
                      f.slowest ? fmt::format("; it holds {:.0f} km/h at least",
                                              units::in_kilometres_per_hour(*f.slowest))
                                : ""));
    if (!vehicle.has_engine() && f.arrive < *scenario.trip->arrive - worth_telling)
      add(fmt::format("{} arrives with {:.1f} %, below the {:.0f} % wanted.", vehicle.key(),
                      100 * f.arrive, 100 * *scenario.trip->arrive));
    if (!f.cost && plan.cases[i].market)
      add(fmt::format("Market {} lacks {}, so the trip of {} has no cost there.",
                      plan.cases[i].market->id, needed_prices(vehicle), vehicle.key()));
  }
  return notes;
}

std::vector<std::string> trip_basis(const Plan& plan, const model::Scenario& scenario) {
  std::vector<std::string> sentences{
      "Trip: driven by the kernel along the road, from a stand to a stand and to one at each stop. "
      "Stops and charging levels are the best of all combinations (dynamic programming over "
      "distance and state of charge); nobody waits for a charger, and a stop's detour costs time "
      "but no energy."};
  if (std::ranges::any_of(plan.cases, [](const PlannedCase& c) { return c.vehicle->has_engine(); }))
    sentences.push_back(fmt::format(
        "Trucks with an engine stop at pumps, wherever they want: the tank is {:.3g} % full at the "
        "start and never below {:.3g} %, as batteries are; a stop takes its {:.3g} min and what "
        "fuel takes to flow (10 gallons a minute, 40 CFR 80.22). What was charged is used first, "
        "and nobody charges on the way.",
        100 * *scenario.trip->start, 100 * *scenario.trip->arrive,
        units::in_minutes(*scenario.trip->stop_time)));
  if (*scenario.duty.ambient < energy::full_charging_temperature || !scenario.trip->route.empty())
    sentences.emplace_back(
        "Cold batteries charge slower, by the growth of their resistance (half the power at 0 "
        "degC; "
        "an estimate, between this and no loss). The battery starts at the temperature outside and "
        "warms by its losses and its heater; no truck warms it ahead of a charger.");
  if (!scenario.compare.markets.empty())
    sentences.emplace_back("Cost of a trip: what chargers and pumps gave at the market's prices, "
                           "and what is missing at the end refilled at home.");
  return sentences;
}

Results run_trip(model::Catalog& catalog, const model::Scenario& scenario,
                 const RunOptions& options) {
  if (!scenario.sweeps.empty())
    throw base::InputError("a scenario that is a trip alone has no sweep",
                           "give [duty] a cycle: then the sweep is about that");
  const auto facts = facts_for(scenario, catalog);
  const Plan plan = make_plan(catalog, scenario, options);
  const auto figures = trip_figures(plan, scenario, catalog, options);

  Results results;
  results.scenario = scenario.id;
  results.title = scenario.title;
  results.description = scenario.description + (scenario.description.empty() ? "" : " ") +
                        road_text(scenario, figures);
  results.table.columns = case_columns();
  results.table.columns.push_back({"vehicle_name", "vehicle", "", 0, Better::neither});
  results.table.columns.push_back({"trim_name", "trim", "", 0, Better::neither});
  results.shown = {"trim_name", "market"};
  const auto columns = trip_columns(plan, false);
  for (const auto& column : columns) {
    results.table.columns.push_back(in_currency(column.column, scenario.currency()));
    if (column.lean) results.shown.push_back(results.table.columns.back().key);
  }
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    auto row = case_cells(plan.cases[i]);
    row.emplace_back(plan.cases[i].vehicle->model);
    row.emplace_back(plan.cases[i].vehicle->name);
    fill(results.table, {plan.cases[i], figures[i]}, std::move(row), columns);
  }
  results.grouped_by = "vehicle_name";
  results.baseline = plan.baseline;
  auto sections = trip_sections(plan, scenario, figures, options.audit);
  sections.erase(sections.begin());
  results.sections = std::move(sections);
  results.notes = plan.notes;
  for (auto& note : trip_notes(plan, scenario, figures)) results.notes.push_back(std::move(note));
  results.basis = basis(plan, scenario, catalog.exchange_rates());
  for (auto& sentence : trip_basis(plan, scenario)) results.basis.push_back(std::move(sentence));
  if (facts) add_market_context(results, plan, *facts, catalog);
  return results;
}

}  // namespace evpickup::study
