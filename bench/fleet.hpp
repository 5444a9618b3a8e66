// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/energy/engine_lanes.hpp"
#include "evpickup/energy/lanes.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/model/estimates.hpp"

/// Trucks to measure with: every shipped trim with a battery, again and again with a little more
/// mass each time.
namespace bench {

namespace energy = evpickup::energy;
namespace model = evpickup::model;
namespace units = evpickup::units;

struct Road {
  energy::Lanes lanes;
  energy::Steps steps;
};

/// Shipped trims of some kinds of powertrain, with their estimates.
inline std::vector<model::Vehicle> trucks_of(const std::vector<model::PowertrainKind>& kinds) {
  model::Catalog files{EVPICKUP_BENCH_DATA_DIR};
  std::vector<model::Vehicle> trucks;
  for (const auto& entry : files.vehicles())
    for (const auto& trim : files.vehicle_file(entry.id).trims)
      if (trim.has_physics() && std::ranges::count(kinds, *trim.powertrain.kind) > 0 &&
          model::has_sizes(trim)) {
        trucks.push_back(trim);
        model::estimate_missing(trucks.back());
      }
  return trucks;
}

/// `count` cases, by turns of these trucks.
inline std::vector<energy::Case> cases_of(const std::vector<model::Vehicle>& trucks,
                                          std::size_t count) {
  std::vector<energy::Case> cases;
  for (std::size_t i = 0; i < count; ++i) {
    energy::Conditions conditions;
    conditions.crew = units::kilograms(75.0 + static_cast<double>(i / trucks.size()));
    cases.push_back({&trucks[i % trucks.size()], conditions});
  }
  return cases;
}

inline Road road(const std::string& cycle_id, std::size_t count) {
  const auto cycle = model::Catalog{EVPICKUP_BENCH_DATA_DIR}.cycle(cycle_id);
  const auto trucks = trucks_of({model::PowertrainKind::bev});
  return {energy::compile(cases_of(trucks, count), cycle), energy::compile_steps(cycle, 0.0)};
}

/// The same with an engine.
struct EngineRoad {
  energy::EngineLanes lanes;
  energy::Steps steps;
};

inline EngineRoad engine_road(const std::string& cycle_id,
                              const std::vector<model::PowertrainKind>& kinds, std::size_t count) {
  const auto cycle = model::Catalog{EVPICKUP_BENCH_DATA_DIR}.cycle(cycle_id);
  const auto trucks = trucks_of(kinds);
  return {energy::compile_engines(cases_of(trucks, count), cycle),
          energy::compile_steps(cycle, 0.0)};
}

}  // namespace bench
