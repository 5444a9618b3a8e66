// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/energy/lanes.hpp"

namespace bench {

/// Battery energy of one lane once along the steps from full, in joules: the model of the kernel as
/// one writes it down for one truck, with branches and no vectors. It follows its trace.
[[nodiscard]] double scalar_drive(const evpickup::energy::Lanes& lanes, Eigen::Index lane,
                                  const evpickup::energy::Steps& steps);

}  // namespace bench
