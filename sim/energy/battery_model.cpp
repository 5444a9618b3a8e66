// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/battery_model.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace evpickup::energy {

namespace {

using Point = std::pair<double, double>;

/// Open-circuit voltage of NMC811 against graphite-SiOx, LG M50 of 5 Ah, in volts over state of
/// charge.
constexpr Point nickel_voltage[] = {
    {0.0, 2.5},    {0.05, 3.1094}, {0.1, 3.2959}, {0.15, 3.4339}, {0.2, 3.4852}, {0.25, 3.5286},
    {0.3, 3.5814}, {0.35, 3.629},  {0.4, 3.667},  {0.45, 3.7054}, {0.5, 3.7509}, {0.55, 3.7983},
    {0.6, 3.8406}, {0.65, 3.8896}, {0.7, 3.9479}, {0.75, 3.9943}, {0.8, 4.0421}, {0.85, 4.0809},
    {0.9, 4.0967}, {0.95, 4.1236}, {1.0, 4.2},
};

/// Open-circuit voltage of LFP against graphite, A123 of 2.3 Ah, without hysteresis.
constexpr Point iron_voltage[] = {
    {0.0, 2.0},     {0.01, 2.2655}, {0.02, 2.46},   {0.03, 2.6027}, {0.04, 2.7077}, {0.05, 2.7853},
    {0.06, 2.8432}, {0.07, 2.8874}, {0.08, 2.9222}, {0.09, 2.9515}, {0.1, 2.9781},  {0.11, 3.0041},
    {0.12, 3.0308}, {0.13, 3.058},  {0.14, 3.0843}, {0.15, 3.108},  {0.16, 3.1277}, {0.17, 3.143},
    {0.18, 3.1543}, {0.19, 3.1625}, {0.2, 3.1685},  {0.25, 3.1857}, {0.3, 3.2058},  {0.35, 3.2324},
    {0.4, 3.2525},  {0.45, 3.2621}, {0.5, 3.266},   {0.55, 3.2678}, {0.6, 3.2688},  {0.65, 3.27},
    {0.7, 3.274},   {0.75, 3.2926}, {0.8, 3.3097},  {0.85, 3.3132}, {0.9, 3.3142},  {0.95, 3.3164},
    {0.96, 3.3193}, {0.97, 3.3273}, {0.98, 3.35},   {0.99, 3.4145}, {1.0, 3.5984},
};

/// Part of the cell's charge between a vehicle's full and empty.
struct Window {
  double empty = 0.0;
  double full = 1.0;
};
constexpr Window nickel_window{0.03, 0.98};
constexpr Window iron_window{0.05, 0.98};

constexpr double activation_energy_j_per_mol = 20e3;
constexpr double gas_constant_j_per_mol_k = 8.314462618;  // CODATA 2018
constexpr double reference_kelvin = 298.15;

double interpolate(std::span<const Point> table, double x) {
  const auto above = std::lower_bound(table.begin(), table.end(), x,
                                      [](const Point& p, double at) { return p.first < at; });
  if (above == table.begin()) return table.front().second;
  if (above == table.end()) return table.back().second;
  const auto below = above - 1;
  const double share = (x - below->first) / (above->first - below->first);
  return below->second + share * (above->second - below->second);
}

constexpr double nickel_charging_volts = 4.20;
constexpr double iron_charging_volts = 3.65;

/// A shape and the mean voltage that it was divided by.
struct Fit {
  VoltageShape shape{};
  double mean_volts = 0.0;
};

/// Least-squares polynomial over the window, scaled to an integral of one.
Fit fitted_shape(std::span<const Point> table, Window window) {
  constexpr int samples = 101;
  Eigen::MatrixXd powers(samples, voltage_terms);
  Eigen::VectorXd voltage(samples);
  for (int i = 0; i < samples; ++i) {
    const double z = i / (samples - 1.0);
    for (int k = 0; k < voltage_terms; ++k) powers(i, k) = std::pow(z, k);
    voltage(i) = interpolate(table, window.empty + z * (window.full - window.empty));
  }
  const Eigen::VectorXd fit = powers.colPivHouseholderQr().solve(voltage);

  Fit result;
  for (int k = 0; k < voltage_terms; ++k) result.mean_volts += fit(k) / (k + 1);
  for (int k = 0; k < voltage_terms; ++k)
    result.shape[static_cast<std::size_t>(k)] = fit(k) / result.mean_volts;
  return result;
}

const Fit& fit_of(model::Chemistry chemistry) {
  static const Fit nickel = fitted_shape(nickel_voltage, nickel_window);
  static const Fit iron = fitted_shape(iron_voltage, iron_window);
  return chemistry == model::Chemistry::lfp ? iron : nickel;
}

}  // namespace

const VoltageShape& voltage_shape(model::Chemistry chemistry) { return fit_of(chemistry).shape; }

double charging_voltage(model::Chemistry chemistry) {
  const double volts =
      chemistry == model::Chemistry::lfp ? iron_charging_volts : nickel_charging_volts;
  return volts / fit_of(chemistry).mean_volts;
}

double normalised_voltage(const VoltageShape& shape, double state_of_charge) {
  double value = 0.0;
  for (std::size_t k = shape.size(); k-- > 0;) value = value * state_of_charge + shape[k];
  return value;
}

double resistance_factor(units::Temperature temperature) {
  const double kelvin = units::in_kelvin(temperature);
  if (kelvin >= reference_kelvin) return 1.0;
  return std::exp(activation_energy_j_per_mol / gas_constant_j_per_mol_k *
                  (1.0 / kelvin - 1.0 / reference_kelvin));
}

BatteryModel battery_model(const model::Battery& battery, units::Temperature temperature) {
  const double cold = resistance_factor(temperature);
  const double volts = battery.voltage->value();
  BatteryModel model;
  model.usable = *battery.energy_usable;
  model.shape = voltage_shape(*battery.chemistry);
  model.resistance_per_w = cold * battery.resistance->value() / (volts * volts);
  model.largest_voltage = charging_voltage(*battery.chemistry);
  model.discharge_limit = *battery.discharge_power;
  model.charge_limit = *battery.charge_power / cold;
  return model;
}

}  // namespace evpickup::energy
