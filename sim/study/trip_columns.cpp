// SPDX-License-Identifier: Apache-2.0
#include "trip_columns.hpp"

#include <algorithm>
#include <iterator>

namespace evpickup::study {

namespace {

/// Blank for a truck that is not charged from the wall.
Cell of_battery(const TripView& view, double value) {
  return view.planned.vehicle->is_charged() ? Cell(value) : Cell();
}
/// Blank for a truck that stops at pumps.
Cell of_charger(const TripView& view, double value) {
  return view.planned.vehicle->has_engine() ? Cell() : Cell(value);
}

double hours(units::Time time) { return units::in_hours(time); }

const std::vector<TripColumn>& all_columns() {
  using enum Better;
  using View = const TripView&;
  static const std::vector<TripColumn> columns{
      {{"arrives", "arrives", "", 0, neither},
       true,
       [](View v) { return Cell(v.figures.failure.empty() ? "yes" : "no"); }},
      {{"time_h", "time", "h", 2, lower},
       true,
       [](View v) { return Cell(hours(v.figures.total())); }},
      {{"driving_h", "driving", "h", 2, lower},
       true,
       [](View v) { return Cell(hours(v.figures.driving)); }},
      {{"stops", "stops", "", 0, lower},
       true,
       [](View v) { return Cell(static_cast<double>(v.figures.stops.size())); }},
      {{"charging_min", "charging", "min", 0, lower},
       true,
       [](View v) { return of_charger(v, units::in_minutes(v.figures.charging)); }},
      {{"stopping_min", "around stops", "min", 0, lower},
       false,
       [](View v) { return Cell(units::in_minutes(v.figures.overhead)); }},
      {{"mean_speed_km_per_h", "mean speed", "km/h", 1, higher},
       false,
       [](View v) {
         return Cell(units::in_kilometres_per_hour(v.figures.distance / v.figures.total()));
       }},
      {{"consumption_kwh_per_100km", "consumption", "kWh/100 km", 1, lower},
       true,
       [](View v) {
         return of_battery(
             v, units::in_kilowatt_hours_per_100km(v.figures.battery / v.figures.distance));
       }},
      {{"battery_kwh", "from battery", "kWh", 1, lower},
       false,
       [](View v) { return of_battery(v, units::in_kilowatt_hours(v.figures.battery)); }},
      {{"charger_kwh", "at chargers", "kWh", 1, lower},
       true,
       [](View v) { return of_charger(v, units::in_kilowatt_hours(v.figures.charger)); }},
      {{"fuel_l", "fuel", "L", 1, lower},
       true,
       [](View v) { return v.figures.tank_left ? Cell(units::in_litres(v.figures.fuel)) : Cell(); },
       true},
      {{"fuel_l_per_100km", "fuel", "L/100 km", 1, lower},
       false,
       [](View v) {
         return v.figures.tank_left ? Cell(units::in_litres(v.figures.fuel) /
                                           (units::in_kilometres(v.figures.distance) / 100.0))
                                    : Cell();
       },
       true},
      {{"tank_percent", "tank at arrival", "%", 1, neither},
       false,
       [](View v) { return v.figures.tank_left ? Cell(100 * *v.figures.tank_left) : Cell(); },
       true},
      {{"home_kwh", "to refill at home", "kWh", 1, neither},
       false,
       [](View v) { return of_battery(v, units::in_kilowatt_hours(v.figures.home)); }},
      {{"cost_CUR", "energy cost", "CUR", 2, lower},
       true,
       [](View v) { return v.figures.cost ? Cell(v.figures.cost->amount) : Cell(); }},
      {{"arrive_percent", "at arrival", "%", 1, neither},
       true,
       [](View v) { return of_battery(v, 100 * v.figures.arrive); }},
      {{"least_percent", "least", "%", 1, neither},
       false,
       [](View v) { return of_battery(v, 100 * v.figures.least); }},
      {{"time_by_80_h", "always to 80 %", "h", 2, neither},
       true,
       [](View v) { return v.figures.by_80 ? Cell(hours(*v.figures.by_80)) : Cell(); }},
      {{"time_by_full_h", "always to full", "h", 2, neither},
       false,
       [](View v) { return v.figures.by_full ? Cell(hours(*v.figures.by_full)) : Cell(); }},
      {{"behind_percent", "behind limit", "%", 1, lower},
       false,
       [](View v) { return Cell(100 * v.figures.behind_share); }},
      {{"slowest_km_per_h", "slowest climb", "km/h", 0, higher},
       false,
       [](View v) {
         return v.figures.slowest ? Cell(units::in_kilometres_per_hour(*v.figures.slowest))
                                  : Cell();
       }},
      {{"trailer_kg", "trailer", "kg", 0, neither},
       false,
       [](View v) { return Cell(units::in_kilograms(v.figures.trailer)); }},
      {{"distance_km", "distance", "km", 1, neither},
       false,
       [](View v) { return Cell(units::in_kilometres(v.figures.distance)); }},
  };
  return columns;
}

}  // namespace

std::vector<TripColumn> trip_columns(const Plan& plan, bool lean) {
  const bool fuel =
      std::ranges::any_of(plan.cases, [](const PlannedCase& c) { return c.vehicle->has_engine(); });
  std::vector<TripColumn> columns;
  std::ranges::copy_if(all_columns(), std::back_inserter(columns),
                       [&](const TripColumn& c) { return (fuel || !c.fuel) && (c.lean || !lean); });
  return columns;
}

}  // namespace evpickup::study
