// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/trip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "evpickup/base/parallel.hpp"
#include "evpickup/base/text.hpp"
#include "trip_drive.hpp"
#include "trip_engine.hpp"

namespace evpickup::study {

namespace {

/// Levels of the rules that the chosen strategy is held against.
constexpr double usual_level = 0.8;
constexpr double full_level = 1.0;
/// With the least cost, time decides between strategies of about equal cost, so that nobody waits
/// hours for a cent: an hour counts as this share of a full battery's price.
constexpr double hour_share = 0.02;

std::string km(double metres) { return fmt::format("km {:.0f}", metres / 1e3); }
std::string kg(units::Mass mass) { return base::grouped(units::in_kilograms(mass), 0) + " kg"; }

/// Money per joule stored at home, per joule from chargers and per volume of fuel, in the reporting
/// currency; nothing where the market lacks what the truck needs.
struct Prices {
  double home_per_j = 0.0;
  double charger_per_j = 0.0;
  double fuel_per_m3 = 0.0;
};
std::optional<Prices> prices_of(const PlannedCase& planned, units::Currency currency,
                                const units::ExchangeRates& rates) {
  if (!planned.market) return std::nullopt;
  const auto& energy = planned.market->energy;
  const model::Vehicle& vehicle = *planned.vehicle;
  Prices prices;
  if (vehicle.is_charged()) {
    const auto& efficiency = planned.market->charging.efficiency_home;
    if (!energy.home.has_value() || !efficiency.has_value()) return std::nullopt;
    prices.home_per_j = rates.convert(*energy.home, currency).amount_per_si / *efficiency;
  }
  if (vehicle.has_engine()) {
    const bool diesel = *vehicle.engine.fuel == model::Fuel::diesel;
    const auto& fuel = diesel ? energy.diesel : energy.petrol;
    if (!fuel.has_value()) return std::nullopt;
    prices.fuel_per_m3 = rates.convert(*fuel, currency).amount_per_si;
  } else {
    if (!energy.dc_fast.has_value()) return std::nullopt;
    prices.charger_per_j = rates.convert(*energy.dc_fast, currency).amount_per_si;
  }
  return prices;
}

units::Money cost_of(const Prices& prices, const TripFigures& figures, units::Currency currency) {
  return {prices.home_per_j * units::in_joules(figures.home) +
              prices.charger_per_j * units::in_joules(figures.charger) +
              prices.fuel_per_m3 * units::in_cubic_metres(figures.fuel),
          currency,
          {}};
}

/// The duty's conditions with the trip's trailer.
energy::Conditions conditions_of(const PlannedCase& planned, const model::Trip& trip,
                                 TripFigures& figures) {
  auto conditions = energy::conditions(*planned.duty, planned.duty->trailer.has_value());
  if (!conditions.trailer) return conditions;
  const auto& rating = planned.vehicle->claims.towing;
  if (*trip.tow_rating) {
    if (rating.has_value())
      conditions.trailer->mass = *rating;
    else
      figures.rating_unknown = true;
  }
  figures.trailer = conditions.trailer->mass;
  return conditions;
}

/// Why the truck must not pull the trailer; empty if it may.
std::string towing_failure(const model::Vehicle& vehicle, const TripFigures& figures) {
  const auto& rating = vehicle.claims.towing;
  if (!rating.has_value() || figures.trailer <= *rating) return {};
  return fmt::format("{} may tow {}, and the trailer weighs {}.", vehicle.key(), kg(*rating),
                     kg(figures.trailer));
}

/// Why there is no strategy, with the numbers of the first leg that fails.
std::string way_failure(const model::Vehicle& vehicle, const TripProblem& problem,
                        const Course& course) {
  const std::string name = vehicle.key();
  const std::size_t end = problem.nodes() - 1;
  for (std::size_t leg = 0; leg < problem.legs.size(); ++leg) {
    if (problem.legs[leg].passable() || !problem.legs[leg].stuck) continue;
    return fmt::format("{} comes to a stand between {} and {}: motors and battery cannot hold the "
                       "climb with {} of truck and load.",
                       name, km(course.node_m[leg]), km(course.node_m[leg + 1]),
                       kg(*vehicle.body.curb_mass + course.weathers.front().payload +
                          course.weathers.front().crew +
                          (course.weathers.front().trailer ? course.weathers.front().trailer->mass
                                                           : units::kilograms(0))));
  }

  // As far as it gets by filling the battery wherever it can.
  std::size_t node = 0;
  double charge = problem.start;
  for (;;) {
    const std::size_t next = farthest_node(problem, node, charge);
    if (next == end || next == node || !problem.charger) {
      node = std::max(node, next);
      break;
    }
    node = next;
    charge = 1.0 - problem.dips[node].drop;
    if (farthest_node(problem, node, charge) == node) break;
  }
  if (!problem.charger)
    return fmt::format("{} comes to {} of {} with {:.0f} % at the start and {:.0f} % left; no "
                       "source gives its fast-charging power or time, so it makes no stops.",
                       name, km(course.node_m[node]), km(course.node_m.back()), 100 * problem.start,
                       100 * problem.least);
  node = std::min(node, end - 1);
  const LegTable& leg = problem.legs[node];
  const std::string where = node + 1 == end ? "the destination" : "the next charger";
  const std::string from =
      node == 0
          ? fmt::format("with {:.0f} % at the start", 100 * problem.start)
          : fmt::format("from the charger at {} with a full battery", km(course.node_m[node]));
  if (!leg.passable())
    return fmt::format("{} does not get there: {} it is empty before {} at {}.", name, from, where,
                       km(course.node_m[node + 1]));
  return fmt::format("{} does not get there: {} the {:.0f} km to {} take {:.0f} % of its battery, "
                     "and {:.0f} % must be left.",
                     name, from, (course.node_m[node + 1] - course.node_m[node]) / 1e3, where,
                     100 * leg.at(node == 0 ? problem.start : 1.0).need, 100 * problem.least);
}

/// Why the drive is no success: it held less speed than was asked for.
std::string speed_failure(const model::Vehicle& vehicle, const model::Trip& trip,
                          const TripFigures& figures) {
  if (!trip.least_speed.has_value() || !figures.slowest || *figures.slowest >= *trip.least_speed)
    return {};
  return fmt::format(
      "{} falls to {:.0f} km/h ({:.0f} mph) with {} behind it; {:.0f} km/h ({:.0f} mph) must be "
      "held.",
      vehicle.key(), units::in_kilometres_per_hour(*figures.slowest),
      *figures.slowest / units::miles_per_hour(1), kg(figures.trailer),
      units::in_kilometres_per_hour(*trip.least_speed),
      *trip.least_speed / units::miles_per_hour(1));
}

TripProblem problem_of(const PlannedCase& planned, const model::Trip& trip, const Course& course,
                       bool has_dips, const std::optional<Prices>& prices) {
  const model::Vehicle& vehicle = *planned.vehicle;
  TripProblem problem;
  problem.legs = leg_tables(vehicle, course);
  problem.dips = has_dips ? stop_dips(vehicle, course) : std::vector<StopDip>(course.node_m.size());
  problem.charger = energy::fast_charger(vehicle, *trip.charger);
  problem.battery = energy::battery_model(vehicle.battery, course.ambient_of_leg(0));
  const double usable_j = units::in_joules(problem.battery.usable);
  problem.start_temperature_k = units::in_kelvin(course.ambient_of_leg(0));
  problem.start = *trip.start;
  problem.least = *trip.arrive;
  problem.stop_s = units::in_seconds(*trip.stop_time);
  if (trip.minimise == model::Minimise::cost) {
    problem.per_charger_joule = prices->charger_per_j;
    problem.per_charge_left = prices->home_per_j * usable_j;
    problem.per_second = hour_share * prices->charger_per_j * usable_j / units::seconds_per_hour;
  }
  return problem;
}

double objective_of(const TripProblem& problem, const TripFigures& figures) {
  return problem.per_second * units::in_seconds(figures.total()) +
         problem.per_charger_joule * units::in_joules(figures.charger) -
         problem.per_charge_left * figures.arrive;
}

TripFigures trip_of(const PlannedCase& planned, const model::Scenario& scenario, const Road& road,
                    const std::optional<Prices>& prices) {
  const model::Trip& trip = *scenario.trip;
  const model::Vehicle& vehicle = *planned.vehicle;
  TripFigures figures;
  if (!vehicle.has_physics()) {
    figures.failure =
        fmt::format("{} makes no trip: only its consumption is known.", vehicle.key());
    return figures;
  }
  const auto conditions = conditions_of(planned, trip, figures);
  figures.failure = towing_failure(vehicle, figures);
  if (!figures.failure.empty()) return figures;

  const Course course = road.course({}, road.node_m, conditions);
  const auto [coldest, warmest] =
      std::ranges::minmax_element(course.weathers, {}, &energy::Conditions::ambient);
  figures.coldest = coldest->ambient;
  figures.warmest = warmest->ambient;
  const auto finish = [&](TripFigures& chosen) {
    chosen.coldest = figures.coldest;
    chosen.warmest = figures.warmest;
    chosen.trailer = figures.trailer;
    chosen.rating_unknown = figures.rating_unknown;
    if (chosen.failure.empty()) chosen.failure = speed_failure(vehicle, trip, chosen);
    if (prices) chosen.cost = cost_of(*prices, chosen, scenario.currency());
  };
  if (vehicle.has_engine()) {
    TripFigures driven = engine_trip(vehicle, road, conditions, trip);
    finish(driven);
    return driven;
  }
  const TripProblem problem = problem_of(planned, trip, course, road.route.has_value(), prices);
  const auto best = best_strategy(problem);
  if (!best) {
    figures.failure = way_failure(vehicle, problem, course);
    return figures;
  }

  // The rules are driven too; if one of them comes out ahead by the seconds that the search's grid
  // leaves, it is taken.
  const auto drive = [&](const Strategy& strategy) {
    return drive_trip(vehicle, road, conditions, problem, course.node_m, strategy);
  };
  TripFigures chosen = drive(*best);
  std::optional<units::Time> times[2];
  const double levels[2] = {usual_level, full_level};
  for (std::size_t k = 0; k < 2; ++k) {
    const auto rule = rule_strategy(problem, levels[k]);
    if (!rule) continue;
    TripFigures driven = drive(*rule);
    times[k] = driven.total();
    if (objective_of(problem, driven) < objective_of(problem, chosen)) chosen = std::move(driven);
  }
  chosen.by_80 = times[0];
  chosen.by_full = times[1];
  finish(chosen);
  return chosen;
}

void require_prices(const Plan& plan, const std::vector<std::optional<Prices>>& prices) {
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    if (prices[i]) continue;
    const auto& market = plan.cases[i].market;
    throw base::InputError(market ? fmt::format("market {} lacks {}, so no trip can be made cheap",
                                                market->id, needed_prices(*plan.cases[i].vehicle))
                                  : std::string("without a market no trip can be made cheap"),
                           "minimise = \"time\" needs no prices");
  }
}

}  // namespace

