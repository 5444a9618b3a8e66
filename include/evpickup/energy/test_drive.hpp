// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <functional>
#include <span>
#include <string>

#include "evpickup/energy/kernel.hpp"
#include "evpickup/energy/lanes.hpp"
#include "evpickup/model/drive_cycle.hpp"
#include "evpickup/model/vehicle.hpp"

/// What rating procedures are made of: trucks on a chassis dynamometer that drive phase after
/// phase.
namespace evpickup::energy {

/// Drive cycles by name.
using CycleLibrary = std::function<const model::DriveCycle&(const std::string&)>;

/// Energy from wall to battery: mean of four certified trucks (EPA, model year 2022: label range x
/// label consumption against usable energy, 0.853 to 0.865); FASTSim uses 0.86 as well.
inline constexpr double recharge_efficiency = 0.86;

/// Part of a cycle between two times of its own clock, in seconds. Both must be points of it, and
/// `from` before `to`; otherwise std::logic_error.
[[nodiscard]] model::DriveCycle part(const model::DriveCycle& cycle, double from_s, double to_s);

/// Test mass of the EPA: that of the certified coastdown, else curb mass and 300 lb (loaded vehicle
/// weight, 40 CFR 86.1803).
[[nodiscard]] units::Mass epa_test_mass(const model::Vehicle& vehicle);

/// Test mass of WLTP for goods vehicles of class N1 (UN GTR 15, annex 4): curb mass, a driver of 75
/// kg, 25 kg, and 28 % of what else the truck may carry. China's GB 18352.6 is the same.
[[nodiscard]] units::Mass wltp_test_mass(const model::Vehicle& vehicle);

/// A test cell with a chassis dynamometer.
struct TestCell {
  units::Temperature temperature = units::celsius(23);
  /// Heating and cooling of the cabin are on.
  bool climate_control = false;
  /// Share of a full warm-up that a drive needs (see Conditions).
  double warm_up_share = 0.0;
  /// On the road load of the coastdown.
  double road_load_factor = 1.0;
};

/// Which mass the dynamometer simulates.
using TestMass = units::Mass (*)(const model::Vehicle& vehicle);

/// Conditions of a truck in a cell; a drive of `cycle` is one trip.
[[nodiscard]] Conditions in_cell(const model::Vehicle& vehicle, TestMass test_mass,
                                 const TestCell& cell, const model::DriveCycle& cycle);

/// Sums of one phase, per lane, in joules and metres; braking is the work at the wheels that brakes
/// and motors take, as a positive number.
struct Phase {
  Eigen::ArrayXd battery_j, distance_m, traction_j, braking_j, missed_s;

  /// Battery energy per distance, N = J/m.
  [[nodiscard]] Eigen::ArrayXd consumption() const { return battery_j / distance_m; }
};

/// Two phases as one.
[[nodiscard]] Phase operator+(const Phase& a, const Phase& b);

/// Consumption in a phase that is driven several times, of which the first has its own weight and
/// the others share the rest alike (SAE J1634; UN GTR 15, annex 8). There are two phases or more.
[[nodiscard]] Eigen::ArrayXd weighted(std::span<const Phase> phases,
                                      const Eigen::ArrayXd& first_weight);

/// Trucks (estimates filled in) on the rolls of one cell, one lane each.
class TestBench {
 public:
  /// `cycle` is what they drive there; other cycles may be driven too, with the same cabin load.
  TestBench(std::span<const model::Vehicle* const> vehicles, TestMass test_mass,
            const TestCell& cell, const model::DriveCycle& cycle, int threads,
            const DriveLosses& losses = calibrated_losses);

  [[nodiscard]] const Lanes& lanes() const { return lanes_; }
  /// Usable energy of each lane.
  [[nodiscard]] const Eigen::ArrayXd& usable_j() const { return lanes_.usable_j; }
  [[nodiscard]] State full() const { return State(lanes_.padded); }
  /// Batteries with a share of their energy drained.
  [[nodiscard]] State drained(double share) const;
  /// Drives a phase on from `state`.
  [[nodiscard]] Phase drive(const model::DriveCycle& cycle, State& state) const;

 private:
  Lanes lanes_;
  int threads_;
};

/// Between two halves of a test that discharges the battery by a long drive at constant speed: the
/// level from which the second half, if it takes what the first took, leaves 20 % for the last part
/// (SAE J1634; UN GTR 15 asks for 10 % at most). That drive's own energy enters no result.
void discharge_between_halves(const TestBench& bench, State& state);

}  // namespace evpickup::energy
