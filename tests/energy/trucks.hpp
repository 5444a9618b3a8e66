// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evpickup/energy/kernel.hpp"
#include "evpickup/energy/lanes.hpp"
#include "evpickup/energy/range.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/model/estimates.hpp"

/// Shipped trucks, ready to be driven, and short ways to drive them.
namespace trucks {

namespace energy = evpickup::energy;
namespace model = evpickup::model;
namespace units = evpickup::units;

inline model::Catalog catalog() { return model::Catalog{EVPICKUP_TEST_SOURCE_DIR}; }

inline model::DriveCycle cycle(std::string_view id) { return catalog().cycle(std::string{id}); }

template <class T>
void give(model::Sourced<T>& target, T value) {
  target = model::Sourced<T>{std::move(value)};
}

/// A shipped truck as its file has it, for tests that change it before estimates are filled in.
inline model::Vehicle as_published(std::string_view reference) {
  return catalog().vehicle(reference);
}

inline model::Vehicle ready(model::Vehicle vehicle) {
  model::estimate_missing(vehicle);
  return vehicle;
}

inline model::Vehicle truck(std::string_view reference) { return ready(as_published(reference)); }

/// Every battery-electric trim whose battery size some source gives.
inline std::vector<model::Vehicle> all_trucks() {
  std::vector<model::Vehicle> result;
  model::Catalog files = catalog();
  for (const auto& entry : files.vehicles())
    for (const auto& trim : files.vehicle_file(entry.id).trims)
      if (trim.battery.has_size() && !trim.has_engine()) result.push_back(ready(trim));
  return result;
}

/// No people, 20 degC, sea level, still air: coastdown coefficients hold as certified and neither
/// heating nor cooling runs.
inline energy::Conditions neutral() {
  energy::Conditions conditions;
  conditions.ambient = units::celsius(20);
  return conditions;
}

/// A trace through points of time [s] and speed [m/s], on the flat.
inline model::DriveCycle trace(const std::vector<std::pair<double, double>>& points) {
  model::DriveCycle result;
  result.id = result.title = "test";
  for (const auto& [time_s, speed_m_per_s] : points) {
    result.time_s.push_back(time_s);
    result.speed_m_per_s.push_back(speed_m_per_s);
    result.grade.push_back(0.0);
  }
  return result;
}

/// One truck once along a cycle, from a full battery.
inline energy::Drive drive_once(const model::Vehicle& vehicle, const energy::Conditions& conditions,
                                const model::DriveCycle& cycle) {
  const energy::Case input{&vehicle, conditions};
  return energy::drive_once(energy::compile({&input, 1}, cycle),
                            energy::compile_steps(cycle, conditions.grade), 1);
}

/// All lanes once along the steps, from batteries drained by a share.
inline energy::Drive drive_from(double drained_share, const energy::Lanes& lanes,
                                const energy::Steps& steps) {
  energy::Drive drive{energy::Tally(lanes.padded), energy::State(lanes.padded)};
  drive.state.speed_m_per_s = steps.start_speed_m_per_s;
  drive.state.drained_j = drained_share * lanes.usable_j;
  for (Eigen::Index first = 0; first < lanes.padded; first += energy::block_lanes)
    energy::drive_block(lanes, steps, first, drive.state, drive.tally);
  return drive;
}

}  // namespace trucks
