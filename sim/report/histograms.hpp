// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/study/results.hpp"
#include "page.hpp"

namespace evpickup::report {

/// A histogram for each outcome and truck of a Monte Carlo study, on one scale for all trucks, with
/// a line from the 10th over the 50th to the 90th percentile. Empty for other results.
[[nodiscard]] std::string draw_histograms(const study::Results& results, const Page& page);

}  // namespace evpickup::report
