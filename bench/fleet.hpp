// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

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

inline Road road(const std::string& cycle_id, std::size_t count) {
  model::Catalog files{EVPICKUP_BENCH_DATA_DIR};
  const auto cycle = files.cycle(cycle_id);
  std::vector<model::Vehicle> trucks;
  for (const auto& entry : files.vehicles())
    for (const auto& trim : files.vehicle_file(entry.id).trims)
      if (trim.battery.has_size()) {
        trucks.push_back(trim);
        model::estimate_missing(trucks.back());
      }
  std::vector<energy::Case> cases;
  for (std::size_t i = 0; i < count; ++i) {
    energy::Conditions conditions;
    conditions.crew = units::kilograms(75.0 + static_cast<double>(i / trucks.size()));
    cases.push_back({&trucks[i % trucks.size()], conditions});
  }
  return {energy::compile(cases, cycle), energy::compile_steps(cycle, 0.0)};
}

}  // namespace bench
