// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evpickup/base/low_discrepancy.hpp"
#include "evpickup/model/catalog.hpp"
#include "evpickup/study/draws.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"

/// Many draws of the uncertain inputs: what is known of a truck's figures, and how sure one truck
/// is to beat another.
namespace evpickup::study {

/// The shares at which a block of draws is taken: draws [first, first + count) x inputs. A random
/// share depends on seed, number of the draw and name of the input alone; Sobol points on the seed
/// and the inputs' order.
class ShareSource {
 public:
  ShareSource(const UncertainInputs& inputs, model::Sampling sampling, int seed);
  [[nodiscard]] Eigen::ArrayXXd block(std::size_t first, std::size_t count, int threads = 1) const;

 private:
  std::vector<std::uint64_t> keys_;
  std::optional<base::SobolSequence> sobol_;
  std::uint64_t seed_;
};

/// All draws of one case: a column for each outcome, and the weights (empty: equal ones).
struct CaseSample {
  std::vector<std::vector<double>> outcomes;
  std::vector<double> weights;
};

struct MonteCarloSample {
  std::vector<Column> outcomes;
  UncertainInputs inputs;
  std::vector<CaseSample> of_case;
  /// Of a screening: the draws that its response surfaces rest on, those of the sample that were
  /// computed exactly, the draws that were computed both ways, and the largest error of an outcome
  /// over these as a share of its mean.
  std::size_t fitted_draws = 0, exact_draws = 0, checked_draws = 0;
  double screening_error = 0.0;
  /// Why a screening that was asked for would not do, so that all draws are exact; empty if it did.
  std::string screening_refusal;
};

/// A screening that is off by more, as a share of an outcome's mean, is not told.
inline constexpr double largest_screening_error = 0.003;

/// One of so many draws of a screening is also computed exactly.
inline constexpr std::size_t screening_check = 1000;
/// But not fewer than these, if there are as many.
inline constexpr std::size_t fewest_checks = 100;

/// Outcomes told where the scenario names none: range, consumption, cost and cost per distance.
[[nodiscard]] std::vector<std::string> usual_outcomes(const Plan& plan, units::Currency currency);

/// The outcomes that a study asks for, or, if it names none, the usual ones.
[[nodiscard]] std::vector<std::string> asked_or_usual(const std::vector<std::string>& asked,
                                                      const Plan& plan, units::Currency currency);

/// What a scenario's Monte Carlo asks of every draw.
[[nodiscard]] DrawRequest draw_request(const Plan& plan, const model::Scenario& scenario,
                                       const RunOptions& options);

/// "Monte Carlo: 1000 draws of 12 inputs by random numbers, seed 1."
[[nodiscard]] std::string drawn_how(const model::Scenario& scenario, const UncertainInputs& inputs);

/// Draws a plan without axes as the scenario's settings say. The figures do not depend on threads.
[[nodiscard]] MonteCarloSample draw(const Plan& plan, const model::Scenario& scenario,
                                    model::Catalog& catalog, const RunOptions& options);

/// Tables of a sample: percentiles of each truck's outcomes with their standard errors, how likely
/// each truck beats the baseline, all pairs and histograms (for data files), and the inputs.
[[nodiscard]] std::vector<Section>
monte_carlo_sections(const Plan& plan, const MonteCarloSample& sample, int threads);

/// What a reader must know of a sample: its size and seed, effective draws, draws without a figure.
[[nodiscard]] std::vector<std::string> monte_carlo_notes(const Plan& plan,
                                                         const model::Scenario& scenario,
                                                         const MonteCarloSample& sample);

}  // namespace evpickup::study
