// SPDX-License-Identifier: Apache-2.0
#include "trip_engine.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evpickup/energy/engine_drive.hpp"
#include "evpickup/energy/engine_trace.hpp"
#include "evpickup/energy/refuelling.hpp"

namespace evpickup::study {

namespace {

/// Share of the tank that planning keeps back for the stands at pumps, which it does not know yet.
constexpr double stand_reserve = 0.005;
/// Charge within which a battery is at what it keeps, as a share of its usable energy.
constexpr double kept_tolerance = 1e-3;

/// One truck compiled for the weathers of a course, in both ways of driving.
class EngineOnCourse {
 public:
  EngineOnCourse(const model::Vehicle& vehicle, const Course& course) {
    for (const auto& conditions : course.weathers) {
      const energy::Case input{&vehicle, conditions};
      charged_.push_back(energy::compile_engines({&input, 1}, course.cycle));
      kept_.push_back(energy::heated_by_engine(charged_.back()));
    }
  }

  /// As the truck drives at a state of charge.
  [[nodiscard]] const energy::EngineLanes& lanes(std::size_t weather,
                                                 const energy::EngineState& state) const {
    const energy::EngineLanes& first = charged_[weather];
    const double drained = state.common.drained_j(0) / first.lanes.usable_j(0);
    return drained < first.end_drained(0) - kept_tolerance ? first : kept_[weather];
  }
  [[nodiscard]] const energy::EngineLanes& any() const { return charged_.front(); }

 private:
  std::vector<energy::EngineLanes> charged_, kept_;
};

/// One stretch of the road as it was driven.
struct DrivenStretch {
  double fuel_j = 0.0;
  bool stuck = false;
};

/// The whole road once.
struct EngineRun {
  std::vector<DrivenStretch> stretches;
  energy::EngineTally tally;
  energy::EngineState state;
  energy::Trace trace;
  double start_drained_j = 0.0;
  double least_charge = 1.0;

