// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>

#include "evpickup/energy/auxiliaries.hpp"
#include "evpickup/energy/battery_model.hpp"
#include "evpickup/energy/conditions.hpp"
#include "evpickup/energy/drive_losses.hpp"
#include "evpickup/energy/lanes.hpp"
#include "evpickup/energy/road_load.hpp"
#include "evpickup/model/drive_cycle.hpp"

namespace trucks {

/// The kernel's physics a second time, one truck and one number at a time and by other means: work
/// by Simpson's rule (exact here, for power is a cubic of time), current by iteration. It follows
/// its trace without limits on driving.
class ScalarTruck {
 public:
  struct Sums {
    double time_s = 0, distance_m = 0, battery_j = 0, rolling_j = 0, air_j = 0, climb_j = 0;
    double brakes_j = 0, drive_j = 0, resistance_j = 0, auxiliary_j = 0;
    double traction_j = 0, recovered_j = 0;
  };
  Sums sums;

  ScalarTruck(const evpickup::model::Vehicle& vehicle,
              const evpickup::energy::Conditions& conditions,
              const evpickup::model::DriveCycle& cycle, double drained_share)
      : load_(evpickup::energy::road_load(vehicle, conditions)),
        losses_(evpickup::energy::drive_losses(vehicle)),
        battery_(evpickup::energy::battery_model(vehicle.battery, conditions.ambient)) {
    const auto aux = evpickup::energy::auxiliary_load(vehicle, conditions);
    const double mean_speed = cycle.distance().value() / cycle.duration().value();
    const double trip_s = conditions.trip.value() / mean_speed;
    auxiliary_w_ =
        aux.base.value() + aux.cabin.value() + aux.battery.value() +
        aux.warm_up_within(conditions.warm_up_share, evpickup::units::seconds(trip_s)).value() /
            trip_s;

    using evpickup::model::WindFrom;
    wind_ = conditions.wind.value() * (conditions.wind_from == WindFrom::ahead    ? 1.0
                                       : conditions.wind_from == WindFrom::behind ? -1.0
                                                                                  : 0.0);
    if (conditions.wind_from == WindFrom::around || conditions.wind_from == WindFrom::climate)
      wind_square_extra_ = evpickup::energy::wind_square_share(conditions.wind_from) *
                           conditions.wind.value() * conditions.wind.value();
    peak_force_n_ = evpickup::energy::peak_wheel_force(vehicle).value();
    peak_power_w_ = evpickup::energy::peak_wheel_power(vehicle).value();
    drained_j_ = drained_share * battery_.usable.value();
  }

  void drive(const evpickup::model::DriveCycle& cycle, double grade) {
    for (std::size_t k = 0; k + 1 < cycle.time_s.size(); ++k)
      step(cycle.time_s[k + 1] - cycle.time_s[k], cycle.speed_m_per_s[k],
           cycle.speed_m_per_s[k + 1], std::atan(grade + cycle.grade[k]));
  }

 private:
  static double simpson(double duration, double from, double to,
                        const std::function<double(double)>& power) {
    return duration / 6.0 * (power(from) + 4.0 * power(0.5 * (from + to)) + power(to));
  }

  void step(double dt, double from, double to, double slope) {
    const double weight = load_.mass.value() * evpickup::energy::gravity_m_per_s2;
    const double pace = 0.5 * (from + to);
    const double along = pace + wind_ < 0.0 ? -1.0 : 1.0;
    const double rolling = simpson(dt, from, to, [&](double v) {
      return (load_.rolling.value() * std::cos(slope) + load_.viscous.value() * v) * v;
    });
    const double air = simpson(dt, from, to, [&](double v) {
      const double square = (v + wind_) * (v + wind_) + wind_square_extra_;
      return along * load_.aero.value() * square * v;
    });
    const double climb = weight * std::sin(slope) * pace * dt;
    const double kinetic = 0.5 * load_.inertia.value() * (to + from) * (to - from);
    const double wheel = rolling + air + climb + kinetic;

    // Braking goes to the motors as far as they and the battery take it.
    const double charge = 1.0 - drained_j_ / battery_.usable.value();
    const double volts = evpickup::energy::normalised_voltage(battery_.shape, charge);
    double back = 0.0;
    if (wheel < 0.0) {
      const double fade = std::clamp((pace - 1.4) / 2.0, 0.0, 1.0);
      const double brake_force = std::min(peak_force_n_, 0.30 * weight);
      const double chemistry_w =
          battery_.largest_voltage * (battery_.largest_voltage - volts) / battery_.resistance_per_w;
      back = std::min({0.95 * fade * -wheel, brake_force * pace * dt, peak_power_w_ * dt,
                       battery_.charge_limit.value() * dt, std::max(0.0, chemistry_w) * dt});
    }
    const double motor = std::max(wheel, 0.0) - back;
    const double force = pace > 0.0 ? motor / (pace * dt) : 0.0;
    const double loss = losses_.standby_w + losses_.speed_w_per_m_s * pace +
                        losses_.windage_w_per_m3_s3 * std::pow(pace, 3) +
                        losses_.force_squared_w_per_n2 * force * force +
                        losses_.force_speed_share * std::abs(force) * pace;

    // I = (P + R I^2) / V converges wherever the voltage holds.
    const double terminal = motor / dt + loss + auxiliary_w_;
    double current = terminal / volts;
    for (int i = 0; i < 60; ++i)
      current = (terminal + battery_.resistance_per_w * current * current) / volts;

    sums.time_s += dt;
    sums.distance_m += pace * dt;
    sums.battery_j += volts * current * dt;
    sums.rolling_j += rolling;
    sums.air_j += air;
    sums.climb_j += climb;
    sums.brakes_j += std::max(-wheel, 0.0) - back;
    sums.drive_j += loss * dt;
    sums.resistance_j += battery_.resistance_per_w * current * current * dt;
    sums.auxiliary_j += auxiliary_w_ * dt;
    sums.traction_j += std::max(wheel, 0.0);
    sums.recovered_j += back;
    drained_j_ += current * dt;
  }

  evpickup::energy::RoadLoad load_;
  evpickup::energy::DriveLosses losses_;
  evpickup::energy::BatteryModel battery_;
  double auxiliary_w_ = 0, wind_ = 0, wind_square_extra_ = 0;
  double peak_force_n_ = 0, peak_power_w_ = 0, drained_j_ = 0;
};

}  // namespace trucks
