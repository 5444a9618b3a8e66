// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/row.hpp"

#include <algorithm>
#include <utility>

namespace evpickup::spec {

void Content::visit(const void*, const std::string&, const LeafVisitor&) const {}
bool Content::outline(Outline&) const { return false; }
void Content::check(const void*, const Node*, const base::SourcePlace&, const std::string&,
                    Reader&) const {}
bool Content::set(void*, std::string_view, const Node&, const std::string&, Reader&) const {
  return false;
}
std::optional<NumberRef> Content::number(void*, std::string_view) const { return std::nullopt; }

Row row(std::string_view key, std::string_view doc, Need need, Member member,
        std::shared_ptr<const Content> content) {
  return {std::string{key}, std::string{doc}, need, member, std::move(content)};
}

std::vector<std::string> known_keys(Rows rows) {
  std::vector<std::string> keys;
  for (const Row& row : rows) keys.push_back(row.key);
  return keys;
}

void read_rows(void* owner, Rows rows, const Node& table, const std::string& path, Reader& reader,
               std::span<const std::string> skip) {
  if (!expect_table(reader, table, path)) return;
  for (const Node& entry : table.children) {
    if (std::ranges::find(skip, entry.key) != skip.end()) continue;
    const auto row = std::ranges::find(rows, entry.key, &Row::key);
    if (row == rows.end()) {
      refuse_unknown_key(reader, entry, joined(path, entry.key), known_keys(rows));
    } else {
      row->read(owner, entry, joined(path, entry.key), reader);
    }
  }
}

void check_rows(const void* owner, Rows rows, const Node* table, const base::SourcePlace& where,
                const std::string& path, Reader& reader) {
  if (table != nullptr && !table->is_table()) return;
  for (const Row& row : rows) {
    const std::string key = joined(path, row.key);
    const Node* entry = table != nullptr ? table->find(row.key) : nullptr;
    const void* member = row.member.of(owner);
    if (row.need == Need::required && entry == nullptr && !row.content->present(member)) {
      reader.diagnostics.error(where, key, "missing value (" + row.doc + ")");
    } else {
      row.content->check(member, entry, entry != nullptr ? entry->key_where : where, key, reader);
    }
  }
}

void visit_rows(const void* owner, Rows rows, const std::string& path, const LeafVisitor& visitor) {
  for (const Row& row : rows)
    row.content->visit(row.member.of(owner), joined(path, row.key), visitor);
}

std::vector<Outline> outline_rows(Rows rows) {
  std::vector<Outline> keys;
  for (const Row& row : rows) {
    Outline key{.key = row.key, .doc = row.doc, .required = row.need == Need::required};
    if (row.content->outline(key)) keys.push_back(std::move(key));
  }
  return keys;
}

void visit_outline(const std::vector<Outline>& keys, const std::string& path,
                   const KeyVisitor& visitor) {
  for (const Outline& key : keys) {
    const std::string own = key.key.empty() ? path : joined(path, key.key);
    switch (key.kind) {
    case Outline::Kind::value:
      visitor({own, key.accepts, key.doc, key.unit, key.required});
      break;
    case Outline::Kind::section:
      visit_outline(key.children, own, visitor);
      break;
    case Outline::Kind::list:
      visit_outline(key.children, own + "[]", visitor);
      break;
    case Outline::Kind::named:
      if (key.names.empty()) visit_outline(key.children, joined(own, "NAME"), visitor);
      for (const auto& name : key.names) visit_outline(key.children, joined(own, name), visitor);
      break;
    }
  }
}

bool set_in_rows(void* owner, Rows rows, std::string_view path, const Node& value,
                 const std::string& full_path, Reader& reader) {
  const auto dot = path.find('.');
  const auto row = std::ranges::find(rows, path.substr(0, dot), &Row::key);
  if (row == rows.end()) return false;
  if (dot != std::string_view::npos)
    return row->content->set(row->member.of(owner), path.substr(dot + 1), value, full_path, reader);
  row->read(owner, value, full_path, reader);
  return true;
}

std::optional<NumberRef> number_in_rows(void* owner, Rows rows, std::string_view path) {
  const auto dot = path.find('.');
  const auto row = std::ranges::find(rows, path.substr(0, dot), &Row::key);
  if (row == rows.end()) return std::nullopt;
  const auto rest = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
  return row->content->number(row->member.of(owner), rest);
}

}  // namespace evpickup::spec
