// SPDX-License-Identifier: Apache-2.0
#include "screening.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "evpickup/base/low_discrepancy.hpp"

namespace evpickup::study {

namespace {

using Eigen::ArrayXXd;
using Eigen::Index;

/// Seed of the exact draws: they are no draws of the study.
constexpr std::uint64_t seed_of_fit = 1;

ArrayXXd sobol_shares(std::size_t count, std::size_t inputs) {
  const auto sequence = base::scrambled_sobol_sequence(inputs, seed_of_fit);
  ArrayXXd shares(static_cast<Index>(count), static_cast<Index>(inputs));
  for (std::size_t input = 0; input < inputs; ++input)
    base::fill_sobol(sequence, 0, input, {shares.col(static_cast<Index>(input)).data(), count});
  return shares;
}

Coordinate coordinate_of(const PreparedDistribution& distribution) {
  constexpr double tail = 1e-3;
  /// Between these ratios of its ends a value's logarithm is taken: products and powers are
  /// smoother in it, but near nothing it runs away.
  constexpr double wide = 1.5;
  constexpr double down_to_nothing = 10.0;
  double low = quantile(distribution, tail);
  double high = quantile(distribution, 1.0 - tail);
  Coordinate result;
  result.logarithmic = high > wide * low && high < down_to_nothing * low;
  if (result.logarithmic) {
    low = std::log(low);
    high = std::log(high);
  }
  result.middle = 0.5 * (low + high);
  if (high > low) result.reach = 0.5 * (high - low);
  return result;
}

}  // namespace

Screening::Screening(const UncertainInputs& inputs) : inputs_(&inputs) {
  for (const auto& values : inputs.of_case) {
    Case one;
    for (const auto& value : values) one.coordinates.push_back(coordinate_of(value.distribution));
    cases_.push_back(std::move(one));
  }
}

std::optional<Screening> Screening::fitted(const Plan& plan, const UncertainInputs& inputs,
                                           const DrawRequest& request, model::Catalog& catalog,
                                           units::Currency currency) {
  // What is driven, and what surfaces tell.
  Screening screening(inputs);
  DrawRequest driven = request;
  DrawRequest fitted = request;
  driven.weigh = false;
  driven.precision = energy::Precision::screening;
  driven.outcomes.clear();
  fitted.outcomes.clear();
  const auto metrics = outcome_metrics(request.outcomes, currency, "outcomes");
  for (std::size_t k = 0; k < metrics.size(); ++k) {
    const bool drives = metrics[k]->needs == Needs::duty;
    (drives ? driven : fitted).outcomes.push_back(request.outcomes[k]);
    (drives ? screening.by_drive_ : screening.by_surface_).push_back(static_cast<Index>(k));
  }

  if (!fitted.outcomes.empty() || fitted.weigh) {
    std::size_t most_values = 0;
    for (const auto& values : inputs.of_case) most_values = std::max(most_values, values.size());
    screening.draws_ =
        static_cast<std::size_t>(ResponseSurface::points_needed(static_cast<Index>(most_values)));
    const ArrayXXd shares = sobol_shares(screening.draws_, inputs.inputs.size());
    const DrawnOutcomes outcomes =
        DrawEvaluation(plan, inputs, fitted, catalog, currency).at(shares);
    for (std::size_t i = 0; i < screening.cases_.size(); ++i)
      if (!screening.fit(i, shares, outcomes)) return std::nullopt;
  }
  if (!driven.outcomes.empty()) screening.driven_.emplace(plan, inputs, driven, catalog, currency);
  return screening;
}

std::size_t Screening::block() const {
  constexpr std::size_t without_driving = 1024;
  return driven_ ? driven_->block() : without_driving;
}

bool Screening::fit(std::size_t at, const ArrayXXd& shares, const DrawnOutcomes& outcomes) {
  Case& one = cases_[at];
  const ArrayXXd& told = outcomes.of_case[at];
  for (Index k = 0; k < told.cols(); ++k) {
    const auto missing = told.col(k).isNaN().count();
    if (missing == 0) one.told.push_back(k);
    if (missing > 0 && missing < told.rows()) return false;
  }
  const Eigen::ArrayXd& deviations = outcomes.deviations[at];
  const bool weighed = deviations.size() > 0;
  const auto columns = static_cast<Index>(one.told.size()) + (weighed ? 1 : 0);
  if (columns == 0) return true;
  ArrayXXd known(told.rows(), columns);
  for (std::size_t k = 0; k < one.told.size(); ++k)
    known.col(static_cast<Index>(k)) = told.col(one.told[k]);
  if (weighed) known.rightCols(1) = deviations;
  if (!known.isFinite().all()) return false;
  one.surface.emplace(points(at, shares), known);
  return true;
}

ArrayXXd Screening::points(std::size_t at, const ArrayXXd& shares) const {
  ArrayXXd correlated = shares;
  if (!inputs_->copula.inputs.empty()) correlate(inputs_->copula, correlated);
  const auto& values = inputs_->of_case[at];
  ArrayXXd result(shares.rows(), static_cast<Index>(values.size()));
  for (std::size_t k = 0; k < values.size(); ++k) {
    auto column = result.col(static_cast<Index>(k));
    column = correlated.col(static_cast<Index>(values[k].input));
    to_quantiles(values[k].distribution,
                 std::span<double>{column.data(), static_cast<std::size_t>(shares.rows())});
    const Coordinate& scale = cases_[at].coordinates[k];
    if (scale.logarithmic) column = column.max(std::numeric_limits<double>::min()).log();
    column = (column - scale.middle) / scale.reach;
  }
  return result;
}

DrawnOutcomes Screening::at(const ArrayXXd& shares) {
  const auto outcomes_of = static_cast<Index>(by_drive_.size() + by_surface_.size());
  const DrawnOutcomes driven = driven_ ? driven_->at(shares) : DrawnOutcomes{};
  DrawnOutcomes outcomes;
  for (std::size_t i = 0; i < cases_.size(); ++i) {
    const Case& one = cases_[i];
    ArrayXXd table =
        ArrayXXd::Constant(shares.rows(), outcomes_of, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t k = 0; k < by_drive_.size(); ++k)
      table.col(by_drive_[k]) = driven.of_case[i].col(static_cast<Index>(k));
    Eigen::ArrayXd deviations;
    if (one.surface) {
      const ArrayXXd known = one.surface->at(points(i, shares));
      for (std::size_t k = 0; k < one.told.size(); ++k)
        table.col(by_surface_[static_cast<std::size_t>(one.told[k])]) =
            known.col(static_cast<Index>(k));
      if (one.weighed()) deviations = known.rightCols(1).col(0);
    }
    outcomes.of_case.push_back(std::move(table));
    outcomes.deviations.push_back(std::move(deviations));
  }
  return outcomes;
}

}  // namespace evpickup::study
