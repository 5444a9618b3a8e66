// SPDX-License-Identifier: Apache-2.0
#include "parity_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>

#include "evpickup/spec/dated_path.hpp"
#include "evpickup/study/cost_figures.hpp"
#include "evpickup/study/yearly_use.hpp"

namespace evpickup::study {

namespace {

using spec::Sourced;

/// Brackets, as factors on today's value. A truck that stands still and one that never does lie
/// outside that of the distance.
constexpr Bracket distance_factors{0.02, 8.0};
constexpr Bracket price_factors{0.0, 10.0};
constexpr double highest_list_price = 5.0;

Bracket times(const Bracket& factors, double today) {
  return {factors.low * today, factors.high * today};
}

// Prices and paths times a factor; absent ones stay absent.
template <class Q>
void scale(Sourced<units::MoneyPer<Q>>& price, double factor) {
  if (!price.has_value()) return;
  auto scaled = *price;
  scaled.amount_per_si *= factor;
  price.set(scaled, price.origin);
}
template <class Q>
void scale(Sourced<spec::Path<units::MoneyPer<Q>>>& path, double factor) {
  if (!path.has_value()) return;
  auto scaled = *path;
  for (auto& [year, price] : scaled) price.amount_per_si *= factor;
  path.set(std::move(scaled), path.origin);
}

/// A price in the purchase year: along its path, or else the one of today.
template <class Q>
std::optional<double> price_cur_per_si(const Sourced<units::MoneyPer<Q>>& price,
                                       const Sourced<spec::Path<units::MoneyPer<Q>>>& path,
                                       int year, const ParityMoney& money) {
  const auto plain = [&](const units::MoneyPer<Q>& value) {
    return money.rates->convert(value, money.currency).amount_per_si;
  };
  if (path.has_value()) return spec::in_year(*path, year, plain);
  return price.has_value() ? std::optional{plain(*price)} : std::nullopt;
}

/// The pair in its market with something changed.
template <class Change>
ParityPair with_market(const ParityPair& pair, const Change& change) {
  auto market = std::make_shared<model::Market>(*pair.truck.market);
  change(*market);
  ParityPair result = pair;
  result.truck.market = market;
  result.baseline.market = market;
  return result;
}

/// The case with another list price. Where a price is built of components, the sum takes their
/// place.
PlannedCase with_list_price(const PlannedCase& planned, const units::Money& price) {
  auto vehicle = std::make_shared<model::Vehicle>(*planned.vehicle);
  const auto abroad = vehicle->price.abroad.find(planned.market->id);
  auto& place = abroad != vehicle->price.abroad.end() ? abroad->second : vehicle->price.msrp;
  place.set(price, place.origin);
  PlannedCase result = planned;
  result.vehicle = std::move(vehicle);
  return result;
}

template <class Test>
bool any_year(const ParityToday& today, const Test& test) {
  return std::ranges::any_of(today.truck_use, test) ||
         std::ranges::any_of(today.baseline_use, test);
}

bool always(const ParityToday& /*today*/) { return true; }
std::string nothing_lacks(const ParityToday& /*today*/) { return {}; }

std::string market_lacks(const ParityToday& today, std::string_view key) {
  return fmt::format("market {} lacks {}", today.pair.truck.market->id, key);
}

// Distance: a factor on that of every year.

double mean_distance_km(const ParityToday& today) {
  double sum_km = 0.0;
  for (const auto& use : today.truck_use) sum_km += units::in_kilometres(use.distance);
  return sum_km / static_cast<double>(today.truck_use.size());
}

Bracket distance_bracket(const ParityToday& today) {
  return times(distance_factors, mean_distance_km(today));
}

ParityPair with_distance(const ParityToday& today, double km_per_year) {
  const double factor = km_per_year / mean_distance_km(today);
  auto duty = std::make_shared<model::Duty>(*today.pair.truck.duty);
  duty->distance.set(factor * *duty->distance, duty->distance.origin);
  if (duty->distance_by_age.has_value()) {
    auto by_age = *duty->distance_by_age;
    for (auto& distance : by_age) distance = factor * distance;
    duty->distance_by_age.set(std::move(by_age), duty->distance_by_age.origin);
  }
  ParityPair result = today.pair;
  result.truck.duty = duty;
  result.baseline.duty = duty;
  return result;
}

// Fuels, per litre.

struct Fuel {
  std::string_view key;
  units::Volume model::AnnualUse::*volume;
  Sourced<units::VolumePrice> model::EnergyPrices::*price;
  Sourced<spec::Path<units::VolumePrice>> model::PricePaths::*path;
};
constexpr Fuel petrol{"energy.petrol", &model::AnnualUse::petrol, &model::EnergyPrices::petrol,
                      &model::PricePaths::petrol};
constexpr Fuel diesel{"energy.diesel", &model::AnnualUse::diesel, &model::EnergyPrices::diesel,
                      &model::PricePaths::diesel};

double fuel_today(const ParityToday& today, const Fuel& fuel) {
  const model::EnergyPrices& energy = today.pair.truck.market->energy;
  return units::in_si(units::litres(1)) *
         price_cur_per_si(energy.*fuel.price, energy.path.*fuel.path,
                          purchase_year(today.pair.truck), today.money)
             .value_or(0.0);
}

template <const Fuel& fuel>
ParityKeyRow fuel_row(model::ParityKey key, std::string_view word, std::string_view label) {
  return {key,
          word,
          label,
          "L",
          [](const ParityToday& today) {
            return any_year(today, [](const model::AnnualUse& use) {
              return use.*fuel.volume > units::litres(0);
            });
          },
          [](const ParityToday& today) {
            return fuel_today(today, fuel) > 0.0 ? std::string{} : market_lacks(today, fuel.key);
          },
          [](const ParityToday& today) { return fuel_today(today, fuel); },
          [](const ParityToday& today) { return times(price_factors, fuel_today(today, fuel)); },
          [](const ParityToday& today, double value) {
            const double factor = value / fuel_today(today, fuel);
            return with_market(today.pair, [&](model::Market& market) {
              scale(market.energy.*fuel.price, factor);
              scale(market.energy.path.*fuel.path, factor);
            });
          }};
}

// Power at all places.

bool draws_power(const ParityToday& today) {
  return any_year(today, [](const model::AnnualUse& use) {
    return use.from_battery() + use.charging_heat + use.wall_energy > units::joules(0);
  });
}

double power_today(const ParityToday& today) {
  const model::EnergyPrices& energy = today.pair.truck.market->energy;
  return units::in_joules(units::kilowatt_hours(1)) *
         price_cur_per_si(energy.home, energy.path.home, purchase_year(today.pair.truck),
                          today.money)
             .value_or(0.0);
}

ParityPair with_power_price(const ParityToday& today, double value) {
  const double factor = value / power_today(today);
  return with_market(today.pair, [&](model::Market& market) {
    model::EnergyPrices& energy = market.energy;
    for (auto* price : {&energy.home, &energy.workplace, &energy.public_ac, &energy.dc_fast})
      scale(*price, factor);
    for (auto* path :
         {&energy.path.home, &energy.path.workplace, &energy.path.public_ac, &energy.path.dc_fast})
      scale(*path, factor);
    for (auto& tariff : energy.home_tariff) scale(tariff.price, factor);
  });
}

// Packs, per kWh.

double pack_today(const ParityToday& today) {
  return units::in_joules(units::kilowatt_hours(1)) *
         pack_price_cur_per_j(*today.pair.truck.market, purchase_year(today.pair.truck),
                              today.money)
             .value_or(0.0);
}

std::string pack_lacks(const ParityToday& today) {
  if (pack_today(today) <= 0.0) return market_lacks(today, "battery.pack_price");
  if (!today.pair.truck.market->battery.retail_markup.has_value())
    return market_lacks(today, "battery.retail_markup");
  return {};
}

/// Down to packs for nothing, or to a truck for nothing.
Bracket pack_bracket(const ParityToday& today) {
  const double now = pack_today(today);
  Bracket bracket = times(price_factors, now);
  for (const PlannedCase* planned : {&today.pair.truck, &today.pair.baseline}) {
    if (!has_pack(*planned->vehicle)) continue;
    const double kwh = units::in_kilowatt_hours(cost::pack_energy(*planned->vehicle));
    const double fall =
        list_price_cur(*planned, today.money) / (kwh * *planned->market->battery.retail_markup);
    bracket.low = std::max(bracket.low, now - fall);
  }
  return bracket;
}

ParityPair with_packs_at(const ParityToday& today, double value) {
  const double now = pack_today(today);
  const double change_cur_per_j = (value - now) / units::in_joules(units::kilowatt_hours(1));
  ParityPair result = with_market(today.pair, [&](model::Market& market) {
    scale(market.battery.pack_price, value / now);
    scale(market.battery.pack_price_path, value / now);
  });
  result.truck = with_pack_price(result.truck, change_cur_per_j, today.money);
  result.baseline = with_pack_price(result.baseline, change_cur_per_j, today.money);
  return result;
}

// Sums of money.

double price_today(const ParityToday& today) {
  return list_price_cur(today.pair.truck, today.money);
}

ParityPair with_truck_at(const ParityToday& today, double value) {
  ParityPair result = today.pair;
  result.truck = with_list_price(result.truck, {value, today.money.currency, {}});
  return result;
}

double incentive_today(const ParityToday& today) {
  const auto& incentive = today.pair.truck.market->purchase.incentive;
  return incentive.has_value() ? today.money.rates->convert(*incentive, today.money.currency).amount
                               : 0.0;
}

/// From what is paid today to as much as the truck costs.
Bracket incentive_bracket(const ParityToday& today) {
  return {incentive_today(today), incentive_today(today) + price_today(today)};
}

ParityPair with_incentive(const ParityToday& today, double value) {
  ParityPair result = today.pair;
  auto market = std::make_shared<model::Market>(*today.pair.truck.market);
  auto& incentive = market->purchase.incentive;
  incentive.set({value, today.money.currency, {}}, incentive.origin);
  result.truck.market = std::move(market);
  return result;
}

std::vector<ParityKeyRow> all_rows() {
  using Key = model::ParityKey;
  return {
      {Key::distance, "distance", "distance", "km/yr", always, nothing_lacks, mean_distance_km,
       distance_bracket, with_distance},
      fuel_row<petrol>(Key::petrol, "petrol", "price of petrol"),
      fuel_row<diesel>(Key::diesel, "diesel", "price of diesel"),
      {Key::electricity, "electricity", "price of power", "kWh", draws_power,
       [](const ParityToday& today) {
         return power_today(today) > 0.0 ? std::string{} : market_lacks(today, "energy.home");
       },
       power_today,
       [](const ParityToday& today) { return times(price_factors, power_today(today)); },
       with_power_price},
      {Key::pack_price, "pack_price", "price of packs", "kWh",
       [](const ParityToday& today) {
         return has_pack(*today.pair.truck.vehicle) || has_pack(*today.pair.baseline.vehicle);
       },
       pack_lacks, pack_today, pack_bracket, with_packs_at},
      {Key::price, "price", "list price", "", always, nothing_lacks, price_today,
       [](const ParityToday& today) {
         return Bracket{0.0, highest_list_price * price_today(today)};
       },
       with_truck_at},
      {Key::incentive, "incentive", "incentive", "", always, nothing_lacks, incentive_today,
       incentive_bracket, with_incentive},
  };
}

}  // namespace

cost::Case parity_case(const PlannedCase& planned, const EnergyFigures& energy) {
  return case_of(planned, yearly_use(planned, energy, *planned.duty->years));
}

ParityToday today_of(const ParityPair& pair, const ParityMoney& money) {
  return {pair, money, parity_case(pair.truck, *pair.truck_energy).use,
          parity_case(pair.baseline, *pair.baseline_energy).use};
}

std::span<const ParityKeyRow> parity_key_rows() {
  static const std::vector<ParityKeyRow> rows = all_rows();
  return rows;
}

const ParityKeyRow& parity_key_row(model::ParityKey key) {
  const auto rows = parity_key_rows();
  const auto row = std::ranges::find(rows, key, &ParityKeyRow::key);
  if (row == rows.end()) throw std::logic_error("a key of parity is not in the list");
  return *row;
}

std::string unit(const ParityKeyRow& row, units::Currency currency) {
  if (row.key == model::ParityKey::distance) return std::string(row.unit);
  return row.unit.empty() ? std::string(currency.code())
                          : fmt::format("{}/{}", currency.code(), row.unit);
}

std::optional<double> pack_price_cur_per_j(const model::Market& market, int year,
                                           const ParityMoney& money) {
  return price_cur_per_si(market.battery.pack_price, market.battery.pack_price_path, year, money);
}

int purchase_year(const PlannedCase& planned) {
  return planned.cost->purchase_year.value_or(planned.market->date.year);
}

PlannedCase with_pack_price(const PlannedCase& planned, double change_cur_per_j,
                            const ParityMoney& money) {
  const auto& markup = planned.market->battery.retail_markup;
  if (!markup.has_value() || !has_pack(*planned.vehicle) || change_cur_per_j == 0.0) return planned;
  const double change_cur =
      change_cur_per_j * units::in_joules(cost::pack_energy(*planned.vehicle)) * *markup;
  const units::Money now = *cost::list_price(*planned.vehicle, *planned.market);
  const units::Money change =
      money.rates->convert(units::Money{change_cur, money.currency, {}}, now.currency);
  return with_list_price(planned,
                         {std::max(0.0, now.amount + change.amount), now.currency, now.date});
}

double list_price_cur(const PlannedCase& planned, const ParityMoney& money) {
  return money.rates->convert(*cost::list_price(*planned.vehicle, *planned.market), money.currency)
      .amount;
}

bool has_pack(const model::Vehicle& vehicle) {
  return cost::pack_energy(vehicle) > units::joules(0);
}

}  // namespace evpickup::study
