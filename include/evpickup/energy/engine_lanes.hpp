// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <span>

#include "evpickup/energy/engine_model.hpp"
#include "evpickup/energy/kernel.hpp"
#include "evpickup/energy/lanes.hpp"

/// Trucks with an engine as the kernel reads them, and how they are driven.
namespace evpickup::energy {

/// Compiled trucks with an engine, alone or beside motors, one lane each. The lanes that they share
/// with battery-electric trucks hold road load, motors, battery and auxiliaries; a truck without
/// motors has zeros there. Whatever is about charge is a share of the usable energy.
struct EngineLanes {
  Lanes lanes;

  // Engine: fuel = (work + friction speed) per_slope (1 + load_loss (load - load_limit)).
  Eigen::ArrayXd per_slope, friction_j_per_rad, light_share, light_torque_nm;
  Eigen::ArrayXd engine_peak_w, load_loss, idle_rad_per_s, low_rad_per_s, speed_span_rad_per_s;
  /// 1 if it stops while standing, 1 if it may also stop while the truck drives.
  Eigen::ArrayXd stops, electric;
  // Gearbox: engine turns by distance in the highest and lowest gear, mean excess of a stepped
  // ratio, inverse of the torque that gears are chosen for, efficiency, and the speed below which
  // the converter slips.
  Eigen::ArrayXd top_rad_per_m, first_rad_per_m, step_excess, per_torque_nm, gear_efficiency,
      per_lock_speed;
  // Generator: series is 1 where the engine drives nothing else.
  Eigen::ArrayXd series, generator_efficiency, generator_peak_w, per_alternator;
  // Operation: share drained at the charge that is kept, at the end of driving on what was charged,
  // inverse of the band about it, power above which the engine starts there, its largest charging
  // power, largest power of motors alone.
  Eigen::ArrayXd kept_drained, end_drained, per_band, start_power_w, charging_w, motor_only_w,
      per_reserve;
  /// Fuel power that warming the engine takes while it is in use.
  Eigen::ArrayXd warm_w;
  /// Not of the kernel: 1 if charged from the wall; fuel that a joule in the battery is worth; 1 if
  /// the cabin is heated.
  Eigen::ArrayXd charged, fuel_per_battery, heated;

  /// All arrays of the engine, for what treats them alike.
  [[nodiscard]] std::array<Eigen::ArrayXd*, 29> all();
};

/// Compiles trucks with an engine, estimates filled in, for a drive cycle. Others are a
/// std::logic_error.
[[nodiscard]] EngineLanes compile_engines(std::span<const Case> cases,
                                          const model::DriveCycle& cycle);

/// The lanes as they drive with their charge kept: the heat of the engine, which runs now, warms
/// the cabin.
[[nodiscard]] EngineLanes heated_by_engine(EngineLanes lanes);

/// Sums over a drive with an engine, in joules. The balance
/// battery + fuel = the terms of Tally + engine + gearbox + generator holds to rounding.
struct EngineTally {
  Tally common;
  /// Energy of the fuel, and its parts that become heat.
  Eigen::ArrayXd fuel_j, engine_j, gearbox_j, generator_j;
  Eigen::ArrayXd running_s;

  explicit EngineTally(Eigen::Index lanes);
  [[nodiscard]] std::array<Eigen::ArrayXd*, 22> all();
};

/// What changes while driving.
struct EngineState {
  State common;
  /// 1 while a generator runs.
  Eigen::ArrayXd running;

  explicit EngineState(Eigen::Index lanes);
};

/// When a drive ends.
enum class EngineEnd {
  cycle,  ///< with the steps
  kept,   ///< within them, once a lane's charge has fallen to what is kept
};

/// Drives all lanes along the steps, `times` over, on from `state`; sums are added to `tally`. With
/// EngineEnd::kept it ends earlier once every lane's charge has fallen to what it keeps, and a lane
/// stops where it has. A truck whose engine, battery and motors cannot follow drives as fast as
/// they allow; time and distance lost are counted.
void drive_engines(const EngineLanes& lanes, const Steps& steps, int times, EngineEnd end,
                   EngineState& state, EngineTally& tally, int threads = 0);

}  // namespace evpickup::energy
