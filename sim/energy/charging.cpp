// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/charging.hpp"

#include <algorithm>
#include <cmath>

namespace evpickup::energy {

namespace {

/// Parts into which a time at the charger is cut.
constexpr int slices = 400;

/// Mean power over a stretch of charge along which it changes in a straight line: the mean of its
/// inverse, inverted.
units::Power mean_power(units::Power first, units::Power last) {
  const double change = last / first - 1.0;
  constexpr double hardly = 1e-6;
  if (std::abs(change) < hardly) return 0.5 * (first + last);
  return first * change / std::log1p(change);
}

spec::Curve<units::Power> scaled_form(units::Power plateau) {
  spec::Curve<units::Power> points;
  for (const auto& [charge, share] : standard_charge_form())
    points.emplace_back(charge, share * plateau);
  return points;
}

}  // namespace

const spec::Curve<double>& standard_charge_form() {
  static const spec::Curve<double> form{{0.0, 1.0}, {0.58, 1.0}, {0.80, 0.40}, {1.0, 0.10}};
  return form;
}

units::Power ChargeCurve::at(double state_of_charge) const {
  const auto above =
      std::lower_bound(points.begin(), points.end(), state_of_charge,
                       [](const auto& point, double charge) { return point.first < charge; });
  if (above == points.begin()) return points.front().second;
  if (above == points.end()) return points.back().second;
  const auto& below = *(above - 1);
  const double share = (state_of_charge - below.first) / (above->first - below.first);
  return below.second + share * (above->second - below.second);
}

std::optional<ChargeCurve> charge_curve(const model::Vehicle& vehicle) {
  if (vehicle.has_engine() && !vehicle.is_charged()) return std::nullopt;
  const auto& charging = vehicle.charging;
  if (charging.dc_curve.has_value())
    return ChargeCurve{ChargeCurve::Basis::measured, *charging.dc_curve};
  if (charging.dc_time.has_value()) {
    // Time is inversely proportional to the plateau.
    const units::Power unit = units::kilowatts(100);
    const ChargeCurve trial{ChargeCurve::Basis::from_time, scaled_form(unit)};
    const units::Time trial_time = charge_time(trial, *vehicle.battery.energy_usable,
                                               charging.dc_from.value_or(usual_charge_from),
                                               charging.dc_to.value_or(usual_charge_to));
    return ChargeCurve{ChargeCurve::Basis::from_time,
                       scaled_form((trial_time / *charging.dc_time) * unit)};
  }
  if (charging.dc_peak.has_value())
    return ChargeCurve{ChargeCurve::Basis::from_peak, scaled_form(*charging.dc_peak)};
  return std::nullopt;
}

units::Time charge_time(const ChargeCurve& curve, units::Energy usable, double from, double to) {
  units::Time total = units::seconds(0);
  double start = from;
  for (const auto& point : curve.points) {
    const double end = std::min(point.first, to);
    if (end > start) total += (end - start) * usable / mean_power(curve.at(start), curve.at(end));
    start = std::max(start, end);
  }
  // Beyond the last point power stays as it is.
  if (to > start) total += (to - start) * usable / curve.at(to);
  return total / dc_stored_share;
}

units::Energy energy_stored(const ChargeCurve& curve, units::Energy usable, double from,
                            units::Time time) {
  const units::Time step = time / static_cast<double>(slices);
  double charge = from;
  for (int i = 0; i < slices && charge < 1.0; ++i)
    charge = std::min(1.0, charge + dc_stored_share * curve.at(charge) * step / usable);
  return (charge - from) * usable;
}

}  // namespace evpickup::energy
