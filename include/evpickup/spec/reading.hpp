// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/spec/codec.hpp"
#include "evpickup/spec/document.hpp"
#include "evpickup/spec/sourced.hpp"
#include "evpickup/units/kinds.hpp"

/// What all field tables need while they read: where findings go, and the words of the findings.
namespace evpickup::spec {

/// What reading needs beside the node: where findings go, which sources exist, and whether the
/// text comes from a file that has a [sources] table.
struct Reader {
  base::Diagnostics& diagnostics;
  const Sources* sources = nullptr;
};

/// `a.b`, or `b` alone.
[[nodiscard]] std::string joined(const std::string& path, std::string_view key);
/// An error at a node: `expected ..., got ...` with the refusal's reason and hint.
void refuse(Reader& reader, const Node& node, const std::string& path, const std::string& accepts,
            const Refusal& refusal);
void refuse_unknown_key(Reader& reader, const Node& entry, const std::string& path,
                        const std::vector<std::string>& known);
/// False and an error if the node is no table.
[[nodiscard]] bool expect_table(Reader& reader, const Node& node, const std::string& path);
/// A value as it is written: plain, or `{ value = ..., source = ..., ... }` with where it comes
/// from.
struct Annotation {
  const Node* value = nullptr;  ///< nullptr if there is none, which has been reported
  const Node* range = nullptr;
  const Node* also = nullptr;
  Origin origin;
  units::Date date;  ///< its own, else that of its source
};
/// Reads what stands around a value; reports unknown keys and sources, and estimates without a
/// rule.
[[nodiscard]] Annotation read_annotation(const Node& node, const std::string& path, Reader& reader);
/// Source id at a node; empty with an error if the id is unknown.
[[nodiscard]] std::string read_source_id(const Node& node, const std::string& path, Reader& reader);
/// An error unless low <= value <= high in one currency. What has no order has no range.
[[nodiscard]] bool check_range(Reader& reader, const Node& range, const std::string& path,
                               const std::optional<units::Amount>& low,
                               const std::optional<units::Amount>& value,
                               const std::optional<units::Amount>& high);
/// An error unless another published value has a source and no range or alternatives of its own.
[[nodiscard]] bool check_alternative(Reader& reader, const Node& node, const std::string& path,
                                     const Annotation& annotation);

}  // namespace evpickup::spec
