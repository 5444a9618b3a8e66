// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "evpickup/base/text.hpp"
#include "evpickup/cost/items.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/explain.hpp"
#include "evpickup/study/metrics.hpp"
#include "explanation_words.hpp"
#include "key_entries.hpp"

/// Pages that tell all keys, columns and items.
namespace evpickup::study {

namespace {

/// The section that a value is shown under: the first part of its path.
std::string section_of(const KeyEntry& entry) {
  return entry.path.substr(0, entry.path.find_first_of(".["));
}

bool is_value(const KeyEntry& entry) { return entry.outline.kind == spec::Outline::Kind::value; }

/// What the reader needs beside the meaning: the default, else the rule, else that it must be
/// given.
std::string without_it(const KeyEntry& entry) {
  if (entry.outline.required) return "needed";
  if (std::string standard = standard_of(entry); !standard.empty()) return standard;
  std::vector<std::string> rules;
  if (entry.file == "vehicle")
    for (const auto& rule : model::estimation_rules())
      if (rule.key == entry.path) rules.emplace_back(rule.rule);
  return rules.empty() ? "" : "estimated: " + base::join(rules, "; or ");
}

Section keys_section(const std::string& file, const std::string& name, const std::string& doc) {
  Section section;
  section.key = file + "_" + name;
  section.title =
      doc.empty() ? fmt::format("{}: {}", file, name) : fmt::format("{}: {}, {}", file, name, doc);
  section.table.columns = {text_column("key", "key"), text_column("accepts", "accepts"),
                           text_column("without", "where it is not given"),
                           text_column("meaning", "meaning")};
  return section;
}

}  // namespace

Results explain_sections() {
  Results results;
  results.scenario = "explain";
  results.title = "Sections of files";
  results.table.columns = {text_column("file", "file"),
                           text_column("section", "section"),
                           {"keys", "keys", "", 0, Better::neither},
                           text_column("meaning", "meaning"),
                           text_column("used", "used for")};
  const auto entries = key_entries();
  for (const KeyEntry& entry : entries) {
    if (is_value(entry) || entry.path.find('.') != std::string::npos) continue;
    const auto count = std::ranges::count_if(entries, [&](const KeyEntry& other) {
      return is_value(other) && other.file == entry.file && section_of(other) == entry.path;
    });
    results.table.rows.push_back({entry.file, entry.path, static_cast<double>(count),
                                  entry.outline.doc, std::string{use_of(entry)}});
  }
  results.grouped_by = "file";
  results.shown = {"section", "keys", "meaning", "used"};
  results.notes.emplace_back(
      "evpickup explain KEY tells more: of a section (battery), a key (battery.energy_usable), a "
      "column of results (range_km) or an item of the ledger (insurance).");
  return results;
}

Results reference_of_keys() {
  Results results;
  results.scenario = "keys";
  results.title = "Keys of files";
  results.description =
      "Every key of vehicle, scenario and market files, of files of estimates, exchange rates and "
      "facts, and the conditions of validation files, as the program reads them. --set takes the "
      "same keys, with market.ID before those of a market. "
      "Keys with [] stand in lists, NAME is yours to choose. Values of vehicles and markets, and "
      "most of scenarios, may be written with their source: see formats.md.";
  Section* section = nullptr;
  for (const KeyEntry& entry : key_entries()) {
    const bool top = entry.path.find('.') == std::string::npos;
    const std::string name = top && is_value(entry) ? "heading" : section_of(entry);
    const std::string key = fmt::format("{}_{}", entry.file, name);
    const auto known = std::ranges::find(results.sections, key, &Section::key);
    if (known != results.sections.end()) {
      section = &*known;
    } else {
      results.sections.push_back(
          keys_section(entry.file, name, name == "heading" ? "" : entry.outline.doc));
      section = &results.sections.back();
    }
    if (!is_value(entry)) continue;
    section->table.rows.push_back(
        {entry.path, entry.outline.accepts, without_it(entry), entry.outline.doc});
  }
  std::erase_if(results.sections, [](const Section& each) { return each.table.rows.empty(); });
  return results;
}

Results reference_of_metrics() {
  Results results;
  results.scenario = "metrics";
  results.title = "Columns of results";
  results.description =
      "Every column of the table that a comparison makes, in CSV, JSON and for --columns. CUR "
      "stands "
      "for the reporting currency, in lower case in keys. A value that cannot be had is blank.";
  results.table.columns = {text_column("column", "column"), text_column("unit", "unit"),
                           text_column("meaning", "meaning"), text_column("better", "better"),
                           text_column("basis", "made of")};
  for (const Metric& metric : metrics())
    results.table.rows.push_back({metric.column.key, metric.column.unit, metric.doc,
                                  std::string{better_of(metric.column)}, basis_of(metric)});
  Section items;
  items.key = "items";
  items.title = "Items of the ledger";
  items.table.columns = {text_column("group", "group"), text_column("key", "key"),
                         text_column("item", "item"), text_column("formula", "formula"),
                         text_column("source", "source")};
  for (const auto& row : cost::item_rows()) {
    items.table.rows.push_back({std::string{label(row.group)}, key_of(row), label_of(row),
                                std::string{row.formula}, std::string{row.source}});
    if (const std::string cash = cash_key(row); !cash.empty())
      items.table.rows.push_back({std::string{label(row.group)}, cash, cash_label(row),
                                  std::string{row.formula}, std::string{row.source}});
  }
  results.sections.push_back(std::move(items));
  return results;
}

}  // namespace evpickup::study
