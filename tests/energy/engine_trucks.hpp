// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string_view>
#include <vector>

#include "evpickup/base/file.hpp"
#include "evpickup/energy/engine_drive.hpp"
#include "trucks.hpp"

/// Trucks with an engine, ready to be driven, and short ways to drive them.
namespace trucks {

inline std::vector<model::Vehicle> engine_trucks() {
  evpickup::base::Diagnostics warnings;
  const std::string path =
      std::string{EVPICKUP_TEST_SOURCE_DIR} + "/tests/data/good/engine_trucks.toml";
  std::vector<model::Vehicle> ready_trucks;
  for (const auto& trim :
       model::read_vehicle_file(evpickup::base::read_text_file(path), "engines", warnings).trims)
    ready_trucks.push_back(ready(trim));
  return ready_trucks;
}

inline model::Vehicle engine_truck(std::string_view trim) {
  for (const auto& truck : engine_trucks())
    if (truck.trim == trim) return truck;
  throw std::logic_error("no such truck");
}

inline energy::EngineFigures engine_drive(const model::Vehicle& vehicle,
                                          const energy::Conditions& conditions,
                                          const model::DriveCycle& cycle) {
  const energy::Case one{&vehicle, conditions};
  return energy::engine_figures(energy::compile_engines({&one, 1}, cycle),
                                energy::compile_steps(cycle, conditions.grade), 1);
}

inline double litres_per_100km(const model::Vehicle& vehicle, double fuel_n) {
  return 1e5 * fuel_n / energy::fuel_j_per_l(*vehicle.engine.fuel);
}

}  // namespace trucks
