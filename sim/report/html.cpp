// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "assets.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/version.hpp"
#include "html_parts.hpp"
#include "presentation.hpp"
#include "spelling.hpp"

namespace evpickup::report {

namespace {

using study::Results;

/// Rows of a table that a page shows; data files hold the others.
constexpr std::size_t most_rows = 1000;

/// The page as its parts are added to it.
struct Document {
  std::string body;
  /// Anchors and titles, for the list of contents.
  std::vector<std::pair<std::string, std::string>> contents;

  void add(const std::string& anchor, const std::string& title, std::string_view html) {
    if (html.empty()) return;
    body += html_part(anchor, title, html);
    contents.emplace_back(anchor, title);
  }
};

/// The first rows of a long table, and a sentence that says so.
std::pair<study::Table, std::string> shortened(study::Table table) {
  if (table.rows.size() <= most_rows) return {std::move(table), std::string{}};
  std::string told = fmt::format("<p>The first {} of {} rows; CSV and JSON hold all.</p>\n",
                                 most_rows, table.rows.size());
  table.rows.resize(most_rows);
  std::erase_if(table.data_only_rows, [](std::size_t row) { return row >= most_rows; });
  return {std::move(table), std::move(told)};
}

/// The column that others group their rows by comes first.
std::vector<std::size_t> with_group(std::vector<std::size_t> columns, std::size_t group) {
  if (group == npos) return columns;
  std::erase(columns, group);
  columns.insert(columns.begin(), group);
  return columns;
}

/// Bars behind the figure that a ranking goes by: the first column with a unit.
TableMarks bars_of(const study::Table& ranking) {
  TableMarks marks;
  const auto figure = std::ranges::find_if(
      ranking.columns, [](const study::Column& column) { return !column.unit.empty(); });
  if (figure == ranking.columns.end()) return marks;
  marks.bar_column = static_cast<std::size_t>(figure - ranking.columns.begin());
  for (const auto& row : ranking.rows) {
    const auto* value = std::get_if<double>(&row[marks.bar_column]);
    marks.bars.push_back(value != nullptr ? std::max(*value, 0.0) : 0.0);
  }
  const double longest = std::ranges::max(marks.bars);
  if (longest > 0.0)
    for (double& bar : marks.bars) bar /= longest;
  return marks;
}

/// Numbers and their per cent stay in one line.
std::string unbroken(std::string html) {
  for (auto at = html.find(" %"); at != std::string::npos; at = html.find(" %", at))
    html.replace(at, 1, "&nbsp;");
  return html;
}

std::string answer_html(const Results& results, const WriteOptions& options) {
  std::string out;
  if (!results.answer.sentences.empty()) {
    out += "<div class=\"answer\">";
    for (const auto& sentence : in_units(results.answer.sentences, options.units))
      out += fmt::format("<p>{}</p>", unbroken(escaped_html(spelled(sentence))));
    out += "</div>\n";
  }
  const auto& ranking = results.answer.ranking;
  if (ranking.columns.empty()) return out;
  std::vector<std::size_t> columns(ranking.columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) columns[c] = c;
  out += fmt::format("<h3>{}</h3>\n", escaped_html(spelled(results.answer.ranking_title)));
  return out + html_table(as_text(ranking, columns, options), results.answer.ranking_title,
                          bars_of(ranking));
}

std::string charts_html(const Results& results, const WriteOptions& options) {
  std::string out;
  for (const auto& chart : results.charts) out += html_chart(chart, options);
  return out;
}

std::string main_table(const Results& results, const WriteOptions& options) {
  if (results.table.columns.empty()) return {};
  const auto columns = with_group(shown_columns(results, options), group_column(results));
  const auto [table, told] = shortened(results.table);
  const TextTable text = as_text(table, columns, options);
  std::string out =
      html_table(text, "All figures", {.baseline = shown_row(results.table, results.baseline)});
  std::string legend;
  if (text.any_best()) legend += "Bold: the best of its column. ";
  if (results.baseline >= 0)
    legend += fmt::format("Shaded: the baseline, {}. ", spelled(baseline_name(results)));
  if (text.any_missing()) legend += "–: no value; the notes say why. ";
  if (!legend.empty())
    out += fmt::format("<p class=\"legend\">{}</p>\n", escaped_html(base::trim(legend)));
  return out + told;
}

std::string section_html(const study::Section& section, const TruckNames& names,
                         const WriteOptions& options) {
  std::string out;
  if (has_shown_rows(section)) {
    study::Section told = section;
    auto [table, sentence] = shortened(names.told(std::move(told.table)));
    told.table = std::move(table);
    const auto columns = with_group(shown_columns(told), group_column(told));
    out += html_table(section_as_text(told, columns, options), section.title) + sentence;
  }
  if (!section.remarks.empty()) out += html_list(names.told(section.remarks));
  return out;
}

std::string reproduce_html(const Results& results, const WriteOptions& options) {
  std::string out;
  if (!options.command.empty())
    out += fmt::format("<pre><code>{}</code></pre>\n", escaped_html(options.command));
  out +=
      fmt::format("<dl><dt>Program</dt><dd>evpickup {}, {}</dd>", version, escaped_html(compiler));
  if (results.inputs.seed) out += fmt::format("<dt>Seed</dt><dd>{}</dd>", *results.inputs.seed);
  if (!results.inputs.currency.empty())
    out += fmt::format("<dt>Currency</dt><dd>{}</dd>", escaped_html(results.inputs.currency));
  for (const auto& item : results.inputs.overrides)
    out += fmt::format("<dt>Put on top</dt><dd><code>{}</code></dd>", escaped_html(item));
  out += "</dl>\n<p>The same program gives the same numbers from the same files, on any number of "
         "threads.</p>\n";
  if (results.inputs.files.empty()) return out;
  std::string files =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Files\"><table "
      "class=\"words\"><thead><tr><th scope=\"col\">file</th><th scope=\"col\">SHA-256</th></tr>"
      "</thead><tbody>\n";
  for (const auto& [name, hash] : results.inputs.files)
    files += fmt::format("<tr><th scope=\"row\">{}</th><td><code>{}</code></td></tr>\n",
                         escaped_html(name), escaped_html(hash));
  return out + html_details(fmt::format("The {} files that were read, with their hashes",
                                        results.inputs.files.size()),
                            files + "</tbody></table></div>\n");
}

std::string contents_html(const Document& page) {
  std::string out = "<nav aria-label=\"Contents\"><ul>\n";
  for (const auto& [anchor, title] : page.contents)
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escaped_html(anchor),
                       escaped_html(spelled(title)));
  return out + "</ul></nav>\n";
}

/// The runtime and our own script, where there is something to draw or to sort.
std::string scripts_html(bool with_charts) {
  std::string out;
  if (with_charts)
    for (const RuntimePart& part : chart_runtime()) {
      if (part.text.empty()) {
        out +=
            fmt::format("<script src=\"{}\" integrity=\"{}\" crossorigin=\"anonymous\"></script>\n",
                        part.address(), part.integrity);
        continue;
      }
      // A map of its source would be looked for on a disk that has none.
      const auto text = part.text.substr(0, part.text.find("\n//# sourceMappingURL"));
      out += fmt::format("<script>/* {} {} */\n", part.package, part.version);
      out += text;
      out += "\n</script>\n";
    }
  out += "<script>\n";
  out += page_script();
  return out + "</script>\n";
}

/// Where the runtime comes from.
std::string runtime_words() {
  std::string versions;
  for (const RuntimePart& part : chart_runtime())
    versions += fmt::format("{}{} {}", versions.empty() ? "" : ", ", part.package, part.version);
  return has_chart_runtime()
             ? fmt::format("Charts are drawn by {}, which this file holds.", versions)
             : fmt::format("Charts are drawn by {}, which this file loads from cdn.jsdelivr.net, "
                           "because the program was built without them: charts need a network.",
                           versions);
}

/// Nothing but this file, and the CDN if it must be, is ever loaded.
std::string policy(bool with_charts) {
  const std::string_view elsewhere =
      with_charts && !has_chart_runtime() ? " https://cdn.jsdelivr.net" : "";
  return fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline' "
                     "'unsafe-eval'{}; base-uri 'none'; form-action 'none'\">\n",
                     elsewhere);
}

}  // namespace

