// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "current_evaluation.hpp"
#include "drawn_columns.hpp"
#include "evpickup/study/draws.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"
#include "evpickup/study/sensitivity_methods.hpp"
#include "recorded_rows.hpp"

namespace evpickup::study {

/// The points of a sensitivity study, whatever its method.
using AnyDesign = std::variant<TornadoDesign, SensitivityDesign>;

/// One truck of a sensitivity study by itself, and the points at which its figures are wanted.
struct SensitivitySubject {
  Plan plan;
  UncertainInputs inputs;
  AnyDesign design;
  std::size_t points = 0;

  [[nodiscard]] const PlannedCase& planned() const { return plan.cases.front(); }
  /// Shares of the inputs at points [first, first + count).
  [[nodiscard]] Eigen::ArrayXXd shares(std::size_t first, std::size_t count) const;
};

/// The points of a scenario's sensitivity study as rows: truck by truck, in the order of each
/// truck's design, with its figures and the values of its inputs.
class SensitivityRows {
 public:
  /// Reads every file that the rows need. The catalog must outlive this. Throws InputError like
  /// run().
  SensitivityRows(model::Catalog& catalog, model::Scenario ready, Plan plan,
                  const RunOptions& options);
  SensitivityRows(const SensitivityRows&) = delete;
  SensitivityRows& operator=(const SensitivityRows&) = delete;

  [[nodiscard]] std::size_t size() const;
  /// Rows that are best made at a time.
  [[nodiscard]] std::size_t at_a_time();
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] std::vector<Column> outcomes() const;
  [[nodiscard]] const model::Scenario& scenario() const { return scenario_; }
  [[nodiscard]] const Plan& plan() const { return plan_; }
  [[nodiscard]] const std::vector<std::unique_ptr<SensitivitySubject>>& subjects() const {
    return subjects_;
  }

  /// Outcomes of a truck at all of its points: points x outcomes, NaN where there is none.
  [[nodiscard]] Eigen::ArrayXXd figures_of(std::size_t subject);
  /// The same from rows that were written before, truck after truck.
  [[nodiscard]] Eigen::ArrayXXd figures_of(std::size_t subject, RecordedRows& recorded);

  /// Rows [first, last), in the order of the columns. A row is the same whatever part it is made
  /// with.
  [[nodiscard]] std::vector<std::vector<Cell>> rows(std::size_t first, std::size_t last);

  /// "Sensitivity: 1024 points by Sobol's method, seed 1."
  [[nodiscard]] std::string how() const;
  /// What holds of all rows.
  void finish(Results& results) const;

 private:
  /// `figures(first, count)` of all points of a truck, some at a time.
  template <class Figures>
  [[nodiscard]] Eigen::ArrayXXd in_blocks(std::size_t subject, const Figures& figures);
  /// Some of the rows of a truck's points [first, first + count): every 16th.
  [[nodiscard]] ComputedRows some_rows(std::size_t subject, std::size_t first, std::size_t count);
  /// Rows of a truck's points [first, first + drawn.values.front().rows()).
  [[nodiscard]] std::vector<std::vector<Cell>> rows_of(std::size_t subject, std::size_t first,
                                                       const DrawnOutcomes& drawn) const;

  [[nodiscard]] DrawEvaluation& evaluation(std::size_t subject) {
    return evaluation_.of(subject, subjects_[subject]->plan, subjects_[subject]->inputs);
  }

  model::Catalog* catalog_;
  model::Scenario scenario_;
  RunOptions options_;
  Plan plan_;
  DrawRequest request_;
  std::vector<std::unique_ptr<SensitivitySubject>> subjects_;
  CurrentEvaluation evaluation_;
  DrawnColumns drawn_;
  std::vector<Column> columns_;
  FigureColumns figures_;
};

}  // namespace evpickup::study
