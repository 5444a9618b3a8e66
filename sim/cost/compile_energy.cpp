// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>

#include "compile_parts.hpp"
#include "evpickup/model/hours.hpp"
#include "times.hpp"

namespace evpickup::cost {
namespace {

/// The mean price at home over the hours in which the truck charges: a tariff's price in its hours,
/// the plain price in the others.
double home_price_cur_per_j(const Filling& f) {
  const model::EnergyPrices& prices = f.c.market->energy;
  const model::ChargingShares& charging = *f.c.charging;
  if (prices.home_tariff.empty() || !charging.home_from.has_value() ||
      !charging.home_to.has_value())
    return f.values.needed(prices.home, "energy.home");
  const model::Hours charges{*charging.home_from, *charging.home_to};
  const double hours = model::length(charges);
  double covered = 0.0;
  double sum = 0.0;
  for (const model::TariffHours& tariff : prices.home_tariff) {
    const double common = model::common(charges, {*tariff.from, *tariff.to});
    covered += common;
    sum += common * f.values.plain(*tariff.price);
  }
  const double rest = hours - covered;
  constexpr double rounding_h = 1e-9;
  if (rest > rounding_h) sum += rest * f.values.needed(prices.home, "energy.home");
  return sum / hours;
}

/// What one kind of energy costs in each year of ownership: along its path, or from today's price
/// on with its growth. Of a used truck the prices of before its purchase count, in money of the
/// year in which it was new.
template <class Price>
void fill_price(const Filling& f, Lanes::ByYear& price_by_year,
                const Sourced<spec::Path<Price>>& path, const Sourced<units::InterestRate>& growth,
                const std::function<double()>& today_cur_per_si) {
  const double inflation = f.lanes.inflation_per_year(f.lane);
  const auto price_level = [&](int year) { return f.lanes.price_level_by_year(year - 1, f.lane); };
  const auto level = [&](double per_year, int year) {
    return per_year == inflation
               ? price_level(year)
               : std::pow(1.0 + per_year, years_after_purchase(year, f.lanes.timing));
  };
  const auto before = [&](double per_year) {
    return std::pow((1.0 + per_year) / (1.0 + inflation), f.c.age);
  };
  if (path.has_value()) {
    const bool nominal = f.c.market->energy.path.nominal.value_or(false);
    for (int year = 1; year <= f.lanes.years; ++year)
      price_by_year(year - 1, f.lane) = f.values.in_year(*path, f.calendar_year(year)) *
                                        (nominal ? before(0.0) : price_level(year));
    return;
  }
  const double per_year = growth.has_value()
                              ? units::nominal_per_year(*growth, inflation, units::RateBasis::real)
                              : inflation;
  const double today = today_cur_per_si() * before(per_year);
  for (int year = 1; year <= f.lanes.years; ++year)
    price_by_year(year - 1, f.lane) = today * level(per_year, year);
}

/// A place of charging: what the truck draws there, and what that costs.
struct Place {
  const Sourced<double>& share;
  const Sourced<double>& efficiency;
  std::string_view efficiency_key;
  const Sourced<units::EnergyPrice>& price;
  std::string_view price_key;
  const Sourced<spec::Path<units::EnergyPrice>>& path;
  Lanes::ByYear& energy_j_by_year;
  Lanes::ByYear& price_by_year;
};

/// Places without a share need neither price nor efficiency.
double fill_place(const Filling& f, const Place& place) {
  const double share = place.share.value_or(0.0);
  const bool charges = std::ranges::any_of(f.c.use, [](const model::AnnualUse& use) {
    return use.from_battery() + use.charging_heat + use.wall_energy > units::joules(0);
  });
  if (share == 0.0 || !charges) return share;
  const bool from_battery = std::ranges::any_of(
      f.c.use, [](const model::AnnualUse& use) { return use.from_battery() > units::joules(0); });
  const double stored =
      from_battery ? f.values.needed(place.efficiency, place.efficiency_key) : 1.0;
  for (int year = 1; year <= f.lanes.years; ++year) {
    const model::AnnualUse& use = f.c.use[static_cast<std::size_t>(year - 1)];
    const double battery_j = units::in_joules(use.from_battery());
    place.energy_j_by_year(year - 1, f.lane) =
        share * ((stored > 0.0 ? battery_j / stored : 0.0) +
                 units::in_joules(use.charging_heat + use.wall_energy));
  }
  const bool home = &place.price == &f.c.market->energy.home;
  fill_price<units::EnergyPrice>(
      f, place.price_by_year, place.path, f.c.market->energy.growth.electricity, [&] {
        return home ? home_price_cur_per_j(f) : f.values.needed(place.price, place.price_key);
      });
  return share;
}

/// A fuel that some year burns.
void fill_fuel(const Filling& f, units::Volume model::AnnualUse::*volume,
               const Sourced<units::VolumePrice>& price, std::string_view key,
               const Sourced<spec::Path<units::VolumePrice>>& path,
               const Sourced<units::InterestRate>& growth, Lanes::ByYear& volume_by_year,
               Lanes::ByYear& price_by_year) {
  double sum_m3 = 0.0;
  for (int year = 1; year <= f.lanes.years; ++year)
    sum_m3 += volume_by_year(year - 1, f.lane) =
        units::in_si(f.c.use[static_cast<std::size_t>(year - 1)].*volume);
  if (sum_m3 == 0.0) return;
  fill_price<units::VolumePrice>(f, price_by_year, path, growth,
                                 [&] { return f.values.needed(price, key); });
}

/// What the power given to the house is worth, in money of each year: its own price, which grows
/// with all prices, else the plain price at home.
void fill_house_value(const Filling& f) {
  const auto joules = [&](int year) {
    return units::in_joules(f.c.use[static_cast<std::size_t>(year - 1)].house_energy);
  };
  double sum_j = 0.0;
  for (int year = 1; year <= f.lanes.years; ++year) sum_j += joules(year);
  if (sum_j == 0.0) return;

  const model::EnergyPrices& prices = f.c.market->energy;
  const Sourced<spec::Path<units::EnergyPrice>> no_path;
  const Sourced<units::InterestRate> no_growth;
  Lanes::ByYear& worth = f.lanes.energy.house_value_cur_by_year;
  if (f.c.house_price) {
    fill_price<units::EnergyPrice>(f, worth, no_path, no_growth,
                                   [&] { return f.values.plain(*f.c.house_price); });
  } else {
    fill_price<units::EnergyPrice>(f, worth, prices.path.home, prices.growth.electricity,
                                   [&] { return f.values.needed(prices.home, "energy.home"); });
  }
  for (int year = 1; year <= f.lanes.years; ++year) worth(year - 1, f.lane) *= joules(year);
}

}  // namespace

int Filling::calendar_year(int year) const {
  return c.settings->purchase_year.value_or(c.market->date.year) + c.age + year - 1;
}

void fill_energy(const Filling& f) {
  Lanes::Energy& energy = f.lanes.energy;
  const model::EnergyPrices& prices = f.c.market->energy;
  const model::ChargingEfficiency& efficiency = f.c.market->charging;
  const model::ChargingShares& shares = *f.c.charging;

  const Sourced<double> at_fast_chargers = efficiency.at_fast_chargers();

  // Energy that is paid twice or not at all would pass unseen. Shares are written in per cents.
  constexpr double tolerance = 1e-6;
  const double sum =
      fill_place(f, {shares.home, efficiency.efficiency_home, "charging.efficiency_home",
                     prices.home, "energy.home", prices.path.home, energy.home_j_by_year,
                     energy.home_cur_per_j_by_year}) +
      fill_place(f, {shares.workplace, efficiency.efficiency_public_ac,
                     "charging.efficiency_public_ac", prices.workplace, "energy.workplace",
                     prices.path.workplace, energy.workplace_j_by_year,
                     energy.workplace_cur_per_j_by_year}) +
      fill_place(f, {shares.public_ac, efficiency.efficiency_public_ac,
                     "charging.efficiency_public_ac", prices.public_ac, "energy.public_ac",
                     prices.path.public_ac, energy.public_ac_j_by_year,
                     energy.public_ac_cur_per_j_by_year}) +
      fill_place(f, {shares.dc_fast, at_fast_chargers, "charging.efficiency_dc", prices.dc_fast,
                     "energy.dc_fast", prices.path.dc_fast, energy.dc_fast_j_by_year,
                     energy.dc_fast_cur_per_j_by_year});
  if (std::abs(sum - 1.0) > tolerance) f.gaps.shares_add_up_to(sum);

  fill_fuel(f, &model::AnnualUse::petrol, prices.petrol, "energy.petrol", prices.path.petrol,
            prices.growth.petrol, energy.petrol_m3_by_year, energy.petrol_cur_per_m3_by_year);
  fill_fuel(f, &model::AnnualUse::diesel, prices.diesel, "energy.diesel", prices.path.diesel,
            prices.growth.diesel, energy.diesel_m3_by_year, energy.diesel_cur_per_m3_by_year);

  fill_house_value(f);

  // Power at the job site is worth what a generator would take for it.
  if (!f.c.generator_price) return;
  const double generator_cur_per_j = f.values.plain(*f.c.generator_price);
  for (int year = 1; year <= f.lanes.years; ++year)
    energy.site_value_cur_by_year(year - 1, f.lane) =
        generator_cur_per_j *
        units::in_joules(f.c.use[static_cast<std::size_t>(year - 1)].site_energy);
}

}  // namespace evpickup::cost
