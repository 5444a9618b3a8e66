// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "evpickup/spec/codec.hpp"
#include "evpickup/spec/document.hpp"
#include "evpickup/spec/number.hpp"
#include "evpickup/spec/reading.hpp"
#include "evpickup/spec/sourced.hpp"
#include "evpickup/spec/table.hpp"

/// The rows of field tables: values, sections, lists.
namespace evpickup::spec {

namespace detail {

/// The value at a node; nothing after an error.
template <class T>
[[nodiscard]] std::optional<T> read_with(const Codec<T>& codec, const Node& node,
                                         const std::string& path, Reader& reader) {
  Refusal refusal;
  auto value = codec.read(node, refusal);
  if (!value) refuse(reader, node, path, codec.accepts, refusal);
  return value;
}

/// What the order of two values goes by; nothing for texts, words and lists.
template <class T>
[[nodiscard]] std::optional<units::Amount> amount_of(const T& value) {
  if constexpr (std::is_same_v<T, int>) {
    return units::Amount{static_cast<double>(value), std::nullopt};
  } else if constexpr (requires { units::KindOf<T>::value; }) {
    return units::to_amount(value);
  } else {
    return std::nullopt;
  }
}

/// The date of a price is part of it.
template <class T>
void set_date(T& value, units::Date date) {
  if constexpr (requires { value.date = date; }) value.date = date;
}

template <class T>
void read_range(Sourced<T>& target, const Node& range, const std::string& path, Reader& reader,
                const Codec<T>& codec) {
  if (range.type != NodeType::array || range.children.size() != 2) {
    refuse(reader, range, path, "a list of two values", {});
    return;
  }
  auto low = read_with(codec, range.children[0], path, reader);
  auto high = read_with(codec, range.children[1], path, reader);
  if (!low || !high) return;
  if (!check_range(reader, range, path, amount_of(*low), amount_of(*target), amount_of(*high)))
    return;
  set_date(*low, target.date);
  set_date(*high, target.date);
  target.range.emplace(std::move(*low), std::move(*high));
}

template <class T>
void read_also(Sourced<T>& target, const Node& also, const std::string& path, Reader& reader,
               const Codec<T>& codec) {
  for (const Node& item : also.children) {
    const Annotation other = read_annotation(item, path, reader);
    if (other.value == nullptr) continue;
    auto value = read_with(codec, *other.value, path, reader);
    if (!value || !check_alternative(reader, item, path, other)) continue;
    set_date(*value, other.date);
    target.also.push_back({std::move(*value), other.origin.source, other.origin.note});
  }
}

template <class T>
void read_sourced(Sourced<T>& target, const Node& node, const std::string& path, Reader& reader,
                  const Codec<T>& codec) {
  const Annotation annotation = read_annotation(node, path, reader);
  if (annotation.value == nullptr) return;
  auto value = read_with(codec, *annotation.value, path, reader);
  if (!value) return;
  set_date(*value, annotation.date);
  target.set(std::move(*value), annotation.origin);
  target.date = annotation.date;
  if (annotation.range != nullptr)
    read_range(target, *annotation.range, joined(path, "range"), reader, codec);
  if (annotation.also != nullptr)
    read_also(target, *annotation.also, joined(path, "also"), reader, codec);
}

/// Of plain members only texts, lists and dates can tell that nobody gave them.
template <class T>
[[nodiscard]] bool is_given(const T& member) {
  if constexpr (requires { member.empty(); }) {
    return !member.empty();
  } else if constexpr (requires { member.known(); }) {
    return member.known();
  } else {
    return true;
  }
}

template <class T>
[[nodiscard]] Leaf leaf_of(const Sourced<T>& value, const std::string& path,
                           const Codec<T>& codec) {
  Leaf leaf{path, codec.write(*value), &value.origin, {}, {}, value.date};
  if (value.range)
    leaf.range = codec.write(value.range->first) + " .. " + codec.write(value.range->second);
  for (const auto& other : value.also)
    leaf.also.push_back({codec.write(other.value), other.source, other.note});
  return leaf;
}

}  // namespace detail

/// A row for a value with a source.
template <class S, class T>
[[nodiscard]] Field<S> value(std::string key, Sourced<T> S::*member, Codec<T> codec,
                             std::string doc, Need need = Need::optional) {
  Field<S> field;
  field.key = std::move(key);
  field.doc = doc;
  field.need = need;
  field.read = [=](S& target, const Node& node, const std::string& path, Reader& reader) {
    detail::read_sourced(target.*member, node, path, reader, codec);
  };
  field.present = [=](const S& target) { return (target.*member).has_value(); };
  field.visit = [=](const S& target, const std::string& path, const LeafVisitor& visitor) {
    if ((target.*member).has_value()) visitor(detail::leaf_of(target.*member, path, codec));
  };
  field.describe = [=](const std::string& path, const KeyVisitor& visitor) {
    visitor({path, codec.accepts, doc, codec.unit, need == Need::required});
  };
  if constexpr (requires { units::KindOf<T>::value; }) {
    field.number = [member, kind = codec.kind](S& target, std::string_view rest) {
      return rest.empty() ? number_of(target.*member, kind) : std::nullopt;
    };
  }
  return field;
}

/// A row for a plain value without a source, such as a title.
template <class S, class T>
[[nodiscard]] Field<S> plain(std::string key, T S::*member, Codec<T> codec, std::string doc,
                             Need need = Need::optional) {
  Field<S> field;
  field.key = std::move(key);
  field.doc = doc;
  field.need = need;
  field.read = [=](S& target, const Node& node, const std::string& path, Reader& reader) {
    if (auto value = detail::read_with(codec, node, path, reader))
      target.*member = std::move(*value);
  };
  field.present = [=](const S& target) { return detail::is_given(target.*member); };
  field.describe = [=](const std::string& path, const KeyVisitor& visitor) {
    visitor({path, codec.accepts, doc, codec.unit, need == Need::required});
  };
  return field;
}

/// A row for a table with a field table of its own.
template <class S, class T>
[[nodiscard]] Field<S> section(std::string key, T S::*member, std::string doc) {
  Field<S> field;
  field.key = std::move(key);
  field.doc = std::move(doc);
  field.read = [=](S& target, const Node& node, const std::string& path, Reader& reader) {
    read_table(target.*member, node, path, reader);
  };
  field.present = [](const S&) { return true; };
  field.visit = [=](const S& target, const std::string& path, const LeafVisitor& visitor) {
    visit_leaves(target.*member, path, visitor);
  };
  field.describe = [=](const std::string& path, const KeyVisitor& visitor) {
    visit_keys<T>(path, visitor);
  };
  field.check = [=](const S& target, const Node* node, const base::SourcePlace& where,
                    const std::string& path,
                    Reader& reader) { check_required(target.*member, node, where, path, reader); };
  field.set = [=](S& target, std::string_view rest, const Node& node, const std::string& path,
                  Reader& reader) { return set_at(target.*member, rest, node, path, reader); };
  field.number = [=](S& target, std::string_view rest) { return number_at(target.*member, rest); };
  return field;
}

/// A row for a table that may be absent as a whole.
template <class S, class T>
[[nodiscard]] Field<S> optional_section(std::string key, std::optional<T> S::*member,
                                        std::string doc) {
  Field<S> field;
  field.key = std::move(key);
  field.doc = std::move(doc);
  field.read = [=](S& target, const Node& node, const std::string& path, Reader& reader) {
    if (!(target.*member)) (target.*member).emplace();
    read_table(*(target.*member), node, path, reader);
  };
  field.present = [=](const S& target) { return (target.*member).has_value(); };
  field.visit = [=](const S& target, const std::string& path, const LeafVisitor& visitor) {
    if (target.*member) visit_leaves(*(target.*member), path, visitor);
  };
  field.describe = [=](const std::string& path, const KeyVisitor& visitor) {
    visit_keys<T>(path, visitor);
  };
  field.check = [=](const S& target, const Node* node, const base::SourcePlace& where,
                    const std::string& path, Reader& reader) {
    if (target.*member) check_required(*(target.*member), node, where, path, reader);
  };
  field.set = [=](S& target, std::string_view rest, const Node& node, const std::string& path,
                  Reader& reader) {
    if (!(target.*member)) (target.*member).emplace();
    return set_at(*(target.*member), rest, node, path, reader);
  };
  field.number = [=](S& target, std::string_view rest) -> std::optional<NumberRef> {
    return target.*member ? number_at(*(target.*member), rest) : std::nullopt;
  };
  return field;
}

/// A row for `[key.NAME]` tables with names from `allowed` (any name if that is empty).
template <class S, class T>
[[nodiscard]] Field<S> named_sections(std::string key, std::map<std::string, T> S::*member,
                                      std::string doc, std::vector<std::string> allowed = {}) {
  Field<S> field;
  field.key = std::move(key);
  field.doc = std::move(doc);
  const auto is_allowed = [=](std::string_view entry) {
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), entry) != allowed.end();
  };
  field.read = [=](S& target, const Node& node, const std::string& path, Reader& reader) {
    if (!expect_table(reader, node, path)) return;
    for (const auto& entry : node.children) {
      if (!is_allowed(entry.key)) {
        refuse_unknown_key(reader, entry, joined(path, entry.key), allowed);
      } else {
        read_table((target.*member)[entry.key], entry, joined(path, entry.key), reader);
      }
    }
  };
  field.present = [=](const S& target) { return !(target.*member).empty(); };
  field.visit = [=](const S& target, const std::string& path, const LeafVisitor& visitor) {
    for (const auto& [entry, element] : target.*member)
      visit_leaves(element, joined(path, entry), visitor);
  };
  field.describe = [=](const std::string& path, const KeyVisitor& visitor) {
    if (allowed.empty()) visit_keys<T>(joined(path, "NAME"), visitor);
    for (const auto& entry : allowed) visit_keys<T>(joined(path, entry), visitor);
  };
  field.check = [=](const S& target, const Node* node, const base::SourcePlace& where,
                    const std::string& path, Reader& reader) {
    for (const auto& [entry, element] : target.*member) {
      const Node* table = node != nullptr ? node->find(entry) : nullptr;
      check_required(element, table, table != nullptr ? table->key_where : where,
                     joined(path, entry), reader);
    }
  };
  field.set = [=](S& target, std::string_view rest, const Node& node, const std::string& path,
                  Reader& reader) {
    const auto dot = rest.find('.');
    if (dot == std::string_view::npos || !is_allowed(rest.substr(0, dot))) return false;
    return set_at((target.*member)[std::string(rest.substr(0, dot))], rest.substr(dot + 1), node,
                  path, reader);
  };
  field.number = [=](S& target, std::string_view rest) -> std::optional<NumberRef> {
    const auto dot = rest.find('.');
    const auto entry = (target.*member).find(std::string(rest.substr(0, dot)));
    if (dot == std::string_view::npos || entry == (target.*member).end()) return std::nullopt;
    return number_at(entry->second, rest.substr(dot + 1));
  };
  return field;
}

