// SPDX-License-Identifier: Apache-2.0
#include "evpickup/energy/battery_ageing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace evpickup::energy {

namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();
constexpr double hours_per_day = 24.0;
constexpr double seconds_per_day = hours_per_day * units::seconds_per_hour;

double in_days(units::Time time) { return units::in_seconds(time) / seconds_per_day; }
constexpr double in_per_day(units::Rate rate) { return units::in_si(rate) * seconds_per_day; }
constexpr units::Rate per_hour(double x) {
  return units::Rate::from_value(x / units::seconds_per_hour);
}
double in_per_hour(units::Rate rate) { return units::in_si(rate) * units::seconds_per_hour; }

/// Voltage of a graphite anode against lithium: Safari and Delacourt, J. Electrochem. Soc.
/// 158:A562 (2011). Its lithiation over the charge: Schimpe et al., J. Electrochem. Soc. 165:A181
/// (2018), as BLAST-Lite uses both.
double anode_voltage(double state_of_charge) {
  constexpr double empty = 0.0085;
  constexpr double full = 0.78;
  const double x = empty + (full - empty) * state_of_charge;
  return 0.6379 + 0.5416 * std::exp(-305.5309 * x) - 0.044 * std::tanh((x - 0.1958) / 0.1088) -
         0.1978 * std::tanh((x - 1.0571) / 0.0854) - 0.6875 * std::tanh((x + 0.0117) / 0.0529) -
         0.0175 * std::tanh((x - 0.5692) / 0.0875);
}

double lfp_effect_of_charge_k(double state_of_charge) {
  return -3560.0 * anode_voltage(state_of_charge);
}
double mj1_effect_of_charge_k(double state_of_charge) { return 57.7 * state_of_charge; }
double no_effect_of_charge_k(double /*state_of_charge*/) { return 0.0; }

// The first is the linear law: what holds where no other does.
constexpr std::array laws{
    AgeingLaw{.name = "linear",
              .measured_on = "22,700 electric vehicles in fleets",
              .source = "Geotab, battery health of 2025, as reported by FreightWaves (2026-02-04)",
              .chemistry = std::nullopt,
              // A mean of fleets in Canada, the United States and Europe; no bounds are published.
              .validity = {.coldest = units::kelvin(0),
                           .warmest = units::kelvin(unlimited),
                           .charging_rate = per_hour(unlimited)},
              .calendar = {.rate = in_per_day(usual_linear_fade),
                           .activation_k = 0.0,
                           .effect_of_charge_k = no_effect_of_charge_k,
                           .power = 1.0},
              .cycle = {}},
    AgeingLaw{.name = "lfp_250ah",
              .measured_on = "prismatic LFP cells above 250 Ah",
              .source = "BLAST-Lite (NREL), Lfp_Gr_250AhPrismatic, fitted to the tests of J. "
                        "Energy Storage 109042 (2023)",
              .chemistry = model::Chemistry::lfp,
              .validity = {.coldest = units::celsius(10),
                           .warmest = units::celsius(45),
                           .smallest_depth = 0.8,
                           .charging_rate = per_hour(0.65)},
              .calendar = {.rate = 8.37e4,
                           .activation_k = 5210.0,
                           .effect_of_charge_k = lfp_effect_of_charge_k,
                           .power = 0.526},
              .cycle = {.base = 4.38e-8,
                        .per_depth = 1.55e-8,
                        .per_rate_h = 1.68e-7,
                        .cold_k = 2190.0,
                        .hot_k = 1.55e5,
                        .power = 0.828}},
    AgeingLaw{.name = "nmc811_mj1",
              .measured_on = "LG MJ1, a small NMC811 cell (18650) of high energy and short life",
              .source = "BLAST-Lite (NREL), Nmc811_GrSi_LGMJ1_4Ah_Battery, fitted to EVERLASTING "
                        "report D2.3 (2020)",
              .chemistry = model::Chemistry::nmc,
              .validity = {.coldest = units::celsius(0),
                           .warmest = units::celsius(50),
                           .smallest_depth = 0.2,
                           .largest_depth = 0.8,
                           .lowest_charge = 0.1,
                           .highest_charge = 0.9,
                           .charging_rate = per_hour(1.0)},
              .calendar = {.rate = 0.0353,
                           .activation_k = 1030.0,
                           .effect_of_charge_k = mj1_effect_of_charge_k,
                           .power = 0.743},
              .cycle = {.base = 1.77e-7,
                        .per_depth = 2.21e-7,
                        .per_rate_h = 8.08e-13,
                        .cold_k = 2250.0,
                        .hot_k = 1.14e4,
                        .power = 0.695}},
};

/// A driving day: share of the time at a level, and how much of the depth it lies below the
/// highest charge.
struct Level {
  double time_share;
  double depth_share;
};
constexpr std::array driving_day{Level{9.0 / 24.0, 0.0}, Level{10.0 / 24.0, 0.5},
                                 Level{5.0 / 24.0, 1.0}};

/// 0.9 less 0.8 is not below 0.1.
constexpr double rounding = 1e-9;

/// Charge and discharge of a day, over all of its hours.
units::Rate mean_charging_rate(double cycles) { return per_hour(2.0 * cycles / hours_per_day); }

double driving_day_rate(const AgeingLaw& law, const BatteryStress& stress) {
  double rate = 0.0;
  for (const Level& level : driving_day) {
    const double charge = std::max(0.0, stress.highest_charge - level.depth_share * stress.depth);
    rate += level.time_share * calendar_rate(law, charge, stress.cells);
  }
  return rate;
}

/// A power; the linear law needs none.
double raised(double x, double power) { return power == 1.0 ? x : std::pow(x, power); }

