// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "step_terms.hpp"

/// What the copies of the kernel for the instruction sets share with the rest: plain arrays, so
/// that no inline function of a library is compiled for an instruction set that a machine may lack.
namespace evpickup::energy {

/// Those of battery_model.hpp and Tally, held together by kernel.cpp.
inline constexpr double lowest_voltage = 0.75;
inline constexpr double longest_drive_m = 2e7;
inline constexpr int shape_terms = 6;
inline constexpr int tally_terms = 17;

/// Columns of Lanes from a first lane on.
struct LaneView {
  const double *rolling, *viscous, *aero, *wind, *wind_square, *weight, *inertia;
  const double *standby, *speed_loss, *windage, *copper, *gear;
  const double *peak_force, *peak_power, *regeneration_force, *regeneration_power;
  const double *usable, *resistance, *largest_voltage, *discharge_limit;
  const double *base, *cabin, *conditioning;
  std::array<const double*, shape_terms> shape;
};

/// Columns of Tally, in the order of Tally::all(), and of State, from a first lane on.
struct SumView {
  std::array<double*, tally_terms> sums;
  double *speed, *drained;
};

/// Places in SumView::sums.
enum Sum : int {
  sum_time,
  sum_distance,
  sum_battery,
  sum_rolling,
  sum_air,
  sum_climb,
  sum_kinetic,
  sum_brakes,
  sum_drive,
  sum_base,
  sum_cabin,
  sum_conditioning,
  sum_resistance,
  sum_traction,
  sum_recovered,
  sum_missed,
  sum_shortfall
};

struct StepView {
  const StepTerms<double>* exact;
  const StepTerms<float>* single;
  const TermSums* before;
  std::ptrdiff_t size;
  double start_speed;
  double braking_w_per_kg, falling_w_per_n;
  bool repeats;
};

struct TraceStep;
struct Trace;
/// Where a trace is recorded: its lane counted from the first one.
struct TraceView {
  Trace* trace = nullptr;
  int lane = 0;
};
void record(Trace& trace, const TraceStep& step);

/// Drives a number of lanes once along the steps.
using DriveLanes = void (*)(const LaneView&, const StepView&, const SumView&, const TraceView&);

struct EngineView;
struct EngineSumView;
/// Drives a block of trucks with an engine once along the steps, or until their charge has fallen
/// to what they keep.
using DriveEngineLanes = void (*)(const LaneView&, const EngineView&, const StepView&,
                                  const EngineSumView&, bool until_kept);

/// Drivers of one precision: of many lanes at once, and of block_lanes.
struct Drivers {
  int many_lanes = 0;
  /// Once along the steps.
  DriveLanes many = nullptr, few = nullptr;
  /// Once, and the map of the cycle from there.
  DriveLanes range_many = nullptr, range_few = nullptr;
};

/// One copy of the kernel.
struct KernelCopy {
  const char* name = nullptr;
  Drivers exact, single;
  /// Trucks with an engine: this number of lanes at once, and block_lanes.
  int engine_many_lanes = 0;
  DriveEngineLanes engine_many = nullptr, engine_few = nullptr;
};

const KernelCopy& portable_kernel();
/// Null where the compiler or the processor's kind has no such copy.
const KernelCopy* avx2_kernel();
const KernelCopy* avx512_kernel();

}  // namespace evpickup::energy
