// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/results.hpp"

/// The list of writers: results to text, one row for each form. A new form is a file and a row.
namespace evpickup::report {

/// A form that can be written row by row: its head, then its rows give the same text as all at
/// once.
struct RowForm {
  /// The first line, by the columns and inputs of results.
  std::string (*head)(const study::Results&);
  /// Appends the line of a row.
  void (*append)(std::string& out, const std::vector<study::Column>& columns,
                 const std::vector<study::Cell>& row);
  /// Fields stand between commas, as many as there are columns; a line end between quotes is part
  /// of a row. Else a row is one line between braces.
  bool has_fields = false;
};

struct Writer {
  /// As `--format` says it.
  std::string_view name;
  /// With its dot: ".csv".
  std::string_view extension;
  std::string_view help;
  /// Throws base::InputError for an unknown column in the options, std::logic_error for results
  /// that contradict themselves (a row of the wrong length, a number that is not finite).
  std::string (*write)(const study::Results&, const WriteOptions&);
  /// Holds everything in the units of the keys: no choice of columns or units changes it.
  bool whole = false;
  /// Absent where rows cannot be written one by one.
  std::optional<RowForm> by_rows = {};
  /// Shows charts, and what only a page holds beside them (study::RunOptions).
  bool charts = false;
  bool page = false;
};

[[nodiscard]] std::span<const Writer> writers();

/// The lines of rows. Throws std::logic_error for a row that is not as long as there are columns,
/// or holds a number that is not finite.
[[nodiscard]] std::string lines(const RowForm& form, const std::vector<study::Column>& columns,
                                std::span<const std::vector<study::Cell>> rows);

/// The writer of that name. Throws base::InputError with did-you-mean.
[[nodiscard]] const Writer& writer_named(std::string_view name);

/// The writer whose extension `path` ends in, in any case. Throws base::InputError that names all.
[[nodiscard]] const Writer& writer_for(std::string_view path);

}  // namespace evpickup::report
