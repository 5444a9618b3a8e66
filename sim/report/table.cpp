// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

#include "evpickup/base/text.hpp"
#include "layout.hpp"
#include "page.hpp"
#include "pictures.hpp"
#include "presentation.hpp"
#include "wrap.hpp"

namespace evpickup::report {

namespace {

using study::Results;
using study::Table;

/// Room before a row, for the mark of the baseline and under a group's heading.
constexpr std::size_t gutter = 2;

/// Rows under one heading, in the table's order; the heading is empty where nothing is grouped.
struct Group {
  std::string heading;
  std::vector<std::size_t> rows;
};

std::vector<Group> groups_of(const TextTable& text, std::span<const TextCell> headings) {
  std::vector<Group> groups;
  for (std::size_t row = 0; row < text.rows.size(); ++row) {
    const std::string heading = headings.empty() ? std::string{} : headings[row].text;
    auto group = std::ranges::find(groups, heading, &Group::heading);
    if (group == groups.end()) group = groups.insert(groups.end(), Group{heading, {}});
    group->rows.push_back(row);
  }
  return groups;
}

/// What the marks of a table mean; nothing if it has none.
std::string legend(const TextTable& text, const std::string& baseline, bool deltas,
                   const Page& page) {
  std::vector<std::string> parts;
  if (deltas)
    parts.push_back(
        fmt::format("differences to the {}", baseline.empty() ? "first row" : "baseline"));
  if (text.any_best()) parts.emplace_back("* best of its column");
  if (!baseline.empty()) {
    parts.push_back(fmt::format("{} baseline: {}", page.baseline_mark(), baseline));
  }
  if (text.any_missing()) {
    parts.push_back(fmt::format("{} no value", page.missing()));
  }
  return base::join(parts, "; ");
}

std::string left_out(const TextTable& text, const Layout& layout) {
  if (layout.columns.size() == text.columns.size()) return {};
  std::vector<std::string> keys;
  for (std::size_t c = 0; c < text.columns.size(); ++c)
    if (std::ranges::find(layout.columns, c) == layout.columns.end())
      keys.push_back(text.columns[c].key);
  return fmt::format("Left out, because the page is too narrow: {}.", base::join(keys, ", "));
}

/// A table with all of its marks, ready to be drawn.
struct Sheet {
  TextTable text;
  /// One for each row, or none.
  std::vector<TextCell> headings;
  int baseline = -1;
  std::string baseline_name;
  bool deltas = false;

