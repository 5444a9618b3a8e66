// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>

#include "evpickup/base/text.hpp"
#include "presentation.hpp"

namespace evpickup::report {

namespace {

/// Text as it is meant: no emphasis, no HTML, no cell ends, no line ends.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += ' ';
      continue;
    }
    if (std::string_view{"\\|*<`"}.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string heading_cell(const TextColumn& column) {
  if (column.unit.empty()) return escaped(column.label);
  return fmt::format("{} ({})", escaped(column.label), escaped(column.unit));
}

std::string body_cell(const TextCell& cell) {
  return cell.best ? fmt::format("**{}**", escaped(cell.text)) : escaped(cell.text);
}

std::string line_of(std::span<const std::string> cells) {
  return fmt::format("| {} |\n", base::join(cells, " | "));
}

std::string table_lines(const TextTable& text) {
  std::vector<std::string> headings;
  std::vector<std::string> alignments;
  for (const auto& column : text.columns) {
    headings.push_back(heading_cell(column));
    alignments.emplace_back(column.numeric ? "---:" : ":---");
  }

  std::string out = line_of(headings) + line_of(alignments);
  for (const auto& row : text.rows) {
    std::vector<std::string> cells;
    for (const auto& cell : row) cells.push_back(body_cell(cell));
    out += line_of(cells);
  }
  return out;
}

std::string bullets(std::span<const std::string> sentences) {
  std::string out;
  for (const auto& sentence : sentences) out += fmt::format("- {}\n", escaped(sentence));
  return out;
}

std::string titled_list(std::string_view title, std::span<const std::string> sentences) {
  return sentences.empty() ? std::string{}
                           : fmt::format("\n## {}\n\n{}", title, bullets(sentences));
}

std::string section_text(const study::Section& section, const WriteOptions& options) {
  std::string out = fmt::format("\n## {}\n", escaped(section.title));
  if (has_shown_rows(section)) {
    out += '\n' + table_lines(section_as_text(section, shown_columns(section), options));
  }
  if (!section.remarks.empty()) out += '\n' + bullets(section.remarks);
  return out;
}

/// Each row under its shown texts, the other texts as a list with their labels.
std::string record_lines(const study::Results& results, const WriteOptions& options) {
  const auto shown = shown_columns(results, options);
  std::string out;
  for (const auto& row : results.table.rows) {
    std::vector<std::string> heading;
    std::string rest;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const auto* text = std::get_if<std::string>(&row[c]);
      if (text == nullptr || text->empty()) continue;
      if (std::ranges::find(shown, c) != shown.end()) {
        heading.push_back(escaped(*text));
      } else {
        rest += fmt::format("- {}: {}\n", results.table.columns[c].label, escaped(*text));
      }
    }
    out += fmt::format("{}**{}**\n{}{}", out.empty() ? "" : "\n", base::join(heading, ", "),
                       rest.empty() ? "" : "\n", rest);
  }
  return out;
}

/// Which rows and cells stand out, and why.
std::string legend(const study::Results& results, const TextTable& text,
                   const WriteOptions& options) {
  std::string out;
  if (text.any_best()) out += "\nBold: best of its column.\n";
  if (options.deltas)
    out +=
        fmt::format("\nDifferences to the {}.\n", results.baseline >= 0 ? "baseline" : "first row");
  if (results.baseline >= 0) {
    out += fmt::format("\nBaseline: {}.\n", escaped(baseline_name(results)));
  }
  return out;
}

}  // namespace

std::string write_markdown(const study::Results& results, const WriteOptions& options) {
  require_sound(results);
  std::string out;
  if (!results.title.empty()) out += fmt::format("# {}\n\n", escaped(results.title));
  if (!results.description.empty()) out += escaped(base::trim(results.description)) + "\n\n";

  for (const auto& sentence : in_units(results.answer.sentences, options.units))
    out += escaped(sentence) + "\n\n";

  if (results.as_records && options.columns.empty()) {
    out += record_lines(results, options);
  } else if (!results.table.columns.empty()) {
    auto columns = shown_columns(results, options);
    const std::size_t group = group_column(results);
    if (group != npos && std::ranges::find(columns, group) == columns.end())
      columns.insert(columns.begin(), group);
    const TextTable text =
        as_text(results.table, columns, options, reference_row(results, options));
    out += table_lines(text) + legend(results, text, options);
  }
  if (options.details) {
    for (const auto& section : results.sections)
      if (!section.data_only) out += section_text(section, options);
  }
  out += titled_list("Notes", results.notes);
  if (options.details) out += titled_list("What the numbers rest on", results.basis);
  return out;
}

}  // namespace evpickup::report
