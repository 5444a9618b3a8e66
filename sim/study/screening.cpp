// SPDX-License-Identifier: Apache-2.0
#include "screening.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "evpickup/base/low_discrepancy.hpp"
#include "evpickup/base/parallel.hpp"

namespace evpickup::study {

namespace {

using Eigen::ArrayXXd;
using Eigen::Index;

/// Seed of the exact draws: they are no draws of the study.
constexpr std::uint64_t seed_of_fit = 1;

/// Error of a figure, as a share of its mean, from which on a draw of the fit speaks against its
/// tails: a third of what a study allows.
constexpr double bad_error = 1e-3;

/// Draws that one thread reads from the surfaces at a time.
constexpr std::size_t told_at_a_time = 512;

ArrayXXd sobol_shares(std::size_t count, std::size_t inputs) {
  const auto sequence = base::scrambled_sobol_sequence(inputs, seed_of_fit);
  ArrayXXd shares(static_cast<Index>(count), static_cast<Index>(inputs));
  for (std::size_t input = 0; input < inputs; ++input)
    base::fill_sobol(sequence, 0, input, {shares.col(static_cast<Index>(input)).data(), count});
  return shares;
}

Coordinate coordinate_of(const PreparedDistribution& distribution, bool by_powers) {
  constexpr double tail = 1e-3;
  /// Between these ratios of its ends a value's logarithm is taken: products and powers are
  /// smoother in it, but near nothing it runs away.
  constexpr double wide = 1.5;
  constexpr double down_to_nothing = 10.0;
  double low = quantile(distribution, tail);
  double high = quantile(distribution, 1.0 - tail);
  Coordinate result;
  result.logarithmic = by_powers && high > wide * low && high < down_to_nothing * low;
  if (result.logarithmic) {
    low = std::log(low);
    high = std::log(high);
  }
  result.middle = 0.5 * (low + high);
  if (high > low) result.reach = 0.5 * (high - low);
  return result;
}

/// Draws x inputs, from values to coordinates.
ArrayXXd points(const ArrayXXd& values, const std::vector<Coordinate>& coordinates) {
  ArrayXXd result = values;
  for (std::size_t k = 0; k < coordinates.size(); ++k) {
    const Coordinate& scale = coordinates[k];
    auto column = result.col(static_cast<Index>(k));
    if (scale.logarithmic) column = column.max(std::numeric_limits<double>::min()).log();
    column = (column - scale.middle) / scale.reach;
  }
  return result;
}

/// True if all draws have a way to the battery's end.
bool has_end(const DutyDrive& drive) {
  return drive.shape.used.isFinite().all() && (drive.distance_m > 0.0).all();
}

/// Standard deviation as a share of the mean.
double spread(const Eigen::ArrayXd& column) {
  const double mean = column.mean();
  return std::sqrt((column - mean).square().mean()) / std::abs(mean);
}

/// Range in metres and consumption in newtons of a duty, of its drives' ways and energies.
struct Mix {
  Eigen::ArrayXd per_m, consumption_n;
  explicit Mix(Index draws)
      : per_m(Eigen::ArrayXd::Zero(draws)), consumption_n(Eigen::ArrayXd::Zero(draws)) {}
  void add(double share, const Eigen::ArrayXd& distance_m, const Eigen::ArrayXd& battery_j) {
    per_m += share / distance_m;
    consumption_n += share * battery_j / distance_m;
  }
  [[nodiscard]] Eigen::ArrayXd of(Screening::Base base) const {
    return base == Screening::Base::range ? Eigen::ArrayXd(1.0 / per_m) : consumption_n;
  }
};

}  // namespace

Screening::Screening(const UncertainInputs& inputs) : inputs_(&inputs) {
  for (const auto& values : inputs.of_case) {
    Case one;
    for (const auto& value : values) {
      one.of_energy.push_back(coordinate_of(value.distribution, true));
      one.of_money.push_back(coordinate_of(value.distribution, false));
    }
    cases_.push_back(std::move(one));
  }
}

std::size_t Screening::draws_needed(const UncertainInputs& inputs) {
  std::size_t most_values = 0;
  for (const auto& values : inputs.of_case) most_values = std::max(most_values, values.size());
  return static_cast<std::size_t>(ResponseSurface::points_needed(static_cast<Index>(most_values)));
}

std::optional<Screening> Screening::fitted(const Plan& plan, const UncertainInputs& inputs,
                                           const DrawRequest& request, model::Catalog& catalog,
                                           units::Currency currency) {
  Screening screening(inputs);
  screening.draws_ = draws_needed(inputs);
  const ArrayXXd shares = sobol_shares(screening.draws_, inputs.inputs.size());
  DrawRequest exact = request;
  exact.drives_apart = true;
  const DrawnOutcomes outcomes = DrawEvaluation(plan, inputs, exact, catalog, currency).at(shares);
  screening.threads_ = request.threads;
  screening.outcomes_ = static_cast<Index>(request.outcomes.size());
  for (std::size_t i = 0; i < screening.cases_.size(); ++i)
    if (!screening.fit(i, shares, outcomes)) return std::nullopt;
  screening.exact_.emplace(plan, inputs, request, catalog, currency);
  return screening;
}

ArrayXXd Screening::find_ends(Case& one, const std::vector<DutyDrive>& drives) const {
  std::vector<std::optional<CycleEnd>> ends(drives.size());
  std::vector<ArrayXXd> columns(drives.size());
  base::for_each_block(drives.size(), 1, threads_, [&](std::size_t k, std::size_t) {
    columns[k] = ends[k].emplace(drives[k]).coordinates(drives[k]);
  });
  Index size = 0;
  for (std::size_t k = 0; k < drives.size(); ++k) {
    one.ends.push_back(std::move(*ends[k]));
    one.first_of_end.push_back(size);
    size += columns[k].cols();
  }
  ArrayXXd known(drives.front().distance_m.size(), size);
  for (std::size_t k = 0; k < columns.size(); ++k)
    known.middleCols(one.first_of_end[k], columns[k].cols()) = columns[k];
  return known;
}

bool Screening::fit(std::size_t at, const ArrayXXd& shares, const DrawnOutcomes& outcomes) {
  Case& one = cases_[at];
  ArrayXXd correlated = shares;
  if (!inputs_->copula.inputs.empty()) correlate(inputs_->copula, correlated);
  const ArrayXXd drawn = values(at, correlated);
  const auto& drives = outcomes.drives[at];
  const bool with_ends = !drives.empty() && std::ranges::all_of(drives, has_end);
  Mix mix(shares.rows());
  if (with_ends)
    for (const DutyDrive& drive : drives) mix.add(drive.share, drive.distance_m, drive.battery_j);

  // Each outcome as it is, and as a multiple of what may explain it, whichever varies least.
  const ArrayXXd& told = outcomes.of_case[at];
  std::vector<Eigen::ArrayXd> columns;
  for (Index k = 0; k < told.cols(); ++k) {
    const auto missing = told.col(k).isNaN().count();
    if (missing > 0 && missing < told.rows()) return false;
    if (missing > 0) continue;
    one.told.push_back({k, Base::one});
    columns.emplace_back(told.col(k));
    if (!with_ends) continue;
    for (const Base base : {Base::range, Base::consumption}) {
      Eigen::ArrayXd multiple = told.col(k) / mix.of(base);
      if (spread(multiple) >= spread(columns.back())) continue;
      one.told.back().base = base;
      columns.back() = std::move(multiple);
    }
  }
  const Eigen::ArrayXd& deviations = outcomes.deviations[at];
  one.weighed = deviations.size() > 0;
  if (one.weighed) columns.push_back(deviations);
  if (columns.empty()) return true;
  ArrayXXd known(told.rows(), static_cast<Index>(columns.size()));
  for (std::size_t k = 0; k < columns.size(); ++k) known.col(static_cast<Index>(k)) = columns[k];
  if (!known.isFinite().all()) return false;
  std::vector<Index> all(columns.size());
  std::iota(all.begin(), all.end(), Index{0});

  // Both surfaces side by side, and more threads within each where there are more.
  ArrayXXd known_ends;
  if (with_ends) known_ends = find_ends(one, drives);
  constexpr std::size_t surfaces = 2;
  const auto within =
      static_cast<int>(std::max<std::size_t>(1, base::threads_used(threads_) / surfaces));
  base::for_each_block(surfaces, 1, threads_, [&](std::size_t surface, std::size_t) {
    if (surface == 0) {
      if (with_ends)
        one.of_ends.emplace(points(drawn, one.of_energy), known_ends, one.first_of_end, within);
    } else {
      one.of_outcomes.emplace(points(drawn, one.of_money), known, all, within);
    }
  });
  one.believed = believed_parts(drawn, errors(at, drawn, told), bad_error);
  return true;
}

Eigen::ArrayXd Screening::errors(std::size_t at, const ArrayXXd& values,
                                 const ArrayXXd& right) const {
  const Case& one = cases_[at];
  ArrayXXd told = right;
  Eigen::ArrayXd deviations(one.weighed ? right.rows() : 0);
  const auto draws = static_cast<std::size_t>(right.rows());
  base::for_each_block(draws, told_at_a_time, threads_, [&](std::size_t from, std::size_t to) {
    const auto first = static_cast<Index>(from);
    const auto count = static_cast<Index>(to - from);
    tell(at, values.middleRows(first, count), told.middleRows(first, count),
         deviations.segment(one.weighed ? first : 0, one.weighed ? count : 0));
  });
  Eigen::ArrayXd largest = Eigen::ArrayXd::Zero(right.rows());
  for (const Told& each : one.told) {
    const auto column = right.col(each.outcome);
    largest = largest.max((told.col(each.outcome) - column).abs() / column.abs().mean());
  }
  return largest;
}

ArrayXXd Screening::values(std::size_t at, const ArrayXXd& shares) const {
  const auto& all = inputs_->of_case[at];
  ArrayXXd result(shares.rows(), static_cast<Index>(all.size()));
  for (std::size_t k = 0; k < all.size(); ++k) {
    auto column = result.col(static_cast<Index>(k));
    column = shares.col(static_cast<Index>(all[k].input));
    to_quantiles(all[k].distribution,
                 std::span<double>{column.data(), static_cast<std::size_t>(shares.rows())});
  }

  // What follows others is read from them; what stops at them bends there.
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (!all[k].follows.empty()) continue;
    for (Index draw = 0; draw < shares.rows(); ++draw)
      result(draw, static_cast<Index>(k)) =
          within_ends(result(draw, static_cast<Index>(k)), all[k],
                      [&](std::size_t other) { return result(draw, static_cast<Index>(other)); });
  }
  return result;
}

