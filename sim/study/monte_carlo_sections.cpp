// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "case_cells.hpp"
#include "evpickup/base/parallel.hpp"
#include "evpickup/base/statistics.hpp"
#include "evpickup/study/monte_carlo.hpp"

namespace evpickup::study {

namespace {

/// Percentiles that people see, and those for data files.
constexpr std::array told_percentiles{10, 50, 90};
constexpr std::array other_percentiles{5, 25, 75, 95};
constexpr std::size_t histogram_bins = 40;
/// Ends of a histogram, as shares: the tails beyond are counted beside it.
constexpr double histogram_from = 0.001;
constexpr double histogram_to = 0.999;

/// Draws that have a figure, with their weights.
struct Known {
  std::vector<double> values;
  std::vector<double> weights;
};

Known known(const CaseSample& at, std::size_t outcome) {
  Known result;
  const auto& values = at.outcomes[outcome];
  result.values.reserve(values.size());
  result.weights.reserve(at.weights.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    result.values.push_back(values[i]);
    if (!at.weights.empty()) result.weights.push_back(at.weights[i]);
  }
  return result;
}

/// Vehicle, trim and market; a narrow page keeps the truck.
std::vector<Column> truck_columns() {
  auto columns = case_columns();
  columns[0].keep = columns[1].keep = true;
  return columns;
}

Column in_unit(std::string key, std::string label) {
  Column column{std::move(key), std::move(label), "", 2};
  column.unit_in_row = true;
  return column;
}

/// What the draws of a truck give of an outcome: a row of percentiles, and those of a histogram.
/// Nothing where hardly a draw has a figure.
struct Given {
  std::vector<Cell> percentiles;
  std::vector<std::vector<Cell>> bins;
};

std::vector<Cell> percentile_row(const PlannedCase& planned, const Known& draws,
                                 const base::SortedSample& sorted) {
  auto row = case_cells(planned);
  for (const int p : told_percentiles) row.emplace_back(base::percentile(sorted, p / 100.0));
  row.emplace_back(base::standard_error_of_percentile(sorted, 0.5));
  row.emplace_back(sorted.effective_size);
  for (const int p : other_percentiles) row.emplace_back(base::percentile(sorted, p / 100.0));
  row.emplace_back(base::weighted_mean(draws.values, draws.weights));
  row.emplace_back(base::weighted_standard_deviation(draws.values, draws.weights));
  return row;
}

std::vector<std::vector<Cell>> bin_rows(const PlannedCase& planned, const Column& outcome,
                                        const Known& draws, const base::SortedSample& sorted) {
  const double low = base::percentile(sorted, histogram_from);
  const double high = base::percentile(sorted, histogram_to);
  if (!(low < high)) return {};
  const auto histogram = base::histogram(draws.values, draws.weights, low, high, histogram_bins);
  double total = histogram.below + histogram.above;
  for (const double weight : histogram.weights) total += weight;
  std::vector<std::vector<Cell>> rows;
  for (std::size_t bin = 0; bin < histogram_bins; ++bin) {
    const double width = (high - low) / static_cast<double>(histogram_bins);
    auto row = case_cells(planned);
    row.emplace_back(outcome.key);
    row.emplace_back(outcome.unit);
    row.emplace_back(low + static_cast<double>(bin) * width);
    row.emplace_back(low + static_cast<double>(bin + 1) * width);
    row.emplace_back(100.0 * histogram.weights[bin] / total);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Of each truck and, within it, each outcome: most of the work is to sort the draws.
std::vector<Given> all_given(const Plan& plan, const MonteCarloSample& sample, int threads) {
  const std::size_t outcomes = sample.outcomes.size();
  std::vector<Given> given(plan.cases.size() * outcomes);
  base::for_each_block(given.size(), 1, threads, [&](std::size_t at, std::size_t) {
    const PlannedCase& planned = plan.cases[at / outcomes];
    const Known draws = known(sample.of_case[at / outcomes], at % outcomes);
    if (draws.values.size() < 2) return;
    const auto sorted = base::sorted_sample(draws.values, draws.weights);
    given[at] = {percentile_row(planned, draws, sorted),
                 bin_rows(planned, sample.outcomes[at % outcomes], draws, sorted)};
  });
  return given;
}

/// Percentiles of one outcome, a row for each truck.
Section percentile_section(const Column& outcome) {
  const auto number = [&](std::string key, std::string label) {
    return Column{std::move(key), std::move(label), outcome.unit, outcome.decimals};
  };
  Section section;
  section.key = "monte_carlo_" + outcome.key;
  section.title = fmt::format("What the draws give: {}", outcome.label);
  auto& columns = section.table.columns;
  columns = truck_columns();
  for (const int p : told_percentiles)
    columns.push_back(number(fmt::format("p{:02}", p), fmt::format("{} %", p)));
  columns.push_back(number("error_p50", "error of 50 %"));
  columns.back().decimals += 1;
  columns.push_back({"effective_draws", "draws", "", 0});
  section.shown_columns = columns.size();
  for (const int p : other_percentiles)
    columns.push_back(number(fmt::format("p{:02}", p), fmt::format("{} %", p)));
  columns.push_back(number("mean", "mean"));
  columns.push_back(number("standard_deviation", "deviation"));
  return section;
}

/// Weights of two trucks' draws together.
std::vector<double> joint_weights(const CaseSample& a, const CaseSample& b) {
  std::vector<double> joint = a.weights;
  for (std::size_t i = 0; i < joint.size(); ++i) joint[i] *= b.weights[i];
  return joint;
}

/// How often truck a is better than truck b in outcome k; NaN where no draw has both figures.
struct Win {
  double probability = 0.0;
  double error = 0.0;
};
Win win(const MonteCarloSample& sample, std::size_t a, std::size_t b, std::size_t k) {
  std::vector<double> first, second, weights;
  const CaseSample& left = sample.of_case[a];
  const CaseSample& right = sample.of_case[b];
  const auto joint = joint_weights(left, right);
  first.reserve(left.outcomes[k].size());
  second.reserve(left.outcomes[k].size());
  weights.reserve(joint.size());
  for (std::size_t i = 0; i < left.outcomes[k].size(); ++i) {
    if (std::isnan(left.outcomes[k][i]) || std::isnan(right.outcomes[k][i])) continue;
    first.push_back(left.outcomes[k][i]);
    second.push_back(right.outcomes[k][i]);
    if (!joint.empty()) weights.push_back(joint[i]);
  }
  if (first.empty() || base::effective_sample_size(first.size(), weights) == 0.0)
    return {std::nan(""), std::nan("")};
  const bool lower = sample.outcomes[k].better == Better::lower;
  const double probability = lower ? base::probability_less(first, second, weights)
                                   : base::probability_less(second, first, weights);
  return {probability, base::standard_error_of_probability(
                           probability, base::effective_sample_size(first.size(), weights))};
}

bool has_order(const Column& outcome) { return outcome.better != Better::neither; }

std::string name_of(const PlannedCase& planned) {
  return planned.vehicle->key() + (planned.market ? "@" + planned.market->id : "");
}

/// Chances against the baseline for people, and of all pairs for data files.
std::vector<Section> win_sections(const Plan& plan, const MonteCarloSample& sample) {
  std::vector<Section> sections;
  const auto row_of = [&](std::size_t a, std::size_t b, std::size_t k) {
    const Win chance = win(sample, a, b, k);
    auto row = case_cells(plan.cases[a]);
    row.emplace_back(name_of(plan.cases[b]));
    row.emplace_back(sample.outcomes[k].label);
    row.push_back(std::isnan(chance.probability) ? Cell() : Cell(100.0 * chance.probability));
    row.push_back(std::isnan(chance.error) ? Cell() : Cell(100.0 * chance.error));
    return row;
  };
  auto columns = truck_columns();
  columns.push_back({"against", "against", "", 0});
  columns.push_back({"outcome", "outcome", "", 0, Better::neither, false, true});
  columns.push_back({"probability_percent", "chance", "%", 1, Better::neither, false, true});
  columns.push_back({"error_percent", "error", "%", 1});

  if (plan.baseline >= 0) {
    Section section;
    section.key = "monte_carlo_against_baseline";
    section.title = "How likely a truck beats the baseline";
    section.table.columns = columns;
    const auto baseline = static_cast<std::size_t>(plan.baseline);
    for (std::size_t a = 0; a < plan.cases.size(); ++a)
      for (std::size_t k = 0; k < sample.outcomes.size(); ++k)
        if (a != baseline && has_order(sample.outcomes[k]))
          section.table.rows.push_back(row_of(a, baseline, k));
    if (!section.table.rows.empty()) sections.push_back(std::move(section));
  }
  Section pairs;
  pairs.key = "monte_carlo_pairs";
  pairs.title = "How likely one truck beats another";
  pairs.data_only = true;
  pairs.table.columns = columns;
  for (std::size_t a = 0; a < plan.cases.size(); ++a)
    for (std::size_t b = a + 1; b < plan.cases.size(); ++b)
      for (std::size_t k = 0; k < sample.outcomes.size(); ++k)
        if (has_order(sample.outcomes[k])) pairs.table.rows.push_back(row_of(a, b, k));
  if (!pairs.table.rows.empty()) sections.push_back(std::move(pairs));
  return sections;
}

Section histogram_section() {
  Section section;
  section.key = "monte_carlo_histogram";
  section.title = "Histograms of the draws";
  section.data_only = true;
  section.table.columns = truck_columns();
  section.table.columns.push_back({"outcome", "outcome", "", 0});
  section.table.columns.push_back({"unit", "unit", "", 0});
  section.table.columns.push_back(in_unit("from", "from"));
  section.table.columns.push_back(in_unit("to", "to"));
  section.table.columns.push_back({"share_percent", "share", "%", 3});
  return section;
}

/// Inputs with the ends of what is drawn.
Section input_section(const Plan& plan, const MonteCarloSample& sample) {
  Section section;
  section.key = "monte_carlo_inputs";
  section.title = "Inputs that were drawn";
  section.data_only = true;
  section.table.columns = {{"input", "input", "", 0}, {"truck", "truck", "", 0},
                           {"p10", "10 %", "", 0},    {"p50", "50 %", "", 0},
                           {"p90", "90 %", "", 0},    {"reason", "drawn because", "", 0}};
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    for (const auto& value : sample.inputs.of_case[i]) {
      const auto& input = sample.inputs.inputs[value.input];
      std::vector<Cell> row{input.name, name_of(plan.cases[i])};
      for (const double share : {0.1, 0.5, 0.9})
        row.emplace_back(
            units::format({quantile(value.distribution, share), value.currency}, value.kind));
      row.emplace_back(input.reason);
      section.table.rows.push_back(std::move(row));
    }
  }
  return section;
}

}  // namespace

std::vector<Section> monte_carlo_sections(const Plan& plan, const MonteCarloSample& sample,
                                          int threads) {
  const std::size_t outcomes = sample.outcomes.size();
  auto given = all_given(plan, sample, threads);
  std::vector<Section> sections;
  for (const Column& outcome : sample.outcomes) sections.push_back(percentile_section(outcome));
  Section histograms = histogram_section();
  for (std::size_t at = 0; at < given.size(); ++at) {
    if (given[at].percentiles.empty()) continue;
    sections[at % outcomes].table.rows.push_back(std::move(given[at].percentiles));
    std::ranges::move(given[at].bins, std::back_inserter(histograms.table.rows));
  }
  std::erase_if(sections, [](const Section& section) { return section.table.rows.empty(); });
  if (sections.empty()) return sections;
  sections.back().remarks.emplace_back(
      "In 80 % of the draws a figure lies between 10 % and 90 %. The error is that of the number "
      "of draws; draws: how many equal ones the weighted ones are worth.");
  for (auto& section : win_sections(plan, sample)) sections.push_back(std::move(section));
  sections.push_back(std::move(histograms));
  sections.push_back(input_section(plan, sample));
  return sections;
}

std::vector<std::string> monte_carlo_notes(const Plan& plan, const model::Scenario& scenario,
                                           const MonteCarloSample& sample) {
  const model::MonteCarlo& settings = *scenario.monte_carlo;
  std::vector<std::string> notes;
  notes.push_back(drawn_how(scenario, sample.inputs));
  if (scenario.mode == model::Mode::anchored)
    notes.back() += " Draws are weighted by how well they meet the truck's rating.";
  if (!sample.screening_refusal.empty()) {
    notes.push_back(sample.screening_refusal + ": all draws are exact.");
  } else if (sample.checked_draws > 0) {
    notes.push_back(
        fmt::format("Screening: read from polynomials fitted to {} exact draws, but for {} draws "
                    "from tails where they do not hold; largest error {:.2g} % of a figure's mean "
                    "over {} draws that were computed both ways.",
                    sample.fitted_draws, sample.exact_draws, 100.0 * sample.screening_error,
                    sample.checked_draws));
  }
  /// Effective draws below which percentiles of the tails say little.
  constexpr double few_draws = 200.0;
  for (std::size_t i = 0; i < plan.cases.size(); ++i) {
    const CaseSample& at = sample.of_case[i];
    const double effective =
        base::effective_sample_size(static_cast<std::size_t>(settings.samples), at.weights);
    if (!at.weights.empty() && effective < few_draws)
      notes.push_back(fmt::format(
          "{}: its rating fits few of the draws; they count as {:.0f}. More samples help.",
          name_of(plan.cases[i]), effective));
    for (std::size_t k = 0; k < sample.outcomes.size(); ++k) {
      const auto missing =
          std::ranges::count_if(at.outcomes[k], [](double value) { return std::isnan(value); });
      if (missing == settings.samples)
        notes.push_back(fmt::format("{}: no draw has a figure for \"{}\".", name_of(plan.cases[i]),
                                    sample.outcomes[k].label));
      if (missing > 0 && missing < settings.samples)
        notes.push_back(fmt::format("{}: {} of the draws have no {}; they are left out.",
                                    name_of(plan.cases[i]), missing, sample.outcomes[k].label));
    }
  }
  return notes;
}

}  // namespace evpickup::study
