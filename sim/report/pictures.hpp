// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/study/results.hpp"
#include "page.hpp"

namespace evpickup::report {

/// What results look like: bars of a comparison's cost (or range), sparklines along the axis of a
/// sweep, histograms of draws with their percentiles. Empty for results with nothing to see.
[[nodiscard]] std::string pictures(const study::Results& results, const Page& page);

}  // namespace evpickup::report
