// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <span>
#include <string_view>

#include "evpickup/cost/lanes.hpp"
#include "evpickup/units/quantities.hpp"

/// Greenhouse gases of a truck over the years of ownership, as CO2 equivalent.
namespace evpickup::cost {

/// A row of the list of what emits.
struct EmissionRow {
  std::string_view key;
  std::string_view label;
  std::string_view formula;
  /// True for making trucks and packs, false for power and fuel.
  bool production = false;
  /// Kilograms of one lane in one year of ownership; year 0 is the day of purchase.
  double (*emitted_kg)(const Lanes& lanes, int year, Eigen::Index lane) = nullptr;
};

/// All that emits. A new source is one function and one row here.
[[nodiscard]] std::span<const EmissionRow> emission_rows();

/// Which part of the list a sum holds.
enum class EmissionScope { use, production, lifetime };

/// What a lane emits over the years of ownership; nothing where the market lacks a factor that is
/// needed. Throws std::logic_error for a lane that there is not.
[[nodiscard]] std::optional<units::Mass> emitted(const Lanes& lanes, Eigen::Index lane,
                                                 EmissionScope scope);
/// The same per distance driven in these years, in kilograms per metre; nothing for a truck that is
/// not driven.
[[nodiscard]] std::optional<double> emitted_kg_per_m(const Lanes& lanes, Eigen::Index lane,
                                                     EmissionScope scope);

}  // namespace evpickup::cost
