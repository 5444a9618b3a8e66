// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/metrics.hpp"

#include <fmt/format.h>

#include "evpickup/base/text.hpp"
#include "evpickup/model/estimates.hpp"

namespace evpickup::study {

namespace {

template <class T, class Convert>
Cell maybe(const std::optional<T>& value, Convert convert) {
  return value ? Cell(convert(*value)) : Cell();
}
template <class T, class Convert>
Cell maybe(const spec::Sourced<T>& value, Convert convert) {
  return value.has_value() ? Cell(convert(*value)) : Cell();
}
double g_per_km(double kg_per_m) { return 1e6 * kg_per_m; }
double per_km(units::DistancePrice price) { return 1e3 * price.amount_per_si; }
Cell money(const CaseView& view, units::Money CostFigures::*member) {
  return view.cost != nullptr ? Cell((view.cost->*member).amount) : Cell();
}
const model::Vehicle& vehicle(const CaseView& view) { return *view.planned->vehicle; }
/// Blank for a truck without physics.
Cell modelled(const CaseView& view, double value) {
  return vehicle(view).has_physics() ? Cell(value) : Cell();
}
/// Blank also for a truck that never comes to an end.
Cell range(const CaseView& view, units::Length range) {
  return range < energy::longest_drive ? modelled(view, units::in_kilometres(range)) : Cell();
}

Cell rated_range(const CaseView& view) {
  const auto rating = leading_rating(vehicle(view));
  return rating ? Cell(units::in_kilometres(*rating->second->range)) : Cell();
}
Cell rated_procedure(const CaseView& view) {
  const auto rating = leading_rating(vehicle(view));
  if (!rating) return {};
  const bool maker = rating->second->estimated.value_or(false);
  return rating->first + (maker ? " (maker's estimate)" : "");
}
Cell price(const CaseView& view) { return money(view, &CostFigures::price); }

std::string mode(const CaseView& view) {
  if (!vehicle(view).has_physics()) return "measured";
  return view.planned->mode == model::Mode::anchored ? "anchored" : "blind";
}

/// False for a truck whose energy is fuel alone.
bool uses_wall(const CaseView& view) {
  return !vehicle(view).has_engine() || vehicle(view).is_charged();
}

/// A figure of a truck with an engine that moves.
template <class Get>
Cell of_fuel(const CaseView& view, Get get) {
  const auto& duty = view.energy->duty;
  return duty.fuel && duty.consumption ? Cell(get(*duty.fuel)) : Cell();
}
/// The same for one that is charged too.
template <class Get>
Cell of_charge(const CaseView& view, Get get) {
  return vehicle(view).is_charged() ? of_fuel(view, get) : Cell();
}

Cell wall(const CaseView& view) {
  if (!vehicle(view).has_physics())
    return vehicle(view).measured
               ? maybe(vehicle(view).measured->electricity, units::in_kilowatt_hours_per_100km)
               : Cell();
  if (!view.energy->duty.consumption || view.planned->market == nullptr || !uses_wall(view))
    return {};
  return maybe(wall_consumption(*view.energy->duty.consumption, view.planned->duty->charging,
                                *view.planned->market),
               units::in_kilowatt_hours_per_100km);
}

/// The first owner's last year; nothing for a truck whose battery does not age in the model.
const model::AnnualUse* last_year(const CaseView& view) {
  const auto years = static_cast<std::size_t>(*view.planned->duty->years);
  if (!vehicle(view).is_charged() || view.use.size() < years) return nullptr;
  return &view.use[years - 1];
}
Cell health_at_end(const CaseView& view) {
  const auto* year = last_year(view);
  return year != nullptr ? Cell(year->health_end) : Cell();
}
Cell range_in_last_year(const CaseView& view) {
  const auto* year = last_year(view);
  const units::Length new_range = view.energy->duty.range;
  if (year == nullptr || new_range >= energy::longest_drive) return {};
  // The tank does not age.
  const auto& fuel = view.energy->duty.fuel;
  const units::Length tank = fuel ? fuel->tank_range : units::metres(0);
  return units::in_kilometres(year->health_start * (new_range - tank) + tank);
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : " ") + part;
  return text;
}

std::vector<Metric> all_metrics() {
  using Lane = const CaseView&;
  constexpr auto none = Better::neither;
  constexpr auto low = Better::lower;
  constexpr auto high = Better::higher;
  return {
      // The core columns.
      {{"vehicle", "vehicle", "", 0, none},
       "vehicle file",
       [](Lane v) { return Cell(vehicle(v).id); }},
      {{"trim", "trim", "", 0, none},
       "trim of that file",
       [](Lane v) { return Cell(vehicle(v).trim); }},
      {{"market", "in", "", 0, none},
       "market whose prices apply",
       [](Lane v) { return v.planned->market ? Cell(v.planned->market->id) : Cell(); }},
      {{"duty", "duty", "", 0, none},
       "cycles, temperature and load",
       [](Lane v) { return Cell(duty_text(*v.planned->duty)); }},
      {{"mode", "mode", "", 0, none},
       "blind: physics from specifications alone; anchored: one factor meets the truck's rating; "
       "measured: only the truck's consumption is known",
       [](Lane v) { return Cell(mode(v)); }},
      {{"battery_usable_kwh", "pack", "kWh", 0, none},
       "usable energy of the battery",
       [](Lane v) { return maybe(vehicle(v).battery.energy_usable, units::in_kilowatt_hours); }},
      {{"mass_kg", "mass", "kg", 0, low},
       "curb mass",
       [](Lane v) { return maybe(vehicle(v).body.curb_mass, units::in_kilograms); }},
      {{"price_CUR", "price", "CUR", 0, low}, "list price at the dated exchange rate", price},
      {{"rated_range_km", "rated", "km", 0, none}, "rated range of rated_procedure", rated_range},
      {{"range_km", "range", "km", 0, high},
       "range on the scenario's duty, driven to empty",
       [](Lane v) { return range(v, v.energy->duty.range); }},
      {{"consumption_kwh_per_100km", "battery use", "kWh/100 km", 1, low},
       "energy out of the battery on the duty; with an engine, the mean by the utility factor",
       [](Lane v) {
         return uses_wall(v) ? maybe(v.energy->duty.consumption, units::in_kilowatt_hours_per_100km)
                             : Cell();
       }},
      {{"range_city_km", "city", "km", 0, high},
       "range on UDDS at 23 degC",
       [](Lane v) { return range(v, v.energy->range_city); },
       Needs::sides},
      {{"range_highway_km", "110 km/h", "km", 0, high},
       "range at a steady 110 km/h, 23 degC",
       [](Lane v) { return range(v, v.energy->range_highway); },
       Needs::sides},
      {{"range_cold_km", "-7 degC", "km", 0, high},
       "range on the duty at -7 degC, cabin heated",
       [](Lane v) {
         return vehicle(v).convention == model::Convention::fastsim2
                    ? Cell()
                    : range(v, v.energy->range_cold);
       },
       Needs::sides},
      {{"range_tow_km", "tow", "km", 0, high},
       "range on the duty with its trailer, or else a camper of 2,767 kg and 2.0 m2 added drag "
       "area",
       [](Lane v) { return v.energy->range_tow ? range(v, *v.energy->range_tow) : Cell(); },
       Needs::sides},
      {{"accel_0_100_s", "0-100", "s", 1, low},
       "0 to 100 km/h from standstill",
       [](Lane v) { return maybe(v.energy->performance.accel_0_100, units::in_seconds); },
       Needs::sides},
      {{"top_speed_km_per_h", "top speed", "km/h", 0, high},
       "top speed; blank where no source tells the motors' or the truck's limit",
       [](Lane v) {
         const auto& performance = v.energy->performance;
         return performance.top_speed_known
                    ? modelled(v, units::in_kilometres_per_hour(performance.top_speed))
                    : Cell();
       },
       Needs::sides},
      {{"charge_10_80_min", "10-80 %", "min", 0, low},
       "fast charge from 10 to 80 %",
       [](Lane v) { return maybe(v.energy->charge_10_80, units::in_minutes); },
       Needs::sides},
      {{"energy_CUR_per_year", "energy", "CUR/yr", 0, low},
       "charged energy in the first year",
       [](Lane v) { return money(v, &CostFigures::energy_per_year); },
       Needs::cost},
      {{"tco_CUR", "total cost", "CUR", 0, low},
       "net present value of all costs less resale, economic view",
       [](Lane v) { return money(v, &CostFigures::npv); },
       Needs::cost},
      {{"tco_CUR_per_km", "per distance", "CUR/km", 3, low},
       "net present value over discounted distance",
       [](Lane v) { return v.cost != nullptr ? maybe(v.cost->per_distance, per_km) : Cell(); },
       Needs::cost},
      {{"co2e_g_per_km", "CO2e", "g/km", 0, low},
       "greenhouse gas as CO2 equivalent over the years of ownership, with the making of truck and "
       "battery, by distance; blank where the market lacks a factor",
       [](Lane v) {
         return v.cost != nullptr ? maybe(v.cost->emitted_kg_per_m, g_per_km) : Cell();
       },
       Needs::cost},

      // Names for people.
      {{"vehicle_name", "vehicle", "", 0, none},
       "model as shown",
       [](Lane v) { return Cell(vehicle(v).model); }},
      {{"trim_name", "trim", "", 0, none},
       "trim as shown",
       [](Lane v) { return Cell(vehicle(v).name); }},
      {{"rated_procedure", "procedure", "", 0, none},
       "procedure of the rated range",
       rated_procedure},

      {{"anchor_factor", "factor", "", 3, none},
       "factor on road load or losses: the one that meets the truck's rating, or the user's own",
       [](Lane v) {
         const auto& [road_load, losses] = vehicle(v).correction;
         const bool standard = road_load.origin.how == spec::How::standard &&
                               losses.origin.how == spec::How::standard;
         return standard ? Cell() : Cell(*road_load * *losses);
       }},

      // More on energy.
      {{"consumption_wall_kwh_per_100km", "wall use", "kWh/100 km", 1, low},
       "energy taken at the wall on the duty, charging losses included",
       wall},
      {{"fuel_l_per_100km", "fuel", "L/100 km", 1, low},
       "fuel on the duty, of a truck that is charged the mean by the utility factor; blank without "
       "an engine",
       [](Lane v) {
         const auto& measured = vehicle(v).measured;
         if (measured && measured->petrol.has_value())
           return Cell(units::in_litres_per_100km(*measured->petrol));
         if (measured && measured->diesel.has_value())
           return Cell(units::in_litres_per_100km(*measured->diesel));
         return of_fuel(v, [](const FuelFigures& f) { return units::in_litres_per_100km(f.mean); });
       }},
      {{"fuel_charge_kept_l_per_100km", "fuel, flat", "L/100 km", 1, low},
       "fuel on the duty while the charge is kept",
       [](Lane v) {
         return of_fuel(v, [](const FuelFigures& f) { return units::in_litres_per_100km(f.kept); });
       }},
      {{"range_electric_km", "electric", "km", 0, high},
       "range on the duty on what was charged, before the engine keeps the charge",
       [](Lane v) {
         return of_charge(
             v, [](const FuelFigures& f) { return units::in_kilometres(f.electric_range); });
       }},
      {{"range_tank_km", "tank", "km", 0, high},
       "range on the duty on a full tank with the charge kept",
       [](Lane v) {
         return of_fuel(v, [](const FuelFigures& f) { return units::in_kilometres(f.tank_range); });
       }},
      {{"utility_factor", "on charge", "", 3, none},
       "share of the distance driven on what was charged: by duty.day_distances, else SAE J2841",
       [](Lane v) { return of_charge(v, [](const FuelFigures& f) { return f.utility_factor; }); }},
      {{"accel_0_60mph_s", "0-60 mph", "s", 1, low},
       "0 to 60 mph, the first foot not counted",
       [](Lane v) { return maybe(v.energy->performance.accel_0_60mph, units::in_seconds); },
       Needs::sides},
      {{"charge_10_min_km", "10 min", "km", 0, high},
       "distance on the duty from 10 minutes of fast charging that begin at 10 %",
       [](Lane v) { return maybe(v.energy->charge_10_min, units::in_kilometres); },
       Needs::sides},
      {{"start_grade_percent", "start grade", "%", 0, high},
       "steepest slope it can start on",
       [](Lane v) { return modelled(v, 100 * v.energy->performance.start_grade); },
       Needs::sides},
      {{"grade_at_90_percent", "grade at 90", "%", 0, high},
       "steepest slope held at 90 km/h",
       [](Lane v) { return modelled(v, 100 * v.energy->performance.grade_at_90); },
       Needs::sides},
      {{"missed_percent", "missed", "%", 1, low},
       "share of the duty's time in which the truck is slower than the speed trace",
       [](Lane v) { return modelled(v, 100 * v.energy->duty.missed_share); }},

      {{"battery_health_end", "health at end", "", 3, high},
       "battery's energy when the first owner sells the truck, relative to new",
       health_at_end,
       Needs::years},
      {{"range_last_year_km", "last year", "km", 0, high},
       "range on the duty times the battery's health at the start of the first owner's last year",
       range_in_last_year,
       Needs::years},

      {{"stops_h_per_year", "at stops", "h/yr", 0, low},
       "time of stops at fast chargers and pumps in the first year; blank where the tank is not "
       "known",
       [](Lane v) {
         const bool told = vehicle(v).has_physics() && !v.use.empty();
         return told ? Cell(units::in_hours(v.use.front().road_charging + v.use.front().refuelling))
                     : Cell();
       },
       Needs::years},

      // More on money.
      {{"plain_sum_CUR", "plain sum", "CUR", 0, low},
       "all costs less resale, not discounted",
       [](Lane v) { return money(v, &CostFigures::plain_sum); },
       Needs::cost},
      {{"annual_CUR_per_year", "per year", "CUR/yr", 0, low},
       "equivalent annual cost",
       [](Lane v) { return money(v, &CostFigures::equivalent_annual); },
       Needs::cost},
      {{"cash_tco_CUR", "financed", "CUR", 0, low},
       "net present value of the owner's payments with the scenario's loan or lease, a second view",
       [](Lane v) {
         return v.cost != nullptr && v.cost->cash_npv ? Cell(v.cost->cash_npv->amount) : Cell();
       },
       Needs::cost},
      {{"break_even_years", "break-even", "yr", 1, low},
       "years until the running costs have earned back the dearer purchase, against the baseline",
       [](Lane v) {
         return v.cost != nullptr ? maybe(v.cost->break_even_time, units::in_years) : Cell();
       },
       Needs::cost},
      {{"break_even_km", "break-even", "km", 0, low},
       "the same as a distance",
       [](Lane v) {
         return v.cost != nullptr ? maybe(v.cost->break_even_distance, units::in_kilometres)
                                  : Cell();
       },
       Needs::cost},
      {{"second_owner_tco_CUR", "second owner", "CUR", 0, low},
       "net present value of all costs less resale of a second owner, who buys the truck for what "
       "it brings the first; money of the first purchase year",
       [](Lane v) {
         return v.cost != nullptr && v.cost->second_owner ? Cell(v.cost->second_owner->npv.amount)
                                                          : Cell();
       },
       Needs::cost},
      {{"second_owner_tco_CUR_per_km", "second owner", "CUR/km", 3, low},
       "the same over his discounted distance",
       [](Lane v) {
         return v.cost != nullptr && v.cost->second_owner
                    ? maybe(v.cost->second_owner->per_distance, per_km)
                    : Cell();
       },
       Needs::cost},
      {{"tco_CUR_per_tonne_km", "per payload", "CUR/t km", 3, low},
       "net present value over discounted distance and the mean payload of the duty; blank without "
       "payload",
       [](Lane v) {
         return v.cost != nullptr && v.cost->mean_payload_kg > 0.0
                    ? maybe(v.cost->per_distance,
                            [&](units::DistancePrice price) {
                              return 1e3 * per_km(price) / v.cost->mean_payload_kg;
                            })
                    : Cell();
       },
       Needs::cost},

      // More on emissions.
      {{"co2e_use_g_per_km", "CO2e of use", "g/km", 0, low},
       "greenhouse gas of power and fuel by distance",
       [](Lane v) {
         return v.cost != nullptr ? maybe(v.cost->emitted_in_use_kg_per_m, g_per_km) : Cell();
       },
       Needs::cost},
      {{"co2e_t", "CO2e", "t", 1, low},
       "greenhouse gas over the years of ownership, with the making of truck and battery",
       [](Lane v) {
         return v.cost != nullptr
                    ? maybe(v.cost->emitted,
                            [](units::Mass mass) { return units::in_kilograms(mass) / 1e3; })
                    : Cell();
       },
       Needs::cost},
      {{"estimated_inputs", "estimated", "", 0, none},
       "inputs of the truck that a rule estimated",
       [](Lane v) { return Cell(joined(model::estimated_keys(vehicle(v)))); }},
  };
}

void replace_currency(std::string& text, const std::string& with) {
  const auto at = text.find("CUR");
  if (at != std::string::npos) text.replace(at, 3, with);
}

}  // namespace

