// SPDX-License-Identifier: Apache-2.0
#include "csv_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "evpickup/base/text.hpp"

namespace evpickup::model {

namespace {

// As many findings as read_csv collects.
constexpr std::size_t findings_limit = 20;

// `"speed [m/s]", "speed [km/h]" or "speed [mph]"`.
std::string accepted_headings(const CsvColumnRule& rule) {
  std::string text;
  for (std::size_t i = 0; i < rule.units.size(); ++i) {
    if (i > 0) text += i + 1 == rule.units.size() ? " or " : ", ";
    text += fmt::format("\"{} [{}]\"", rule.name, rule.units[i]);
  }
  return text;
}

// The unit of the heading; nothing, and an error, if it is not one of the rule's.
std::optional<units::UnitSymbol> unit_of(const spec::CsvColumn& column, const CsvColumnRule& rule,
                                         base::Diagnostics& findings) {
  const bool known = std::ranges::find(rule.units, column.unit) != rule.units.end();
  if (!known) {
    const std::string problem =
        column.unit.empty()
            ? fmt::format("column \"{}\" needs its unit", column.name)
            : fmt::format("column \"{}\" has no unit \"{}\"", column.name, column.unit);
    findings.error(column.where, {}, problem, "write " + accepted_headings(rule));
    return std::nullopt;
  }
  return *std::ranges::find(units::symbols(rule.kind), column.unit, &units::UnitSymbol::symbol);
}

}  // namespace

void check_csv_columns(const spec::CsvTable& table, std::span<const CsvColumnRule> rules,
                       std::string_view what, const base::SourcePlace& whole,
                       base::Diagnostics& findings) {
  std::vector<std::string> names;
  for (const auto& rule : rules) names.emplace_back(rule.name);

  // A misspelt column is not missing too.
  std::vector<std::string> meant;
  for (const auto& column : table.columns) {
    if (std::ranges::find(names, column.name) != names.end()) continue;
    meant.push_back(base::did_you_mean(column.name, names).value_or(""));
    std::string hint = base::did_you_mean_hint(column.name, names);
    if (hint.empty()) hint = fmt::format("columns of {}: {}", what, base::join(names, ", "));
    findings.error(column.where, {}, fmt::format("unknown column \"{}\"", column.name), hint);
  }
  for (const auto& rule : rules)
    if (rule.required && table.find(rule.name) == nullptr &&
        std::ranges::find(meant, rule.name) == meant.end())
      findings.error(whole, {}, fmt::format("there is no column \"{}\"", rule.name),
                     "write " + accepted_headings(rule));
}

std::vector<double> csv_values(const spec::CsvTable& table, std::span<const CsvColumnRule> rules,
                               std::string_view name, base::Diagnostics& findings) {
  const auto rule = std::ranges::find(rules, name, &CsvColumnRule::name);
  const spec::CsvColumn* column = table.find(name);
  if (column == nullptr) return {};
  const auto unit = unit_of(*column, *rule, findings);
  if (!unit) return {};
  std::vector<double> values = column->values;
  for (double& value : values) value = value * unit->factor + unit->offset;
  return values;
}

void refuse_csv_row(const spec::CsvTable& table, std::size_t row, std::string_view column,
                    std::string message, std::string hint, base::Diagnostics& findings) {
  if (findings.all().size() < findings_limit)
    findings.error(table.rows[row], std::string{column}, std::move(message), std::move(hint));
}

std::string csv_comment(const spec::CsvTable& table, std::string_view key) {
  for (const std::string& comment : table.comments) {
    const std::string_view line = comment;
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && base::trim(line.substr(0, colon)) == key)
      return std::string{base::trim(line.substr(colon + 1))};
  }
  return {};
}

}  // namespace evpickup::model
