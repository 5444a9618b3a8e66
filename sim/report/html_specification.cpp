// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "evpickup/base/text.hpp"
#include "html_parts.hpp"
#include "spelling.hpp"

namespace evpickup::report {

namespace {

using study::ModelSheet;
using study::Specification;
using study::SpecificationValue;

/// Everything about a value in words, for who points at it.
std::string about(const SpecificationValue& value, const Specification& specification) {
  std::vector<std::string> parts;
  if (value.estimated)
    parts.push_back("estimated" + (value.rule.empty() ? std::string{} : ": " + value.rule));
  if (value.source) {
    const auto& source = specification.sources[*value.source];
    parts.push_back(fmt::format("[{}] {}{}", *value.source + 1, source.title,
                                source.date.empty() ? "" : ", " + source.date));
  } else if (!value.estimated) {
    parts.emplace_back("given without a source");
  }
  if (!value.range.empty()) parts.push_back("range " + value.range);
  if (!value.note.empty()) parts.push_back(value.note);
  if (!value.others.empty()) parts.push_back("others say " + value.others);
  return base::join(parts, ". ");
}

std::string value_cell(const std::optional<SpecificationValue>& value,
                       const Specification& specification) {
  if (!value) return "<td>–</td>";
  const std::string source =
      value->source
          ? fmt::format("<a class=\"ref\" href=\"#source-{0}\">{0}</a>", *value->source + 1)
          : std::string{};
  return fmt::format("<td title=\"{}\">{}{}{}</td>",
                     escaped_html(spelled(about(*value, specification))),
                     value->estimated ? "<span class=\"about\">≈</span> " : "",
                     escaped_html(spelled(value->text)), source);
}

std::string sheet_table(const ModelSheet& sheet, const Specification& specification) {
  std::string out =
      fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table "
                  "class=\"sheet\"><caption>{0}</caption>\n<thead><tr><th scope=\"col\">value</th>",
                  escaped_html(sheet.name));
  for (const auto& trim : sheet.trims)
    out += fmt::format("<th scope=\"col\">{}</th>", escaped_html(trim));
  out += "</tr></thead>\n";
  std::string group;
  for (const auto& row : sheet.rows) {
    if (row.group != group) {
      out += fmt::format(
          "{}<tbody><tr class=\"group\"><th colspan=\"{}\" scope=\"rowgroup\">{}</th></tr>\n",
          group.empty() ? "" : "</tbody>\n", sheet.trims.size() + 1, escaped_html(row.group));
      group = row.group;
    }
    out += fmt::format("<tr><th scope=\"row\">{}</th>", escaped_html(spelled(row.label)));
    for (const auto& value : row.values) out += value_cell(value, specification);
    out += "</tr>\n";
  }
  return out + (group.empty() ? "" : "</tbody>") + "</table></div>\n";
}

}  // namespace

std::string html_specification(const Specification& specification) {
  std::string out = "<p>Point at a value for its source, range and what other sources say; the "
                    "small number leads "
                    "to the source. ≈ marks what a rule or a file estimates.</p>\n";
  for (const auto& sheet : specification.models)
    out += html_details(sheet.name, sheet_table(sheet, specification));
  return out;
}

std::string html_estimates(const Specification& specification) {
  std::string rows;
  for (const auto& sheet : specification.models) {
    // Trims with the same estimates share a row.
    std::vector<std::pair<std::string, std::vector<std::string>>> by_list;
    for (std::size_t t = 0; t < sheet.trims.size(); ++t) {
      std::vector<std::string> labels;
      for (const auto& row : sheet.rows)
        if (row.values[t] && row.values[t]->estimated) labels.push_back(row.label);
      if (labels.empty()) continue;
      const std::string list = fmt::format("<td class=\"n\">{}</td><td>{}</td>", labels.size(),
                                           escaped_html(base::join(labels, ", ")));
      auto found = std::ranges::find(by_list, list, [](const auto& entry) { return entry.first; });
      if (found == by_list.end()) found = by_list.insert(by_list.end(), {list, {}});
      found->second.push_back(sheet.trims[t]);
    }
    for (const auto& [list, trims] : by_list)
      rows +=
          fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td>{}</tr>\n", escaped_html(sheet.name),
                      sheet.trims.size() > 1 ? escaped_html(base::join(trims, ", ")) : "", list);
  }
  if (rows.empty()) return {};
  return fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Estimated inputs\"><table "
      "class=\"words\"><caption>Estimated inputs</caption>\n<thead><tr><th "
      "scope=\"col\">of</th><th "
      "scope=\"col\">trims</th><th scope=\"col\" class=\"n\">number</th><th "
      "scope=\"col\">inputs</th>"
      "</tr></thead>\n<tbody>\n{}</tbody></table></div>\n",
      rows);
}

std::string html_sources(const Specification& specification) {
  std::string out = "<ol class=\"sources\">\n";
  for (std::size_t i = 0; i < specification.sources.size(); ++i) {
    const auto& source = specification.sources[i];
    out += fmt::format("<li id=\"source-{}\">{} <span class=\"kind\">{}</span>{}{}</li>\n", i + 1,
                       escaped_html(spelled(source.title)), escaped_html(source.kind),
                       source.date.empty() ? "" : " " + escaped_html(source.date),
                       source.url.empty() ? "" : " " + html_text(source.url));
  }
  return html_details(fmt::format("{} sources", specification.sources.size()), out + "</ol>\n");
}

}  // namespace evpickup::report
