// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/drive_cycle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "csv_columns.hpp"
#include "evpickup/base/text.hpp"
#include "evpickup/spec/csv.hpp"
#include "evpickup/units/kinds.hpp"

namespace evpickup::model {

namespace {

using units::Kind;

// Beyond this the unit must be wrong: tyres cannot do it.
constexpr double acceleration_limit_m_per_s2 = 12.0;
// Steeper than any public road; the field table of a duty has a similar bound.
constexpr double grade_limit = 0.5;

// Time and speed are needed, one of the others may be there.
const std::vector<CsvColumnRule>& column_rules() {
  static const std::vector<CsvColumnRule> rules{
      {"time", Kind::time, {"s", "min", "h"}, true},
      {"speed", Kind::speed, {"m/s", "km/h", "mph"}, true},
      {"grade", Kind::ratio, {"1", "%"}, false},
      {"elevation", Kind::length, {"m", "ft"}, false},
  };
  return rules;
}

// The values of a column in SI units.
std::vector<double> column_values(const spec::CsvTable& table, std::string_view name,
                                  base::Diagnostics& findings) {
  return csv_values(table, column_rules(), name, findings);
}

// Time must rise, speed must not be negative and must not change faster than tyres allow.
void check_trace(const spec::CsvTable& table, const DriveCycle& cycle,
                 base::Diagnostics& findings) {
  const auto& time = cycle.time_s;
  const auto& speed = cycle.speed_m_per_s;
  const auto& written_time = table.find("time")->values;
  const auto& written_speed = table.find("speed")->values;
  for (std::size_t i = 0; i < time.size(); ++i) {
    if (speed[i] < 0.0)
      refuse_csv_row(table, i, "speed", fmt::format("{} is negative", written_speed[i]),
                     "a cycle drives forwards only", findings);
    if (i == 0) continue;
    if (!(time[i] > time[i - 1])) {
      refuse_csv_row(table, i, "time",
                     fmt::format("{} does not come after {}", written_time[i], written_time[i - 1]),
                     {}, findings);
      continue;
    }
    const double acceleration = (speed[i] - speed[i - 1]) / (time[i] - time[i - 1]);
    if (std::abs(acceleration) > acceleration_limit_m_per_s2)
      refuse_csv_row(table, i, "speed",
                     fmt::format("goes from {} to {}, {:.3g} m/s^2, which no truck can do",
                                 written_speed[i - 1], written_speed[i], acceleration),
                     "is the unit in the heading right?", findings);
  }
}

// Distance of step k, speed linear in time.
double step_distance_m(const DriveCycle& cycle, std::size_t k) {
  const double mean_m_per_s = 0.5 * (cycle.speed_m_per_s[k] + cycle.speed_m_per_s[k + 1]);
  return mean_m_per_s * (cycle.time_s[k + 1] - cycle.time_s[k]);
}

// Grade of each step from the height at its ends; flat where the truck stands still.
std::vector<double> grade_from_elevation(const DriveCycle& cycle,
                                         const std::vector<double>& elevation_m) {
  std::vector<double> grade(elevation_m.size(), 0.0);
  for (std::size_t k = 0; k < cycle.steps(); ++k) {
    const double distance_m = step_distance_m(cycle, k);
    if (distance_m > 0.0) grade[k] = (elevation_m[k + 1] - elevation_m[k]) / distance_m;
  }
  return grade;
}

// Fills the grade from whichever column there is.
void read_grade(const spec::CsvTable& table, DriveCycle& cycle, base::Diagnostics& findings) {
  const spec::CsvColumn* elevation = table.find("elevation");
  if (elevation != nullptr && table.find("grade") != nullptr) {
    findings.error(elevation->where, {}, "give either grade or elevation, not both");
    return;
  }
  cycle.grade = column_values(table, "grade", findings);
  const auto elevation_m = column_values(table, "elevation", findings);
  if (!elevation_m.empty()) cycle.grade = grade_from_elevation(cycle, elevation_m);
  cycle.grade.resize(cycle.time_s.size(), 0.0);

  const std::string_view column = elevation != nullptr ? "elevation" : "grade";
  for (std::size_t k = 0; k < cycle.grade.size(); ++k)
    if (std::abs(cycle.grade[k]) > grade_limit)
      refuse_csv_row(
          table, k, column,
          fmt::format("a slope of {:.3g} %, steeper than any road", 100.0 * cycle.grade[k]),
          elevation != nullptr ? "smooth the heights, or check their unit"
                               : "is the unit in the heading right?",
          findings);
}

}  // namespace

units::Time DriveCycle::duration() const { return units::seconds(time_s.back() - time_s.front()); }

units::Length DriveCycle::distance() const {
  double distance_m = 0.0;
  for (std::size_t k = 0; k < steps(); ++k) distance_m += step_distance_m(*this, k);
  return units::metres(distance_m);
}

units::Speed DriveCycle::top_speed() const {
  return units::metres_per_second(*std::ranges::max_element(speed_m_per_s));
}

DriveCycle read_drive_cycle(const std::shared_ptr<const base::SourceText>& text, std::string id) {
  const spec::CsvTable table = spec::read_csv(text);
  base::Diagnostics findings;

  DriveCycle cycle;
  cycle.id = std::move(id);
  cycle.title = csv_comment(table, "title");
  cycle.source = csv_comment(table, "source");
  if (cycle.title.empty()) cycle.title = cycle.id;

  // Headings first: without both columns and their units there is nothing to check.
  check_csv_columns(table, column_rules(), "a drive cycle", {text, 0, 0, 1}, findings);
  cycle.time_s = column_values(table, "time", findings);
  cycle.speed_m_per_s = column_values(table, "speed", findings);
  findings.throw_if_errors();
  if (cycle.time_s.size() < 2)
    throw base::InputError(base::Diagnostic{base::Severity::error,
                                            table.rows.front(),
                                            {},
                                            "a drive cycle needs at least two rows",
                                            {}});

  check_trace(table, cycle, findings);
  findings.throw_if_errors();
  if (!(cycle.distance() > units::metres(0)))
    findings.error({text, 0, 0, 1}, "speed", "the truck never moves: every speed is 0");
  read_grade(table, cycle, findings);
  findings.throw_if_errors();
  return cycle;
}

units::Length DriveCycle::rise() const {
  double height_m = 0.0;
  for (std::size_t k = 0; k + 1 < time_s.size(); ++k) {
    const double length_m =
        0.5 * (speed_m_per_s[k] + speed_m_per_s[k + 1]) * (time_s[k + 1] - time_s[k]);
    height_m += length_m * grade[k] / std::sqrt(1.0 + grade[k] * grade[k]);
  }
  return units::metres(height_m);
}

DriveCycle closed(DriveCycle cycle) {
  constexpr double acceleration_m_per_s2 = 1.0;
  constexpr double same_speed_m_per_s = 1e-3;
  const double change = std::abs(cycle.speed_m_per_s.front() - cycle.speed_m_per_s.back());
  if (change < same_speed_m_per_s) return cycle;
  cycle.time_s.push_back(cycle.time_s.back() + change / acceleration_m_per_s2);
  cycle.speed_m_per_s.push_back(cycle.speed_m_per_s.front());
  cycle.grade.back() = 0.0;
  cycle.grade.push_back(0.0);
  return cycle;
}

DriveCycle constant_speed(units::Speed speed) {
  const double speed_m_per_s = units::in_metres_per_second(speed);
  if (!(speed_m_per_s > 0.0) || !std::isfinite(speed_m_per_s))
    throw std::logic_error("constant_speed: the speed must be positive");
  const std::string speed_text = units::format(speed_m_per_s, Kind::speed, "km/h");
  return {
      .id = fmt::format("constant_{}", speed_text.substr(0, speed_text.find(' '))) + "_km_per_h",
      .title = "Constant " + speed_text,
      .source = {},
      .time_s = {0.0, 60.0},
      .speed_m_per_s = {speed_m_per_s, speed_m_per_s},
      .grade = {0.0, 0.0},
  };
}

}  // namespace evpickup::model
