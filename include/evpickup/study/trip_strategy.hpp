// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "evpickup/energy/fast_charging.hpp"
#include "evpickup/study/trip_course.hpp"

/// Where and how far to charge on a trip.
namespace evpickup::study {

/// A trip of one truck as numbers: what legs take, and what is to be made small.
struct TripProblem {
  std::vector<LegTable> legs;
  /// One for each node; the first and the last are no places to charge at.
  std::vector<StopDip> dips;
  /// Absent if no source tells how the truck charges.
  std::optional<energy::FastCharger> charger;
  energy::BatteryModel battery;
  /// Temperature of the battery at the start.
  double start_temperature_k = 0.0;
  double start = 0.9;
  double least = 0.1;
  double stop_s = 0.0;
  /// The objective: weight of a second, of a joule from chargers, of a full battery at the end.
  double per_second = 1.0;
  double per_charger_joule = 0.0;
  double per_charge_left = 0.0;

  [[nodiscard]] std::size_t nodes() const { return legs.size() + 1; }
};

struct PlannedStop {
  std::size_t node = 0;
  double arrive = 0.0;
  double leave = 0.0;
};

/// Stops in order, with the objective and time that the tables give.
struct Strategy {
  std::vector<PlannedStop> stops;
  double objective = 0.0;
  double time_s = 0.0;
  double arrive = 0.0;
};

/// How finely the search looks: levels of charge between least and full (91 from 10 % are steps of
/// 1 %), and steps of battery temperature, which matter in the cold alone.
struct StrategyGrid {
  int levels = 91;
  double temperature_step_k = 6.0;
};

/// The strategy with the smallest objective. Dynamic programming, backwards over the nodes: the
/// state at a charger is charge and temperature of the battery, the choice is to which level to
/// charge and at which node to stop next. Driving between stops is followed without rounding to the
/// grid; values of arrival are linear between levels. Nothing if the destination cannot be reached
/// with the least charge.
[[nodiscard]] std::optional<Strategy> best_strategy(const TripProblem& problem,
                                                    const StrategyGrid& grid = {});

/// A driver's rule: on until the least charge, then charge to a level, or to as much as the rest of
/// the way needs if that is less.
[[nodiscard]] std::optional<Strategy> rule_strategy(const TripProblem& problem, double level);

/// The farthest node that can be reached from a node with some charge, not below the least.
[[nodiscard]] std::size_t farthest_node(const TripProblem& problem, std::size_t from,
                                        double charge);

}  // namespace evpickup::study
