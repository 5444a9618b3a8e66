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

/// The rule in one sentence, for results.
[[nodiscard]] std::string pack_scaling_rule();

}  // namespace evpickup::study
