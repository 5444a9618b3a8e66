// SPDX-License-Identifier: Apache-2.0
#include "answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "case_cells.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/spec/table.hpp"
#include "evpickup/study/basis.hpp"
#include "evpickup/study/metrics.hpp"
#include "run_notes.hpp"

namespace evpickup::study {

namespace {

/// Markets of which a sentence speaks; of more it tells the first ones.
constexpr std::size_t most_markets = 3;

/// "the Radar RD6 86 kWh RWD".
std::string the_truck(const PageInput& input, std::size_t at) {
  const auto& vehicle = *input.plan.cases[at].vehicle;
  return fmt::format("the {} {}", vehicle.model, vehicle.name);
}

/// "the United States", "China".
std::string place_name(const PageInput& input, std::size_t at) {
  const auto& market = input.plan.cases[at].market;
  if (!market) return {};
  return (market->name.starts_with("United") ? "the " : "") + market->name;
}

/// A figure of the table by which cases are ranked.
struct Figure {
  std::size_t column = 0;
  const Column* told = nullptr;

  [[nodiscard]] std::optional<double> of(const PageInput& input, std::size_t at) const {
    return number_of(input.results.table.rows[at][column]);
  }
  [[nodiscard]] std::string text(double value) const {
    return fmt::format("{} {}", base::grouped(value, told->decimals), told->unit);
  }
  /// The better of two values.
  [[nodiscard]] bool better(double one, double other) const {
    return told->better == Better::lower ? one < other : one > other;
  }
};

std::optional<Figure> figure_named(const PageInput& input, std::string_view key) {
  const Column* column = column_named(input, key);
  if (column == nullptr) return std::nullopt;
  const Figure figure{input.results.table.index(column->key), column};
  for (std::size_t i = 0; i < input.results.table.rows.size(); ++i)
    if (figure.of(input, i)) return figure;
  return std::nullopt;
}

std::optional<Figure> cost_figure(const PageInput& input) {
  for (const auto& column : input.results.table.columns)
    if (is_cost_by_distance(column)) return figure_named(input, column.key);
  return std::nullopt;
}

/// Cases with the figure, the best first.
std::vector<std::size_t> ranked(const PageInput& input, const Figure& figure,
                                std::vector<std::size_t> cases) {
  std::erase_if(cases, [&](std::size_t at) { return !figure.of(input, at); });
  std::ranges::stable_sort(cases, [&](std::size_t a, std::size_t b) {
    return figure.better(*figure.of(input, a), *figure.of(input, b));
  });
  return cases;
}

/// Cases of each market, in the order of the plan.
std::vector<std::vector<std::size_t>> by_market(const PageInput& input) {
  std::vector<std::pair<std::string, std::vector<std::size_t>>> markets;
  for (std::size_t i = 0; i < input.plan.cases.size(); ++i) {
    const auto& market = input.plan.cases[i].market;
    const std::string id = market ? market->id : "";
    auto found = std::ranges::find(markets, id, [](const auto& entry) { return entry.first; });
    if (found == markets.end()) found = markets.insert(markets.end(), {id, {}});
    found->second.push_back(i);
  }
  std::vector<std::vector<std::size_t>> cases;
  for (auto& [id, list] : markets) cases.push_back(std::move(list));
  return cases;
}

/// How sure a lead is, where draws tell it: "; in 93 % of the draws it is ahead of it".
std::string chance_of_lead(const PageInput& input, const Figure& figure, std::size_t best,
                           std::size_t next) {
  const Section* pairs = section_named(input.results, "monte_carlo_pairs");
  if (pairs == nullptr) return {};
  const auto reference = [&](std::size_t at) {
    const auto& planned = input.plan.cases[at];
    return planned.vehicle->key() + (planned.market ? "@" + planned.market->id : "");
  };
  for (const auto& row : pairs->table.rows) {
    if (text_of(row[pairs->table.index("outcome")]) != figure.told->label) continue;
    const auto one = case_of_row(input.plan, row);
    const std::string other = text_of(row[pairs->table.index("against")]);
    const auto chance = number_of(row[pairs->table.index("probability_percent")]);
    if (!one || !chance) continue;
    if (*one == best && other == reference(next))
      return fmt::format(", and ahead of it in {:.0f} % of the draws", *chance);
    if (*one == next && other == reference(best))
      return fmt::format(", and ahead of it in {:.0f} % of the draws", 100.0 - *chance);
  }
  return {};
}

/// "7 % less than the next, the Radar RD6 86 kWh RWD"; nothing without a second one.
std::string lead(const PageInput& input, const Figure& figure,
                 const std::vector<std::size_t>& order) {
  if (order.size() < 2) return {};
  const double best = *figure.of(input, order[0]);
  const double next = *figure.of(input, order[1]);
  const bool less = figure.told->better == Better::lower;
  const double percent = 100.0 * std::abs(best - next) / std::abs(next);
  const std::string sure = chance_of_lead(input, figure, order[0], order[1]);
  if (percent < 0.05) return fmt::format(", as {} does{}", the_truck(input, order[1]), sure);
  return fmt::format(", {:.{}f} % {} than the next, {}{}", percent, percent < 1.0 ? 1 : 0,
                     less ? "less" : "more", the_truck(input, order[1]), sure);
}

/// Where 80 % of the draws lie: " (80 % of the draws: 0.24 to 0.29)".
std::string interval(const PageInput& input, const Figure& figure, std::size_t at) {
  const Section* section = section_named(input.results, "monte_carlo_" + figure.told->key);
  if (section == nullptr) return {};
  for (const auto& row : section->table.rows) {
    if (case_of_row(input.plan, row) != at) continue;
    const auto low = number_of(row[section->table.index("p10")]);
    const auto high = number_of(row[section->table.index("p90")]);
    if (low && high)
      return fmt::format(" (80 % of the draws: {} to {})",
                         base::grouped(*low, figure.told->decimals), figure.text(*high));
  }
  return {};
}

std::optional<std::string> cost_sentence(const PageInput& input) {
  const auto cost = cost_figure(input);
  if (!cost) return std::nullopt;
  std::string text;
  std::size_t told = 0;
  for (const auto& cases : by_market(input)) {
    const auto order = ranked(input, *cost, cases);
    if (order.empty() || told == most_markets) continue;
    const std::string where = place_name(input, order[0]);
    text +=
        fmt::format("{}{}{} costs {}{}{}{}", told == 0 ? "" : "; ",
                    where.empty() ? "" : fmt::format("in {} ", where), the_truck(input, order[0]),
                    order.size() > 1 ? "least, " : "", cost->text(*cost->of(input, order[0])),
                    interval(input, *cost, order[0]), lead(input, *cost, order));
    ++told;
  }
  if (text.empty()) return std::nullopt;
  return base::capitalised(text) + ".";
}

std::optional<std::string> range_sentence(const PageInput& input) {
  const auto range = figure_named(input, "range_km");
  if (!range) return std::nullopt;
  const auto order = ranked(input, *range, distinct_trucks(input.plan));
  if (order.empty() || *range->of(input, order[0]) <= 0.0) return std::nullopt;
  return fmt::format("On the scenario's duty, {} goes {}{}{}{}.", the_truck(input, order[0]),
                     order.size() > 1 ? "farthest, " : "", range->text(*range->of(input, order[0])),
                     interval(input, *range, order[0]), lead(input, *range, order));
}

/// What the first truck's figures hang on, from a sensitivity study.
std::optional<std::string> sensitivity_sentence(const PageInput& input) {
  constexpr std::string_view prefix = "sensitivity_";
  std::string text;
  for (const auto& section : input.results.sections) {
    if (!section.key.starts_with(prefix) || section.table.rows.empty()) continue;
    const auto& rows = section.table.rows;
    const Column* outcome = column_named(input, section.key.substr(prefix.size()));
    const auto at = case_of_row(input.plan, rows[0]);
    if (outcome == nullptr || !at) continue;
    const std::size_t name = section.table.index("input");
    std::string inputs = plain_name(text_of(rows[0][name]));
    if (rows.size() > 1 && case_of_row(input.plan, rows[1]) == at)
      inputs += " and " + plain_name(text_of(rows[1][name]));
    text += text.empty() ? fmt::format("For {}, {} hangs most on {}", the_truck(input, *at),
                                       figure_name(*outcome), inputs)
                         : fmt::format(", {} on {}", figure_name(*outcome), inputs);
  }
  if (text.empty()) return std::nullopt;
  return text + ".";
}

/// From where to where a front runs.
std::optional<std::string> front_sentence(const PageInput& input) {
  const auto charts = front_chart(input);
  if (charts.empty()) return std::nullopt;
  const Table& table = charts.front().table;
  std::vector<const std::vector<Cell>*> front;
  for (const auto& row : table.rows)
    if (text_of(row[1]) != "as it is") front.push_back(&row);
  if (front.empty()) return std::nullopt;
  const auto value = [&](const std::vector<Cell>& row, std::size_t column) {
    const Column& told = table.columns[column];
    return fmt::format("{} {}", base::grouped(number_of(row[column]).value_or(0.0), told.decimals),
                       told.unit);
  };
  return fmt::format(
      "The trucks of which none is better in both run from {} with {} to {} with {}.",
      value(*front.front(), 2), value(*front.front(), 3), value(*front.back(), 2),
      value(*front.back(), 3));
}

/// Least cost and longest range of a sweep, of the cases that keep to the speed trace if there are
/// any; says which were better and do not.
std::vector<std::string> sweep_sentences(const PageInput& input) {
  std::vector<std::size_t> all(input.plan.cases.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  const auto missed = [&](std::size_t at) { return missed_share(input, at); };
  const auto falls_behind = [&](std::size_t at) { return missed(at) > missed_worth_telling; };
  const auto place = [&](std::size_t at) {
    return fmt::format("{} at {}", the_truck(input, at),
                       axis_values(input.plan, input.plan.cases[at]));
  };
  std::vector<std::string> sentences;
  const auto tell = [&](const std::optional<Figure>& figure, std::string_view what) {
    if (!figure) return;
    const auto order = ranked(input, *figure, all);
    if (order.empty()) return;
    const auto kept = std::ranges::find_if_not(order, falls_behind);
    const std::size_t best = kept != order.end() ? *kept : order[0];
    std::string sentence = fmt::format("{} of the sweep: {} with {}", what,
                                       figure->text(*figure->of(input, best)), place(best));
    if (falls_behind(best)) {
      sentence += fmt::format(", where it is slower than the speed trace for {:.1f} % of the time",
                              100.0 * missed(best));
    } else if (best != order[0]) {
      sentence += fmt::format("; {} has {}, but is slower than the speed trace for {:.1f} % of the "
                              "time",
                              place(order[0]), figure->text(*figure->of(input, order[0])),
                              100.0 * missed(order[0]));
    }
    sentences.push_back(sentence + ".");
  };
  tell(cost_figure(input), "Least cost per distance");
  tell(figure_named(input, "range_km"), "Longest range");
  return sentences;
}

/// How many values of a truck a rule or a file estimates.
double number_of_estimates(const model::Vehicle& vehicle) {
  int number = 0;
  spec::visit_leaves(vehicle, "", [&](const spec::Leaf& leaf) {
    if (leaf.origin->how == spec::How::estimated && !leaf.path.starts_with("correction.")) ++number;
  });
  return number;
}

/// The ranking by cost per distance within each market, or by range where nothing has a cost.
void add_ranking(Answer& answer, const PageInput& input) {
  const auto cost = cost_figure(input);
  const auto range = figure_named(input, "range_km");
  const auto figure = cost ? cost : range;
  if (!figure || input.plan.cases.size() < 2) return;
  const auto markets = by_market(input);
  const bool several = markets.size() > 1;
  answer.ranking_title =
      fmt::format("Ranking by {}{}", figure_name(*figure->told), several ? ", in each market" : "");

  Table& table = answer.ranking;
  table.columns = {{"rank", "rank", "", 0}, {"truck", "truck", "", 0}};
  if (several) table.columns.push_back({"market", "market", "", 0});
  const auto add_figure = [&](const Figure& told) {
    table.columns.push_back(*told.told);
    table.columns.back().label = figure_name(*told.told);
    table.columns.back().better = Better::neither;
  };
  add_figure(*figure);
  table.columns.push_back({"to_next_percent", "lead over the next", "%", 1});
  const Section* draws = section_named(input.results, "monte_carlo_" + figure->told->key);
  if (draws != nullptr)
    for (const char* key : {"p10", "p90"}) {
      table.columns.push_back(draws->table.columns[draws->table.index(key)]);
      table.columns.back().label += " of draws";
    }
  if (cost && range) add_figure(*range);
  table.columns.push_back({"estimates", "estimated inputs", "", 0});

  for (const auto& cases : markets) {
    const auto order = ranked(input, *figure, cases);
    for (std::size_t i = 0; i < order.size(); ++i) {
      const double own = *figure->of(input, order[i]);
      std::vector<Cell> row{static_cast<double>(i + 1), energy_name(input.plan, order[i])};
      if (several)
        row.emplace_back(input.plan.cases[order[i]].market ? input.plan.cases[order[i]].market->name
                                                           : std::string{});
      row.emplace_back(own);
      row.push_back(i + 1 < order.size()
                        ? Cell(100.0 * std::abs(*figure->of(input, order[i + 1]) - own) /
                               std::abs(*figure->of(input, order[i + 1])))
                        : Cell());
      if (draws != nullptr) {
        const auto found = std::ranges::find_if(draws->table.rows, [&](const auto& drawn) {
          return case_of_row(input.plan, drawn) == order[i];
        });
        for (const char* key : {"p10", "p90"})
          row.push_back(found != draws->table.rows.end() ? (*found)[draws->table.index(key)]
                                                         : Cell());
      }
      if (cost && range) row.push_back(input.results.table.rows[order[i]][range->column]);
      row.emplace_back(number_of_estimates(*input.plan.cases[order[i]].vehicle));
      table.rows.push_back(std::move(row));
    }
  }
}

}  // namespace

Answer answer_of(const PageInput& input) {
  Answer answer;
  if (!input.plan.axes.empty()) {
    answer.sentences = sweep_sentences(input);
    return answer;
  }
  const auto add = [&](const std::optional<std::string>& sentence) {
    if (sentence && answer.sentences.size() < 2) answer.sentences.push_back(*sentence);
  };
  add(front_sentence(input));
  add(cost_sentence(input));
  add(sensitivity_sentence(input));
  add(range_sentence(input));
  add_ranking(answer, input);
  return answer;
}

}  // namespace evpickup::study
