// SPDX-License-Identifier: Apache-2.0
#include "trip_drive.hpp"

#include <algorithm>
#include <cmath>

namespace evpickup::study {

namespace {

/// Places to stop at where chargers are everywhere: at least and at most this far apart, and about
/// so many in between.
constexpr double least_spacing_m = 1500.0;
constexpr double most_spacing_m = 5000.0;
constexpr double usual_nodes = 220.0;

/// Drives to adjust how far stops charge.
constexpr int adjustments = 6;
/// Charge within which an arrival is what was wanted.
constexpr double arrival_tolerance = 1e-4;
/// An arrival within this of the least was meant to be the least: a step of the search's grid.
constexpr double meant_least = 0.012;

/// A truck that speeds up less than this while behind the trace holds its speed.
constexpr double steady_m_per_s2 = 0.02;
constexpr double behind_m_per_s = 0.1;

void add(energy::Tally& sum, energy::Tally part) {
  const auto to = sum.all();
  const auto from = part.all();
  for (std::size_t term = 0; term < to.size(); ++term) *to[term] += *from[term];
}

/// One drive with given levels to charge to.
struct Drive {
  TripFigures figures;
  /// State of charge at each stop and at the destination.
  std::vector<double> arrivals;
};

Drive drive_with(const TruckOnCourse& truck, const Course& course, const TripProblem& problem,
                 const std::vector<double>& leaves) {
  Drive drive;
  TripFigures& f = drive.figures;
  const double usable = truck.usable_j();
  energy::State state(truck.lanes(0).padded);
  state.drained_j.setConstant((1.0 - problem.start) * usable);
  energy::Trace trace;
  double temperature_k = problem.start_temperature_k;
  double behind_s = 0.0;
  energy::Tally whole(state.drained_j.size());
  f.least = problem.start;
  for (std::size_t leg = 0; leg < course.legs(); ++leg) {
    StretchSums sums(state.drained_j.size());
    truck.drive_leg(leg, state, sums, &trace);
    f.driving += units::seconds(sums.tally.time_s(0));
    f.battery += units::joules(sums.tally.battery_j(0));
    add(whole, sums.tally);
    behind_s += sums.tally.missed_s(0);
    f.least = std::min(f.least, 1.0 - sums.deepest_j(0) / usable);
    if (!sums.through(0)) {
      f.least = 0.0;
      state.drained_j.setConstant(usable);
    }
    const double charge = 1.0 - state.drained_j(0) / usable;
    drive.arrivals.push_back(charge);
    if (problem.charger)
      temperature_k =
          problem.charger->heat.after(temperature_k, units::in_kelvin(course.ambient_of_leg(leg)),
                                      warming_j(sums, 0), sums.tally.time_s(0));
    if (leg + 1 == course.legs()) break;

    // The stop at the end of the leg.
    const double leave = std::max(leaves[leg], charge);
    const auto session = problem.charger->charge(charge, leave, temperature_k);
    TripStop stop;
    stop.at = units::metres(course.node_m[leg + 1]);
    stop.arrive = charge;
    stop.leave = leave;
    stop.charging = units::seconds(session.time_s);
    stop.energy = units::joules(session.charger_j);
    stop.temperature = units::kelvin(temperature_k);
    temperature_k = session.temperature_k;
    state.drained_j.setConstant((1.0 - leave) * usable);
    f.charging += stop.charging;
    f.overhead += units::seconds(problem.stop_s);
    f.charger += stop.energy;
    f.stops.push_back(stop);
  }
  f.distance = units::metres(course.node_m.back());
  f.arrive = drive.arrivals.back();
  f.home = energy::stored_energy(problem.battery, f.arrive, problem.start);
  f.behind_share = behind_s / std::max(1e-9, units::in_seconds(f.driving));
  f.slowest = slowest_held(trace.steps);
  f.balance = energy::balance(whole, 0);
  return drive;
}

/// Moves the levels so that arrivals are what was wanted; false if they are already.
bool adjust(const TripProblem& problem, const Strategy& strategy, const Drive& drive,
            std::vector<double>& leaves) {
  bool moved = false;
  for (std::size_t k = 0; k < leaves.size(); ++k) {
    // Stop k leads to arrival k + 1.
    const double excess = drive.arrivals[k + 1] - problem.least;
    const bool last = k + 1 == leaves.size();
    const bool meant = last && strategy.arrive - problem.least < meant_least;
    if (std::abs(excess) < arrival_tolerance || (excess > 0.0 && !meant)) continue;
    const double leave = std::clamp(leaves[k] - excess, drive.arrivals[k], 1.0);
    moved = moved || leave != leaves[k];
    leaves[k] = leave;
  }
  return moved;
}

std::vector<double> spaced(double length_m, double step_m) {
  std::vector<double> nodes{0.0};
  for (int k = 1; k * step_m < length_m - 1.0; ++k) nodes.push_back(k * step_m);
  nodes.push_back(length_m);
  return nodes;
}

}  // namespace

std::optional<units::Speed> slowest_held(std::span<const energy::TraceStep> steps) {
  std::optional<units::Speed> slowest;
  for (std::size_t k = 1; k < steps.size(); ++k) {
    const auto& step = steps[k];
    const auto& before = steps[k - 1];
    // Sums begin anew with each stretch, and time with them.
    const double step_s = step.time_s > before.time_s ? step.time_s - before.time_s : step.time_s;
    const double gain = (step.speed_m_per_s - before.speed_m_per_s) / std::max(step_s, 1e-9);
    const bool is_behind = step.speed_m_per_s < step.target_speed_m_per_s - behind_m_per_s;
    if (!is_behind || gain > steady_m_per_s2) continue;
    const auto speed = units::metres_per_second(step.speed_m_per_s);
    if (!slowest || speed < *slowest) slowest = speed;
  }
  return slowest;
}

Course Road::course(const std::vector<double>& stops_m, const std::vector<double>& nodes_m,
                    const energy::Conditions& conditions) const {
  if (repeated) return make_course(*repeated, nodes_m, conditions);
  return make_course(model::route_trace(*route, stops_m, nodes_m), nodes_m, conditions);
}

Road make_road(const model::Scenario& scenario, model::Catalog& catalog) {
  const model::Trip& trip = *scenario.trip;
  const base::SourcePlace where{scenario.text, 0, 0, 0};
  Road road;
  double length_m = 0.0;
  if (!trip.cycle.empty()) {
    road.repeated = model::repeated_trace(catalog.cycle(trip.cycle, where), *trip.distance);
    length_m = road.repeated->distance_m.back();
  } else {
    road.route = trip.route.empty() ? model::even_route(*trip.distance, *trip.speed)
                                    : catalog.route(trip.route, where);
    length_m = units::in_metres(road.route->length());
  }
  const double spacing = trip.charger_spacing.has_value()
                             ? units::in_metres(*trip.charger_spacing)
                             : std::clamp(length_m / usual_nodes, least_spacing_m, most_spacing_m);
  road.node_m = spaced(length_m, spacing);
  return road;
}

TripFigures drive_trip(const model::Vehicle& vehicle, const Road& road,
                       const energy::Conditions& conditions, const TripProblem& problem,
                       const std::vector<double>& problem_nodes_m, const Strategy& strategy) {
  std::vector<double> stops;
  std::vector<double> leaves;
  for (const auto& stop : strategy.stops) {
    stops.push_back(problem_nodes_m[stop.node]);
    leaves.push_back(stop.leave);
  }
  std::vector<double> nodes{0.0};
  nodes.insert(nodes.end(), stops.begin(), stops.end());
  nodes.push_back(road.length_m());
  const Course course = road.course(stops, nodes, conditions);
  const TruckOnCourse truck(vehicle, course, 1);

  Drive drive = drive_with(truck, course, problem, leaves);
  for (int i = 0; i < adjustments && adjust(problem, strategy, drive, leaves); ++i)
    drive = drive_with(truck, course, problem, leaves);
  return std::move(drive.figures);
}

}  // namespace evpickup::study
