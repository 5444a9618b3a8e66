// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/sensitivity_methods.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

#include "evpickup/base/random.hpp"
#include "evpickup/base/statistics.hpp"

namespace evpickup::study {
namespace {

constexpr double shortest_step = 0.25;

void require(bool good, const char* what) {
  if (!good) throw std::logic_error(what);
}

// Input `input` of the row's point: from A, from B, or moved from A.
double design_value(const SensitivityDesign& design, std::size_t row, std::size_t input) {
  const std::size_t repetition = row / rows_per_repetition(design);
  const std::size_t place = row % rows_per_repetition(design);
  const auto index = static_cast<std::uint32_t>(repetition);
  const auto from_a = [&] { return base::sobol_coordinate(design.points, index, input); };
  const auto from_b = [&] {
    return base::sobol_coordinate(design.points, index, design.inputs + input);
  };

  if (design.method == SensitivityMethod::sobol) {
    const bool of_b = place == 1 || place == input + 2;
    return of_b ? from_b() : from_a();
  }
  if (place != input + 1) return from_a();

  // A step of 1/4 to 3/4 around the end of the interval: as uniform as A, and never too short.
  const double moved = from_a() + shortest_step + (1.0 - 2.0 * shortest_step) * from_b();
  return moved < 1.0 ? moved : moved - 1.0;
}

// The bootstrap samples' repetitions, each drawn with the same chance.
class Resampling {
 public:
  Resampling(std::uint64_t seed, std::size_t repetitions)
      : seed_(seed), draws_(repetitions), chosen_(repetitions) {}

  const std::vector<std::size_t>& sample(std::size_t number) {
    const std::size_t count = chosen_.size();
    base::fill_uniform(seed_, number * count, base::key_of_name("bootstrap"), draws_);
    for (std::size_t i = 0; i < count; ++i) {
      const auto at = static_cast<std::size_t>(draws_[i] * static_cast<double>(count));
      chosen_[i] = std::min(at, count - 1);
    }
    return chosen_;
  }

