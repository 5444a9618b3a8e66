// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "evpickup/spec/document.hpp"
#include "evpickup/spec/field.hpp"
#include "evpickup/spec/sourced.hpp"

/// What the readers of vehicle, market, scenario and rate files share.
namespace evpickup::model {

/// A currency code such as USD.
[[nodiscard]] spec::Codec<std::string> currency_code();

/// The document of a text. Throws InputError if there is nothing in it.
[[nodiscard]] spec::Node read_root(const std::shared_ptr<const base::SourceText>& text);

/// Checks `format = 1` and reads `[sources]`; the reader knows the sources from then on.
[[nodiscard]] std::shared_ptr<const spec::Sources> read_preamble(const spec::Node& root,
                                                                 spec::Reader& reader);

/// A row for a key that other code reads; it is here so that the key is known.
template <class S>
[[nodiscard]] spec::Field<S> read_elsewhere(std::string key) {
  spec::Field<S> field;
  field.key = std::move(key);
  field.read = [](S&, const spec::Node&, const std::string&, spec::Reader&) {};
  return field;
}

/// Reads every entry of a table into `target` by rows that are given.
template <class S>
void read_rows(S& target, const spec::FieldTable<S>& rows, const spec::Node& table,
               const std::string& path, spec::Reader& reader) {
  if (!spec::expect_table(reader, table, path)) return;
  for (const auto& entry : table.children) {
    const std::string entry_path = spec::joined(path, entry.key);
    const auto row = std::ranges::find(rows, entry.key, &spec::Field<S>::key);
    if (row == rows.end()) {
      spec::refuse_unknown_key(reader, entry, entry_path, spec::known_keys(rows));
    } else {
      row->read(target, entry, entry_path, reader);
    }
  }
}

/// Reports required keys that a table does not have. The struct cannot tell a key that was refused
/// from one that was never written, so the table is asked.
template <class S>
void require_rows(const spec::FieldTable<S>& rows, const spec::Node& table, const std::string& path,
                  spec::Reader& reader) {
  for (const auto& row : rows)
    if (row.need == spec::Need::required && table.find(row.key) == nullptr)
      reader.diagnostics.error(table.key_where, spec::joined(path, row.key),
                               "missing value (" + row.doc + ")");
}

/// Two lists of rows after one another.
template <class S>
[[nodiscard]] spec::FieldTable<S> both(spec::FieldTable<S> first,
                                       const spec::FieldTable<S>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace evpickup::model
