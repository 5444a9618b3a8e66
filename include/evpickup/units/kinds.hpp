// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "evpickup/units/interest_rate.hpp"
#include "evpickup/units/money.hpp"
#include "evpickup/units/quantities.hpp"

namespace evpickup::units {

/// What a value is about. A kind is narrower than a dimension: torque and energy are two kinds,
/// and so are a force and a consumption.
enum class Kind {
  ratio,
  mass,
  length,
  area,
  volume,
  time,
  speed,
  mileage,
  acceleration,
  force,
  force_per_speed,
  force_per_speed_squared,
  energy,
  consumption,
  fuel_consumption,
  power,
  torque,
  angular_speed,
  voltage,
  current,
  resistance,
  mass_per_energy,
  density,
  time_per_distance,
  moment_of_inertia,
  rate,
  temperature,
  temperature_difference,
  money,
  money_per_energy,
  money_per_distance,
  money_per_time,
  money_per_volume,
  money_per_mass,
};

/// One way to write a kind: value in SI = factor * number + offset.
struct UnitSymbol {
  std::string_view symbol;
  double factor = 1.0;
  double offset = 0.0;
};

/// "energy", "force per speed", ... as messages say it.
[[nodiscard]] std::string_view name(Kind kind);

/// All symbols of a kind, the preferred one first. For prices these are the denominators (kWh for
/// a price per energy); the text is a currency code, a slash and one of them, and the factor turns
/// the number into money per SI unit. An amount of money has none.
[[nodiscard]] std::span<const UnitSymbol> symbols(Kind kind);

/// A number of a kind in SI units, with the currency if the kind is about money.
struct Amount {
  double si = 0.0;
  std::optional<Currency> currency;
};

/// Either the amount, or what is wrong with the text and what would help. `problem` is a clause
/// such as `"63 kW" is a power` or `unknown unit "kwh"`; `other_kind` is what the unit measures if
/// that is something else.
struct ParsedAmount {
  std::optional<Amount> amount;
  std::string problem;
  std::string hint;
  std::optional<Kind> other_kind;
};

/// Reads `86 kWh`, `-5 degC`, `284 N*m`, `0.18 USD/kWh`, `5 %`, `15000 mi/yr`. A missing unit, a
/// unit of another kind ("63 kW" for an energy), an unknown unit, a comma in the number or a number
/// that is not finite gives a problem, and a hint with the likely intended text where there is one.
/// Ratios need no unit.
[[nodiscard]] ParsedAmount parse(std::string_view text, Kind kind);

/// `si` written with a symbol of the kind, by default the preferred one; at most `digits`
/// significant digits: "98 kWh", "-5 degC", "0.331" for a ratio, "0.18 per kWh" for a price without
/// its currency. Throws std::logic_error for a symbol that the kind does not have.
[[nodiscard]] std::string format(double si, Kind kind, std::string_view symbol = {},
                                 int digits = 6);
/// The same for any amount; money with commas for people: "178,800 CNY", "0.1834 USD/kWh".
[[nodiscard]] std::string format(const Amount& amount, Kind kind, int digits = 6);

/// The kind that belongs to a C++ type where the type alone decides it. (Force and Consumption,
/// Speed and Mileage, Area and FuelConsumption share a type: a field table says which one is
/// meant.)
template <class Q>
struct KindOf;
template <>
struct KindOf<double> {
  static constexpr Kind value = Kind::ratio;
};
template <>
struct KindOf<Mass> {
  static constexpr Kind value = Kind::mass;
};
template <>
struct KindOf<Length> {
  static constexpr Kind value = Kind::length;
};
template <>
struct KindOf<Area> {
  static constexpr Kind value = Kind::area;
};
template <>
struct KindOf<Volume> {
  static constexpr Kind value = Kind::volume;
};
template <>
struct KindOf<Time> {
  static constexpr Kind value = Kind::time;
};
template <>
struct KindOf<Speed> {
  static constexpr Kind value = Kind::speed;
};
template <>
struct KindOf<Acceleration> {
  static constexpr Kind value = Kind::acceleration;
};
template <>
struct KindOf<Force> {
  static constexpr Kind value = Kind::force;
};
template <>
struct KindOf<ForcePerSpeed> {
  static constexpr Kind value = Kind::force_per_speed;
};
template <>
struct KindOf<ForcePerSpeedSquared> {
  static constexpr Kind value = Kind::force_per_speed_squared;
};
template <>
struct KindOf<Energy> {
  static constexpr Kind value = Kind::energy;
};
template <>
struct KindOf<Power> {
  static constexpr Kind value = Kind::power;
};
template <>
struct KindOf<Torque> {
  static constexpr Kind value = Kind::torque;
};
template <>
struct KindOf<AngularSpeed> {
  static constexpr Kind value = Kind::angular_speed;
};
template <>
struct KindOf<Voltage> {
  static constexpr Kind value = Kind::voltage;
};
template <>
struct KindOf<Current> {
  static constexpr Kind value = Kind::current;
};
template <>
struct KindOf<Resistance> {
  static constexpr Kind value = Kind::resistance;
};
template <>
struct KindOf<MassPerEnergy> {
  static constexpr Kind value = Kind::mass_per_energy;
};
template <>
struct KindOf<Density> {
  static constexpr Kind value = Kind::density;
};
template <>
struct KindOf<TimePerDistance> {
  static constexpr Kind value = Kind::time_per_distance;
};
template <>
struct KindOf<MomentOfInertia> {
  static constexpr Kind value = Kind::moment_of_inertia;
};
template <>
struct KindOf<Rate> {
  static constexpr Kind value = Kind::rate;
};
template <>
struct KindOf<InterestRate> {
  static constexpr Kind value = Kind::rate;
};
template <>
struct KindOf<Temperature> {
  static constexpr Kind value = Kind::temperature;
};
template <>
struct KindOf<TemperatureDifference> {
  static constexpr Kind value = Kind::temperature_difference;
};
template <>
struct KindOf<Money> {
  static constexpr Kind value = Kind::money;
};
template <>
struct KindOf<EnergyPrice> {
  static constexpr Kind value = Kind::money_per_energy;
};
template <>
struct KindOf<DistancePrice> {
  static constexpr Kind value = Kind::money_per_distance;
};
template <>
struct KindOf<TimePrice> {
  static constexpr Kind value = Kind::money_per_time;
};
template <>
struct KindOf<VolumePrice> {
  static constexpr Kind value = Kind::money_per_volume;
};
template <>
struct KindOf<MassPrice> {
  static constexpr Kind value = Kind::money_per_mass;
};

/// A type whose values are numbers of a kind.
template <class T>
concept HasKind = requires { KindOf<T>::value; };

/// A value of type T from an amount of its kind, and back.
template <class T>
[[nodiscard]] T from_amount(const Amount& amount, Date date = {}) {
  if constexpr (std::is_same_v<T, Money> || requires(T t) { t.amount_per_si; }) {
    return {amount.si, amount.currency.value_or(Currency{}), date};
  } else {
    return from_si<T>(amount.si);
  }
}
template <class T>
[[nodiscard]] Amount to_amount(const T& value) {
  if constexpr (requires { value.amount_per_si; }) {
    return {value.amount_per_si, value.currency};
  } else if constexpr (std::is_same_v<T, Money>) {
    return {value.amount, value.currency};
  } else {
    return {in_si(value), std::nullopt};
  }
}

/// The value with another number in SI units: currency, date, period and basis stay.
template <class T>
[[nodiscard]] T with_amount(T value, double si) {
  if constexpr (requires { value.amount_per_si; }) {
    value.amount_per_si = si;
  } else if constexpr (std::is_same_v<T, Money>) {
    value.amount = si;
  } else if constexpr (std::is_same_v<T, InterestRate>) {
    value.rate = from_si<Rate>(si);
  } else {
    value = from_si<T>(si);
  }
  return value;
}

}  // namespace evpickup::units
