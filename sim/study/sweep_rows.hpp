// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "evpickup/study/case_grid.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"

/// The rows of a sweep part by part: no part holds the trucks of another.
namespace evpickup::study {

/// The rows of a sweep, and the sentences that they bring.
class SweepRows {
 public:
  /// Reads every file that the rows need, cycles too. The catalog must outlive this. Throws
  /// InputError like run().
  SweepRows(model::Catalog& catalog, model::Scenario scenario, const RunOptions& options);
  ~SweepRows();

  [[nodiscard]] std::size_t size() const { return planned_.grid.size(); }
  /// Rows that are best made at a time.
  [[nodiscard]] std::size_t at_a_time() const;
  [[nodiscard]] std::vector<Column> columns() const;
  [[nodiscard]] const model::Scenario& scenario() const { return scenario_; }

  /// Rows [first, last), in the order of the columns. A row is the same whatever part it is made
  /// with.
  [[nodiscard]] std::vector<std::vector<Cell>> rows(std::size_t first, std::size_t last);
  /// Tries some values of each axis beside some of the others: throws InputError if no figure
  /// depends on one, and notes the trucks that it does not move.
  void check_axes();
  /// Notes on the rows made so far, some at most, and what the whole rests on.
  void finish(Results& results);

  /// Trucks and markets without the rows' own values: a case for each, as it is at its first point.
  [[nodiscard]] Plan first_points();
  /// The same cases, one for each of all rows, with its values of the axes.
  [[nodiscard]] Plan first_points_of(const std::vector<std::vector<Cell>>& rows);

 private:
  class Worker;

  void add_notes(std::vector<std::string> notes);

  model::Catalog* catalog_;
  model::Scenario scenario_;
  RunOptions options_;
  PlannedGrid planned_;
  /// One for each thread.
  std::vector<std::unique_ptr<Worker>> workers_;
  /// On axes, and on rows.
  std::vector<std::string> axis_notes_;
  std::vector<std::string> notes_;
};

}  // namespace evpickup::study
