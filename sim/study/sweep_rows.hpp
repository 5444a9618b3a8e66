// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/study/case_grid.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"

/// The rows of a sweep part by part: no part holds the trucks of another.
namespace evpickup::study {

/// Energy of trucks on duties, each computed once while they are few.
class EnergyStore {
 public:
  EnergyStore(model::Catalog& catalog, int threads) : catalog_(&catalog), threads_(threads) {}

  /// Figures of the cases; valid until the next call.
  [[nodiscard]] std::vector<const EnergyFigures*> of(const std::vector<PlannedCase>& cases);

 private:
  using Key = std::pair<std::shared_ptr<const model::Vehicle>, std::shared_ptr<const model::Duty>>;
  model::Catalog* catalog_;
  int threads_;
  std::map<Key, EnergyFigures> figures_;
};

/// The rows of a sweep, and the sentences that they bring.
class SweepRows {
 public:
  /// Reads every file that the rows need, cycles too. The catalog must outlive this. Throws
  /// InputError like run().
  SweepRows(model::Catalog& catalog, model::Scenario scenario, const RunOptions& options);

  [[nodiscard]] std::size_t size() const { return planned_.grid.size(); }
  [[nodiscard]] std::vector<Column> columns() const;
  [[nodiscard]] const model::Scenario& scenario() const { return scenario_; }

  /// Rows [first, last), in the order of the columns. A row is the same whatever part it is made
  /// with.
  [[nodiscard]] std::vector<std::vector<Cell>> rows(std::size_t first, std::size_t last);
  /// Notes on the rows made so far, some at most, and what the whole rests on.
  void finish(Results& results);

  /// Trucks and markets without the rows' own values: a case for each, as it is at its first point.
  [[nodiscard]] Plan first_points();
  /// The same cases, one for each row.
  [[nodiscard]] Plan first_points_by_row();

 private:
  [[nodiscard]] Plan part(std::size_t first, std::size_t last);
  /// The cell of the inputs that are estimated, of each case.
  [[nodiscard]] std::vector<Cell> estimated(const Plan& plan, std::size_t first);
  void add_notes(std::vector<std::string> notes);

  model::Catalog* catalog_;
  model::Scenario scenario_;
  RunOptions options_;
  PlannedGrid planned_;
  EnergyStore energy_;
  std::map<CaseGrid::Family, Cell> estimated_;
  std::vector<std::string> notes_;
};

}  // namespace evpickup::study
