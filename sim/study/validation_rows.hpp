// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/study/validation.hpp"

/// The functions behind the kinds of validation, each in the file of its name.
namespace evpickup::study {

/// Rows of the kind's file, each predicted by its quantity.
[[nodiscard]] std::vector<ValidatedRow> file_rows(const ValidationKind& kind,
                                                  ValidationBench& bench);

/// The fit of the drive losses: to all trucks of the calibration, then without each in turn.
[[nodiscard]] std::vector<energy::Calibration> calibrations(ValidationBench& bench);

/// UDDS and HWFET of each truck of the calibration by losses that were fitted without it.
[[nodiscard]] std::vector<ValidatedRow> leave_one_out_rows(const ValidationKind& kind,
                                                           ValidationBench& bench);

/// Energy of the vehicles of FASTSim-2 in its convention, beside its own results.
[[nodiscard]] std::vector<ValidatedRow> fastsim_convention_rows(const ValidationKind& kind,
                                                                ValidationBench& bench);
/// The same by our own model.
[[nodiscard]] std::vector<ValidatedRow> fastsim_own_rows(const ValidationKind& kind,
                                                         ValidationBench& bench);

/// The calibration as a table: coefficients in use, fitted, and fitted without each truck.
[[nodiscard]] Section calibration_section(ValidationBench& bench);

}  // namespace evpickup::study
