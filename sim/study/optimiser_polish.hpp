// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "optimiser_candidates.hpp"

namespace evpickup::study {

/// One candidate after polishing, and whether the simplex shrank to the tolerance.
struct Polished {
  Candidates best;
  bool converged = false;
};

/// Simplex of Nelder and Mead from row `start` of the candidates, its first edges the candidates'
/// spread or a thousandth of the box. A step evaluates its four trial points in one batch. Ends
/// when the simplex is smaller than the tolerance, over the box, after a fresh start that found
/// nothing better, or when `limit` evaluations are made in all.
[[nodiscard]] Polished polish(const Box& box, const Candidates& candidates, Eigen::Index start,
                              Evaluator& evaluator, std::size_t limit, double tolerance);

}  // namespace evpickup::study
