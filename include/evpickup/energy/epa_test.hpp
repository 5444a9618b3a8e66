// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "evpickup/energy/test_drive.hpp"
#include "evpickup/units/quantities.hpp"

/// The tests of the US Environmental Protection Agency for electric vehicles.
namespace evpickup::energy {

/// The label's own share of the two-cycle result where a maker shows no other (40 CFR 600.210-12).
inline constexpr double default_label_factor = 0.70;
/// Weight of the city in combined figures (40 CFR 600.210-12).
inline constexpr double city_weight = 0.55;
/// Energy of a gallon of gasoline by which miles per gallon equivalent are counted (EPA: 33.705
/// kWh).
inline constexpr units::Energy gallon_equivalent = units::kilowatt_hours(33.705);

/// City and highway cycle of the multi-cycle test (SAE J1634), energy out of the battery.
struct MultiCycleTest {
  units::Consumption udds, hwfet;
};

/// What the dynamometer gives for one truck. Energies are out of the battery.
struct EpaTest {
  units::Mass test_mass;
  units::Energy usable;
  /// City and highway cycle of the multi-cycle test (SAE J1634).
  units::Consumption udds, hwfet;
  /// US06: its city and its highway part.
  units::Consumption us06_city, us06_highway;
  /// SC03 at 35 degC with air conditioning.
  units::Consumption sc03;
  /// City cycle at -6.7 degC with heating: first after a cold soak, second ten minutes later.
  units::Consumption cold_first, cold_second;
  /// Five-cycle city and highway (40 CFR 600.114-12).
  units::Consumption five_cycle_city, five_cycle_highway;
  /// Energy at the wheels while driving and braking over the warm cycles, per distance.
  units::Force udds_traction, udds_braking, hwfet_traction, hwfet_braking;
  /// Share of the time in which the truck was slower than a trace.
  double missed_share = 0.0;

  /// Combined two-cycle fuel economy over combined five-cycle fuel economy, below 1.
  [[nodiscard]] double five_cycle_factor() const;
  /// The better of the default and the five-cycle factor, for a maker may use either.
  [[nodiscard]] double label_factor() const;
};

/// Combined consumption, 55 % city and 45 % highway.
[[nodiscard]] units::Consumption combined(units::Consumption city, units::Consumption highway);

/// Energy from the wall for energy out of the battery.
[[nodiscard]] units::Consumption at_wall(units::Consumption battery);
[[nodiscard]] units::Energy at_wall(units::Energy battery);

/// Cell of the cold city cycle (40 CFR 1066.710): -6.7 degC, heating on, the dynamometer set to
/// coastdown times that are shorter by a tenth (1066.305).
[[nodiscard]] TestCell cold_cell(double warm_up_share);
/// Share of the full warm-up that a second cold cycle needs after ten minutes parked: what the
/// cabin lost, and what the heater did not reach in the first.
[[nodiscard]] double second_warm_up_share(const model::Vehicle& vehicle, units::Time first);

/// Runs the multi-cycle test alone, at 23 degC, of all trucks (estimates filled in); the same as in
/// epa_tests.
[[nodiscard]] std::vector<MultiCycleTest>
multi_cycle_tests(std::span<const model::Vehicle* const> vehicles, const CycleLibrary& cycles,
                  int threads = 0, const DriveLosses& losses = calibrated_losses);

/// Runs the tests of all trucks (estimates filled in): the multi-cycle test at 23 degC, US06, SC03,
/// and the cold city cycle twice with ten minutes between. `losses` are those of a drive of
/// calibrated_power.
[[nodiscard]] std::vector<EpaTest> epa_tests(std::span<const model::Vehicle* const> vehicles,
                                             const CycleLibrary& cycles, int threads = 0,
                                             const DriveLosses& losses = calibrated_losses);

}  // namespace evpickup::energy
