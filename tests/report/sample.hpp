// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evpickup/base/text.hpp"
#include "evpickup/study/results.hpp"

/// Results as a study would hand them over, small enough to read.
namespace evpickup::test {

inline study::Results sample_results() {
  using study::Better;
  study::Results results;
  results.scenario = "sample";
  results.title = "Three trucks";
  results.description = "Two trims of one truck, and another one without a price.";
  results.inputs.files = {{"vehicles/one.toml", std::string(64, 'a')}};
  results.inputs.overrides = {"duty.ambient=-7 degC"};
  results.inputs.currency = "USD";
  results.table.columns = {
      {"vehicle", "Truck", "", 0, Better::neither},
      {"trim", "Trim", "", 0, Better::neither},
      {"market", "Market", "", 0, Better::neither},
      {"mass_kg", "Mass", "kg", 0, Better::neither},
      {"range_km", "Range", "km", 0, Better::higher},
      {"consumption_wall_kwh_per_100km", "Wall consumption", "kWh/100 km", 1, Better::lower},
      {"tco_usd_per_km", "Cost per distance", "USD/km", 3, Better::lower},
  };
  results.table.rows = {
      {"One", "small", "us", 2000.0, 400.25, 20.0, 0.5},
      {"One", "large", "us", 2345.6, 1600.0, 25.0, 0.1 + 0.2},
      {"Other", "base", "us", 2500.0, 350.0, 30.0, {}},
  };
  results.shown = {"vehicle",       "trim", "mass_kg", "range_km", "consumption_wall_kwh_per_100km",
                   "tco_usd_per_km"};
  results.grouped_by = "vehicle";
  results.baseline = 1;
  results.sections = {
      {"costs",
       "Cost by item",
       {{{"item", "Item", "", 0, Better::neither}, {"one_usd", "One", "USD", 0, Better::neither}},
        {{"price", 12345.0}, {"resale", -4000.0}}},
       {"Resale is a receipt."}}};
  results.notes = {"Other, base: no price, so no cost."};
  results.basis = {"Mass of One: estimated."};
  return results;
}

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines = base::split(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

/// The first line that contains `part`, or an empty text.
inline std::string line_with(std::string_view text, std::string_view part) {
  for (const std::string& line : lines_of(text)) {
    if (line.find(part) != std::string::npos) return line;
  }
  return {};
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace evpickup::test
