// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "evpickup/cost/lanes.hpp"
#include "evpickup/spec/dated_path.hpp"
#include "gaps.hpp"

namespace evpickup::cost {

using spec::Sourced;

/// Takes the values of one case's market out of their types, and notes what is missing.
class Values {
 public:
  Values(const model::Market& market, units::Currency currency, const units::ExchangeRates& rates,
         Gaps& gaps)
      : market_(market), currency_(currency), rates_(rates), gaps_(gaps) {}

  /// A value without which there is no cost; a gap and 0 if the market lacks it.
  template <class T>
  [[nodiscard]] double needed(const Sourced<T>& value, std::string_view key) const {
    if (value.has_value()) return plain(*value);
    gaps_.market_lacks(market_, key);
    return 0.0;
  }
  /// The settings' value where they have one, else the market's, which is then needed.
  template <class T>
  [[nodiscard]] double first_of(const Sourced<T>& setting, const Sourced<T>& value,
                                std::string_view key) const {
    return setting.has_value() ? plain(*setting) : needed(value, key);
  }
  /// A value that a market may do without.
  template <class T>
  [[nodiscard]] double or_zero(const Sourced<T>& value) const {
    return value.has_value() ? plain(*value) : 0.0;
  }
  /// The value for an age in years, 1 for the first; the last one for later ages.
  template <class T>
  [[nodiscard]] double at_age(const Sourced<std::vector<T>>& list, int age,
                              std::string_view key) const {
    if (!list.has_value() || list->empty()) {
      gaps_.market_lacks(market_, key);
      return 0.0;
    }
    return plain((*list)[std::min(static_cast<std::size_t>(age), list->size()) - 1]);
  }
  /// The value of a dated path in a calendar year: linear between its years, level outside.
  template <class T>
  [[nodiscard]] double in_year(const spec::Path<T>& path, int year) const {
    return spec::in_year(path, year, [this](const T& value) { return plain(value); });
  }

  /// A sum of the lanes' currency in another one.
  [[nodiscard]] units::Money converted(double amount_cur, units::Currency to) const {
    return {knows(to) ? amount_cur * rates_.rate(currency_, to) : 0.0, to, {}};
  }

  // What a lane holds of each kind of value: amounts and prices in its currency, per SI unit;
  // yearly rates as ratios, terms in months.
  [[nodiscard]] double plain(double ratio) const { return ratio; }
  [[nodiscard]] double plain(units::Rate rate) const { return units::in_per_year(rate); }
  [[nodiscard]] double plain(units::Time term) const { return 12.0 * units::in_years(term); }
  [[nodiscard]] double plain(const units::Money& money) const {
    return knows(money.currency) ? rates_.convert(money, currency_).amount : 0.0;
  }
  template <class Q>
  [[nodiscard]] double plain(const units::MoneyPer<Q>& price) const {
    return knows(price.currency) ? rates_.convert(price, currency_).amount_per_si : 0.0;
  }
  /// Prices by time are yearly sums.
  [[nodiscard]] double plain(const units::TimePrice& price) const {
    return plain(price * units::years(1.0));
  }
  template <class Unit>
  [[nodiscard]] double plain(const units::Quantity<Unit>& quantity) const {
    return units::in_si(quantity);
  }

 private:
  /// False, with a gap, if there is no rate from this currency to the lanes'.
  [[nodiscard]] bool knows(units::Currency from) const {
    if (from == currency_) return true;
    for (const units::Currency currency : {from, currency_})
      if (!rates_.knows(currency)) gaps_.no_rate(currency);
    return rates_.knows(from) && rates_.knows(currency_);
  }

  const model::Market& market_;
  units::Currency currency_;
  const units::ExchangeRates& rates_;
  Gaps& gaps_;
};

}  // namespace evpickup::cost
