// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "events.hpp"
#include "evpickup/cost/items.hpp"
#include "item_flows.hpp"
#include "times.hpp"

/// The flows of energy, upkeep and the yearly costs.
namespace evpickup::cost {
namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;

/// A price for each lane times something by year.
ArrayXXd times(const ArrayXXd& by_year, const ArrayXd& price) {
  return by_year.rowwise() * price.transpose();
}

}  // namespace

Flows at_prices_of_today(const Lanes& lanes, const Flows& by_year_cur) {
  return in_years(lanes, by_year_cur * lanes.price_level_by_year);
}

Flows site_value(const Lanes& lanes, Name) {
  return at_prices_of_today(lanes, 0.0 - lanes.energy.site_value_cur_by_year);
}

Flows house_value(const Lanes& lanes, Name) {
  return in_years(lanes, 0.0 - lanes.energy.house_value_cur_by_year);
}

Flows charger_again(const Lanes& lanes, Name) {
  // Bought again in the year in which the life of the last one ends.
  ArrayXXd bought_cur = ArrayXXd::Zero(lanes.years, lanes.size);
  for (Eigen::Index lane = 0; lane < lanes.size; ++lane) {
    const double life_years = lanes.purchase.home_charger_life_years(lane);
    if (life_years <= 0.0) continue;
    for (double ends = life_years; ends < lanes.years; ends += life_years)
      bought_cur(static_cast<Eigen::Index>(std::floor(ends)), lane) +=
          lanes.purchase.home_charger_cur(lane);
  }
  return at_prices_of_today(lanes, bought_cur);
}

Flows maintenance(const Lanes& lanes, Name) {
  return at_prices_of_today(lanes, lanes.upkeep.maintenance_cur_by_year);
}

Flows repair(const Lanes& lanes, Name) {
  return at_prices_of_today(lanes,
                            lanes.upkeep.repair_cur_per_m_by_year * lanes.use.distance_m_by_year);
}

Flows tyres(const Lanes& lanes, Name) {
  return at_prices_of_today(lanes, times(lanes.use.distance_m_by_year * lanes.use.tyre_load_by_year,
                                         lanes.upkeep.tyres_cur_per_m));
}

Flows new_packs(const Lanes& lanes, Name) {
  return at_prices_of_today(lanes, lanes.upkeep.new_pack_cur_by_year);
}

Flows extra_trips(const Lanes& lanes, Name) {
  Flows by_distance = no_flows(lanes);
  if ((lanes.use.extra_share == 0.0).all()) return by_distance;
  for (const ItemRow& row : item_rows())
    if (row.by_distance) by_distance += row.flows_cur(lanes, {});
  return by_distance.rowwise() * lanes.use.extra_share.transpose();
}

Flows downtime(const Lanes& lanes, Name) {
  return at_prices_of_today(
      lanes, times(lanes.upkeep.downtime_s_by_year, lanes.upkeep.opportunity_cur_per_s));
}

Flows refuelling_labour(const Lanes& lanes, Name) {
  return at_prices_of_today(
      lanes, times(lanes.upkeep.refuelling_s_by_year, lanes.upkeep.labour_cur_per_s));
}

Flows refuelling_downtime(const Lanes& lanes, Name) {
  return at_prices_of_today(
      lanes, times(lanes.upkeep.refuelling_s_by_year, lanes.upkeep.opportunity_cur_per_s));
}

Flows time_at_stops(const Lanes& lanes, Name) {
  return at_prices_of_today(lanes, times(lanes.use.stops_s_by_year, lanes.upkeep.time_cur_per_s));
}

Flows insurance(const Lanes& lanes, Name) {
  // The fixed part grows with prices; the value is in money of its year.
  const ArrayXXd ones = ArrayXXd::Ones(lanes.years, lanes.size);
  return at_prices_of_today(lanes, times(ones, lanes.yearly.insurance_cur_per_year)) +
         in_years(lanes, lanes.yearly.insurance_rate_by_year *
                             lanes.value.insured_cur_by_year.topRows(lanes.years));
}

Flows road_charge(const Lanes& lanes, Name) {
  return at_prices_of_today(
      lanes, times(lanes.use.distance_m_by_year, lanes.upkeep.road_charge_cur_per_m));
}

Flows carbon(const Lanes& lanes, Name) {
  const Lanes::Emissions& emissions = lanes.emissions;
  return at_prices_of_today(lanes, times(emissions.power_kg_by_year + emissions.fuel_kg_by_year,
                                         emissions.price_cur_per_kg));
}

std::vector<std::string> free_line_names(const Lanes& lanes) {
  return names_of(lanes.yearly.free_lines);
}

Flows free_line(const Lanes& lanes, Name name) {
  const Lanes::Yearly::FreeLine& line = lanes.yearly.free_lines.at(name);
  ArrayXXd by_year = ArrayXXd::Zero(lanes.years, lanes.size);
  ArrayXd odometer_m = lanes.use.odometer_m;
  for (Eigen::Index year = 0; year < lanes.years; ++year) {
    const ArrayXd distance_m = lanes.use.distance_m_by_year.row(year).transpose();
    by_year.row(year) = (line.cur_per_year + line.cur_per_m * distance_m).transpose();

    // Events: whole spans of `every` that the odometer completes in the year.
    for (Eigen::Index lane = 0; lane < lanes.size; ++lane) {
      const double every_m = line.event_m(lane);
      if (every_m <= 0.0) continue;
      const double to_m = odometer_m(lane) + distance_m(lane);
      by_year(year, lane) += events_between(odometer_m(lane), to_m, every_m) * line.event_cur(lane);
    }
    odometer_m += distance_m;
  }
  return on_day_0(lanes, line.once_cur) + at_prices_of_today(lanes, by_year);
}

}  // namespace evpickup::cost
