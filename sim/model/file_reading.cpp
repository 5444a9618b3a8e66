// SPDX-License-Identifier: Apache-2.0
#include "file_reading.hpp"

#include <fmt/format.h>

#include "evpickup/units/money.hpp"

namespace evpickup::model {

namespace {

// The version of all file formats so far.
constexpr int format_version = 1;

}  // namespace

spec::Codec<std::string> currency_code() {
  return {
      "a currency code such as \"USD\"",
      [](const spec::Node& node, spec::Refusal& refusal) -> std::optional<std::string> {
        if (node.is_text() && units::is_currency_code(node.text)) return node.text;
        refusal.hint = "three capital letters of ISO 4217";
        return std::nullopt;
      },
      [](const std::string& code) { return code; },
      {},
      {},
      {.form = spec::Shape::Form::text, .pattern = "^[A-Z]{3}$"},
  };
}

spec::Node read_root(const std::shared_ptr<const base::SourceText>& text) {
  spec::Node root = spec::parse_document(text);
  if (root.children.empty())
    throw base::InputError(
        base::Diagnostic{base::Severity::error, root.where, {}, "the file is empty", {}});
  return root;
}

std::vector<spec::Outline> preamble_outline() {
  return {
      {.key = "format",
       .doc = "version of the file format",
       .required = true,
       .accepts = std::to_string(format_version),
       .shape = {.form = spec::Shape::Form::whole_number,
                 .low = format_version,
                 .high = format_version}},
      {.kind = spec::Outline::Kind::named,
       .key = "sources",
       .doc = "where values come from; `source` of a value names one",
       .children = spec::outline_rows(spec::rows_of<spec::Source>())},
  };
}

std::shared_ptr<const spec::Sources> read_preamble(const spec::Node& root, spec::Reader& reader) {
  // The version comes first, so that a file of another version is not taken for a bad one.
  const spec::Node* format = root.find("format");
  if (format == nullptr) {
    reader.diagnostics.error(root.key_where, "format", "missing value (version of the file format)",
                             fmt::format("write format = {}", format_version));
  } else if (format->type != spec::NodeType::integer || format->integer != format_version) {
    spec::refuse(reader, *format, "format",
                 fmt::format("{}, the only version of the file format so far", format_version), {});
  }

  auto sources = std::make_shared<spec::Sources>();
  if (const spec::Node* table = root.find("sources")) *sources = spec::read_sources(*table, reader);
  if (root.find("sources") != nullptr) reader.sources = sources.get();
  return sources;
}

void require_rows(spec::Rows rows, const spec::Node& table, const std::string& path,
                  spec::Reader& reader) {
  for (const spec::Row& row : rows)
    if (row.need == spec::Need::required && table.find(row.key) == nullptr)
      reader.diagnostics.error(table.key_where, spec::joined(path, row.key),
                               "missing value (" + row.doc + ")");
}

}  // namespace evpickup::model
