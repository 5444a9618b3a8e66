// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/parts.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace evpickup::spec::detail {

namespace {

/// The same part, for reading only as for changing.
const void* find_in(const PartsAccess& access, const void* member, const std::string& name) {
  return access.find(const_cast<void*>(member), name);
}

// A struct with a field table of its own.
class SectionContent final : public Content {
 public:
  explicit SectionContent(RowsOf rows) : rows_(rows) {}

  void read(void* member, const Node& node, const std::string& path,
            Reader& reader) const override {
    read_rows(member, rows_(), node, path, reader);
  }
  [[nodiscard]] bool present(const void*) const override { return true; }
  void visit(const void* member, const std::string& path,
             const LeafVisitor& visitor) const override {
    visit_rows(member, rows_(), path, visitor);
  }
  [[nodiscard]] bool outline(Outline& row) const override {
    row.kind = Outline::Kind::section;
    row.children = outline_rows(rows_());
    return true;
  }
  void check(const void* member, const Node* node, const base::SourcePlace& where,
             const std::string& path, Reader& reader) const override {
    check_rows(member, rows_(), node, where, path, reader);
  }
  bool set(void* member, std::string_view rest, const Node& node, const std::string& path,
           Reader& reader) const override {
    return set_in_rows(member, rows_(), rest, node, path, reader);
  }
  [[nodiscard]] std::optional<NumberRef> number(void* member,
                                                std::string_view rest) const override {
    return number_in_rows(member, rows_(), rest);
  }

 private:
  RowsOf rows_;
};

// One section or none.
class OptionalContent final : public Content {
 public:
  OptionalContent(const PartsAccess& access, RowsOf rows) : access_(access), section_(rows) {}

  void read(void* member, const Node& node, const std::string& path,
            Reader& reader) const override {
    section_.read(access_.make(member, {}), node, path, reader);
  }
  [[nodiscard]] bool present(const void* member) const override { return !access_.empty(member); }
  void visit(const void* member, const std::string& path,
             const LeafVisitor& visitor) const override {
    if (present(member)) section_.visit(find_in(access_, member, {}), path, visitor);
  }
  [[nodiscard]] bool outline(Outline& row) const override { return section_.outline(row); }
  void check(const void* member, const Node* node, const base::SourcePlace& where,
             const std::string& path, Reader& reader) const override {
    if (present(member)) section_.check(find_in(access_, member, {}), node, where, path, reader);
  }
  bool set(void* member, std::string_view rest, const Node& node, const std::string& path,
           Reader& reader) const override {
    return section_.set(access_.make(member, {}), rest, node, path, reader);
  }
  [[nodiscard]] std::optional<NumberRef> number(void* member,
                                                std::string_view rest) const override {
    return present(member) ? section_.number(access_.find(member, {}), rest) : std::nullopt;
  }

 private:
  const PartsAccess& access_;
  SectionContent section_;
};

// Sections by name.
class NamedSectionsContent final : public Content {
 public:
  NamedSectionsContent(const PartsAccess& access, RowsOf rows, std::vector<std::string> allowed)
      : access_(access), section_(rows), allowed_(std::move(allowed)) {}

  void read(void* member, const Node& node, const std::string& path,
            Reader& reader) const override {
    if (!expect_table(reader, node, path)) return;
    for (const Node& entry : node.children) {
      if (!is_allowed(entry.key)) {
        refuse_unknown_key(reader, entry, joined(path, entry.key), allowed_);
      } else {
        section_.read(access_.make(member, entry.key), entry, joined(path, entry.key), reader);
      }
    }
  }
  [[nodiscard]] bool present(const void* member) const override { return !access_.empty(member); }
  void visit(const void* member, const std::string& path,
             const LeafVisitor& visitor) const override {
    access_.each(member, [&](const std::string& name, const void* part) {
      section_.visit(part, joined(path, name), visitor);
    });
  }
  [[nodiscard]] bool outline(Outline& row) const override {
    const bool told = section_.outline(row);
    row.kind = Outline::Kind::named;
    row.names = allowed_;
    return told;
  }
  void check(const void* member, const Node* node, const base::SourcePlace& where,
             const std::string& path, Reader& reader) const override {
    access_.each(member, [&](const std::string& name, const void* part) {
      const Node* table = node != nullptr ? node->find(name) : nullptr;
      section_.check(part, table, table != nullptr ? table->key_where : where, joined(path, name),
                     reader);
    });
  }
  bool set(void* member, std::string_view rest, const Node& node, const std::string& path,
           Reader& reader) const override {
    const auto dot = rest.find('.');
    if (dot == std::string_view::npos || !is_allowed(rest.substr(0, dot))) return false;
    return section_.set(access_.make(member, std::string{rest.substr(0, dot)}),
                        rest.substr(dot + 1), node, path, reader);
  }
  [[nodiscard]] std::optional<NumberRef> number(void* member,
                                                std::string_view rest) const override {
    const auto dot = rest.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    void* part = access_.find(member, std::string{rest.substr(0, dot)});
    return part != nullptr ? section_.number(part, rest.substr(dot + 1)) : std::nullopt;
  }

