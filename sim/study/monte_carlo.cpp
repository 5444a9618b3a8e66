// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/monte_carlo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "draw_rows.hpp"
#include "evpickup/base/parallel.hpp"
#include "evpickup/base/random.hpp"
#include "evpickup/base/text.hpp"
#include "recorded_rows.hpp"
#include "screening.hpp"

namespace evpickup::study {

ShareSource::ShareSource(const UncertainInputs& inputs, model::Sampling sampling, int seed)
    : seed_(static_cast<std::uint64_t>(seed)) {
  for (const auto& input : inputs.inputs) keys_.push_back(base::key_of_name(input.name));
  if (sampling == model::Sampling::sobol)
    sobol_ = base::scrambled_sobol_sequence(inputs.inputs.size(), seed_);
}

Eigen::ArrayXXd ShareSource::block(std::size_t first, std::size_t count, int threads) const {
  Eigen::ArrayXXd shares(static_cast<Eigen::Index>(count), static_cast<Eigen::Index>(keys_.size()));
  base::for_each_block(keys_.size(), 1, threads, [&](std::size_t input, std::size_t) {
    const std::span<double> column{shares.col(static_cast<Eigen::Index>(input)).data(), count};
    if (sobol_) {
      base::fill_sobol(*sobol_, static_cast<std::uint32_t>(first), input, column);
    } else {
      base::fill_uniform(seed_, first, keys_[input], column);
    }
  });
  return shares;
}

std::vector<std::string> usual_outcomes(const Plan& plan, units::Currency currency) {
  const bool money = std::ranges::any_of(
      plan.cases, [](const PlannedCase& planned) { return planned.market != nullptr; });
  std::vector<std::string> keys{"range_km", money ? "consumption_wall_kwh_per_100km"
                                                  : "consumption_kwh_per_100km"};
  if (money)
    for (const auto& metric : metrics())
      if (metric.column.key == "tco_CUR" || metric.column.key == "tco_CUR_per_km")
        keys.push_back(column_for(metric, currency).key);
  return keys;
}

std::vector<std::string> asked_or_usual(const std::vector<std::string>& asked, const Plan& plan,
                                        units::Currency currency) {
  return asked.empty() ? usual_outcomes(plan, currency) : asked;
}

DrawRequest draw_request(const Plan& plan, const model::Scenario& scenario,
                         const RunOptions& options) {
  DrawRequest request;
  request.outcomes = asked_or_usual(scenario.monte_carlo->outcomes, plan, scenario.currency());
  request.weigh = scenario.mode == model::Mode::anchored;
  request.threads = options.threads;
  return request;
}

std::string drawn_how(const model::Scenario& scenario, const UncertainInputs& inputs) {
  const model::MonteCarlo& settings = *scenario.monte_carlo;
  const bool sobol = settings.sampling == model::Sampling::sobol;
  return fmt::format("Monte Carlo: {} draws of {} inputs by {}, seed {}.", settings.samples,
                     inputs.inputs.size(), sobol ? "scrambled Sobol points" : "random numbers",
                     settings.seed);
}

namespace {

/// All figures of a study are held in memory.
void check_memory(std::size_t figures) {
  constexpr double most_bytes = 4e9;
  const auto bytes = static_cast<double>(figures * sizeof(double));
  if (bytes > most_bytes)
    throw base::InputError(
        fmt::format("monte_carlo.samples: the figures of all draws would take {:.1f} GB of memory, "
                    "more than the {:.0f} that a study may",
                    bytes / 1e9, most_bytes / 1e9),
        "draw fewer samples, or tell fewer outcomes");
}

/// Room for all draws of all cases.
void make_room(MonteCarloSample& sample, std::size_t samples, bool weigh) {
  for (auto& at : sample.of_case) {
    at.outcomes.resize(sample.outcomes.size());
    for (auto& values : at.outcomes) values.reserve(samples);
    if (weigh) at.weights.reserve(samples);
  }
}

/// Adds a block of draws to a sample.
void add(MonteCarloSample& sample, const DrawnOutcomes& drawn, bool weigh) {
  for (std::size_t i = 0; i < sample.of_case.size(); ++i) {
    CaseSample& at = sample.of_case[i];
    for (std::size_t k = 0; k < at.outcomes.size(); ++k) {
      const auto column = drawn.of_case[i].col(static_cast<Eigen::Index>(k));
      at.outcomes[k].insert(at.outcomes[k].end(), column.begin(), column.end());
    }
    if (!weigh) continue;
    const Eigen::ArrayXd weights = drawn.weights(i);
    at.weights.insert(at.weights.end(), weights.begin(), weights.end());
  }
}

/// Draws from `evaluate(shares)`, some at a time.
template <class Evaluate>
void draw_all(MonteCarloSample& sample, const ShareSource& source, std::size_t samples,
              std::size_t at_a_time, const DrawRequest& request, const TellProgress& progress,
              const Evaluate& evaluate) {
  const auto tell = [&](std::size_t done) {
    if (progress) progress(done, samples, "draws");
  };
  tell(0);
  for (std::size_t first = 0; first < samples; first += at_a_time) {
    const std::size_t count = std::min(at_a_time, samples - first);
    add(sample, evaluate(source.block(first, count, request.threads)), request.weigh);
    tell(first + count);
  }
}

/// Draws that were written as rows.
void read_draws(MonteCarloSample& sample, DrawRows& rows, const std::string& file,
                const TellProgress& progress) {
  const std::size_t cases = sample.of_case.size();
  const std::size_t outcomes = sample.outcomes.size();
  RecordedRows recorded(file, rows.columns());
  const auto tell = [&](std::size_t done) {
    if (progress) progress(done / cases, rows.size() / cases, "draws");
  };
  tell(0);
  for (std::size_t first = 0; first < rows.size(); first += rows.at_a_time()) {
    const std::size_t last = std::min(first + rows.at_a_time(), rows.size());
    const auto figures = recorded.figures(rows.known_rows(first, last), rows.figures());
    recorded.require_same(figures, rows.some_rows(first, last), rows.figures());
    const bool weighed = figures.cols() > static_cast<Eigen::Index>(outcomes);
    if (weighed && !(figures.col(0) >= 0.0 && figures.col(0) <= 1.0).all())
      recorded.refuse("a weight is not within 0 .. 1");
    for (Eigen::Index row = 0; row < figures.rows(); ++row) {
      CaseSample& at = sample.of_case[static_cast<std::size_t>(row) % cases];
      if (weighed) at.weights.push_back(figures(row, 0));
      for (std::size_t k = 0; k < outcomes; ++k)
        at.outcomes[k].push_back(figures(row, static_cast<Eigen::Index>(k) + (weighed ? 1 : 0)));
    }
    tell(last);
  }
  recorded.finish();
}

/// Shares of one of a thousand draws, of a hundred draws at least.
Eigen::ArrayXXd checked_shares(const ShareSource& source, std::size_t samples) {
  const std::size_t every = std::clamp<std::size_t>(samples / fewest_checks, 1, screening_check);
  const std::size_t count = (samples + every - 1) / every;
  Eigen::ArrayXXd shares;
  for (std::size_t k = 0; k < count; ++k) {
    const Eigen::ArrayXXd one = source.block(k * every, 1);
    if (k == 0) shares.resize(static_cast<Eigen::Index>(count), one.cols());
    shares.row(static_cast<Eigen::Index>(k)) = one.row(0);
  }
  return shares;
}

/// Largest difference of an outcome between two ways of drawing, as a share of its mean; infinite
/// where only one way has a figure.
double largest_error(const Eigen::ArrayXXd& right, const Eigen::ArrayXXd& told) {
  double largest = 0.0;
  for (Eigen::Index k = 0; k < right.cols(); ++k) {
    const Eigen::Array<bool, Eigen::Dynamic, 1> missing = right.col(k).isNaN();
    if ((missing != told.col(k).isNaN()).any()) return std::numeric_limits<double>::infinity();
    const double worst = missing.select(0.0, (told.col(k) - right.col(k)).abs()).maxCoeff();
    const double mean = missing.select(0.0, right.col(k).abs()).mean();
    if (worst > 0.0) largest = std::max(largest, worst / mean);
  }
  return largest;
}

/// Rows of an array that are marked.
Eigen::ArrayXXd rows_of(const Eigen::ArrayXXd& all, const std::vector<char>& marked) {
  std::vector<Eigen::Index> rows;
  for (std::size_t k = 0; k < marked.size(); ++k)
    if (marked[k] != 0) rows.push_back(static_cast<Eigen::Index>(k));
  return all(rows, Eigen::all);
}

/// Draws by a screening; or says why all draws must be exact.
std::string screen(const Plan& plan, const DrawRequest& request, const ShareSource& source,
                   std::size_t samples, model::Catalog& catalog, units::Currency currency,
                   const TellProgress& progress, MonteCarloSample& sample) {
  const std::size_t needed = Screening::draws_needed(sample.inputs);
  if (samples <= needed) return fmt::format("Screening takes {} exact draws to begin with", needed);
  // Both ways, one after the other: each holds many trucks.
  const Eigen::ArrayXXd shares = checked_shares(source, samples);
  DrawRequest exact = request;
  exact.weigh = false;
  const DrawnOutcomes right =
      DrawEvaluation(plan, sample.inputs, exact, catalog, currency).at(shares);
  auto screening = Screening::fitted(plan, sample.inputs, request, catalog, currency);
  if (!screening) return "Screening cannot tell which draws have no figure";
  const Screening::Said said = screening->said(shares);
  sample.fitted_draws = screening->draws();
  sample.checked_draws = static_cast<std::size_t>(std::ranges::count(said.believed, 1));
  if (2 * sample.checked_draws < said.believed.size())
    return "Screening holds for less than half of the draws";
  for (std::size_t i = 0; i < sample.of_case.size(); ++i)
    sample.screening_error = std::max(
        sample.screening_error, largest_error(rows_of(right.of_case[i], said.believed),
                                              rows_of(said.outcomes.of_case[i], said.believed)));
  if (sample.screening_error > largest_screening_error)
    return fmt::format("Screening was off by up to {:.2g} %, more than {:.2g} %",
                       100.0 * sample.screening_error, 100.0 * largest_screening_error);
  draw_all(sample, source, samples, Screening::block, request, progress,
           [&](const Eigen::ArrayXXd& at) { return screening->at(at); });
  sample.exact_draws = screening->exact_draws();
  return {};
}

}  // namespace

MonteCarloSample draw(const Plan& plan, const model::Scenario& scenario, model::Catalog& catalog,
                      const RunOptions& options) {
  const model::MonteCarlo& settings = *scenario.monte_carlo;
  const units::Currency currency = scenario.currency();
  const DrawRequest request = draw_request(plan, scenario, options);

  MonteCarloSample sample;
  sample.outcomes = outcome_columns(request.outcomes, currency, "monte_carlo.outcomes");
  sample.inputs = uncertain_inputs(plan, scenario.inputs);

  const auto samples = static_cast<std::size_t>(settings.samples);
  check_memory(samples * plan.cases.size() * (sample.outcomes.size() + (request.weigh ? 1 : 0)));
  sample.of_case.resize(plan.cases.size());
  make_room(sample, samples, request.weigh);

  if (const auto file = recorded_file(options.recorded, "draw")) {
    DrawRows rows(catalog, scenario, plan, options);
    read_draws(sample, rows, *file, options.progress);
    return sample;
  }
  const ShareSource source(sample.inputs, settings.sampling, settings.seed);
  if (settings.screening) {
    sample.screening_refusal =
        screen(plan, request, source, samples, catalog, currency, options.progress, sample);
    if (sample.screening_refusal.empty()) return sample;
  }
  DrawEvaluation evaluation(plan, sample.inputs, request, catalog, currency);
  draw_all(sample, source, samples, evaluation.block(), request, options.progress,
           [&](const Eigen::ArrayXXd& shares) { return evaluation.at(shares); });
  return sample;
}

}  // namespace evpickup::study
