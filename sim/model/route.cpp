// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/route.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "csv_columns.hpp"

namespace evpickup::model {

namespace {

using units::Kind;

// Beyond these the unit must be wrong.
constexpr double speed_limit_bound_m_per_s = 70.0;
constexpr double coldest_k = 213.15;
constexpr double hottest_k = 333.15;
// Steeper than any public road, as for drive cycles.
constexpr double grade_bound = 0.5;

const std::vector<CsvColumnRule>& column_rules() {
  static const std::vector<CsvColumnRule> rules{
      {"distance", Kind::length, {"km", "mi", "m"}, true},
      {"speed_limit", Kind::speed, {"km/h", "mph", "m/s"}, true},
      {"elevation", Kind::length, {"m", "ft"}, false},
      {"ambient", Kind::temperature, {"degC", "degF"}, false},
  };
  return rules;
}

// Distance rises; limits are driveable speeds.
void check_road(const spec::CsvTable& table, const Route& route, base::Diagnostics& findings) {
  const auto& written_distance = table.find("distance")->values;
  const auto& written_limit = table.find("speed_limit")->values;
  for (std::size_t i = 0; i < route.distance_m.size(); ++i) {
    if (i > 0 && !(route.distance_m[i] > route.distance_m[i - 1]))
      refuse_csv_row(
          table, i, "distance",
          fmt::format("{} does not come after {}", written_distance[i], written_distance[i - 1]),
          "distances count from the start and rise from row to row", findings);
    const double limit = route.speed_limit_m_per_s[i];
    if (!(limit > 0.0))
      refuse_csv_row(table, i, "speed_limit", fmt::format("{} is not above 0", written_limit[i]),
                     "the truck would never get on from here", findings);
    if (limit > speed_limit_bound_m_per_s)
      refuse_csv_row(table, i, "speed_limit",
                     fmt::format("{} is {:.0f} km/h", written_limit[i], 3.6 * limit),
                     "is the unit in the heading right?", findings);
  }
}

void check_height_and_weather(const spec::CsvTable& table, const Route& route,
                              base::Diagnostics& findings) {
  for (std::size_t i = 0; i + 1 < route.elevation_m.size(); ++i) {
    const double grade = (route.elevation_m[i + 1] - route.elevation_m[i]) /
                         (route.distance_m[i + 1] - route.distance_m[i]);
    if (std::abs(grade) > grade_bound)
      refuse_csv_row(table, i, "elevation",
                     fmt::format("a slope of {:.3g} %, steeper than any road", 100.0 * grade),
                     "smooth the heights, or check their unit and that of the distance", findings);
  }
  for (std::size_t i = 0; i < route.ambient_k.size(); ++i)
    if (route.ambient_k[i] < coldest_k || route.ambient_k[i] > hottest_k)
      refuse_csv_row(
          table, i, "ambient",
          fmt::format("{:.0f} degC is no weather", route.ambient_k[i] - units::celsius_zero_kelvin),
          "is the unit in the heading right?", findings);
}

}  // namespace

Route read_route(const std::shared_ptr<const base::SourceText>& text, std::string id) {
  const spec::CsvTable table = spec::read_csv(text);
  base::Diagnostics findings;

  Route route;
  route.id = std::move(id);
  route.title = csv_comment(table, "title");
  route.source = csv_comment(table, "source");
  if (route.title.empty()) route.title = route.id;

  // Headings first: without the columns and their units there is nothing to check.
  check_csv_columns(table, column_rules(), "a route", {text, 0, 0, 1}, findings);
  route.distance_m = csv_values(table, column_rules(), "distance", findings);
  route.speed_limit_m_per_s = csv_values(table, column_rules(), "speed_limit", findings);
  route.elevation_m = csv_values(table, column_rules(), "elevation", findings);
  route.ambient_k = csv_values(table, column_rules(), "ambient", findings);
  findings.throw_if_errors();
  if (route.distance_m.size() < 2)
    throw base::InputError(base::Diagnostic{
        base::Severity::error, table.rows.front(), {}, "a route needs at least two rows", {}});

  check_road(table, route, findings);
  findings.throw_if_errors();
  check_height_and_weather(table, route, findings);
  findings.throw_if_errors();

  // Distances count from the first row.
  const double origin = route.distance_m.front();
  for (double& distance : route.distance_m) distance -= origin;
  return route;
}

Route even_route(units::Length length, units::Speed speed) {
  const double length_m = units::in_metres(length);
  const double speed_m_per_s = units::in_metres_per_second(speed);
  if (!(length_m > 0.0) || !(speed_m_per_s > 0.0))
    throw std::logic_error("even_route: length and speed must be positive");
  Route route;
  route.id = "even";
  route.title = "Even road";
  route.distance_m = {0.0, length_m};
  route.speed_limit_m_per_s = {speed_m_per_s, speed_m_per_s};
  return route;
}

}  // namespace evpickup::model
