// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Where the amounts and formulas of items come from, where several share it.
namespace evpickup::cost {

inline constexpr std::string_view annuity_source = "annuity, standard";
inline constexpr std::string_view of_vehicle = "amount: the vehicle's file";
inline constexpr std::string_view of_market = "amount: the market's file, purchase";
inline constexpr std::string_view of_route = "rates and amounts: the market's file, import";
inline constexpr std::string_view of_energy =
    "prices and efficiencies: the market's file, energy, charging";
inline constexpr std::string_view of_fuel = "price: the market's file, energy";
inline constexpr std::string_view of_owner = "amount: the market's file, ownership";
inline constexpr std::string_view of_scenario = "amounts: the scenario, cost";
inline constexpr std::string_view of_duty = "energy and price: the scenario, duty";

}  // namespace evpickup::cost
