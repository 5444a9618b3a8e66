// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "evpickup/energy/procedures.hpp"

/// The functions behind the rows of the list of procedures.
namespace evpickup::energy {

using Trucks = std::span<const model::Vehicle* const>;

[[nodiscard]] std::vector<Prediction> epa_label(Trucks trucks, const CycleLibrary& cycles,
                                                int threads);
[[nodiscard]] std::vector<Prediction> epa_two_cycle(Trucks trucks, const CycleLibrary& cycles,
                                                    int threads);
[[nodiscard]] std::vector<Prediction> epa_five_cycle(Trucks trucks, const CycleLibrary& cycles,
                                                     int threads);
[[nodiscard]] std::vector<Prediction> wltp(Trucks trucks, const CycleLibrary& cycles, int threads);
[[nodiscard]] std::vector<Prediction> cltc(Trucks trucks, const CycleLibrary& cycles, int threads);
[[nodiscard]] std::vector<Prediction> nedc(Trucks trucks, const CycleLibrary& cycles, int threads);
[[nodiscard]] std::vector<Prediction> korea(Trucks trucks, const CycleLibrary& cycles, int threads);

/// The same for trucks with an engine.
[[nodiscard]] std::vector<Prediction> engine_epa(Trucks trucks, const CycleLibrary& cycles,
                                                 int threads);
[[nodiscard]] std::vector<Prediction> engine_wltp(Trucks trucks, const CycleLibrary& cycles,
                                                  int threads);
[[nodiscard]] std::vector<Prediction> engine_cltc(Trucks trucks, const CycleLibrary& cycles,
                                                  int threads);
[[nodiscard]] std::vector<Prediction> engine_nedc(Trucks trucks, const CycleLibrary& cycles,
                                                  int threads);

/// NEDC is driven with 100 kg beside the curb mass (UN R101: reference mass).
[[nodiscard]] units::Mass nedc_test_mass(const model::Vehicle& vehicle);

}  // namespace evpickup::energy
