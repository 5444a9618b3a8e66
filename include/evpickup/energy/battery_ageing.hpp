// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evpickup/model/vehicle.hpp"
#include "evpickup/units/quantities.hpp"

/// How a battery loses capacity with time and use. Every law is a sum of two power laws, one of
/// days and one of equivalent full cycles, whose rates depend on temperature, state of charge,
/// depth of discharge and charging rate. States of charge, depths and cycles are shares of the
/// usable capacity of the day.
namespace evpickup::energy {

/// Loss by time: (rate of the day) x days^power.
struct CalendarFade {
  /// Rate per day^power at infinite temperature.
  double rate = 0.0;
  /// Activation temperature: the rate goes with exp((effect - activation) / T).
  double activation_k = 0.0;
  /// What a state of charge adds to the exponent.
  double (*effect_of_charge_k)(double state_of_charge) = nullptr;
  double power = 1.0;
};

/// Loss by use: (rate of the day) x cycles^power.
struct CycleFade {
  /// Rate = (base + per_depth x depth + per_rate x charging rate per hour) x (exp(cold/T) +
  /// exp(-hot/T)). The charging rate is the mean of |d charge / d time| over day and night.
  double base = 0.0;
  double per_depth = 0.0;
  double per_rate_h = 0.0;
  double cold_k = 0.0;
  double hot_k = 0.0;
  double power = 1.0;
};

/// Conditions that the cells of a law were tested in.
struct AgeingValidity {
  units::Temperature coldest;
  units::Temperature warmest;
  double smallest_depth = 0.0;
  double largest_depth = 1.0;
  double lowest_charge = 0.0;
  double highest_charge = 1.0;
  /// Fastest charge, share of the capacity per time.
  units::Rate charging_rate;
};

struct AgeingLaw {
  std::string_view name;
  /// What it was measured on.
  std::string_view measured_on;
  std::string_view source;
  /// Absent if it is for any.
  std::optional<model::Chemistry> chemistry;
  AgeingValidity validity;
  CalendarFade calendar;
  CycleFade cycle;
};

/// Linear fade of the whole battery, share of the new capacity per year, and its range: mean of a
/// fleet, charged mostly by AC or at low power, charged often with more than 100 kW. Geotab, "How
/// long do electric vehicle batteries really last? The updated guide to real-world EV battery
/// health", 22,700 vehicles of 21 models, as reported by FreightWaves (4 February 2026) and Power
/// Progress (13 January 2026). Hot climates add 0.4, high daily use 0.8 points.
inline constexpr units::Rate usual_linear_fade = units::per_year(0.023);
inline constexpr units::Rate slow_linear_fade = units::per_year(0.015);
inline constexpr units::Rate fast_linear_fade = units::per_year(0.030);

/// Every law, the linear one with its usual fade. Of "nmc811_mj1" beware: a small cell of high
/// energy that keeps 39 % after ten years; no traction battery, never a default.
[[nodiscard]] std::span<const AgeingLaw> ageing_laws();
/// By its name, or nullptr.
[[nodiscard]] const AgeingLaw* find_ageing_law(std::string_view name);
/// The law of a truck's chemistry: that of LFP cells for LFP, the linear fade for all others and
/// where no source names one.
[[nodiscard]] const AgeingLaw& default_ageing_law(std::optional<model::Chemistry> chemistry);
/// The linear law with another fade.
[[nodiscard]] AgeingLaw linear_fade(units::Rate fade);

/// Rate of the calendar fade at rest, per day^power.
[[nodiscard]] double calendar_rate(const AgeingLaw& law, double state_of_charge,
                                   units::Temperature cells);
/// Rate of the cycle fade, per cycle^power.
[[nodiscard]] double cycle_rate(const AgeingLaw& law, double depth, units::Rate mean_charging_rate,
                                units::Temperature cells);

/// Constant conditions over a stretch of time, some of whose days are driven on. A driving day is 9
/// h at the highest charge, 10 h half of the depth below it and 5 h the whole depth below, which is
/// the day of the golden runs (tests/golden/blast); other days are at the highest charge.
struct BatteryStress {
  units::Time duration{};
  units::Temperature cells = units::celsius(25);
  /// Share of the days that are driven on, 0 to 1.
  double driving_share = 1.0;
  /// State of charge after charging, at least `depth`.
  double highest_charge = 1.0;
  /// Of a driving day, between two charges, 0 to 1.
  double depth = 0.0;
  /// Equivalent full cycles of a driving day: the depth, or more if it charges several times.
  double cycles = 0.0;
  /// The fastest charging; it enters no law, but each was tested up to some rate.
  units::Rate charging_rate{};
};

/// What stretches do to a battery by one law. It adds up: the wear of two stretches one after the
/// other is the sum of both, in any order, and that of ten equal years is ten times that of one.
struct BatteryWear {
  /// Sum of rate^(1/power) x days, and of rate^(1/power) x cycles.
  double calendar = 0.0;
  double cycle = 0.0;
};

/// Neither allocates nor throws.
[[nodiscard]] BatteryWear wear(const AgeingLaw& law, std::span<const BatteryStress> stretches);

/// What a battery has lost, as shares of its new capacity.
struct BatteryHealth {
  double calendar_loss = 0.0;
  double cycle_loss = 0.0;

  /// Share of the new capacity that is left, 0 at least.
  [[nodiscard]] double capacity() const;
};

/// A battery after more wear. A power law q = k x^p goes on from the loss that there is, whatever
/// conditions it came from: q becomes ((q/k)^(1/p) + x)^p k, the exact integral of what BLAST-Lite
/// (NREL) steps by day.
[[nodiscard]] BatteryHealth after(const BatteryHealth& health, const AgeingLaw& law,
                                  const BatteryWear& more);
[[nodiscard]] BatteryHealth after(const BatteryHealth& health, const AgeingLaw& law,
                                  std::span<const BatteryStress> stretches);

/// Shares of the time that conditions were not those of the law's tests. The law is computed all
/// the same.
struct AgeingExtrapolation {
  double colder = 0.0;
  double warmer = 0.0;
  double depth = 0.0;
  double charge = 0.0;
  double charging_rate = 0.0;

  [[nodiscard]] bool any() const;
};

[[nodiscard]] AgeingExtrapolation extrapolation(const AgeingLaw& law,
                                                std::span<const BatteryStress> stretches);
/// A sentence for each kind of condition that was not tested.
[[nodiscard]] std::vector<std::string> notes(const AgeingLaw& law,
                                             const AgeingExtrapolation& beyond);

}  // namespace evpickup::energy
