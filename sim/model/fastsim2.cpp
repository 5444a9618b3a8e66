// SPDX-License-Identifier: Apache-2.0
#include "evpickup/model/fastsim2.hpp"

#include <algorithm>

namespace evpickup::model {

double fastsim2_motor_efficiency(const spec::Curve<double>& curve, int point) {
  if (point == 0 || curve.empty()) return 0.0;
  // The steps of numpy.linspace and numpy.interp, so that the numbers are the same.
  const double share = point * (1.0 / (fastsim2_motor_points - 1));
  const auto above =
      std::ranges::upper_bound(curve, share, {}, [](const auto& p) { return p.first; });
  if (point == fastsim2_motor_points - 1 || above == curve.end()) return curve.back().second;
  if (above == curve.begin()) return curve.front().second;
  const auto below = above - 1;
  const double slope = (above->second - below->second) / (above->first - below->first);
  return slope * (share - below->first) + below->second;
}

}  // namespace evpickup::model

namespace evpickup::spec {

using namespace model;

template <>
const FieldTable<Fastsim2>& fields() {
  constexpr auto needed = Need::required;
  static const FieldTable<Fastsim2> table{
      value("cargo", &Fastsim2::cargo, quantity<units::Mass>({0, 5000, "kg"}),
            "mass driven on top of body.curb_mass", needed),
      value("min_charge", &Fastsim2::min_charge, quantity<double>({0, 0.99, {}}),
            "share of battery.energy_gross at which the truck is empty", needed),
      value("max_charge", &Fastsim2::max_charge, quantity<double>({0.01, 1, {}}),
            "share of battery.energy_gross at which the truck is full", needed),
      value("round_trip_efficiency", &Fastsim2::round_trip_efficiency,
            quantity<double>({0.5, 1, {}}), "efficiency of the pack, in and out", needed),
      value("motor_efficiency", &Fastsim2::motor_efficiency, curve<double>({0, 1, {}}, {0, 1, {}}),
            "efficiency of motor and inverter over the share of powertrain.power", needed),
      value("motor_peak_efficiency", &Fastsim2::motor_peak_efficiency,
            quantity<double>({0.1, 1, {}}), "peak that the efficiency is scaled to"),
      value("motor_ramp", &Fastsim2::motor_ramp, quantity<units::Time>({0.01, 600, "s"}),
            "time from no motor power to all of it", needed),
      value("transmission_efficiency", &Fastsim2::transmission_efficiency,
            quantity<double>({0.3, 1, {}}), "efficiency between motor and wheels", needed),
      value("regeneration_max", &Fastsim2::regeneration_max, quantity<double>({0, 1, {}}),
            "largest share of the braking power that the motor is offered", needed),
      value("regeneration_a", &Fastsim2::regeneration_a, quantity<double>({0, 1e9, {}}),
            "factor a of the share by speed"),
      value("regeneration_b", &Fastsim2::regeneration_b, quantity<double>({0, 100, {}}),
            "exponent b of the share by speed, per mph"),
      value("wheels", &Fastsim2::wheels, whole_number(1, 40), "number of wheels", needed),
      value("wheel_inertia", &Fastsim2::wheel_inertia,
            quantity<units::MomentOfInertia>({0, 100, "kg*m^2"}), "moment of inertia of one wheel",
            needed),
      value("traction_coefficient", &Fastsim2::traction_coefficient,
            quantity<double>({0.05, 2, {}}), "friction of the tyres while driving", needed),
      value("drive_axle_share", &Fastsim2::drive_axle_share, quantity<double>({0.05, 1, {}}),
            "share of the weight on the driven axle", needed),
      value("centre_of_gravity", &Fastsim2::centre_of_gravity,
            quantity<units::Length>({-3, 3, "m"}),
            "height of the centre of gravity, negative for rear and all-wheel drive", needed),
      value("wheelbase", &Fastsim2::wheelbase, quantity<units::Length>({0.5, 15, "m"}),
            "wheelbase that load transfer is computed with", needed),
  };
  return table;
}

}  // namespace evpickup::spec
