// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/market.hpp"
#include "evpickup/model/scenario.hpp"
#include "evpickup/model/vehicle.hpp"

/// Making, copying and destroying the large structs, once for all sources that do it.
namespace evpickup::model {

Vehicle::Vehicle() = default;
Vehicle::Vehicle(const Vehicle& other) = default;
Vehicle::Vehicle(Vehicle&& other) noexcept = default;
Vehicle& Vehicle::operator=(const Vehicle& other) = default;
Vehicle& Vehicle::operator=(Vehicle&& other) noexcept = default;
Vehicle::~Vehicle() = default;

Market::Market() = default;
Market::Market(const Market& other) = default;
Market::Market(Market&& other) noexcept = default;
Market& Market::operator=(const Market& other) = default;
Market& Market::operator=(Market&& other) noexcept = default;
Market::~Market() = default;

Duty::Duty() = default;
Duty::Duty(const Duty& other) = default;
Duty::Duty(Duty&& other) noexcept = default;
Duty& Duty::operator=(const Duty& other) = default;
Duty& Duty::operator=(Duty&& other) noexcept = default;
Duty::~Duty() = default;

CostSettings::CostSettings() = default;
CostSettings::CostSettings(const CostSettings& other) = default;
CostSettings::CostSettings(CostSettings&& other) noexcept = default;
CostSettings& CostSettings::operator=(const CostSettings& other) = default;
CostSettings& CostSettings::operator=(CostSettings&& other) noexcept = default;
CostSettings::~CostSettings() = default;

Trip::Trip() = default;
Trip::Trip(const Trip& other) = default;
Trip::Trip(Trip&& other) noexcept = default;
Trip& Trip::operator=(const Trip& other) = default;
Trip& Trip::operator=(Trip&& other) noexcept = default;
Trip::~Trip() = default;

Scenario::Scenario() = default;
Scenario::Scenario(const Scenario& other) = default;
Scenario::Scenario(Scenario&& other) noexcept = default;
Scenario& Scenario::operator=(const Scenario& other) = default;
Scenario& Scenario::operator=(Scenario&& other) noexcept = default;
Scenario::~Scenario() = default;

}  // namespace evpickup::model
