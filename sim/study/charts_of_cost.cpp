// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "evpickup/cost/metrics.hpp"
#include "page.hpp"

/// Charts of money.
namespace evpickup::study {

namespace {

/// Cases with a cost per distance, in the order of the plan.
std::vector<std::size_t> priced_cases(const PageInput& input) {
  std::vector<std::size_t> cases;
  for (std::size_t i = 0; i < input.plan.cases.size(); ++i)
    if (input.cost[i] && input.cost[i]->per_distance) cases.push_back(i);
  return cases;
}

/// The first columns of cost_by_group: vehicle, trim, market.
constexpr std::size_t name_columns = 3;

double number_or_zero(const Cell& cell) { return number_of(cell).value_or(0.0); }

/// The row of a case in a table that begins with vehicle, trim and market.
const std::vector<Cell>* row_of(const Plan& plan, const Table& table, std::size_t at) {
  for (const auto& row : table.rows)
    if (case_of_row(plan, row) == at) return &row;
  return nullptr;
}

}  // namespace

Charts cost_chart(const PageInput& input) {
  const Section* groups = section_named(input.results, "cost_by_group");
  if (!input.plan.axes.empty() || groups == nullptr) return {};
  const auto cases = priced_cases(input);
  if (cases.empty()) return {};
  const auto names = case_names(input.plan);

  Chart chart;
  chart.key = "cost_per_distance";
  chart.title = "What a kilometre costs";
  chart.note = "Net present value of all years over the discounted distance, by group of items. "
               "What the truck is worth at the end stands left of zero; the mark is the total.";
  chart.kind = ChartKind::stacked_bars;
  chart.measure = "cost per distance";
  const std::string unit = fmt::format("{}/km", input.scenario.currency().code());
  chart.table.columns = {{"truck", "truck", "", 0}};
  for (std::size_t c = name_columns; c < groups->table.columns.size(); ++c) {
    const Column& group = groups->table.columns[c];
    std::string label = group.label;
    label[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(label[0])));
    chart.table.columns.push_back(
        {group.key + "_per_km", std::move(label), unit, 3, Better::lower});
  }
  for (const std::size_t at : cases) {
    const auto* row = row_of(input.plan, groups->table, at);
    const double npv = input.cost[at]->npv.amount;
    if (row == nullptr || npv == 0.0) continue;
    const double per_km = 1e3 * input.cost[at]->per_distance->amount_per_si;
    std::vector<Cell> cells{names[at]};
    for (std::size_t c = name_columns; c < row->size(); ++c)
      cells.emplace_back(number_or_zero((*row)[c]) * per_km / npv);
    chart.table.rows.push_back(std::move(cells));
  }
  std::ranges::stable_sort(chart.table.rows, {},
                           [](const auto& row) { return number_or_zero(row.back()); });
  // Groups that are zero everywhere would only fill the legend.
  for (std::size_t c = chart.table.columns.size() - 1; c > 0; --c) {
    const bool zero = std::ranges::all_of(
        chart.table.rows, [&](const auto& row) { return number_or_zero(row[c]) == 0.0; });
    if (!zero || c + 1 == chart.table.columns.size()) continue;
    chart.table.columns.erase(chart.table.columns.begin() + static_cast<std::ptrdiff_t>(c));
    for (auto& row : chart.table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
  }
  return {std::move(chart)};
}

namespace {

/// Discounted cost by the end of each year, without resale, and what resale gives back.
struct Course {
  std::vector<double> cost_cur;
  double resale_cur = 0.0;

