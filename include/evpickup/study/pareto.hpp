// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "evpickup/study/optimiser.hpp"

namespace evpickup::study {

/// Size of a search for a front.
struct ParetoSettings {
  std::uint64_t seed = 1;
  std::size_t population = 100;  ///< candidates of a generation, and most points of the front; even
  std::size_t generations = 250;  ///< after the first one
};

/// How a front is searched, for a report.
inline constexpr std::string_view front_method = "NSGA-II";

/// Candidates of which none is better than another in both objectives, the first objective rising.
struct ParetoFront {
  Eigen::ArrayXXd points;       ///< candidates x variables
  Eigen::ArrayXXd objectives;   ///< candidates x 2
  Eigen::ArrayXXd constraints;  ///< candidates x constraints
  bool feasible = false;  ///< whether the constraints are met; if not, the candidate that misses
                          ///< them least is all there is
  std::size_t evaluations = 0;
  Eigen::ArrayXXd generation;  ///< all candidates of the last generation x variables
};

/// Front of the two objectives that `evaluate` gives first, both minimised, under `constraints`
/// constraints: NSGA-II (K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, IEEE Transactions on
/// Evolutionary Computation 6 (2002), 182-197) with its constrained domination, simulated binary
/// crossover (chance 0.9, index 15) and polynomial mutation (chance 1 / variables, index 20);
/// points with the same objectives appear once. The same seed gives the same bits wherever
/// `evaluate` and the C library's mathematics do. Throws std::logic_error for a bad box, or a
/// population that is odd or below 4.
[[nodiscard]] ParetoFront pareto_front(const Box& box, std::size_t constraints,
                                       const BatchEvaluation& evaluate,
                                       const ParetoSettings& settings);

/// Rows of the points, of points x 2 minimised objectives, of which none is better than another in
/// both: the first objective rising, each pair of objectives once. Of more than `most` those with
/// the most room stay.
[[nodiscard]] std::vector<std::size_t> front_of(const Eigen::ArrayXXd& objectives,
                                                std::size_t most);

/// Area that a front of two minimised objectives dominates up to the reference point, of points x 2
/// in any order (E. Zitzler, L. Thiele, IEEE Transactions on Evolutionary Computation 3 (1999),
/// 257-271): a measure to compare fronts by.
[[nodiscard]] double hypervolume(const Eigen::ArrayXXd& objectives, double first_reference,
                                 double second_reference);

}  // namespace evpickup::study
