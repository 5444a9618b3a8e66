// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/lanes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "evpickup/energy/auxiliaries.hpp"
#include "evpickup/energy/battery_model.hpp"
#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/road_load.hpp"
#include "lane_parts.hpp"

namespace evpickup::energy {

namespace {

/// All columns but voltage_shape.
constexpr std::array lane_columns{&Lanes::rolling_n,
                                  &Lanes::viscous_n_s_per_m,
                                  &Lanes::aero_n_s2_per_m2,
                                  &Lanes::wind_m_per_s,
                                  &Lanes::wind_square_m2_per_s2,
                                  &Lanes::weight_n,
                                  &Lanes::inertia_kg,
                                  &Lanes::standby_w,
                                  &Lanes::speed_loss_n,
                                  &Lanes::windage_w_s3_per_m3,
                                  &Lanes::copper_w_per_n2,
                                  &Lanes::gear_share,
                                  &Lanes::peak_force_n,
                                  &Lanes::peak_power_w,
                                  &Lanes::regeneration_force_n,
                                  &Lanes::regeneration_power_w,
                                  &Lanes::usable_j,
                                  &Lanes::resistance_per_w,
                                  &Lanes::largest_voltage,
                                  &Lanes::discharge_limit_w,
                                  &Lanes::base_w,
                                  &Lanes::cabin_w,
                                  &Lanes::conditioning_w};

}  // namespace

Lanes allocate_lanes(Eigen::Index size) {
  Lanes lanes;
  lanes.size = size;
  lanes.padded = (size + block_lanes - 1) / block_lanes * block_lanes;
  for (const auto column : lane_columns) (lanes.*column).setZero(lanes.padded);
  lanes.voltage_shape.resize(lanes.padded, voltage_terms);
  return lanes;
}

namespace {

/// Part of the truck's weight that its driven wheels carry while it stands.
double driven_share(const model::Vehicle& vehicle) {
  const double rear = *vehicle.body.rear_axle_share;
  switch (*vehicle.powertrain.drive) {
  case model::Drive::rear:
    return rear;
  case model::Drive::front:
    return 1.0 - rear;
  case model::Drive::all:
    return 1.0;
  }
  throw std::logic_error("a drive without axles");
}

}  // namespace

units::Force grip(const Case& input) {
  // Grip acts on the truck alone, braking deceleration on all that is moved.
  const double truck_weight_n =
      units::in_kilograms(*input.vehicle->body.curb_mass + input.conditions.crew +
                          input.conditions.payload) *
      gravity_m_per_s2;
  return units::newtons(tyre_grip * driven_share(*input.vehicle) * truck_weight_n);
}

void put_road_load(Lanes& lanes, Eigen::Index i, const Case& input) {
  const RoadLoad load = road_load(*input.vehicle, input.conditions);
  lanes.rolling_n(i) = units::in_newtons(load.rolling);
  lanes.viscous_n_s_per_m(i) = load.viscous.value();
  lanes.aero_n_s2_per_m2(i) = load.aero.value();
  lanes.weight_n(i) = units::in_kilograms(load.mass) * gravity_m_per_s2;
  lanes.inertia_kg(i) = units::in_kilograms(load.inertia);

  const double wind =
      input.conditions.dynamometer ? 0.0 : units::in_metres_per_second(input.conditions.wind);
  const auto from = input.conditions.wind_from;
  lanes.wind_m_per_s(i) = from == model::WindFrom::ahead    ? wind
                          : from == model::WindFrom::behind ? -wind
                                                            : 0.0;
  lanes.wind_square_m2_per_s2(i) = wind * wind * wind_square_share(from);
}

void put_drive(Lanes& lanes, Eigen::Index i, const Case& input) {
  const model::Vehicle& vehicle = *input.vehicle;
  const DriveLosses losses = drive_losses(vehicle, input.losses);
  lanes.standby_w(i) = losses.standby_w;
  lanes.speed_loss_n(i) = losses.speed_w_per_m_s;
  lanes.windage_w_s3_per_m3(i) = losses.windage_w_per_m3_s3;
  lanes.copper_w_per_n2(i) = losses.force_squared_w_per_n2;
  lanes.gear_share(i) = losses.force_speed_share;

  lanes.peak_force_n(i) =
      std::min(units::in_newtons(peak_wheel_force(vehicle)), units::in_newtons(grip(input)));
  lanes.peak_power_w(i) = units::in_watts(peak_wheel_power(vehicle));
  lanes.regeneration_force_n(i) = std::min(units::in_newtons(peak_wheel_force(vehicle)),
                                           regeneration_deceleration_g * lanes.weight_n(i));
}

void put_battery(Lanes& lanes, Eigen::Index i, const Case& input) {
  const BatteryModel battery = battery_model(input.vehicle->battery, input.conditions.ambient);
  lanes.usable_j(i) = units::in_joules(battery.usable);
  lanes.resistance_per_w(i) = battery.resistance_per_w;
  lanes.largest_voltage(i) = battery.largest_voltage;
  lanes.discharge_limit_w(i) = units::in_watts(battery.discharge_limit);
  lanes.regeneration_power_w(i) =
      std::min(units::in_watts(battery.charge_limit), lanes.peak_power_w(i));
  for (int k = 0; k < voltage_terms; ++k)
    lanes.voltage_shape(i, k) = battery.shape[static_cast<std::size_t>(k)];
}

void put_auxiliaries(Lanes& lanes, Eigen::Index i, const Case& input, const CycleSize& cycle) {
  const AuxiliaryLoad load = auxiliary_load(*input.vehicle, input.conditions);
  const units::Time trip_time = input.conditions.trip / cycle.distance * cycle.duration;
  const units::Energy warm_up = load.warm_up_within(input.conditions.warm_up_share, trip_time);
  lanes.base_w(i) = units::in_watts(load.base);
  lanes.cabin_w(i) = units::in_watts(load.cabin + warm_up / trip_time);
  lanes.conditioning_w(i) = units::in_watts(load.battery);
}

namespace {

/// Lanes of the convention fastsim2. What the way to an empty battery needs of the arrays is set:
/// the voltage does not change.
Lanes compile_fastsim2(std::span<const Case> cases) {
  Lanes lanes = allocate_lanes(static_cast<Eigen::Index>(cases.size()));
  lanes.voltage_shape.setZero();
  lanes.voltage_shape.col(0).setOnes();
  for (Eigen::Index i = 0; i < lanes.padded; ++i) {
    const Case& input = cases[i < lanes.size ? static_cast<std::size_t>(i) : 0];
    const Fastsim2Lane lane = fastsim2_lane(*input.vehicle, input.conditions);
    lanes.usable_j(i) = lane.usable_j();
    lanes.inertia_kg(i) = lane.mass_kg + lane.wheels_kg();
    lanes.base_w(i) = lane.auxiliary_w();
    lanes.fastsim2.push_back(lane);
  }
  return lanes;
}

}  // namespace

Lanes gathered(const Lanes& lanes, std::span<const Eigen::Index> places) {
  if (places.empty() || !lanes.fastsim2.empty())
    throw std::logic_error("no lanes that could be gathered");
  Lanes result = allocate_lanes(static_cast<Eigen::Index>(places.size()));
  for (Eigen::Index i = 0; i < result.padded; ++i) {
    const Eigen::Index place = places[i < result.size ? static_cast<std::size_t>(i) : 0];
    for (const auto column : lane_columns) (result.*column)(i) = (lanes.*column)(place);
    result.voltage_shape.row(i) = lanes.voltage_shape.row(place);
  }
  return result;
}

double wind_square_share(model::WindFrom from) {
  switch (from) {
  case model::WindFrom::ahead:
  case model::WindFrom::behind:
    return 1.0;
  case model::WindFrom::around:
    return around_wind_share;
  case model::WindFrom::climate:
    return around_wind_share * climate_wind_share;
  }
  throw std::logic_error("a wind from nowhere");
}

Lanes compile(std::span<const Case> cases, const model::DriveCycle& cycle) {
  if (cases.empty()) throw std::logic_error("no case to compile");
  const auto of_fastsim2 = [](const Case& input) {
    return input.vehicle->convention == model::Convention::fastsim2;
  };
  if (std::ranges::any_of(cases, [](const Case& c) { return c.vehicle->has_engine(); }))
    throw std::logic_error("a truck with an engine has lanes of its own");
  if (std::ranges::any_of(cases, of_fastsim2)) {
    if (!std::ranges::all_of(cases, of_fastsim2))
      throw std::logic_error("cases of two conventions cannot share lanes");
    return compile_fastsim2(cases);
  }
  const CycleSize size{cycle.distance(), cycle.duration()};
  Lanes lanes = allocate_lanes(static_cast<Eigen::Index>(cases.size()));
  for (Eigen::Index i = 0; i < lanes.padded; ++i) {
    const Case& input = cases[i < lanes.size ? static_cast<std::size_t>(i) : 0];
    put_road_load(lanes, i, input);
    put_drive(lanes, i, input);
    put_battery(lanes, i, input);
    put_auxiliaries(lanes, i, input, size);
  }
  return lanes;
}

Steps compile_steps(const model::DriveCycle& cycle, double grade) {
  // Long steps are cut, for the battery's voltage is taken at the start of each.
  const auto parts_of = [&](std::size_t from) {
    return static_cast<Eigen::Index>(
        std::ceil((cycle.time_s[from + 1] - cycle.time_s[from]) / longest_step_s));
  };
  Eigen::Index count = 0;
  for (std::size_t from = 0; from < cycle.steps(); ++from) count += parts_of(from);

  Steps steps;
  steps.start_speed_m_per_s = cycle.speed_m_per_s.front();
  for (Eigen::ArrayXd* array :
       {&steps.duration_s, &steps.target_speed_m_per_s, &steps.slope_sine, &steps.slope_cosine,
        &steps.end_slope_sine, &steps.end_slope_cosine})
    array->resize(count);
  Eigen::Index k = 0;
  for (std::size_t from = 0; from < cycle.steps(); ++from) {
    const double rise = grade + cycle.grade[from];
    const double cosine = 1.0 / std::sqrt(1.0 + rise * rise);
    const double end_angle = std::atan(grade + cycle.grade[from + 1]);
    const Eigen::Index parts = parts_of(from);
    const double before = cycle.speed_m_per_s[from];
    const double after = cycle.speed_m_per_s[from + 1];
    for (Eigen::Index part = 1; part <= parts; ++part, ++k) {
      const double reached = static_cast<double>(part) / static_cast<double>(parts);
      steps.duration_s(k) =
          (cycle.time_s[from + 1] - cycle.time_s[from]) / static_cast<double>(parts);
      steps.target_speed_m_per_s(k) = part == parts ? after : before + reached * (after - before);
      steps.slope_cosine(k) = cosine;
      steps.slope_sine(k) = rise * cosine;
      steps.end_slope_cosine(k) = std::cos(end_angle);
      steps.end_slope_sine(k) = std::sin(end_angle);
    }
  }
  return steps;
}

}  // namespace evpickup::energy
