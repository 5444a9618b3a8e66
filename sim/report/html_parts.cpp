// SPDX-License-Identifier: Apache-2.0
#include "html_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "evpickup/base/text.hpp"
#include "spelling.hpp"
#include "vega.hpp"

namespace evpickup::report {

namespace {

/// Texts up to this length stay in one line.
constexpr std::size_t short_text = 16;

std::string shown(std::string_view text) { return escaped_html(spelled(text)); }

/// JSON that no browser takes for the end of its script element, or for a comment.
std::string script_safe(const Json& json) {
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string out;
  out.reserve(text.size());
  for (const char letter : text) {
    if (letter == '<') {
      out += "\\u003c";
    } else if (letter == '&') {
      out += "\\u0026";
    } else {
      out += letter;
    }
  }
  return out;
}

/// Every n-th row, and the last.
study::Table thinned(study::Table table, std::size_t every) {
  if (every < 2) return table;
  std::vector<std::vector<study::Cell>> rows;
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    if (i % every == 0) rows.push_back(std::move(table.rows[i]));
  table.rows = std::move(rows);
  return table;
}

/// The numbers of a chart: without the column that only says which colour a line has.
TextTable numbers_of(const study::Chart& chart, const WriteOptions& options) {
  study::Table table = thinned(chart.table, chart.told_every);
  for (auto& column : table.columns) column.better = study::Better::neither;
  std::vector<std::size_t> columns(table.columns.size());
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  if (chart.kind == study::ChartKind::lines) columns.erase(columns.begin());
  return as_text(table, columns, options);
}

}  // namespace

TruckNames::TruckNames(const study::Table& table) {
  const auto place = [&](std::string_view key) {
    return static_cast<std::size_t>(std::ranges::find(table.columns, key, &study::Column::key) -
                                    table.columns.begin());
  };
  const std::size_t vehicle = place("vehicle"), trim = place("trim"), model = place("vehicle_name"),
                    name = place("trim_name");
  if (std::max({vehicle, trim, model, name}) >= table.columns.size()) return;
  for (const auto& row : table.rows) {
    models_[text_of(row[vehicle])] = text_of(row[model]);
    trims_[{text_of(row[vehicle]), text_of(row[trim])}] = text_of(row[name]);
  }
}

std::string TruckNames::reference(const std::string& text) const {
  const auto colon = text.find(':');
  if (colon == std::string::npos) return text;
  const auto at = std::min(text.find('@', colon), text.size());
  const auto found = trims_.find({text.substr(0, colon), text.substr(colon + 1, at - colon - 1)});
  if (found == trims_.end()) return text;
  return fmt::format("{} {}{}", models_.at(found->first.first), found->second,
                     at < text.size() ? " (" + text.substr(at + 1) + ")" : "");
}

study::Table TruckNames::told(study::Table table) const {
  std::size_t vehicle = table.columns.size();
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    if (table.columns[c].key == "vehicle") vehicle = c;
  for (auto& row : table.rows) {
    const std::string id = vehicle < row.size() ? text_of(row[vehicle]) : std::string{};
    for (std::size_t c = 0; c < row.size(); ++c) {
      auto* text = std::get_if<std::string>(&row[c]);
      if (text == nullptr) continue;
      if (table.columns[c].key == "trim") {
        if (const auto found = trims_.find({id, *text}); found != trims_.end())
          *text = found->second;
      } else if (c != vehicle) {
        *text = reference(*text);
      }
    }
    if (const auto found = models_.find(id); found != models_.end()) row[vehicle] = found->second;
  }
  return table;
}

std::vector<std::string> TruckNames::told(std::vector<std::string> sentences) const {
  constexpr std::string_view part_of_name =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  for (std::string& sentence : sentences)
    for (const auto& [ids, name] : trims_) {
      const std::string key = ids.first + ":" + ids.second;
      const std::string words = models_.at(ids.first) + " " + name;
      for (auto at = sentence.find(key); at != std::string::npos; at = sentence.find(key, at)) {
        const auto end = at + key.size();
        const bool whole =
            end == sentence.size() || part_of_name.find(sentence[end]) == std::string_view::npos;
        if (whole) sentence.replace(at, key.size(), words);
        at += whole ? words.size() : key.size();
      }
    }
  return sentences;
}

std::string html_table(const TextTable& text, std::string_view caption, const TableMarks& marks) {
  std::string out =
      fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table "
                  "class=\"sortable\"><caption>{0}</caption>\n<thead><tr>",
                  shown(caption));
  for (const auto& column : text.columns)
    out += fmt::format(
        "<th scope=\"col\"{}>{}{}</th>", column.numeric ? " class=\"n\"" : "", shown(column.label),
        column.unit.empty() ? ""
                            : fmt::format(" <span class=\"unit\">{}</span>", shown(column.unit)));
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t r = 0; r < text.rows.size(); ++r) {
    out += static_cast<int>(r) == marks.baseline ? "<tr class=\"baseline\">" : "<tr>";
    for (std::size_t c = 0; c < text.rows[r].size(); ++c) {
      const TextCell& cell = text.rows[r][c];
      std::string style = text.columns[c].numeric ? "n" : "";
      if (cell.best) style += " best";
      if (!text.columns[c].numeric && base::code_points(cell.text) <= short_text) style += " short";
      const bool bar = c == marks.bar_column && r < marks.bars.size();
      if (bar) style += " bar";
      std::string attribute = style.empty() ? "" : fmt::format(" class=\"{}\"", base::trim(style));
      if (bar) attribute += fmt::format(" style=\"--share:{:.1f}%\"", 100.0 * marks.bars[r]);
      const std::string_view tag = c == 0 && !text.columns[c].numeric ? "th scope=\"row\"" : "td";
      out += fmt::format("<{}{}>{}</{}>", tag, attribute, shown(cell.text), tag.substr(0, 2));
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::string html_text(std::string_view text) {
  constexpr std::string_view start = "https://";
  std::string out;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find(start), text.size());
    out += shown(text.substr(0, at));
    text.remove_prefix(at);
    std::size_t end = std::min(text.find_first_of(" \n\t\"<>"), text.size());
    while (end > 0 && std::string_view{".,;:)"}.find(text[end - 1]) != std::string_view::npos)
      --end;
    if (end == 0) break;
    const std::string address = escaped_html(text.substr(0, end));
    out += fmt::format("<a href=\"{0}\" rel=\"noreferrer\">{0}</a>", address);
    text.remove_prefix(end);
  }
  return out;
}

