// SPDX-License-Identifier: Apache-2.0
#include "evpickup/spec/document.hpp"

// toml++ is compiled here and nowhere else, so that its shared library is not needed. Some of its
// assertions fail for texts such as "a = [}", which it refuses right behind them: they are off, and
// with NDEBUG they would become assumptions of the optimiser.
#undef NDEBUG
#define TOML_ASSERT(condition) static_assert(true)
#define TOML_IMPLEMENTATION
#define TOML_HEADER_ONLY 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 16
#include <toml++/toml.h>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "evpickup/base/text.hpp"
#include "syntax_error.hpp"

namespace evpickup::spec {

namespace {

// Parts of one dotted key. Parser and conversion recurse once for each of them.
constexpr std::size_t key_parts_limit = 100;
// Code points of a text that messages show.
constexpr std::size_t shown_limit = 60;

// The text that places point into. What toml++ read had `shift` columns in front of line 1.
struct Places {
  std::shared_ptr<const base::SourceText> text;
  std::size_t shift = 0;

  [[nodiscard]] base::SourcePlace at(const toml::source_position& position,
                                     std::size_t length) const {
    const std::size_t column =
        position.column - (position.line == 1 && position.column > shift ? shift : 0);
    return {text, position.line, column, length};
  }
  // The place of what is written at a region; of several lines only the start counts.
  [[nodiscard]] base::SourcePlace at(const toml::source_region& region) const {
    const bool one_line = region.end.line == region.begin.line;
    const bool empty = region.end.column <= region.begin.column;
    return at(region.begin, one_line && !empty ? region.end.column - region.begin.column : 1);
  }
};

void convert(Node& node, const toml::node& from, const Places& places, base::Diagnostics& findings);

// An entry of a table: key and value.
Node converted_entry(const toml::key& key, const toml::node& value, const Places& places,
                     base::Diagnostics& findings) {
  Node node;
  node.key = std::string{key.str()};
  node.key_where = places.at(key.source());
  convert(node, value, places, findings);
  return node;
}

// Entries in the order in which their keys first appear in the file; toml++ sorts them by name.
void convert_table(Node& node, const toml::table& table, const Places& places,
                   base::Diagnostics& findings) {
  node.type = NodeType::table;
  for (const auto& [key, value] : table)
    node.children.push_back(converted_entry(key, value, places, findings));
  std::ranges::stable_sort(node.children, {}, [](const Node& child) {
    return std::tuple{child.key_where.line, child.key_where.column};
  });

  // A [table] is where its key is: what toml++ calls its region has moved to its last value.
  if (!table.is_inline() && node.key_where.known()) node.where = node.key_where;
}

void convert_array(Node& node, const toml::array& array, const Places& places,
                   base::Diagnostics& findings) {
  node.type = NodeType::array;
  for (const auto& from : array) {
    Node element;
    convert(element, from, places, findings);
    element.key_where = element.where;
    node.children.push_back(std::move(element));
  }

  // Tables under [[list]] headings: the list is where its key is first written.
  const auto* first = array.empty() ? nullptr : array.front().as_table();
  if (first != nullptr && !first->is_inline()) node.where = node.key_where;
}

// A calendar day; the year 0 means "unknown" to us and is no date.
void convert_date(Node& node, const toml::date& date, base::Diagnostics& findings) {
  node.type = NodeType::date;
  node.date = {date.year, date.month, date.day};
  if (!node.date.known()) findings.error(node.where, node.key, "a date needs a year after 0");
}

void convert(Node& node, const toml::node& from, const Places& places,
             base::Diagnostics& findings) {
  node.where = places.at(from.source());
  if (const auto* table = from.as_table()) {
    convert_table(node, *table, places, findings);
  } else if (const auto* array = from.as_array()) {
    convert_array(node, *array, places, findings);
  } else if (const auto* text = from.as_string()) {
    node.type = NodeType::text;
    node.text = text->get();
  } else if (const auto* integer = from.as_integer()) {
    node.type = NodeType::integer;
    node.integer = integer->get();
    node.number = static_cast<double>(integer->get());
  } else if (const auto* number = from.as_floating_point()) {
    node.type = NodeType::number;
    node.number = number->get();
  } else if (const auto* boolean = from.as_boolean()) {
    node.type = NodeType::boolean;
    node.boolean = boolean->get();
  } else if (const auto* date = from.as_date()) {
    convert_date(node, date->get(), findings);
  } else {
    findings.error(node.where, node.key, "a time of day has no use here",
                   "write a date alone, such as 2026-10-09");
  }
}

// A key with very many dots would exhaust the stack inside of toml++; see key_parts_limit. Dots are
// counted from one character to the next that cannot be inside a key.
void refuse_endless_keys(std::string_view toml, const Places& places) {
  std::size_t dots = 0;
  std::size_t line = 1;
  char previous = '\0';
  for (const char c : toml) {
    if (c == '\n') ++line;
    if (c == '.' && previous != '.') ++dots;
    if (std::string_view{",=[]{}\n"}.find(c) != std::string_view::npos) dots = 0;
    if (dots > key_parts_limit)
      throw base::InputError(
          base::Diagnostic{base::Severity::error,
                           base::SourcePlace{places.text, line, 1, 1},
                           {},
                           fmt::format("a key has more than {} parts", key_parts_limit),
                           {}});
    previous = c;
  }
}

// The document that `toml` says, with places in our text.
Node read(std::string_view toml, const Places& places) {
  refuse_endless_keys(toml, places);
  Node root;
  base::Diagnostics findings;
  try {
    convert(root, toml::parse(toml), places, findings);
  } catch (const toml::parse_error& error) {
    throw base::InputError(syntax_error(error.description(), places.at(error.source().begin, 1)));
  }
  findings.throw_if_errors();

  // The table itself is nowhere in particular.
  root.where = {places.text, 0, 0, 1};
  root.key_where = root.where;
  return root;
}

// A value that is no TOML but plain text.
Node text_node(const std::shared_ptr<const base::SourceText>& text) {
  Node node;
  node.type = NodeType::text;
  node.text = text->text;
  node.where = {text, 1, 1, std::max<std::size_t>(base::code_points(text->text), 1)};
  return node;
}

// A text in quotes, control characters escaped, shortened if it is long.
std::string shown_text(std::string_view text) {
  std::string shown{'"'};
  std::size_t code_points = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U && ++code_points > shown_limit) return shown + "...\"";
    if (c == '"' || c == '\\') {
      shown += {'\\', c};
    } else if (byte < 0x20U || byte == 0x7FU) {
      shown += c == '\n' ? "\\n" : fmt::format("\\u{:04X}", static_cast<unsigned>(byte));
    } else {
      shown += c;
    }
  }
  return shown + '"';
}

}  // namespace

