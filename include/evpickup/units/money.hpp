// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "evpickup/units/quantities.hpp"

namespace evpickup::units {

/// A day, a month (day 0) or a year (month and day 0), or nothing at all (year 0).
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;

  auto operator<=>(const Date&) const = default;
  [[nodiscard]] bool known() const { return year != 0; }
  /// Years since year 0 as a number; a missing month counts as mid-year, a missing day as
  /// mid-month. Throws std::logic_error for an unknown date.
  [[nodiscard]] double as_years() const;
  /// ISO 8601: "2026-10-09", "2026-10", "2026" or "".
  [[nodiscard]] std::string text() const;
};

/// "2026-10-09", "2026-10" or "2026"; nothing for any other text or an impossible day.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// An ISO 4217 code such as USD: three upper-case letters.
class Currency {
 public:
  constexpr Currency() = default;
  /// Throws std::logic_error unless `code` is three upper-case letters.
  explicit Currency(std::string_view code);

  [[nodiscard]] std::string_view code() const { return {letters_.data(), letters_.size()}; }
  auto operator<=>(const Currency&) const = default;

 private:
  std::array<char, 3> letters_{'U', 'S', 'D'};
};

/// True for three upper-case letters.
[[nodiscard]] bool is_currency_code(std::string_view text);

/// Two amounts of different currencies met in a sum. Convert them first (ExchangeRates).
class CurrencyMismatch : public std::logic_error {
 public:
  CurrencyMismatch(Currency left, Currency right);
};

/// An amount of money: it knows its currency and, if given, the day of its price.
struct Money {
  double amount = 0.0;
  Currency currency;
  Date date;
};

/// Sum and difference; throw CurrencyMismatch for two currencies. The later date is kept.
[[nodiscard]] Money operator+(Money left, const Money& right);
[[nodiscard]] Money operator-(Money left, const Money& right);
[[nodiscard]] Money operator*(double factor, Money money);

/// A price per SI unit of Q: MoneyPer<Energy> is money per joule, written "0.18 USD/kWh".
template <class Q>
struct MoneyPer {
  double amount_per_si = 0.0;
  Currency currency;
  Date date;
};
using EnergyPrice = MoneyPer<Energy>;
using DistancePrice = MoneyPer<Length>;
using TimePrice = MoneyPer<Time>;
using VolumePrice = MoneyPer<Volume>;
using MassPrice = MoneyPer<Mass>;

/// Price times quantity. The currency and date are the price's.
template <class Q>
[[nodiscard]] Money operator*(const MoneyPer<Q>& price, Q quantity) {
  return {price.amount_per_si * in_si(quantity), price.currency, price.date};
}

/// What one unit of another currency costs, with its day. The only door between currencies.
class ExchangeRates {
 public:
  explicit ExchangeRates(Currency base = Currency{"USD"});
  /// `per_base`: units of `currency` for one unit of the base currency. Throws std::logic_error
  /// unless it is positive and finite, and for the base currency itself.
  void set(Currency currency, double per_base, Date date);

  /// Units of `to` for one unit of `from`, 1 for the same currency. Throws std::out_of_range
  /// naming the missing currency.
  [[nodiscard]] double rate(Currency from, Currency to) const;
  [[nodiscard]] Money convert(const Money& money, Currency to) const;
  template <class Q>
  [[nodiscard]] MoneyPer<Q> convert(const MoneyPer<Q>& price, Currency to) const {
    return {price.amount_per_si * rate(price.currency, to), to, price.date};
  }
  [[nodiscard]] bool knows(Currency currency) const;
  /// The day of the rate, unknown for the base currency. Throws std::out_of_range like rate().
  [[nodiscard]] Date date(Currency currency) const;

 private:
  struct Entry {
    double per_base = 1.0;
    Date date;
  };
  [[nodiscard]] const Entry& entry(Currency currency) const;

  Currency base_;
  std::map<Currency, Entry> entries_;
};

}  // namespace evpickup::units
