// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evpickup/spec/row.hpp"

/// Field tables: one row for each key of a file format. A row says how the key is read, what it
/// accepts and what it means; reading, bounds, unknown keys, --set paths, listings, schema and
/// documentation all follow from it. The kinds of rows are in field.hpp.
namespace evpickup::spec {

/// A row that belongs to S.
template <class S>
struct Field : Row {
  Field() = default;
  explicit Field(Row row) : Row(std::move(row)) {}
};

/// The rows of S.
template <class S>
class FieldTable {
 public:
  FieldTable(std::initializer_list<Field<S>> rows) {
    for (const Row& row : rows) rows_.push_back(row);
  }

  [[nodiscard]] Rows rows() const { return rows_; }
  /// The rows of another table after these.
  void append(const FieldTable& others) {
    for (const Row& row : others.rows_) rows_.push_back(row);
  }
  void erase(std::string_view key) {
    std::erase_if(rows_, [&](const Row& row) { return row.key == key; });
  }

 private:
  std::vector<Row> rows_;
};

/// The field table of S, specialised beside each struct of the model.
template <class S>
const FieldTable<S>& fields();

/// The rows of T, for sections of other structs.
template <class T>
[[nodiscard]] Rows rows_of() {
  return fields<T>().rows();
}

/// Reads every entry of a table into `target`, on top of what is there already. Entries named in
/// `skip` belong to somebody else.
template <class S>
void read_table(S& target, const Node& table, const std::string& path, Reader& reader,
                const std::vector<std::string>& skip = {}) {
  read_rows(&target, rows_of<S>(), table, path, reader, skip);
}

/// Reports required keys that are still missing, at `where`: the key of `table` if it is written.
/// What is written in `table` but was refused has been reported before.
template <class S>
void check_required(const S& target, const Node* table, const base::SourcePlace& where,
                    const std::string& path, Reader& reader) {
  check_rows(&target, rows_of<S>(), table, where, path, reader);
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
  visit_rows(&target, rows_of<S>(), path, visitor);
}

/// Calls `visitor` for every key of the format.
template <class S>
void visit_keys(const std::string& path, const KeyVisitor& visitor) {
  visit_outline(outline_rows(rows_of<S>()), path, visitor);
}

/// Sets the value at a dotted path such as "battery.energy_usable". False if there is no such key.
template <class S>
[[nodiscard]] bool set_at(S& target, std::string_view path, const Node& value,
                          const std::string& full_path, Reader& reader) {
  return set_in_rows(&target, rows_of<S>(), path, value, full_path, reader);
}

/// The number at a dotted path such as "battery.energy_usable". Nothing for an absent value, for
/// texts, words and lists, and for keys that do not exist. It points into `target`.
template <class S>
[[nodiscard]] std::optional<NumberRef> number_at(S& target, std::string_view path) {
  return number_in_rows(&target, rows_of<S>(), path);
}

}  // namespace evpickup::spec
