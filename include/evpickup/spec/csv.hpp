// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evpickup/base/diagnostic.hpp"

namespace evpickup::spec {

/// A column of numbers with the unit written in its heading: `speed [km/h]`.
struct CsvColumn {
  std::string name;
  std::string unit;
  base::SourcePlace where;
  std::vector<double> values;
};

/// A table of numbers read from CSV. `comments` are the `# ...` lines without the mark.
struct CsvTable {
  std::vector<std::string> comments;
  std::vector<CsvColumn> columns;
  /// Place of row i, for messages.
  std::vector<base::SourcePlace> rows;

  /// The column with this name, or nullptr.
  [[nodiscard]] const CsvColumn* find(std::string_view name) const;
};

/// Reads comma separated numbers under one heading line; `#` starts a comment line. Throws
/// InputError with the place of every cell that is no finite number, of rows with a wrong number of
/// cells (at most 20 findings), and for a table without rows.
[[nodiscard]] CsvTable read_csv(const std::shared_ptr<const base::SourceText>& text);

}  // namespace evpickup::spec
