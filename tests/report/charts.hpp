// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "evpickup/study/chart.hpp"

/// One chart of each kind, as small as it can be.
namespace evpickup::test {

/// What a file may call a truck to do harm.
inline const std::string evil_name = R"(<script>alert(1)</script> & "x")";

inline std::vector<study::Chart> sample_charts() {
  using study::ChartKind;
  const study::Column truck{"truck", "truck", "", 0};
  const auto km = [](const char* key, const char* label) {
    return study::Column{key, label, "km", 0};
  };
  const auto cost = [](const char* key, const char* label) {
    return study::Column{key, label, "USD/km", 3};
  };
  return {
      {"ranges",
       "Ranges",
       "In two places.",
       ChartKind::dots,
       {{truck, km("city_km", "city"), km("highway_km", "highway")},
        {{"One, small", 400.0, 300.0}, {"Two, large", 500.0, {}}}},
       "range"},
      {"costs",
       "Costs",
       "",
       ChartKind::stacked_bars,
       {{truck, cost("purchase", "purchase"), cost("resale", "resale"), cost("total", "total")},
        {{"One, small", 0.3, -0.1, 0.2}}},
       "cost"},
      {"curves",
       "Curves",
       "",
       ChartKind::lines,
       {{{"colour", "model", "", 0}, truck, {"years", "years", "yr", 0}, {"usd", "cost", "USD", 0}},
        {{"One", "One, small", 0.0, 100.0}, {"One", "One, small", 1.0, 120.0}}},
       "",
       {{{"colour", "model", "", 0},
         truck,
         {"years", "years", "yr", 0},
         {"usd", "cost", "USD", 0},
         {"label", "label", "", 0}},
        {{"One", "One, small", 0.5, 110.0, "half way"}}}},
      {"panels",
       "Panels",
       "",
       ChartKind::lines,
       {{{"colour", "model", "", 0},
         truck,
         {"time_s", "time", "s", 0},
         {"kw", "power", "kW", 1},
         {"percent", "charge", "%", 1}},
        {{"One", "One, small", 0.0, 10.0, 100.0}, {"One", "One, small", 1.0, 12.0, 99.0}}}},
      {"densities",
       "Densities",
       "",
       ChartKind::densities,
       {{truck, km("range_km", "range"), {"density", "share", "% per km", 4}},
        {{"One, small", 390.0, 0.5}, {"One, small", 400.0, 1.0}}}},
      {"spreads",
       "Draws: range",
       "",
       ChartKind::spreads,
       {{truck, km("p05", "5 %"), km("p25", "25 %"), km("p50", "50 %"), km("p75", "75 %"),
         km("p95", "95 %")},
        {{"One, small", 380.0, 390.0, 400.0, 410.0, 420.0}}},
       "range"},
      {"chances",
       "Chances",
       "",
       ChartKind::cells,
       {{{"against", "against", "", 0}, truck, {"chance", "chance", "%", 0}},
        {{"Two, large", "One, small", 30.0}, {"One, small", "Two, large", 70.0}}}},
      {"grid",
       "Grid",
       "",
       ChartKind::cells,
       {{{"battery.kwh", "pack", "kWh", 0}, {"power_kw", "power", "kW", 0}, cost("c", "cost")},
        {{60.0, 100.0, 0.3}, {80.0, 100.0, 0.4}}}},
      {"tornado",
       "Tornado",
       "",
       ChartKind::tornado,
       {{{"input", "input", "", 0},
         {"low", "low", "", 0},
         {"high", "high", "", 0},
         km("at_low", "at low"),
         km("base", "range"),
         km("at_high", "at high")},
        {{"drag", "0.3", "0.4", 420.0, 400.0, 380.0}}}},
      {"shares",
       "Shares",
       "",
       ChartKind::shares,
       {{{"input", "input", "", 0},
         {"a", "alone", "", 3},
         {"al", "from", "", 3},
         {"ah", "to", "", 3},
         {"t", "in all", "", 3},
         {"tl", "from", "", 3},
         {"th", "to", "", 3}},
        {{"drag", 0.3, 0.2, 0.4, 0.35, 0.3, 0.4}}}},
      {"effects",
       "Effects",
       "",
       ChartKind::shares,
       {{{"input", "input", "", 0}, km("m", "effect on range"), km("ml", "from"), km("mh", "to")},
        {{"drag", 30.0, 20.0, 40.0}}}},
      {"front",
       "Front",
       "",
       ChartKind::front,
       {{truck, {"point", "point", "", 0}, cost("cost", "cost"), km("range", "range")},
        {{"One, small", "on the front", 0.3, 400.0}, {"One, small", "as it is", 0.4, 450.0}}}},
      {"errors",
       "Errors",
       "",
       ChartKind::errors,
       {{{"kind", "kind", "", 0},
         {"counted", "rows", "", 0},
         {"row", "row", "", 0},
         {"error", "error", "%", 1}},
        {{"towing", "counts", "One, small", -3.0}, {"towing", "shown only", "Two, large", 9.0}}},
       "error",
       {{{"kind", "kind", "", 0},
         {"statistic", "statistic", "", 0},
         {"low", "from", "%", 1},
         {"high", "to", "%", 1}},
        {{"towing", "allowed_mean", -6.0, 6.0}, {"towing", "mean", -3.0, 3.0}}}},
  };
}

}  // namespace evpickup::test
