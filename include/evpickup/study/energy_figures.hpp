// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evpickup/energy/charging.hpp"
#include "evpickup/energy/cycle_shape.hpp"
#include "evpickup/energy/performance.hpp"
#include "evpickup/energy/range.hpp"
#include "evpickup/energy/runs.hpp"
#include "evpickup/model/catalog.hpp"

namespace evpickup::study {

/// One truck on one duty. The vehicle's estimates are filled in; both must outlive the call.
struct EnergyCase {
  const model::Vehicle* vehicle = nullptr;
  const model::Duty* duty = nullptr;
};

/// What a truck with an engine needs on a drive. Fuel is by volume.
struct FuelFigures {
  /// With the charge kept.
  units::FuelConsumption kept = units::litres_per_100km(0);
  /// Over all of the distance, by the utility factor.
  units::FuelConsumption mean = units::litres_per_100km(0);
  /// While the charge is used first: by the battery, and by an engine that helps.
  units::Consumption charged_battery = units::newtons(0);
  units::FuelConsumption charged_fuel = units::litres_per_100km(0);
  /// Until the engine starts to keep the charge; zero for trucks that are not charged.
  units::Length electric_range = units::metres(0);
  units::Length tank_range = units::metres(0);
  /// Share of the distance that is driven on what was charged.
  double utility_factor = 0.0;
  /// Largest net change of charge, as a share of the usable energy, that the kept fuel was
  /// corrected for (energy::EngineFigures).
  double charge_change = 0.0;
};

/// What a drive until empty gives: a mix of cycles, and of drives with and without the payload and
/// the trailer, is blended by distance, range = 1 / sum(share / range).
struct DriveFigures {
  units::Length range;
  /// Of trucks with an engine; their range is that on battery and tank, their battery energy the
  /// mean by the utility factor, their energy by cause that with the charge kept.
  std::optional<FuelFigures> fuel;
  /// Battery energy per distance; absent if the truck does not move.
  std::optional<units::Consumption> consumption;
  /// Share of the driving time in which the truck was slower than the trace.
  double missed_share = 0.0;
  /// Energy per distance by cause, in the order of energy::balance, in newtons (J/m).
  std::vector<energy::BalanceTerm> causes_j_per_m;
  /// Largest relative imbalance of the drives of the duty and of the city.
  double imbalance = 0.0;
};

struct EnergyFigures {
  DriveFigures duty;
  /// Battery energy per distance from January to December, where the duty has temperatures by
  /// month; empty if it has none, and if the truck does not move in one of them. The same in all
  /// months in the convention fastsim2.
  std::vector<units::Consumption> monthly;
  /// The same for fuel; empty for trucks without an engine.
  std::vector<units::FuelConsumption> monthly_fuel;
  units::Length range_city;
  units::Length range_highway;
  /// Zero for trucks of the convention fastsim2, which knows no weather.
  units::Length range_cold;
  /// Absent if the trailer is heavier than the truck may pull, and in the convention fastsim2.
  std::optional<units::Length> range_tow;
  energy::Performance performance;
  std::optional<units::Time> charge_10_80;
  std::optional<units::Length> charge_10_min;
};

/// Conditions that the named columns refer to.
inline constexpr units::Temperature mild = units::celsius(23);
inline constexpr units::Temperature cold = units::celsius(-7);
inline constexpr units::Speed highway_speed = units::kilometres_per_hour(110);
/// The camper of Car and Driver's towing test of 2022: 6,100 lb, and the drag area added that
/// explains its result.
inline constexpr units::Mass standard_trailer_mass = units::kilograms(2767);
inline constexpr units::Area standard_trailer_drag_area = units::square_metres(2.0);

/// Mild weather at sea level, the usual crew, no load: conditions of the city and highway columns
/// and of performance.
[[nodiscard]] energy::Conditions standard_conditions();

/// Drives of all cases on their duties until empty. Trucks without physics are not driven: their
/// figures stay at zero and absent, here and below.
[[nodiscard]] std::vector<DriveFigures> drive_figures(std::span<const EnergyCase> cases,
                                                      model::Catalog& catalog, int threads);

/// The figures of `duty` and `monthly` alone, without energy by cause, for studies of many draws.
[[nodiscard]] std::vector<EnergyFigures> duty_figures(std::span<const EnergyCase> cases,
                                                      model::Catalog& catalog, int threads);

/// One of the drives that a duty blends, of many cases: a cycle with or without payload and
/// trailer.
struct DutyDrive {
  /// Of the distance.
  double share = 1.0;
  /// Way and battery energy from full to empty, and the shape of the cycle; one lane a case.
  Eigen::ArrayXd distance_m, battery_j;
  energy::CycleShape shape;
};

/// The duty's drives one by one. All cases are of one kind of truck and blend alike; nothing if
/// they do not, if a truck has an engine or no physics, or if one of them comes to no end.
[[nodiscard]] std::vector<DutyDrive> duty_drives_apart(std::span<const EnergyCase> cases,
                                                       model::Catalog& catalog, int threads);

/// Energy figures of all cases. Drives on the same cycle and slope share the kernel's lanes.
[[nodiscard]] std::vector<EnergyFigures> energy_figures(std::span<const EnergyCase> cases,
                                                        model::Catalog& catalog, int threads);

}  // namespace evpickup::study
