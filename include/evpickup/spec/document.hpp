// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/units/money.hpp"

namespace evpickup::spec {

enum class NodeType { table, array, text, integer, number, boolean, date };

/// One value of a TOML document with the place it was written at. Tables keep the file's order.
/// Only the member that belongs to `type` is meaningful; `number` is set for integers too.
struct Node {
  NodeType type = NodeType::table;
  base::SourcePlace where;
  base::SourcePlace key_where;
  std::string key;
  std::string text;
  double number = 0.0;
  std::int64_t integer = 0;
  bool boolean = false;
  units::Date date;
  /// Entries of a table (each with its `key`) or elements of an array.
  std::vector<Node> children;

  [[nodiscard]] bool is_table() const { return type == NodeType::table; }
  [[nodiscard]] bool is_text() const { return type == NodeType::text; }
  [[nodiscard]] bool is_number() const {
    return type == NodeType::number || type == NodeType::integer;
  }
  /// The entry of a table, or nullptr.
  [[nodiscard]] const Node* find(std::string_view entry) const;
  /// The value as a message shows it: `"63 kW"`, `17`, `[...]`, `a table`.
  [[nodiscard]] std::string shown() const;
};

/// Reads TOML 1.0. Throws InputError with line and column for what the standard refuses, among
/// it a key given twice.
[[nodiscard]] Node parse_document(const std::shared_ptr<const base::SourceText>& text);

/// The value of `--set key=value`: TOML where it reads as TOML, otherwise text. `origin` is the
/// name that messages show, such as "--set battery.energy_usable=98 kWh".
[[nodiscard]] Node parse_value(std::string_view value, std::string origin);

}  // namespace evpickup::spec
