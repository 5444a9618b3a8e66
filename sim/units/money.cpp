// SPDX-License-Identifier: Apache-2.0
#include "evpickup/units/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace evpickup::units {
namespace {

std::chrono::year_month_day_last end_of_month(const Date& date) {
  return std::chrono::year{date.year} / std::chrono::month{static_cast<unsigned>(date.month)} /
         std::chrono::last;
}

/// A whole number of decimal digits only.
std::optional<int> parse_digits(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void require_same_currency(const Money& left, const Money& right) {
  if (left.currency != right.currency) throw CurrencyMismatch(left.currency, right.currency);
}

}  // namespace

double Date::as_years() const {
  if (!known()) throw std::logic_error("an unknown date has no place in time");
  if (month == 0) return year + 0.5;
  const double days = static_cast<unsigned>(end_of_month(*this).day());
  const double share_of_month = day == 0 ? 0.5 : (day - 0.5) / days;
  return year + (month - 1 + share_of_month) / 12.0;
}

std::string Date::text() const {
  if (!known()) return {};
  if (month == 0) return fmt::format("{:04}", year);
  if (day == 0) return fmt::format("{:04}-{:02}", year, month);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::optional<Date> parse_date(std::string_view text) {
  // YYYY, YYYY-MM or YYYY-MM-DD: the length tells which.
  const bool has_month = text.size() == 7 || text.size() == 10;
  const bool has_day = text.size() == 10;
  if (text.size() != 4 && !has_month) return std::nullopt;
  if ((has_month && text[4] != '-') || (has_day && text[7] != '-')) return std::nullopt;

  const auto year = parse_digits(text.substr(0, 4));
  const auto month = has_month ? parse_digits(text.substr(5, 2)) : 0;
  const auto day = has_day ? parse_digits(text.substr(8, 2)) : 0;
  if (!year || !month || !day || *year == 0) return std::nullopt;

  // The calendar has the last word.
  const Date date{*year, *month, *day};
  if (has_month && !end_of_month(date).ok()) return std::nullopt;
  if (has_day && (date.day < 1 ||
                  date.day > static_cast<int>(static_cast<unsigned>(end_of_month(date).day())))) {
    return std::nullopt;
  }
  return date;
}

bool is_currency_code(std::string_view text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

Currency::Currency(std::string_view code) {
  if (!is_currency_code(code)) {
    throw std::logic_error(fmt::format("\"{}\" is no currency code", code));
  }
  std::ranges::copy(code, letters_.begin());
}

CurrencyMismatch::CurrencyMismatch(Currency left, Currency right)
    : std::logic_error(fmt::format("{} and {} have no sum: convert one of them first", left.code(),
                                   right.code())) {}

Money operator+(Money left, const Money& right) {
  require_same_currency(left, right);
  left.amount += right.amount;
  left.date = std::max(left.date, right.date);
  return left;
}

Money operator-(Money left, const Money& right) { return left + -1.0 * right; }

Money operator*(double factor, Money money) {
  money.amount *= factor;
  return money;
}

ExchangeRates::ExchangeRates(Currency base) : base_(base) { entries_[base] = {}; }

void ExchangeRates::set(Currency currency, double per_base, Date date) {
  if (currency == base_) {
    throw std::logic_error(fmt::format("{} is the base of the exchange rates", currency.code()));
  }
  if (!std::isfinite(per_base) || per_base <= 0.0) {
    throw std::logic_error(fmt::format("an exchange rate of {} for {}", per_base, currency.code()));
  }
  entries_[currency] = {per_base, date};
}

double ExchangeRates::rate(Currency from, Currency to) const {
  return from == to ? 1.0 : entry(to).per_base / entry(from).per_base;
}

Money ExchangeRates::convert(const Money& money, Currency to) const {
  return {money.amount * rate(money.currency, to), to, money.date};
}

bool ExchangeRates::knows(Currency currency) const { return entries_.contains(currency); }

Date ExchangeRates::date(Currency currency) const { return entry(currency).date; }

const ExchangeRates::Entry& ExchangeRates::entry(Currency currency) const {
  const auto found = entries_.find(currency);
  if (found == entries_.end()) {
    throw std::out_of_range(
        fmt::format("no exchange rate between {} and {}", currency.code(), base_.code()));
  }
  return found->second;
}

}  // namespace evpickup::units