std::string html_list(std::span<const std::string> sentences) {
  std::string out = "<ul>\n";
  for (const auto& sentence : sentences) out += fmt::format("<li>{}</li>\n", html_text(sentence));
  return out + "</ul>\n";
}

std::string html_part(std::string_view anchor, std::string_view title, std::string_view html) {
  return fmt::format("<section id=\"{0}\"><h2>{1}</h2>\n{2}</section>\n", escaped_html(anchor),
                     shown(title), html);
}

std::string html_details(std::string_view summary, std::string_view html) {
  return fmt::format("<details><summary>{}</summary>\n{}</details>\n", shown(summary), html);
}

std::string html_chart(const study::Chart& chart, const WriteOptions& options) {
  const std::string title = shown(chart.title);
  std::string out = fmt::format(
      "<figure class=\"chart\" id=\"chart-{0}\"><figcaption><h3>{1}</h3>{2}</figcaption>\n"
      "<div class=\"drawing\" role=\"group\" aria-label=\"{1}\"></div>\n"
      "<script type=\"application/json\" class=\"spec\" data-name=\"{0}\">{3}</script>\n",
      escaped_html(chart.key), title,
      chart.note.empty() ? "" : fmt::format("<p>{}</p>", shown(chart.note)),
      script_safe(vega_spec(in_units(chart, options.units))));
  const std::string thin =
      chart.told_every > 1 ? fmt::format(", one of {} rows", chart.told_every) : std::string{};
  out += html_details("Numbers of this chart" + thin,
                      html_table(numbers_of(chart, options), chart.title));
  return out + "</figure>\n";
}

}  // namespace evpickup::report
