// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/kernel.hpp"

#include <stdexcept>
#include <tuple>
#include <utility>

#include "evpickup/energy/battery_model.hpp"
#include "evpickup/energy/fastsim2.hpp"
#include "evpickup/energy/range.hpp"
#include "kernel_blocks.hpp"
#include "kernel_copy.hpp"

namespace evpickup::energy {

std::array<Eigen::ArrayXd*, 17> Tally::all() {
  return {&time_s,       &distance_m, &battery_j,   &rolling_j, &air_j,      &climb_j,
          &kinetic_j,    &brakes_j,   &drive_j,     &base_j,    &cabin_j,    &conditioning_j,
          &resistance_j, &traction_j, &recovered_j, &missed_s,  &shortfall_m};
}

Tally::Tally(Eigen::Index lanes) {
  for (Eigen::ArrayXd* sums : all()) sums->setZero(lanes);
}

State::State(Eigen::Index lanes)
    : speed_m_per_s(Eigen::ArrayXd::Zero(lanes)), drained_j(Eigen::ArrayXd::Zero(lanes)) {}

static_assert(lowest_voltage == smallest_voltage && shape_terms == voltage_terms);
static_assert(longest_drive_m == units::in_metres(longest_drive));
static_assert(tally_terms == std::tuple_size_v<decltype(std::declval<Tally>().all())>);

void record(Trace& trace, const TraceStep& step) { trace.steps.push_back(step); }

namespace {

const KernelCopy* find_copy(InstructionSet wanted) {
  switch (wanted) {
  case InstructionSet::best:
    for (const KernelCopy* copy : {avx512_kernel(), avx2_kernel()})
      if (copy != nullptr) return copy;
    return &portable_kernel();
  case InstructionSet::portable:
    return &portable_kernel();
  case InstructionSet::avx2:
    return avx2_kernel();
  case InstructionSet::avx512:
    return avx512_kernel();
  }
  throw std::logic_error("an instruction set without a kernel");
}

}  // namespace

std::string kernel_name() {
  return std::to_string(kernel_copy(InstructionSet::best).exact.many_lanes) + " lanes of double, " +
         kernel_copy(InstructionSet::best).name;
}

bool kernel_runs(InstructionSet set) { return find_copy(set) != nullptr; }

const KernelCopy& kernel_copy(InstructionSet set) {
  const KernelCopy* copy = find_copy(set);
  if (copy == nullptr) throw std::logic_error("this machine lacks an instruction set");
  return *copy;
}

LaneView view(const Lanes& l, Eigen::Index first) {
  const auto at = [first](const Eigen::ArrayXd& array) { return array.data() + first; };
  LaneView v{at(l.rolling_n),
             at(l.viscous_n_s_per_m),
             at(l.aero_n_s2_per_m2),
             at(l.wind_m_per_s),
             at(l.wind_square_m2_per_s2),
             at(l.weight_n),
             at(l.inertia_kg),
             at(l.standby_w),
             at(l.speed_loss_n),
             at(l.windage_w_s3_per_m3),
             at(l.copper_w_per_n2),
             at(l.gear_share),
             at(l.peak_force_n),
             at(l.peak_power_w),
             at(l.regeneration_force_n),
             at(l.regeneration_power_w),
             at(l.usable_j),
             at(l.resistance_per_w),
             at(l.largest_voltage),
             at(l.discharge_limit_w),
             at(l.base_w),
             at(l.cabin_w),
             at(l.conditioning_w),
             {}};
  for (Eigen::Index k = 0; k < voltage_terms; ++k)
    v.shape[static_cast<std::size_t>(k)] = l.voltage_shape.col(k).data() + first;
  return v;
}

SumView view(Tally& tally, State& state, Eigen::Index first) {
  SumView v{{}, state.speed_m_per_s.data() + first, state.drained_j.data() + first};
  std::size_t k = 0;
  for (Eigen::ArrayXd* sums : tally.all()) v.sums[k++] = sums->data() + first;
  return v;
}

StepView view(const StepTable& table) {
  return {table.exact.data(),        table.single.data(),
          table.before.data(),       static_cast<std::ptrdiff_t>(table.exact.size()),
          table.start_speed_m_per_s, table.braking_w_per_kg,
          table.falling_w_per_n,     table.repeats};
}

void drive_block(const Lanes& lanes, const Steps& steps, Eigen::Index first, State& state,
                 Tally& tally, Trace* trace) {
  if (!lanes.fastsim2.empty()) {
    drive_fastsim2_block(lanes, steps, first, state, tally, trace);
    return;
  }
  TraceView record_to;
  if (trace != nullptr && trace->lane >= first && trace->lane < first + block_lanes)
    record_to = {trace, static_cast<int>(trace->lane - first)};
  const StepTable table(steps);
  kernel_copy(InstructionSet::best)
      .exact.few(view(lanes, first), view(table), view(tally, state, first), record_to);
}

}  // namespace evpickup::energy
