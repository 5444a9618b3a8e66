// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace evpickup::study {

/// Bounds of the variables, low <= high, all finite. A variable with low = high stays there.
struct Box {
  Eigen::ArrayXd low;
  Eigen::ArrayXd high;
};

/// Evaluates a batch: `points` is candidates x variables; `outputs`, of candidates x (objectives +
/// constraints), is to be filled with the objectives, which are minimised, and then the
/// constraints, which are met where they are 0 or less. A candidate with an output that is not a
/// number counts as worse than all others. What it gives for a candidate may depend on nothing
/// else.
using BatchEvaluation =
    std::function<void(const Eigen::ArrayXXd& points, Eigen::ArrayXXd& outputs)>;

/// Limits of a search; 0 takes the default in parentheses.
struct OptimiserSettings {
  std::uint64_t seed = 1;
  std::size_t population = 0;       ///< candidates of a generation (10 a variable, at least 40)
  std::size_t evaluations = 20000;  ///< most evaluations, polishing included
  double tolerance =
      1e-9;  ///< of the objectives of a generation, and of the variables over the box
};

/// How an optimum is searched, for a report.
inline constexpr std::string_view optimum_method =
    "adaptive differential evolution (JADE), then Nelder-Mead";

/// What a search for one objective found.
struct Optimum {
  Eigen::ArrayXd point;         ///< the best candidate
  double objective = 0.0;       ///< its objective
  Eigen::ArrayXd constraints;   ///< its constraints
  bool feasible = false;        ///< whether it meets all of them; if not, it misses them least
  bool converged = false;       ///< whether the search ended before its evaluations did
  std::size_t evaluations = 0;  ///< candidates that were evaluated
  std::size_t generations = 0;  ///< batches of the first, global part
};

/// Least objective in the box under `constraints` constraints: adaptive differential evolution,
/// "JADE" with its archive (J. Zhang, A. C. Sanderson, IEEE Transactions on Evolutionary
/// Computation 13 (2009), 945-958), candidates compared by K. Deb's feasibility rules (Computer
/// Methods in Applied Mechanics and Engineering 186 (2000), 311-338) with each constraint's
/// violation over the largest in the first generation, and an allowance for violations that falls
/// to nothing within 200 generations (T. Takahama, S. Sakai, IEEE Congress on Evolutionary
/// Computation 2006), so that the search follows the edge of what is feasible from both
/// sides; then the simplex of J. A. Nelder and R. Mead (The Computer Journal 7 (1965), 308-313)
/// from the best candidate, without the allowance. A global method, but no proof of a global
/// optimum. The same seed gives the same bits wherever `evaluate` and the C library's mathematics
/// do. Throws std::logic_error for a box that is empty, not finite or the wrong way round.
[[nodiscard]] Optimum minimise(const Box& box, std::size_t constraints,
                               const BatchEvaluation& evaluate, const OptimiserSettings& settings);

}  // namespace evpickup::study
