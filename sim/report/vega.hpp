// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "evpickup/report/write_options.hpp"
#include "evpickup/study/chart.hpp"

/// Charts as Vega-Lite specifications. A new kind of chart is a function and a row of the list.
namespace evpickup::report {

using Json = nlohmann::ordered_json;

/// How a kind of chart is drawn.
struct ChartForm {
  study::ChartKind kind;
  /// As it is called where a test or a person asks.
  std::string_view name;
  /// What a specification holds beside title and schema.
  Json (*draw)(const study::Chart& chart);
};

[[nodiscard]] std::span<const ChartForm> chart_forms();

/// The chart in the reader's units.
[[nodiscard]] study::Chart in_units(study::Chart chart, UnitSystem system);

/// A whole specification, version 6 of Vega-Lite, with the data in it. Widths are "container": a
/// page gives them the room it has.
[[nodiscard]] Json vega_spec(const study::Chart& chart);

/// The same with a fixed width in pixels, as part of a larger picture.
[[nodiscard]] Json vega_spec(const study::Chart& chart, int width);

// Parts that the kinds of charts share.

/// "range (km)": the title of an axis.
[[nodiscard]] std::string axis_title(const study::Column& column);
/// The same of an axis of numbers, which says so if it has no unit.
[[nodiscard]] std::string number_title(const study::Column& column);
/// The name under which rows of data hold a column: its key without what Vega reads as a path.
[[nodiscard]] std::string field(const study::Column& column);
/// A number with as many digits as a chart can show, null for a missing value.
[[nodiscard]] Json value_of(const study::Cell& cell, const study::Column& column);
/// The rows of a table as objects.
[[nodiscard]] Json rows_of(const study::Table& table);
/// A text of a cell, empty if it has none.
[[nodiscard]] std::string text_of(const study::Cell& cell);

/// Names down the left side, in the order of the data; model and trim in a line each. `field` holds
/// the names of `column`.
[[nodiscard]] Json name_axis(const study::Table& table, std::size_t column,
                             const std::string& field);
/// An axis of numbers.
[[nodiscard]] Json number_axis(const std::string& field, const std::string& title);
/// Colour by a name, in the order of the data, with a legend on top.
[[nodiscard]] Json colour_of(const std::string& field, const Json& order = nullptr);
/// What is told of a mark that is pointed at.
[[nodiscard]] Json tooltip(const std::string& field, const std::string& title,
                           const std::string& type);
[[nodiscard]] Json tooltip(const study::Column& column);
/// The format of numbers with so many decimals.
[[nodiscard]] std::string number_format(int decimals);

[[nodiscard]] Json draw_dots(const study::Chart& chart);
[[nodiscard]] Json draw_stacked_bars(const study::Chart& chart);
[[nodiscard]] Json draw_lines(const study::Chart& chart);
[[nodiscard]] Json draw_densities(const study::Chart& chart);
[[nodiscard]] Json draw_spreads(const study::Chart& chart);
[[nodiscard]] Json draw_cells(const study::Chart& chart);
[[nodiscard]] Json draw_tornado(const study::Chart& chart);
[[nodiscard]] Json draw_shares(const study::Chart& chart);
[[nodiscard]] Json draw_front(const study::Chart& chart);
[[nodiscard]] Json draw_errors(const study::Chart& chart);

}  // namespace evpickup::report
