// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "evpickup/base/low_discrepancy.hpp"

namespace evpickup::study {

// A sensitivity study has two steps, so that its model is run elsewhere, in blocks or shards: a
// design says at which points of the unit cube (0, 1)^inputs to run it, and the indices come from
// the outputs in the order of the design's rows. Inputs are taken for independent.

/// Morris screening or Sobol's indices.
enum class SensitivityMethod { morris, sobol };

/// The points of a study, found row by row when asked for. A repetition is a group of rows: for
/// Morris a base point, and for each input the base point with that input moved; for Sobol the
/// points A and B, and for each input A with that input of B.
struct SensitivityDesign {
  SensitivityMethod method = SensitivityMethod::sobol;
  std::size_t inputs = 0;
  std::size_t repetitions = 0;
  std::uint64_t seed = 0;
  base::SobolSequence points;  ///< two dimensions for each input, scrambled
};

/// A design of `repetitions` groups; a power of two spreads best. Throws std::logic_error without
/// inputs or repetitions, or for more inputs than half of base::sobol_dimensions_max.
[[nodiscard]] SensitivityDesign sensitivity_design(SensitivityMethod method, std::size_t inputs,
                                                   std::size_t repetitions, std::uint64_t seed);

/// Rows of one repetition: inputs + 1 for Morris, inputs + 2 for Sobol.
[[nodiscard]] std::size_t rows_per_repetition(const SensitivityDesign& design);

/// Rows of the whole design.
[[nodiscard]] std::size_t design_rows(const SensitivityDesign& design);

/// Fills `points`, rows x inputs, with the rows first_row, first_row + 1, ... of the design, the
/// same bits however the rows are cut.
void fill_design(const SensitivityDesign& design, std::size_t first_row,
                 Eigen::Ref<Eigen::ArrayXXd> points);

/// A number with its interval of the given confidence: percentiles of bootstrap samples, drawn from
/// the repetitions with replacement (B. Efron, "Bootstrap Methods", Annals of Statistics 7 (1979)).
/// It does not know that scrambled Sobol points err less than independent ones.
struct Interval {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
};

/// How intervals are found; the seed is the design's.
struct Bootstrap {
  std::size_t samples = 1000;
  double confidence = 0.95;
};

/// Elementary effects of an input: change of the output over change of the input's share.
struct MorrisIndex {
  double mean = 0.0;                ///< mu: effects of both signs may cancel
  Interval mean_absolute;           ///< mu*: the measure to rank inputs by
  double standard_deviation = 0.0;  ///< sigma: large where the effect is not linear or not alone
};

/// Morris' indices of each input (M. D. Morris, Technometrics 33 (1991), 161-174; mu*: F.
/// Campolongo, J. Cariboni, A. Saltelli, Environmental Modelling & Software 22 (2007), 1509-1518)
/// over a radial design (F. Campolongo, A. Saltelli, J. Cariboni, Computer Physics Communications
/// 182 (2011), 978-988) whose steps are between 1/4 and 3/4 long. Throws std::logic_error unless
/// there is one output for each row of a Morris design.
[[nodiscard]] std::vector<MorrisIndex> morris_indices(const SensitivityDesign& design,
                                                      std::span<const double> outputs,
                                                      const Bootstrap& bootstrap);

/// Shares of the output's variance.
struct SobolIndex {
  Interval first_order;  ///< by this input alone
  Interval total_order;  ///< by this input and all its interactions
};

struct SobolIndices {
  double mean = 0.0;      ///< of the outputs at A and B
  double variance = 0.0;  ///< of the outputs at A and B
  std::vector<SobolIndex> inputs;
};

/// Sobol's indices by two points and a matrix for each input: first order after A. Saltelli et al.,
/// Computer Physics Communications 181 (2010), 259-270, table 2 (b), outputs centred first; total
/// order after M. J. W. Jansen, Computer Physics Communications 117 (1999), 35-43. Constant outputs
/// have indices of 0. Throws std::logic_error unless there is one output for each row of a Sobol
/// design.
[[nodiscard]] SobolIndices sobol_indices(const SensitivityDesign& design,
                                         std::span<const double> outputs,
                                         const Bootstrap& bootstrap);

/// One input at a time, at a low and a high share, around a base point.
struct TornadoDesign {
  std::vector<double> base;  ///< share of each input
  double low = 0.1;
  double high = 0.9;
};

/// 2 inputs + 1: the base point, then each input at its low and its high share.
[[nodiscard]] std::size_t design_rows(const TornadoDesign& design);

/// Fills `points`, rows x inputs, with the rows from `first_row` on.
void fill_design(const TornadoDesign& design, std::size_t first_row,
                 Eigen::Ref<Eigen::ArrayXXd> points);

/// Outputs at an input's low and high share.
struct TornadoBar {
  std::size_t input = 0;
  double low_output = 0.0;
  double high_output = 0.0;
};

/// The bars, the widest first; equal ones in the order of the inputs. Throws std::logic_error
/// unless there is one output for each row.
[[nodiscard]] std::vector<TornadoBar> tornado_bars(const TornadoDesign& design,
                                                   std::span<const double> outputs);

}  // namespace evpickup::study
