// SPDX-License-Identifier: Apache-2.0
#include "optimiser_candidates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "evpickup/base/low_discrepancy.hpp"
#include "evpickup/base/random.hpp"

namespace evpickup::study {

RandomStream::RandomStream(std::uint64_t seed, std::string_view name)
    : seed_(seed), key_(base::key_of_name(name)) {}

double RandomStream::next() { return base::uniform(seed_, drawn_++, key_); }

Eigen::Index RandomStream::index(Eigen::Index count) {
  const auto at = static_cast<Eigen::Index>(next() * static_cast<double>(count));
  return std::min(at, count - 1);
}

bool better(const Score& a, const Score& b) {
  if (a.violation != b.violation) return a.violation < b.violation;
  return a.objective < b.objective;
}

bool better(const Score& a, const Score& b, double allowance) {
  const auto counted = [allowance](const Score& score) {
    return Score{score.violation <= allowance ? 0.0 : score.violation, score.objective};
  };
  return better(counted(a), counted(b));
}

void copy_candidate(const Candidates& source, Eigen::Index from, Candidates& target,
                    Eigen::Index to) {
  target.points.row(to) = source.points.row(from);
  target.outputs.row(to) = source.outputs.row(from);
  target.violations(to) = source.violations(from);
}

Candidates chosen_candidates(const Candidates& source, const std::vector<Eigen::Index>& rows) {
  const auto count = static_cast<Eigen::Index>(rows.size());
  Candidates chosen{Eigen::ArrayXXd(count, source.points.cols()),
                    Eigen::ArrayXXd(count, source.outputs.cols()), Eigen::ArrayXd(count)};
  for (Eigen::Index i = 0; i < count; ++i) {
    copy_candidate(source, rows[static_cast<std::size_t>(i)], chosen, i);
  }
  return chosen;
}

Eigen::Index best_candidate(const Candidates& candidates) {
  Eigen::Index best = 0;
  for (Eigen::Index i = 1; i < candidates.count(); ++i) {
    if (better(candidates.score(i), candidates.score(best))) best = i;
  }
  return best;
}

Evaluator::Evaluator(std::size_t objectives, std::size_t constraints,
                     const BatchEvaluation& evaluate)
    : objectives_(static_cast<Eigen::Index>(objectives)),
      constraints_(static_cast<Eigen::Index>(constraints)),
      evaluate_(evaluate) {}

Candidates Evaluator::evaluate(Eigen::ArrayXXd points) {
  Candidates batch;
  batch.outputs.setZero(points.rows(), objectives_ + constraints_);
  evaluate_(points, batch.outputs);
  evaluations_ += static_cast<std::size_t>(points.rows());
  batch.points = std::move(points);
  batch.violations.setZero(batch.count());

  // The first batch sets the scales; a constraint that all of it meets keeps its own.
  if (scales_.size() != constraints_) {
    scales_.setOnes(constraints_);
    for (Eigen::Index c = 0; c < constraints_; ++c) {
      double largest = 0.0;
      for (const double g : batch.outputs.col(objectives_ + c)) {
        if (std::isfinite(g)) largest = std::max(largest, g);
      }
      if (largest > 0.0) scales_(c) = largest;
    }
  }

  // Without numbers a candidate is as bad as can be.
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (Eigen::Index i = 0; i < batch.count(); ++i) {
    for (Eigen::Index c = 0; c < constraints_; ++c) {
      batch.violations(i) += std::max(batch.outputs(i, objectives_ + c), 0.0) / scales_(c);
    }
    if (batch.outputs.row(i).isNaN().any()) batch.violations(i) = infinity;
  }
  return batch;
}

void check_box(const Box& box) {
  const bool good = box.low.size() > 0 && box.low.size() == box.high.size() &&
                    box.low.isFinite().all() && box.high.isFinite().all() &&
                    (box.low <= box.high).all();
  if (!good)
    throw std::logic_error("optimiser: a box that is empty, infinite or the wrong way round");
}

Eigen::ArrayXXd spread_points(const Box& box, std::size_t count, std::uint64_t seed) {
  const auto sequence =
      base::scrambled_sobol_sequence(static_cast<std::size_t>(box.low.size()), seed);
  Eigen::ArrayXXd points(static_cast<Eigen::Index>(count), box.low.size());
  for (Eigen::Index i = 0; i < points.cols(); ++i) {
    base::fill_sobol(sequence, 0, static_cast<std::size_t>(i), {points.col(i).data(), count});
    points.col(i) = box.low(i) + points.col(i) * (box.high(i) - box.low(i));
  }
  return points;
}

}  // namespace evpickup::study
