// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/cost/items.hpp"
#include "evpickup/model/estimates.hpp"
#include "evpickup/study/metrics.hpp"
#include "explanation_words.hpp"
#include "key_entries.hpp"
#include "key_examples.hpp"

namespace evpickup::study {

namespace {

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

/// The ledger items whose formula names the key, "tyres and repair". Only names that are one key's
/// and no word of prose are looked for: those of several parts.
std::string items_with(const KeyEntry& entry) {
  if (entry.outline.kind != spec::Outline::Kind::value) return {};
  const std::string name = entry.path.substr(entry.path.rfind('.') + 1);
  if (name.find('_') == std::string::npos) return {};
  const auto entries = key_entries();
  if (std::ranges::count_if(entries, [&](const KeyEntry& other) {
        return other.path == name || other.path.ends_with("." + name);
      }) != 1)
    return {};
  std::vector<std::string> items;
  for (const auto& row : cost::item_rows()) {
    std::string formula(row.formula);
    std::ranges::replace_if(
        formula, [](char c) { return c != '_' && (c < 'a' || c > 'z'); }, ' ');
    if (fmt::format(" {} ", formula).find(fmt::format(" {} ", name)) != std::string::npos)
      items.push_back(key_of(row));
  }
  return base::join(items, ", ");
}

/// The key as --set has it.
std::string word_of(const KeyEntry& entry) {
  return entry.file == "market" ? "market.ID." + entry.path : entry.path;
}

Explanation explained(const model::Catalog* catalog, const KeyEntry& entry) {
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
  if (const std::string items = items_with(entry); !items.empty())
    result.used += (result.used.empty() ? "the formula of " : "; the formula of ") + items;
  if (catalog == nullptr) return result;
  const Examples examples = examples_of(*catalog, entry.file, entry.path);
  result.files = examples.files;
  result.example = examples.line;
  return result;
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

Explanation explained(const cost::ItemRow& row) {
  Explanation result;
  result.word = key_of(row);
  result.kind = "item of the ledger";
  result.meaning = label_of(row);
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

}  // namespace

Results explain(const model::Catalog* catalog, const std::string& word) {
  std::vector<Explanation> all;
  for (const KeyEntry& entry : entries_named(word)) all.push_back(explained(catalog, entry));
  for (const Metric& metric : metrics())
    if (is_column(metric.column.key, word)) all.push_back(explained(metric));
  for (const auto& row : cost::item_rows()) {
    if (row.names == nullptr ? row.key == word : word.starts_with(row.key))
      all.push_back(explained(row));
    if (word == cash_key(row)) {
      all.push_back(explained(row));
      all.back().word = word;
      all.back().meaning = cash_label(row);
    }
  }
  if (!all.empty()) return page_of(word, all);
  auto known = explainable();
  for (std::size_t i = 0, count = known.size(); i < count; ++i)
    known.push_back(known[i].substr(known[i].rfind('.') + 1));
  const std::string hint = base::did_you_mean_hint(word, known);
  throw base::InputError(fmt::format("nothing is called \"{}\"", word),
                         hint.empty() ? "evpickup explain tells the sections, and list metrics and "
                                        "list items the columns and items"
                                      : hint);
}

std::vector<std::string> explainable() {
  std::vector<std::string> words;
  for (const KeyEntry& entry : key_entries())
    if (entry.path.find("[]") == std::string::npos && entry.path.find("NAME") == std::string::npos)
      words.push_back(entry.file == "market" ? "market.ID." + entry.path : entry.path);
  for (const Metric& metric : metrics()) words.push_back(metric.column.key);
  for (const auto& row : cost::item_rows()) {
    if (row.names == nullptr) words.emplace_back(row.key);
    if (const std::string cash = cash_key(row); !cash.empty()) words.push_back(cash);
  }
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
  return words;
}

}  // namespace evpickup::study
