// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/spec/document.hpp"
#include "evpickup/spec/number.hpp"
#include "evpickup/spec/reading.hpp"
#include "evpickup/spec/sourced.hpp"

/// Field tables: one row for each key of a file format. A row says how the key is read, what it
/// accepts and what it means; reading, bounds, unknown keys, --set paths, listings and (later)
/// schema and documentation all follow from it. The kinds of rows are in field.hpp.
namespace evpickup::spec {

/// A value that is present in a struct, as listings show it.
struct Leaf {
  std::string path;
  std::string text;
  const Origin* origin = nullptr;
  std::string range;                             ///< "95 kWh .. 101 kWh" or empty
  std::vector<std::array<std::string, 3>> also;  ///< value, source, note
  units::Date date;
};
using LeafVisitor = std::function<void(const Leaf&)>;

/// A key of a format, as documentation shows it.
struct KeyDoc {
  std::string path;
  std::string accepts;
  std::string doc;
  std::string unit;
  bool required = false;
};
using KeyVisitor = std::function<void(const KeyDoc&)>;

enum class Need { optional, required };

template <class S>
struct Field {
  std::string key;
  std::string doc;
  Need need = Need::optional;
  std::function<void(S&, const Node&, const std::string& path, Reader&)> read;
  std::function<bool(const S&)> present;
  std::function<void(const S&, const std::string& path, const LeafVisitor&)> visit;
  std::function<void(const std::string& path, const KeyVisitor&)> describe;
  /// Required keys inside a section that is present. The node is where the section is written, or
  /// nullptr; the place is where its absence is reported.
  std::function<void(const S&, const Node*, const base::SourcePlace&, const std::string& path,
                     Reader&)>
      check;
  /// Follows the rest of a path such as "epa.range" into a section; false if there is no such key.
  std::function<bool(S&, std::string_view rest, const Node&, const std::string& path, Reader&)> set;
  /// The number at the rest of a path, or of this row if that is empty.
  std::function<std::optional<NumberRef>(S&, std::string_view rest)> number;
};
template <class S>
using FieldTable = std::vector<Field<S>>;

/// The field table of S, specialised beside each struct of the model.
template <class S>
const FieldTable<S>& fields();

template <class S>
[[nodiscard]] std::vector<std::string> known_keys(const FieldTable<S>& table) {
  std::vector<std::string> keys;
  for (const auto& field : table) keys.push_back(field.key);
  return keys;
}

/// Reads every entry of a table into `target`, on top of what is there already. Entries named in
/// `skip` belong to somebody else.
template <class S>
void read_table(S& target, const Node& table, const std::string& path, Reader& reader,
                const std::vector<std::string>& skip = {}) {
  if (!expect_table(reader, table, path)) return;
  const auto& rows = fields<S>();
  for (const auto& entry : table.children) {
    if (std::find(skip.begin(), skip.end(), entry.key) != skip.end()) continue;
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const auto& field) { return field.key == entry.key; });
    if (row == rows.end()) {
      refuse_unknown_key(reader, entry, joined(path, entry.key), known_keys(rows));
    } else {
      row->read(target, entry, joined(path, entry.key), reader);
    }
  }
}

/// Reports required keys that are still missing, at `where`: the key of `table` if it is written.
/// What is written in `table` but was refused has been reported before.
template <class S>
void check_required(const S& target, const Node* table, const base::SourcePlace& where,
                    const std::string& path, Reader& reader) {
  if (table != nullptr && !table->is_table()) return;
  for (const auto& field : fields<S>()) {
    const std::string key = joined(path, field.key);
    const Node* entry = table != nullptr ? table->find(field.key) : nullptr;
    if (field.need == Need::required && entry == nullptr && !field.present(target)) {
      reader.diagnostics.error(where, key, "missing value (" + field.doc + ")");
    } else if (field.check) {
      field.check(target, entry, entry != nullptr ? entry->key_where : where, key, reader);
    }
  }
}
/// The same, where the place is that of the table.
template <class S>
void check_required(const S& target, const Node* table, const std::string& path, Reader& reader) {
  check_required(target, table, table != nullptr ? table->key_where : base::SourcePlace{}, path,
                 reader);
}

/// Calls `visitor` for every value present.
template <class S>
void visit_leaves(const S& target, const std::string& path, const LeafVisitor& visitor) {
  for (const auto& field : fields<S>())
    if (field.visit) field.visit(target, joined(path, field.key), visitor);
}

/// Calls `visitor` for every key of the format.
template <class S>
void visit_keys(const std::string& path, const KeyVisitor& visitor) {
  for (const auto& field : fields<S>())
    if (field.describe) field.describe(joined(path, field.key), visitor);
}

/// Sets the value at a dotted path such as "battery.energy_usable". False if there is no such key.
template <class S>
[[nodiscard]] bool set_at(S& target, std::string_view path, const Node& value,
                          const std::string& full_path, Reader& reader) {
  const auto dot = path.find('.');
  const auto head = path.substr(0, dot);
  for (const auto& field : fields<S>()) {
    if (field.key != head) continue;
    if (dot == std::string_view::npos) {
      field.read(target, value, full_path, reader);
      return true;
    }
    return field.set && field.set(target, path.substr(dot + 1), value, full_path, reader);
  }
  return false;
}

/// The number at a dotted path such as "battery.energy_usable". Nothing for an absent value, for
/// texts, words and lists, and for keys that do not exist. It points into `target`.
template <class S>
[[nodiscard]] std::optional<NumberRef> number_at(S& target, std::string_view path) {
  const auto dot = path.find('.');
  for (const auto& field : fields<S>())
    if (field.key == path.substr(0, dot) && field.number)
      return field.number(target, dot == std::string_view::npos ? std::string_view{}
                                                                : path.substr(dot + 1));
  return std::nullopt;
}

}  // namespace evpickup::spec