void Screening::tell(std::size_t at, const ArrayXXd& values, Eigen::Ref<ArrayXXd> table,
                     Eigen::Ref<Eigen::ArrayXd> deviations) const {
  const Case& one = cases_[at];
  Mix mix(values.rows());
  if (one.of_ends) {
    const ArrayXXd coordinates = one.of_ends->at(points(values, one.of_energy));
    Index next = 0;
    for (const CycleEnd& end : one.ends) {
      const auto its = coordinates.middleCols(next, end.size());
      mix.add(end.share(), end.distance_m(its), CycleEnd::battery_j(its));
      next += end.size();
    }
  }
  const ArrayXXd known = one.of_outcomes->at(points(values, one.of_money));
  Index next = 0;
  for (const Told& told : one.told) {
    auto column = table.col(told.outcome);
    column = known.col(next++);
    if (told.base != Base::one) column *= mix.of(told.base);
  }
  if (one.weighed) deviations = known.col(next);
}

Screening::Said Screening::said(const ArrayXXd& shares) const {
  const auto draws = static_cast<std::size_t>(shares.rows());
  ArrayXXd correlated;
  if (!inputs_->copula.inputs.empty()) {
    correlated = shares;
    correlate(inputs_->copula, correlated);
  }
  const ArrayXXd& drawn_at = inputs_->copula.inputs.empty() ? shares : correlated;
  Said said;
  said.believed.assign(draws, 1);
  for (std::size_t i = 0; i < cases_.size(); ++i) {
    const Case& one = cases_[i];
    auto& table = said.outcomes.of_case.emplace_back(
        ArrayXXd::Constant(shares.rows(), outcomes_, std::numeric_limits<double>::quiet_NaN()));
    auto& deviations = said.outcomes.deviations.emplace_back(one.weighed ? shares.rows() : 0);
    if (!one.of_outcomes) continue;
    base::for_each_block(draws, told_at_a_time, threads_, [&](std::size_t from, std::size_t to) {
      const auto first = static_cast<Index>(from);
      const auto count = static_cast<Index>(to - from);
      const ArrayXXd drawn = values(i, drawn_at.middleRows(first, count));
      tell(i, drawn, table.middleRows(first, count),
           deviations.segment(one.weighed ? first : 0, one.weighed ? count : 0));
      for (Index draw = 0; draw < count; ++draw)
        if (!is_believed(one.believed, drawn, draw))
          said.believed[from + static_cast<std::size_t>(draw)] = 0;
    });
  }
  return said;
}

DrawnOutcomes Screening::at(const ArrayXXd& shares) {
  Said result = said(shares);
  std::vector<Index> others;
  for (std::size_t draw = 0; draw < result.believed.size(); ++draw)
    if (result.believed[draw] == 0) others.push_back(static_cast<Index>(draw));
  if (others.empty()) return std::move(result.outcomes);
  exact_draws_ += others.size();
  const DrawnOutcomes exact = exact_->at(shares(others, Eigen::all));
  for (std::size_t i = 0; i < cases_.size(); ++i) {
    result.outcomes.of_case[i](others, Eigen::all) = exact.of_case[i];
    if (cases_[i].weighed) result.outcomes.deviations[i](others) = exact.deviations[i];
  }
  return std::move(result.outcomes);
}

}  // namespace evpickup::study
