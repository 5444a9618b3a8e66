// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evpickup/spec/field.hpp"

/// Settings of the studies that draw, vary and search: sections of a scenario.
namespace evpickup::model {

/// How draws fill the space of the inputs: independent numbers, or scrambled Sobol points.
enum class Sampling { random, sobol };

/// Ranks of two inputs go together: 1 always, -1 against one another, 0 independent (Spearman).
struct RankCorrelation {
  std::vector<std::string> keys;
  double rank = 0.0;
};

/// Inputs that are drawn. Keys are those of --set; every estimated input takes part unless
/// `estimates` is false.
struct InputSettings {
  bool estimates = true;
  /// A table: key = { dist = "normal", ... }.
  std::optional<spec::Node> vary;
  std::vector<RankCorrelation> correlations;
};

struct MonteCarlo {
  int samples = 10'000;
  int seed = 1;
  Sampling sampling = Sampling::random;
  /// Energy in single precision and shortened, its error measured on a thousandth of the draws.
  bool screening = false;
  /// Columns of results that are told; empty for the usual ones.
  std::vector<std::string> outcomes;
};

enum class SensitivityMethod { tornado, morris, sobol };

struct Sensitivity {
  SensitivityMethod method = SensitivityMethod::tornado;
  /// Columns of results whose causes are asked for.
  std::vector<std::string> outcomes;
  /// Base points of Sobol's indices.
  int samples = 1024;
  /// Of Morris's screening.
  int trajectories = 20;
  int seed = 1;
};

/// One key that an optimum is searched over, between two values.
struct Variable {
  std::string key;
  std::optional<spec::Node> from;
  std::optional<spec::Node> to;
  /// Mass and price follow the battery's energy, as in sweeps.
  bool pack = false;
};

/// A bound on a column of results, in that column's unit.
struct Constraint {
  std::string outcome;
  std::optional<double> at_least;
  std::optional<double> at_most;
};

struct Optimise {
  /// Columns of results: one of them, or two for a Pareto front.
  std::vector<std::string> minimise;
  std::vector<std::string> maximise;
  std::vector<Variable> variables;
  std::vector<Constraint> constraints;
  /// Of each search.
  int evaluations = 2'000;
  /// Searches of each truck, which differ by their seed: the best of all is told.
  int searches = 1;
  int seed = 1;
};

}  // namespace evpickup::model

namespace evpickup::spec {
template <>
const FieldTable<model::RankCorrelation>& fields();
template <>
const FieldTable<model::InputSettings>& fields();
template <>
const FieldTable<model::MonteCarlo>& fields();
template <>
const FieldTable<model::Sensitivity>& fields();
template <>
const FieldTable<model::Variable>& fields();
template <>
const FieldTable<model::Constraint>& fields();
template <>
const FieldTable<model::Optimise>& fields();
}  // namespace evpickup::spec
