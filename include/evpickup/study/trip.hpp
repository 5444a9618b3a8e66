// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evpickup/energy/range.hpp"
#include "evpickup/study/plan.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/trip_strategy.hpp"

/// A long drive with stops at fast chargers or pumps: time, energy and cost of each truck of a
/// plan.
namespace evpickup::study {

/// A stop as it was driven. At a pump the shares are those of the tank.
struct TripStop {
  units::Length at;
  double arrive = 0.0;
  double leave = 0.0;
  units::Time charging;
  /// Energy that the charger gave.
  units::Energy energy;
  /// Of the battery, on arrival; meaningless at a pump.
  units::Temperature temperature;
  units::Volume fuel = units::litres(0);
};

/// A trip of one truck, driven through the kernel with the stops that were chosen.
struct TripFigures {
  /// Why the truck does not make the trip, as a sentence; empty if it does. The rest is meaningless
  /// then.
  std::string failure;
  units::Length distance;
  units::Time driving;
  units::Time charging;
  /// Stop overhead, and the time that fuel takes to flow.
  units::Time overhead;
  units::Energy battery;
  units::Energy charger;
  /// Burned on the way.
  units::Volume fuel = units::litres(0);
  /// Share of the tank on arrival; absent for a truck without one.
  std::optional<double> tank_left;
  /// What the battery lacks at the end against the start.
  units::Energy home;
  double least = 0.0;
  double arrive = 0.0;
  /// Share of the driving time in which the truck was slower than the trace.
  double behind_share = 0.0;
  /// Slowest steady speed where it fell behind; absent if it kept up.
  std::optional<units::Speed> slowest;
  /// Coldest and warmest air on the way; absent for a truck that was not tried.
  std::optional<units::Temperature> coldest, warmest;
  units::Mass trailer;
  /// The chosen trailer's mass is not the truck's rating although the trip asks for that.
  bool rating_unknown = false;
  std::vector<TripStop> stops;
  energy::Balance balance;
  /// Whole time with the rule "down to the least, up to a level"; absent if that does not get
  /// there.
  std::optional<units::Time> by_80;
  std::optional<units::Time> by_full;
  /// Absent without market or where it lacks a price.
  std::optional<units::Money> cost;

  [[nodiscard]] units::Time total() const { return driving + charging + overhead; }
};

/// The trip of every case of a plan. `scenario` has a trip. Minimising cost without a market, or in
/// one without the prices it needs, is an InputError.
[[nodiscard]] std::vector<TripFigures> trip_figures(const Plan& plan,
                                                    const model::Scenario& scenario,
                                                    model::Catalog& catalog,
                                                    const RunOptions& options);

/// The keys of a market that the cost of a truck's trip needs, one of which is missing.
[[nodiscard]] std::string needed_prices(const model::Vehicle& vehicle);

/// A scenario with a trip that has no road yet: trucks in one market (none if it is empty).
[[nodiscard]] model::Scenario road_trip(const std::vector<std::string>& vehicles,
                                        const std::string& market);

/// The trip as tables: one row a case, one row a stop, and with `audit` the energy balance.
[[nodiscard]] std::vector<Section> trip_sections(const Plan& plan, const model::Scenario& scenario,
                                                 const std::vector<TripFigures>& figures,
                                                 bool audit);

/// Sentences about single trucks, and what the numbers of a trip rest on.
[[nodiscard]] std::vector<std::string> trip_notes(const Plan& plan, const model::Scenario& scenario,
                                                  const std::vector<TripFigures>& figures);
[[nodiscard]] std::vector<std::string> trip_basis(const Plan& plan,
                                                  const model::Scenario& scenario);

/// A scenario that is a trip alone: the trip is its table.
[[nodiscard]] Results run_trip(model::Catalog& catalog, const model::Scenario& scenario,
                               const RunOptions& options);

}  // namespace evpickup::study
