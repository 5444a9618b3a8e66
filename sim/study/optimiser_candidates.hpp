// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "evpickup/study/optimiser.hpp"

namespace evpickup::study {

/// Uniform numbers one after another, by the seed and the name of their use.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::string_view name);

  /// The next number in (0, 1).
  [[nodiscard]] double next();
  /// The next number from 0 to count - 1.
  [[nodiscard]] Eigen::Index index(Eigen::Index count);

 private:
  std::uint64_t seed_;
  std::uint64_t key_;
  std::uint64_t drawn_ = 0;
};

/// How good a candidate is for one objective, by Deb's feasibility rules: less violation first,
/// then the lower objective.
struct Score {
  double violation = 0.0;
  double objective = 0.0;
};
[[nodiscard]] bool better(const Score& a, const Score& b);

/// The same, but violations up to `allowance` count as none.
[[nodiscard]] bool better(const Score& a, const Score& b, double allowance);

/// Candidates with what the model says of them.
struct Candidates {
  Eigen::ArrayXXd points;     ///< candidates x variables
  Eigen::ArrayXXd outputs;    ///< candidates x (objectives + constraints)
  Eigen::ArrayXd violations;  ///< 0 where all constraints are met, infinite without numbers

  [[nodiscard]] Eigen::Index count() const { return points.rows(); }
  [[nodiscard]] Score score(Eigen::Index i) const { return {violations(i), outputs(i, 0)}; }
};

/// Copies row `from` of `source` to row `to` of `target`.
void copy_candidate(const Candidates& source, Eigen::Index from, Candidates& target,
                    Eigen::Index to);

/// The candidates of the given rows.
[[nodiscard]] Candidates chosen_candidates(const Candidates& source,
                                           const std::vector<Eigen::Index>& rows);

/// Row of the best candidate, the first of equal ones.
[[nodiscard]] Eigen::Index best_candidate(const Candidates& candidates);

/// Runs the model on batches and counts. Violations are sums over the constraints, each over the
/// largest of the first batch.
class Evaluator {
 public:
  Evaluator(std::size_t objectives, std::size_t constraints, const BatchEvaluation& evaluate);

  [[nodiscard]] Candidates evaluate(Eigen::ArrayXXd points);
  [[nodiscard]] std::size_t evaluations() const { return evaluations_; }

 private:
  Eigen::Index objectives_;
  Eigen::Index constraints_;
  const BatchEvaluation& evaluate_;
  Eigen::ArrayXd scales_;
  std::size_t evaluations_ = 0;
};

/// Throws std::logic_error unless the box is one.
void check_box(const Box& box);

/// Scrambled Sobol points over the box.
[[nodiscard]] Eigen::ArrayXXd spread_points(const Box& box, std::size_t count, std::uint64_t seed);

}  // namespace evpickup::study
