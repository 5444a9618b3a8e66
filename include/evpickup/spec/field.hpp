// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "evpickup/spec/parts.hpp"
#include "evpickup/spec/table.hpp"
#include "evpickup/spec/values.hpp"

/// The rows of field tables: values, sections, lists, and those that read in their own way.
namespace evpickup::spec {

/// How a row of its own way reads into the struct as a whole.
template <class Target>
using ReadInto =
    std::function<void(Target target, const Node& node, const std::string& path, Reader& reader)>;

namespace detail {

/// Reads by a function; a key that accepts nothing is not told.
[[nodiscard]] std::shared_ptr<const Content> custom_content(ReadInto<void*> read,
                                                            std::string accepts);
/// Keeps a node in a std::optional<Node>.
[[nodiscard]] std::shared_ptr<const Content> raw_content(std::string accepts);

}  // namespace detail

/// A row that reads in its own way. One that accepts nothing stays out of listings.
template <class S>
[[nodiscard]] Field<S> custom(std::string_view key, ReadInto<S&> read, std::string accepts,
                              std::string_view doc, Need need = Need::optional) {
  auto into = [read = std::move(read)](void* target, const Node& node, const std::string& path,
                                       Reader& reader) {
    read(*static_cast<S*>(target), node, path, reader);
  };
  return Field<S>{
      row(key, doc, need, Member{}, detail::custom_content(std::move(into), std::move(accepts)))};
}

/// A row for a node that is kept as it is, to be read later by somebody who knows more.
template <class S>
[[nodiscard]] Field<S> raw(std::string_view key, std::optional<Node> S::*member,
                           std::string accepts, std::string_view doc) {
  return Field<S>{
      row(key, doc, Need::optional, Member{member}, detail::raw_content(std::move(accepts)))};
}

/// Reads a `[sources]` table: each entry needs a title and a kind.
[[nodiscard]] Sources read_sources(const Node& table, Reader& reader);
template <>
const FieldTable<Source>& fields();

}  // namespace evpickup::spec
