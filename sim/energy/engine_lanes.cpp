// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/engine_lanes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "engine_view.hpp"
#include "evpickup/base/parallel.hpp"
#include "evpickup/energy/auxiliaries.hpp"
#include "evpickup/energy/road_load.hpp"
#include "kernel_blocks.hpp"
#include "lane_parts.hpp"
#include "step_terms.hpp"

namespace evpickup::energy {

namespace {

// Stands for the absence of a limit, and for a battery of a truck that has none.
constexpr double no_limit = 1e30;
constexpr double no_resistance_per_w = 1e-12;

double swept_per_rad(const model::Vehicle& vehicle) {
  return units::in_cubic_metres(*vehicle.engine.displacement) / (4.0 * std::numbers::pi);
}

// Battery and motors of a truck without them: no force, no current.
void put_nothing_electric(Lanes& lanes, Eigen::Index i) {
  lanes.usable_j(i) = 1.0;
  lanes.resistance_per_w(i) = no_resistance_per_w;
  lanes.largest_voltage(i) = 1.0;
  lanes.voltage_shape.row(i).setZero();
  lanes.voltage_shape(i, 0) = 1.0;
}

void put_limits(Lanes& lanes, Eigen::Index i, const Case& input) {
  const model::Vehicle& vehicle = *input.vehicle;
  if (vehicle.has_motor() && *vehicle.powertrain.layout != model::Layout::parallel) return;
  const auto motors = vehicle.has_motor() ? peak_wheel_force(vehicle) : units::newtons(0);
  lanes.peak_force_n(i) =
      units::in_newtons(std::min(engine_wheel_force(vehicle) + motors, grip(input)));
}

void put_engine(EngineLanes& lanes, Eigen::Index i, const Case& input) {
  const model::Vehicle& vehicle = *input.vehicle;
  const model::Engine& engine = vehicle.engine;
  const WillansLine line = willans_line(engine);
  const bool diesel = *engine.fuel == model::Fuel::diesel;
  const double low = diesel ? diesel_low_rad_per_s : petrol_low_rad_per_s;
  const double rated = diesel ? diesel_rated_rad_per_s : petrol_rated_rad_per_s;
  // Anchoring acts on the losses of the engine as on those of motors.
  const double losses = *vehicle.correction.losses;
  lanes.per_slope(i) = losses / line.slope;
  lanes.friction_j_per_rad(i) = line.friction_pa * swept_per_rad(vehicle);
  const bool deactivates = *engine.cylinder_deactivation;
  lanes.light_share(i) = deactivates ? light_friction_share : 1.0;
  lanes.light_torque_nm(i) = light_pressure_pa * swept_per_rad(vehicle);
  lanes.engine_peak_w(i) =
      units::in_watts(engine_power(vehicle, input.conditions.ambient, input.conditions.altitude));
  lanes.load_loss(i) = line.load_loss;
  lanes.idle_rad_per_s(i) = units::in_si(*engine.idle_speed);
  lanes.low_rad_per_s(i) = low;
  lanes.speed_span_rad_per_s(i) = rated - low;
  lanes.stops(i) = *engine.stop_start ? 1.0 : 0.0;
  lanes.electric(i) = vehicle.has_motor() ? 1.0 : 0.0;
}

void put_gearbox(EngineLanes& lanes, Eigen::Index i, const model::Vehicle& vehicle) {
  lanes.per_torque_nm(i) =
      1.0 / (geared_torque_share * units::in_newton_metres(*vehicle.engine.torque));
  const bool geared = !vehicle.has_motor() || *vehicle.powertrain.layout == model::Layout::parallel;
  if (!geared) {
    lanes.first_rad_per_m(i) = no_limit;
    lanes.step_excess(i) = 1.0;
    lanes.per_lock_speed(i) = no_limit;
    lanes.gear_efficiency(i) = power_split_efficiency;
    return;
  }
  const model::Transmission& gearbox = vehicle.transmission;
  lanes.top_rad_per_m(i) = turns_per_metre(vehicle, *gearbox.top_gear);
  lanes.first_rad_per_m(i) = turns_per_metre(vehicle, *gearbox.first_gear);
  // The next lower gear turns the engine faster by one step; on the way through the gears the
  // engine turns by the root of a step more than it needs to.
  const double steps = std::max(1.0, *gearbox.gears - 1.0);
  lanes.step_excess(i) = std::pow(*gearbox.first_gear / *gearbox.top_gear, 0.5 / steps);
  lanes.gear_efficiency(i) = *gearbox.efficiency;
  lanes.per_lock_speed(i) =
      1.0 / units::in_metres_per_second(vehicle.has_motor() ? hybrid_lock : converter_lock);
}

void put_generator(EngineLanes& lanes, Eigen::Index i, const model::Vehicle& vehicle) {
  const bool series = vehicle.has_motor() && *vehicle.powertrain.layout == model::Layout::series;
  lanes.series(i) = series ? 1.0 : 0.0;
  lanes.generator_efficiency(i) = series ? *vehicle.generator.efficiency : 1.0;
  if (series)
    lanes.generator_peak_w(i) = std::min(units::in_watts(*vehicle.generator.power),
                                         lanes.engine_peak_w(i) * *vehicle.generator.efficiency);
  lanes.per_alternator(i) = 1.0 / alternator_efficiency;
}

void put_operation(EngineLanes& lanes, Eigen::Index i, const Case& input) {
  const model::Vehicle& vehicle = *input.vehicle;
  lanes.per_band(i) = 1.0;
  if (!vehicle.has_motor()) {
    lanes.start_power_w(i) = -1.0;  // whenever it drives
    return;
  }
  const double kept = kept_charge(vehicle, input.conditions.trailer.has_value());
  const double motors_w = units::in_watts(*vehicle.powertrain.power);
  const double band = vehicle.is_charged() ? *vehicle.operation.charge_band : hybrid_band;
  lanes.end_drained(i) = 1.0 - kept;
  lanes.per_band(i) = 1.0 / band;
  // An engine with gears starts at the upper edge of its band, a generator at the lower one.
  const bool geared = *vehicle.powertrain.layout != model::Layout::series;
  lanes.kept_drained(i) = 1.0 - kept + (vehicle.is_charged() && geared ? band : 0.0);
  lanes.start_power_w(i) = hybrid_start_share * motors_w;
  lanes.charging_w(i) = std::min(hybrid_charging_share * motors_w, 0.3 * lanes.engine_peak_w(i));
  lanes.motor_only_w(i) = motor_only_share * lanes.lanes.peak_power_w(i);
  lanes.per_reserve(i) = 2.0 / kept;
}

EngineView view(const EngineLanes& lanes, Eigen::Index first) {
  EngineView v{};
  std::size_t k = 0;
  for (const Eigen::ArrayXd* array : const_cast<EngineLanes&>(lanes).all())
    v.column[k++] = array->data() + first;
  return v;
}

EngineSumView view(EngineTally& tally, EngineState& state, Eigen::Index first) {
  EngineSumView v{{},
                  state.common.speed_m_per_s.data() + first,
                  state.common.drained_j.data() + first,
                  state.running.data() + first};
  std::size_t k = 0;
  for (Eigen::ArrayXd* sums : tally.all()) v.sums[k++] = sums->data() + first;
  return v;
}

}  // namespace

std::array<Eigen::ArrayXd*, 29> EngineLanes::all() {
  return {&per_slope,
          &friction_j_per_rad,
          &light_share,
          &light_torque_nm,
          &engine_peak_w,
          &load_loss,
          &idle_rad_per_s,
          &low_rad_per_s,
          &speed_span_rad_per_s,
          &stops,
          &electric,
          &top_rad_per_m,
          &first_rad_per_m,
          &step_excess,
          &per_torque_nm,
          &gear_efficiency,
          &per_lock_speed,
          &series,
          &generator_efficiency,
          &generator_peak_w,
          &per_alternator,
          &kept_drained,
          &end_drained,
          &per_band,
          &start_power_w,
          &charging_w,
          &motor_only_w,
          &per_reserve,
          &warm_w};
}
static_assert(engine_columns == 29 && engine_tally_terms == 22);

EngineTally::EngineTally(Eigen::Index lanes) : common(lanes) {
  for (Eigen::ArrayXd* sums : {&fuel_j, &engine_j, &gearbox_j, &generator_j, &running_s})
    sums->setZero(lanes);
}

std::array<Eigen::ArrayXd*, 22> EngineTally::all() {
  std::array<Eigen::ArrayXd*, 22> every{};
  const auto shared = common.all();
  std::ranges::copy(shared, every.begin());
  std::size_t k = shared.size();
  for (Eigen::ArrayXd* sums : {&fuel_j, &engine_j, &gearbox_j, &generator_j, &running_s})
    every[k++] = sums;
  return every;
}

EngineState::EngineState(Eigen::Index lanes)
    : common(lanes), running(Eigen::ArrayXd::Zero(lanes)) {}

EngineLanes compile_engines(std::span<const Case> cases, const model::DriveCycle& cycle) {
  if (cases.empty()) throw std::logic_error("no case to compile");
  const CycleSize size{cycle.distance(), cycle.duration()};
  EngineLanes lanes;
  lanes.lanes = allocate_lanes(static_cast<Eigen::Index>(cases.size()));
  for (Eigen::ArrayXd* array : lanes.all()) array->setZero(lanes.lanes.padded);
  for (Eigen::ArrayXd* array : {&lanes.charged, &lanes.fuel_per_battery, &lanes.heated})
    array->setZero(lanes.lanes.padded);
  for (Eigen::Index i = 0; i < lanes.lanes.padded; ++i) {
    const Case& input = cases[i < lanes.lanes.size ? static_cast<std::size_t>(i) : 0];
    if (!input.vehicle->has_engine())
      throw std::logic_error("a truck without an engine has lanes of its own");
    put_road_load(lanes.lanes, i, input);
    if (input.vehicle->has_motor()) {
      put_drive(lanes.lanes, i, input);
      // A motor at the gearbox reaches the wheels through it.
      if (*input.vehicle->powertrain.layout == model::Layout::parallel)
        lanes.lanes.gear_share(i) += 1.0 / *input.vehicle->transmission.efficiency - 1.0;
      put_battery(lanes.lanes, i, input);
    } else {
      put_nothing_electric(lanes.lanes, i);
    }
    put_limits(lanes.lanes, i, input);
    put_auxiliaries(lanes.lanes, i, input, size);
    put_engine(lanes, i, input);
    put_gearbox(lanes, i, *input.vehicle);
    put_generator(lanes, i, *input.vehicle);
    put_operation(lanes, i, input);
    lanes.charged(i) = input.vehicle->is_charged() ? 1.0 : 0.0;
    lanes.fuel_per_battery(i) = fuel_per_battery_energy(*input.vehicle);
    lanes.heated(i) = input.conditions.ambient < heating_threshold ? 1.0 : 0.0;
    const units::Time trip_time = input.conditions.trip / size.distance * size.duration;
    lanes.warm_w(i) =
        input.conditions.warm_up_share *
        units::in_watts(engine_warm_up(*input.vehicle, input.conditions.ambient) / trip_time);
  }
  return lanes;
}

EngineLanes heated_by_engine(EngineLanes lanes) {
  lanes.lanes.cabin_w = (lanes.heated > 0.5).select(0.0, lanes.lanes.cabin_w);
  return lanes;
}

void drive_engines(const EngineLanes& lanes, const Steps& steps, int times, EngineEnd end,
                   EngineState& state, EngineTally& tally, int threads) {
  const StepTable table(steps);
  if (table.exact.empty()) return;
  const KernelCopy& copy = kernel_copy(InstructionSet::best);
  const auto is_done = [&](Eigen::Index first, Eigen::Index count) {
    return end == EngineEnd::kept &&
           (state.common.drained_j.segment(first, count) >=
            lanes.end_drained.segment(first, count) * lanes.lanes.usable_j.segment(first, count) *
                (1.0 - 1e-12))
               .all();
  };
  const auto drive = [&](DriveEngineLanes driver, Eigen::Index first, Eigen::Index count) {
    for (int n = 0; n < times && !is_done(first, count); ++n)
      driver(view(lanes.lanes, first), view(lanes, first), view(table), view(tally, state, first),
             end == EngineEnd::kept);
  };
  const Eigen::Index many = copy.engine_many_lanes;
  const Eigen::Index wide = lanes.lanes.padded / many;
  const Eigen::Index rest = (lanes.lanes.padded - wide * many) / block_lanes;
  base::for_each_block(
      static_cast<std::size_t>(wide + rest), 1, threads, [&](std::size_t from, std::size_t to) {
        for (std::size_t k = from; k < to; ++k) {
          const auto at = static_cast<Eigen::Index>(k);
          if (at < wide)
            drive(copy.engine_many, at * many, many);
          else
            drive(copy.engine_few, wide * many + (at - wide) * block_lanes, block_lanes);
        }
      });
}

}  // namespace evpickup::energy
