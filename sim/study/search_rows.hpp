// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "current_evaluation.hpp"
#include "evpickup/study/draws.hpp"
#include "evpickup/study/results.hpp"
#include "evpickup/study/run.hpp"
#include "optimum_search.hpp"
#include "recorded_rows.hpp"
#include "search_subject.hpp"

namespace evpickup::study {

/// A truck that a search came to: its variables in the units they are written in, and its outcomes.
struct FoundTruck {
  std::vector<double> variables;
  Eigen::ArrayXd outcomes;
};

/// What one search of a truck came to: the best truck, or the last generation of a front.
struct SearchResult {
  std::vector<FoundTruck> trucks;
  std::size_t evaluations = 0;
  bool converged = false;
};

/// The searches of a scenario as rows: truck by truck, each search with what it came to. Searches
/// of one truck differ by their seed alone.
class SearchRows {
 public:
  /// Reads every file that the rows need. The catalog must outlive this. Throws InputError like
  /// run(), and for variables that move no truck.
  SearchRows(model::Catalog& catalog, model::Scenario ready, Plan plan, const RunOptions& options);
  SearchRows(const SearchRows&) = delete;
  SearchRows& operator=(const SearchRows&) = delete;

  [[nodiscard]] std::size_t size() const { return subjects_.size() * searches() * trucks(); }
  /// Rows of one search.
  [[nodiscard]] std::size_t at_a_time() const { return trucks(); }
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] const model::Scenario& scenario() const { return scenario_; }
  [[nodiscard]] const Search& search() const { return search_; }
  [[nodiscard]] const std::vector<std::unique_ptr<SearchSubject>>& subjects() const {
    return subjects_;
  }
  /// Searches of each truck.
  [[nodiscard]] std::size_t searches() const;
  /// Trucks that a search comes to.
  [[nodiscard]] std::size_t trucks() const;
  /// Variables that move only some of the trucks.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

  /// Search `number` of a truck, from 0.
  [[nodiscard]] SearchResult result(std::size_t subject, std::size_t number);
  /// The same from rows that were written before, one search after the other.
  [[nodiscard]] SearchResult result(std::size_t subject, std::size_t number,
                                    RecordedRows& recorded);
  /// Outcomes of a truck as it is.
  [[nodiscard]] Eigen::ArrayXd as_it_is(std::size_t subject) const;

  /// Rows [first, last), in the order of the columns. A row is the same whatever part it is made
  /// with.
  [[nodiscard]] std::vector<std::vector<Cell>> rows(std::size_t first, std::size_t last);

  /// "Search: NSGA-II, 8 times for each truck, about 2000 evaluations each, seeds from 1."
  [[nodiscard]] std::string how() const;
  /// What holds of all rows.
  void finish(Results& results) const;

 private:
  [[nodiscard]] DrawEvaluation& evaluation(std::size_t subject) {
    return evaluation_.of(subject, subjects_[subject]->plan(), subjects_[subject]->inputs());
  }
  /// Refuses variables that move no truck, and notes those that move only some of them.
  void check_variables();
  /// The rows of a search whose trucks are computed again by their variables.
  [[nodiscard]] ComputedRows again(std::size_t subject, std::size_t number, SearchResult result);
  [[nodiscard]] std::vector<Cell> known_row(std::size_t subject, std::size_t number) const;
  [[nodiscard]] std::vector<Cell> row_of(std::size_t subject, std::size_t number,
                                         const SearchResult& result, const FoundTruck& truck) const;

  model::Catalog* catalog_;
  model::Scenario scenario_;
  RunOptions options_;
  Plan plan_;
  Search search_;
  std::vector<std::unique_ptr<SearchSubject>> subjects_;
  DrawRequest request_;
  CurrentEvaluation evaluation_;
  std::vector<Column> columns_;
  FigureColumns figures_;
  std::vector<std::string> notes_;
  /// The last search that rows were made of, and which it is: truck by truck.
  SearchResult last_;
  std::size_t last_number_ = 0;
};

}  // namespace evpickup::study
