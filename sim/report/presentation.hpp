// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/results.hpp"
#include "page.hpp"

/// What the writers for people share: which columns to show, cells as text in the reader's units,
/// and which of them are the best of their column.
namespace evpickup::report {

struct TextCell {
  std::string text;
  bool best = false;
  bool missing = false;
  Tone tone = Tone::plain;
};

struct TextColumn {
  std::string key;
  std::string label;
  std::string unit;
  /// Numbers are aligned right and never wrapped.
  bool numeric = false;
  /// Left out of a narrow page after those without this.
  bool keep = false;
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
/// The rows that people see, in their units: the table itself where they are just that, else a copy
/// in `room`.
[[nodiscard]] const study::Table& as_people_read(const study::Table& table, UnitSystem units,
                                                 std::optional<study::Table>& room);
/// The columns of the rows that people see as text, in that order. Best values are those that read
/// like the best of at least two different ones. With a `reference`, one of those rows, the numbers
/// of the others are differences to its own.
[[nodiscard]] TextTable as_text(const study::Table& table, std::span<const std::size_t> columns,
                                const WriteOptions& options,
                                std::optional<std::size_t> reference = std::nullopt);

/// False if a section has nothing but remarks for people.
[[nodiscard]] bool has_shown_rows(const study::Section& section);
/// What people see of a section's table; which of its values are best is not marked. `columns` are
/// indices of its columns.
[[nodiscard]] TextTable section_as_text(const study::Section& section,
                                        std::span<const std::size_t> columns,
                                        const WriteOptions& options);
/// Indices of the columns of a section that people see.
[[nodiscard]] std::vector<std::size_t> shown_columns(const study::Section& section);

/// Index of the column that results or a section are grouped by; npos for none.
[[nodiscard]] std::size_t group_column(const study::Results& results);
[[nodiscard]] std::size_t group_column(const study::Section& section);
inline constexpr auto npos = static_cast<std::size_t>(-1);

/// Place of a row among those that people see.
[[nodiscard]] int shown_row(const study::Table& table, int row);

/// The row that differences are told to, if they are asked for: the baseline, else the first.
[[nodiscard]] std::optional<std::size_t> reference_row(const study::Results& results,
                                                       const WriteOptions& options);

/// What names a row, such as "Radar RD6, 86 kWh RWD, cn": its group, and the first texts of it that
/// the results show.
[[nodiscard]] std::string row_name(const study::Results& results, std::size_t at);
/// The columns that name rows, and the name of a row where they are known.
[[nodiscard]] std::vector<std::size_t> name_columns(const study::Results& results);
[[nodiscard]] std::string row_name(const study::Results& results, std::size_t at,
                                   std::span<const std::size_t> columns);
/// The same of the baseline; empty if there is none.
[[nodiscard]] std::string baseline_name(const study::Results& results);

/// Throws std::logic_error for results that contradict themselves: a row that is not as long as
/// there are columns, a key that comes twice, a number that is not finite, a baseline beyond the
/// rows.
void require_sound(const study::Results& results);

}  // namespace evpickup::report
