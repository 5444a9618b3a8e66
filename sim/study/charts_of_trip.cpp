// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "page.hpp"

/// The chart of a trip.
namespace evpickup::study {

Charts trip_chart(const Results& results, double start) {
  const Section* stops = section_named(results, "trip_stops");
  const Table& table = results.table;
  const auto has = [&](std::string_view key) {
    return std::ranges::find(table.columns, key, &Column::key) != table.columns.end();
  };
  if (stops == nullptr || !has("arrive_percent") || !has("distance_km")) return {};

  Chart chart;
  chart.key = "trip_charge";
  chart.title = "State of charge along the way";
  chart.note = "Straight lines between start, stops and destination; they rise where the truck is "
               "charged.";
  chart.kind = ChartKind::lines;
  chart.table.columns = {{"colour", "truck", "", 0},
                         {"truck", "truck", "", 0},
                         {"at_km", "way", "km", 0},
                         {"state_of_charge_percent", "state of charge", "%", 0}};
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string name =
        text_of(table.at(row, "vehicle_name")) + ", " + text_of(table.at(row, "trim_name"));
    // Trucks that do not arrive have no course, and those that stop at pumps no course of charge.
    if (!number_of(table.at(row, "arrive_percent"))) continue;
    if (has("fuel_l") && number_of(table.at(row, "fuel_l"))) continue;
    const auto add = [&](const Cell& at, const Cell& charge) {
      chart.table.rows.push_back({name, name, at, charge});
    };
    add(0.0, 100.0 * start);
    for (std::size_t stop = 0; stop < stops->table.rows.size(); ++stop) {
      const auto cell = [&](const std::string& key) { return stops->table.at(stop, key); };
      bool same = true;
      for (const char* key : {"vehicle", "trim", "market"})
        same = same && cell(key) == table.at(row, key);
      if (!same || !number_of(cell("at_km"))) continue;
      add(cell("at_km"), cell("arrive_percent"));
      add(cell("at_km"), cell("leave_percent"));
    }
    add(table.at(row, "distance_km"), table.at(row, "arrive_percent"));
  }
  if (chart.table.rows.empty()) return {};
  return {std::move(chart)};
}

}  // namespace evpickup::study
