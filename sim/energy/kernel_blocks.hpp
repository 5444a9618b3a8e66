// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/energy/kernel.hpp"
#include "evpickup/energy/runs.hpp"
#include "kernel_copy.hpp"

namespace evpickup::energy {

/// The copy of the kernel for an instruction set; one that this machine lacks is a
/// std::logic_error.
[[nodiscard]] const KernelCopy& kernel_copy(InstructionSet set);

[[nodiscard]] LaneView view(const Lanes& lanes, Eigen::Index first);
[[nodiscard]] StepView view(const StepTable& table);
[[nodiscard]] SumView view(Tally& tally, State& state, Eigen::Index first);

}  // namespace evpickup::energy
