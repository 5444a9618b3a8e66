// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/sweep_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "run_notes.hpp"

namespace evpickup::study {

namespace {

/// Rows of one truck in one market, by rising value of the axis.
using Group = std::vector<std::size_t>;

std::optional<double> number(const Table& table, std::size_t row, std::size_t column) {
  const double* value = std::get_if<double>(&table.rows[row][column]);
  return value != nullptr ? std::optional(*value) : std::nullopt;
}

std::optional<std::size_t> find_column(const Table& table,
                                       const std::function<bool(const Column&)>& wanted) {
  const auto found = std::ranges::find_if(table.columns, wanted);
  if (found == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.columns.begin());
}

std::vector<Group> groups_of(const Table& table, std::size_t axis) {
  std::map<std::string, std::size_t> numbers;
  std::vector<Group> groups;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!number(table, row, axis)) return {};
    std::string key;
    for (const char* column : {"vehicle", "trim", "market"})
      if (const auto* text = std::get_if<std::string>(&table.at(row, column))) key += *text + "\n";
    const auto [found, is_new] = numbers.try_emplace(key, groups.size());
    if (is_new) groups.emplace_back();
    groups[found->second].push_back(row);
  }
  for (Group& group : groups)
    std::ranges::stable_sort(group, [&](std::size_t a, std::size_t b) {
      return *number(table, a, axis) < *number(table, b, axis);
    });
  return groups;
}

std::optional<std::size_t> missed_column(const Table& table) {
  return find_column(table, [](const Column& each) { return each.key == "missed_percent"; });
}

/// True if the truck of a row is slower than the speed trace for a part of the time worth a note.
bool falls_behind(const Table& table, std::size_t row, std::optional<std::size_t> missed) {
  const auto percent = missed ? number(table, row, *missed) : std::nullopt;
  return percent && *percent > 100.0 * missed_worth_telling;
}

/// Leaves out rows whose truck falls behind; all stay where it always does. True if one went.
bool leave_out_slow(const Table& table, Group& group, std::optional<std::size_t> missed) {
  Group kept;
  for (const std::size_t row : group)
    if (!falls_behind(table, row, missed)) kept.push_back(row);
  if (kept.empty() || kept.size() == group.size()) return false;
  group = std::move(kept);
  return true;
}

/// True if a row keeps to a bound; a value that cannot be had does not.
bool meets(const Table& table, std::size_t row, std::size_t column,
           const model::Constraint& bound) {
  const auto value = number(table, row, column);
  return value && (!bound.at_least || *value >= *bound.at_least) &&
         (!bound.at_most || *value <= *bound.at_most);
}

std::string text_of(const model::Constraint& bound) {
  std::vector<std::string> parts;
  if (bound.at_least) parts.push_back(fmt::format("{} >= {:g}", bound.outcome, *bound.at_least));
  if (bound.at_most) parts.push_back(fmt::format("{} <= {:g}", bound.outcome, *bound.at_most));
  return base::join(parts, " and ");
}

/// The row of a group with the least value of a column.
std::optional<std::size_t> least(const Table& table, const Group& group, std::size_t column) {
  std::optional<std::size_t> best;
  for (const std::size_t row : group)
    if (const auto value = number(table, row, column);
        value && (!best || *value < *number(table, *best, column)))
      best = row;
  return best;
}

/// The last row up to which each step of the axis lowers a column; nothing if the first step
/// raises it.
std::optional<std::size_t> falls_until(const Table& table, const Group& group, std::size_t column) {
  std::optional<std::size_t> last;
  for (std::size_t i = 1; i < group.size(); ++i) {
    const auto before = number(table, group[i - 1], column);
    const auto after = number(table, group[i], column);
    if (!before || !after || *after >= *before) break;
    last = group[i];
  }
  return last;
}

}  // namespace

std::vector<std::size_t> rows_behind(const Table& table) {
  const auto missed = missed_column(table);
  std::vector<std::size_t> behind;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    if (falls_behind(table, row, missed)) behind.push_back(row);
  return behind.size() == table.rows.size() ? std::vector<std::size_t>{} : behind;
}

