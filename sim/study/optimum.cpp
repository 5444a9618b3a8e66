// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/optimum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "case_cells.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/study/optimiser.hpp"
#include "evpickup/study/pareto.hpp"
#include "optimum_search.hpp"
#include "search_rows.hpp"

namespace evpickup::study {

namespace {

/// A sentence if the truck as it is beats all that the search found.
std::string better_as_it_is(const Search& search, const SearchSubject& subject,
                            const Eigen::ArrayXd& present, const std::vector<FoundTruck>& found) {
  if (!qualifies(search, present)) return {};
  if (std::ranges::any_of(found, [&](const FoundTruck& one) {
        return qualifies(search, one.outcomes) && matches(search, one.outcomes, present);
      }))
    return {};
  const auto outside = subject.outside();
  const std::string better =
      fmt::format("{} as it is, is better than what was found", subject.name());
  if (!outside.empty())
    return fmt::format("{}: it lies outside of what is searched ({}).", better,
                       base::join(outside, "; "));
  // A front has gaps; a truck between its points is none of its faults.
  return search.goals.size() > 1 ? std::string{}
                                 : better + ", and within what is searched: more evaluations help.";
}

/// A row for a truck of a search.
std::vector<Cell> row_of(const Search& search, const PlannedCase& planned, const std::string& truck,
                         const FoundTruck& found) {
  std::vector<Cell> cells = case_cells(planned);
  cells.emplace_back(truck);
  for (const double value : found.variables) cells.emplace_back(value);
  for (const double figure : found.outcomes)
    cells.push_back(std::isnan(figure) ? Cell() : Cell(figure));
  cells.emplace_back(qualifies(search, found.outcomes) ? "yes" : "no");
  return cells;
}

std::vector<Column> columns_of(const Search& search, const SearchSubject& subject) {
  std::vector<Column> columns = case_columns();
  columns.push_back({"truck", "truck", "", 0, Better::neither, false, true});
  for (const Column& column : subject.columns()) columns.push_back(column);
  for (const Column& column : search.outcomes) columns.push_back(column);
  columns.push_back({"meets_constraints", "meets bounds", "", 0});
  return columns;
}

/// All searches of one truck.
struct Found {
  /// Of each search: what it came to, trucks without a figure left out.
  std::vector<std::vector<FoundTruck>> of_search;
  std::size_t evaluations = 0;
  bool converged = true;

