// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "evpickup/report/writers.hpp"
#include "row_stamp.hpp"

/// Files that grow by whole rows, and can be taken up again wherever their writer was killed.
///
/// A shard begins with its stamp. A file of all rows holds nothing but its form's own text; its
/// stamp lies beside it under the name FILE.resume until the last row is written.
namespace evpickup::app {

/// A place in a file behind a number of whole lines.
struct WholeLines {
  std::size_t lines = 0;
  std::uint64_t end = 0;
  /// Bytes behind it: a torn line.
  std::uint64_t torn = 0;
  /// Where the last of them begins.
  std::uint64_t last = 0;
  /// Number of the first that cannot be a row, from 1; 0 if there is none.
  std::size_t spoiled = 0;
};
/// The whole lines of a file from an offset on, rows of a form with so many columns. Throws
/// base::InputError if the file cannot be read.
[[nodiscard]] WholeLines whole_lines(const std::string& path, std::uint64_t from,
                                     const report::RowForm& form, std::size_t columns);

/// The first line of a file with its end; empty if it has none.
[[nodiscard]] std::string first_line(const std::string& path, std::uint64_t from = 0);

/// Name of the file that holds the stamp of an unfinished file of all rows.
[[nodiscard]] std::string stamp_name(const std::string& path);

class RowFile {
 public:
  /// Begins the file anew with stamp and head; with `resume` goes on behind the whole rows that are
  /// there. `head` is the form's first line. Throws base::InputError if the file cannot be written,
  /// or, with `resume`, if what is there belongs to another run or holds a line that is no row.
  RowFile(std::string path, const RowStamp& stamp, std::string_view head,
          const report::RowForm& form, std::size_t columns, bool resume);
  ~RowFile();
  RowFile(const RowFile&) = delete;
  RowFile& operator=(const RowFile&) = delete;

  /// Rows that were there already.
  [[nodiscard]] std::size_t rows() const { return rows_; }
  /// The last of them must be this line. Throws base::InputError if it is not: rows before it were
  /// taken out or put in.
  void require_last(std::string_view line) const;
  /// Appends whole lines. Throws base::InputError if the disk refuses.
  void append(std::string_view lines);
  /// The last row is written.
  void finish();

 private:
  void begin(const RowStamp& stamp, std::string_view head);
  void take_up(const RowStamp& stamp, std::string_view head, const report::RowForm& form,
               std::size_t columns);

  std::string path_;
  bool is_shard_;
  std::size_t rows_ = 0;
  std::uint64_t last_ = 0;
  int descriptor_ = -1;
};

/// Throws base::InputError if a path lies in no folder, or is one.
void require_writable_place(const std::string& path);

}  // namespace evpickup::app
