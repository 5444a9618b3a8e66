// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/engine_drive.hpp"

#include <algorithm>
#include <cmath>

#include "imbalance.hpp"

namespace evpickup::energy {

namespace {

// Distances below this do not divide.
constexpr double standing_m = 1e-3;

// More often than any battery lasts on a cycle of a kilometre.
constexpr int longest_depletion = 2000;

Eigen::ArrayXd per_metre(const Eigen::ArrayXd& energy_j, const Eigen::ArrayXd& distance_m) {
  return energy_j / distance_m.max(standing_m);
}

Eigen::ArrayXd missed(const Tally& tally) { return tally.missed_s / tally.time_s.max(1e-9); }

void deplete(const EngineLanes& lanes, const Steps& steps, int threads, EngineFigures& figures) {
  EngineState state(lanes.lanes.padded);
  state.common.speed_m_per_s = steps.start_speed_m_per_s;
  const double way_m = std::max(1.0, (steps.target_speed_m_per_s * steps.duration_s).sum());
  const int times =
      std::clamp(static_cast<int>(units::in_metres(longest_drive) / way_m), 1, longest_depletion);
  // Trucks that are not charged have nothing to use up.
  state.common.drained_j =
      (lanes.charged > 0.5)
          .select(state.common.drained_j, lanes.end_drained * lanes.lanes.usable_j);
  drive_engines(lanes, steps, times, EngineEnd::kept, state, figures.depleting, threads);
  const Tally& tally = figures.depleting.common;
  figures.depleting_m = tally.distance_m;
  figures.depleting_battery_n = per_metre(tally.battery_j, tally.distance_m);
  figures.depleting_fuel_n = per_metre(figures.depleting.fuel_j, tally.distance_m);
  figures.depleting_missed = missed(tally);
}

void keep(const EngineLanes& lanes, const Steps& steps, int threads, EngineFigures& figures) {
  EngineState state(lanes.lanes.padded);
  state.common.speed_m_per_s = steps.start_speed_m_per_s;
  // A generator set begins at the lower edge of its band, so that it runs and its efficiency on
  // this drive is known.
  constexpr double just_below = 1.001;
  state.common.drained_j =
      (lanes.kept_drained + lanes.series * just_below / lanes.per_band) * lanes.lanes.usable_j;
  const double duration_s = std::max(1.0, steps.duration_s.sum());
  const int times =
      std::max(1, static_cast<int>(std::lround(units::in_seconds(kept_drive) / duration_s)));

  EngineTally before(lanes.lanes.padded);
  drive_engines(lanes, steps, times, EngineEnd::cycle, state, before, threads);
  const Eigen::ArrayXd start_j = state.common.drained_j;
  drive_engines(lanes, steps, times, EngineEnd::cycle, state, figures.kept, threads);

  const Tally& tally = figures.kept.common;
  const EngineTally& k = figures.kept;
  const Eigen::ArrayXd generated_j =
      before.fuel_j + k.fuel_j - before.engine_j - k.engine_j - before.generator_j - k.generator_j;
  const Eigen::ArrayXd by_set = (before.fuel_j + k.fuel_j) / generated_j.max(1.0);
  const Eigen::ArrayXd worth =
      (lanes.series > 0.5 && generated_j > 1e5).select(by_set, lanes.fuel_per_battery);
  const Eigen::ArrayXd owed_j = worth * tally.battery_j;
  const Eigen::ArrayXd fuel_j = figures.kept.fuel_j + owed_j;
  figures.kept_fuel_n = per_metre(fuel_j, tally.distance_m);
  figures.charge_change = (state.common.drained_j - start_j) / lanes.lanes.usable_j;
  figures.corrected_share = owed_j / fuel_j.max(1.0);
  figures.kept_missed = missed(tally);
}

}  // namespace

EngineFigures::EngineFigures(Eigen::Index lanes) : depleting(lanes), kept(lanes) {}

EngineFigures engine_figures(const EngineLanes& lanes, const Steps& steps, int threads) {
  EngineFigures figures(lanes.lanes.padded);
  deplete(lanes, steps, threads, figures);
  keep(heated_by_engine(lanes), steps, threads, figures);
  return figures;
}

Balance balance(const EngineTally& tally, Eigen::Index lane) {
  Balance b = balance(tally.common, lane);
  b.battery_j += tally.fuel_j(lane);
  b.terms.insert(b.terms.end(), {{"engine_j", "engine", tally.engine_j(lane)},
                                 {"gearbox_j", "gearbox", tally.gearbox_j(lane)},
                                 {"generator_j", "generator", tally.generator_j(lane)}});
  b.imbalance = imbalance_of(b);
  return b;
}

}  // namespace evpickup::energy
