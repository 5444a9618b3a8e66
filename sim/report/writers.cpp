// SPDX-License-Identifier: Apache-2.0
#include "evpickup/report/writers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <variant>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/report/csv.hpp"
#include "evpickup/report/html.hpp"
#include "evpickup/report/json.hpp"
#include "evpickup/report/markdown.hpp"
#include "evpickup/report/table.hpp"
#include "row_forms.hpp"

namespace evpickup::report {

namespace {

constexpr std::array all_writers{
    Writer{"table", ".txt", "a page for a terminal, with the columns that answer the question",
           &write_table},
    Writer{"csv", ".csv", "the whole table, a line a row", &write_csv, true,
           RowForm{&csv_head, &append_csv_row, true}},
    Writer{"json", ".json", "everything, as evpickup.results/1", &write_json, true},
    Writer{"jsonl", ".jsonl", "inputs and columns in one line, then a line a row",
           &write_json_lines, true, RowForm{&json_lines_head, &append_json_line, false}},
    Writer{"md", ".md", "a page in Markdown, with the columns that answer the question",
           &write_markdown},
    Writer{"html",
           ".html",
           "a page with charts, in one file that opens in any browser",
           &write_html,
           false,
           {},
           true,
           true},
    Writer{"vl.json",
           ".vl.json",
           "the charts alone, as a Vega-Lite specification",
           &write_vega_lite,
           false,
           {},
           true},
};

std::vector<std::string> names() {
  std::vector<std::string> out;
  for (const Writer& writer : all_writers) out.emplace_back(writer.name);
  return out;
}

/// Does `path` end in `extension`, upper and lower case equal?
bool has_extension(std::string_view path, std::string_view extension) {
  if (path.size() <= extension.size()) return false;
  return base::lower_case(path.substr(path.size() - extension.size())) == extension;
}

}  // namespace

std::span<const Writer> writers() { return all_writers; }

std::string lines(const RowForm& form, const std::vector<study::Column>& columns,
                  std::span<const std::vector<study::Cell>> rows) {
  std::string out;
  for (const auto& row : rows) {
    if (row.size() != columns.size())
      throw std::logic_error("a row is not as long as there are columns");
    for (std::size_t c = 0; c < row.size(); ++c) {
      const double* number = std::get_if<double>(&row[c]);
      if (number != nullptr && !std::isfinite(*number))
        throw std::logic_error("a number that is not finite in column " + columns[c].key);
    }
    form.append(out, columns, row);
  }
  return out;
}

const Writer& writer_named(std::string_view name) {
  const auto* const found = std::ranges::find(all_writers, name, &Writer::name);
  if (found != all_writers.end()) return *found;

  const auto known = names();
  const std::string hint = base::did_you_mean_hint(name, known);
  throw base::InputError(fmt::format("there is no format \"{}\"", name),
                         hint.empty() ? "the formats are " + base::join(known, ", ") : hint);
}

const Writer& writer_for(std::string_view path) {
  // Of ".json" and ".vl.json" the longer one counts.
  const Writer* found = nullptr;
  for (const Writer& writer : all_writers)
    if (has_extension(path, writer.extension) &&
        (found == nullptr || writer.extension.size() > found->extension.size()))
      found = &writer;
  if (found != nullptr) return *found;

  std::vector<std::string> extensions;
  for (const Writer& writer : all_writers) extensions.emplace_back(writer.extension);
  throw base::InputError(
      fmt::format("the name \"{}\" does not say which format the file should have", path),
      "names end in " + base::join(extensions, ", "));
}

}  // namespace evpickup::report