 private:
  std::uint64_t seed_;
  std::vector<double> draws_;
  std::vector<std::size_t> chosen_;
};

Interval interval(double value, const std::vector<double>& samples, double confidence) {
  if (samples.empty()) return {value, value, value};
  const auto sorted = base::sorted_sample(samples, {});
  return {value, base::percentile(sorted, 0.5 * (1.0 - confidence)),
          base::percentile(sorted, 0.5 * (1.0 + confidence))};
}

// What one repetition adds to the sums of the estimators; outputs are centred.
struct SobolTerms {
  double sum = 0.0;                 ///< y(A) + y(B)
  double squares = 0.0;             ///< y(A)^2 + y(B)^2
  std::vector<double> first;        ///< y(B) (y(AB) - y(A)), for each input
  std::vector<double> differences;  ///< (y(A) - y(AB))^2 / 2, for each input
};

std::vector<SobolTerms> sobol_terms(const SensitivityDesign& design,
                                    std::span<const double> outputs, double centre) {
  std::vector<SobolTerms> terms(design.repetitions);
  for (std::size_t j = 0; j < design.repetitions; ++j) {
    const auto rows = outputs.subspan(j * rows_per_repetition(design), rows_per_repetition(design));
    const double a = rows[0] - centre;
    const double b = rows[1] - centre;
    terms[j].sum = a + b;
    terms[j].squares = a * a + b * b;
    for (std::size_t i = 0; i < design.inputs; ++i) {
      const double change = rows[i + 2] - rows[0];
      terms[j].first.push_back(b * change);
      terms[j].differences.push_back(0.5 * change * change);
    }
  }
  return terms;
}

// The estimates over the chosen repetitions.
struct SobolEstimate {
  double variance = 0.0;
  std::vector<double> first;
  std::vector<double> total;
};

SobolEstimate sobol_estimate(const std::vector<SobolTerms>& terms,
                             const std::vector<std::size_t>& chosen, std::size_t inputs) {
  SobolEstimate estimate{0.0, std::vector<double>(inputs, 0.0), std::vector<double>(inputs, 0.0)};
  double sum = 0.0;
  double squares = 0.0;
  for (const std::size_t j : chosen) {
    sum += terms[j].sum;
    squares += terms[j].squares;
    for (std::size_t i = 0; i < inputs; ++i) {
      estimate.first[i] += terms[j].first[i];
      estimate.total[i] += terms[j].differences[i];
    }
  }
  const auto count = static_cast<double>(chosen.size());
  const double mean = sum / (2.0 * count);
  estimate.variance = std::max(squares / (2.0 * count) - mean * mean, 0.0);
  for (std::size_t i = 0; i < inputs; ++i) {
    const double scale = estimate.variance > 0.0 ? 1.0 / (count * estimate.variance) : 0.0;
    estimate.first[i] *= scale;
    estimate.total[i] *= scale;
  }
  return estimate;
}

std::vector<std::size_t> all_repetitions(std::size_t count) {
  std::vector<std::size_t> chosen(count);
  for (std::size_t j = 0; j < count; ++j) chosen[j] = j;
  return chosen;
}

double absolute_mean(const std::vector<double>& effects, const std::vector<std::size_t>& chosen) {
  double sum = 0.0;
  for (const std::size_t j : chosen) sum += std::abs(effects[j]);
  return sum / static_cast<double>(chosen.size());
}

}  // namespace

SensitivityDesign sensitivity_design(SensitivityMethod method, std::size_t inputs,
                                     std::size_t repetitions, std::uint64_t seed) {
  require(inputs > 0 && repetitions > 0, "sensitivity_design: no inputs or no repetitions");
  require(repetitions <= std::numeric_limits<std::uint32_t>::max(),
          "sensitivity_design: more than 2^32 repetitions");
  return {method, inputs, repetitions, seed, base::scrambled_sobol_sequence(2 * inputs, seed)};
}

std::size_t rows_per_repetition(const SensitivityDesign& design) {
  return design.inputs + (design.method == SensitivityMethod::morris ? 1 : 2);
}

std::size_t design_rows(const SensitivityDesign& design) {
  return design.repetitions * rows_per_repetition(design);
}

void fill_design(const SensitivityDesign& design, std::size_t first_row,
                 Eigen::Ref<Eigen::ArrayXXd> points) {
  for (Eigen::Index row = 0; row < points.rows(); ++row) {
    for (Eigen::Index input = 0; input < points.cols(); ++input) {
      points(row, input) = design_value(design, first_row + static_cast<std::size_t>(row),
                                        static_cast<std::size_t>(input));
    }
  }
}

std::vector<MorrisIndex> morris_indices(const SensitivityDesign& design,
                                        std::span<const double> outputs,
                                        const Bootstrap& bootstrap) {
  require(design.method == SensitivityMethod::morris && outputs.size() == design_rows(design),
          "morris_indices: outputs that are not the design's");
  std::vector<MorrisIndex> indices;
  for (std::size_t i = 0; i < design.inputs; ++i) {
    std::vector<double> effects;
    for (std::size_t j = 0; j < design.repetitions; ++j) {
      const std::size_t base_row = j * rows_per_repetition(design);
      const std::size_t moved_row = base_row + i + 1;
      const double step = design_value(design, moved_row, i) - design_value(design, base_row, i);
      effects.push_back((outputs[moved_row] - outputs[base_row]) / step);
    }

    std::vector<double> samples;
    Resampling resampling(design.seed, design.repetitions);
    for (std::size_t k = 0; k < bootstrap.samples; ++k) {
      samples.push_back(absolute_mean(effects, resampling.sample(k)));
    }
    const double value = absolute_mean(effects, all_repetitions(design.repetitions));
    indices.push_back({base::weighted_mean(effects, {}),
                       interval(value, samples, bootstrap.confidence),
                       base::weighted_standard_deviation(effects, {})});
  }
  return indices;
}

SobolIndices sobol_indices(const SensitivityDesign& design, std::span<const double> outputs,
                           const Bootstrap& bootstrap) {
  require(design.method == SensitivityMethod::sobol && outputs.size() == design_rows(design),
          "sobol_indices: outputs that are not the design's");

  // The mean over A and B; its own rounding cancels later.
  double centre = 0.0;
  for (std::size_t j = 0; j < design.repetitions; ++j) {
    const std::size_t row = j * rows_per_repetition(design);
    centre += 0.5 * (outputs[row] + outputs[row + 1]) / static_cast<double>(design.repetitions);
  }
  const auto terms = sobol_terms(design, outputs, centre);
  const auto estimate = sobol_estimate(terms, all_repetitions(design.repetitions), design.inputs);

  std::vector<std::vector<double>> first(design.inputs);
  std::vector<std::vector<double>> total(design.inputs);
  Resampling resampling(design.seed, design.repetitions);
  for (std::size_t k = 0; k < bootstrap.samples; ++k) {
    const auto sample = sobol_estimate(terms, resampling.sample(k), design.inputs);
    for (std::size_t i = 0; i < design.inputs; ++i) {
      first[i].push_back(sample.first[i]);
      total[i].push_back(sample.total[i]);
    }
  }

  SobolIndices result{centre, estimate.variance, {}};
  for (std::size_t i = 0; i < design.inputs; ++i) {
    result.inputs.push_back({interval(estimate.first[i], first[i], bootstrap.confidence),
                             interval(estimate.total[i], total[i], bootstrap.confidence)});
  }
  return result;
}

std::size_t design_rows(const TornadoDesign& design) { return 2 * design.base.size() + 1; }

void fill_design(const TornadoDesign& design, std::size_t first_row,
                 Eigen::Ref<Eigen::ArrayXXd> points) {
  for (Eigen::Index r = 0; r < points.rows(); ++r) {
    const std::size_t row = first_row + static_cast<std::size_t>(r);
    for (std::size_t input = 0; input < design.base.size(); ++input) {
      double share = design.base[input];
      if (row == 2 * input + 1) share = design.low;
      if (row == 2 * input + 2) share = design.high;
      points(r, static_cast<Eigen::Index>(input)) = share;
    }
  }
}

std::vector<TornadoBar> tornado_bars(const TornadoDesign& design, std::span<const double> outputs) {
  require(outputs.size() == design_rows(design), "tornado_bars: not one output for each row");
  std::vector<TornadoBar> bars;
  for (std::size_t input = 0; input < design.base.size(); ++input) {
    bars.push_back({input, outputs[2 * input + 1], outputs[2 * input + 2]});
  }
  std::ranges::stable_sort(bars, std::greater{}, [](const TornadoBar& bar) {
    return std::abs(bar.high_output - bar.low_output);
  });
  return bars;
}

}  // namespace evpickup::study
