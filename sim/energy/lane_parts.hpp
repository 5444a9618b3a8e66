// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/energy/lanes.hpp"

/// What lanes are made of, for the two kinds of them: with an engine and without.
namespace evpickup::energy {

/// A cycle's length and duration, which are sums over its points.
struct CycleSize {
  units::Length distance;
  units::Time duration;
};

/// Arrays of zeros, padded to blocks.
[[nodiscard]] Lanes allocate_lanes(Eigen::Index size);
/// Largest force that the tyres of the driven axles carry over to the road.
[[nodiscard]] units::Force grip(const Case& input);

void put_road_load(Lanes& lanes, Eigen::Index i, const Case& input);
void put_drive(Lanes& lanes, Eigen::Index i, const Case& input);
void put_battery(Lanes& lanes, Eigen::Index i, const Case& input);
void put_auxiliaries(Lanes& lanes, Eigen::Index i, const Case& input, const CycleSize& cycle);

}  // namespace evpickup::energy
