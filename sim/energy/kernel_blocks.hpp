// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/energy/kernel.hpp"
#include "kernel_copy.hpp"

namespace evpickup::energy {

/// The copy of the kernel for an instruction set; one that this machine lacks is a
/// std::logic_error.
[[nodiscard]] const KernelCopy& kernel_copy(InstructionSet set);

/// Runs a driver on its lanes from `first` on.
void drive_lanes(DriveLanes driver, const Lanes& lanes, const StepTable& table, Eigen::Index first,
                 State& state, Tally& tally, const TraceView& trace = {});

}  // namespace evpickup::energy