  [[nodiscard]] std::vector<FoundTruck> all() const {
    std::vector<FoundTruck> trucks;
    for (const auto& found : of_search) trucks.insert(trucks.end(), found.begin(), found.end());
    return trucks;
  }
};

Found found_for(SearchRows& rows, std::size_t subject, std::optional<RecordedRows>& recorded) {
  Found found;
  for (std::size_t number = 0; number < rows.searches(); ++number) {
    SearchResult result =
        recorded ? rows.result(subject, number, *recorded) : rows.result(subject, number);
    std::erase_if(result.trucks, [&](const FoundTruck& truck) {
      return !has_figures(rows.search(), truck.outcomes);
    });
    found.of_search.push_back(std::move(result.trucks));
    found.evaluations += result.evaluations;
    found.converged = found.converged && result.converged;
  }
  return found;
}

/// The trucks that are told: those of the front, or the best one.
std::vector<FoundTruck> told_of(const Search& search, std::vector<FoundTruck> all,
                                std::size_t most) {
  const auto nearest = std::ranges::min_element(
      all, {}, [&](const FoundTruck& truck) { return violation(search, truck.outcomes); });
  if (nearest == all.end()) return {};
  if (!qualifies(search, nearest->outcomes)) return {*nearest};
  std::erase_if(all, [&](const FoundTruck& truck) { return !qualifies(search, truck.outcomes); });
  Eigen::ArrayXXd objectives(static_cast<Eigen::Index>(all.size()),
                             static_cast<Eigen::Index>(search.goals.size()));
  for (std::size_t row = 0; row < all.size(); ++row)
    for (std::size_t k = 0; k < search.goals.size(); ++k)
      objectives(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(k)) =
          search.goals[k].sign *
          all[row].outcomes(static_cast<Eigen::Index>(search.goals[k].outcome));
  if (search.goals.size() == 1) {
    Eigen::Index best = 0;
    objectives.col(0).minCoeff(&best);
    return {all[static_cast<std::size_t>(best)]};
  }
  std::vector<FoundTruck> front;
  for (const std::size_t row : front_of(objectives, most)) front.push_back(all[row]);
  return front;
}

/// How many of the searches came to a truck that is as good as the best one, but for a thousandth.
std::size_t agreeing(const Search& search, const Found& found, const FoundTruck& best) {
  constexpr double nearly = 1e-3;
  return static_cast<std::size_t>(std::ranges::count_if(found.of_search, [&](const auto& trucks) {
    return std::ranges::any_of(trucks, [&](const FoundTruck& one) {
      return qualifies(search, one.outcomes) &&
             matches(search, one.outcomes, best.outcomes, nearly);
    });
  }));
}

/// How a truck was searched, and what came of it.
std::string sentence_of(const Search& search, const SearchSubject& subject, const Found& found,
                        const std::vector<FoundTruck>& told) {
  const bool front = search.goals.size() > 1;
  const bool feasible = !told.empty() && qualifies(search, told.front().outcomes);
  const std::size_t searches = found.of_search.size();
  const int seed = search.settings->seed;
  std::string sentence = fmt::format("{}: {} by {}, ", subject.name(), front ? "front" : "optimum",
                                     front ? front_method : optimum_method);
  if (searches == 1) {
    sentence += fmt::format("{} evaluations, seed {}", found.evaluations, seed);
  } else {
    sentence += fmt::format("{} searches, {} evaluations, seeds {} to {}", searches,
                            found.evaluations, seed, seed + static_cast<int>(searches) - 1);
    if (!front && feasible)
      sentence += fmt::format("; {} of the searches came within 0.1 % of it",
                              agreeing(search, found, told.front()));
  }
  if (!found.converged)
    sentence += searches == 1 ? "; it stopped at its number of evaluations"
                              : "; some stopped at their number of evaluations";
  if (told.empty()) {
    sentence += "; none qualifies: no truck of the search has a figure to compare";
  } else if (!feasible) {
    sentence += "; no truck meets the bounds, the nearest is shown";
  }
  return sentence + ".";
}

}  // namespace

std::vector<Section> optimum_sections(const Plan& plan, const model::Scenario& scenario,
                                      model::Catalog& catalog, const RunOptions& options,
                                      std::vector<std::string>& notes) {
  SearchRows rows(catalog, scenario, plan, options);
  const Search& search = rows.search();
  notes.insert(notes.end(), rows.notes().begin(), rows.notes().end());
  std::optional<RecordedRows> recorded;
  if (auto file = recorded_file(options.recorded, "search"))
    recorded.emplace(std::move(*file), rows.columns());

  const bool front = search.goals.size() == 2;
  Section section;
  section.key = front ? "pareto_front" : "optimum";
  section.title = front ? "Trucks of which none is better in both" : "The best truck";
  section.grouped_by = "trim";
  for (std::size_t at = 0; at < rows.subjects().size(); ++at) {
    const SearchSubject& subject = *rows.subjects()[at];
    if (section.table.columns.empty()) section.table.columns = columns_of(search, subject);
    const auto add = [&](const std::string& truck, const FoundTruck& found) {
      section.table.rows.push_back(row_of(search, subject.planned(), truck, found));
    };
    const FoundTruck present{subject.told_as_it_is(), rows.as_it_is(at)};
    add("as it is", present);
    const Found found = found_for(rows, at, recorded);
    const auto told = told_of(search, found.all(), rows.trucks());
    for (std::size_t k = 0; k < told.size(); ++k)
      add(front                                      ? fmt::format("front {}", k + 1)
          : qualifies(search, told.front().outcomes) ? "best"
                                                     : "nearest",
          told[k]);
    notes.push_back(sentence_of(search, subject, found, told));
    const auto better = better_as_it_is(search, subject, present.outcomes, told);
    if (!better.empty()) notes.push_back(better);
  }
  if (recorded) recorded->finish();
  return {std::move(section)};
}

}  // namespace evpickup::study
