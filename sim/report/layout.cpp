// SPDX-License-Identifier: Apache-2.0
#include "layout.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>

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
std::size_t total(const std::vector<Width>& widths, const Project& project) {
  std::size_t sum = column_gap * (widths.size() - 1);
  for (const Width& width : widths) sum += project(width);
  return sum;
}

/// Takes places from the widest column that can give some until all fit.
void narrow(std::vector<Width>& widths, std::size_t available) {
  const auto natural = [](const Width& width) { return width.natural; };
  while (total(widths, natural) > available) {
    Width* widest = nullptr;
    for (Width& width : widths) {
      const bool can_give = width.natural > width.least;
      if (can_give && (widest == nullptr || width.natural > widest->natural)) widest = &width;
    }
    if (widest == nullptr) return;
    --widest->natural;
  }
}

/// Which of some columns goes first where there are too many: the last one that need not be kept,
/// else the last one.
std::size_t first_to_go(const TextTable& table, const std::vector<std::size_t>& columns) {
  for (std::size_t i = columns.size(); i-- > 1;)
    if (!table.columns[columns[i]].keep) return i;
  return columns.size() - 1;
}

/// Cells of a column, one below the other, and the mark that stands behind the first of them.
struct Stack {
  Cells cells;
  bool best = false;
  Tone tone = Tone::plain;
};

/// Lines of one row of stacks side by side; numbers right, texts left.
Cells side_by_side(const TextTable& table, const Layout& layout, const std::vector<Stack>& stacks,
                   const Style& style) {
  std::size_t height = 0;
  for (const Stack& stack : stacks) height = std::max(height, stack.cells.size());

  Cells lines;
  for (std::size_t i = 0; i < height; ++i) {
    std::string line;
    for (std::size_t c = 0; c < stacks.size(); ++c) {
      const Stack& stack = stacks[c];
      const std::string_view cell =
          i < stack.cells.size() ? std::string_view{stack.cells[i]} : std::string_view{};
      const std::string padded = table.columns[layout.columns[c]].numeric
                                     ? pad_left(cell, layout.widths[c])
                                     : pad_right(cell, layout.widths[c]);
      line += stack.best ? style.best(padded) : style.toned(stack.tone, padded);
      line += pad_right(stack.best && i == 0 ? "*" : "", column_gap);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

Cells draw_row(const TextTable& table, const Layout& layout, const std::vector<TextCell>& row,
               const Style& style) {
  std::vector<Stack> stacks;
  stacks.reserve(layout.widths.size());
  for (std::size_t c = 0; c < layout.widths.size(); ++c) {
    const std::size_t column = layout.columns[c];
    const TextCell& cell = row[column];
    stacks.push_back(
        {table.columns[column].numeric ? Cells(1, cell.text) : wrap(cell.text, layout.widths[c]),
         cell.best, cell.tone});
  }
  return side_by_side(table, layout, stacks, style);
}

/// The labels end on one line and the units begin on the next, however many lines they take.
Cells draw_heading(const TextTable& table, const Layout& layout) {
  std::vector<Stack> stacks;
  std::size_t height = 0;
  for (std::size_t c = 0; c < layout.widths.size(); ++c) {
    const TextColumn& column = table.columns[layout.columns[c]];
    stacks.push_back({.cells = wrap(column.label, layout.widths[c])});
    height = std::max(height, stacks.back().cells.size());
  }
  for (std::size_t c = 0; c < stacks.size(); ++c) {
    Cells& cells = stacks[c].cells;
    cells.insert(cells.begin(), height - cells.size(), {});
    const TextColumn& column = table.columns[layout.columns[c]];
    if (column.unit.empty()) continue;
    for (std::string& line : unit_lines(column.unit, layout.widths[c])) {
      cells.push_back(std::move(line));
    }
  }
  return side_by_side(table, layout, stacks, {});
}

}  // namespace

Layout fit(const TextTable& table, std::size_t available) {
  const std::size_t room = available - last_mark;
  Layout layout;
  std::vector<Width> widths;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    layout.columns.push_back(c);
    widths.push_back(width_of(table, c));
  }

  // As many columns as fit when all of them are narrow.
  const auto least = [](const Width& width) { return width.least; };
  while (widths.size() > 1 && total(widths, least) > room) {
    const auto gone = static_cast<std::ptrdiff_t>(first_to_go(table, layout.columns));
    layout.columns.erase(layout.columns.begin() + gone);
    widths.erase(widths.begin() + gone);
  }

  narrow(widths, room);
  if (widths.size() == 1) widths.front().natural = std::min(widths.front().natural, room);
  for (const Width& width : widths) layout.widths.push_back(width.natural);
  return layout;
}

DrawnTable draw(const TextTable& table, const Layout& layout, const Style& style) {
  DrawnTable drawn;
  drawn.heading = draw_heading(table, layout);
  for (const auto& row : table.rows) drawn.rows.push_back(draw_row(table, layout, row, style));
  drawn.width = std::accumulate(layout.widths.begin(), layout.widths.end(),
                                column_gap * (layout.widths.size() - 1));
  return drawn;
}

}  // namespace evpickup::report
