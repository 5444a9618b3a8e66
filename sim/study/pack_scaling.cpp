// SPDX-License-Identifier: Apache-2.0
#include "evpickup/study/pack_scaling.hpp"

#include <fmt/format.h>

#include <cmath>

#include "evpickup/base/diagnostic.hpp"
#include "evpickup/model/estimates.hpp"

namespace evpickup::study {

namespace {

constexpr const char* rule = "follows the pack's energy";

template <class T>
void follow(spec::Sourced<T>& value, T scaled) {
  if (value.has_value()) value.estimate(scaled, scaled, scaled, rule);
}

/// Pack price times retail price equivalent for every kWh that is added.
void follow_price(spec::Sourced<units::Money>& given, const model::Vehicle& vehicle,
                  units::Energy added, const units::ExchangeRates& rates) {
  if (!given.has_value()) return;
  units::Money price = *given;
  if (!rates.knows(price.currency))
    throw base::InputError(fmt::format("no exchange rate for {}, the currency of {}'s price",
                                       price.currency.code(), vehicle.key()),
                           "put it in scenarios/exchange_rates.toml, with its day and source");
  const double usd_per_kwh =
      vehicle.origin == "cn" ? pack_usd_per_kwh_china : pack_usd_per_kwh_elsewhere;
  price.amount += retail_price_equivalent * usd_per_kwh * units::in_kilowatt_hours(added) *
                  rates.rate(units::Currency("USD"), price.currency);
  follow(given, price);
}

}  // namespace

model::Vehicle with_pack(model::Vehicle vehicle, units::Energy usable,
                         const units::ExchangeRates& rates) {
  auto& battery = vehicle.battery;
  const double size = usable / *battery.energy_usable;
  const units::Energy gross_before = *battery.energy_gross;
  const units::Energy gross = size * gross_before;

  // Mass: the difference of two packs of the same chemistry.
  const units::Mass added = model::pack_mass(gross, *battery.chemistry) -
                            model::pack_mass(gross_before, *battery.chemistry);
  follow(vehicle.body.curb_mass, *vehicle.body.curb_mass + added);
  if (battery.mass.has_value()) follow(battery.mass, *battery.mass + added);

  follow_price(vehicle.price.msrp, vehicle, gross - gross_before, rates);
  for (auto& [market, price] : vehicle.price.abroad)
    follow_price(price, vehicle, gross - gross_before, rates);

  // Cells in parallel: resistance falls, power grows.
  follow(battery.resistance, (1.0 / size) * *battery.resistance);
  follow(battery.discharge_power, size * *battery.discharge_power);
  follow(battery.charge_power, size * *battery.charge_power);
  if (vehicle.charging.dc_peak.has_value())
    follow(vehicle.charging.dc_peak, size * *vehicle.charging.dc_peak);
  if (vehicle.charging.dc_curve.has_value()) {
    auto points = *vehicle.charging.dc_curve;
    for (auto& point : points) point.second *= size;
    follow(vehicle.charging.dc_curve, points);
  }

  follow(battery.energy_gross, gross);
  battery.energy_usable.estimate(usable, usable, usable, "swept");
  battery.energy_nominal = {};
  vehicle.rating.clear();
  vehicle.claims.accel_0_100 = {};
  vehicle.claims.accel_0_60mph = {};
  return vehicle;
}

model::Vehicle with_pack_and_structure(const model::Vehicle& vehicle, units::Energy usable,
                                       const units::ExchangeRates& rates) {
  model::Vehicle scaled = with_pack(vehicle, usable, rates);
  const double before_kg = units::in_kilograms(*vehicle.body.curb_mass);
  const double pack_kg = units::in_kilograms(*scaled.body.curb_mass) - before_kg;
  const double motors_kg =
      motor_kg_per_kw * units::in_kilowatts(vehicle.powertrain.power.value_or(units::kilowatts(0)));

  // Each round adds about a fifth of the one before.
  constexpr double close = 1e-12;
  constexpr int most_rounds = 200;
  double growth = 1.0;
  for (int round = 0; round < most_rounds; ++round) {
    const double next =
        1.0 + mass_with_structure * (pack_kg + motors_kg * (growth - 1.0)) / before_kg;
    const bool settled = std::abs(next - growth) < close;
    growth = next;
    if (settled) break;
  }

  follow(scaled.body.curb_mass, units::kilograms(growth * before_kg));
  auto& train = scaled.powertrain;
  for (auto* power : {&train.power, &train.front_power, &train.rear_power, &train.system_power})
    if (power->has_value()) follow(*power, growth * **power);
  for (auto* torque :
       {&train.torque, &train.front_torque, &train.rear_torque, &train.system_torque})
    if (torque->has_value()) follow(*torque, growth * **torque);
  return scaled;
}

std::string compounding_rule() {
  return fmt::format(
      "With the pack go structure, {:.1f} kg of truck for each kg of pack and motors, and motors "
      "of "
      "{:.3f} kg/kW that keep power and torque for each kg of the truck, solved to a fixed point "
      "(factors of NREL's FASTSim); no price is known for them, and none is added.",
      mass_with_structure, motor_kg_per_kw);
}

std::string pack_scaling_rule() {
  return fmt::format(
      "Pack size: mass follows EPA OMEGA's pack mass by chemistry; price follows {:.0f} USD/kWh "
      "for "
      "trucks built in China and {:.0f} USD/kWh elsewhere (BloombergNEF 2025), times a retail "
      "price "
      "equivalent of {:.1f}; resistance and charging power follow the number of cells.",
      pack_usd_per_kwh_china, pack_usd_per_kwh_elsewhere, retail_price_equivalent);
}

}  // namespace evpickup::study
