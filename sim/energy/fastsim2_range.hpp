// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/energy/range.hpp"

namespace evpickup::energy {

/// range_to_empty of trucks of the convention of FASTSim-2: the first cycles are driven; then a map
/// from the energy drained at the start of a cycle to the sums over that cycle is taken at a few
/// Chebyshev-Lobatto points and followed cycle by cycle; the last cycles are driven again.
[[nodiscard]] Drive range_fastsim2(const Lanes& lanes, const Steps& steps, int threads);

}  // namespace evpickup::energy
