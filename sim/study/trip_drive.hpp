// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "evpickup/study/trip.hpp"

/// The road of a trip, and driving it with stops.
namespace evpickup::study {

/// Where a trip leads, for all trucks.
struct Road {
  /// A route, or a cycle that is repeated; one of the two.
  std::optional<model::Route> route;
  std::optional<model::RouteTrace> repeated;
  /// Where a truck may stop, start and destination included.
  std::vector<double> node_m;

  [[nodiscard]] double length_m() const { return node_m.back(); }
  /// The course with a stand at each stop, cut at the nodes. A repeated cycle has its own stands.
  [[nodiscard]] Course course(const std::vector<double>& stops_m,
                              const std::vector<double>& nodes_m,
                              const energy::Conditions& conditions) const;
};

/// Slowest speed that a truck holds while it is behind the trace; nothing if it is never behind.
[[nodiscard]] std::optional<units::Speed> slowest_held(std::span<const energy::TraceStep> steps);

[[nodiscard]] Road make_road(const model::Scenario& scenario, model::Catalog& catalog);

/// Drives the trip with the stops of a strategy, second by second. How far each stop charges is
/// adjusted until no arrival is below the least, and the last one is the least where the strategy
/// says so.
[[nodiscard]] TripFigures drive_trip(const model::Vehicle& vehicle, const Road& road,
                                     const energy::Conditions& conditions,
                                     const TripProblem& problem,
                                     const std::vector<double>& problem_nodes_m,
                                     const Strategy& strategy);

}  // namespace evpickup::study