std::optional<Section> sweep_answers(const Table& table, const Column& axis,
                                     const std::vector<model::Constraint>& required) {
  std::vector<std::size_t> bounded;
  for (const auto& bound : required) {
    const auto column =
        find_column(table, [&](const Column& each) { return each.key == bound.outcome; });
    if (!column) {
      std::vector<std::string> keys;
      for (const auto& each : table.columns) keys.push_back(each.key);
      throw base::InputError(fmt::format("require: there is no column \"{}\"", bound.outcome),
                             base::did_you_mean_hint(bound.outcome, keys));
    }
    bounded.push_back(*column);
  }
  const std::size_t at = table.index(axis.key);
  const auto cost = find_column(table, [](const Column& each) {
    return each.key.starts_with("tco_") && !each.key.ends_with("_km");
  });
  const auto per_km = find_column(table, [](const Column& each) {
    return each.key.starts_with("tco_") && each.key.ends_with("_per_km");
  });
  const auto range = find_column(table, [](const Column& each) { return each.key == "range_km"; });
  const auto missed = missed_column(table);

  Section section;
  section.key = "sweep_answers";
  section.title = "What the sweep answers";
  section.table.columns = {{"vehicle", "vehicle", "", 0},
                           {"trim", "trim", "", 0},
                           {"market", "market", "", 0},
                           {"question", "question", "", 0, Better::neither, false, true},
                           axis,
                           {"answer", "answer", "", 0, Better::neither, false, true}};
  bool some_left_out = false;
  bool all_behind = false;
  for (Group group : groups_of(table, at)) {
    some_left_out = leave_out_slow(table, group, missed) || some_left_out;
    all_behind = all_behind || falls_behind(table, group.front(), missed);
    const auto add = [&](std::string question, std::optional<std::size_t> row, std::string answer) {
      section.table.rows.push_back({table.at(group.front(), "vehicle"),
                                    table.at(group.front(), "trim"),
                                    table.at(group.front(), "market"), std::move(question),
                                    row ? table.rows[*row][at] : Cell(), std::move(answer)});
    };
    const auto value_text = [&](std::size_t row, std::size_t column) {
      const Column& shown = table.columns[column];
      return fmt::format("{} {:.{}f} {}", shown.label, *number(table, row, column), shown.decimals,
                         shown.unit);
    };
    if (!required.empty()) {
      const auto first = std::ranges::find_if(group, [&](std::size_t row) {
        for (std::size_t k = 0; k < required.size(); ++k)
          if (!meets(table, row, bounded[k], required[k])) return false;
        return true;
      });
      std::vector<std::string> bounds;
      for (const auto& bound : required) bounds.push_back(text_of(bound));
      if (first == group.end()) {
        add("smallest that meets what is required", std::nullopt,
            "none: " + base::join(bounds, ", "));
      } else {
        add("smallest that meets what is required", *first, base::join(bounds, ", "));
      }
    }
    if (per_km)
      if (const auto best = least(table, group, *per_km))
        add("least cost per km", best, value_text(*best, *per_km));
    if (cost && number(table, group.front(), *cost)) {
      const auto last = falls_until(table, group, *cost);
      add("one more pays up to", last,
          last ? value_text(*last, *cost) : "no more than the smallest: the next costs no less");
      const auto low = number(table, group.front(), *cost);
      const auto high = number(table, group.back(), *cost);
      const auto near = range ? number(table, group.front(), *range) : std::nullopt;
      const auto far = range ? number(table, group.back(), *range) : std::nullopt;
      if (low && high && near && far && *far > *near)
        add("cost of a kilometre more of range", std::nullopt,
            fmt::format("{:.1f} {}/km from first to last", (*high - *low) / (*far - *near),
                        table.columns[*cost].unit));
    }
  }
  if (section.table.rows.empty()) return std::nullopt;
  section.remarks.emplace_back("Values of the axis that were computed; nothing is interpolated.");
  if (some_left_out)
    section.remarks.push_back(fmt::format(
        "Values with which the truck is slower than the speed trace for more than {:g} % of the "
        "time are left out.",
        100.0 * missed_worth_telling));
  if (all_behind)
    section.remarks.emplace_back(
        "A truck that is slower than the speed trace with all values is answered for as it is.");
  return section;
}

}  // namespace evpickup::study