const Node* Node::find(std::string_view entry) const {
  const auto found = std::ranges::find(children, entry, &Node::key);
  return is_table() && found != children.end() ? &*found : nullptr;
}

std::string Node::shown() const {
  switch (type) {
  case NodeType::table:
    return "a table";
  case NodeType::array:
    return children.empty() ? "[]" : "[...]";
  case NodeType::text:
    return shown_text(text);
  case NodeType::integer:
    return fmt::format("{}", integer);
  case NodeType::number:
    return base::shortest(number);
  case NodeType::boolean:
    return boolean ? "true" : "false";
  case NodeType::date:
    return date.text();
  }
  return {};
}

Node parse_document(const std::shared_ptr<const base::SourceText>& text) {
  return read(text->text, Places{text});
}

Node parse_value(std::string_view value, std::string origin) {
  const auto text = std::make_shared<const base::SourceText>(
      base::SourceText{std::move(origin), std::string{value}});

  // TOML has no values without keys: one is put in front.
  constexpr std::string_view key = "v = ";
  Node node = text_node(text);
  try {
    Node root = read(fmt::format("{}{}", key, value), Places{text, key.size()});
    if (root.children.size() == 1) node = std::move(root.children.front());
  } catch (const base::InputError&) {
    // Not TOML: the text as it is.
  }
  node.key.clear();
  node.key_where = node.where;
  return node;
}

}  // namespace evpickup::spec