std::string write_html(const Results& results, const WriteOptions& options) {
  require_sound(results);
  const bool with_charts = !results.charts.empty();
  const TruckNames names(results.table);

  Document page;
  page.add("answer", "The answer", answer_html(results, options));
  page.add("charts", "Charts", charts_html(results, options));
  page.add("figures", "All figures", main_table(results, options));
  if (options.details) {
    for (const auto& section : results.sections)
      if (!section.data_only)
        page.add("table-" + section.key, section.title, section_html(section, names, options));
  }
  if (!results.notes.empty()) page.add("notes", "Notes", html_list(names.told(results.notes)));
  if (!results.specification.models.empty()) {
    page.add("specification", "What is known of the trucks",
             html_specification(results.specification));
    page.add("estimates", "Which inputs are estimated", html_estimates(results.specification));
  }
  for (const auto& section : results.background)
    page.add(section.key, section.title, section_html(section, names, options));
  if (options.details && !results.basis.empty())
    page.add("basis", "What the numbers rest on", html_list(names.told(results.basis)));
  if (!results.specification.sources.empty())
    page.add("sources", "Sources", html_sources(results.specification));
  page.add("reproduce", "How to repeat it", reproduce_html(results, options));

  const std::string title =
      escaped_html(spelled(results.title.empty() ? std::string_view{"evpickup"} : results.title));
  std::string out = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += policy(with_charts);
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += fmt::format("<meta name=\"generator\" content=\"evpickup {}\">\n", version);
  out +=
      "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n";
  out += fmt::format("<title>{}</title>\n<style>\n", title);
  out += page_style();
  out += "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#answer\">Skip to the answer</a>\n";
  out += fmt::format("<header><h1>{}</h1>\n", title);
  if (!results.description.empty())
    out += fmt::format("<p class=\"description\">{}</p>\n",
                       html_text(base::trim(results.description)));
  out += "</header>\n<div class=\"columns\">\n" + contents_html(page) + "<main>\n";
  if (with_charts)
    out += "<noscript><p class=\"notice\">Scripts are off, so that no chart is drawn. Every chart "
           "has its numbers in a table below its title.</p></noscript>\n";
  if (with_charts && !has_chart_runtime())
    out += fmt::format("<p class=\"notice\">{}</p>\n", escaped_html(runtime_words()));
  out += page.body + "</main>\n</div>\n<footer>\n";
  out += fmt::format("<p>Made by evpickup {}. {}</p>\n", version,
                     with_charts ? escaped_html(runtime_words()) : "");
  if (with_charts)
    out += html_details("Third-party notices",
                        fmt::format("<pre class=\"notices\">{}</pre>\n", escaped_html(notices())));
  out += "</footer>\n" + scripts_html(with_charts) + "</body>\n</html>\n";
  return out;
}

}  // namespace evpickup::report
