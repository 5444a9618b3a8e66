// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/study/row_stream.hpp"

namespace evpickup::app {

/// Part `number` of `of` parts of a study's rows, from 1; all of them if `of` is 1.
struct Shard {
  std::size_t number = 1;
  std::size_t of = 1;

  [[nodiscard]] bool operator==(const Shard&) const = default;
};

/// Rows [first, last).
struct RowRange {
  std::size_t first = 0, last = 0;

  [[nodiscard]] std::size_t size() const { return last - first; }
};
/// The contiguous rows of a shard; shards differ by one row at most, and early ones may be empty.
[[nodiscard]] RowRange range_of(const Shard& shard, std::size_t rows);

/// What the rows of a file are and what they were made of. Two runs with equal stamps write the
/// same rows.
struct RowStamp {
  Shard shard;
  /// Rows of all shards.
  std::size_t rows = 0;
  /// Name of the writer.
  std::string form;
  /// Tool, kernel, settings, overrides, columns and input files with their hashes.
  std::vector<std::string> made_of;

  [[nodiscard]] bool operator==(const RowStamp&) const = default;
};

/// `head` is the file's first line but for the stamp.
[[nodiscard]] RowStamp stamp_of(const study::RowStream& stream, const Shard& shard,
                                std::string_view form, std::string_view head);

/// One line of JSON with its end, schema evpickup.stamp/1.
[[nodiscard]] std::string line_of(const RowStamp& stamp);
/// The stamp of such a line; nothing if it is none.
[[nodiscard]] std::optional<RowStamp> read_stamp(std::string_view line);

/// In what the second differs from the first, for a message; shards are not compared. Empty if
/// in nothing.
[[nodiscard]] std::string difference(const RowStamp& expected, const RowStamp& found);

}  // namespace evpickup::app
