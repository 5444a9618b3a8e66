// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "evpickup/base/text.hpp"
#include "evpickup/report/unit_system.hpp"
#include "page.hpp"
#include "presentation.hpp"
#include "wrap.hpp"

namespace evpickup::report {

namespace {

using study::Better;
using study::Results;
using study::Table;

/// What tells a row from the others: its name, and how many of that name come before it.
std::vector<std::string> identities(const Results& results) {
  std::vector<std::string> all;
  for (std::size_t row = 0; row < results.table.rows.size(); ++row) {
    const std::string name = row_name(results, row);
    const auto same = std::ranges::count_if(
        all, [&](const std::string& other) { return other.substr(0, other.find('\n')) == name; });
    all.push_back(same == 0 ? name : fmt::format("{}\n{}", name, same + 1));
  }
  return all;
}

std::string heading_of(const std::string& identity) {
  const std::size_t end = identity.find('\n');
  return end == std::string::npos
             ? identity
             : fmt::format("{}, {}", identity.substr(0, end), identity.substr(end + 1));
}

std::string text_of(const study::Cell& cell, int decimals, const Page& page) {
  if (const auto* number = std::get_if<double>(&cell)) return base::grouped(*number, decimals);
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return std::string{page.missing()};
}

/// "+3.1 %", toned; nothing where one of them is no number, or is zero.
std::string percent(const study::Cell& before, const study::Cell& after, Better better,
                    const Page& page) {
  const auto* old_number = std::get_if<double>(&before);
  const auto* new_number = std::get_if<double>(&after);
  if (old_number == nullptr || new_number == nullptr || *old_number == 0.0) return {};
  constexpr double percents = 100.0;
  const double change = percents * (*new_number - *old_number) / std::abs(*old_number);
  Tone tone = Tone::plain;
  if (better != Better::neither)
    tone = (better == Better::lower) == (change < 0.0) ? Tone::better : Tone::worse;
  constexpr double small = 9.95;
  const int decimals = std::abs(change) < small ? 1 : 0;
  return "  " + page.style.toned(tone, fmt::format("{:+.{}f} %", change, decimals));
}

struct Line {
  std::string label;
  std::string before;
  std::string after;
  std::string change;
};

std::vector<Line> moved(const Table& before, std::size_t old_row, const Table& after,
                        std::size_t new_row, const std::vector<std::size_t>& columns,
                        const Page& page) {
  std::vector<Line> lines;
  for (const std::size_t column : columns) {
    const study::Column& about = after.columns[column];
    const auto old_column = std::ranges::find(before.columns, about.key, &study::Column::key);
    if (old_column == before.columns.end()) continue;
    const auto at = static_cast<std::size_t>(old_column - before.columns.begin());
    const study::Cell& was = before.rows[old_row][at];
    const study::Cell& is = after.rows[new_row][column];
    const std::string old_text = text_of(was, about.decimals, page);
    const std::string new_text = text_of(is, about.decimals, page);
    if (old_text == new_text) continue;
    lines.push_back(
        {about.unit.empty() ? about.label : fmt::format("{}, {}", about.label, about.unit),
         old_text, new_text, percent(was, is, about.better, page)});
  }
  return lines;
}

std::string drawn(const std::vector<Line>& lines, const Page& page) {
  std::size_t label = 0;
  std::size_t before = 0;
  std::size_t after = 0;
  for (const Line& line : lines) {
    label = std::max(label, base::code_points(line.label));
    before = std::max(before, base::code_points(line.before));
    after = std::max(after, base::code_points(line.after));
  }
  std::string out;
  for (const Line& line : lines)
    out += fmt::format("  {}  {} {} {}{}\n", pad_right(line.label, label),
                       pad_left(line.before, before), page.arrow(), pad_left(line.after, after),
                       line.change);
  return out;
}

}  // namespace

std::string write_changes(const Results& before, const Results& after,
                          const WriteOptions& options) {
  const Page page(options);
  const auto columns = shown_columns(after, options);
  const Table old_table = in_units(before.table, options.units);
  const Table new_table = in_units(after.table, options.units);
  const auto old_rows = identities(before);
  const auto new_rows = identities(after);

  std::string out;
  for (std::size_t row = 0; row < new_rows.size(); ++row) {
    const auto found = std::ranges::find(old_rows, new_rows[row]);
    if (found == old_rows.end()) {
      out += fmt::format("{}: new\n", page.style.bold(heading_of(new_rows[row])));
      continue;
    }
    const auto old_row = static_cast<std::size_t>(found - old_rows.begin());
    const auto lines = moved(old_table, old_row, new_table, row, columns, page);
    if (lines.empty()) continue;
    out += page.style.bold(heading_of(new_rows[row])) + "\n" + drawn(lines, page);
  }
  for (const std::string& name : old_rows)
    if (std::ranges::find(new_rows, name) == new_rows.end())
      out += fmt::format("{}: gone\n", page.style.bold(heading_of(name)));
  return out.empty() ? "nothing that is shown has moved\n" : out;
}

}  // namespace evpickup::report
