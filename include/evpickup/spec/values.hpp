// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "evpickup/spec/codec.hpp"
#include "evpickup/spec/table.hpp"

/// Rows for values, with a source or plain.
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
  } else if constexpr (units::HasKind<T>) {
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

/// What a codec says of its values.
template <class T>
void tell(Outline& row, const Codec<T>& codec) {
  row.accepts = codec.accepts;
  row.unit = codec.unit;
  row.shape = codec.shape;
}

/// A Sourced<T>.
template <class T>
class SourcedContent final : public Content {
 public:
  explicit SourcedContent(Codec<T> codec) : codec_(std::move(codec)) {}

  void read(void* member, const Node& node, const std::string& path,
            Reader& reader) const override {
    read_sourced(*static_cast<Sourced<T>*>(member), node, path, reader, codec_);
  }
  [[nodiscard]] bool present(const void* member) const override {
    return static_cast<const Sourced<T>*>(member)->has_value();
  }
  void visit(const void* member, const std::string& path,
             const LeafVisitor& visitor) const override {
    if (present(member)) visitor(leaf_of(*static_cast<const Sourced<T>*>(member), path, codec_));
  }
  [[nodiscard]] bool outline(Outline& row) const override {
    tell(row, codec_);
    row.sourced = true;
    return true;
  }
  [[nodiscard]] std::optional<NumberRef> number(void* member,
                                                std::string_view rest) const override {
    if (!rest.empty()) return std::nullopt;
    return number_of(*static_cast<Sourced<T>*>(member), codec_.kind);
  }

 private:
  Codec<T> codec_;
};

/// A T.
template <class T>
class PlainContent final : public Content {
 public:
  explicit PlainContent(Codec<T> codec) : codec_(std::move(codec)) {}

  void read(void* member, const Node& node, const std::string& path,
            Reader& reader) const override {
    if (auto value = read_with(codec_, node, path, reader))
      *static_cast<T*>(member) = std::move(*value);
  }
  [[nodiscard]] bool present(const void* member) const override {
    return is_given(*static_cast<const T*>(member));
  }
  [[nodiscard]] bool outline(Outline& row) const override {
    tell(row, codec_);
    return true;
  }

 private:
  Codec<T> codec_;
};

/// Types that many structs hold with a source; their content is compiled once, in
/// sim/spec/values.cpp.
template <class T>
concept Common = units::HasKind<T> || std::is_same_v<T, int> || std::is_same_v<T, bool> ||
                 std::is_same_v<T, std::string>;
template <Common T>
[[nodiscard]] std::shared_ptr<const Content> common_content(Codec<T> codec);

/// The content of a Sourced<T>.
template <class T>
[[nodiscard]] std::shared_ptr<const Content> sourced_content(Codec<T> codec) {
  if constexpr (Common<T>) {
    return common_content(std::move(codec));
  } else {
    return std::make_shared<SourcedContent<T>>(std::move(codec));
  }
}

}  // namespace detail

/// A row for a value with a source.
template <class S, class T>
[[nodiscard]] Field<S> value(std::string_view key, Sourced<T> S::*member, Codec<T> codec,
                             std::string_view doc, Need need = Need::optional) {
  return Field<S>{row(key, doc, need, Member{member}, detail::sourced_content(std::move(codec)))};
}

/// A row for a plain value without a source, such as a title.
template <class S, class T>
[[nodiscard]] Field<S> plain(std::string_view key, T S::*member, Codec<T> codec,
                             std::string_view doc, Need need = Need::optional) {
  return Field<S>{row(key, doc, need, Member{member},
                      std::make_shared<detail::PlainContent<T>>(std::move(codec)))};
}

}  // namespace evpickup::spec
