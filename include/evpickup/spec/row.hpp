// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/spec/document.hpp"
#include "evpickup/spec/member.hpp"
#include "evpickup/spec/number.hpp"
#include "evpickup/spec/reading.hpp"
#include "evpickup/spec/shape.hpp"
#include "evpickup/spec/sourced.hpp"

/// Rows of field tables without the types of the structs that they are about: what is here is
/// compiled once. table.hpp has the typed door to it.
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

/// What a row does with its member: one class for each kind of row. `member` points to it.
class Content {
 public:
  virtual ~Content() = default;

  virtual void read(void* member, const Node& node, const std::string& path,
                    Reader& reader) const = 0;
  [[nodiscard]] virtual bool present(const void* member) const = 0;
  virtual void visit(const void* member, const std::string& path, const LeafVisitor& visitor) const;
  /// `row` has key, doc and need; the content adds what it accepts, or its own keys. False for a
  /// key that stays out of listings.
  [[nodiscard]] virtual bool outline(Outline& row) const;
  /// Required keys inside a section that is present. The node is where the section is written, or
  /// nullptr; the place is where its absence is reported.
  virtual void check(const void* member, const Node* node, const base::SourcePlace& where,
                     const std::string& path, Reader& reader) const;
  /// Follows the rest of a path such as "epa.range" into a section; false if there is no such key.
  virtual bool set(void* member, std::string_view rest, const Node& node, const std::string& path,
                   Reader& reader) const;
  /// The number at the rest of a path, or of the member itself if that is empty.
  [[nodiscard]] virtual std::optional<NumberRef> number(void* member, std::string_view rest) const;
};

/// One key of a file format.
struct Row {
  std::string key;
  std::string doc;
  Need need = Need::optional;
  Member member;
  std::shared_ptr<const Content> content;

  void read(void* owner, const Node& node, const std::string& path, Reader& reader) const {
    content->read(member.of(owner), node, path, reader);
  }
};
using Rows = std::span<const Row>;

[[nodiscard]] Row row(std::string_view key, std::string_view doc, Need need, Member member,
                      std::shared_ptr<const Content> content);

[[nodiscard]] std::vector<std::string> known_keys(Rows rows);

/// The functions of table.hpp for an owner whose rows are given.
void read_rows(void* owner, Rows rows, const Node& table, const std::string& path, Reader& reader,
               std::span<const std::string> skip = {});
void check_rows(const void* owner, Rows rows, const Node* table, const base::SourcePlace& where,
                const std::string& path, Reader& reader);
void visit_rows(const void* owner, Rows rows, const std::string& path, const LeafVisitor& visitor);
[[nodiscard]] std::vector<Outline> outline_rows(Rows rows);
/// Calls `visitor` for every value of an outline: `price.abroad.NAME` where names are free,
/// `duty.cycles[].share` in lists.
void visit_outline(const std::vector<Outline>& keys, const std::string& path,
                   const KeyVisitor& visitor);
[[nodiscard]] bool set_in_rows(void* owner, Rows rows, std::string_view path, const Node& value,
                               const std::string& full_path, Reader& reader);
[[nodiscard]] std::optional<NumberRef> number_in_rows(void* owner, Rows rows,
                                                      std::string_view path);

}  // namespace evpickup::spec
