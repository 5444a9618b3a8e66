// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"

#include <algorithm>
#include <numeric>

#include "evpickup/base/text.hpp"
#include "wrap.hpp"

namespace evpickup::report {

namespace {

/// A text column is not made narrower than this, nor than its longest word up to the second figure.
constexpr std::size_t narrowest_text = 14;
constexpr std::size_t longest_kept_word = 32;
/// A longer unit is broken behind its slash.
constexpr std::size_t longest_whole_unit = 8;
/// The last column's numbers may have a mark behind them.
constexpr std::size_t last_mark = 1;

using Cells = std::vector<std::string>;

struct Width {
  std::size_t natural = 0;
  std::size_t least = 0;
};

/// "kWh/100 km" as "kWh/" and "100 km" where it is longer than `width`.
Cells unit_lines(const std::string& unit, std::size_t width) {
  const std::size_t slash = unit.find('/');
  if (slash == std::string::npos || base::code_points(unit) <= width) return {unit};
  return {unit.substr(0, slash + 1), unit.substr(slash + 1)};
}

/// The heading needs its longest word and its unit, and the rows all of their cells.
Width width_of(const TextTable& table, std::size_t index) {
  const TextColumn& column = table.columns[index];
  std::size_t heading = longest_word(column.label);
  for (const auto& line : unit_lines(column.unit, longest_whole_unit)) {
    heading = std::max(heading, base::code_points(line));
  }

  std::size_t cells = 0;
  std::size_t word = 0;
  for (const auto& row : table.rows) {
    cells = std::max(cells, base::code_points(row[index].text));
    word = std::max(word, longest_word(row[index].text));
  }
  const std::size_t natural = std::max(heading, cells);
  if (column.numeric) return {natural, natural};
  const std::size_t least = std::max({narrowest_text, std::min(word, longest_kept_word), heading});
  return {natural, std::min(natural, least)};
}

template <class Project>
std::size_t total(const std::vector<Width>& widths, std::size_t count, const Project& project) {
  std::size_t sum = column_gap * (count - 1);
  for (std::size_t i = 0; i < count; ++i) sum += project(widths[i]);
  return sum;
}

/// Takes places from the widest column that can give some until the first `count` fit.
void narrow(std::vector<Width>& widths, std::size_t count, std::size_t available) {
  const auto natural = [](const Width& width) { return width.natural; };
  while (total(widths, count, natural) > available) {
    Width* widest = nullptr;
    for (std::size_t i = 0; i < count; ++i) {
      const bool can_give = widths[i].natural > widths[i].least;
      if (can_give && (widest == nullptr || widths[i].natural > widest->natural)) {
        widest = &widths[i];
      }
    }
    if (widest == nullptr) return;
    --widest->natural;
  }
}

/// Cells of a column, one below the other, and the mark that stands behind the first of them.
struct Stack {
  Cells cells;
  bool best = false;
};

/// Lines of one row of stacks side by side; numbers right, texts left.
Cells side_by_side(const TextTable& table, const Layout& layout, const std::vector<Stack>& stacks) {
  std::size_t height = 0;
  for (const Stack& stack : stacks) height = std::max(height, stack.cells.size());

  Cells lines;
  for (std::size_t i = 0; i < height; ++i) {
    std::string line;
    for (std::size_t c = 0; c < stacks.size(); ++c) {
      const Stack& stack = stacks[c];
      const std::string cell = i < stack.cells.size() ? stack.cells[i] : std::string{};
      line += table.columns[c].numeric ? pad_left(cell, layout.widths[c])
                                       : pad_right(cell, layout.widths[c]);
      line += pad_right(stack.best && i == 0 ? "*" : "", column_gap);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

Cells draw_row(const TextTable& table, const Layout& layout, const std::vector<TextCell>& row) {
  std::vector<Stack> stacks;
  for (std::size_t c = 0; c < layout.widths.size(); ++c) {
    const bool numeric = table.columns[c].numeric;
    stacks.push_back(
        {numeric ? Cells{row[c].text} : wrap(row[c].text, layout.widths[c]), row[c].best});
  }
  return side_by_side(table, layout, stacks);
}

/// The labels end on one line and the units begin on the next, however many lines they take.
Cells draw_heading(const TextTable& table, const Layout& layout) {
  std::vector<Stack> stacks;
  std::size_t height = 0;
  for (std::size_t c = 0; c < layout.widths.size(); ++c) {
    stacks.push_back({wrap(table.columns[c].label, layout.widths[c])});
    height = std::max(height, stacks.back().cells.size());
  }
  for (std::size_t c = 0; c < stacks.size(); ++c) {
    Cells& cells = stacks[c].cells;
    cells.insert(cells.begin(), height - cells.size(), {});
    if (table.columns[c].unit.empty()) continue;
    for (std::string& line : unit_lines(table.columns[c].unit, layout.widths[c])) {
      cells.push_back(std::move(line));
    }
  }
  return side_by_side(table, layout, stacks);
}

}  // namespace

Layout fit(const TextTable& table, std::size_t available) {
  const std::size_t room = available - last_mark;
  std::vector<Width> widths;
  for (std::size_t c = 0; c < table.columns.size(); ++c) widths.push_back(width_of(table, c));

  // As many columns from the left as fit when all of them are narrow.
  std::size_t kept = widths.size();
  const auto least = [](const Width& width) { return width.least; };
  while (kept > 1 && total(widths, kept, least) > room) --kept;

  narrow(widths, kept, room);
  if (kept == 1) widths.front().natural = std::min(widths.front().natural, room);
  Layout layout;
  for (std::size_t c = 0; c < kept; ++c) layout.widths.push_back(widths[c].natural);
  return layout;
}

DrawnTable draw(const TextTable& table, const Layout& layout) {
  DrawnTable drawn;
  drawn.heading = draw_heading(table, layout);
  for (const auto& row : table.rows) drawn.rows.push_back(draw_row(table, layout, row));
  drawn.width = std::accumulate(layout.widths.begin(), layout.widths.end(),
                                column_gap * (layout.widths.size() - 1));
  return drawn;
}

}  // namespace evpickup::report
