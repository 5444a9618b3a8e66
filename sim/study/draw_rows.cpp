// SPDX-License-Identifier: Apache-2.0
#include "draw_rows.hpp"

#include <cmath>
#include <utility>

#include "case_cells.hpp"
#include "stream_head.hpp"

namespace evpickup::study {

namespace {

DrawRequest with_values(DrawRequest request) {
  request.values = true;
  return request;
}

/// Weights of each case; none of an answer without outcomes.
std::vector<Eigen::ArrayXd> weights_of(const DrawnOutcomes& drawn) {
  std::vector<Eigen::ArrayXd> weights;
  for (std::size_t i = 0; i < drawn.of_case.size(); ++i) weights.push_back(drawn.weights(i));
  return weights;
}

}  // namespace

DrawRows::DrawRows(model::Catalog& catalog, model::Scenario ready, Plan plan,
                   const RunOptions& options)
    : catalog_(&catalog),
      scenario_(std::move(ready)),
      options_(options),
      plan_(std::move(plan)),
      request_(with_values(draw_request(plan_, scenario_, options))),
      inputs_(uncertain_inputs(plan_, scenario_.inputs)),
      source_(inputs_, scenario_.monte_carlo->sampling, scenario_.monte_carlo->seed),
      evaluation_(plan_, inputs_, request_, catalog, scenario_.currency()),
      drawn_(scenario_.currency(), catalog.exchange_rates()) {
  columns_ = {{"draw", "draw", "", 0, Better::neither}};
  for (const Column& column : case_columns()) columns_.push_back(column);
  figures_.first = columns_.size();
  if (request_.weigh) columns_.push_back({"weight", "weight", "", 6, Better::neither});
  for (const Column& column :
       outcome_columns(request_.outcomes, scenario_.currency(), "monte_carlo.outcomes"))
    columns_.push_back(column);
  figures_.last = columns_.size();
  for (const auto& values : inputs_.of_case) drawn_.add(values);
  for (const Column& column : drawn_.columns()) columns_.push_back(column);
}

Eigen::ArrayXXd DrawRows::shares(std::size_t first, std::size_t last) const {
  const std::size_t cases = plan_.cases.size();
  const std::size_t from = first / cases;
  return source_.block(from, (last + cases - 1) / cases - from, options_.threads);
}

std::vector<Cell> DrawRows::row_of(const DrawnOutcomes& drawn,
                                   const std::vector<Eigen::ArrayXd>& weights, std::size_t at,
                                   std::size_t number, std::size_t i) const {
  const auto draw = static_cast<Eigen::Index>(at);
  std::vector<Cell> row{static_cast<double>(number + 1)};
  for (Cell& cell : case_cells(plan_.cases[i])) row.push_back(std::move(cell));
  if (!weights.empty()) {
    if (request_.weigh) row.emplace_back(weights[i](draw));
    for (const double figure : drawn.of_case[i].row(draw))
      row.push_back(std::isnan(figure) ? Cell() : Cell(figure));
  }
  row.resize(figures_.last);
  for (Cell& cell : drawn_.cells(i, drawn.values[i].row(draw).matrix()))
    row.push_back(std::move(cell));
  return row;
}

std::vector<std::vector<Cell>> DrawRows::rows_of(const DrawnOutcomes& drawn, std::size_t first,
                                                 std::size_t last) const {
  const std::size_t cases = plan_.cases.size();
  const auto weights = weights_of(drawn);
  std::vector<std::vector<Cell>> rows;
  rows.reserve(last - first);
  for (std::size_t at = first; at < last; ++at)
    rows.push_back(row_of(drawn, weights, at / cases - first / cases, at / cases, at % cases));
  return rows;
}

ComputedRows DrawRows::some_rows(std::size_t first, std::size_t last) {
  const std::size_t cases = plan_.cases.size();
  const Eigen::ArrayXXd all = shares(first, last);
  const auto stride = static_cast<Eigen::Index>(checked_stride);
  const auto drawn =
      evaluation_.at(all(Eigen::seq(Eigen::Index{0}, all.rows() - 1, stride), Eigen::all));
  const auto weights = weights_of(drawn);
  ComputedRows some;
  for (std::size_t k = 0; k * checked_stride < static_cast<std::size_t>(all.rows()); ++k)
    for (std::size_t i = 0; i < cases; ++i) {
      const std::size_t draw = k * checked_stride;
      some.numbers.push_back(draw * cases + i);
      some.rows.push_back(row_of(drawn, weights, k, first / cases + draw, i));
    }
  return some;
}

std::vector<std::vector<Cell>> DrawRows::rows(std::size_t first, std::size_t last) {
  return rows_of(evaluation_.at(shares(first, last)), first, last);
}

std::vector<std::vector<Cell>> DrawRows::known_rows(std::size_t first, std::size_t last) {
  return rows_of(evaluation_.drawn_at(shares(first, last)), first, last);
}

void DrawRows::finish(Results& results) const {
  tell_of_study(results, plan_, scenario_, *catalog_, options_);
  results.notes.push_back(how());
}

}  // namespace evpickup::study