/// A row for a table of values with free names, such as the lines of an import duty.
template <class S, class T>
[[nodiscard]] Field<S> named_values(std::string key, std::map<std::string, Sourced<T>> S::*member,
                                    Codec<T> codec, std::string doc) {
  Field<S> field;
  field.key = std::move(key);
  field.doc = doc;
  field.read = [=](S& target, const Node& node, const std::string& path, Reader& reader) {
    if (!expect_table(reader, node, path)) return;
    for (const auto& entry : node.children)
      detail::read_sourced((target.*member)[entry.key], entry, joined(path, entry.key), reader,
                           codec);
  };
  field.present = [=](const S& target) { return !(target.*member).empty(); };
  field.visit = [=](const S& target, const std::string& path, const LeafVisitor& visitor) {
    for (const auto& [entry, element] : target.*member)
      if (element.has_value()) visitor(detail::leaf_of(element, joined(path, entry), codec));
  };
  field.describe = [=](const std::string& path, const KeyVisitor& visitor) {
    visitor({joined(path, "NAME"), codec.accepts, doc, codec.unit, false});
  };
  field.set = [=](S& target, std::string_view rest, const Node& node, const std::string& path,
                  Reader& reader) {
    if (rest.find('.') != std::string_view::npos) return false;
    detail::read_sourced((target.*member)[std::string(rest)], node, path, reader, codec);
    return true;
  };
  field.number = [member, kind = codec.kind](S& target,
                                             std::string_view rest) -> std::optional<NumberRef> {
    const auto entry = (target.*member).find(std::string(rest));
    return entry != (target.*member).end() ? number_of(entry->second, kind) : std::nullopt;
  };
  return field;
}

