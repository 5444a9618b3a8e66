// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/study/results.hpp"

/// Rows that a study wrote earlier, as CSV or JSON lines: figures that need not be computed again.
namespace evpickup::study {

/// Which columns of a study's rows hold figures, [first, last); what stands around them is known
/// beforehand.
struct FigureColumns {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// The one of some files of rows whose first column has this key; nothing if there is none. Throws
/// InputError for two of them, and for files that cannot be read.
[[nodiscard]] std::optional<std::string> recorded_file(const std::vector<std::string>& paths,
                                                       std::string_view first_column);

/// So many draws or points are read for one that is computed again.
inline constexpr std::size_t checked_stride = 16;

/// Rows that were computed again, and which they are of those that were read.
struct ComputedRows {
  std::vector<std::size_t> numbers;
  std::vector<std::vector<Cell>> rows;
};

/// The rows of a file, one after the other.
class RecordedRows {
 public:
  /// Throws InputError unless the file has these columns.
  RecordedRows(std::string path, const std::vector<Column>& columns);

  /// The fields of the next row as CSV has them, in the order of the columns. Throws InputError
  /// with the line if there is none, or if it is no row.
  [[nodiscard]] std::vector<std::string> next();
  /// The number in a field of a row, NaN where there is none.
  [[nodiscard]] double number(const std::string& field, std::size_t column) const;
  /// The figures of the next rows: rows x figures, NaN where there is none. `known` are these rows
  /// without them; throws InputError for rows of another study.
  [[nodiscard]] Eigen::ArrayXXd figures(const std::vector<std::vector<Cell>>& known,
                                        FigureColumns where);
  /// Throws InputError unless the figures that were read last are, in the rows of `again`, those
  /// that were computed: whatever else they rest on is as it was.
  void require_same(const Eigen::ArrayXXd& figures, const ComputedRows& again,
                    FigureColumns where) const;
  /// Refuses a line, by default the one that was read last.
  [[noreturn]] void refuse(const std::string& what, std::size_t line = 0) const;
  /// Throws InputError if rows are left.
  void finish();

 private:
  /// The next line without its end; nothing behind the last.
  [[nodiscard]] std::optional<std::string> next_line();

  std::string path_;
  const std::vector<Column>* columns_;
  bool has_fields_;
  std::ifstream file_;
  std::size_t line_ = 1;
};

}  // namespace evpickup::study
