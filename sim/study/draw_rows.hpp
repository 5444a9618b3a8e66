// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "drawn_columns.hpp"
#include "evpickup/study/draws.hpp"
#include "evpickup/study/monte_carlo.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"
#include "recorded_rows.hpp"

namespace evpickup::study {

/// The draws of a scenario's Monte Carlo as rows: of each draw a row for each case, with its
/// figures and what was drawn of every input.
class DrawRows {
 public:
  /// Reads every file that the rows need. The catalog must outlive this. Throws InputError like
  /// run().
  DrawRows(model::Catalog& catalog, model::Scenario ready, Plan plan, const RunOptions& options);
  DrawRows(const DrawRows&) = delete;
  DrawRows& operator=(const DrawRows&) = delete;

  [[nodiscard]] std::size_t size() const { return samples() * plan_.cases.size(); }
  /// Rows that are best made at a time.
  [[nodiscard]] std::size_t at_a_time() const { return evaluation_.block() * plan_.cases.size(); }
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] const model::Scenario& scenario() const { return scenario_; }
  [[nodiscard]] const Plan& plan() const { return plan_; }

  /// Rows [first, last), in the order of the columns. A row is the same whatever part it is made
  /// with.
  [[nodiscard]] std::vector<std::vector<Cell>> rows(std::size_t first, std::size_t last);
  /// The same without figures, which are not computed.
  [[nodiscard]] std::vector<std::vector<Cell>> known_rows(std::size_t first, std::size_t last);
  /// Some of the rows from `first`, which begins a draw, to `last`: those of every 16th draw.
  [[nodiscard]] ComputedRows some_rows(std::size_t first, std::size_t last);
  /// Weight, where draws are weighed, and outcomes.
  [[nodiscard]] FigureColumns figures() const { return figures_; }

  /// "Monte Carlo: 1000 draws of 12 inputs by random numbers, seed 1."
  [[nodiscard]] std::string how() const { return drawn_how(scenario_, inputs_); }
  /// What holds of all draws.
  void finish(Results& results) const;

 private:
  [[nodiscard]] std::size_t samples() const {
    return static_cast<std::size_t>(scenario_.monte_carlo->samples);
  }
  [[nodiscard]] std::vector<std::vector<Cell>> rows_of(const DrawnOutcomes& drawn,
                                                       std::size_t first, std::size_t last) const;
  /// The row of case i for draw `at` of an answer, which is draw `number` of the study, from 0.
  [[nodiscard]] std::vector<Cell> row_of(const DrawnOutcomes& drawn,
                                         const std::vector<Eigen::ArrayXd>& weights, std::size_t at,
                                         std::size_t number, std::size_t i) const;
  /// The shares of the draws that rows [first, last) are of.
  [[nodiscard]] Eigen::ArrayXXd shares(std::size_t first, std::size_t last) const;

  model::Catalog* catalog_;
  model::Scenario scenario_;
  RunOptions options_;
  Plan plan_;
  DrawRequest request_;
  UncertainInputs inputs_;
  ShareSource source_;
  DrawEvaluation evaluation_;
  DrawnColumns drawn_;
  std::vector<Column> columns_;
  FigureColumns figures_;
};

}  // namespace evpickup::study
