// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernel_drive.hpp"

namespace evpickup::energy {

/// The drivers of a copy: packs of many lanes and of block_lanes.
template <class Many, class Few>
constexpr Drivers drivers() {
  return {&drive_lanes<Many>, Many::lanes, &drive_lanes<Few>, nullptr, nullptr, nullptr, nullptr};
}

}  // namespace evpickup::energy
