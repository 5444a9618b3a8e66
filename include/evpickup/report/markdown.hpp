// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/results.hpp"

namespace evpickup::report {

/// The results as Markdown (GitHub's dialect): the answer in a sentence or two, the chosen columns,
/// the best value of a column in bold, then sections, notes and what the numbers rest on.
[[nodiscard]] std::string write_markdown(const study::Results& results,
                                         const WriteOptions& options);

}  // namespace evpickup::report
