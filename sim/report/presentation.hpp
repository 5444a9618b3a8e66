// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/results.hpp"

/// What the writers for people share: which columns to show, cells as text in the reader's units,
/// and which of them are the best of their column.
namespace evpickup::report {

struct TextCell {
  std::string text;
  bool best = false;
  bool missing = false;
};

struct TextColumn {
  std::string key;
  std::string label;
  std::string unit;
  /// Numbers are aligned right and never wrapped.
  bool numeric = false;
};

struct TextTable {
  std::vector<TextColumn> columns;
  std::vector<std::vector<TextCell>> rows;

  [[nodiscard]] bool any_best() const;
  [[nodiscard]] bool any_missing() const;
};

/// Indices of the columns that `options` or else the results choose, all of them if neither does.
/// Throws base::InputError with did-you-mean for an unknown key in the options.
[[nodiscard]] std::vector<std::size_t> shown_columns(const study::Results& results,
                                                     const WriteOptions& options);
/// The columns as text, in that order. Best values are those that read like the best of at least
/// two different ones.
[[nodiscard]] TextTable as_text(const study::Table& table, std::span<const std::size_t> columns,
                                const WriteOptions& options);

/// A section's table whole; which of its values are best is not marked.
/// False if a section has nothing but remarks for people.
[[nodiscard]] bool has_shown_rows(const study::Section& section);
[[nodiscard]] TextTable section_as_text(const study::Section& section, const WriteOptions& options);

/// Index of the column that the results are grouped by; npos for none.
[[nodiscard]] std::size_t group_column(const study::Results& results);
inline constexpr auto npos = static_cast<std::size_t>(-1);

/// What names the baseline, such as "Radar RD6, 86 kWh RWD, cn": its group, and the first texts of
/// its row that the results show. Empty if there is no baseline.
[[nodiscard]] std::string baseline_name(const study::Results& results);

/// Throws std::logic_error for results that contradict themselves: a row that is not as long as
/// there are columns, a key that comes twice, a number that is not finite, a baseline beyond the
/// rows.
void require_sound(const study::Results& results);

}  // namespace evpickup::report
