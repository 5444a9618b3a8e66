// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/drive_losses.hpp"

#include <cmath>

namespace evpickup::energy {

DriveLosses drive_losses(const model::Vehicle& vehicle, const DriveLosses& calibration) {
  const model::Powertrain& powertrain = vehicle.powertrain;
  const double size = std::sqrt(*powertrain.power / calibrated_power);
  const double coupled = powertrain.front_disconnect.value_or(false) ? uncoupled_share : 1.0;
  DriveLosses losses = calibration;
  losses.standby_w *= size * coupled;
  losses.speed_w_per_m_s *= size * coupled;
  losses.windage_w_per_m3_s3 *= size;
  losses.force_squared_w_per_n2 /= size;
  for (const auto term : loss_terms) losses.*term *= *vehicle.correction.losses;
  return losses;
}

units::Force peak_wheel_force(const model::Vehicle& vehicle) {
  return units::newtons(
      full_load_gear_efficiency * units::in_newton_metres(*vehicle.powertrain.torque) *
      *vehicle.powertrain.reduction / units::in_metres(*vehicle.body.tyre_radius));
}

units::Power peak_wheel_power(const model::Vehicle& vehicle) {
  return full_load_gear_efficiency * *vehicle.powertrain.power;
}

}  // namespace evpickup::energy
