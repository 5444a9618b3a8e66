// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/study/results.hpp"
#include "page.hpp"

namespace evpickup::study {

/// The answer of a run in two sentences, and its cases by rank: which truck costs least per
/// distance in each market and which goes farthest, by how much, and how sure that is where draws
/// tell it; of a sweep its best values; of a study of one truck what it found.
[[nodiscard]] Answer answer_of(const PageInput& input);

}  // namespace evpickup::study