/// A row for a list of tables: `[[key]]` or `key = [{ ... }, ...]`. Reading replaces the list.
template <class S, class T>
[[nodiscard]] Field<S> list_of_sections(std::string key, std::vector<T> S::*member,
                                        std::string doc) {
  Field<S> field;
  field.key = std::move(key);
  field.doc = std::move(doc);
  field.read = [=](S& target, const Node& node, const std::string& path, Reader& reader) {
    if (node.type != NodeType::array) {
      refuse(reader, node, path, "a list of tables", {});
      return;
    }
    (target.*member).clear();
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      T element{};
      const std::string element_path = path + "[" + std::to_string(i) + "]";
      read_table(element, node.children[i], element_path, reader);
      check_required(element, &node.children[i], element_path, reader);
      (target.*member).push_back(std::move(element));
    }
  };
  field.present = [=](const S& target) { return !(target.*member).empty(); };
  field.visit = [=](const S& target, const std::string& path, const LeafVisitor& visitor) {
    for (std::size_t i = 0; i < (target.*member).size(); ++i)
      visit_leaves((target.*member)[i], path + "[" + std::to_string(i) + "]", visitor);
  };
  field.describe = [=](const std::string& path, const KeyVisitor& visitor) {
    visit_keys<T>(path + "[]", visitor);
  };
  return field;
}

/// A row for a node that is kept as it is, to be read later by somebody who knows more.
template <class S>
[[nodiscard]] Field<S> raw(std::string key, std::optional<Node> S::*member, std::string accepts,
                           std::string doc) {
  Field<S> field;
  field.key = std::move(key);
  field.doc = doc;
  field.read = [=](S& target, const Node& node, const std::string&, Reader&) {
    target.*member = node;
  };
  field.present = [=](const S& target) { return (target.*member).has_value(); };
  field.describe = [=](const std::string& path, const KeyVisitor& visitor) {
    visitor({path, accepts, doc, {}, false});
  };
  return field;
}

/// Reads a `[sources]` table: each entry needs a title and a kind.
[[nodiscard]] Sources read_sources(const Node& table, Reader& reader);
template <>
const FieldTable<Source>& fields();

}  // namespace evpickup::spec
