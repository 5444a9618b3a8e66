// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/cost/items.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/metrics.hpp"
#include "key_entries.hpp"
#include "key_examples.hpp"

namespace evpickup::study {

namespace {

Column text_column(std::string key, std::string label) {
  return {std::move(key), std::move(label), "", 0, Better::neither};
}

/// What can be said of a word; each part is one column.
struct Explanation {
  std::string word;
  std::string kind;
  std::string meaning;
  std::string accepts;
  std::string keys;
  std::string unit;
  std::string needed;
  std::string standard;
  std::string estimate;
  std::string formula;
  std::string used;
  std::string source;
  std::string files;
  std::string example;
};

Results page_of(const std::string& word, const std::vector<Explanation>& all) {
  Results results;
  results.scenario = "explain";
  results.title = fmt::format("What {} means", word);
  results.table.columns = {
      text_column("word", "word"),          text_column("kind", "is"),
      text_column("meaning", "meaning"),    text_column("accepts", "accepts"),
      text_column("keys", "keys"),          text_column("unit", "unit"),
      text_column("needed", "needed"),      text_column("default", "default"),
      text_column("estimate", "estimated"), text_column("formula", "formula"),
      text_column("used", "used for"),      text_column("source", "source"),
      text_column("files", "given in"),     text_column("example", "an example")};
  for (const Explanation& each : all)
    results.table.rows.push_back({each.word, each.kind, each.meaning, each.accepts, each.keys,
                                  each.unit, each.needed, each.standard, each.estimate,
                                  each.formula, each.used, each.source, each.files, each.example});
  results.shown = {"word", "kind"};
  results.as_records = true;
  return results;
}

/// The rules that fill a key, one below the other.
std::string estimates_of(const std::string& path) {
  std::vector<std::string> rules;
  for (const auto& rule : model::estimation_rules())
    if (rule.key == path) rules.push_back(fmt::format("{} ({})", rule.rule, rule.basis));
  return base::join(rules, "\n");
}

/// The keys of a section, or of each table of a list.
std::string keys_of(const spec::Outline& key) {
  std::vector<std::string> keys;
  for (const auto& child : key.children)
    if (!child.key.empty()) keys.push_back(child.key);
  return base::join(keys, ", ");
}

/// What may be written behind the key.
std::string accepts_of(const spec::Outline& key) {
  if (!key.sourced) return key.accepts;
  return key.accepts + "; or with its source, { value = ..., source = ... }";
}

/// What a key that stands in a section is worth without it being written.
std::string standard_of(const KeyEntry& entry) {
  static const auto values = standard_values();
  const auto found = values.find(entry.file + " " + entry.path);
  return found != values.end() ? found->second : std::string{};
}

/// The key as --set has it.
std::string word_of(const KeyEntry& entry) {
  return entry.file == "market" ? "market.ID." + entry.path : entry.path;
}

Explanation explained(const model::Catalog& catalog, const KeyEntry& entry) {
  const spec::Outline& key = entry.outline;
  Explanation result;
  result.word = word_of(entry);
  result.kind = kind_of(entry);
  result.meaning = key.doc;
  result.accepts = accepts_of(key);
  result.keys = keys_of(key);
  result.unit = key.unit;
  if (key.required) result.needed = "yes";
  result.standard = standard_of(entry);
  if (entry.file == "vehicle") result.estimate = estimates_of(entry.path);
  result.used = use_of(entry);
  const Examples examples = examples_of(catalog, entry.file, entry.path);
  result.files = examples.files;
  result.example = examples.line;
  return result;
}

std::string basis_of(const Metric& metric) {
  switch (metric.needs) {
  case Needs::duty:
    return "the drive of the duty (docs/physics.md)";
  case Needs::years:
    return "the years of use and the ageing of the battery (docs/physics.md)";
  case Needs::sides:
    return "further drives: other conditions, performance, charging (docs/physics.md)";
  case Needs::cost:
    return "the ledger (docs/cost.md)";
  }
  return {};
}

std::string_view better_of(const Column& column) {
  if (column.better == Better::lower) return "lower is better";
  if (column.better == Better::higher) return "higher is better";
  return "";
}

/// True if a column is written as `word`, with any currency for CUR.
bool is_column(const std::string& key, const std::string& word) {
  const auto parts = base::split(key, '_');
  const auto written = base::split(word, '_');
  return std::ranges::equal(parts, written, [](const auto& part, const auto& other) {
    return part == other || (part == "CUR" && units::is_currency_code(other)) ||
           (part == "CUR" && other.size() == 3 &&
            std::ranges::all_of(other, [](char c) { return c >= 'a' && c <= 'z'; }));
  });
}

Explanation explained(const Metric& metric) {
  Explanation result;
  result.word = metric.column.key;
  result.kind = "column of results";
  result.meaning = metric.doc;
  if (const auto better = better_of(metric.column); !better.empty())
    result.meaning += fmt::format("; {}", better);
  result.unit = metric.column.unit;
  result.source = basis_of(metric);
  result.example = fmt::format("evpickup run rd6_trims --columns trim,{}", metric.column.key);
  if (const auto at = result.example.find("CUR"); at != std::string::npos)
    result.example.replace(at, 3, "usd");
  return result;
}

std::string key_of(const cost::ItemRow& row) {
  return std::string{row.key} + (row.names == nullptr ? "" : "NAME");
}

Explanation explained(const cost::ItemRow& row) {
  Explanation result;
  result.word = key_of(row);
  result.kind = "item of the ledger";
  result.meaning = std::string{row.label} + (row.names == nullptr ? "" : "NAME");
  result.formula = row.formula;
  result.used = fmt::format("the group \"{}\" of the cost (docs/cost.md)", label(row.group));
  result.source = row.source;
  return result;
}

/// The word as files have it: without "market.ID.", "base.", "trim.NAME." and "vehicle.NAME.".
std::string without_owner(const std::string& word) {
  for (const auto& [owner, parts] :
       {std::pair{"market.", 2}, {"vehicle.", 2}, {"trim.", 2}, {"base.", 1}}) {
    if (!word.starts_with(owner)) continue;
    std::string_view rest = word;
    for (int i = 0; i < parts; ++i) rest.remove_prefix(std::min(rest.find('.') + 1, rest.size()));
    if (!rest.empty()) return std::string{rest};
  }
  return word;
}

/// The entries that `word` names in full, or else those whose last part it is.
std::vector<KeyEntry> entries_named(const std::string& word) {
  const std::string key = without_owner(word);
  std::vector<KeyEntry> exact;
  std::vector<KeyEntry> by_end;
  for (KeyEntry& entry : key_entries()) {
    if (is_written_as(entry.path, key)) {
      exact.push_back(std::move(entry));
    } else if (entry.path.ends_with("." + key)) {
      by_end.push_back(std::move(entry));
    }
  }
  return exact.empty() ? by_end : exact;
}

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

Results explain(const model::Catalog& catalog, const std::string& word) {
  std::vector<Explanation> all;
  for (const KeyEntry& entry : entries_named(word)) all.push_back(explained(catalog, entry));
  for (const Metric& metric : metrics())
    if (is_column(metric.column.key, word)) all.push_back(explained(metric));
  for (const auto& row : cost::item_rows())
    if (row.names == nullptr ? row.key == word : word.starts_with(row.key))
      all.push_back(explained(row));
  if (!all.empty()) return page_of(word, all);
  const auto known = explainable();
  const std::string hint = base::did_you_mean_hint(word, known);
  throw base::InputError(fmt::format("nothing is called \"{}\"", word),
                         hint.empty() ? "evpickup explain tells the sections, and list metrics and "
                                        "list items the columns and items"
                                      : hint);
}

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
      "Every key of vehicle, scenario and market files, as the program reads them. `--set` takes "
      "the same keys, those of a market behind `market.ID.`. Keys with [] stand in lists, NAME is "
      "yours to choose. Values of vehicles and markets, and most of scenarios, may be written with "
      "their source: see formats.md.";
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
  for (const auto& row : cost::item_rows())
    items.table.rows.push_back({std::string{label(row.group)}, key_of(row),
                                std::string{row.label} + (row.names == nullptr ? "" : "NAME"),
                                std::string{row.formula}, std::string{row.source}});
  results.sections.push_back(std::move(items));
  return results;
}

std::vector<std::string> explainable() {
  std::vector<std::string> words;
  for (const KeyEntry& entry : key_entries())
    if (entry.path.find("[]") == std::string::npos && entry.path.find("NAME") == std::string::npos)
      words.push_back(entry.file == "market" ? "market.ID." + entry.path : entry.path);
  for (const Metric& metric : metrics()) words.push_back(metric.column.key);
  for (const auto& row : cost::item_rows())
    if (row.names == nullptr) words.emplace_back(row.key);
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
  return words;
}

}  // namespace evpickup::study
