// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/test_drive.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "evpickup/energy/runs.hpp"

namespace evpickup::energy {

namespace {

constexpr units::Mass epa_occupants = units::kilograms(300.0 * units::kilograms_per_pound);
constexpr units::Mass driver = units::kilograms(75.0);
constexpr units::Mass wltp_extra = units::kilograms(25.0);
constexpr double goods_vehicle_load_share = 0.28;
/// Where no source tells what a truck may carry: one tonne class of pickups, less the driver.
constexpr units::Mass usual_payload = units::kilograms(800.0);

std::size_t point_at(const model::DriveCycle& cycle, double time_s) {
  const auto found = std::lower_bound(cycle.time_s.begin(), cycle.time_s.end(), time_s);
  if (found == cycle.time_s.end() || *found != time_s)
    throw std::logic_error(cycle.id + " has no point at the time of a phase");
  return static_cast<std::size_t>(found - cycle.time_s.begin());
}

}  // namespace

model::DriveCycle part(const model::DriveCycle& cycle, double from_s, double to_s) {
  const auto first = static_cast<std::ptrdiff_t>(point_at(cycle, from_s));
  const auto last = static_cast<std::ptrdiff_t>(point_at(cycle, to_s));
  if (first >= last) throw std::logic_error("a phase ends before it begins");
  model::DriveCycle result;
  result.id = cycle.id;
  const auto cut = [&](const std::vector<double>& values) {
    return std::vector<double>(values.begin() + first, values.begin() + last + 1);
  };
  result.time_s = cut(cycle.time_s);
  result.speed_m_per_s = cut(cycle.speed_m_per_s);
  result.grade = cut(cycle.grade);
  return result;
}

units::Mass epa_test_mass(const model::Vehicle& vehicle) {
  if (vehicle.body.has_road_load()) return *vehicle.body.road_load_mass;
  return *vehicle.body.curb_mass + epa_occupants;
}

units::Mass wltp_test_mass(const model::Vehicle& vehicle) {
  const units::Mass payload = model::payload(vehicle).value_or(usual_payload);
  const units::Mass load = std::max(units::kilograms(0.0), payload - driver - wltp_extra);
  return *vehicle.body.curb_mass + driver + wltp_extra + goods_vehicle_load_share * load;
}

Conditions in_cell(const model::Vehicle& vehicle, TestMass test_mass, const TestCell& cell,
                   const model::DriveCycle& cycle) {
  Conditions conditions;
  conditions.ambient = cell.temperature;
  conditions.crew = test_mass(vehicle) - *vehicle.body.curb_mass;
  conditions.dynamometer = cell.road_load_factor;
  conditions.climate_control = cell.climate_control;
  conditions.warm_up_share = cell.warm_up_share;
  conditions.trip = cycle.distance();
  return conditions;
}

Phase operator+(const Phase& a, const Phase& b) {
  return {a.battery_j + b.battery_j, a.distance_m + b.distance_m, a.traction_j + b.traction_j,
          a.braking_j + b.braking_j, a.missed_s + b.missed_s};
}

Eigen::ArrayXd weighted(std::span<const Phase> phases, const Eigen::ArrayXd& first_weight) {
  Eigen::ArrayXd rest = Eigen::ArrayXd::Zero(first_weight.size());
  for (std::size_t i = 1; i < phases.size(); ++i) rest += phases[i].consumption();
  rest /= static_cast<double>(phases.size() - 1);
  return first_weight * phases.front().consumption() + (1.0 - first_weight) * rest;
}

TestBench::TestBench(std::span<const model::Vehicle* const> vehicles, TestMass test_mass,
                     const TestCell& cell, const model::DriveCycle& cycle, int threads,
                     const DriveLosses& losses)
    : threads_(threads) {
  std::vector<Case> cases;
  cases.reserve(vehicles.size());
  for (const auto* vehicle : vehicles)
    cases.push_back({vehicle, in_cell(*vehicle, test_mass, cell, cycle), losses});
  lanes_ = compile(cases, cycle);
}

State TestBench::drained(double share) const {
  State state = full();
  state.drained_j = share * lanes_.usable_j;
  return state;
}

Phase TestBench::drive(const model::DriveCycle& cycle, State& state) const {
  const Steps steps = compile_steps(cycle, 0.0);
  Drive drive{Tally(lanes_.padded), std::move(state)};
  run_on(lanes_, steps, drive, Run{.threads = threads_});
  state = std::move(drive.state);
  const Tally& tally = drive.tally;
  return {tally.battery_j, tally.distance_m, tally.traction_j, tally.brakes_j + tally.recovered_j,
          tally.missed_s};
}

void discharge_between_halves(const TestBench& bench, State& state) {
  constexpr double last_part = 0.20;
  const Eigen::ArrayXd half = state.drained_j;
  state.drained_j = (bench.usable_j() * (1.0 - last_part) - half).max(half);
}

}  // namespace evpickup::energy
