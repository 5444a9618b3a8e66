// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "evpickup/model/annual_use.hpp"
#include "evpickup/study/energy_figures.hpp"
#include "evpickup/study/plan.hpp"

/// What a truck uses in each year: distance, energy, fuel, time at chargers, and its battery's
/// health, which ages with the energy that goes through it. docs/cost.md, "Use of a year".
namespace evpickup::study {

/// Power at the wall of any charger with alternating current, unless the truck's own is weaker: the
/// default of a working day's nights.
[[nodiscard]] units::Power usual_charge_power();

/// Window of a stop at a fast charger, whose mean power tells how long stops take.
inline constexpr double stop_from = 0.10;
inline constexpr double stop_to = 0.80;

/// Years with the first and the second owner.
[[nodiscard]] int years_of_use(const model::Duty& duty, const model::CostSettings& cost);

/// Whether the time at fast chargers is wanted, which takes longer to compute than all else. It is
/// zero if not, unless it takes energy, for the pack has to be held warm.
enum class StopTimes { wanted, unwanted };

/// One entry a year, the first year first. Years beyond the first owner's are the second owner's.
///
/// Battery energy is distance x consumption, the mean of the months where the duty tells their
/// temperatures; in a year of a measured consumption it is zero, and the wall's energy and the fuel
/// are distance x that consumption. Tyre load is the mean mass on the truck's own tyres relative to
/// the truck with its crew alone, for a tyre's wear is proportional to its load (Archard 1953, J.
/// Appl. Phys. 24:981); 1 if no mass is known. Energy into the sockets comes out of the battery; a
/// truck without one, which burns fuel alone, gives none.
///
/// Stops take the time of leaving the road and paying (Trip::stop_time), and what charging from
/// stop_from to stop_to or filling the tank from stop_from takes.
///
/// Health goes from year to year by the law of cost.battery; it stays 1 by the law "none" and for
/// trucks without physics. At the start of a year a pack that is too weak is replaced
/// (battery_warranty.hpp): by the maker, or at the owner's cost with new_pack.
///
/// Empty if the truck does not move on its duty, in one of its months, or is measured without a
/// consumption. Throws std::logic_error unless years >= 0.
[[nodiscard]] std::vector<model::AnnualUse> yearly_use(const PlannedCase& planned,
                                                       const EnergyFigures& energy, int years,
                                                       StopTimes stops = StopTimes::wanted);

/// The use of every case of a plan, over all years of its owners.
[[nodiscard]] std::vector<std::vector<model::AnnualUse>>
yearly_uses(const Plan& plan, std::span<const EnergyFigures* const> energy, int threads = 1,
            StopTimes stops = StopTimes::wanted);

}  // namespace evpickup::study