std::vector<TripFigures> trip_figures(const Plan& plan, const model::Scenario& scenario,
                                      model::Catalog& catalog, const RunOptions& options) {
  const Road road = make_road(scenario, catalog);
  const auto& rates = catalog.exchange_rates();
  std::vector<std::optional<Prices>> prices;
  for (const auto& planned : plan.cases)
    prices.push_back(prices_of(planned, scenario.currency(), rates));
  if (scenario.trip->minimise == model::Minimise::cost) require_prices(plan, prices);

  std::vector<TripFigures> figures(plan.cases.size());
  base::for_each_block(figures.size(), 1, options.threads, [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i)
      figures[i] = trip_of(plan.cases[i], scenario, road, prices[i]);
  });
  return figures;
}

std::string needed_prices(const model::Vehicle& vehicle) {
  std::string keys = "energy.dc_fast, energy.home or charging.efficiency_home";
  if (!vehicle.has_engine()) return keys;
  const bool diesel = *vehicle.engine.fuel == model::Fuel::diesel;
  keys = diesel ? "energy.diesel" : "energy.petrol";
  if (vehicle.is_charged()) keys += ", energy.home or charging.efficiency_home";
  return keys;
}

model::Scenario road_trip(const std::vector<std::string>& vehicles, const std::string& market) {
  model::Scenario scenario;
  scenario.id = "trip";
  scenario.title = "Trip";
  scenario.cost.estimates = "2026";
  scenario.compare.vehicles = vehicles;
  if (!market.empty()) scenario.compare.markets = {market};
  scenario.trip.emplace();
  return scenario;
}

}  // namespace evpickup::study
