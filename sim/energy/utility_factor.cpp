// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/utility_factor.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace evpickup::energy {
namespace {

struct Curve {
  double longest_mi = 0.0;
  /// Of the powers from the first on.
  std::span<const double> coefficients;
};

constexpr std::array fleet{10.52, -7.282, -26.37, 79.08, -77.36, 26.07};
constexpr std::array individual{13.1, -18.7, 5.22, 8.15, 3.53, -1.34, -4.01, -3.90, -1.15, 3.88};
constexpr std::array city{14.86, 2.965, -84.05, 153.7, -43.59, -96.94, 14.47, 91.70, -46.36};
constexpr std::array highway{4.8, 13.0, -65.0, 120.0, -100.0, 31.0};

constexpr std::array europe{26.25,    -38.94,    -631.05,  5964.83,   -25094.6,
                            60380.21, -87517.16, 75513.77, -35748.77, 7154.94};
constexpr double europe_longest_mi = 800e3 / units::metres_per_mile;

constexpr Curve curve_of(UtilityFactor curve) {
  switch (curve) {
  case UtilityFactor::fleet:
    return {399.0, fleet};
  case UtilityFactor::individual:
    return {400.0, individual};
  case UtilityFactor::city:
    return {399.0, city};
  case UtilityFactor::europe:
    return {europe_longest_mi, europe};
  case UtilityFactor::highway:
    break;
  }
  return {399.0, highway};
}

}  // namespace

units::Length longest_fitted(UtilityFactor curve) {
  return units::miles(curve_of(curve).longest_mi);
}

double utility_factor(UtilityFactor curve, units::Length range) {
  const auto [longest_mi, coefficients] = curve_of(curve);
  const double x = std::clamp(units::in_miles(range) / longest_mi, 0.0, 1.0);
  double exponent = 0.0;
  for (std::size_t j = coefficients.size(); j-- > 0;) exponent = (exponent + coefficients[j]) * x;
  return -std::expm1(-exponent);
}

}  // namespace evpickup::energy
