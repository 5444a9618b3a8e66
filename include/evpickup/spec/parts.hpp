// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evpickup/spec/table.hpp"
#include "evpickup/spec/values.hpp"

/// Rows for members that hold others: sections, lists of them, values by free names.
namespace evpickup::spec {

namespace detail {

using PartVisitor = std::function<void(const std::string& name, const void* part)>;

/// How an optional, a map or a list gives what it holds. Lists know no names.
struct PartsAccess {
  bool (*empty)(const void* member);
  void (*clear)(void* member);
  /// The part of a name; nullptr if it is absent.
  void* (*find)(void* member, const std::string& name);
  /// The same, made if it is absent; lists get another part.
  void* (*make)(void* member, const std::string& name);
  void (*each)(const void* member, const PartVisitor& visitor);
};

template <class T>
[[nodiscard]] const PartsAccess& optional_parts() {
  using Holder = std::optional<T>;
  static constexpr PartsAccess access{
      [](const void* member) { return !static_cast<const Holder*>(member)->has_value(); },
      [](void* member) { static_cast<Holder*>(member)->reset(); },
      [](void* member, const std::string&) -> void* {
        auto& holder = *static_cast<Holder*>(member);
        return holder ? &*holder : nullptr;
      },
      [](void* member, const std::string&) -> void* {
        auto& holder = *static_cast<Holder*>(member);
        return holder ? &*holder : &holder.emplace();
      },
      [](const void* member, const PartVisitor& visitor) {
        const auto& holder = *static_cast<const Holder*>(member);
        if (holder) visitor({}, &*holder);
      },
  };
  return access;
}

template <class T>
[[nodiscard]] const PartsAccess& named_parts() {
  using Holder = std::map<std::string, T>;
  static constexpr PartsAccess access{
      [](const void* member) { return static_cast<const Holder*>(member)->empty(); },
      [](void* member) { static_cast<Holder*>(member)->clear(); },
      [](void* member, const std::string& name) -> void* {
        auto& holder = *static_cast<Holder*>(member);
        const auto found = holder.find(name);
        return found != holder.end() ? &found->second : nullptr;
      },
      [](void* member, const std::string& name) -> void* {
        return &(*static_cast<Holder*>(member))[name];
      },
      [](const void* member, const PartVisitor& visitor) {
        for (const auto& [name, part] : *static_cast<const Holder*>(member)) visitor(name, &part);
      },
  };
  return access;
}

template <class T>
[[nodiscard]] const PartsAccess& listed_parts() {
  using Holder = std::vector<T>;
  static constexpr PartsAccess access{
      [](const void* member) { return static_cast<const Holder*>(member)->empty(); },
      [](void* member) { static_cast<Holder*>(member)->clear(); },
      [](void*, const std::string&) -> void* { return nullptr; },
      [](void* member, const std::string&) -> void* {
        return &static_cast<Holder*>(member)->emplace_back();
      },
      [](const void* member, const PartVisitor& visitor) {
        for (const T& part : *static_cast<const Holder*>(member)) visitor({}, &part);
      },
  };
  return access;
}

/// Rows are asked for when they are needed: tables may hold one another in any order.
using RowsOf = Rows (*)();

[[nodiscard]] std::shared_ptr<const Content> section_content(RowsOf rows);
[[nodiscard]] std::shared_ptr<const Content> optional_content(const PartsAccess& access,
                                                              RowsOf rows);
[[nodiscard]] std::shared_ptr<const Content>
named_sections_content(const PartsAccess& access, RowsOf rows, std::vector<std::string> allowed);
[[nodiscard]] std::shared_ptr<const Content>
named_values_content(const PartsAccess& access, std::shared_ptr<const Content> element);
[[nodiscard]] std::shared_ptr<const Content> list_content(const PartsAccess& access, RowsOf rows);

}  // namespace detail

/// A row for a table with a field table of its own.
template <class S, class T>
[[nodiscard]] Field<S> section(std::string_view key, T S::*member, std::string_view doc) {
  return Field<S>{
      row(key, doc, Need::optional, Member{member}, detail::section_content(&rows_of<T>))};
}

/// A row for a table that may be absent as a whole.
template <class S, class T>
[[nodiscard]] Field<S> optional_section(std::string_view key, std::optional<T> S::*member,
                                        std::string_view doc) {
  return Field<S>{row(key, doc, Need::optional, Member{member},
                      detail::optional_content(detail::optional_parts<T>(), &rows_of<T>))};
}

/// A row for `[key.NAME]` tables with names from `allowed` (any name if that is empty).
template <class S, class T>
[[nodiscard]] Field<S> named_sections(std::string_view key, std::map<std::string, T> S::*member,
                                      std::string_view doc, std::vector<std::string> allowed = {}) {
  return Field<S>{row(
      key, doc, Need::optional, Member{member},
      detail::named_sections_content(detail::named_parts<T>(), &rows_of<T>, std::move(allowed)))};
}

/// A row for a table of values with free names, such as the lines of an import duty.
template <class S, class T>
[[nodiscard]] Field<S> named_values(std::string_view key,
                                    std::map<std::string, Sourced<T>> S::*member, Codec<T> codec,
                                    std::string_view doc) {
  return Field<S>{row(key, doc, Need::optional, Member{member},
                      detail::named_values_content(detail::named_parts<Sourced<T>>(),
                                                   detail::sourced_content(std::move(codec))))};
}

/// A row for a list of tables: `[[key]]` or `key = [{ ... }, ...]`. Reading replaces the list.
template <class S, class T>
[[nodiscard]] Field<S> list_of_sections(std::string_view key, std::vector<T> S::*member,
                                        std::string_view doc) {
  return Field<S>{row(key, doc, Need::optional, Member{member},
                      detail::list_content(detail::listed_parts<T>(), &rows_of<T>))};
}

}  // namespace evpickup::spec
