// SPDX-License-Identifier: Apache-2.0
#include "sensitivity_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "case_cells.hpp"
#include "evpickup/study/monte_carlo.hpp"
#include "evpickup/study/sensitivity.hpp"
#include "stream_head.hpp"

namespace evpickup::study {

namespace {

/// A plan of one truck alone.
Plan alone(const Plan& plan, std::size_t at) {
  Plan single;
  single.trucks = plan.trucks;
  single.cases = {plan.cases[at]};
  return single;
}

/// The inputs of one case by itself, in their order and taken for independent.
UncertainInputs inputs_of(const UncertainInputs& all, std::size_t at) {
  UncertainInputs own;
  own.of_case = {all.of_case[at]};
  auto& values = own.of_case.front();
  for (std::size_t input = 0; input < all.inputs.size(); ++input) {
    if (std::ranges::find(all.of_case[at], input, &DrawnValue::input) == all.of_case[at].end())
      continue;
    for (std::size_t k = 0; k < values.size(); ++k)
      if (all.of_case[at][k].input == input) values[k].input = own.inputs.size();
    own.inputs.push_back(all.inputs[input]);
  }
  return own;
}

/// One input at a time, around what each value is without draws.
TornadoDesign tornado_design(const UncertainInputs& inputs) {
  TornadoDesign design;
  design.low = tornado_low;
  design.high = tornado_high;
  design.base.assign(inputs.inputs.size(), 0.5);
  for (const auto& value : inputs.of_case.front())
    design.base[value.input] = std::clamp(cdf(value.distribution, value.base), 1e-9, 1.0 - 1e-9);
  return design;
}

AnyDesign design_of(const UncertainInputs& inputs, const model::Sensitivity& settings) {
  const auto seed = static_cast<std::uint64_t>(settings.seed);
  switch (settings.method) {
  case model::SensitivityMethod::morris:
    return sensitivity_design(SensitivityMethod::morris, inputs.inputs.size(),
                              static_cast<std::size_t>(settings.trajectories), seed);
  case model::SensitivityMethod::sobol:
    return sensitivity_design(SensitivityMethod::sobol, inputs.inputs.size(),
                              static_cast<std::size_t>(settings.samples), seed);
  case model::SensitivityMethod::tornado:
    break;
  }
  return tornado_design(inputs);
}

DrawRequest request_of(const Plan& plan, const model::Scenario& scenario,
                       const RunOptions& options) {
  DrawRequest request;
  request.outcomes = asked_or_usual(scenario.sensitivity->outcomes, plan, scenario.currency());
  request.threads = options.threads;
  request.values = true;
  return request;
}

}  // namespace

Eigen::ArrayXXd SensitivitySubject::shares(std::size_t first, std::size_t count) const {
  Eigen::ArrayXXd shares(static_cast<Eigen::Index>(count),
                         static_cast<Eigen::Index>(inputs.inputs.size()));
  std::visit([&](const auto& of) { fill_design(of, first, shares); }, design);
  return shares;
}

SensitivityRows::SensitivityRows(model::Catalog& catalog, model::Scenario ready, Plan plan,
                                 const RunOptions& options)
    : catalog_(&catalog),
      scenario_(std::move(ready)),
      options_(options),
      plan_(std::move(plan)),
      request_(request_of(plan_, scenario_, options)),
      evaluation_(request_, catalog, scenario_.currency()),
      drawn_(scenario_.currency(), catalog.exchange_rates()) {
  columns_ = {{"point", "point", "", 0, Better::neither}};
  for (const Column& column : case_columns()) columns_.push_back(column);
  figures_.first = columns_.size();
  for (const Column& column :
       outcome_columns(request_.outcomes, scenario_.currency(), "sensitivity.outcomes"))
    columns_.push_back(column);
  figures_.last = columns_.size();
  const UncertainInputs all = uncertain_inputs(plan_, scenario_.inputs);
  for (std::size_t at = 0; at < plan_.cases.size(); ++at) {
    if (!plan_.cases[at].vehicle->has_physics()) continue;
    auto subject = std::make_unique<SensitivitySubject>();
    subject->plan = alone(plan_, at);
    subject->inputs = inputs_of(all, at);
    subject->design = design_of(subject->inputs, *scenario_.sensitivity);
    subject->points =
        std::visit([](const auto& design) { return design_rows(design); }, subject->design);
    drawn_.add(subject->inputs.of_case.front());
    subjects_.push_back(std::move(subject));
  }
  for (const Column& column : drawn_.columns()) columns_.push_back(column);
}

std::size_t SensitivityRows::size() const {
  std::size_t rows = 0;
  for (const auto& subject : subjects_) rows += subject->points;
  return rows;
}

std::size_t SensitivityRows::at_a_time() { return subjects_.empty() ? 1 : evaluation(0).block(); }

std::vector<Column> SensitivityRows::outcomes() const {
  return {columns_.begin() + static_cast<std::ptrdiff_t>(figures_.first),
          columns_.begin() + static_cast<std::ptrdiff_t>(figures_.last)};
}

std::vector<std::vector<Cell>> SensitivityRows::rows_of(std::size_t subject, std::size_t first,
                                                        const DrawnOutcomes& drawn) const {
  std::vector<std::vector<Cell>> rows;
  const Eigen::ArrayXXd& values = drawn.values.front();
  for (Eigen::Index point = 0; point < values.rows(); ++point) {
    std::vector<Cell> row{static_cast<double>(first + static_cast<std::size_t>(point) + 1)};
    for (Cell& cell : case_cells(subjects_[subject]->planned())) row.push_back(std::move(cell));
    if (!drawn.of_case.empty())
      for (const double figure : drawn.of_case.front().row(point))
        row.push_back(std::isnan(figure) ? Cell() : Cell(figure));
    row.resize(figures_.last);
    for (Cell& cell : drawn_.cells(subject, values.row(point).matrix()))
      row.push_back(std::move(cell));
    rows.push_back(std::move(row));
  }
  return rows;
}

template <class Figures>
Eigen::ArrayXXd SensitivityRows::in_blocks(std::size_t subject, const Figures& figures) {
  const std::size_t points = subjects_[subject]->points;
  const auto tell = [&](std::size_t done) {
    if (options_.progress) options_.progress(done, points, "evaluations");
  };
  tell(0);
  Eigen::ArrayXXd all(static_cast<Eigen::Index>(points),
                      static_cast<Eigen::Index>(figures_.last - figures_.first));
  const std::size_t block = evaluation(subject).block();
  for (std::size_t first = 0; first < points; first += block) {
    const std::size_t count = std::min(block, points - first);
    all.middleRows(static_cast<Eigen::Index>(first), static_cast<Eigen::Index>(count)) =
        figures(first, count);
    tell(first + count);
  }
  return all;
}

Eigen::ArrayXXd SensitivityRows::figures_of(std::size_t subject) {
  return in_blocks(subject, [&](std::size_t first, std::size_t count) {
    return evaluation(subject).at(subjects_[subject]->shares(first, count)).of_case.front();
  });
}

Eigen::ArrayXXd SensitivityRows::figures_of(std::size_t subject, RecordedRows& recorded) {
  return in_blocks(subject, [&](std::size_t first, std::size_t count) {
    const SensitivitySubject& of = *subjects_[subject];
    const auto known =
        rows_of(subject, first, evaluation(subject).drawn_at(of.shares(first, count)));
    Eigen::ArrayXXd figures = recorded.figures(known, figures_);
    recorded.require_same(figures, some_rows(subject, first, count), figures_);
    return figures;
  });
}

ComputedRows SensitivityRows::some_rows(std::size_t subject, std::size_t first, std::size_t count) {
  const Eigen::ArrayXXd all = subjects_[subject]->shares(first, count);
  const auto stride = static_cast<Eigen::Index>(checked_stride);
  const Eigen::ArrayXXd some = all(Eigen::seq(Eigen::Index{0}, all.rows() - 1, stride), Eigen::all);
  // Numbers of points do not matter, only what is computed there.
  ComputedRows again{{}, rows_of(subject, first, evaluation(subject).at(some))};
  for (std::size_t k = 0; k < again.rows.size(); ++k) again.numbers.push_back(k * checked_stride);
  return again;
}

std::vector<std::vector<Cell>> SensitivityRows::rows(std::size_t first, std::size_t last) {
  std::vector<std::vector<Cell>> rows;
  std::size_t before = 0;
  for (std::size_t subject = 0; subject < subjects_.size(); ++subject) {
    const std::size_t points = subjects_[subject]->points;
    const std::size_t from = std::max(first, before) - before;
    const std::size_t to = std::min(last, before + points) - std::min(last, before);
    before += points;
    if (from >= to) continue;
    const auto drawn = evaluation(subject).at(subjects_[subject]->shares(from, to - from));
    for (auto& row : rows_of(subject, from, drawn)) rows.push_back(std::move(row));
  }
  return rows;
}

std::string SensitivityRows::how() const {
  const model::Sensitivity& settings = *scenario_.sensitivity;
  switch (settings.method) {
  case model::SensitivityMethod::morris:
    return fmt::format("Sensitivity: {} points by Morris's screening, seed {}.", size(),
                       settings.seed);
  case model::SensitivityMethod::sobol:
    return fmt::format("Sensitivity: {} points by Sobol's indices, seed {}.", size(),
                       settings.seed);
  case model::SensitivityMethod::tornado:
    break;
  }
  return fmt::format("Sensitivity: {} points, one input at a time.", size());
}

void SensitivityRows::finish(Results& results) const {
  tell_of_study(results, plan_, scenario_, *catalog_, options_);
  results.notes.push_back(how());
}

}  // namespace evpickup::study
