// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/spec/document.hpp"
#include "evpickup/spec/field.hpp"
#include "evpickup/spec/sourced.hpp"

/// What the readers of vehicle, market, scenario and rate files share.
namespace evpickup::model {

/// A currency code such as USD.
[[nodiscard]] spec::Codec<std::string> currency_code();

/// The document of a text. Throws InputError if there is nothing in it.
[[nodiscard]] spec::Node read_root(const std::shared_ptr<const base::SourceText>& text);

/// The keys that every file begins with: `format` and `[sources]`.
[[nodiscard]] std::vector<spec::Outline> preamble_outline();

/// Checks `format = 1` and reads `[sources]`; the reader knows the sources from then on.
[[nodiscard]] std::shared_ptr<const spec::Sources> read_preamble(const spec::Node& root,
                                                                 spec::Reader& reader);

/// A row for a key that other code reads; it is here so that the key is known.
template <class S>
[[nodiscard]] spec::Field<S> read_elsewhere(std::string_view key) {
  return spec::custom<S>(key, [](S&, const spec::Node&, const std::string&, spec::Reader&) {}, {},
                         {});
}

/// Reads every entry of a table into `target` by rows that are given.
template <class S>
void read_rows(S& target, const spec::FieldTable<S>& rows, const spec::Node& table,
               const std::string& path, spec::Reader& reader) {
  spec::read_rows(&target, rows.rows(), table, path, reader);
}

/// Reports required keys that a table does not have. The struct cannot tell a key that was refused
/// from one that was never written, so the table is asked.
void require_rows(spec::Rows rows, const spec::Node& table, const std::string& path,
                  spec::Reader& reader);
template <class S>
void require_rows(const spec::FieldTable<S>& rows, const spec::Node& table, const std::string& path,
                  spec::Reader& reader) {
  require_rows(rows.rows(), table, path, reader);
}

/// Two lists of rows after one another.
template <class S>
[[nodiscard]] spec::FieldTable<S> both(spec::FieldTable<S> first,
                                       const spec::FieldTable<S>& second) {
  first.append(second);
  return first;
}

}  // namespace evpickup::model
