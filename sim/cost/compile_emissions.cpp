// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <vector>

#include "compile_parts.hpp"

namespace evpickup::cost {
namespace {

/// Emitted per nominal energy in making a pack of the truck's chemistry.
const Sourced<units::MassPerEnergy>& pack_factor(const Filling& f) {
  const model::Emissions& factors = f.c.market->emissions;
  const auto& chemistry = f.c.vehicle->battery.chemistry;
  return chemistry.has_value() && *chemistry == model::Chemistry::lfp ? factors.battery_lfp
                                                                      : factors.battery_nmc;
}

void fill_production(const Filling& f) {
  Lanes::Emissions& emissions = f.lanes.emissions;
  const model::Vehicle& vehicle = *f.c.vehicle;
  const double pack_j = pack_energy_j(vehicle);
  const Sourced<units::MassPerEnergy>& factor = pack_factor(f);
  const Sourced<double>& truck = f.c.market->emissions.truck;
  emissions.production_known(f.lane) = truck.has_value() && vehicle.body.curb_mass.has_value() &&
                                       (pack_j == 0.0 || factor.has_value());
  if (!emissions.production_known(f.lane)) return;

  // The truck of a second owner was made for the first.
  const double pack_kg = pack_j > 0.0 ? pack_j * units::in_si(*factor) : 0.0;
  const double pack_mass_kg = pack_j > 0.0 ? f.values.or_zero(vehicle.battery.mass) : 0.0;
  if (!f.c.bought_for) {
    emissions.pack_kg(f.lane) = pack_kg;
    emissions.truck_kg(f.lane) =
        *truck * (units::in_kilograms(*vehicle.body.curb_mass) - pack_mass_kg);
  }
  for (int year = 1; year <= f.lanes.years; ++year)
    if (f.c.use[static_cast<std::size_t>(year - 1)].new_pack)
      emissions.new_pack_kg_by_year(year - 1, f.lane) = pack_kg;
}

/// Intensity of the grid's power in a year of ownership, at the plug.
double grid_kg_per_j(const Filling& f, int year) {
  const model::EnergyPrices& energy = f.c.market->energy;
  const double generated =
      energy.path.grid_intensity.has_value()
          ? f.values.in_year(*energy.path.grid_intensity, f.calendar_year(year))
          : f.values.or_zero(energy.grid_intensity);
  return generated / f.c.market->emissions.grid_efficiency.value_or(1.0);
}

/// Power and fuel; tells the keys of the factors that are needed and that the market lacks.
std::vector<std::string_view> fill_use_phase(const Filling& f) {
  Lanes::Emissions& emissions = f.lanes.emissions;
  const Lanes::Energy& energy = f.lanes.energy;
  const model::EnergyPrices& prices = f.c.market->energy;
  const model::Emissions& factors = f.c.market->emissions;
  double power_j = 0.0;
  double petrol_m3 = 0.0;
  double diesel_m3 = 0.0;
  // What is driven in extra trips emits as much again by distance.
  const double trips = 1.0 + f.lanes.use.extra_share(f.lane);
  for (int year = 1; year <= f.lanes.years; ++year) {
    const auto row = year - 1;
    const double wall_j =
        energy.home_j_by_year(row, f.lane) + energy.workplace_j_by_year(row, f.lane) +
        energy.public_ac_j_by_year(row, f.lane) + energy.dc_fast_j_by_year(row, f.lane);
    power_j += wall_j;
    petrol_m3 += energy.petrol_m3_by_year(row, f.lane);
    diesel_m3 += energy.diesel_m3_by_year(row, f.lane);
    emissions.power_kg_by_year(row, f.lane) = trips * wall_j * grid_kg_per_j(f, year);
    emissions.fuel_kg_by_year(row, f.lane) =
        trips * (energy.petrol_m3_by_year(row, f.lane) * f.values.or_zero(factors.petrol) +
                 energy.diesel_m3_by_year(row, f.lane) * f.values.or_zero(factors.diesel));
  }
  const bool grid_known =
      prices.grid_intensity.has_value() || prices.path.grid_intensity.has_value();
  std::vector<std::string_view> lacking;
  if (power_j != 0.0 && !grid_known) lacking.emplace_back("energy.grid_intensity");
  if (petrol_m3 != 0.0 && !factors.petrol.has_value()) lacking.emplace_back("emissions.petrol");
  if (diesel_m3 != 0.0 && !factors.diesel.has_value()) lacking.emplace_back("emissions.diesel");
  emissions.use_known(f.lane) = lacking.empty();
  return lacking;
}

}  // namespace

void fill_emissions(const Filling& f) {
  fill_production(f);
  const auto lacking = fill_use_phase(f);

  // What is priced has to be known.
  const Sourced<units::MassPrice>& price = f.c.settings->carbon_price;
  if (!price.has_value()) return;
  f.lanes.emissions.price_cur_per_kg(f.lane) = f.values.plain(*price);
  for (const std::string_view key : lacking)
    f.gaps.market_lacks(*f.c.market, key, "cost.carbon_price needs it");
}

}  // namespace evpickup::cost
