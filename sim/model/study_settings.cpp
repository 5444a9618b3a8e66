// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/study_settings.hpp"

namespace evpickup::spec {

using namespace model;

namespace {

constexpr int most_samples = 1'000'000'000;

/// A bare number that may be absent.
Field<Constraint> bound(std::string_view key, std::optional<double> Constraint::*member,
                        std::string_view doc) {
  const auto read = [member, codec = quantity<double>({-1e12, 1e12, {}})](
                        Constraint& target, const Node& node, const std::string& path,
                        Reader& reader) {
    if (const auto number = detail::read_with(codec, node, path, reader)) target.*member = number;
  };
  return custom<Constraint>(key, read, "a number in the column's unit", doc);
}

}  // namespace

template <>
const FieldTable<RankCorrelation>& fields() {
  static const FieldTable<RankCorrelation> table{
      plain("keys", &RankCorrelation::keys, text_list(), "two keys of inputs that are drawn",
            Need::required),
      plain("rank", &RankCorrelation::rank, quantity<double>({-0.999, 0.999, {}}),
            "correlation of their ranks (Spearman)", Need::required),
  };
  return table;
}

template <>
const FieldTable<InputSettings>& fields() {
  static const FieldTable<InputSettings> table{
      plain("estimates", &InputSettings::estimates, yes_or_no(),
            "every estimated input is drawn from its range"),
      raw("vary", &InputSettings::vary, "a table of distributions by key",
          "inputs that are drawn, beside the estimates or in their place"),
      list_of_sections("correlate", &InputSettings::correlations,
                       "pairs of inputs whose ranks go together"),
  };
  return table;
}

template <>
const FieldTable<MonteCarlo>& fields() {
  static const FieldTable<MonteCarlo> table{
      plain("samples", &MonteCarlo::samples, whole_number(10, most_samples), "number of draws"),
      plain("seed", &MonteCarlo::seed, whole_number(0, most_samples),
            "start of the random numbers"),
      plain("sampling", &MonteCarlo::sampling,
            one_of<Sampling>({{"random", Sampling::random}, {"sobol", Sampling::sobol}}),
            "random: independent draws; sobol: scrambled Sobol points"),
      plain("screening", &MonteCarlo::screening, yes_or_no(),
            "figures from polynomials fitted to exact draws; the error is measured on a "
            "thousandth of the draws and told"),
      plain("outcomes", &MonteCarlo::outcomes, text_list(), "columns of results that are told"),
  };
  return table;
}

template <>
const FieldTable<Sensitivity>& fields() {
  static const FieldTable<Sensitivity> table{
      plain("method", &Sensitivity::method,
            one_of<SensitivityMethod>({{"tornado", SensitivityMethod::tornado},
                                       {"morris", SensitivityMethod::morris},
                                       {"sobol", SensitivityMethod::sobol}}),
            "tornado: one input at a time; morris: screening; sobol: shares of the variance"),
      plain("outcomes", &Sensitivity::outcomes, text_list(),
            "columns of results whose causes are asked for"),
      plain("samples", &Sensitivity::samples, whole_number(16, 10'000'000),
            "base points of Sobol's indices"),
      plain("trajectories", &Sensitivity::trajectories, whole_number(4, 100'000),
            "trajectories of Morris's screening"),
      plain("seed", &Sensitivity::seed, whole_number(0, most_samples),
            "start of the random numbers"),
  };
  return table;
}

template <>
const FieldTable<Variable>& fields() {
  const std::string accepts = "a value of the key's kind";
  static const FieldTable<Variable> table{
      plain("key", &Variable::key, any_text(), "the key that is searched over", Need::required),
      raw("from", &Variable::from, accepts, "least value"),
      raw("to", &Variable::to, accepts, "largest value"),
      plain("pack", &Variable::pack, yes_or_no(),
            "mass and price of the truck follow the battery's energy"),
  };
  return table;
}

template <>
const FieldTable<Constraint>& fields() {
  static const FieldTable<Constraint> table{
      plain("outcome", &Constraint::outcome, any_text(), "a column of results", Need::required),
      bound("at_least", &Constraint::at_least, "least value of the column"),
      bound("at_most", &Constraint::at_most, "largest value of the column"),
  };
  return table;
}

template <>
const FieldTable<Optimise>& fields() {
  static const FieldTable<Optimise> table{
      plain("minimise", &Optimise::minimise, text_list(), "columns of results to make small"),
      plain("maximise", &Optimise::maximise, text_list(), "columns of results to make large"),
      list_of_sections("vary", &Optimise::variables, "keys that are searched over"),
      list_of_sections("constraint", &Optimise::constraints, "bounds on columns of results"),
      plain("evaluations", &Optimise::evaluations, whole_number(50, 10'000'000),
            "number of trucks that a search tries, about"),
      plain("searches", &Optimise::searches, whole_number(1, 10'000),
            "searches of each truck, with seeds that count up; the best of all is told"),
      plain("seed", &Optimise::seed, whole_number(0, most_samples), "start of the random numbers"),
  };
  return table;
}

}  // namespace evpickup::spec