const std::vector<Metric>& metrics() {
  static const std::vector<Metric> list = all_metrics();
  return list;
}

Column column_for(const Metric& metric, units::Currency currency) {
  Column column = metric.column;
  const std::string code(currency.code());
  replace_currency(column.key, base::lower_case(code));
  replace_currency(column.unit, code);
  return column;
}

std::vector<std::string> figure_keys(units::Currency currency) {
  std::vector<std::string> keys;
  for (const auto& metric : metrics())
    if (!metric.column.unit.empty() || metric.column.better != Better::neither)
      keys.push_back(column_for(metric, currency).key);
  return keys;
}

bool is_cost_by_distance(const Column& column) {
  return column.key.starts_with("tco_") && column.key.ends_with("_per_km");
}

std::optional<std::pair<std::string, const model::Rating*>>
leading_rating(const model::Vehicle& vehicle) {
  for (const auto& procedure : model::rating_procedures()) {
    const auto found = vehicle.rating.find(procedure);
    if (found != vehicle.rating.end() && found->second.range.has_value())
      return std::pair{procedure, &found->second};
  }
  return std::nullopt;
}

std::string duty_text(const model::Duty& duty) {
  std::string text;
  for (const auto& part : duty.cycles) {
    if (!text.empty()) text += " + ";
    if (duty.cycles.size() > 1) text += fmt::format("{:.3g} % ", 100 * *part.share);
    text += part.cycle;
  }
  text += fmt::format(", {:.3g} degC", units::in_celsius(*duty.ambient));
  if (duty.payload->value() > 0.0)
    text += fmt::format(
        ", payload {:.0f} kg{}", units::in_kilograms(*duty.payload),
        *duty.payload_share < 1.0 ? fmt::format(" on {:.3g} %", 100 * *duty.payload_share) : "");
  if (duty.trailer)
    text += fmt::format(", trailer {:.0f} kg", units::in_kilograms(*duty.trailer->mass));
  if (*duty.grade != 0.0) text += fmt::format(", grade {:.3g} %", 100 * *duty.grade);
  if (duty.wind->value() > 0.0)
    text += fmt::format(", wind {:.3g} m/s", units::in_metres_per_second(*duty.wind));
  if (duty.altitude->value() != 0.0)
    text += fmt::format(", altitude {:.0f} m", units::in_metres(*duty.altitude));
  return text;
}

}  // namespace evpickup::study
