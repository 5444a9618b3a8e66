// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/towing.hpp"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

#include "evpickup/energy/performance.hpp"
#include "evpickup/energy/road_load.hpp"

namespace evpickup::energy {

namespace {

/// Masses are told to the kilogram.
constexpr double mass_step_kg = 0.5;

/// Two people in the truck, the hitch load on it, the rest of the trailer behind it.
Conditions with_trailer(const TrailerForm& form, double trailer_kg, double grade) {
  Conditions conditions;
  conditions.ambient = davis_dam_ambient;
  conditions.crew = tow_crew;
  conditions.payload = units::kilograms(tongue_share * trailer_kg);
  conditions.trailer = TrailerLoad{units::kilograms((1.0 - tongue_share) * trailer_kg),
                                   form.drag_area, form.rolling};
  conditions.grade = grade;
  return conditions;
}

/// Force against a steady climb.
double resistance_n(const model::Vehicle& vehicle, const Conditions& conditions, double speed) {
  const RoadLoad load = road_load(vehicle, conditions);
  const double cosine = 1.0 / std::sqrt(1.0 + conditions.grade * conditions.grade);
  const double weight = units::in_kilograms(load.mass) * gravity_m_per_s2;
  return load.rolling.value() * cosine + load.viscous.value() * speed +
         load.aero.value() * speed * speed + weight * conditions.grade * cosine;
}

/// Heaviest trailer with which the wheel force still balances a steady climb.
units::Mass heaviest(const model::Vehicle& vehicle, const TrailerForm& form, double grade,
                     units::Speed speed) {
  const auto surplus = [&](double trailer_kg) {
    const Conditions conditions = with_trailer(form, trailer_kg, grade);
    return largest_wheel_force(vehicle, conditions, speed).value() -
           resistance_n(vehicle, conditions, speed.value());
  };
  const double most = units::in_kilograms(heaviest_trailer);
  const double at_none = surplus(0.0);
  const double at_most = surplus(most);
  if (at_none <= 0.0) return units::kilograms(0.0);
  if (at_most >= 0.0) return heaviest_trailer;
  std::uintmax_t steps = 50;
  const auto close = [](double a, double b) { return std::abs(b - a) < mass_step_kg; };
  const auto [low, high] =
      boost::math::tools::toms748_solve(surplus, 0.0, most, at_none, at_most, close, steps);
  return units::kilograms(0.5 * (low + high));
}

}  // namespace

units::Mass TowingLimits::least() const {
  const units::Mass driven = std::min(launch, climb);
  return hitch ? std::min(driven, *hitch) : driven;
}

TowingLimits towing_limits(const model::Vehicle& vehicle, const TrailerForm& form) {
  TowingLimits limits{
      heaviest(vehicle, form, launch_grade, units::metres_per_second(0)),
      heaviest(vehicle, form, davis_dam_grade, davis_dam_speed),
      std::nullopt,
  };
  if (const auto carried = model::payload(vehicle))
    limits.hitch =
        std::clamp((*carried - tow_crew) / tongue_share, units::kilograms(0), heaviest_trailer);
  return limits;
}

units::Power climbing_power(const model::Vehicle& vehicle, const TrailerForm& form,
                            units::Mass trailer) {
  const Conditions conditions = with_trailer(form, units::in_kilograms(trailer), davis_dam_grade);
  const double speed = davis_dam_speed.value();
  return units::watts(speed * resistance_n(vehicle, conditions, speed));
}

}  // namespace evpickup::energy
