// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/results.hpp"

namespace evpickup::report {

/// What moved between two results of one question, as a terminal shows it: for each row that both
/// have the shown numbers that read differently, old -> new with the change in per cent; rows that
/// came or went; a sentence if nothing moved. Rows are the same if all of their shown texts are.
/// Throws base::InputError for an unknown column in the options.
[[nodiscard]] std::string write_changes(const study::Results& before, const study::Results& after,
                                        const WriteOptions& options);

}  // namespace evpickup::report
