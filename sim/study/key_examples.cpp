// SPDX-License-Identifier: Apache-2.0
#include "key_examples.hpp"

#include <fmt/format.h>

#include <span>
#include <vector>

#include "evpickup/base/file.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/spec/document.hpp"

namespace evpickup::study {

namespace {

using spec::Node;

/// More of a line is cut off.
constexpr std::size_t longest_line = 100;

/// The node at a path whose parts are keys, "key[]" for any element of a list, NAME for any name.
const Node* find(const Node& node, std::span<const std::string> parts) {
  if (parts.empty()) return &node;
  const bool listed = parts.front().ends_with("[]");
  const std::string key =
      listed ? parts.front().substr(0, parts.front().size() - 2) : parts.front();
  for (const Node& child : node.children) {
    if (key != "NAME" && child.key != key) continue;
    if (!listed) {
      if (const Node* found = find(child, parts.subspan(1))) return found;
      continue;
    }
    for (const Node& element : child.children)
      if (const Node* found = find(element, parts.subspan(1))) return found;
  }
  return nullptr;
}

/// The same in a vehicle file, where a key stands in [base] or a trim.
const Node* find_in_trims(const Node& root, std::span<const std::string> parts) {
  if (const Node* base = root.find("base"))
    if (const Node* found = find(*base, parts)) return found;
  if (const Node* trims = root.find("trim"))
    for (const Node& trim : trims->children)
      if (const Node* found = find(trim, parts)) return found;
  return nullptr;
}

/// "18 of 18 scenario files".
std::string told_count(std::size_t count, std::size_t all, const std::string& file) {
  if (file == "exchange_rates") return "the file of exchange rates";
  return fmt::format("{} of {} {} files", count, all, file);
}

std::vector<model::CatalogEntry> entries_of(const model::Catalog& catalog,
                                            const std::string& file) {
  if (file == "vehicle") return catalog.vehicles();
  if (file == "validation") return catalog.validations();
  if (file == "estimates") return catalog.estimates();
  if (file == "facts") return catalog.market_facts();
  if (file == "exchange_rates")
    return {{file, catalog.folder() / "scenarios" / "exchange_rates.toml"}};
  return file == "market" ? catalog.markets() : catalog.scenarios();
}

std::string shown_line(const base::SourcePlace& where, const std::string& name) {
  std::string line{base::trim(where.text->line(where.line))};
  if (base::code_points(line) > longest_line) line = line.substr(0, longest_line) + " ...";
  return fmt::format("{}  ({}:{})", line, name, where.line);
}

}  // namespace

Examples examples_of(const model::Catalog& catalog, const std::string& file,
                     const std::string& path) {
  const auto parts = base::split(path, '.');
  const auto entries = entries_of(catalog, file);
  Examples examples;
  std::size_t count = 0;
  for (const auto& entry : entries) {
    try {
      const auto root = spec::parse_document(base::read_text_file(entry.path));
      const Node* node = find(root, parts);
      if (node == nullptr && file == "vehicle") node = find_in_trims(root, parts);
      if (node == nullptr) continue;
      const auto& where = node->key_where.known() ? node->key_where : node->where;
      if (++count == 1) examples.line = shown_line(where, entry.path.filename().string());
    } catch (const base::InputError&) {
      continue;
    }
  }
  if (count > 0) examples.files = told_count(count, entries.size(), file);
  return examples;
}

}  // namespace evpickup::study