  /// At any time before the drop of the last year.
  [[nodiscard]] double at(double year) const {
    const auto last = cost_cur.size() - 1;
    const auto before = std::min(static_cast<std::size_t>(year), last);
    const auto after = std::min(before + 1, last);
    return std::lerp(cost_cur[before], cost_cur[after], year - static_cast<double>(before));
  }
};

Course course_of(const CaseLedger& at, cost::View view) {
  Course course{.cost_cur = cost::cumulative_cost_cur(*at.ledger, at.lane, view)};
  for (const auto& item : at.ledger->items)
    if (item.group == cost::Group::resale && cost::belongs(item, view))
      course.resale_cur += cost::net_present_value(*at.ledger, item, at.lane).amount;
  course.cost_cur.back() -= course.resale_cur;
  return course;
}

/// Where the line of a truck meets that of the reference.
struct Crossing {
  double years = 0.0;
  /// The truck was dearer so far and is cheaper from then on, or the other way round.
  bool earned_back = false;
};

/// All times at which two courses change places, linear between the ends of years.
std::vector<Crossing> crossings(const Course& course, const Course& reference) {
  std::vector<Crossing> all;
  const auto ends = std::min(course.cost_cur.size(), reference.cost_cur.size());
  // The last end of a year at which one of them was ahead, and by how much.
  std::size_t before = 0;
  double lead_before = 0.0;
  for (std::size_t year = 0; year < ends; ++year) {
    const double lead = reference.cost_cur[year] - course.cost_cur[year];
    if (lead == 0.0) continue;
    if (lead_before * lead < 0.0) {
      const double share = lead_before / (lead_before - lead);
      all.push_back(
          {std::lerp(static_cast<double>(before), static_cast<double>(year), share), lead > 0.0});
    }
    before = year;
    lead_before = lead;
  }
  return all;
}

/// The truck that all others are held against: the baseline, else the cheapest to buy.
std::size_t reference_of(const Plan& plan, std::span<const std::size_t> cases,
                         std::span<const Course> courses) {
  const auto baseline = std::ranges::find_if(
      cases, [&](std::size_t at) { return static_cast<int>(at) == plan.baseline; });
  if (baseline != cases.end()) return static_cast<std::size_t>(baseline - cases.begin());
  const auto least = std::ranges::min_element(
      courses, {}, [](const Course& course) { return course.cost_cur.front(); });
  return static_cast<std::size_t>(least - courses.begin());
}

/// What the marks are, or why there are none.
std::string note_of_marks(const Chart& chart, const std::string& reference,
                          std::span<const Course> courses, std::size_t at) {
  if (!chart.marks.rows.empty())
    return fmt::format(" Marked: where a truck that is dearer to buy than {} has earned that back, "
                       "or a cheaper one has lost its lead.",
                       reference);
  const auto cheaper = std::ranges::count_if(courses, [&](const Course& course) {
    return course.cost_cur.front() < courses[at].cost_cur.front();
  });
  const auto others = std::ssize(courses) - 1;
  return fmt::format(" No line crosses that of {} before the drop: {}.", reference,
                     cheaper == 0        ? "what is dearer to buy stays dearer in these years"
                     : cheaper == others ? "what is cheaper to buy stays cheaper in these years"
                                         : "what is dearer to buy stays dearer in these years, and "
                                           "what is cheaper stays cheaper");
}

}  // namespace

Charts cumulative_chart(const PageInput& input) {
  if (!input.plan.axes.empty()) return {};
  std::vector<std::size_t> cases;
  for (std::size_t i = 0; i < input.ledgers.size(); ++i)
    if (input.ledgers[i]) cases.push_back(i);
  if (cases.empty()) return {};
  const auto all_names = case_names(input.plan);
  std::vector<std::string> names;
  for (const std::size_t at : cases) names.push_back(all_names[at]);
  const auto colours = colour_names(input.plan, cases, names, true);
  const std::string unit(input.scenario.currency().code());

  Chart chart;
  chart.key = "cumulative_cost";
  chart.title = "What has been spent by the end of each year";
  chart.note = "Discounted to the day of purchase. The drop at the end is what the truck is then "
               "worth.";
  chart.kind = ChartKind::lines;
  chart.table.columns = {{"colour", "model", "", 0},
                         {"truck", "truck", "", 0},
                         {"years", "years of ownership", "yr", 0},
                         {"cost_" + unit, "cost so far", unit, 0, Better::lower}};
  chart.marks.columns = chart.table.columns;
  chart.marks.columns.push_back({"label", "label", "", 0});
  std::vector<Course> courses;
  for (const std::size_t at : cases) courses.push_back(course_of(*input.ledgers[at], input.view));
  const std::size_t reference = reference_of(input.plan, cases, courses);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Course& course = courses[i];
    const auto add = [&](Table& table, double year, double cost) {
      table.rows.push_back({colours[i], names[i], year, cost});
    };
    for (std::size_t year = 0; year < course.cost_cur.size(); ++year)
      add(chart.table, static_cast<double>(year), course.cost_cur[year]);
    if (course.resale_cur != 0.0)
      add(chart.table, static_cast<double>(course.cost_cur.size() - 1),
          course.cost_cur.back() + course.resale_cur);
    for (const Crossing& crossing : crossings(course, courses[reference])) {
      add(chart.marks, crossing.years, course.at(crossing.years));
      chart.marks.rows.back().emplace_back(
          crossing.earned_back ? fmt::format("breaks even after {:.1f} years", crossing.years)
                               : fmt::format("is dearer after {:.1f} years", crossing.years));
    }
  }
  if (cases.size() > 1) chart.note += note_of_marks(chart, names[reference], courses, reference);
  if (chart.marks.rows.empty()) chart.marks = {};
  return {std::move(chart)};
}

}  // namespace evpickup::study
