// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "compile_parts.hpp"
#include "events.hpp"
#include "evpickup/cost/repair.hpp"
#include "times.hpp"

namespace evpickup::cost {
namespace {

/// Reference odometer of maintenance_at_100000_km.
constexpr double reference_m = 100000e3;

const model::Upkeep& upkeep_of(const Filling& f) {
  const model::Ownership& ownership = f.c.market->ownership;
  return has_engine(*f.c.vehicle) ? ownership.combustion : ownership;
}

/// A key of a truck's upkeep, as it stands in a market's file.
struct Key {
  std::string_view electric, combustion;
  [[nodiscard]] std::string_view of(const Filling& f) const {
    return has_engine(*f.c.vehicle) ? combustion : electric;
  }
};
namespace key {
constexpr Key services{"ownership.services.NAME.cost", "ownership.combustion.services.NAME.cost"};
constexpr Key maintenance{"ownership.maintenance", "ownership.combustion.maintenance"};
constexpr Key maintenance_by_age{"ownership.maintenance_by_age",
                                 "ownership.combustion.maintenance_by_age"};
constexpr Key maintenance_at_100000_km{"ownership.maintenance_at_100000_km",
                                       "ownership.combustion.maintenance_at_100000_km"};
constexpr Key repair{"ownership.repair", "ownership.combustion.repair"};
constexpr Key repair_by_age{"ownership.repair_by_age", "ownership.combustion.repair_by_age"};
}  // namespace key

/// What all jobs cost that fall between two readings of the odometer.
double services_cur(const Filling& f, const model::Upkeep& upkeep, double from_m, double to_m) {
  if (upkeep.services.empty()) f.gaps.market_lacks(*f.c.market, key::services.of(f));
  double sum_cur = 0.0;
  for (const auto& [name, service] : upkeep.services) {
    const double every_m = units::in_metres(*service.every);
    sum_cur += events_between(from_m, to_m, every_m) * f.values.plain(*service.cost);
  }
  return sum_cur;
}

/// Maintenance of a year of age. A rate in proportion to the odometer has over a year the mean of
/// its start and its end.
double maintenance_cur(const Filling& f, int age, double from_m, double distance_m) {
  const model::Upkeep& upkeep = upkeep_of(f);
  switch (*f.c.settings->maintenance) {
  case model::UpkeepMethod::flat:
    break;
  case model::UpkeepMethod::by_age:
    return distance_m *
           f.values.at_age(upkeep.maintenance_by_age, age, key::maintenance_by_age.of(f));
  case model::UpkeepMethod::growing:
    return distance_m *
           f.values.needed(upkeep.maintenance_at_100000_km, key::maintenance_at_100000_km.of(f)) *
           (from_m + distance_m / 2.0) / reference_m;
  case model::UpkeepMethod::events:
    return services_cur(f, upkeep, from_m, from_m + distance_m);
  }
  return distance_m * f.values.needed(upkeep.maintenance, key::maintenance.of(f));
}

void fill_maintenance(const Filling& f) {
  const Lanes::Use& use = f.lanes.use;
  double odometer_m = use.odometer_m(f.lane);
  for (int year = 1; year <= f.lanes.years; ++year) {
    const double distance_m = use.distance_m_by_year(year - 1, f.lane);
    const double cost_cur = maintenance_cur(f, f.age(year), odometer_m, distance_m);

    // With a trailer on or a load in the bed wear comes faster.
    const model::CostSettings& settings = *f.c.settings;
    const double more = use.towing_share_by_year(year - 1, f.lane) *
                            (settings.towing_maintenance.value_or(1.0) - 1.0) +
                        use.payload_share_by_year(year - 1, f.lane) *
                            (settings.payload_maintenance.value_or(1.0) - 1.0);
    f.lanes.upkeep.maintenance_cur_by_year(year - 1, f.lane) = cost_cur * (1.0 + more);
    odometer_m += distance_m;
  }
}

/// Repairs per distance in each year.
void fill_repair(const Filling& f) {
  const model::Upkeep& upkeep = upkeep_of(f);
  for (int year = 1; year <= f.lanes.years; ++year) {
    double& rate = f.lanes.upkeep.repair_cur_per_m_by_year(year - 1, f.lane);
    switch (*f.c.settings->repair) {
    case model::UpkeepMethod::flat:
    case model::UpkeepMethod::events:  // a method of maintenance alone
      rate = f.values.needed(upkeep.repair, key::repair.of(f));
      break;
    case model::UpkeepMethod::by_age:
      rate = f.values.at_age(upkeep.repair_by_age, f.age(year), key::repair_by_age.of(f));
      break;
    case model::UpkeepMethod::growing:
      rate = f.values.plain(omega_repair(
          repair_kind(*f.c.vehicle),
          f.values.converted(price_when_new_cur(f), units::Currency{"USD"}), f.age(year) - 1));
      break;
    }
  }
}

/// A pack as a spare part: its price of the year with the dealer's markup, and labour.
void fill_new_packs(const Filling& f) {
  const model::PackPrices& prices = f.c.market->battery;
  for (int year = 1; year <= f.lanes.years; ++year) {
    if (!f.c.use[static_cast<std::size_t>(year - 1)].new_pack) continue;
    const double price_cur = pack_price_cur_per_j(f, year) * pack_energy_j(*f.c.vehicle) *
                                 f.values.needed(prices.retail_markup, "battery.retail_markup") +
                             f.values.or_zero(prices.replacement_labour);
    f.lanes.upkeep.new_pack_cur_by_year(year - 1, f.lane) = price_cur;
  }
}

/// Hours in which the truck earns nothing.
void fill_downtime(const Filling& f) {
  const std::optional<model::Downtime>& downtime = f.c.settings->downtime;
  if (!downtime) return;
  Lanes::Upkeep& upkeep = f.lanes.upkeep;
  const auto seconds = [](const Sourced<units::Time>& time) {
    return time.has_value() ? units::in_seconds(*time) : 0.0;
  };
  const auto at_age = [](const auto& list, int age) {
    if (!list.has_value() || list->empty()) return 0.0;
    return units::in_si((*list)[std::min(static_cast<std::size_t>(age), list->size()) - 1]);
  };
  const double tyre_life_m =
      downtime->tyre_life.has_value() ? units::in_metres(*downtime->tyre_life) : 0.0;
  for (int year = 1; year <= f.lanes.years; ++year) {
    const double distance_m = f.lanes.use.distance_m_by_year(year - 1, f.lane);
    upkeep.downtime_s_by_year(year - 1, f.lane) =
        seconds(downtime->planned) + distance_m * at_age(downtime->unplanned_by_age, f.age(year)) +
        (tyre_life_m > 0.0 ? distance_m / tyre_life_m * seconds(downtime->tyre_change) : 0.0);
    upkeep.refuelling_s_by_year(year - 1, f.lane) =
        at_age(downtime->refuelling_by_age, f.age(year));
  }
  const auto per_second = [&](const Sourced<units::TimePrice>& price) {
    return f.values.or_zero(price) / units::seconds_per_year;
  };
  upkeep.opportunity_cur_per_s(f.lane) = per_second(downtime->opportunity);
  upkeep.labour_cur_per_s(f.lane) = per_second(downtime->labour);
}

}  // namespace

units::Energy pack_energy(const model::Vehicle& vehicle) {
  const model::Battery& battery = vehicle.battery;
  for (const auto* energy :
       {&battery.energy_nominal, &battery.energy_gross, &battery.energy_usable})
    if (energy->has_value()) return **energy;
  return units::joules(0);
}

double pack_energy_j(const model::Vehicle& vehicle) {
  return units::in_joules(pack_energy(vehicle));
}

double pack_price_cur_per_j(const Filling& f, int year) {
  const model::PackPrices& prices = f.c.market->battery;
  if (prices.pack_price_path.has_value())
    return f.values.in_year(*prices.pack_price_path, f.calendar_year(year));
  return f.values.needed(prices.pack_price, "battery.pack_price");
}

void fill_use(const Filling& f) {
  Lanes::Use& use = f.lanes.use;
  for (int year = 1; year <= f.lanes.years; ++year) {
    const model::AnnualUse& annual = f.c.use[static_cast<std::size_t>(year - 1)];
    const double distance_m = units::in_metres(annual.distance);
    use.distance_m_by_year(year - 1, f.lane) = distance_m;
    const auto share = [&](units::Length part) {
      return distance_m > 0.0 ? units::in_metres(part) / distance_m : 0.0;
    };
    use.towing_share_by_year(year - 1, f.lane) = share(annual.towing_distance);
    use.payload_share_by_year(year - 1, f.lane) = share(annual.payload_distance);
    use.tyre_load_by_year(year - 1, f.lane) = annual.tyre_load;
    use.stops_s_by_year(year - 1, f.lane) =
        units::in_seconds(annual.road_charging + annual.refuelling);
  }
  use.odometer_m(f.lane) = units::in_metres(f.c.odometer);
  use.extra_share(f.lane) = f.c.extra_share;
  use.trucks(f.lane) = f.c.settings->payload_penalty.value_or(1.0);
}

void fill_upkeep(const Filling& f) {
  const model::Ownership& ownership = f.c.market->ownership;
  fill_maintenance(f);
  fill_repair(f);
  fill_new_packs(f);
  fill_downtime(f);
  f.lanes.upkeep.tyres_cur_per_m(f.lane) = f.values.needed(ownership.tyres, "ownership.tyres");
  f.lanes.upkeep.road_charge_cur_per_m(f.lane) = f.values.or_zero(ownership.road_charge);
  f.lanes.upkeep.time_cur_per_s(f.lane) =
      f.values.or_zero(f.c.settings->value_of_time) / units::seconds_per_year;
}

}  // namespace evpickup::cost
