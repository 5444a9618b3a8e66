// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "evpickup/study/table.hpp"

/// Charts as data: what is drawn, not how. Writers turn them into pictures, and tell their table
/// where nothing can be drawn.
namespace evpickup::study {

/// Form of a chart, by what the columns of its table are. Names are texts, all others numbers.
enum class ChartKind {
  /// Name; then series of one unit: a row of dots for each name.
  dots,
  /// Name; parts of one unit, which may be negative; last their total.
  stacked_bars,
  /// Colour, line, x; then one panel or more, one below the other, each with its unit.
  lines,
  /// Name, x, density: areas over one another.
  densities,
  /// Name; 5, 25, 50, 75 and 95 % of its draws, in one unit.
  spreads,
  /// Along and down, both names or both numbers; and the value of each cell.
  cells,
  /// Input; its low and high end as texts; the figure at the low end, as it is, at the high end.
  tornado,
  /// Input; then one measure or two, each as value, low and high end.
  shares,
  /// Colour, kind of point; x, y: a front of points.
  front,
  /// Name, "counts" or "shown only", what was measured, error. Marks: name, what it is
  /// ("allowed_each", "allowed_mean" or "mean"), and both ends around zero.
  errors,
};

struct Chart {
  std::string key;
  std::string title;
  /// What a reader must know to read it, in a sentence or two.
  std::string note;
  ChartKind kind = ChartKind::dots;
  Table table;
  /// What the numbers of several columns are, where those of one unit share an axis: "range".
  std::string measure = {};
  /// Of errors as said there. Of lines and fronts: points that stand out. The columns of `table`,
  /// then a text column "label"; no columns if there are none.
  Table marks = {};
  /// Where a table of all rows is too long for people: each such row is told.
  std::size_t told_every = 1;
};

}  // namespace evpickup::study
