// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/units/quantities.hpp"

/// The five-cycle method: how consumption in five tests makes one figure for the city and one for
/// the highway (40 CFR 600.114-12).
namespace evpickup::energy {

/// Consumption in the tests. For electric vehicles whole cold city cycles stand in for the bags of
/// the cold test (SAE J1634, appendix B).
struct FiveCycleInput {
  /// Bags of the warm city test. An electric truck's third bag is its first, warm.
  units::Consumption first_bag, second_bag;
  units::Consumption hwfet;
  units::Consumption us06_city, us06_highway;
  units::Consumption sc03;
  units::Consumption cold_first, cold_second;
};

/// Starts, running and air conditioning in the city.
[[nodiscard]] units::Consumption five_cycle_city(const FiveCycleInput& input);
/// The same on the highway.
[[nodiscard]] units::Consumption five_cycle_highway(const FiveCycleInput& input);

}  // namespace evpickup::energy