 private:
  [[nodiscard]] bool is_allowed(std::string_view name) const {
    return allowed_.empty() || std::ranges::find(allowed_, name) != allowed_.end();
  }

  const PartsAccess& access_;
  SectionContent section_;
  std::vector<std::string> allowed_;
};

// Values by name.
class NamedValuesContent final : public Content {
 public:
  NamedValuesContent(const PartsAccess& access, std::shared_ptr<const Content> element)
      : access_(access), element_(std::move(element)) {}

  void read(void* member, const Node& node, const std::string& path,
            Reader& reader) const override {
    if (!expect_table(reader, node, path)) return;
    for (const Node& entry : node.children)
      element_->read(access_.make(member, entry.key), entry, joined(path, entry.key), reader);
  }
  [[nodiscard]] bool present(const void* member) const override { return !access_.empty(member); }
  void visit(const void* member, const std::string& path,
             const LeafVisitor& visitor) const override {
    access_.each(member, [&](const std::string& name, const void* part) {
      element_->visit(part, joined(path, name), visitor);
    });
  }
  [[nodiscard]] bool outline(Outline& row) const override {
    Outline value{.doc = row.doc};
    const bool told = element_->outline(value);
    row.kind = Outline::Kind::named;
    row.children = {std::move(value)};
    return told;
  }
  bool set(void* member, std::string_view rest, const Node& node, const std::string& path,
           Reader& reader) const override {
    if (rest.find('.') != std::string_view::npos) return false;
    element_->read(access_.make(member, std::string{rest}), node, path, reader);
    return true;
  }
  [[nodiscard]] std::optional<NumberRef> number(void* member,
                                                std::string_view rest) const override {
    void* part = access_.find(member, std::string{rest});
    return part != nullptr ? element_->number(part, {}) : std::nullopt;
  }

 private:
  const PartsAccess& access_;
  std::shared_ptr<const Content> element_;
};

// Sections by number.
class ListContent final : public Content {
 public:
  ListContent(const PartsAccess& access, RowsOf rows) : access_(access), section_(rows) {}

  void read(void* member, const Node& node, const std::string& path,
            Reader& reader) const override {
    if (node.type != NodeType::array) {
      refuse(reader, node, path, "a list of tables", {});
      return;
    }
    access_.clear(member);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const Node& table = node.children[i];
      const std::string element = element_path(path, i);
      void* part = access_.make(member, {});
      section_.read(part, table, element, reader);
      section_.check(part, &table, table.key_where, element, reader);
    }
  }
  [[nodiscard]] bool present(const void* member) const override { return !access_.empty(member); }
  void visit(const void* member, const std::string& path,
             const LeafVisitor& visitor) const override {
    std::size_t index = 0;
    access_.each(member, [&](const std::string&, const void* part) {
      section_.visit(part, element_path(path, index++), visitor);
    });
  }
  [[nodiscard]] bool outline(Outline& row) const override {
    const bool told = section_.outline(row);
    row.kind = Outline::Kind::list;
    return told;
  }

 private:
  static std::string element_path(const std::string& path, std::size_t index) {
    return path + "[" + std::to_string(index) + "]";
  }

  const PartsAccess& access_;
  SectionContent section_;
};

}  // namespace

std::shared_ptr<const Content> section_content(RowsOf rows) {
  return std::make_shared<SectionContent>(rows);
}

std::shared_ptr<const Content> optional_content(const PartsAccess& access, RowsOf rows) {
  return std::make_shared<OptionalContent>(access, rows);
}

std::shared_ptr<const Content> named_sections_content(const PartsAccess& access, RowsOf rows,
                                                      std::vector<std::string> allowed) {
  return std::make_shared<NamedSectionsContent>(access, rows, std::move(allowed));
}

std::shared_ptr<const Content> named_values_content(const PartsAccess& access,
                                                    std::shared_ptr<const Content> element) {
  return std::make_shared<NamedValuesContent>(access, std::move(element));
}

std::shared_ptr<const Content> list_content(const PartsAccess& access, RowsOf rows) {
  return std::make_shared<ListContent>(access, rows);
}

}  // namespace evpickup::spec::detail
