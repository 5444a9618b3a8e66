// SPDX-License-Identifier: Apache-2.0
#include "scalar_loop.hpp"

#include <algorithm>
#include <cmath>

#include "evpickup/energy/battery_model.hpp"
#include "evpickup/energy/drive_losses.hpp"

namespace bench {

namespace energy = evpickup::energy;

double scalar_drive(const energy::Lanes& lanes, Eigen::Index i, const energy::Steps& steps) {
  energy::VoltageShape shape{};
  for (int k = 0; k < energy::voltage_terms; ++k)
    shape[static_cast<std::size_t>(k)] = lanes.voltage_shape(i, k);
  const double auxiliary = lanes.base_w(i) + lanes.cabin_w(i) + lanes.conditioning_w(i);
  const double resistance = lanes.resistance_per_w(i);
  double drained = 0.0;
  double rolling = 0.0, air = 0.0, kinetic = 0.0, climb = 0.0, brakes = 0.0, drive = 0.0;
  double battery = 0.0, lost = 0.0, traction = 0.0, recovered = 0.0, distance = 0.0;
  double from = steps.start_speed_m_per_s;
  for (Eigen::Index k = 0; k < steps.size(); ++k) {
    const double to = steps.target_speed_m_per_s(k);
    const double dt = steps.duration_s(k);
    const double volts = energy::normalised_voltage(shape, 1.0 - drained / lanes.usable_j(i));
    const double pace = 0.5 * (from + to);
    const double way = pace * dt;
    const double square = (from * from + from * to + to * to) / 3.0;
    const double cube = 0.5 * pace * (from * from + to * to);
    const double rolling_j =
        lanes.rolling_n(i) * steps.slope_cosine(k) * way + lanes.viscous_n_s_per_m(i) * square * dt;
    const double air_j =
        lanes.aero_n_s2_per_m2(i) * dt *
        (cube + 2.0 * lanes.wind_m_per_s(i) * square + lanes.wind_square_m2_per_s2(i) * pace);
    const double climb_j = lanes.weight_n(i) * steps.slope_sine(k) * way;
    const double kinetic_j = 0.5 * lanes.inertia_kg(i) * (to * to - from * from);
    const double wheel = rolling_j + air_j + climb_j + kinetic_j;
    double back = 0.0;
    if (wheel < 0.0) {
      const double fade =
          (pace - energy::regeneration_fade_low_m_per_s) /
          (energy::regeneration_fade_high_m_per_s - energy::regeneration_fade_low_m_per_s);
      const double largest = lanes.largest_voltage(i);
      const double taken = std::min(std::max(0.0, largest * (largest - volts) / resistance),
                                    drained * volts / dt + auxiliary);
      back = std::min({energy::regeneration_share * std::clamp(fade, 0.0, 1.0) * -wheel,
                       lanes.regeneration_force_n(i) * way,
                       std::min(lanes.regeneration_power_w(i), taken) * dt});
    }
    const double motor = std::max(wheel, 0.0) - back;
    const double force = way > 0.0 ? motor / way : 0.0;
    const double loss = lanes.standby_w(i) + lanes.speed_loss_n(i) * pace +
                        lanes.windage_w_s3_per_m3(i) * pace * pace * pace +
                        lanes.copper_w_per_n2(i) * force * force +
                        lanes.gear_share(i) * std::abs(force) * pace;
    const double terminal = motor / dt + loss + auxiliary;
    const double current =
        2.0 * terminal / (volts + std::sqrt(volts * volts - 4.0 * resistance * terminal));
    drained += current * dt;
    distance += way;
    rolling += rolling_j;
    air += air_j;
    climb += climb_j;
    kinetic += kinetic_j;
    brakes += std::max(-wheel, 0.0) - back;
    drive += loss * dt;
    battery += volts * current * dt;
    lost += resistance * current * current * dt;
    traction += std::max(wheel, 0.0);
    recovered += back;
    from = to;
  }
  // All sums are wanted, and the compiler is not to leave any of them out.
  volatile double kept =
      distance + rolling + air + climb + kinetic + brakes + drive + lost + traction + recovered;
  static_cast<void>(kept);
  return battery;
}

}  // namespace bench