/// A loss that goes on along its power law. It never falls, not even by rounding.
double grown(double loss, double more, double power) {
  if (more <= 0.0) return loss;
  return std::max(loss, raised(raised(loss, 1.0 / power) + more, power));
}

}  // namespace

std::span<const AgeingLaw> ageing_laws() { return laws; }

const AgeingLaw* find_ageing_law(std::string_view name) {
  const auto* const found =
      std::find_if(laws.begin(), laws.end(), [&](const auto& law) { return law.name == name; });
  return found == laws.end() ? nullptr : found;
}

const AgeingLaw& default_ageing_law(std::optional<model::Chemistry> chemistry) {
  return chemistry == model::Chemistry::lfp ? *find_ageing_law("lfp_250ah") : laws.front();
}

AgeingLaw linear_fade(units::Rate fade) {
  AgeingLaw law = laws.front();
  law.calendar.rate = in_per_day(fade);
  return law;
}

double calendar_rate(const AgeingLaw& law, double state_of_charge, units::Temperature cells) {
  const CalendarFade& fade = law.calendar;
  return fade.rate * std::exp((fade.effect_of_charge_k(state_of_charge) - fade.activation_k) /
                              units::in_kelvin(cells));
}

double cycle_rate(const AgeingLaw& law, double depth, units::Rate mean_charging_rate,
                  units::Temperature cells) {
  const CycleFade& fade = law.cycle;
  const double kelvin = units::in_kelvin(cells);
  return (fade.base + fade.per_depth * depth + fade.per_rate_h * in_per_hour(mean_charging_rate)) *
         (std::exp(fade.cold_k / kelvin) + std::exp(-fade.hot_k / kelvin));
}

BatteryWear wear(const AgeingLaw& law, std::span<const BatteryStress> stretches) {
  const double per_day = 1.0 / law.calendar.power;
  const double per_cycle = 1.0 / law.cycle.power;
  BatteryWear total;
  for (const BatteryStress& stress : stretches) {
    const double days = in_days(stress.duration);
    const double driven = days * stress.driving_share;
    const double at_rest = calendar_rate(law, stress.highest_charge, stress.cells);
    const double in_use =
        cycle_rate(law, stress.depth, mean_charging_rate(stress.cycles), stress.cells);
    total.calendar += (days - driven) * raised(at_rest, per_day) +
                      driven * raised(driving_day_rate(law, stress), per_day);
    total.cycle += driven * stress.cycles * raised(in_use, per_cycle);
  }
  return total;
}

double BatteryHealth::capacity() const { return std::max(0.0, 1.0 - calendar_loss - cycle_loss); }

BatteryHealth after(const BatteryHealth& health, const AgeingLaw& law, const BatteryWear& more) {
  return {grown(health.calendar_loss, more.calendar, law.calendar.power),
          grown(health.cycle_loss, more.cycle, law.cycle.power)};
}

BatteryHealth after(const BatteryHealth& health, const AgeingLaw& law,
                    std::span<const BatteryStress> stretches) {
  return after(health, law, wear(law, stretches));
}

bool AgeingExtrapolation::any() const {
  return colder > 0.0 || warmer > 0.0 || depth > 0.0 || charge > 0.0 || charging_rate > 0.0;
}

AgeingExtrapolation extrapolation(const AgeingLaw& law, std::span<const BatteryStress> stretches) {
  const AgeingValidity& tested = law.validity;
  units::Time whole{};
  for (const BatteryStress& stress : stretches) whole += stress.duration;

  AgeingExtrapolation beyond;
  for (const BatteryStress& stress : stretches) {
    const double share = stress.duration > units::Time{} ? double{stress.duration / whole} : 0.0;
    const double driven = stress.cycles > 0.0 ? share * stress.driving_share : 0.0;
    if (stress.cells < tested.coldest) beyond.colder += share;
    if (stress.cells > tested.warmest) beyond.warmer += share;
    if (stress.depth < tested.smallest_depth - rounding ||
        stress.depth > tested.largest_depth + rounding)
      beyond.depth += driven;
    if (stress.highest_charge > tested.highest_charge + rounding)
      beyond.charge += share;
    else if (stress.highest_charge - stress.depth < tested.lowest_charge - rounding)
      beyond.charge += driven;
    if (stress.charging_rate > tested.charging_rate) beyond.charging_rate += driven;
  }
  return beyond;
}

std::vector<std::string> notes(const AgeingLaw& law, const AgeingExtrapolation& beyond) {
  const AgeingValidity& tested = law.validity;
  std::vector<std::string> result;
  const auto tell = [&](double share, const std::string& what) {
    if (share > 0.0)
      result.push_back(fmt::format("battery ageing by the law {} goes beyond its tests for {:.0f} "
                                   "% of the time: {}",
                                   law.name, std::max(1.0, 100.0 * share), what));
  };
  tell(beyond.colder,
       fmt::format("cells colder than {:.0f} degC", units::in_celsius(tested.coldest)));
  tell(beyond.warmer,
       fmt::format("cells warmer than {:.0f} degC", units::in_celsius(tested.warmest)));
  tell(beyond.depth, fmt::format("depths of discharge other than {:.0f} to {:.0f} %",
                                 100.0 * tested.smallest_depth, 100.0 * tested.largest_depth));
  tell(beyond.charge, fmt::format("states of charge other than {:.0f} to {:.0f} %",
                                  100.0 * tested.lowest_charge, 100.0 * tested.highest_charge));
  tell(beyond.charging_rate, fmt::format("charging with more than {:.2f} of the capacity per hour",
                                         in_per_hour(tested.charging_rate)));
  return result;
}

}  // namespace evpickup::energy
