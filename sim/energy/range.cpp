// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/range.hpp"

#include <algorithm>
#include <cmath>

#include "evpickup/energy/runs.hpp"
#include "imbalance.hpp"

namespace evpickup::energy {

Drive drive_once(const Lanes& lanes, const Steps& steps, int threads) {
  return run_once(lanes, steps, {.threads = threads});
}

Drive drive_to_empty(const Lanes& lanes, const Steps& steps, int threads) {
  return run_to_empty(lanes, steps, {.threads = threads});
}

Drive range_to_empty(const Lanes& lanes, const Steps& steps, int threads) {
  return run_range(lanes, steps, {.threads = threads});
}

LaneResult result(const Drive& drive, Eigen::Index lane) {
  const Tally& tally = drive.tally;
  LaneResult r;
  r.distance = units::metres(tally.distance_m(lane));
  r.duration = units::seconds(tally.time_s(lane));
  r.battery = units::joules(tally.battery_j(lane));
  r.consumption = r.battery / r.distance;
  r.missed = units::seconds(tally.missed_s(lane));
  r.shortfall = units::metres(tally.shortfall_m(lane));
  return r;
}

Balance balance(const Tally& tally, Eigen::Index lane) {
  Balance b;
  b.battery_j = tally.battery_j(lane);
  b.terms = {{"air_j", "air", tally.air_j(lane)},
             {"rolling_j", "rolling", tally.rolling_j(lane)},
             {"drive_j", "drive", tally.drive_j(lane)},
             {"resistance_j", "pack", tally.resistance_j(lane)},
             {"brakes_j", "brakes", tally.brakes_j(lane)},
             {"base_j", "base", tally.base_j(lane)},
             {"cabin_j", "cabin", tally.cabin_j(lane)},
             {"conditioning_j", "pack heat", tally.conditioning_j(lane)},
             {"climb_j", "climb", tally.climb_j(lane)},
             {"kinetic_j", "kinetic", tally.kinetic_j(lane)}};
  b.imbalance = imbalance_of(b);
  return b;
}

}  // namespace evpickup::energy
