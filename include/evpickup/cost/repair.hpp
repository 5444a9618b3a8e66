// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/money.hpp"

/// Repair by the truck's price and age.
namespace evpickup::cost {

/// What there is to repair.
enum class RepairKind { combustion, hybrid, plug_in_hybrid, electric };

/// By what the truck is driven: a truck that burns fuel is a plug-in hybrid if electricity was
/// measured too, a hybrid if its file says so.
[[nodiscard]] RepairKind repair_kind(const model::Vehicle& vehicle);

/// Repairs by distance of a pickup of an age in whole years, 0 in the first year, in American
/// dollars of 2019: 0.7 (pickups and vans) x m x a(age) x exp(2e-5 x min(price, 100,000)) a mile.
/// m: combustion 1, hybrid 0.91, plug-in hybrid 0.86, electric 0.67. a: 0, 0, 0.00333, 0.01,
/// 0.0167, then 0.00333 more each year. `price`: of the truck when new. Source: EPA's OMEGA model,
/// repair_cost.csv, after Argonne's report ANL-21/4. Throws units::CurrencyMismatch unless the
/// price is in USD, std::logic_error unless age >= 0.
[[nodiscard]] units::DistancePrice omega_repair(RepairKind kind, const units::Money& price,
                                                int age);

}  // namespace evpickup::cost
