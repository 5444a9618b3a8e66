// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/money.hpp"
#include "evpickup/units/quantities.hpp"

/// The same truck with another pack: mass, price, resistance and charging power follow its energy.
namespace evpickup::study {

/// Price of a kWh of pack to a truck maker: BloombergNEF survey of 2025, 84 USD in China, 44 % more
/// in North America.
inline constexpr double pack_usd_per_kwh_china = 84.0;
inline constexpr double pack_usd_per_kwh_elsewhere = 121.0;
/// List price over direct cost: the retail price equivalent of 1.5 of US regulators (EPA OMEGA).
inline constexpr double retail_price_equivalent = 1.5;

/// `vehicle` (estimates filled in) with a pack of `usable` energy. The gross energy keeps its
/// share, pack mass follows model::pack_mass, curb mass and list price change by the differences,
/// resistance falls and fast-charging power grows with energy (the same cells, more of them).
/// Claims and ratings of the original are dropped. The list price is converted at `rates`; a
/// currency without a rate is an InputError.
[[nodiscard]] model::Vehicle with_pack(model::Vehicle vehicle, units::Energy usable,
                                       const units::ExchangeRates& rates);

/// Mass of a truck for each kilogram of its pack and its motors, what bears them included, and mass
/// of motors and their electronics for each kilowatt: comp_mass_multiplier and mc_pe_kg_per_kw of
/// the vehicles of NREL's FASTSim.
inline constexpr double mass_with_structure = 1.4;
inline constexpr double motor_kg_per_kw = 0.833;

/// with_pack, and with the pack the structure that bears it and motors that keep power and torque
/// for each kilogram of the truck. Structure and motors make the truck heavier again: its mass m is
/// the fixed point of m = m0 + 1.4 (added pack + 0.833 kg/kW P0 (m/m0 - 1)) with the mass m0 and
/// the power P0 of the original. No price is known for structure and motors: none is added.
[[nodiscard]] model::Vehicle with_pack_and_structure(const model::Vehicle& vehicle,
                                                     units::Energy usable,
                                                     const units::ExchangeRates& rates);

/// The rules in a sentence each, for results.
[[nodiscard]] std::string pack_scaling_rule();
[[nodiscard]] std::string compounding_rule();

}  // namespace evpickup::study
