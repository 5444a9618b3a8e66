// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "evpickup/study/trip.hpp"

/// The columns of a trip's table.
namespace evpickup::study {

struct TripView {
  const PlannedCase& planned;
  const TripFigures& figures;
};

/// A column of the trip's table. `lean`: shown to people, and in the section of a comparison;
/// `fuel`: only among trucks with an engine.
struct TripColumn {
  Column column;
  bool lean = false;
  Cell (*get)(const TripView& view) = nullptr;
  bool fuel = false;
};

/// The columns of a plan: those of people alone if `lean`.
[[nodiscard]] std::vector<TripColumn> trip_columns(const Plan& plan, bool lean);

}  // namespace evpickup::study