  explicit EngineRun(Eigen::Index lanes) : tally(lanes), state(lanes) {}
  [[nodiscard]] double drained_j() const { return state.common.drained_j(0); }
};

/// The kernel follows time: a truck that is slower than the trace falls short of a stretch's
/// length, and drives the rest of it at the same pace and consumption.
DrivenStretch drive_stretch(const energy::EngineLanes& lanes, const Stretch& stretch,
                            EngineRun& run) {
  energy::EngineTally part(lanes.lanes.padded);
  const double before_j = run.drained_j();
  auto trace = energy::trace_engines(lanes, stretch.steps, run.state, part);
  std::ranges::move(trace.common, std::back_inserter(run.trace.steps));
  const double driven_m = part.common.distance_m(0);
  if (driven_m < stuck_share * stretch.length_m) return {0.0, true};
  const double factor = stretch.length_m / driven_m;
  const double usable_j = lanes.lanes.usable_j(0);
  run.state.common.drained_j.setConstant(
      std::min(usable_j, before_j + factor * (run.drained_j() - before_j)));
  run.least_charge = std::min(run.least_charge, 1.0 - run.drained_j() / usable_j);
  const auto sum = run.tally.all();
  const auto driven = part.all();
  for (std::size_t term = 0; term < sum.size(); ++term)
    (*sum[term])(0) += factor * (*driven[term])(0);
  return {factor * part.fuel_j(0), false};
}

EngineRun drive(const model::Vehicle& vehicle, const Course& course, double start) {
  const EngineOnCourse truck(vehicle, course);
  const energy::EngineLanes& lanes = truck.any();
  EngineRun run(lanes.lanes.padded);
  const double kept = lanes.end_drained(0);
  run.start_drained_j =
      lanes.lanes.usable_j(0) * (lanes.charged(0) > 0.5 ? std::min(1.0 - start, kept) : kept);
  run.state.common.drained_j.setConstant(run.start_drained_j);
  run.least_charge = 1.0 - run.start_drained_j / lanes.lanes.usable_j(0);
  for (const Stretch& stretch : course.stretches) {
    run.stretches.push_back(drive_stretch(truck.lanes(stretch.weather, run.state), stretch, run));
    if (run.stretches.back().stuck) break;
  }
  return run;
}

/// Where the tank is filled: at the beginning of the stretch that it would not last for.
std::vector<double> pump_stops(const EngineRun& run, const Course& course, double tank_j,
                               const model::Trip& trip) {
  std::vector<double> stops;
  double left_j = (*trip.start - *trip.arrive - stand_reserve) * tank_j;
  double at_m = 0.0;
  for (std::size_t i = 0; i < run.stretches.size(); ++i) {
    if (run.stretches[i].fuel_j > left_j) {
      stops.push_back(at_m);
      left_j = (1.0 - *trip.arrive - stand_reserve) * tank_j;
    }
    left_j -= run.stretches[i].fuel_j;
    at_m += course.stretches[i].length_m;
  }
  return stops;
}

/// Fuel of each leg between stops.
std::vector<double> fuel_of_legs(const EngineRun& run, const Course& course) {
  std::vector<double> legs;
  for (std::size_t leg = 0; leg < course.legs(); ++leg) {
    legs.push_back(0.0);
    for (std::size_t s = course.first_stretch[leg]; s < course.first_stretch[leg + 1]; ++s)
      legs.back() += run.stretches[s].fuel_j;
  }
  return legs;
}

/// Fills at each stop: full, and at the last one so far as the rest of the way needs.
void fill_tank(const std::vector<double>& legs_j, const Course& course, double tank_j,
               double j_per_m3, const model::Trip& trip, TripFigures& figures) {
  double left = *trip.start;
  for (std::size_t leg = 0; leg + 1 < legs_j.size(); ++leg) {
    TripStop stop;
    stop.at = units::metres(course.node_m[leg + 1]);
    stop.arrive = left - legs_j[leg] / tank_j;
    const bool is_last = leg + 2 == legs_j.size();
    const double needed = *trip.arrive + legs_j[leg + 1] / tank_j;
    stop.leave = is_last ? std::clamp(needed, stop.arrive, 1.0) : 1.0;
    stop.fuel = units::cubic_metres((stop.leave - stop.arrive) * tank_j / j_per_m3);
    figures.overhead += *trip.stop_time + energy::pumping_time(stop.fuel);
    left = stop.leave;
    figures.stops.push_back(stop);
  }
  figures.tank_left = left - legs_j.back() / tank_j;
}

}  // namespace

TripFigures engine_trip(const model::Vehicle& vehicle, const Road& road,
                        const energy::Conditions& conditions, const model::Trip& trip) {
  TripFigures figures;
  const double j_per_m3 = 1e3 * energy::fuel_j_per_l(*vehicle.engine.fuel);
  const double tank_j = units::in_cubic_metres(*vehicle.tank.volume) * j_per_m3;

  // Where the stops are follows from a drive without them; then they are driven too.
  std::vector<double> nodes{0.0, road.length_m()};
  Course course = road.course({}, nodes, conditions);
  EngineRun run = drive(vehicle, course, *trip.start);
  const auto stops = pump_stops(run, course, tank_j, trip);
  if (!stops.empty() && !run.stretches.back().stuck) {
    nodes.insert(nodes.begin() + 1, stops.begin(), stops.end());
    course = road.course(stops, nodes, conditions);
    run = drive(vehicle, course, *trip.start);
  }
  if (run.stretches.back().stuck) {
    double at_m = 0.0;
    for (std::size_t i = 0; i + 1 < run.stretches.size(); ++i) at_m += course.stretches[i].length_m;
    figures.failure = fmt::format(
        "{} comes to a stand at km {:.0f}: engine, motors and battery cannot hold the climb.",
        vehicle.key(), at_m / 1e3);
    return figures;
  }

  fill_tank(fuel_of_legs(run, course), course, tank_j, j_per_m3, trip, figures);
  const energy::Tally& driven = run.tally.common;
  figures.distance = units::metres(course.node_m.back());
  figures.driving = units::seconds(driven.time_s(0));
  figures.battery = units::joules(driven.battery_j(0));
  // What a hybrid's battery owes is paid in fuel; what was charged is refilled at home.
  double fuel_j = run.tally.fuel_j(0);
  if (vehicle.is_charged())
    figures.home = std::max(figures.battery, units::joules(0));
  else
    fuel_j += energy::fuel_per_battery_energy(vehicle) * driven.battery_j(0);
  figures.fuel = units::cubic_metres(fuel_j / j_per_m3);
  const double usable_j =
      units::in_joules(vehicle.has_motor() ? *vehicle.battery.energy_usable : units::joules(1));
  figures.arrive = 1.0 - run.drained_j() / usable_j;
  figures.least = run.least_charge;
  figures.behind_share = driven.missed_s(0) / std::max(1e-9, driven.time_s(0));
  figures.slowest = slowest_held(run.trace.steps);
  figures.balance = energy::balance(run.tally, 0);
  return figures;
}

}  // namespace evpickup::study
