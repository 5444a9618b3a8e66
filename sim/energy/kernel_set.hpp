// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine_kernel.hpp"
#include "kernel_range.hpp"

namespace evpickup::energy {

/// The drivers of a copy: packs of many lanes and of block_lanes.
template <class Many, class Few>
constexpr Drivers drivers() {
  return {Many::lanes, &drive_lanes<Many>, &drive_lanes<Few>, &range_lanes<Many>,
          &range_lanes<Few>};
}

}  // namespace evpickup::energy
