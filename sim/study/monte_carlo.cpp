// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/monte_carlo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "evpickup/base/random.hpp"
#include "evpickup/base/text.hpp"

namespace evpickup::study {

ShareSource::ShareSource(const UncertainInputs& inputs, model::Sampling sampling, int seed)
    : seed_(static_cast<std::uint64_t>(seed)) {
  for (const auto& input : inputs.inputs) keys_.push_back(base::key_of_name(input.name));
  if (sampling == model::Sampling::sobol)
    sobol_ = base::scrambled_sobol_sequence(inputs.inputs.size(), seed_);
}

Eigen::ArrayXXd ShareSource::block(std::size_t first, std::size_t count) const {
  Eigen::ArrayXXd shares(static_cast<Eigen::Index>(count), static_cast<Eigen::Index>(keys_.size()));
  for (std::size_t input = 0; input < keys_.size(); ++input) {
    const std::span<double> column{shares.col(static_cast<Eigen::Index>(input)).data(), count};
    if (sobol_) {
      base::fill_sobol(*sobol_, static_cast<std::uint32_t>(first), input, column);
    } else {
      base::fill_uniform(seed_, first, keys_[input], column);
    }
  }
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

/// Computes one of a thousand draws exactly, and notes how far the screening is off.
void check_screening(const Plan& plan, const DrawRequest& exact, const ShareSource& source,
                     model::Catalog& catalog, units::Currency currency, MonteCarloSample& sample) {
  DrawEvaluation evaluation(plan, sample.inputs, exact, catalog, currency);
  const std::size_t samples = sample.of_case.front().outcomes.front().size();
  for (std::size_t draw = 0; draw < samples; draw += screening_check) {
    const DrawnOutcomes outcomes = evaluation.at(source.block(draw, 1));
    ++sample.checked_draws;
    for (std::size_t i = 0; i < sample.of_case.size(); ++i)
      for (std::size_t k = 0; k < sample.outcomes.size(); ++k) {
        const double right = outcomes.of_case[i](0, static_cast<Eigen::Index>(k));
        const double told = sample.of_case[i].outcomes[k][draw];
        if (right != 0.0 && !std::isnan(right) && !std::isnan(told))
          sample.screening_error = std::max(sample.screening_error, std::abs(told / right - 1.0));
      }
  }
}

}  // namespace

MonteCarloSample draw(const Plan& plan, const model::Scenario& scenario, model::Catalog& catalog,
                      const RunOptions& options) {
  const model::MonteCarlo& settings = *scenario.monte_carlo;
  const units::Currency currency = scenario.currency();
  DrawRequest request;
  request.outcomes = settings.outcomes.empty() ? usual_outcomes(plan, currency) : settings.outcomes;
  request.weigh = scenario.mode == model::Mode::anchored;
  request.threads = options.threads;

  MonteCarloSample sample;
  for (const Metric* metric : outcome_metrics(request.outcomes, currency, "monte_carlo.outcomes"))
    sample.outcomes.push_back(column_for(*metric, currency));
  sample.inputs = uncertain_inputs(plan, scenario.inputs);

  const auto samples = static_cast<std::size_t>(settings.samples);
  check_memory(samples * plan.cases.size() * (sample.outcomes.size() + (request.weigh ? 1 : 0)));
  sample.of_case.resize(plan.cases.size());
  for (auto& at : sample.of_case) {
    at.outcomes.resize(sample.outcomes.size());
    for (auto& values : at.outcomes) values.reserve(samples);
    if (request.weigh) at.weights.reserve(samples);
  }

  request.precision =
      settings.screening ? energy::Precision::screening : energy::Precision::standard;
  const ShareSource source(sample.inputs, settings.sampling, settings.seed);
  DrawEvaluation evaluation(plan, sample.inputs, request, catalog, currency);
  for (std::size_t first = 0; first < samples; first += evaluation.block()) {
    const std::size_t count = std::min(evaluation.block(), samples - first);
    const DrawnOutcomes drawn = evaluation.at(source.block(first, count));
    for (std::size_t i = 0; i < sample.of_case.size(); ++i) {
      CaseSample& at = sample.of_case[i];
      for (std::size_t k = 0; k < at.outcomes.size(); ++k) {
        const auto column = drawn.of_case[i].col(static_cast<Eigen::Index>(k));
        at.outcomes[k].insert(at.outcomes[k].end(), column.begin(), column.end());
      }
      if (request.weigh)
        at.weights.insert(at.weights.end(), drawn.weights[i].begin(), drawn.weights[i].end());
    }
  }
  if (settings.screening) {
    request.precision = energy::Precision::standard;
    request.weigh = false;
    check_screening(plan, request, source, catalog, currency, sample);
  }
  return sample;
}

}  // namespace evpickup::study