  [[nodiscard]] bool has_gutter() const { return !headings.empty() || baseline >= 0; }
};

std::string draw_sheet(const Sheet& sheet, const Page& page) {
  const std::size_t margin = sheet.has_gutter() ? gutter : 0;
  const Layout layout = fit(sheet.text, page.width - margin);
  const DrawnTable drawn = draw(sheet.text, layout, page.style);
  const std::string blank(margin, ' ');

  std::string out;
  for (const auto& line : drawn.heading) out += page.style.bold(blank + line) + '\n';
  out += blank + page.rule(drawn.width) + '\n';

  for (const Group& group : groups_of(sheet.text, sheet.headings)) {
    if (!group.heading.empty()) {
      out += page.style.bold(paragraph(group.heading, page.width));
    }
    for (const std::size_t row : group.rows) {
      const bool marked = sheet.baseline == static_cast<int>(row);
      for (std::size_t i = 0; i < drawn.rows[row].size(); ++i) {
        const bool first = marked && i == 0;
        out += first ? pad_right(page.baseline_mark(), margin) : blank;
        out += drawn.rows[row][i] + '\n';
      }
    }
  }

  for (const std::string& line : {legend(sheet.text, sheet.baseline_name, sheet.deltas, page),
                                  left_out(sheet.text, layout)}) {
    if (!line.empty()) out += page.style.dim(paragraph(line, page.width));
  }
  return out;
}

/// Columns under the headings that one of them makes. `text_of` makes the text of some columns.
template <class TextOf>
Sheet grouped_sheet(std::vector<std::size_t> columns, std::size_t group, const TextOf& text_of) {
  // A column that makes the headings is not repeated below them, unless it is all there is.
  Sheet sheet;
  const bool only_group = std::ranges::all_of(columns, [&](std::size_t c) { return c == group; });
  if (group != npos && !only_group) {
    std::erase(columns, group);
    for (auto& row : text_of(std::vector<std::size_t>{group}).rows)
      sheet.headings.push_back(std::move(row.front()));
  }
  sheet.text = text_of(columns);
  return sheet;
}

Sheet main_sheet(const Results& results, const WriteOptions& options) {
  const auto reference = reference_row(results, options);
  Sheet sheet = grouped_sheet(
      shown_columns(results, options), group_column(results),
      [&](const auto& columns) { return as_text(results.table, columns, options, reference); });
  sheet.deltas = reference.has_value();
  sheet.baseline = shown_row(results.table, results.baseline);
  sheet.baseline_name = baseline_name(results);
  return sheet;
}

/// Each row as a paragraph of its own: the shown columns in the first line, the other texts below
/// with their labels. Nothing is left out.
std::string draw_records(const Results& results, const Page& page) {
  const std::vector<std::size_t> shown = shown_columns(results, page.options);
  std::string out;
  for (const auto& row : results.table.rows) {
    std::string heading;
    std::string rest;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const auto* text = std::get_if<std::string>(&row[c]);
      if (text == nullptr || text->empty()) continue;
      if (std::ranges::find(shown, c) != shown.end()) {
        heading += (heading.empty() ? "" : "  ") + *text;
      } else {
        rest +=
            paragraph(*text, page.prose, fmt::format("    {}: ", results.table.columns[c].label));
      }
    }
    out += page.style.bold(paragraph(heading, page.prose)) + rest;
  }
  return out;
}

std::string bullets(std::span<const std::string> sentences, const Page& page) {
  std::string out;
  for (const std::string& sentence : sentences) {
    out += paragraph(sentence, page.prose, page.bullet());
  }
  return out;
}

/// A titled list; nothing for an empty one.
std::string titled_list(std::string_view title, std::span<const std::string> sentences,
                        const Page& page) {
  if (sentences.empty()) return {};
  return fmt::format("\n{}\n{}", page.style.bold(title), page.style.dim(bullets(sentences, page)));
}

std::string draw_section(const study::Section& section, const Page& page) {
  std::string out = "\n" + page.style.bold(paragraph(section.title, page.prose));
  if (has_shown_rows(section)) {
    const Sheet sheet =
        grouped_sheet(shown_columns(section), group_column(section), [&](const auto& columns) {
          return section_as_text(section, columns, page.options);
        });
    out += draw_sheet(sheet, page);
  }
  return out + page.style.dim(bullets(section.remarks, page));
}

}  // namespace

std::string write_table(const Results& results, const WriteOptions& options) {
  require_sound(results);
  const Page page(options);

  // Head.
  std::string out;
  if (!results.title.empty()) out += page.style.bold(paragraph(results.title, page.prose));
  if (!results.description.empty()) out += paragraph(results.description, page.prose);
  if (!out.empty()) out += '\n';
  for (const auto& sentence : in_units(results.answer.sentences, options.units))
    out += paragraph(sentence, page.prose);
  if (!results.answer.sentences.empty()) out += '\n';

  // Tables.
  if (results.as_records && options.columns.empty()) {
    out += draw_records(results, page);
  } else if (!results.table.columns.empty()) {
    out += draw_sheet(main_sheet(results, options), page);
  }
  if (options.details) {
    out += pictures(results, page);
    for (const auto& section : results.sections)
      if (!section.data_only) out += draw_section(section, page);
  }

  // What a reader has to know beside the numbers.
  out += titled_list("Notes", results.notes, page);
  if (options.details) out += titled_list("What the numbers rest on", results.basis, page);
  return out;
}

}  // namespace evpickup::report
